//! The network: from the forms of a sentence to tags, heads and relations.
//!
//! Rows of an embedding table ([`super::word`]) make a word's numbers, recurrent layers put it
//! into its context, one linear map gives its tag, and pairs of words are scored as dependent and
//! head by a biaffine form (Dozat and Manning 2017); [`super::eisner`] finds the best tree, and a
//! small perceptron the relation of each of its arcs.

#![expect(
    clippy::inline_always,
    reason = "what is called in loops that are compiled for wider registers must stand in them"
)]

mod pair;
mod relation;

pub(crate) use self::relation::Relations;

use self::pair::{Coarsen, Pairs, Rectify, Scoring, coarse};
use self::relation::{Meeting, Scored};
use super::eisner::{self, Decoder};
use super::matrix::{Matrix, UNIT, round};
use super::recall::Recall;
use super::recurrent::{Layer, Numbers};
use super::sizes::Sizes;
use super::word::{Rows, Vocabulary};
use pulp::{Arch, NullaryFnOnce};
use std::borrow::Cow;
use std::ops::Range;

/// The parameters.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    pub sizes: Sizes,
    /// The words that have a row of their own.
    pub words: Vocabulary,
    /// Embedding rows, a number a byte.
    pub table: Cow<'static, [u8]>,
    /// Worth of one unit of each row: the upper half of a 32-bit number.
    pub table_scales: Cow<'static, [u8]>,
    pub layers: Vec<Layer>,
    pub tags: Matrix,
    /// From a word's numbers to those as dependent and head of an arc, then of a relation.
    pub projection: Matrix,
    /// From a word as dependent to what its head should be like.
    pub arcs: Matrix,
    /// The root as head of an arc.
    pub arc_root: Vec<f32>,
    /// What the distance adds to an arc.
    pub arc_distance: Vec<f32>,
    /// The root as head of a relation.
    pub label_root: Vec<f32>,
    /// What the distance adds to the numbers that a relation is chosen by.
    pub label_distance: Vec<f32>,
    pub labels: Matrix,
}

/// What the network says of the words of some sentences.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// Tag numbers.
    pub tags: Vec<u8>,
    /// Heads, as numbers among all words; roots have [`eisner::ROOT`].
    pub heads: Vec<u32>,
    /// Relation numbers.
    pub labels: Vec<u8>,
}

/// The words of each sentence.
fn ranges(ends: &[usize]) -> impl Iterator<Item = Range<usize>> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends).map(|(start, end)| start..*end)
}

/// Buffers for one thread; they live from sentence to sentence.
#[derive(Debug)]
pub(crate) struct Scratch {
    arch: Arch,
    rows: Rows,
    known: Known,
    gates: Vec<f32>,
    now: Numbers,
    next: Numbers,
    scores: Vec<f32>,
    projected: Vec<f32>,
    pairs: Pairs,
    fixed: Vec<i16>,
    decoder: Decoder,
    heads: Vec<u32>,
    pub answer: Answer,
    /// Lemmas of words met before.
    pub recall: Recall,
}

impl Scratch {
    pub(crate) fn new() -> Self {
        Self {
            arch: Arch::new(),
            rows: Rows::default(),
            known: Known::default(),
            gates: Vec::new(),
            now: Numbers::default(),
            next: Numbers::default(),
            scores: Vec::new(),
            projected: Vec::new(),
            pairs: Pairs::default(),
            fixed: Vec::new(),
            decoder: Decoder::default(),
            heads: Vec::new(),
            answer: Answer::default(),
            recall: Recall::default(),
        }
    }
}

/// What the lowest matrix gave for words met before; most words of a text are met again.
#[derive(Debug, Default)]
struct Known {
    forms: Vec<String>,
    gates: Vec<f32>,
    /// The sentence's words that are not among them.
    missing: Vec<usize>,
    inputs: Vec<f32>,
    fixed: Vec<i16>,
    found: Vec<f32>,
}

/// How many words are remembered.
const REMEMBERED: usize = 4096;

fn place(form: &str) -> usize {
    super::hash::chars(0, form.chars()) as usize % REMEMBERED
}

