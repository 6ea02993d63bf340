//! Learns the weights of a [`Splitter`] from texts whose sentences are known.
//!
//! Input: texts with their sentences. Output: a splitter. The same input gives the same bytes: one
//! thread, examples in the order of a fixed sequence of numbers, no function that machines compute differently.

use super::features::View;
use super::{Sentence, Splitter, boundary};
use crate::text::Span;

/// log₂ of the number of weights: 128 KiB.
const BITS: u32 = 17;
/// Passes over the examples.
const EPOCHS: usize = 12;
/// The size of the first steps.
const RATE: f32 = 0.02;
/// How many steps of the table one unit of weight is: weights beyond ±4 are cut.
const SCALE: f32 = 31.0;
/// How strongly weights are drawn to nought.
const DECAY: f32 = 1e-4;
/// A feature seen at fewer places gets no weight.
const SELDOM: u32 = 2;

/// One place where a sentence may end.
struct Example {
    features: Vec<u32>,
    ends: bool,
}

/// Learns from texts, each with the sentences it holds.
#[must_use]
pub fn train(texts: &[(&str, &[Sentence])]) -> Splitter {
    let mut examples = Vec::new();
    for (text, sentences) in texts {
        collect(text, sentences, &mut examples);
    }
    Splitter {
        table: learn(&examples).into(),
    }
}

/// The places of one text, with its tokens as the program cuts them.
fn collect(text: &str, sentences: &[Sentence], examples: &mut Vec<Example>) {
    let ends: Vec<u32> = sentences.iter().map(|s| s.span.end).collect();
    let is_end = |span: Span| ends.binary_search(&span.end).is_ok();
    // Paragraphs are parted by an empty line: the rules find them again.
    for (start, paragraph) in paragraphs(text) {
        let mut view = View::default();
        let found = Splitter::default().split(paragraph, &[]);
        view.tokens.extend(found.iter().flat_map(|s| &s.tokens));
        view.look(paragraph);
        let mut first = 0;
        for next in 1..view.tokens.len() {
            let span = view.tokens[next - 1].span;
            let ends = is_end(Span::new(start + span.start as usize, start + span.end as usize));
            if boundary::may_end(&view, next) {
                boundary::see(paragraph, &mut view, first, next);
                examples.push(Example {
                    features: view.features.clone(),
                    ends,
                });
            }
            if ends {
                first = next;
            }
        }
    }
}

/// The paragraphs of a text with their first bytes.
fn paragraphs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split("\n\n")
        .map(|part| (part.as_ptr() as usize - text.as_ptr() as usize, part))
}

/// Logistic regression with steps that shrink for weights moved often (`AdaGrad`).
fn learn(examples: &[Example]) -> Vec<u8> {
    let size = 1_usize << BITS;
    let mask = size - 1;
    let mut weights = vec![0_f32; size];
    let mut squares = vec![1e-6_f32; size];
    let mut counts = vec![0_u32; size];
    for f in examples.iter().flat_map(|e| &e.features) {
        counts[*f as usize & mask] += 1;
    }
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (seed >> 33) as usize % (i + 1));
        }
        for &i in &order {
            let example = &examples[i];
            let sum: f32 = example.features.iter().map(|f| weights[*f as usize & mask]).sum();
            let wanted = if example.ends { 1.0 } else { 0.0 };
            let slope = wanted - logistic(sum);
            for f in &example.features {
                let at = *f as usize & mask;
                if counts[at] < SELDOM {
                    continue;
                }
                let step = slope - DECAY * weights[at];
                squares[at] += step * step;
                weights[at] += RATE * step / squares[at].sqrt();
            }
        }
    }
    let small = |w: f32| (w * SCALE).round().clamp(-127.0, 127.0) as i8 as u8;
    weights.into_iter().map(small).collect()
}

/// The logistic curve, of sums, products and quotients alone: those are the same on every machine.
fn logistic(x: f32) -> f32 {
    let mut power = 1.0 - f64::from(x).clamp(-40.0, 40.0) / 4096.0;
    for _ in 0..12 {
        power *= power;
    }
    (1.0 / (1.0 + power)) as f32
}
