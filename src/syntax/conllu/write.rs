//! Writes a document's trees as CoNLL-U.

use super::space;
use crate::syntax::label::Rel;
use crate::syntax::tree::Tree;
use crate::text::{Characters, Span};
use crate::token::Sentence;
use std::fmt::Write;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A document and its analysis.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// What names the document.
    pub id: &'a str,
    /// What the ids of its sentences begin with, see [`name`]; no two documents of a file have the same.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Stretches that are no prose, sorted, disjoint.
    pub masked: &'a [Span],
    /// Its sentences.
    pub sentences: &'a [Sentence],
    /// One a sentence.
    pub trees: &'a [Tree],
}

/// A document's id without what an id of a sentence may not hold: blanks and slashes.
#[must_use]
pub fn name(id: &str) -> String {
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '/';
    let name = id.trim().nfc().map(|c| if odd(c) { '_' } else { c });
    let name: String = name.collect();
    if name.is_empty() { "text".to_owned() } else { name }
}

/// Writes the sentences of one document; nothing where there are none.
#[must_use]
pub fn write(document: &Document<'_>) -> String {
    let mut writer = Writer {
        document,
        characters: Characters::new(document.text),
        out: String::new(),
        rows: String::new(),
        line: String::new(),
    };
    for number in 0..document.sentences.len().min(document.trees.len()) {
        writer.sentence(number);
    }
    writer.out
}

/// What stands behind a token.
struct Gap {
    /// Without what is no prose.
    text: String,
    /// What the reader of the file takes to stand there, unless it is told.
    usual: &'static str,
    /// Whether to write `SpaceAfter=No`.
    tight: bool,
}

struct Writer<'a, 't> {
    document: &'a Document<'t>,
    characters: Characters<'t>,
    out: String,
    /// The rows of the sentence at hand.
    rows: String,
    /// The text of the sentence at hand.
    line: String,
}

impl Writer<'_, '_> {
    fn sentence(&mut self, number: usize) {
        let Document { id, name, .. } = *self.document;
        let (sentence, tree) = (&self.document.sentences[number], &self.document.trees[number]);
        self.rows.clear();
        self.line.clear();
        let mut first = 0;
        while first < sentence.tokens.len() {
            let end = word_end(sentence, first);
            self.word(number, first, end, tree);
            first = end;
        }
        if number == 0 {
            let id = clean(id);
            let _ = writeln!(self.out, "# newdoc id = {id}");
        } else if sentence.opens_paragraph {
            self.out.push_str("# newpar\n");
        }
        let (line, rows) = (&self.line, &self.rows);
        let _ = writeln!(
            self.out,
            "# sent_id = {name}-{}\n# text = {line}\n{rows}",
            number + 1
        );
    }

    /// Writes the tokens `first..end`, which are one written word.
    fn word(&mut self, number: usize, first: usize, end: usize, tree: &Tree) {
        let tokens = &self.document.sentences[number].tokens;
        let whole = tokens[first].span.cover(tokens[end - 1].span);
        let form = clean(whole.of(self.document.text));
        self.line.push_str(&form);
        let mut gap = self.gap(number, end);
        let inside = end < tokens.len();
        if gap.tight && inside && self.merges(&clean(tokens[end].span.of(self.document.text))) {
            // An accent would be taken for the last letter's: here only `SpacesAfter=` tells the truth.
            gap.tight = false;
        }
        if inside && !gap.tight {
            self.line.push(' ');
        }
        let mut spaces = String::new();
        if (number, first) == (0, 0) {
            let before = self.unmasked(0, whole.start);
            spaces_entry("SpacesBefore", &before, "", &mut spaces);
        }
        if gap.tight {
            spaces.push_str("SpaceAfter=No|");
        } else {
            spaces_entry("SpacesAfter", &gap.text, gap.usual, &mut spaces);
        }
        let several = end - first > 1;
        if several {
            let (from, to) = (first + 1, end);
            let _ = write!(self.rows, "{from}-{to}\t{form}\t_\t_\t_\t_\t_\t_\t_\t");
            self.misc(whole, &form, &spaces);
        }
        for i in first..end {
            let span = self.document.sentences[number].tokens[i].span;
            let form = clean(span.of(self.document.text));
            let (head, rel) = governor(tree, i);
            let _ = write!(
                self.rows,
                "{}\t{form}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\t",
                i + 1,
                clean(tree.lemma(i)),
                tree.upos(i).as_str(),
                tree.xpos(i),
                tree.feats(i),
                rel.as_str()
            );
            self.misc(span, &form, if several { "" } else { &spaces });
        }
    }

