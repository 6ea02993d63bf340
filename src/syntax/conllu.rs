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
    /// Whether a paragraph or document begins here.
    pub opens_paragraph: bool,
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
    let mut joined_until = 0;
    let mut spaceless = false;
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
                joined_until = 0;
                continue;
            }
            Line::Comment(comment) => {
                now.opens_paragraph |= opens_paragraph(comment);
                continue;
            }
            Line::Row(row) => row,
        };
        let id = match row.id {
            Id::Word(id) => id,
            Id::Range(_, last) => {
                joined_until = last;
                spaceless = line::has(row.misc, "SpaceAfter=No");
                continue;
            }
            Id::Empty => continue,
        };
        let head = row.head.parse();
        let head: u32 = head.map_err(|_| malformed("the head is no number".to_owned()))?;
        let inside = id < joined_until;
        now.joined.push(
            id <= joined_until
                && now.space_after.last() == Some(&false)
                && !now.forms.is_empty()
                && now.inside_word(id, joined_until),
        );
        now.forms.push(row.form.to_owned());
        now.lemmas.push(row.lemma.to_owned());
        now.upos.push(row.upos.to_owned());
        now.xpos.push(row.xpos.to_owned());
        now.feats.push(row.feats.to_owned());
        now.heads.push(if head == 0 { NO_HEAD } else { head - 1 });
        now.rels.push(row.rel.to_owned());
        let tight = line::has(row.misc, "SpaceAfter=No");
        now.space_after
            .push(!(tight || inside || (id == joined_until && spaceless)));
    }
    if !now.forms.is_empty() {
        sentences.push(now);
    }
    Ok(sentences)
}

impl Gold {
    /// Whether token `id` (from 1) continues a written word that ends with token `last`.
    fn inside_word(&self, id: usize, last: usize) -> bool {
        id <= last && self.space_after.last() == Some(&false)
    }

    /// The sentence's text, as its spaces say.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (form, space) in self.forms.iter().zip(&self.space_after) {
            text.push_str(form);
            if *space {
                text.push(' ');
            }
        }
        text
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
