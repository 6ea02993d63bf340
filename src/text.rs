//! The words as they stand, and places in them.
//!
//! Input: the text of a document, exactly as read.
//! Output: [`Span`]s, places in that text, and [`Note`]s, warnings at a place.
//! Inside the program a span counts bytes; at the edge (RDF, JSON, tables) it counts
//! characters, for which [`Characters`] translates.

pub(crate) mod calendar;

use std::fmt;
use std::ops::Range;

/// A half-open stretch `start..end` of a document's text, in bytes of its UTF-8 form.
///
/// Both ends lie on character boundaries of the text they were made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of the bytes `start..end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the span holds no text.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The span as a range of `usize`, for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of `text` that the span holds; empty where it does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Something worth telling about a text that is no error: the reading goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where in the text; empty at 0 where the note is about the whole document.
    pub span: Span,
    /// What was noticed: lower case, no full stop.
    pub message: String,
}

impl Note {
    /// A note at a place.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
        }
    }

    /// A note about the whole document.
    pub fn whole(message: impl Into<String>) -> Self {
        Self::at(Span::default(), message)
    }
}

/// Translates byte offsets of one text into character offsets.
///
/// A checkpoint every 256 bytes keeps both memory and look-ups small.
#[derive(Clone, Debug)]
pub struct Characters<'t> {
    text: &'t str,
    before: Vec<u32>,
}

const STRIDE: usize = 256;

impl<'t> Characters<'t> {
    /// Counts the characters of a text once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            before.push(count);
            count += chunk.iter().filter(|b| is_first_byte(**b)).count() as u32;
        }
        before.push(count);
        Self { text, before }
    }

    /// How many characters stand before byte `offset`.
    #[must_use]
    pub fn before(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let block = offset / STRIDE;
        let rest = &self.text.as_bytes()[block * STRIDE..offset];
        self.before[block] + rest.iter().filter(|b| is_first_byte(**b)).count() as u32
    }

    /// A span in characters: `(start, end)`, 0-based, end exclusive.
    #[must_use]
    pub fn span(&self, span: Span) -> (u32, u32) {
        (self.before(span.start), self.before(span.end))
    }
}

/// Whether a byte of UTF-8 begins a character.
const fn is_first_byte(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_not_bytes() {
        let text = "Çavuşoğlu met “Lavrov” 🙂 ".repeat(40);
        let index = Characters::new(&text);
        for (count, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(index.before(offset as u32), count as u32);
        }
        assert_eq!(index.before(text.len() as u32), text.chars().count() as u32);
    }

    #[test]
    fn a_span_that_does_not_fit_is_empty() {
        assert_eq!(Span::new(3, 9).of("abc"), "");
        assert_eq!(Span::new(1, 2).of("é"), "");
    }
}
