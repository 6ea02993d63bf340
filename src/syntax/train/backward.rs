//! The network backwards: how each parameter should move so that the sentences' targets become more probable.

use super::forward::{Net, Pass, head_of, meet, score_arcs, score_labels, softmax};
use super::layout::add;
use super::sample::Sample;
use crate::syntax::sizes::{Sizes, distance};
use crate::syntax::smooth::tanh;

/// The gradient of the loss.
#[derive(Debug, Default)]
pub(super) struct Gradient {
    /// Of all parameters but the table.
    pub values: Vec<f32>,
    /// Which rows of the table it touches, and how.
    pub touched: Vec<u32>,
    pub rows: Vec<f32>,
    /// Place in `touched` of each row of the table, or none.
    pub place: Vec<u32>,
    /// Sums of the losses of tags, heads and relations.
    pub losses: [f32; 3],
    buffers: Buffers,
}

/// In `place`: the row is not touched.
pub(super) const UNTOUCHED: u32 = u32::MAX;

#[derive(Debug, Default)]
struct Buffers {
    projected: Vec<f32>,
    wanted: Vec<f32>,
    dependents: Vec<f32>,
    gates: Vec<f32>,
    below: Vec<f32>,
    above: Vec<f32>,
    scores: Vec<f32>,
    sums: Vec<f32>,
    labels: Vec<f32>,
    active: Vec<f32>,
}

fn clear(numbers: &mut Vec<f32>, n: usize) {
    numbers.clear();
    numbers.resize(n, 0.0);
}

impl Gradient {
    /// Empties it for a network.
    pub(super) fn clear(&mut self, net: &Net) {
        clear(&mut self.values, net.layout.len);
        self.place.resize(net.sizes.rows(), UNTOUCHED);
        for row in self.touched.drain(..) {
            self.place[row as usize] = UNTOUCHED;
        }
        self.rows.clear();
        self.losses = [0.0; 3];
    }

    /// Adds what some sentences say, after [`super::forward::forward`]; `share` is the share of a word in the batch.
    pub(super) fn learn(&mut self, net: &Net, samples: &[&Sample], pass: &mut Pass, share: f32) {
        let mut buffers = std::mem::take(&mut self.buffers);
        let words = pass.bounds.last().copied().unwrap_or(0);
        self.learn_tags(net, samples, pass, share);
        clear(&mut buffers.projected, words * net.sizes.projection());
        clear(&mut buffers.wanted, words * net.sizes.arc);
        for (k, sample) in samples.iter().enumerate() {
            self.learn_arcs(net, sample, pass, k, share, &mut buffers);
        }
        self.learn_labels(net, samples, pass, share, &mut buffers);
        self.through_projection(net, pass, words, &mut buffers);
        for k in (0..net.sizes.layers).rev() {
            self.through_layer(net, pass, k, &mut buffers);
        }
        self.learn_rows(net, samples, pass, &buffers.above);
        self.buffers = buffers;
    }

    /// Leaves in `pass.tags` the gradient of the tags' scores.
    fn learn_tags(&mut self, net: &Net, samples: &[&Sample], pass: &mut Pass, share: f32) {
        let count = net.sizes.tags;
        let mut words = pass.tags.chunks_exact_mut(count);
        for sample in samples {
            for (&tag, scores) in sample.tags.iter().zip(&mut words) {
                self.losses[0] += slope(scores, usize::from(tag), share);
            }
        }
    }

    /// From the arcs of sentence `k` to projections and what dependents want.
    fn learn_arcs(&mut self, net: &Net, sample: &Sample, pass: &Pass, k: usize, share: f32, b: &mut Buffers) {
        let (layout, size, n, start) = (&net.layout, net.sizes.arc, sample.len(), pass.bounds[k]);
        score_arcs(net, pass, k, &mut b.scores);
        for (word, scores) in b.scores.chunks_exact_mut(n + 1).enumerate() {
            self.losses[1] += slope(scores, sample.heads[word], share);
            let at = (start + word) * size;
            let wanted = &pass.wanted[at..at + size];
            let wanted_slope = &mut b.wanted[at..at + size];
            for (head, &slope) in scores.iter().enumerate() {
                if head == word || slope.abs() < 1e-9 {
                    continue;
                }
                let far = distance(word, (head < n).then_some(head));
                self.values[layout.arc_distance.start + far] += slope;
                if head == n {
                    add(wanted_slope, &net.values[layout.arc_root.clone()], slope);
                    add(&mut self.values[layout.arc_root.clone()], wanted, slope);
                } else {
                    add(wanted_slope, head_of(net, pass, start + head), slope);
                    let place = (start + head) * net.sizes.projection() + size;
                    add(&mut b.projected[place..place + size], wanted, slope);
                }
            }
        }
    }

