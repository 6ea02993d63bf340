//! Documents whose sentences and tokens are given as CoNLL-U and whose analysis is made anew.
//!
//! Input: a CoNLL-U text. Output: [`Given`] documents, with a text rebuilt from forms and spaces, to which all
//! offsets refer. Lemmas, tags and trees of the input are not looked at, but a tree that is none is an error.

use super::line::{self, Id, Line, Row};
use super::write::governor;
use super::{Malformed, PARAGRAPH, opens_paragraph, space};
use crate::syntax::tree::Tree;
use crate::syntax::{Model, Parser};
use crate::text::{Note, Span};
use crate::token::{self, Sentence, Token};
use std::fmt::Write;

/// One document as given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// What `# newdoc id = …` says.
    pub id: Option<String>,
    /// The text, from forms and spaces.
    pub text: String,
    /// Its sentences; tokens of a multiword token are `joined`, from the second on.
    pub sentences: Vec<Sentence>,
    /// What was odd.
    pub notes: Vec<Note>,
    blocks: Vec<Block>,
    empty_nodes: usize,
}

/// What is written back of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Block {
    comments: Vec<String>,
    words: Vec<Word>,
    ranges: Vec<Range>,
    /// Heads from 1, 0 for the root, with the line, where they are given.
    heads: Vec<(usize, Option<usize>)>,
}

/// A syntactic word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Word {
    form: String,
    misc: String,
}

/// A multiword token.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Range {
    /// The words it holds, from 0, the end exclusive.
    words: std::ops::Range<usize>,
    form: String,
    misc: String,
    line: usize,
}

/// Reads the documents of a CoNLL-U text.
///
/// A document begins with `# newdoc`, or with the file. Empty nodes are left out with a note.
///
/// ```
/// use whowhom::syntax::conllu;
///
/// let file = "1\tDo\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n3\t!\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
/// let documents = conllu::documents(file)?;
/// assert_eq!(documents[0].text, "Do n't!");
/// assert_eq!(documents[0].sentences[0].tokens.len(), 3);
/// # Ok::<(), conllu::Malformed>(())
/// ```
///
/// # Errors
/// If a row does not have ten columns, ids are not in order, heads are no tree, or there is no sentence.
pub fn documents(text: &str) -> Result<Vec<Given>, Malformed> {
    if u32::try_from(text.len()).is_err() {
        return Err(Malformed {
            line: 1,
            reason: "the file has 4 GiB or more (hint: split it)".to_owned(),
        });
    }
    let mut reader = Reader::default();
    let mut last = 0;
    for (number, line) in text.lines().enumerate() {
        last = number + 1;
        let malformed = |reason| Malformed { line: last, reason };
        match line::parse(line).map_err(malformed)? {
            Line::Blank => reader.end()?,
            Line::Comment(comment) => reader.comment(comment, last).map_err(malformed)?,
            Line::Row(row) => reader.row(row, last).map_err(malformed)?,
        }
    }
    reader.end()?;
    if reader.documents.is_empty() {
        return Err(Malformed {
            line: last.max(1),
            reason: "there is no sentence (hint: a sentence is rows of ten columns, then an empty line)"
                .to_owned(),
        });
    }
    Ok(reader.documents.into_iter().map(Given::finish).collect())
}

impl Given {
    /// Analyses all sentences; one tree each.
    #[must_use]
    pub fn parse(&self, model: &Model) -> Vec<Tree> {
        let mut parser = Parser::new(model);
        let forms = |block: &Block| -> Vec<String> {
            let plain = |word: &Word| token::plain(&word.form).into_owned();
            block.words.iter().map(plain).collect()
        };
        let parse = |block| parser.parse_forms(forms(block).into_iter().map(Into::into));
        self.blocks.iter().map(parse).collect()
    }

    /// Writes the document with its own comments, tokens and MISC, and with the analysis of `trees`.
    #[must_use]
    pub fn write(&self, trees: &[Tree]) -> String {
        let mut out = String::new();
        for (block, tree) in self.blocks.iter().zip(trees) {
            for comment in &block.comments {
                let _ = writeln!(out, "# {comment}");
            }
            let mut ranges = block.ranges.iter().peekable();
            for (i, word) in block.words.iter().enumerate() {
                if let Some(range) = ranges.next_if(|range| range.words.start == i) {
                    let (first, last) = (range.words.start + 1, range.words.end);
                    let _ = writeln!(
                        out,
                        "{first}-{last}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}",
                        range.form, range.misc
                    );
                }
                write_word(i, word, tree, &mut out);
            }
            out.push('\n');
        }
        out
    }

