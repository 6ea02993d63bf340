//! Steps down the gradient (Adam, Kingma and Ba 2015).

use super::backward::{Gradient, UNTOUCHED};
use super::forward::Net;

/// Share of the old mean that each step keeps: of gradients, of their squares.
const KEEP: (f32, f32) = (0.9, 0.98);
/// A gradient longer than this is made so short.
const LONGEST: f32 = 5.0;

/// Running means of gradients and of their squares.
#[derive(Debug)]
pub(super) struct Adam {
    values: [Vec<f32>; 2],
    table: [Vec<f32>; 2],
    steps: i32,
}

/// What one step is made with.
struct Step {
    rate: f32,
    shrink: f32,
    /// What makes up for means that began at nought.
    fresh: (f32, f32),
}

impl Step {
    fn take(&self, value: &mut f32, mean: &mut f32, square: &mut f32, slope: f32) {
        let slope = slope * self.shrink;
        *mean = KEEP.0 * *mean + (1.0 - KEEP.0) * slope;
        *square = KEEP.1 * *square + (1.0 - KEEP.1) * slope * slope;
        let direction = (*mean / self.fresh.0) / ((*square / self.fresh.1).sqrt() + 1e-8);
        *value -= self.rate * direction;
    }
}

impl Adam {
    pub(super) fn new(net: &Net) -> Self {
        let zero = |n: usize| [vec![0.0; n], vec![0.0; n]];
        Self {
            values: zero(net.values.len()),
            table: zero(net.table.len()),
            steps: 0,
        }
    }

    /// Moves the network's parameters down the sum of two gradients; of the table only the rows touched.
    pub(super) fn step(&mut self, net: &mut Net, [first, second]: &mut [Gradient; 2], rate: f32) {
        self.steps += 1;
        for (sum, other) in first.values.iter_mut().zip(&second.values) {
            *sum += other;
        }
        let length = first.values.iter().map(|x| x * x).sum::<f32>().sqrt();
        let step = Step {
            rate,
            shrink: (LONGEST / length.max(1e-9)).min(1.0),
            fresh: (1.0 - KEEP.0.powi(self.steps), 1.0 - KEEP.1.powi(self.steps)),
        };
        let [means, squares] = &mut self.values;
        let held = net.values.iter_mut().zip(means).zip(squares);
        for (((value, mean), square), slope) in held.zip(&first.values) {
            step.take(value, mean, square, *slope);
        }
        let width = net.sizes.embedding;
        let [means, squares] = &mut self.table;
        let mut row = |row: u32, slope: &dyn Fn(usize) -> f32| {
            let range = row as usize * width..(row as usize + 1) * width;
            let values = net.table[range.clone()].iter_mut();
            let held = values.zip(&mut means[range.clone()]).zip(&mut squares[range]);
            for (k, ((value, mean), square)) in held.enumerate() {
                step.take(value, mean, square, slope(k));
            }
        };
        for (k, &touched) in first.touched.iter().enumerate() {
            let other = second.place[touched as usize];
            row(touched, &|i| {
                let both = if other == UNTOUCHED {
                    0.0
                } else {
                    second.rows[other as usize * width + i]
                };
                first.rows[k * width + i] + both
            });
        }
        for (k, &touched) in second.touched.iter().enumerate() {
            if first.place[touched as usize] == UNTOUCHED {
                row(touched, &|i| second.rows[k * width + i]);
            }
        }
    }
}