    /// From the relations of the gold arcs to projections.
    fn learn_labels(&mut self, net: &Net, samples: &[&Sample], pass: &Pass, share: f32, b: &mut Buffers) {
        let (layout, size, count) = (&net.layout, net.sizes.label, net.sizes.rels);
        let arcs = || {
            let starts = samples.iter().zip(&pass.bounds);
            starts.flat_map(|(sample, start)| {
                (0..sample.len()).map(move |word| (start + word, sample.head(word).map(|h| start + h)))
            })
        };
        clear(&mut b.sums, pass.dropped.len() * size);
        for ((word, head), sum) in arcs().zip(b.sums.chunks_exact_mut(size)) {
            meet(net, pass, word, head, sum);
        }
        score_labels(net, &b.sums, &mut b.active, &mut b.labels);
        let mut words = b.labels.chunks_exact_mut(count);
        for sample in samples {
            for (&label, scores) in sample.labels.iter().zip(&mut words) {
                self.losses[2] += slope(scores, usize::from(label), share);
            }
        }
        layout.labels.gradient(&b.active, &b.labels, &mut self.values);
        b.active.fill(0.0);
        layout.labels.back(&net.values, &b.labels, &mut b.active);
        for (slope, x) in b.active.iter_mut().zip(&b.sums) {
            *slope *= leak(*x);
        }
        let place = |word: usize| word * net.sizes.projection() + 2 * net.sizes.arc;
        for ((word, head), slopes) in arcs().zip(b.active.chunks_exact(size)) {
            add(&mut b.projected[place(word)..], slopes, 1.0);
            match head {
                Some(head) => add(&mut b.projected[place(head) + size..], slopes, 1.0),
                None => add(&mut self.values[layout.label_root.clone()], slopes, 1.0),
            }
            let far = layout.label_distance.start + distance(word, head) * size;
            add(&mut self.values[far..far + size], slopes, 1.0);
        }
    }

    /// From projections, wanted heads and tags to the uppermost layer's output.
    fn through_projection(&mut self, net: &Net, pass: &Pass, words: usize, b: &mut Buffers) {
        let (layout, sizes) = (&net.layout, &net.sizes);
        layout
            .arcs
            .gradient(&pass.dependents, &b.wanted, &mut self.values);
        clear(&mut b.dependents, words * sizes.arc);
        layout.arcs.back(&net.values, &b.wanted, &mut b.dependents);
        let dependents = b.dependents.chunks_exact(sizes.arc);
        for (word, dependent) in b.projected.chunks_exact_mut(sizes.projection()).zip(dependents) {
            add(word, dependent, 1.0);
        }
        times(&mut b.projected, &pass.projection_mask);
        let raw = pass.projected[0].chunks_exact(sizes.projection());
        for (slopes, raw) in b.projected.chunks_exact_mut(sizes.projection()).zip(raw) {
            for (slope, x) in slopes[..2 * sizes.arc].iter_mut().zip(raw) {
                *slope *= leak(*x);
            }
        }
        let top = &pass.traces[sizes.layers];
        layout.projection.gradient(&top.x, &b.projected, &mut self.values);
        layout.tags.gradient(&top.x, &pass.tags, &mut self.values);
        clear(&mut b.above, words * sizes.width());
        layout.projection.back(&net.values, &b.projected, &mut b.above);
        layout.tags.back(&net.values, &pass.tags, &mut b.above);
        times(&mut b.above, &top.mask);
    }