impl Network {
    /// Analyses sentences, whose words stand one after the other in `forms` and whose ends are `ends`;
    /// the answer stands in `scratch`. Each sentence's is what it would be alone, but many words at once
    /// go faster through the matrices.
    pub(crate) fn analyse<F: AsRef<str>>(
        &self,
        forms: &[F],
        ends: &[usize],
        relations: &Relations,
        scratch: &mut Scratch,
    ) {
        self.look_up(forms, scratch);
        self.put_in_context(ends, scratch);
        self.tag(scratch);
        self.projection
            .apply(scratch.arch, &scratch.now.fixed, &mut scratch.projected);
        self.prepare_pairs(scratch);
        scratch.answer.heads.clear();
        for sentence in ranges(ends) {
            self.attach(sentence, scratch);
        }
        self.relate(ends, relations, scratch);
    }

    /// The lowest layer's gates of each word, remembered or made from its rows.
    fn look_up<F: AsRef<str>>(&self, forms: &[F], scratch: &mut Scratch) {
        let Scratch {
            arch,
            rows,
            known,
            gates,
            ..
        } = scratch;
        let Some(lowest) = self.layers.first() else { return };
        let width = lowest.gates.stride();
        if known.forms.is_empty() {
            known.forms.resize(REMEMBERED, String::new());
            known.gates.resize(REMEMBERED * width, 0.0);
        }
        gates.clear();
        known.missing.clear();
        known.inputs.clear();
        for (word, form) in forms.iter().enumerate() {
            let form = form.as_ref();
            let at = place(form);
            if known.forms[at] == form && !form.is_empty() {
                gates.extend_from_slice(&known.gates[at * width..(at + 1) * width]);
            } else {
                gates.resize(gates.len() + width, 0.0);
                known.missing.push(word);
                rows.find(form, &self.words, &self.sizes);
                self.embed(*arch, rows, &mut known.inputs);
            }
        }
        known.fixed.resize(known.inputs.len(), 0);
        super::matrix::to_fixed(&known.inputs, &mut known.fixed);
        lowest.gates.apply(*arch, &known.fixed, &mut known.found);
        for (found, &word) in known.found.chunks_exact(width).zip(&known.missing) {
            gates[word * width..(word + 1) * width].copy_from_slice(found);
            let form = forms[word].as_ref();
            let at = place(form);
            known.forms[at].clear();
            known.forms[at].push_str(form);
            known.gates[at * width..(at + 1) * width].copy_from_slice(found);
        }
    }

    /// The sum of a word's rows, behind `out`.
    fn embed(&self, arch: Arch, word: &Rows, out: &mut Vec<f32>) {
        let start = out.len();
        out.resize(start + self.sizes.embedding, 0.0);
        arch.dispatch(Embedding {
            network: self,
            word,
            sum: &mut out[start..],
        });
    }

    /// The layers one above the other; `scratch.now` holds what the uppermost gives.
    fn put_in_context(&self, ends: &[usize], scratch: &mut Scratch) {
        let Scratch {
            arch,
            gates,
            now,
            next,
            ..
        } = scratch;
        for (number, layer) in self.layers.iter().enumerate() {
            if number > 0 {
                layer.gates.apply(*arch, &now.fixed, gates);
            }
            layer.run(*arch, ends, gates, now, next);
            std::mem::swap(now, next);
        }
    }

    /// The best tag of each word.
    fn tag(&self, scratch: &mut Scratch) {
        let Scratch {
            arch,
            now,
            scores,
            answer,
            ..
        } = scratch;
        self.tags.apply(*arch, &now.fixed, scores);
        answer.tags.clear();
        let words = scores.chunks_exact(self.tags.stride());
        answer
            .tags
            .extend(words.map(|word| best(&word[..self.tags.outputs], |_| true) as u8));
    }

