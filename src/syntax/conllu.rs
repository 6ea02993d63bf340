//! CoNLL-U: the treebanks' format, read for training and for given tokens, written for other tools.
//!
//! Source of the format: <https://universaldependencies.org/format.html>.
//!
//! What is written passes level 2 of the validator of Universal Dependencies, and the text can be rebuilt from it.
//! Forms are the words as they stand, brought to Unicode's form NFC, which the format demands.
//! What the format has no column for stands in MISC:
//!
//! | attribute | says |
//! |---|---|
//! | `SpaceAfter=No` | nothing stands between this token and the next of its paragraph |
//! | `SpacesAfter`, `SpacesBefore` | what stands there, where it is not the usual; before: of a document's first token only |
//! | `OriginalForm` | the word as it stands, where its form is another |
//! | `start_char`, `end_char` | where it stands, in characters of the document from 0, the end exclusive |
//!
//! Usual is one blank, behind the last token of a paragraph an empty line, behind that of a document nothing.
//! Values are escaped as `UDPipe` does (`\s \t \r \n \p \\`), other characters that can't be seen as `\u{A0}`.

mod given;
mod line;
mod space;
mod write;

pub use given::{Given, documents};
pub use write::{Document, name, write};

use super::label::Rel;
use super::tree::NO_HEAD;
use line::{Id, Line};
use std::fmt;
use std::ops::Range;

/// What stands between two paragraphs, unless a file says otherwise.
const PARAGRAPH: &str = "\n\n";

/// One sentence as a CoNLL-U file gives it: one entry a token in each list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gold {
    /// Forms.
    pub forms: Vec<String>,
    /// Lemmas.
    pub lemmas: Vec<String>,
    /// Universal parts of speech.
    pub upos: Vec<String>,
    /// Language-specific tags.
    pub xpos: Vec<String>,
    /// Features.
    pub feats: Vec<String>,
    /// Heads from 0; the root has [`NO_HEAD`].
    pub heads: Vec<u32>,
    /// Relations.
    pub rels: Vec<String>,
    /// Whether white space follows.
    pub space_after: Vec<bool>,
    /// Whether the token is a later part of a written word.
    pub joined: Vec<bool>,
    /// Written words that are several tokens, in order.
    pub multiwords: Vec<Multiword>,
    /// What the file calls the sentence; empty where it gives no name.
    pub id: String,
    /// Whether a paragraph or document begins here.
    pub opens_paragraph: bool,
    /// The name of the document that begins here.
    pub document: Option<String>,
}

/// A written word that is several syntactic words (`don't`, two).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiword {
    /// Its first token, from 0.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    /// The word as it is written, which need not be its tokens one after the other.
    pub form: String,
}

/// A line that is not CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Line number from 1.
    pub line: usize,
    /// What is wrong, and how to mend it.
    pub reason: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for Malformed {}

/// Reads all sentences of a CoNLL-U text.
///
/// # Errors
/// If a line does not have ten columns or a number is none.
pub fn read(text: &str) -> Result<Vec<Gold>, Malformed> {
    let mut sentences = Vec::new();
    let mut now = Gold::default();
    // The tokens of the written word that is open, from 1, and whether a blank follows it.
    let (mut joined, mut spaced) = (0..0, true);
    for (number, line) in text.lines().enumerate() {
        let malformed = |reason: String| Malformed {
            line: number + 1,
            reason,
        };
        let row = match line::parse(line).map_err(malformed)? {
            Line::Blank => {
                if !now.forms.is_empty() {
                    sentences.push(std::mem::take(&mut now));
                }
                joined = 0..0;
                continue;
            }
            Line::Comment(comment) => {
                now.comment(comment);
                continue;
            }
            Line::Row(row) => row,
        };
        let tight = line::has(row.misc, "SpaceAfter=No");
        let id = match row.id {
            Id::Word(id) => id,
            Id::Range(first, last) => {
                if first != now.forms.len() + 1 || last < first {
                    return Err(malformed(
                        "the range of a written word begins elsewhere (hint: put it before its first token)"
                            .to_owned(),
                    ));
                }
                (joined, spaced) = (first..last + 1, !tight);
                now.multiwords.push(Multiword {
                    first: first - 1,
                    end: last,
                    form: row.form.to_owned(),
                });
                continue;
            }
            Id::Empty => continue,
        };
        let head = row.head.parse();
        let head: u32 = head.map_err(|_| malformed("the head is no number".to_owned()))?;
        now.joined.push(joined.contains(&id) && id > joined.start);
        now.forms.push(row.form.to_owned());
        now.lemmas.push(row.lemma.to_owned());
        now.upos.push(row.upos.to_owned());
        now.xpos.push(row.xpos.to_owned());
        now.feats.push(row.feats.to_owned());
        now.heads.push(if head == 0 { NO_HEAD } else { head - 1 });
        now.rels.push(row.rel.to_owned());
        now.space_after.push(if joined.contains(&id) {
            spaced && id + 1 == joined.end
        } else {
            !tight
        });
    }
    if !now.forms.is_empty() {
        sentences.push(now);
    }
    Ok(sentences)
}

impl Gold {
    /// Takes in what a comment says about documents, paragraphs and names.
    fn comment(&mut self, comment: &str) {
        let (key, value) = match comment.split_once('=') {
            Some((key, value)) => (key.trim_end(), value.trim_start()),
            None => comment.split_once(' ').unwrap_or((comment, "")),
        };
        match key {
            "newdoc id" | "newdoc" => {
                self.opens_paragraph = true;
                self.document = Some(value.to_owned());
            }
            "newpar id" | "newpar" => self.opens_paragraph = true,
            "sent_id" => value.clone_into(&mut self.id),
            _ => (),
        }
    }

    /// The sentence's text, as its spaces say.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (token, form) in self.written() {
            text.push_str(form);
            if self.space_after[token.end - 1] {
                text.push(' ');
            }
        }
        text
    }

    /// The written words in order: which tokens each is (from 0) and how it is written.
    pub fn written(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let mut multiwords = self.multiwords.iter().peekable();
        let mut at = 0;
        std::iter::from_fn(move || {
            let first = at;
            let multiword = multiwords.next_if(|m| m.first == first && m.end <= self.forms.len());
            at = multiword.map_or(at + 1, |m| m.end);
            let form = multiword.map_or(self.forms.get(first)?.as_str(), |m| &m.form);
            Some((first..at, form))
        })
    }
}

/// Whether a comment says that a paragraph or document begins.
fn opens_paragraph(comment: &str) -> bool {
    comment.starts_with("newdoc") || comment.starts_with("newpar")
}

/// Whether a relation's name is one that the parser knows.
#[must_use]
pub fn known_relation(name: &str) -> bool {
    Rel::from_name(name).is_some()
}
