//! The network in floating point, forwards: what it says of some sentences, with dropout if it learns.

use super::layout::{Layout, add};
use super::random::Random;
use super::sample::Sample;
use crate::syntax::sizes::{Sizes, distance};
use crate::syntax::smooth::{exp, leaky, sigmoid, tanh};

/// The network while it is trained.
#[derive(Clone, Debug)]
pub(super) struct Net {
    pub sizes: Sizes,
    pub layout: Layout,
    /// All parameters but the table.
    pub values: Vec<f32>,
    /// Rows of the embedding table.
    pub table: Vec<f32>,
}

impl Net {
    pub(super) fn new(sizes: Sizes, seed: u64) -> Self {
        let layout = Layout::new(&sizes);
        let mut random = Random(seed);
        let values = layout.start(&mut random);
        let table = (0..sizes.rows() * sizes.embedding)
            .map(|_| 0.3 * random.normal())
            .collect();
        Self {
            sizes,
            layout,
            values,
            table,
        }
    }
}

/// Shares of numbers left out by chance in training: of a word's embedding, between layers, of projections.
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    /// Of the numbers that stand for a word.
    pub embedding: f32,
    /// Of what each layer gives.
    pub hidden: f32,
    /// Of the numbers by which arcs are scored and relations chosen.
    pub projection: f32,
}

/// What one layer took, and what it computed.
#[derive(Debug, Default)]
pub(super) struct Trace {
    /// Its input, after dropout.
    pub x: Vec<f32>,
    /// Mask of its input.
    pub mask: Vec<f32>,
    /// Candidates; gates after the logistic function; what passes by.
    pub gates: Vec<f32>,
    /// States of the units.
    pub states: Vec<f32>,
}

/// What the network computed for some sentences, all their words in a row.
#[derive(Debug, Default)]
pub(super) struct Pass {
    /// Where each sentence begins; one more than there are.
    pub bounds: Vec<usize>,
    /// Which words went without the rows of their form.
    pub dropped: Vec<bool>,
    /// The layers, and behind them one more that holds the output of the last.
    pub traces: Vec<Trace>,
    /// Scores of tags.
    pub tags: Vec<f32>,
    /// Projections before the rectifier, then after it and dropout.
    pub projected: [Vec<f32>; 2],
    pub projection_mask: Vec<f32>,
    /// Of each word as dependent: what went into the arcs' map, and what came out.
    pub dependents: Vec<f32>,
    pub wanted: Vec<f32>,
}

/// Runs the network over sentences; with `chance`, as in training.
pub(super) fn forward(
    net: &Net,
    samples: &[&Sample],
    pass: &mut Pass,
    mut chance: Option<(&mut Random, Dropout)>,
) {
    let Net {
        sizes,
        layout,
        values,
        ..
    } = net;
    pass.bounds.clear();
    pass.bounds.push(0);
    for sample in samples {
        pass.bounds
            .push(pass.bounds.last().copied().unwrap_or(0) + sample.len());
    }
    pass.traces.resize_with(sizes.layers + 1, Trace::default);
    embed(
        net,
        samples,
        pass,
        chance.as_mut().map(|(random, _)| &mut **random),
    );
    let shares = chance
        .as_ref()
        .map(|(_, d)| (d.embedding, d.hidden, d.projection));
    let (embedding, hidden, projection) = shares.unwrap_or_default();
    let mut drop = |x: &mut [f32], mask: &mut Vec<f32>, share: f32| match &mut chance {
        Some((random, _)) => {
            random.mask(share, x.len(), mask);
            x.iter_mut().zip(mask).for_each(|(x, m)| *x *= *m);
        }
        None => mask.clear(),
    };
    for k in 0..sizes.layers {
        let (below, above) = pass.traces.split_at_mut(k + 1);
        let trace = &mut below[k];
        drop(
            &mut trace.x,
            &mut trace.mask,
            if k == 0 { embedding } else { hidden },
        );
        layout.layers[k].gates.forward(values, &trace.x, &mut trace.gates);
        run(
            &values[layout.layers[k].peepholes.clone()],
            trace,
            &pass.bounds,
            Sizes::gates(k),
            &mut above[0].x,
        );
    }
    let top = &mut pass.traces[sizes.layers];
    drop(&mut top.x, &mut top.mask, hidden);
    layout.tags.forward(values, &top.x, &mut pass.tags);
    let [raw, active] = &mut pass.projected;
    layout.projection.forward(values, &top.x, raw);
    active.clone_from(raw);
    for word in active.chunks_exact_mut(sizes.projection()) {
        word[..2 * sizes.arc].iter_mut().for_each(|x| *x = leaky(*x));
    }
    drop(active, &mut pass.projection_mask, projection);
    pass.dependents.clear();
    for word in active.chunks_exact(sizes.projection()) {
        pass.dependents.extend_from_slice(&word[..sizes.arc]);
    }
    layout.arcs.forward(values, &pass.dependents, &mut pass.wanted);
}