    /// A sentence's comments, without `#`.
    #[must_use]
    pub fn comments(&self, sentence: usize) -> &[String] {
        &self.blocks[sentence].comments
    }

    /// The forms of a sentence's words as given.
    #[must_use]
    pub fn forms(&self, sentence: usize) -> Vec<&str> {
        let words = &self.blocks[sentence].words;
        words.iter().map(|word| word.form.as_str()).collect()
    }

    /// Rebuilds the text once all sentences stand.
    fn finish(mut self) -> Self {
        for i in 0..self.blocks.len() {
            let next = self.blocks.get(i + 1);
            let usual = match next {
                None => "",
                Some(next) if next.opens_paragraph() => PARAGRAPH,
                Some(_) => " ",
            };
            let opens = i == 0 || self.blocks[i].opens_paragraph();
            let sentence = self.blocks[i].lay(opens, i == 0, usual, &mut self.text);
            self.sentences.push(sentence);
        }
        if self.empty_nodes > 0 {
            let count = self.empty_nodes;
            let plural = if count == 1 { "" } else { "s" };
            let note = format!("{count} empty node{plural} left out: the analysis is of written words");
            self.notes.push(Note::whole(note));
        }
        self
    }
}

fn write_word(i: usize, word: &Word, tree: &Tree, out: &mut String) {
    let (head, rel) = governor(tree, i);
    let lemma = if tree.lemma(i).is_empty() {
        "_"
    } else {
        tree.lemma(i)
    };
    let (upos, xpos, feats) = (tree.upos(i).as_str(), tree.xpos(i), tree.feats(i));
    let (id, form, rel, misc) = (i + 1, &word.form, rel.as_str(), &word.misc);
    let _ = writeln!(
        out,
        "{id}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{rel}\t_\t{misc}"
    );
}

impl Block {
    fn opens_paragraph(&self) -> bool {
        self.comments.iter().any(|comment| opens_paragraph(comment))
    }

    /// Puts the sentence behind the text; `usual` stands behind it unless it says otherwise.
    fn lay(&self, opens_paragraph: bool, opens_text: bool, usual: &str, text: &mut String) -> Sentence {
        let mut tokens: Vec<Token> = Vec::new();
        let mut ranges = self.ranges.iter().peekable();
        while tokens.len() < self.words.len() {
            let first = tokens.len();
            let range = ranges.next_if(|range| range.words.start == first);
            let end = range.map_or(first + 1, |range| range.words.end);
            let forms: Vec<&str> = self.words[first..end].iter().map(|w| w.form.as_str()).collect();
            let (form, misc) = match range {
                Some(range) => (&range.form, &range.misc),
                None => (&self.words[first].form, &self.words[first].misc),
            };
            if let Some(before) = line::value(misc, "SpacesBefore").filter(|_| opens_text && first == 0) {
                text.push_str(&space::unescape(before));
            }
            lay_word(form, &forms, text, &mut tokens);
            let usual = if end == self.words.len() { usual } else { " " };
            match line::value(misc, "SpacesAfter") {
                Some(spaces) => text.push_str(&space::unescape(spaces)),
                None if line::has(misc, "SpaceAfter=No") && usual != PARAGRAPH => (),
                None => text.push_str(usual),
            }
        }
        let last = tokens[tokens.len() - 1].span;
        Sentence {
            span: tokens[0].span.cover(last),
            tokens,
            opens_paragraph,
        }
    }

    /// What is wrong with the sentence as a whole, and in which line.
    fn check(&self) -> Result<(), Malformed> {
        let words = self.words.len();
        if let Some(range) = self.ranges.iter().find(|range| range.words.end > words) {
            let last = range.words.end;
            return Err(Malformed {
                line: range.line,
                reason: format!(
                    "the multiword token ends with word {last}, and the sentence has {words} (hint: mend its range)"
                ),
            });
        }
        let malformed = |line, what: &str| Malformed {
            line,
            reason: format!("{what} (hint: mend the tree, or write _ for all heads: they are not used)"),
        };
        let head = |i: usize| self.heads.get(i).and_then(|(_, head)| *head);
        for (i, (line, own)) in self.heads.iter().enumerate() {
            if own.is_some_and(|own| own > words) {
                return Err(malformed(*line, "the head is no word of the sentence"));
            }
            let mut at = i;
            for _ in 0..words {
                match head(at) {
                    None | Some(0) => break,
                    Some(up) if up == i + 1 => return Err(malformed(*line, "the heads run in a circle")),
                    Some(up) => at = (up - 1).min(words - 1),
                }
            }
        }
        Ok(())
    }
}

