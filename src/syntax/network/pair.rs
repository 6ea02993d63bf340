//! Pairs of words: how well each would do as the head of the other.
//!
//! The numbers of the words, rounded, are multiplied pair by pair; [`super::eisner`] takes the scores.

#![expect(
    clippy::inline_always,
    reason = "what is called in loops that are compiled for wider registers must stand in them"
)]

use super::super::eisner;
use super::super::matrix::round;
use super::super::sizes::{DISTANCES, distance};
use super::super::smooth::leaky;
use pulp::NullaryFnOnce;
use std::ops::Range;

/// Pairs of words: what each wants as dependent and what it is as head, in units of 1/256, and the
/// scores of a stretch of words in units of 1/1024.
#[derive(Debug)]
pub(super) struct Pairs {
    pub dependents: Vec<i16>,
    pub heads: Vec<i16>,
    pub root: Vec<i16>,
    pub distances: [i32; DISTANCES],
    /// What the distance adds, from the farthest head on the left to the farthest on the right.
    pub line: Vec<i32>,
    pub scores: Vec<i32>,
}

impl Default for Pairs {
    fn default() -> Self {
        Self {
            dependents: Vec::new(),
            heads: Vec::new(),
            root: Vec::new(),
            distances: [0; DISTANCES],
            line: Vec::new(),
            scores: Vec::new(),
        }
    }
}

/// In units of 1/256, within ±11: the sum of 256 products of two such numbers fits into 32 bits.
#[inline(always)]
pub(super) fn coarse(x: f32) -> i16 {
    round(x, 256.0, 2890.0)
}

/// Some numbers of each word through the rectifier, then rounded.
pub(super) struct Rectify<'a, R> {
    pub words: &'a [f32],
    pub stride: usize,
    pub from: usize,
    pub size: usize,
    pub to: &'a mut [i16],
    pub round: R,
}

impl<R: Fn(f32) -> i16> NullaryFnOnce for Rectify<'_, R> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let words = self.words.chunks_exact(self.stride);
        for (to, word) in self.to.chunks_exact_mut(self.size).zip(words) {
            for (to, x) in to.iter_mut().zip(&word[self.from..]) {
                *to = (self.round)(leaky(*x));
            }
        }
    }
}

/// The numbers of each word, rounded.
pub(super) struct Coarsen<'a> {
    pub words: &'a [f32],
    pub stride: usize,
    pub size: usize,
    pub to: &'a mut [i16],
}

impl NullaryFnOnce for Coarsen<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let words = self.words.chunks_exact(self.stride);
        for (to, word) in self.to.chunks_exact_mut(self.size).zip(words) {
            for (to, x) in to.iter_mut().zip(word) {
                *to = coarse(*x);
            }
        }
    }
}

/// Multiplies each dependent of a stretch of words with each head.
pub(super) struct Scoring<'a> {
    pub pairs: &'a mut Pairs,
    pub size: usize,
    pub words: Range<usize>,
}

impl NullaryFnOnce for Scoring<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { pairs, size, words } = self;
        let n = words.len();
        let (here, far) = (words.start * size..words.end * size, &pairs.distances);
        pairs.line.clear();
        pairs
            .line
            .extend((0..2 * n - 1).map(|head| far[distance(n - 1, Some(head))]));
        pairs.scores.resize(n * (n + 1), 0);
        let dependents = pairs.dependents[here.clone()].chunks_exact(size);
        for (word, (dependent, scores)) in dependents.zip(pairs.scores.chunks_exact_mut(n + 1)).enumerate() {
            let heads = pairs.heads[here.clone()].chunks_exact(size);
            for ((head, far), score) in heads.zip(&pairs.line[n - 1 - word..]).zip(&mut *scores) {
                *score = bounded(product(dependent, head), *far);
            }
            scores[n] = bounded(product(dependent, &pairs.root), far[distance(word, None)]);
        }
    }
}

#[inline(always)]
fn bounded(product: i32, far: i32) -> i32 {
    ((product >> 6) + far).clamp(-eisner::BOUND, eisner::BOUND)
}

/// The product of two words' numbers.
#[inline(always)]
fn product(a: &[i16], b: &[i16]) -> i32 {
    let ((a, _), (b, _)) = (a.as_chunks::<16>(), b.as_chunks::<16>());
    let mut sums = [0_i32; 8];
    for (a, b) in a.iter().zip(b) {
        for (k, sum) in sums.iter_mut().enumerate() {
            let pair = |i: usize| i32::from(a[i]) * i32::from(b[i]);
            *sum += pair(2 * k) + pair(2 * k + 1);
        }
    }
    sums.iter().sum()
}