    /// The best tree; of a sentence longer than a tree can be, one for each stretch, the later
    /// ones hung under the first.
    fn attach(&self, sentence: Range<usize>, scratch: &mut Scratch) {
        let mut first = None;
        for start in sentence.clone().step_by(eisner::LONGEST) {
            let length = (sentence.end - start).min(eisner::LONGEST);
            let Scratch {
                arch,
                pairs,
                decoder,
                heads,
                answer,
                ..
            } = scratch;
            let size = self.sizes.arc;
            arch.dispatch(Scoring {
                pairs,
                size,
                words: start..start + length,
            });
            decoder.decode(*arch, &pairs.scores, length, heads);
            for (word, &head) in heads.iter().enumerate() {
                answer.heads.push(match (head, first) {
                    (eisner::ROOT, None) => {
                        first = Some((start + word) as u32);
                        eisner::ROOT
                    }
                    (eisner::ROOT, Some(root)) => root,
                    (head, _) => start as u32 + head,
                });
            }
        }
    }

    /// What each word wants of its head, and what it is as head.
    fn prepare_pairs(&self, scratch: &mut Scratch) {
        let Scratch {
            arch,
            projected,
            pairs,
            fixed,
            scores,
            ..
        } = scratch;
        let (stride, size) = (self.projection.stride(), self.sizes.arc);
        fixed.resize(projected.len() / stride * size, 0);
        arch.dispatch(Rectify {
            words: projected,
            stride,
            from: 0,
            size,
            to: fixed,
            round: |x| round(x, UNIT, 32_700.0),
        });
        self.arcs.apply(*arch, fixed, scores);
        pairs.dependents.resize(fixed.len(), 0);
        arch.dispatch(Coarsen {
            words: scores,
            stride: self.arcs.stride(),
            size,
            to: &mut pairs.dependents,
        });
        pairs.heads.resize(fixed.len(), 0);
        arch.dispatch(Rectify {
            words: projected,
            stride,
            from: size,
            size,
            to: &mut pairs.heads,
            round: coarse,
        });
        pairs.root.clear();
        pairs.root.extend(self.arc_root.iter().map(|x| coarse(*x)));
        for (whole, distance) in pairs.distances.iter_mut().zip(&self.arc_distance) {
            *whole = (distance * 1024.0) as i32;
        }
    }

    /// The best relation of each arc.
    fn relate(&self, ends: &[usize], relations: &Relations, scratch: &mut Scratch) {
        let Scratch {
            arch,
            projected,
            fixed,
            scores,
            answer,
            ..
        } = scratch;
        let (stride, size, from) = (self.projection.stride(), self.sizes.label, 2 * self.sizes.arc);
        fixed.resize(answer.heads.len() * size, 0);
        arch.dispatch(Meeting {
            network: self,
            words: projected,
            stride,
            from,
            heads: &answer.heads,
            to: fixed,
        });
        self.labels.apply(*arch, fixed, scores);
        answer.labels.clear();
        let scores = Scored {
            scores,
            stride: self.labels.stride(),
            count: self.labels.outputs,
            relations,
        };
        for (word, &head) in answer.heads.iter().enumerate() {
            let label = scores.best(word, |_| true).0;
            let is_root = head == eisner::ROOT;
            answer.labels.push(if is_root { relations.root } else { label });
        }
        for sentence in ranges(ends) {
            scores.make_unique(sentence, answer);
        }
    }
}

/// Adds up a word's rows.
struct Embedding<'a> {
    network: &'a Network,
    word: &'a Rows,
    sum: &'a mut [f32],
}

impl NullaryFnOnce for Embedding<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Network {
            table, table_scales, ..
        } = self.network;
        let width = self.sum.len();
        for (&row, share) in self.word.numbers.iter().zip(&self.word.shares) {
            let row = row as usize;
            let high = [table_scales[2 * row], table_scales[2 * row + 1]];
            let scale = share * f32::from_bits(u32::from(u16::from_le_bytes(high)) << 16);
            let bytes = &table[row * width..(row + 1) * width];
            for (sum, byte) in self.sum.iter_mut().zip(bytes) {
                *sum += scale * f32::from(byte.cast_signed());
            }
        }
    }
}

/// The place of the highest score among those allowed; of equals the first.
fn best(scores: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut found = (f32::NEG_INFINITY, 0);
    for (place, &score) in scores.iter().enumerate() {
        if score > found.0 && allowed(place) {
            found = (score, place);
        }
    }
    found.1
}
