//! Linear weights in a hashed table.
//!
//! A feature is a 64-bit hash; its weights, one a label, stand side by side from a place that the
//! hash gives. Features share places by chance, in training as in use, so the trainer learns
//! around it (Bohnet 2010's hash kernel). One feature costs one or two cache lines.

use std::borrow::Cow;

/// Anything that can score labels from hashed features.
pub(super) trait Scorer {
    /// A sum of weights.
    type Score: Copy + PartialOrd + Default + std::ops::AddAssign;

    /// Adds the weights of each feature to `scores`.
    fn add(&self, features: &[u64], scores: &mut [Self::Score]);
}

/// The place of a feature's first weight in a table of `1 << bits` rows of `1 << stride` weights.
#[inline]
#[must_use]
pub(crate) const fn place(feature: u64, bits: u32, stride: u32) -> usize {
    ((feature.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize) << stride
}

/// Quantised weights, as shipped.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    /// log₂ of the number of places.
    pub bits: u32,
    /// log₂ of the distance of two places.
    pub stride: u32,
    /// One byte a weight, of which the weight is the signed square: fine near nought, where most
    /// are, and wide enough for the few large ones that carry the decisions.
    /// As many more at the end as a row may run over.
    pub table: Cow<'static, [u8]>,
}

/// How many weights stand behind the last place, so that no row runs over the end.
pub(crate) const MARGIN: usize = 256;

impl Weights {
    /// How many bytes a table of this shape takes.
    #[must_use]
    pub(crate) const fn size(bits: u32, stride: u32) -> usize {
        (1 << (bits + stride)) + MARGIN
    }
}

impl Scorer for Weights {
    type Score = i32;

    #[inline]
    fn add(&self, features: &[u64], scores: &mut [i32]) {
        for &feature in features {
            let at = place(feature, self.bits, self.stride);
            let row = &self.table[at..at + scores.len()];
            for (score, &root) in scores.iter_mut().zip(row) {
                let root = i32::from(root.cast_signed());
                *score += root * root.abs();
            }
        }
    }
}

/// The label with the highest score; of equals the first.
#[inline]
pub(crate) fn best<S: PartialOrd + Copy>(scores: &[S]) -> usize {
    let mut best = 0;
    for (label, score) in scores.iter().enumerate().skip(1) {
        if *score > scores[best] {
            best = label;
        }
    }
    best
}
