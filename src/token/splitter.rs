//! The weights that decide where sentences end: a table of small integers, found by hash.
//!
//! Input: a section of a model file. Output: scores of places.

use super::{Sentence, sentence};
use crate::text::Span;
use std::borrow::Cow;

/// Largest table that is read, in bytes.
const LARGEST: usize = 1 << 20;

/// Cuts texts into sentences and tokens with weights learned from treebanks; threads may share it.
///
/// Without weights ([`Splitter::default`]) rules alone decide.
#[derive(Clone, Debug, Default)]
pub struct Splitter {
    /// One weight a byte, signed; empty, or a power of two of them.
    pub(super) table: Cow<'static, [u8]>,
}

impl Splitter {
    /// A splitter over the weights of a model file, one signed byte a weight; none are rules alone.
    ///
    /// Gives nothing if their number is no power of two, or greater than a megabyte.
    #[must_use]
    pub fn from_bytes(table: Cow<'static, [u8]>) -> Option<Self> {
        let fits = table.is_empty() || table.len().is_power_of_two() && table.len() <= LARGEST;
        fits.then_some(Self { table })
    }

    /// The weights as a model file holds them.
    #[cfg(feature = "train")]
    #[must_use]
    pub fn to_bytes(&self) -> &[u8] {
        &self.table
    }

    /// Cuts a text; `masked` stretches (sorted, disjoint) are passed over like white space.
    ///
    /// ```
    /// let text = "Gen. Ali met U.S. envoys. They didn't agree.";
    /// let sentences = whowhom::token::Splitter::default().split(text, &[]);
    /// let words: Vec<&str> = sentences[1].tokens.iter().map(|t| t.span.of(text)).collect();
    /// assert_eq!(sentences.len(), 2);
    /// assert_eq!(words, ["They", "did", "n't", "agree", "."]);
    /// ```
    #[must_use]
    pub fn split(&self, text: &str, masked: &[Span]) -> Vec<Sentence> {
        sentence::split(self, text, masked)
    }

    /// Whether there are no weights.
    pub(super) fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The sum of the weights of some features.
    pub(super) fn score(&self, features: &[u32]) -> i32 {
        let mask = self.table.len().wrapping_sub(1);
        let weight = |f: &u32| {
            self.table
                .get(*f as usize & mask)
                .map_or(0, |w| i32::from(*w as i8))
        };
        features.iter().map(weight).sum()
    }
}