/// The sum of each word's rows, as the input of the lowest layer.
fn embed(net: &Net, samples: &[&Sample], pass: &mut Pass, mut random: Option<&mut Random>) {
    let width = net.sizes.embedding;
    let x = &mut pass.traces[0].x;
    x.clear();
    pass.dropped.clear();
    for sample in samples {
        for word in 0..sample.len() {
            let dropped = random.as_mut().is_some_and(|r| r.unit() > sample.keep[word]);
            pass.dropped.push(dropped);
            let start = x.len();
            x.resize(start + width, 0.0);
            for at in sample.rows_of(word, dropped) {
                let row = sample.rows[at] as usize * width;
                add(&mut x[start..], &net.table[row..row + width], sample.shares[at]);
            }
        }
    }
}

/// One recurrent layer over all sentences, in both directions.
fn run(peepholes: &[f32], trace: &mut Trace, bounds: &[usize], gates: usize, out: &mut Vec<f32>) {
    let width = peepholes.len() / 2;
    let half = width / 2;
    let words = trace.gates.len() / (gates * width);
    for numbers in [&mut trace.states, &mut *out] {
        numbers.clear();
        numbers.resize(words * width, 0.0);
    }
    let mut last = vec![0.0_f32; half];
    for sentence in bounds.windows(2) {
        for from in [0, half] {
            last.fill(0.0);
            let (forget_by, output_by) = (&peepholes[from..from + half], &peepholes[width + from..][..half]);
            for step in 0..sentence[1] - sentence[0] {
                let word = if from == 0 {
                    sentence[0] + step
                } else {
                    sentence[1] - 1 - step
                };
                let all = &mut trace.gates[word * gates * width..(word + 1) * gates * width];
                let (candidate, rest) = all.split_at_mut(width);
                let (forget, rest) = rest.split_at_mut(width);
                let (output, rest) = rest.split_at_mut(width);
                let passing = if gates == 4 {
                    &rest[from..from + half]
                } else {
                    &trace.x[word * width + from..][..half]
                };
                let (candidate, forget, output) = (
                    &candidate[from..from + half],
                    &mut forget[from..from + half],
                    &mut output[from..from + half],
                );
                let at = word * width + from;
                let (state, out) = (&mut trace.states[at..at + half], &mut out[at..at + half]);
                for u in 0..half {
                    let f = sigmoid(forget[u] + forget_by[u] * last[u]);
                    let o = sigmoid(output[u] + output_by[u] * last[u]);
                    let s = f * last[u] + (1.0 - f) * candidate[u];
                    out[u] = o * tanh(s) + (1.0 - o) * passing[u];
                    (forget[u], output[u], state[u], last[u]) = (f, o, s, s);
                }
            }
        }
    }
}

/// Scores of all arcs of sentence `k`: words × (words + 1), the root behind the last; a word is no head of its own.
pub(super) fn score_arcs(net: &Net, pass: &Pass, k: usize, scores: &mut Vec<f32>) {
    let (layout, size) = (&net.layout, net.sizes.arc);
    let (start, end) = (pass.bounds[k], pass.bounds[k + 1]);
    let far = &net.values[layout.arc_distance.clone()];
    scores.clear();
    for word in start..end {
        let wanted = &pass.wanted[word * size..(word + 1) * size];
        for head in start..end {
            scores.push(if head == word {
                -1e9
            } else {
                dot(wanted, head_of(net, pass, head)) + far[distance(word, Some(head))]
            });
        }
        scores.push(dot(wanted, &net.values[layout.arc_root.clone()]) + far[distance(word, None)]);
    }
}

/// What a word is as head of an arc.
pub(super) fn head_of<'a>(net: &Net, pass: &'a Pass, word: usize) -> &'a [f32] {
    &pass.projected[1][word * net.sizes.projection() + net.sizes.arc..][..net.sizes.arc]
}

/// What the relation of an arc is chosen by, before the rectifier.
pub(super) fn meet(net: &Net, pass: &Pass, word: usize, head: Option<usize>, sum: &mut [f32]) {
    let size = net.sizes.label;
    let at = |word: usize| word * net.sizes.projection() + 2 * net.sizes.arc;
    sum.copy_from_slice(&pass.projected[1][at(word)..][..size]);
    let other = match head {
        Some(head) => &pass.projected[1][at(head) + size..][..size],
        None => &net.values[net.layout.label_root.clone()],
    };
    add(sum, other, 1.0);
    let far = net.layout.label_distance.start + distance(word, head) * size;
    add(sum, &net.values[far..far + size], 1.0);
}

/// Scores of the relations of an arc, from what they are chosen by.
pub(super) fn score_labels(net: &Net, sum: &[f32], active: &mut Vec<f32>, scores: &mut Vec<f32>) {
    active.clear();
    active.extend(sum.iter().map(|x| leaky(*x)));
    net.layout.labels.forward(&net.values, active, scores);
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for k in 0..8 {
            sums[k] += a[k] * b[k];
        }
    }
    sums.iter().sum()
}

/// Makes scores into probabilities.
pub(super) fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - highest);
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}
