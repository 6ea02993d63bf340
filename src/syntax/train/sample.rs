//! A sentence as the network learns from it.

use super::Example;
use crate::syntax::sizes::Sizes;
use crate::syntax::word::{Rows, Vocabulary};
use std::collections::BTreeMap;
use std::ops::Range;

/// A sentence as numbers: each word's rows and what it should become.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    /// Where each word's rows begin; one more than there are words.
    starts: Vec<u32>,
    /// Which words have a row of their own, which then stands first.
    known: Vec<bool>,
    pub rows: Vec<u32>,
    pub shares: Vec<f32>,
    /// How probably a word keeps its own row in training; rare words lose it often, so that
    /// shape and pieces learn to speak for words never seen (Kiperwasser and Goldberg 2016).
    pub keep: Vec<f32>,
    pub tags: Vec<u8>,
    /// The root has the number of words.
    pub heads: Vec<usize>,
    pub labels: Vec<u8>,
}

impl Sample {
    pub(super) fn len(&self) -> usize {
        self.tags.len()
    }

    /// The rows of a word; without its own if that is dropped.
    pub(super) fn rows_of(&self, word: usize, dropped: bool) -> Range<usize> {
        let start = self.starts[word] as usize + usize::from(dropped && self.known[word]);
        start..self.starts[word + 1] as usize
    }

    /// The gold head of a word, unless it is the root.
    pub(super) fn head(&self, word: usize) -> Option<usize> {
        Some(self.heads[word]).filter(|h| *h < self.len())
    }
}

/// How often each word stands in sentences.
pub(super) fn frequencies(examples: &[Example]) -> BTreeMap<&str, usize> {
    let mut frequencies: BTreeMap<&str, usize> = BTreeMap::new();
    for lower in examples.iter().flat_map(|e| &e.lowers) {
        *frequencies.entry(lower).or_default() += 1;
    }
    frequencies
}

/// Makes samples of sentences; `rare` is the frequency at which a word keeps its own row half the time.
pub(super) fn samples(examples: &[Example], words: &Vocabulary, sizes: &Sizes, rare: f32) -> Vec<Sample> {
    let frequencies = frequencies(examples);
    let mut found = Rows::default();
    let mut sample = |example: &Example| {
        let (mut starts, mut rows, mut shares, mut keep) = (vec![0], Vec::new(), Vec::new(), Vec::new());
        let mut known = Vec::new();
        for (form, lower) in example.forms.iter().zip(&example.lowers) {
            found.find(form, words, sizes);
            known.push(found.known);
            rows.extend_from_slice(&found.numbers);
            shares.extend_from_slice(&found.shares);
            starts.push(rows.len() as u32);
            let frequency = frequencies[lower.as_str()] as f32;
            keep.push(frequency / (frequency + rare));
        }
        let n = example.forms.len();
        Sample {
            starts,
            known,
            rows,
            shares,
            keep,
            tags: example.tags.clone(),
            heads: example.heads.iter().map(|h| (*h as usize).min(n)).collect(),
            labels: example.rels.clone(),
        }
    };
    examples.iter().map(&mut sample).collect()
}
