//! The relation of each arc: what it is chosen by, and the choice.

#![expect(
    clippy::inline_always,
    reason = "what is called in loops that are compiled for wider registers must stand in them"
)]

use super::super::eisner;
use super::super::matrix::{UNIT, round};
use super::super::sizes::distance;
use super::super::smooth::leaky;
use super::{Answer, Network, best};
use pulp::NullaryFnOnce;
use std::ops::Range;

/// What the relation of each arc is chosen by: the word, its head and their distance together.
pub(super) struct Meeting<'a> {
    pub network: &'a Network,
    pub words: &'a [f32],
    pub stride: usize,
    pub from: usize,
    pub heads: &'a [u32],
    pub to: &'a mut [i16],
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
pub(super) struct Scored<'a> {
    pub scores: &'a [f32],
    pub stride: usize,
    pub count: usize,
    pub relations: &'a Relations,
}

impl Scored<'_> {
    /// The best relation of a word that is no root, among those allowed, with its score.
    pub(super) fn best(&self, word: usize, allowed: impl Fn(u8) -> bool) -> (u8, f32) {
        let scores = &self.scores[word * self.stride..][..self.count];
        let label = best(scores, |label| {
            label != usize::from(self.relations.root) && allowed(label as u8)
        });
        (label as u8, scores[label])
    }

    /// Where two words are the same core argument of one head, the surer one stays and the other
    /// gets its second choice.
    pub(super) fn make_unique(&self, sentence: Range<usize>, answer: &mut Answer) {
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
