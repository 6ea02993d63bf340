//! Gathers the tokens of one paragraph after the other and cuts them into sentences.
//!
//! An empty line always ends a sentence; a single line break does unless the text is wrapped to a width.
//! What lies between is for [`super::boundary`] and for the weights to decide.

use super::features::{Gap, View};
use super::{Sentence, Splitter, Token, boundary, is_ignorable, word};
use crate::text::Span;

/// Lines up to this width may be wrapped ones; longer lines are paragraphs.
const WIDEST: usize = 110;
/// A sentence of so many tokens is cut where it stands, so that no input takes unbounded work.
const LONGEST: usize = 600;

/// Cuts a text into sentences of tokens.
pub(super) fn split(splitter: &Splitter, text: &str, masked: &[Span]) -> Vec<Sentence> {
    let mut cutter = Cutter {
        splitter,
        text,
        wrapped: is_wrapped(text),
        view: View::default(),
        opens: true,
        out: Vec::new(),
    };
    let mut masks = masked.iter().peekable();
    let mut at = 0;
    let mut gap = Gap::Paragraph;
    while at < text.len() {
        while masks.peek().is_some_and(|m| m.end as usize <= at) {
            masks.next();
        }
        if let Some(mask) = masks.peek().filter(|m| m.start as usize <= at) {
            gap = join(gap, gap_of(mask.of(text)));
            at = mask.end as usize;
            continue;
        }
        let limit = masks.peek().map_or(text.len(), |m| m.start as usize);
        let (space, next) = skip_space(text, at, limit);
        gap = join(gap, space);
        let end = chunk_end(text, next, limit);
        if end > next {
            cutter.chunk(next, end, gap);
            gap = Gap::None;
        }
        at = end.max(next);
    }
    cutter.cut();
    cutter.out
}

/// The stronger of two gaps; two line breaks make a paragraph.
fn join(a: Gap, b: Gap) -> Gap {
    match (a, b) {
        (Gap::Paragraph, _) | (_, Gap::Paragraph) | (Gap::Line, Gap::Line) => Gap::Paragraph,
        (Gap::Line, _) | (_, Gap::Line) => Gap::Line,
        (Gap::Blank, _) | (_, Gap::Blank) => Gap::Blank,
        _ => Gap::None,
    }
}

fn gap_of(space: &str) -> Gap {
    if space == " " {
        return Gap::Blank;
    }
    let breaks = space.matches('\n').count() + space.matches(['\u{2028}', '\u{2029}', '\u{85}']).count();
    let lone_returns = if space.contains('\n') {
        0
    } else {
        space.matches('\r').count()
    };
    match breaks + lone_returns {
        0 if space.is_empty() => Gap::None,
        0 => Gap::Blank,
        1 => Gap::Line,
        _ => Gap::Paragraph,
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{2060}')
}

/// Passes over white space and control characters.
fn skip_space(text: &str, at: usize, limit: usize) -> (Gap, usize) {
    let rest = &text[at..limit];
    let end = limit - rest.trim_start_matches(is_space).len();
    (gap_of(&text[at..end]), end)
}

fn chunk_end(text: &str, at: usize, limit: usize) -> usize {
    text[at..limit].find(is_space).map_or(limit, |length| at + length)
}

/// Whether the lines of a text are cut to a width: several lines in a row, none long, most of them full.
fn is_wrapped(text: &str) -> bool {
    let mut longest = 0;
    let mut lengths = Vec::new();
    let mut before = 0;
    for line in text.lines().take(400) {
        let length = line.trim_end().chars().count();
        if length > WIDEST {
            return false;
        }
        if length > 0 && before > 0 {
            lengths.push(before);
        }
        longest = longest.max(length);
        before = length;
    }
    let full = lengths.iter().filter(|l| **l * 10 >= longest * 7).count();
    longest >= 45 && lengths.len() >= 2 && full * 10 >= lengths.len() * 7
}

struct Cutter<'a> {
    splitter: &'a Splitter,
    text: &'a str,
    wrapped: bool,
    /// The tokens since the last end that is certain.
    view: View,
    opens: bool,
    out: Vec<Sentence>,
}

impl Cutter<'_> {
    /// Adds a stretch without white space; a certain end before it cuts what stands there.
    fn chunk(&mut self, start: usize, end: usize, gap: Gap) {
        match gap {
            Gap::Paragraph => {
                self.cut();
                self.opens = true;
            }
            Gap::Line if !self.wrapped || is_item(&self.text[start..end]) => self.cut(),
            _ => (),
        }
        let from = self.view.tokens.len();
        // A chunk too long to be a word is cut blindly, so that odd input costs linear time.
        let mut at = start;
        while end - at > 4 * LONGEST {
            let mut stop = at + LONGEST;
            while !self.text.is_char_boundary(stop) {
                stop += 1;
            }
            word::cut(self.text, at, stop, &mut self.view.tokens);
            at = stop;
        }
        word::cut(self.text, at, end, &mut self.view.tokens);
        self.drop_ignorable(from);
    }

    /// Takes tokens away that show nothing.
    fn drop_ignorable(&mut self, from: usize) {
        let (text, tokens) = (self.text, &mut self.view.tokens);
        let shows = |t: &Token| t.span.of(text).contains(|c| !is_ignorable(c));
        let mut kept = from;
        for i in from..tokens.len() {
            if shows(&tokens[i]) {
                tokens[kept] = tokens[i];
                kept += 1;
            }
        }
        tokens.truncate(kept);
    }

    /// Cuts the tokens gathered so far into sentences.
    fn cut(&mut self) {
        self.view.look(self.text);
        let mut start = 0;
        for next in 1..self.view.tokens.len() {
            let endless = next - start >= LONGEST && !self.view.tokens[next].joined;
            if endless || boundary::is_end(self.splitter, self.text, &mut self.view, start, next) {
                self.end(start, next);
                start = next;
            }
        }
        self.end(start, self.view.tokens.len());
        self.view.tokens.clear();
    }

    /// Ends a sentence.
    fn end(&mut self, start: usize, end: usize) {
        let tokens = &self.view.tokens[start..end];
        if let [first, .., last] | [first @ last] = tokens {
            self.out.push(Sentence {
                span: first.span.cover(last.span),
                tokens: tokens.to_vec(),
                opens_paragraph: self.opens,
            });
            self.opens = false;
        }
    }
}

/// Whether a chunk is the bullet of a list's item.
fn is_item(chunk: &str) -> bool {
    chunk
        .chars()
        .all(|c| matches!(c, '•' | '*' | '-' | '–' | '■' | '●' | '►' | '▪'))
}