    fn misc(&mut self, span: Span, form: &str, spaces: &str) {
        self.rows.push_str(spaces);
        let original = span.of(self.document.text);
        if original != form {
            self.rows.push_str("OriginalForm=");
            space::escape(original, &mut self.rows);
            self.rows.push('|');
        }
        let (start, end) = self.characters.span(span);
        let _ = writeln!(self.rows, "start_char={start}|end_char={end}");
    }

    /// What stands between a written word and what follows; `end` is one past its last token.
    fn gap(&self, number: usize, end: usize) -> Gap {
        let Document { text, sentences, .. } = *self.document;
        let sentence = &sentences[number];
        let from = sentence.tokens[end - 1].span.end;
        let (to, usual) = match (sentence.tokens.get(end), sentences.get(number + 1)) {
            (Some(next), _) => (next.span.start, " "),
            (None, Some(next)) if next.opens_paragraph => (next.span.start, super::PARAGRAPH),
            (None, Some(next)) => (next.span.start, " "),
            (None, None) => (text.len() as u32, ""),
        };
        let text = self.unmasked(from, to);
        // The format forbids `SpaceAfter=No` where a paragraph or document ends.
        let tight = text.is_empty() && usual == " ";
        Gap { text, usual, tight }
    }

    /// The text from one place to another, without what is no prose.
    fn unmasked(&self, from: u32, to: u32) -> String {
        let Document { text, masked, .. } = *self.document;
        let mut kept = String::new();
        let mut at = from;
        let first = masked.partition_point(|mask| mask.end <= from);
        for mask in masked[first..].iter().take_while(|mask| mask.start < to) {
            let part = Span {
                start: at,
                end: mask.start.max(at),
            };
            kept.push_str(part.of(text));
            at = mask.end.max(at);
        }
        let part = Span {
            start: at,
            end: to.max(at),
        };
        kept + part.of(text)
    }

    /// Whether NFC would alter the line, were `next` put behind it without a blank.
    fn merges(&self, next: &str) -> bool {
        if next.is_ascii() {
            return false;
        }
        // Nothing before the last letter that is no accent can be altered.
        let letter = self.line.rfind(|c| canonical_combining_class(c) == 0);
        let tail = &self.line[letter.unwrap_or(0)..];
        let both = || tail.chars().chain(next.chars());
        both().nfc().ne(both())
    }
}

/// A token's head, from 1, and its relation; the root and nothing else has head 0 and is called `root`.
pub(super) fn governor(tree: &Tree, i: usize) -> (usize, Rel) {
    match tree.head(i) {
        None => (0, Rel::Root),
        Some(head) if tree.rel(i) == Rel::Root => (head + 1, Rel::Dep),
        Some(head) => (head + 1, tree.rel(i)),
    }
}

/// An entry in MISC that tells of spaces, where they are not the usual ones.
fn spaces_entry(name: &str, spaces: &str, usual: &str, out: &mut String) {
    // Behind a paragraph without any space, markup stood; the usual border is right then.
    let silent = spaces.is_empty() && usual == super::PARAGRAPH;
    if spaces != usual && !silent {
        out.push_str(name);
        out.push('=');
        space::escape(spaces, out);
        out.push('|');
    }
}

/// One past the last token of the written word that begins with token `first`.
///
/// A part that does not touch the one before it is a word of its own: a range may hold no blank.
fn word_end(sentence: &Sentence, first: usize) -> usize {
    let tokens = &sentence.tokens;
    let joins = |i: usize| tokens[i].joined && tokens[i].span.start == tokens[i - 1].span.end;
    (first + 1..tokens.len())
        .find(|i| !joins(*i))
        .unwrap_or(tokens.len())
}

/// A column's text: in NFC, never empty, with single blanks and those inside only.
fn clean(word: &str) -> String {
    if word.is_ascii() && !word.is_empty() && word.bytes().all(|b| b.is_ascii_graphic()) {
        return word.to_owned();
    }
    let space = |c: char| c.is_whitespace() || c.is_control();
    let parts: Vec<&str> = word.split(space).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return "_".to_owned();
    }
    parts.join(" ").nfc().collect()
}
