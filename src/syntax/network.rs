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

use super::eisner::{self, Decoder};
use super::matrix::{Matrix, UNIT, round};
use super::recall::Recall;
use super::recurrent::{Layer, Numbers};
use super::sizes::{DISTANCES, Sizes, distance};
use super::smooth::leaky;
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
            decoder.decode(&pairs.scores, length, heads);
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

/// What the relation of each arc is chosen by: the word, its head and their distance together.
struct Meeting<'a> {
    network: &'a Network,
    words: &'a [f32],
    stride: usize,
    from: usize,
    heads: &'a [u32],
    to: &'a mut [i16],
}

impl NullaryFnOnce for Meeting<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let (size, from) = (self.network.sizes.label, self.from);
        for (word, to) in self.to.chunks_exact_mut(size).enumerate() {
            let head = self.heads[word];
            let head = (head != eisner::ROOT).then_some(head as usize);
            let own = &self.words[word * self.stride + from..][..size];
            let other = head.map_or(&self.network.label_root[..], |h| {
                &self.words[h * self.stride + from + size..][..size]
            });
            let far = &self.network.label_distance[distance(word, head) * size..][..size];
            for (k, to) in to.iter_mut().enumerate() {
                *to = round(leaky(own[k] + other[k] + far[k]), UNIT, 32_700.0);
            }
        }
    }
}

/// What must be known of the relations to choose among them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relations {
    /// The root's.
    pub root: u8,
    /// For each relation the number of the kind that a head has at most once (subject, object,
    /// indirect object), or 0.
    pub kinds: Vec<u8>,
}

/// Scores of all relations for all words.
struct Scored<'a> {
    scores: &'a [f32],
    stride: usize,
    count: usize,
    relations: &'a Relations,
}

impl Scored<'_> {
    /// The best relation of a word that is no root, among those allowed, with its score.
    fn best(&self, word: usize, allowed: impl Fn(u8) -> bool) -> (u8, f32) {
        let scores = &self.scores[word * self.stride..][..self.count];
        let label = best(scores, |label| {
            label != usize::from(self.relations.root) && allowed(label as u8)
        });
        (label as u8, scores[label])
    }

    /// Where two words are the same core argument of one head, the surer one stays and the other
    /// gets its second choice.
    fn make_unique(&self, sentence: Range<usize>, answer: &mut Answer) {
        let kind = |label: u8| self.relations.kinds[usize::from(label)];
        let most = self.relations.kinds.iter().copied().max().unwrap_or(0);
        for unique in 1..=most {
            for word in sentence.clone() {
                if kind(answer.labels[word]) != unique {
                    continue;
                }
                let rival = (sentence.start..word)
                    .find(|&r| answer.heads[r] == answer.heads[word] && kind(answer.labels[r]) == unique);
                let Some(rival) = rival else { continue };
                let second = |w: usize| {
                    let (label, score) = self.best(w, |label| kind(label) == 0 || kind(label) > unique);
                    (label, self.best(w, |label| label == answer.labels[w]).1 - score)
                };
                let (first_choice, second_choice) = (second(rival), second(word));
                if first_choice.1 < second_choice.1 {
                    answer.labels[rival] = first_choice.0;
                } else {
                    answer.labels[word] = second_choice.0;
                }
            }
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

/// Pairs of words: what each wants as dependent and what it is as head, in units of 1/256, and the
/// scores of a stretch of words in units of 1/1024.
#[derive(Debug)]
struct Pairs {
    dependents: Vec<i16>,
    heads: Vec<i16>,
    root: Vec<i16>,
    distances: [i32; DISTANCES],
    /// What the distance adds, from the farthest head on the left to the farthest on the right.
    line: Vec<i32>,
    scores: Vec<i32>,
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
fn coarse(x: f32) -> i16 {
    round(x, 256.0, 2890.0)
}

/// Some numbers of each word through the rectifier, then rounded.
struct Rectify<'a, R> {
    words: &'a [f32],
    stride: usize,
    from: usize,
    size: usize,
    to: &'a mut [i16],
    round: R,
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
struct Coarsen<'a> {
    words: &'a [f32],
    stride: usize,
    size: usize,
    to: &'a mut [i16],
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
struct Scoring<'a> {
    pairs: &'a mut Pairs,
    size: usize,
    words: Range<usize>,
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