    /// From a layer's output, in `above`, to its input, which then stands there.
    fn through_layer(&mut self, net: &Net, pass: &Pass, k: usize, b: &mut Buffers) {
        let (layer, trace) = (&net.layout.layers[k], &pass.traces[k]);
        clear(&mut b.gates, trace.gates.len());
        clear(&mut b.below, trace.x.len());
        let reverse = Reverse {
            peepholes: &net.values[layer.peepholes.clone()],
            gates: Sizes::gates(k),
            trace_x: &trace.x,
            trace_gates: &trace.gates,
            states: &trace.states,
        };
        let peepholes = &mut self.values[layer.peepholes.clone()];
        reverse.run(&pass.bounds, &b.above, (&mut b.gates, &mut b.below, peepholes));
        layer.gates.gradient(&trace.x, &b.gates, &mut self.values);
        layer.gates.back(&net.values, &b.gates, &mut b.below);
        times(&mut b.below, &trace.mask);
        std::mem::swap(&mut b.above, &mut b.below);
    }

    /// From the words' numbers to the rows of the table.
    fn learn_rows(&mut self, net: &Net, samples: &[&Sample], pass: &Pass, slopes: &[f32]) {
        let width = net.sizes.embedding;
        let mut words = slopes.chunks_exact(width).zip(&pass.dropped);
        for sample in samples {
            for (word, (slopes, dropped)) in (0..sample.len()).zip(&mut words) {
                for at in sample.rows_of(word, *dropped) {
                    let place = &mut self.place[sample.rows[at] as usize];
                    if *place == UNTOUCHED {
                        *place = self.touched.len() as u32;
                        self.touched.push(sample.rows[at]);
                        self.rows.resize(self.rows.len() + width, 0.0);
                    }
                    let row = *place as usize * width;
                    add(&mut self.rows[row..row + width], slopes, sample.shares[at]);
                }
            }
        }
    }
}

/// Makes scores into their gradient and gives the loss.
fn slope(scores: &mut [f32], gold: usize, share: f32) -> f32 {
    softmax(scores);
    let loss = -scores[gold].max(1e-9).ln();
    scores[gold] -= 1.0;
    for score in scores {
        *score *= share;
    }
    loss
}

/// The slope of the rectifier.
fn leak(x: f32) -> f32 {
    if x > 0.0 { 1.0 } else { 0.1 }
}

fn times(numbers: &mut [f32], mask: &[f32]) {
    numbers.iter_mut().zip(mask).for_each(|(x, m)| *x *= m);
}

/// A recurrent layer, from its end to its beginning.
struct Reverse<'a> {
    peepholes: &'a [f32],
    gates: usize,
    trace_x: &'a [f32],
    trace_gates: &'a [f32],
    states: &'a [f32],
}

