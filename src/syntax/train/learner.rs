//! Weights that are still being learned: an averaged perceptron over a hashed table.

use crate::syntax::weights::{MARGIN, Scorer, Weights, place};
use std::borrow::Cow;

/// Weights with what averaging needs.
pub(crate) struct Learner {
    bits: u32,
    stride: u32,
    weights: Vec<f32>,
    totals: Vec<f32>,
    step: f32,
}

impl Learner {
    pub(crate) fn new(bits: u32, stride: u32) -> Self {
        let size = (1 << (bits + stride)) + MARGIN;
        Self {
            bits,
            stride,
            weights: vec![0.0; size],
            totals: vec![0.0; size],
            step: 1.0,
        }
    }

    /// Counts one more example.
    pub(crate) fn tick(&mut self) {
        self.step += 1.0;
    }

    /// Makes `right` more and `wrong` less likely for these features.
    pub(crate) fn update(&mut self, features: &[u64], right: usize, wrong: usize) {
        for &feature in features {
            let at = place(feature, self.bits, self.stride);
            for (label, delta) in [(right, 1.0), (wrong, -1.0)] {
                self.weights[at + label] += delta;
                self.totals[at + label] += delta * self.step;
            }
        }
    }

    /// The averaged weights.
    pub(crate) fn mean(&self) -> Mean {
        let weights = self
            .weights
            .iter()
            .zip(&self.totals)
            .map(|(w, t)| w - t / self.step)
            .collect();
        Mean {
            bits: self.bits,
            stride: self.stride,
            weights,
        }
    }
}

/// Averaged weights of one learner, or of several together.
pub(crate) struct Mean {
    bits: u32,
    stride: u32,
    weights: Vec<f32>,
}

impl Mean {
    /// Sums several learners' weights: since scores are linear, this is their vote, at the price of one.
    pub(crate) fn sum(means: Vec<Self>) -> Option<Self> {
        means.into_iter().reduce(|mut sum, mean| {
            for (a, b) in sum.weights.iter_mut().zip(mean.weights) {
                *a += b;
            }
            sum
        })
    }

    /// Signed roots in one byte each, the largest as large as fits.
    ///
    /// None may be cut off: the few large weights carry the decisions (cutting one in two hundred
    /// off cost four points of LAS), and equal steps in one byte lose 1.3 points against two bytes.
    pub(crate) fn quantise(&self) -> Weights {
        let largest = self.weights.iter().map(|w| w.abs()).fold(1e-6, f32::max);
        let root = |w: f32| (w.signum() * (w.abs() / largest).sqrt() * 127.0).round() as i8;
        let table: Vec<u8> = self.weights.iter().map(|w| root(*w).cast_unsigned()).collect();
        Weights {
            bits: self.bits,
            stride: self.stride,
            table: Cow::Owned(table),
        }
    }
}

impl Scorer for Learner {
    type Score = f32;

    #[inline]
    fn add(&self, features: &[u64], scores: &mut [f32]) {
        for &feature in features {
            let at = place(feature, self.bits, self.stride);
            for (score, weight) in scores.iter_mut().zip(&self.weights[at..]) {
                *score += weight;
            }
        }
    }
}

/// Pseudo-random numbers that are the same everywhere (`SplitMix64`).
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Puts the numbers below `n` into a random order.
    pub(crate) fn order(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            order.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
        order
    }
}
