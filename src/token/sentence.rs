//! Finds the ends of sentences.
//!
//! An empty line always ends one; a single line break does unless the text is wrapped to a width;
//! a full stop does unless it belongs to an abbreviation or what follows can't begin a sentence.

use super::{Sentence, Token, en, is_closing, is_ignorable, is_opening, word};
use crate::text::Span;

/// Lines up to this width may be wrapped ones; longer lines are paragraphs.
const WIDEST: usize = 110;
/// A sentence of so many tokens is cut where it stands, so that no input takes unbounded work.
const LONGEST: usize = 600;

/// What stands between two chunks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
    Line,
    Paragraph,
}

/// Cuts a text into sentences of tokens.
pub(super) fn split(text: &str, masked: &[Span]) -> Vec<Sentence> {
    let wrapped = is_wrapped(text);
    let mut out = Vec::new();
    let mut cutter = Cutter {
        text,
        wrapped,
        tokens: Vec::new(),
        opens: true,
        quotes: 0,
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
            cutter.chunk(next, end, gap, &mut out);
            gap = Gap::None;
        }
        at = end.max(next);
    }
    cutter.end(&mut out);
    out
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

struct Cutter<'t> {
    text: &'t str,
    wrapped: bool,
    tokens: Vec<Token>,
    opens: bool,
    /// Straight double quotes since the paragraph began: odd inside a quotation.
    quotes: usize,
}

impl Cutter<'_> {
    /// Adds a stretch without white space, ending sentences before and in it.
    fn chunk(&mut self, start: usize, end: usize, gap: Gap, out: &mut Vec<Sentence>) {
        match gap {
            Gap::Paragraph => {
                self.end(out);
                self.opens = true;
                self.quotes = 0;
            }
            Gap::Line if !self.wrapped || self.starts_item(start, end) => self.end(out),
            Gap::None => (),
            _ if self.tokens.len() >= LONGEST => self.end(out),
            _ => {
                if self.ends_here(&self.text[start..end]) {
                    self.end(out);
                }
            }
        }
        let from = self.tokens.len();
        if end - start > 4 * LONGEST {
            self.giant(start, end, out);
        } else {
            word::cut(self.text, start, end, &mut self.tokens);
        }
        self.tokens
            .retain(|t| t.span.of(self.text).contains(|c| !is_ignorable(c)));
        let from = from.min(self.tokens.len());
        self.quotes += self.tokens[from..]
            .iter()
            .filter(|t| t.span.of(self.text) == "\"")
            .count();
        self.end_inside(from, out);
    }

    /// A chunk too long to be a word is cut blindly, so that odd input costs linear time.
    fn giant(&mut self, start: usize, end: usize, out: &mut Vec<Sentence>) {
        let mut at = start;
        while at < end {
            let mut stop = (at + LONGEST).min(end);
            while !self.text.is_char_boundary(stop) {
                stop += 1;
            }
            word::cut(self.text, at, stop, &mut self.tokens);
            if self.tokens.len() >= LONGEST {
                self.end(out);
            }
            at = stop;
        }
    }

    /// Whether a line begins a list item.
    fn starts_item(&self, start: usize, end: usize) -> bool {
        let chunk = &self.text[start..end];
        chunk
            .chars()
            .all(|c| matches!(c, '•' | '*' | '-' | '–' | '■' | '●' | '►' | '▪'))
    }

    /// Whether the sentence so far ends before `next`, from which a blank parts it.
    fn ends_here(&self, next: &str) -> bool {
        let mut tail = self.tokens.iter().rev().map(|t| t.span.of(self.text));
        let mut last = tail.next().unwrap_or("");
        let mut closed = false;
        while is_closer(last) {
            closed = true;
            last = tail.next().unwrap_or("");
        }
        let opener = next.trim_start_matches(|c| is_opening(c) || c == '"' || c == '\'');
        let first = opener.chars().next();
        match last {
            "." | ".." | "。" => {
                begins_sentence(first, next) || closed && !first.is_some_and(char::is_lowercase)
            }
            "..." | "…" | "...." => first.is_some_and(char::is_uppercase),
            _ if last.starts_with(['!', '?', '؟']) => !first.is_some_and(char::is_lowercase),
            _ if last.ends_with('.') => Self::ends_with_abbreviation(last, opener),
            _ => false,
        }
    }

    /// Whether an abbreviation ends the sentence too.
    fn ends_with_abbreviation(last: &str, opener: &str) -> bool {
        let may_end = en::abbreviation(last).unwrap_or(false);
        let word: &str = opener.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        may_end && word.chars().next().is_some_and(char::is_uppercase) && en::is_starter(word)
    }

    /// Ends sentences at full stops inside a chunk (`end.Next`), and after closing marks.
    fn end_inside(&mut self, from: usize, out: &mut Vec<Sentence>) {
        let mut i = from.max(1);
        while i + 1 < self.tokens.len() {
            let (stop, next) = (
                self.tokens[i].span.of(self.text),
                self.tokens[i + 1].span.of(self.text),
            );
            let inside = stop == "." && next.chars().next().is_some_and(char::is_uppercase) && next.len() > 1;
            if inside {
                let rest = self.tokens.split_off(i + 1);
                self.end(out);
                self.tokens = rest;
                i = 0;
            }
            i += 1;
        }
    }

    /// Ends the sentence.
    fn end(&mut self, out: &mut Vec<Sentence>) {
        let (Some(first), Some(last)) = (self.tokens.first(), self.tokens.last()) else {
            return;
        };
        let span = first.span.cover(last.span);
        let tokens = std::mem::take(&mut self.tokens);
        out.push(Sentence {
            span,
            tokens,
            opens_paragraph: self.opens,
        });
        self.opens = false;
    }
}

/// Closing quotes and brackets, which belong to the sentence before them.
fn is_closer(token: &str) -> bool {
    matches!(token, "\"" | "'" | "’" | "''") || (!token.is_empty() && token.chars().all(is_closing))
}

/// Whether what follows a full stop can begin a sentence.
fn begins_sentence(first: Option<char>, next: &str) -> bool {
    let Some(c) = first else {
        return next.chars().any(|c| is_opening(c) || c == '"' || c == '\'');
    };
    !c.is_lowercase() && !matches!(c, ',' | ';' | ':') && !is_ignorable(c)
}