/// Puts a written word behind the text and its syntactic words among the tokens.
fn lay_word(form: &str, words: &[&str], text: &mut String, tokens: &mut Vec<Token>) {
    let (surface, lengths) = match parts(form, words) {
        Some(lengths) => (form.to_owned(), lengths),
        // A written word that has fewer characters than words: its words are written out.
        None => (words.concat(), words.iter().map(|word| word.len()).collect()),
    };
    let mut at = text.len();
    text.push_str(&surface);
    for (i, length) in lengths.into_iter().enumerate() {
        tokens.push(Token {
            span: Span::new(at, at + length),
            joined: i > 0,
        });
        at += length;
    }
}

/// How many bytes of a written word belong to each of its syntactic words, at least one character each.
///
/// Where the words are not simply its parts (`zum`: `zu dem`), each takes as many characters as it has while they last.
fn parts(form: &str, words: &[&str]) -> Option<Vec<usize>> {
    if words.concat() == form {
        return Some(words.iter().map(|word| word.len()).collect());
    }
    let mut letters: Vec<usize> = form.chars().map(char::len_utf8).collect();
    if letters.len() < words.len() {
        return None;
    }
    let mut lengths = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let left = words.len() - i - 1;
        let most = letters.len() - left;
        let taken = if left == 0 {
            most
        } else {
            word.chars().count().clamp(1, most)
        };
        lengths.push(letters.drain(..taken).sum());
    }
    Some(lengths)
}

/// The documents so far and the sentence at hand.
#[derive(Default)]
struct Reader {
    documents: Vec<Given>,
    now: Block,
    empty_nodes: usize,
    /// Line of the first comment or row of the sentence at hand.
    line: usize,
}

impl Reader {
    fn comment(&mut self, comment: &str, number: usize) -> Result<(), String> {
        if !self.now.words.is_empty() {
            return Err("a comment among the words (hint: an empty line ends a sentence)".to_owned());
        }
        self.begin(number);
        self.now.comments.push(comment.to_owned());
        Ok(())
    }

    fn row(&mut self, row: Row<'_>, number: usize) -> Result<(), String> {
        self.begin(number);
        let next = self.now.words.len() + 1;
        let covered = self.now.ranges.last().map_or(0, |range| range.words.end);
        match row.id {
            Id::Empty => self.empty_nodes += 1,
            Id::Word(id) if id != next => {
                return Err(format!(
                    "word {id} where word {next} should stand (hint: ids count from 1 without gaps)"
                ));
            }
            Id::Word(_) => {
                let head = match row.head {
                    "_" => None,
                    head => Some(head.parse().map_err(|_| {
                        format!("the head {head:?} is no number (hint: write _ where there is none)")
                    })?),
                };
                self.now.heads.push((number, head));
                let (form, misc) = (row.form.to_owned(), row.misc.to_owned());
                self.now.words.push(Word { form, misc });
            }
            Id::Range(first, last) if first != next || last < first || first <= covered => {
                return Err(format!(
                    "the multiword token {first}-{last} does not stand before its words (hint: {next}-{} could stand here)",
                    next + 1
                ));
            }
            Id::Range(first, last) => self.now.ranges.push(Range {
                words: first - 1..last,
                form: row.form.to_owned(),
                misc: row.misc.to_owned(),
                line: number,
            }),
        }
        Ok(())
    }

    /// Remembers where a sentence begins.
    fn begin(&mut self, number: usize) {
        if self.now == Block::default() {
            self.line = number;
        }
    }

    /// Ends the sentence at hand, if there is one.
    fn end(&mut self) -> Result<(), Malformed> {
        let block = std::mem::take(&mut self.now);
        if block == Block::default() {
            return Ok(());
        }
        if block.words.is_empty() {
            return Err(Malformed {
                line: self.line,
                reason: "a sentence without words (hint: take its lines out, or see whether an empty line has slipped in)"
                    .to_owned(),
            });
        }
        block.check()?;
        let newdoc = block.comments.iter().find_map(|c| c.strip_prefix("newdoc"));
        if newdoc.is_some() || self.documents.is_empty() {
            let id = newdoc.and_then(|rest| rest.trim().strip_prefix("id")?.trim_start().strip_prefix('='));
            let id = id.map(str::trim).filter(|id| !id.is_empty());
            self.documents.push(Given {
                id: id.map(str::to_owned),
                ..Given::default()
            });
        }
        if let Some(document) = self.documents.last_mut() {
            document.empty_nodes += std::mem::take(&mut self.empty_nodes);
            document.blocks.push(block);
        }
        Ok(())
    }
}