impl Reverse<'_> {
    fn run(&self, bounds: &[usize], above: &[f32], into: (&mut [f32], &mut [f32], &mut [f32])) {
        let width = self.peepholes.len() / 2;
        let half = width / 2;
        let (gate_slopes, below, peephole_slopes) = into;
        let (mut carried, start) = (vec![0.0_f32; half], vec![0.0_f32; half]);
        for sentence in bounds.windows(2) {
            for from in [0, half] {
                carried.fill(0.0);
                let n = sentence[1] - sentence[0];
                for step in (0..n).rev() {
                    let forwards = from == 0;
                    let word = if forwards {
                        sentence[0] + step
                    } else {
                        sentence[1] - 1 - step
                    };
                    let before = if forwards { word.wrapping_sub(1) } else { word + 1 };
                    let last = if step == 0 {
                        &start[..]
                    } else {
                        &self.states[before * width + from..][..half]
                    };
                    let at = word * self.gates * width;
                    let gate = |g: usize| &self.trace_gates[at + g * width + from..][..half];
                    let (candidate, forget, output) = (gate(0), gate(1), gate(2));
                    let own = word * width + from;
                    let passing = if self.gates == 4 {
                        gate(3)
                    } else {
                        &self.trace_x[own..][..half]
                    };
                    let (states, above) = (&self.states[own..][..half], &above[own..][..half]);
                    let all = &mut gate_slopes[at..at + self.gates * width];
                    let (candidates, rest) = all.split_at_mut(width);
                    let (forgets, rest) = rest.split_at_mut(width);
                    let (outputs, rest) = rest.split_at_mut(width);
                    let candidates = &mut candidates[from..from + half];
                    let forgets = &mut forgets[from..from + half];
                    let outputs = &mut outputs[from..from + half];
                    let passings = if self.gates == 4 {
                        &mut rest[from..from + half]
                    } else {
                        &mut below[own..][..half]
                    };
                    for u in 0..half {
                        let bent = tanh(states[u]);
                        outputs[u] = above[u] * (bent - passing[u]) * output[u] * (1.0 - output[u]);
                        passings[u] += above[u] * (1.0 - output[u]);
                        let state = carried[u] + above[u] * output[u] * (1.0 - bent * bent);
                        forgets[u] = state * (last[u] - candidate[u]) * forget[u] * (1.0 - forget[u]);
                        candidates[u] = state * (1.0 - forget[u]);
                        carried[u] = state * forget[u]
                            + forgets[u] * self.peepholes[from + u]
                            + outputs[u] * self.peepholes[width + from + u];
                    }
                    for u in 0..half {
                        peephole_slopes[from + u] += forgets[u] * last[u];
                        peephole_slopes[width + from + u] += outputs[u] * last[u];
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Example;
    use super::super::forward::forward;
    use super::super::sample::samples;
    use super::*;
    use crate::syntax::word::Vocabulary;

    fn losses(net: &Net, samples: &[&Sample]) -> (f32, Gradient) {
        let (mut pass, mut gradient) = (Pass::default(), Gradient::default());
        gradient.clear(net);
        forward(net, samples, &mut pass, None);
        gradient.learn(net, samples, &mut pass, 1.0);
        (gradient.losses.iter().sum(), gradient)
    }

    /// Each parameter moved a little moves the loss as its gradient says.
    #[test]
    fn the_gradient_is_the_slope_of_the_loss() {
        let words = Vocabulary::new(["they", "rebels", "the"].into_iter());
        let sizes = Sizes {
            embedding: 16,
            hidden: 16,
            layers: 2,
            arc: 16,
            label: 16,
            words: words.len(),
            pieces: 16,
            tags: 3,
            rels: 4,
        };
        let example = |words: &[&str], heads: &[u32]| Example {
            forms: words.iter().map(|w| (*w).to_owned()).collect(),
            lowers: words.iter().map(|w| w.to_lowercase()).collect(),
            lemmas: Vec::new(),
            tags: (0..words.len()).map(|i| (i % 3) as u8).collect(),
            features: Vec::new(),
            heads: heads.to_vec(),
            rels: (0..words.len()).map(|i| (i % 4) as u8).collect(),
        };
        let examples = [
            example(&["Rebels", "seized", "the", "town"], &[1, u32::MAX, 3, 1]),
            example(&["They", "left"], &[1, u32::MAX]),
        ];
        let made = samples(&examples, &words, &sizes, 0.25);
        let all: Vec<&Sample> = made.iter().collect();
        let mut net = Net::new(sizes, 3);
        let (_, gradient) = losses(&net, &all);
        let (mut seen, mut wrong) = (0, Vec::new());
        let mut check = |net: &mut Net, value: fn(&mut Net) -> &mut Vec<f32>, at: usize, slope: f32| {
            let (old, step) = (value(net)[at], 0.004);
            value(net)[at] = old + step;
            let up = losses(net, &all).0;
            value(net)[at] = old - step;
            let down = losses(net, &all).0;
            value(net)[at] = old;
            let measured = (up - down) / (2.0 * step);
            if (measured - slope).abs() > 0.01 + 0.05 * slope.abs() {
                wrong.push(format!("{at}: measured {measured}, computed {slope}"));
            }
            seen += usize::from(slope.abs() > 0.02);
        };
        for at in (0..net.values.len()).step_by(7) {
            check(&mut net, |net| &mut net.values, at, gradient.values[at]);
        }
        for (k, row) in gradient.touched.iter().enumerate().step_by(3) {
            let at = *row as usize * 16;
            check(&mut net, |net| &mut net.table, at, gradient.rows[k * 16]);
        }
        assert!(seen > 200, "{seen} parameters had a slope");
        // Where a step crosses the rectifier's kink, the measure is off.
        assert!(wrong.len() * 100 < seen, "{} of {seen}: {wrong:?}", wrong.len());
    }
}
