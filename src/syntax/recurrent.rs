//! One recurrent layer, read in both directions: a simple recurrent unit (Lei et al. 2018).
//!
//! All products with weights are made at once by a [`Matrix`]; what is left from word to word is
//! made unit by unit, so that many units are computed at a time.

#![expect(
    clippy::inline_always,
    reason = "what is called in loops that are compiled for wider registers must stand in them"
)]

use super::matrix::{Matrix, to_fixed};
use super::smooth::{sigmoid, tanh};
use pulp::{Arch, NullaryFnOnce};

/// A layer's parameters.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    /// From a word's numbers to candidates, forget gates and output gates of all units, and, where
    /// the layer's input has another width than its output, to what passes by.
    pub gates: Matrix,
    /// How a unit's last state moves its forget gates; then the same for the output gates.
    pub peepholes: Vec<f32>,
}

/// Numbers of the words of one sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers {
    /// As computed.
    pub exact: Vec<f32>,
    /// In units of 1/1024, as the next matrix takes them.
    pub fixed: Vec<i16>,
}

impl Numbers {
    fn resize(&mut self, n: usize) {
        self.exact.resize(n, 0.0);
        self.fixed.resize(n, 0);
    }
}

impl Layer {
    /// Runs over sentences with these ends; `gates` are what [`Layer::gates`] gave for its words, `input` what it took.
    pub(crate) fn run(&self, arch: Arch, ends: &[usize], gates: &[f32], input: &Numbers, out: &mut Numbers) {
        let width = self.peepholes.len() / 2;
        let stride = self.gates.stride();
        out.resize(gates.len() / stride * width);
        arch.dispatch(Run {
            width,
            stride,
            passes: self.gates.outputs == 4 * width,
            peepholes: &self.peepholes,
            ends,
            gates,
            input: &input.exact,
            out,
        });
    }
}

/// One pass over some sentences.
struct Run<'a> {
    ends: &'a [usize],
    width: usize,
    stride: usize,
    /// Whether the matrix gives what passes by; else it is the input.
    passes: bool,
    peepholes: &'a [f32],
    gates: &'a [f32],
    input: &'a [f32],
    out: &'a mut Numbers,
}

/// Units computed together.
const TOGETHER: usize = 16;

impl NullaryFnOnce for Run<'_> {
    type Output = ();

    #[inline(always)]
    fn call(mut self) {
        for unit in (0..self.width / 2).step_by(TOGETHER) {
            let mut start = 0;
            for &end in self.ends {
                self.units(unit, start, end);
                start = end;
            }
        }
        let Numbers { exact, fixed } = self.out;
        to_fixed(exact, fixed);
    }
}

impl Run<'_> {
    /// Some units of each direction over a whole sentence, side by side: while the one waits for its last
    /// state the processor computes the other.
    #[inline(always)]
    fn units(&mut self, unit: usize, start: usize, end: usize) {
        let mut forwards = Units::new(self, unit);
        let mut backwards = Units::new(self, self.width / 2 + unit);
        for step in 0..end - start {
            forwards.step(self, start + step);
            backwards.step(self, end - 1 - step);
        }
    }
}

/// Some units on their way through a sentence.
struct Units {
    first: usize,
    forget_by: [f32; TOGETHER],
    output_by: [f32; TOGETHER],
    state: [f32; TOGETHER],
}

impl Units {
    #[inline(always)]
    fn new(run: &Run<'_>, first: usize) -> Self {
        Self {
            first,
            forget_by: sixteen(run.peepholes, first),
            output_by: sixteen(run.peepholes, run.width + first),
            state: [0.0; TOGETHER],
        }
    }

    /// Goes on to a word.
    #[inline(always)]
    fn step(&mut self, run: &mut Run<'_>, word: usize) {
        let (first, width) = (self.first, run.width);
        let gates = &run.gates[word * run.stride..(word + 1) * run.stride];
        let candidate = sixteen(gates, first);
        let forget = sixteen(gates, width + first);
        let output = sixteen(gates, 2 * width + first);
        let at = word * width + first;
        let passing = if run.passes {
            sixteen(gates, 3 * width + first)
        } else {
            sixteen(run.input, at)
        };
        let out = &mut run.out.exact[at..at + TOGETHER];
        for k in 0..TOGETHER {
            let forget = sigmoid(forget[k] + self.forget_by[k] * self.state[k]);
            let output = sigmoid(output[k] + self.output_by[k] * self.state[k]);
            self.state[k] = forget * self.state[k] + (1.0 - forget) * candidate[k];
            out[k] = output * tanh(self.state[k]) + (1.0 - output) * passing[k];
        }
    }
}

/// Sixteen numbers from a place on.
#[inline(always)]
fn sixteen(numbers: &[f32], at: usize) -> [f32; TOGETHER] {
    let mut taken = [0.0; TOGETHER];
    taken.copy_from_slice(&numbers[at..at + TOGETHER]);
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One word through one unit of each direction, against the formula written out.
    #[test]
    fn a_unit_follows_its_formula() {
        let width = 2 * TOGETHER;
        let layer = Layer {
            gates: Matrix::new(
                16,
                &vec![0; 16 * 4 * width],
                vec![1.0; 4 * width],
                vec![0.0; 4 * width],
            ),
            peepholes: vec![0.5; 2 * width],
        };
        // Two words; candidate 1, forget 0, output 1, passing 2 for all units.
        let word: Vec<f32> = [1.0, 0.0, 1.0, 2.0]
            .iter()
            .flat_map(|g| vec![*g; width])
            .collect();
        let gates = [word.clone(), word].concat();
        let mut out = Numbers::default();
        layer.run(Arch::new(), &[2], &gates, &Numbers::default(), &mut out);
        let logistic = |x: f32| 1.0 / (1.0 + (-x).exp());
        let first = 0.5_f32;
        let forget = logistic(0.5 * first);
        let second = forget * first + (1.0 - forget);
        let given = |state: f32, before: f32| {
            let output = logistic(1.0 + 0.5 * before);
            output * state.tanh() + (1.0 - output) * 2.0
        };
        let close = |a: f32, b: f32| assert!((a - b).abs() < 1e-4, "{a} {b}");
        close(out.exact[0], given(first, 0.0));
        close(out.exact[width], given(second, first));
        // The second half of the units reads from the end.
        close(out.exact[2 * width - 1], given(first, 0.0));
        close(out.exact[width - 1], given(second, first));
        assert_eq!(out.fixed[0], (out.exact[0] * 1024.0).round() as i16);
    }
}
