//! The sizes of the network: what training and use must agree on.

use serde::{Deserialize, Serialize};

/// The sizes of the network; every other number of parameters follows from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sizes {
    /// Numbers that stand for a word.
    pub embedding: usize,
    /// Recurrent units of a layer in one direction.
    pub hidden: usize,
    /// Recurrent layers.
    pub layers: usize,
    /// Numbers that stand for a word as head, and as dependent, when an arc is scored.
    pub arc: usize,
    /// The same when a relation is chosen.
    pub label: usize,
    /// Rows for whole words: the known words.
    pub words: usize,
    /// Rows for shapes and parts of words, which share them by chance.
    pub pieces: usize,
    /// Tags.
    pub tags: usize,
    /// Relations.
    pub rels: usize,
}

impl Sizes {
    /// Numbers that a layer gives for a word: its units in both directions.
    pub(crate) const fn width(&self) -> usize {
        2 * self.hidden
    }

    /// Numbers that a layer takes for a word.
    pub(crate) const fn input(&self, layer: usize) -> usize {
        if layer == 0 { self.embedding } else { self.width() }
    }

    /// What a layer computes from its input for each unit: candidate, forget gate, output gate,
    /// and in the lowest layer what passes by the unit; in the others the input itself passes by.
    pub(crate) const fn gates(layer: usize) -> usize {
        if layer == 0 { 4 } else { 3 }
    }

    /// Numbers that stand for a word when arcs are scored and relations chosen.
    pub(crate) const fn projection(&self) -> usize {
        2 * self.arc + 2 * self.label
    }

    /// Rows of the embedding table.
    pub(crate) const fn rows(&self) -> usize {
        self.words + self.pieces
    }

    /// Whether the numbers are such that the program can compute with them.
    pub(crate) fn are_sound(&self) -> bool {
        let even = |n: usize| n > 0 && n <= 256 && n.is_multiple_of(16);
        [self.embedding, self.hidden, self.arc, self.label]
            .into_iter()
            .all(even)
            && (1..=8).contains(&self.layers)
            && self.words < 1 << 24
            && (1..1 << 24).contains(&self.pieces)
            && (1..=255).contains(&self.tags)
            && (1..=255).contains(&self.rels)
    }
}

/// How many classes of distance between a word and its head there are.
pub(crate) const DISTANCES: usize = 26;

/// The class of the distance from a dependent to its head; 0 is that of the root.
pub(crate) const fn distance(dependent: usize, head: Option<usize>) -> usize {
    let Some(head) = head else { return 0 };
    let class = match head.abs_diff(dependent) {
        n @ 0..=6 => n,
        7..=8 => 7,
        9..=11 => 8,
        12..=15 => 9,
        16..=22 => 10,
        23..=32 => 11,
        _ => 12,
    };
    if head < dependent { class } else { 13 + class }
}
