//! CoNLL-U: the treebanks' format, read for training and for given tokens, written for other tools.
//!
//! Source of the format: <https://universaldependencies.org/format.html>.

use super::label::Rel;
use super::tree::{NO_HEAD, Tree};
use crate::text::Characters;
use crate::token::Sentence;
use std::fmt::{self, Write};
use std::ops::Range;

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
    /// What is wrong.
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
        let malformed = |reason: &str| Malformed {
            line: number + 1,
            reason: reason.to_owned(),
        };
        if line.is_empty() {
            if !now.forms.is_empty() {
                sentences.push(std::mem::take(&mut now));
            }
            joined = 0..0;
        } else if let Some(comment) = line.strip_prefix('#') {
            now.comment(comment.trim());
        } else {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, form, lemma, upos, xpos, feats, head, rel, _, misc] = columns[..] else {
                return Err(malformed("a token has ten columns, parted by tabs"));
            };
            let tight = misc.split('|').any(|m| m == "SpaceAfter=No");
            if let Some((first, last)) = id.split_once('-') {
                let none = |_| malformed("the range of a written word is no number");
                let (first, last): (usize, usize) =
                    (first.parse().map_err(none)?, last.parse().map_err(none)?);
                if first != now.forms.len() + 1 || last < first {
                    return Err(malformed("the range of a written word begins elsewhere"));
                }
                (joined, spaced) = (first..last + 1, !tight);
                now.multiwords.push(Multiword {
                    first: first - 1,
                    end: last,
                    form: form.to_owned(),
                });
                continue;
            }
            if id.contains('.') {
                continue;
            }
            let id: usize = id
                .parse()
                .map_err(|_| malformed("the first column is no number"))?;
            let head: u32 = head.parse().map_err(|_| malformed("the head is no number"))?;
            now.joined.push(joined.contains(&id) && id > joined.start);
            now.forms.push(form.to_owned());
            now.lemmas.push(lemma.to_owned());
            now.upos.push(upos.to_owned());
            now.xpos.push(xpos.to_owned());
            now.feats.push(feats.to_owned());
            now.heads.push(if head == 0 { NO_HEAD } else { head - 1 });
            now.rels.push(rel.to_owned());
            now.space_after.push(if joined.contains(&id) {
                spaced && id + 1 == joined.end
            } else {
                !tight
            });
        }
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
            "sent_id" => self.id = value.to_owned(),
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

/// Writes the sentences of one document as CoNLL-U.
#[must_use]
pub fn write(id: &str, text: &str, sentences: &[Sentence], trees: &[Tree]) -> String {
    let mut out = format!("# newdoc id = {}\n", id.replace(['\n', '\r'], " "));
    let characters = Characters::new(text);
    for (number, (sentence, tree)) in sentences.iter().zip(trees).enumerate() {
        if sentence.opens_paragraph && number > 0 {
            out.push_str("# newpar\n");
        }
        let words: Vec<&str> = sentence.span.of(text).split_whitespace().collect();
        let _ = writeln!(
            out,
            "# sent_id = {}-{}\n# text = {}",
            slug(id),
            number + 1,
            words.join(" ")
        );
        write_sentence(text, sentence, tree, &characters, &mut out);
        out.push('\n');
    }
    out
}

/// An id without blanks.
fn slug(id: &str) -> String {
    id.split_whitespace().collect::<Vec<_>>().join("_")
}

fn write_sentence(
    text: &str,
    sentence: &Sentence,
    tree: &Tree,
    characters: &Characters<'_>,
    out: &mut String,
) {
    let tokens = &sentence.tokens;
    let tight = |i: usize| {
        tokens
            .get(i + 1)
            .is_some_and(|next| next.span.start == tokens[i].span.end)
    };
    for i in 0..tokens.len() {
        let parts = 1 + tokens[i + 1..].iter().take_while(|t| t.joined).count();
        if !tokens[i].joined && parts > 1 {
            let last = i + parts - 1;
            let whole = tokens[i].span.cover(tokens[last].span);
            let space = if tight(last) { "SpaceAfter=No" } else { "_" };
            let _ = writeln!(
                out,
                "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{space}",
                i + 1,
                last + 1,
                clean(whole.of(text))
            );
        }
        let (start, end) = characters.span(tokens[i].span);
        let in_word = tokens[i].joined || parts > 1;
        let space = if tight(i) && !in_word {
            "SpaceAfter=No|"
        } else {
            ""
        };
        let head = tree.head(i).map_or(0, |h| h + 1);
        let (form, lemma) = (clean(&tokens[i].form(text)), clean(tree.lemma(i)));
        let (upos, xpos, feats, rel) = (
            tree.upos(i).as_str(),
            tree.xpos(i),
            tree.feats(i),
            tree.rel(i).as_str(),
        );
        let _ = writeln!(
            out,
            "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{rel}\t_\t{space}start_char={start}|end_char={end}",
            i + 1
        );
    }
}

/// A column's text: never empty, no tab or line break.
fn clean(word: &str) -> String {
    let word: String = word
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    if word.trim().is_empty() {
        "_".to_owned()
    } else {
        word.trim().to_owned()
    }
}

/// Whether a relation's name is one that the parser knows.
#[must_use]
pub fn known_relation(name: &str) -> bool {
    Rel::from_name(name).is_some()
}
