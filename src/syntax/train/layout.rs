//! Where each parameter stands among all those of the network, while it is trained.

use super::random::Random;
use crate::syntax::sizes::{DISTANCES, Sizes};
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};
use std::ops::Range;

/// A linear map: `inputs` × `outputs` weights, row by row, and what is added to each output.
#[derive(Clone, Debug)]
pub(super) struct Linear {
    pub inputs: usize,
    pub outputs: usize,
    pub weights: Range<usize>,
    pub biases: Range<usize>,
}

/// A recurrent layer.
#[derive(Clone, Debug)]
pub(super) struct Recurrent {
    pub gates: Linear,
    /// Of the forget gates, then of the output gates.
    pub peepholes: Range<usize>,
}

/// All parameters but the embedding table.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub layers: Vec<Recurrent>,
    pub tags: Linear,
    pub projection: Linear,
    pub arcs: Linear,
    pub arc_root: Range<usize>,
    pub arc_distance: Range<usize>,
    pub label_root: Range<usize>,
    pub label_distance: Range<usize>,
    pub labels: Linear,
    /// How many there are.
    pub len: usize,
}

impl Layout {
    pub(super) fn new(sizes: &Sizes) -> Self {
        let mut len = 0;
        let width = sizes.width();
        let layers = (0..sizes.layers)
            .map(|k| Recurrent {
                gates: linear(&mut len, sizes.input(k), Sizes::gates(k) * width),
                peepholes: take(&mut len, 2 * width),
            })
            .collect();
        Self {
            layers,
            tags: linear(&mut len, width, sizes.tags),
            projection: linear(&mut len, width, sizes.projection()),
            arcs: linear(&mut len, sizes.arc, sizes.arc),
            arc_root: take(&mut len, sizes.arc),
            arc_distance: take(&mut len, DISTANCES),
            label_root: take(&mut len, sizes.label),
            label_distance: take(&mut len, DISTANCES * sizes.label),
            labels: linear(&mut len, sizes.label, sizes.rels),
            len,
        }
    }

    /// Starting values: each map keeps the spread of its inputs; the arcs begin weakly.
    pub(super) fn start(&self, random: &mut Random) -> Vec<f32> {
        let mut values = vec![0.0; self.len];
        let mut spread = |range: &Range<usize>, deviation: f32| {
            for value in &mut values[range.clone()] {
                *value = deviation * random.normal();
            }
        };
        let even = |map: &Linear| (1.0 / map.inputs as f32).sqrt();
        for layer in &self.layers {
            spread(&layer.gates.weights, even(&layer.gates));
        }
        for map in [&self.tags, &self.projection, &self.labels] {
            spread(&map.weights, even(map));
        }
        spread(&self.arcs.weights, even(&self.arcs) / 2.0);
        spread(&self.arc_root, 1.0);
        spread(&self.label_root, 1.0);
        values
    }
}

fn take(len: &mut usize, n: usize) -> Range<usize> {
    let start = *len;
    *len += n;
    start..*len
}

fn linear(len: &mut usize, inputs: usize, outputs: usize) -> Linear {
    Linear {
        inputs,
        outputs,
        weights: take(len, inputs * outputs),
        biases: take(len, outputs),
    }
}

impl Linear {
    /// The outputs of `n` words, in place of those held.
    pub(super) fn forward(&self, values: &[f32], x: &[f32], out: &mut Vec<f32>) {
        let n = x.len() / self.inputs;
        out.clear();
        for _ in 0..n {
            out.extend_from_slice(&values[self.biases.clone()]);
        }
        let weights = &values[self.weights.clone()];
        multiply((n, self.inputs, self.outputs), (x, false), (weights, false), out);
    }

    /// Adds to the gradient what `dy`, the outputs' gradient, says of weights and biases.
    pub(super) fn gradient(&self, x: &[f32], dy: &[f32], gradient: &mut [f32]) {
        let n = x.len() / self.inputs;
        for row in dy.chunks_exact(self.outputs) {
            add(&mut gradient[self.biases.clone()], row, 1.0);
        }
        let weights = &mut gradient[self.weights.clone()];
        multiply((self.inputs, n, self.outputs), (x, true), (dy, false), weights);
    }

    /// Adds to `dx` what the outputs' gradient says of the inputs.
    pub(super) fn back(&self, values: &[f32], dy: &[f32], dx: &mut [f32]) {
        let n = dy.len() / self.outputs;
        let weights = &values[self.weights.clone()];
        multiply((n, self.outputs, self.inputs), (dy, false), (weights, true), dx);
    }
}

/// Adds `share` times `what` to `to`.
pub(super) fn add(to: &mut [f32], what: &[f32], share: f32) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += share * what;
    }
}

/// `c += a · b` for `a` of m × k and `b` of k × n; a matrix marked so is held turned over.
fn multiply(
    (m, k, n): (usize, usize, usize),
    (a, a_turned): (&[f32], bool),
    (b, b_turned): (&[f32], bool),
    c: &mut [f32],
) {
    if m == 0 || k == 0 || n == 0 {
        return;
    }
    let view = |data, rows, columns, turned| {
        let shape = if turned { (columns, rows) } else { (rows, columns) };
        let view =
            ArrayView2::from_shape(shape, data).expect("a matrix has as many numbers as its shape says");
        if turned { view.reversed_axes() } else { view }
    };
    let (a, b) = (
        view(&a[..m * k], m, k, a_turned),
        view(&b[..k * n], k, n, b_turned),
    );
    let mut c = ArrayViewMut2::from_shape((m, n), &mut c[..m * n]).expect("as above");
    general_mat_mul(1.0, &a, &b, 1.0, &mut c);
}
