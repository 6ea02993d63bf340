//! The parts of a model file, one after the other.
//!
//! The network's parts stand in this order: the known words; rows of the embedding table, a byte a number; the
//! worth of each row's unit, the upper half of a 32-bit number; for each layer its gates and its
//! peepholes; tags; projection; arcs; the root and the distances of arcs; the root and the
//! distances of relations; relations. A linear map is its rows, a byte a weight, one row an
//! output; the worth of each row's unit; what is added to each output. Numbers are of 32 bits,
//! little-endian.

use super::matrix::Matrix;
use super::network::Network;
use super::recurrent::Layer;
use super::sizes::{DISTANCES, Sizes};
use super::word::Vocabulary;
use std::borrow::Cow;

/// What is left to read.
#[derive(Debug)]
pub(super) struct Sections<'b> {
    bytes: &'b Cow<'static, [u8]>,
    at: usize,
}

/// The file ends before its parts do.
#[derive(Debug)]
pub(super) struct TooShort;

impl<'b> Sections<'b> {
    #[expect(clippy::ptr_arg, reason = "what is borrowed for good stays borrowed")]
    pub(super) fn new(bytes: &'b Cow<'static, [u8]>, at: usize) -> Self {
        Self { bytes, at }
    }

    /// The next bytes: borrowed from the program's own, copied from a file's.
    pub(super) fn take(&mut self, length: usize) -> Result<Cow<'static, [u8]>, TooShort> {
        let range = self.at..self.at.saturating_add(length);
        let part = match self.bytes {
            Cow::Borrowed(bytes) => bytes.get(range).map(Cow::Borrowed),
            Cow::Owned(bytes) => bytes.get(range).map(|part| Cow::Owned(part.to_vec())),
        };
        self.at = self.at.saturating_add(length);
        part.ok_or(TooShort)
    }

    /// Whether all has been read.
    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    fn numbers(&mut self, count: usize) -> Result<Vec<f32>, TooShort> {
        let bytes = self.take(4 * count)?;
        let (numbers, _) = bytes.as_chunks::<4>();
        Ok(numbers.iter().map(|n| f32::from_le_bytes(*n)).collect())
    }

    fn matrix(&mut self, inputs: usize, outputs: usize) -> Result<Matrix, TooShort> {
        let rows = self.take(inputs * outputs)?;
        let scales = self.numbers(outputs)?;
        let biases = self.numbers(outputs)?;
        Ok(Matrix::new(inputs, &rows, scales, biases))
    }

    /// The network's parts.
    pub(super) fn network(&mut self, sizes: Sizes) -> Result<Network, TooShort> {
        let width = sizes.width();
        let words = Vocabulary(self.take(4 * sizes.words)?);
        let table = self.take(sizes.rows() * sizes.embedding)?;
        let table_scales = self.take(2 * sizes.rows())?;
        let mut layers = Vec::with_capacity(sizes.layers);
        for k in 0..sizes.layers {
            layers.push(Layer {
                gates: self.matrix(sizes.input(k), Sizes::gates(k) * width)?,
                peepholes: self.numbers(2 * width)?,
            });
        }
        Ok(Network {
            sizes,
            words,
            table,
            table_scales,
            layers,
            tags: self.matrix(width, sizes.tags)?,
            projection: self.matrix(width, sizes.projection())?,
            arcs: self.matrix(sizes.arc, sizes.arc)?,
            arc_root: self.numbers(sizes.arc)?,
            arc_distance: self.numbers(DISTANCES)?,
            label_root: self.numbers(sizes.label)?,
            label_distance: self.numbers(DISTANCES * sizes.label)?,
            labels: self.matrix(sizes.label, sizes.rels)?,
        })
    }
}
