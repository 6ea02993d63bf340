//! The analysis of one sentence: arrays, one entry a token.

use super::label::{Rel, Upos};
use std::sync::Arc;

/// The head of the sentence's root.
pub const NO_HEAD: u32 = u32::MAX;

/// The names behind the numbers of a model's tags and features.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Inventory {
    /// Part of speech and language-specific tag, by tag number.
    pub tags: Vec<(Upos, String)>,
    /// Morphological features (`Number=Sing|Person=3`, or `_`), by number.
    pub features: Vec<String>,
}

/// Parts of speech, features, lemmas, heads and relations of one sentence.
///
/// All arrays have the sentence's number of tokens. Heads are token numbers from 0; the root has [`NO_HEAD`].
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Tree {
    /// Names of tags and features.
    pub inventory: Arc<Inventory>,
    /// Tag numbers.
    pub tags: Vec<u8>,
    /// Feature numbers.
    pub features: Vec<u16>,
    /// All lemmas, one after the other.
    pub lemma_text: String,
    /// Where each lemma ends in `lemma_text`.
    pub lemma_ends: Vec<u32>,
    /// Heads.
    pub heads: Vec<u32>,
    /// Relations to the head.
    pub rels: Vec<Rel>,
    /// All dependents, grouped by head; see [`Tree::index`].
    pub(super) dependents: Vec<u32>,
    /// Where the dependents of each token begin in `dependents`; one more than there are tokens.
    pub(super) first_dependent: Vec<u32>,
}

impl Tree {
    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there are no tokens.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// Part of speech of token `i`.
    #[must_use]
    pub fn upos(&self, i: usize) -> Upos {
        self.inventory.tags[self.tags[i] as usize].0
    }

    /// Language-specific tag of token `i`.
    #[must_use]
    pub fn xpos(&self, i: usize) -> &str {
        &self.inventory.tags[self.tags[i] as usize].1
    }

    /// Features of token `i` as CoNLL-U writes them.
    #[must_use]
    pub fn feats(&self, i: usize) -> &str {
        &self.inventory.features[self.features[i] as usize]
    }

    /// Whether token `i` has a feature (`Number=Plur`).
    #[must_use]
    pub fn has(&self, i: usize, feature: &str) -> bool {
        self.feats(i).split('|').any(|f| f == feature)
    }

    /// Lemma of token `i`.
    #[must_use]
    pub fn lemma(&self, i: usize) -> &str {
        let start = if i == 0 { 0 } else { self.lemma_ends[i - 1] };
        &self.lemma_text[start as usize..self.lemma_ends[i] as usize]
    }

    /// Head of token `i`, unless it is the root.
    #[must_use]
    pub fn head(&self, i: usize) -> Option<usize> {
        match self.heads[i] {
            NO_HEAD => None,
            head => Some(head as usize),
        }
    }

    /// Relation of token `i` to its head.
    #[must_use]
    pub fn rel(&self, i: usize) -> Rel {
        self.rels[i]
    }

    /// Dependents of token `i`, from left to right.
    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let bound = |k: usize| self.first_dependent.get(k).map_or(0, |b| *b as usize);
        let (start, end) = (bound(i), bound(i + 1));
        self.dependents
            .get(start..end)
            .unwrap_or(&[])
            .iter()
            .map(|&d| d as usize)
    }

    /// Groups the dependents by their heads; to be called once the heads stand.
    pub(super) fn index(&mut self) {
        let n = self.len();
        let mut first = vec![0_u32; n + 1];
        for &head in self.heads.iter().filter(|h| (**h as usize) < n) {
            first[head as usize + 1] += 1;
        }
        for i in 0..n {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        self.dependents = vec![0; first[n] as usize];
        for (token, &head) in self.heads.iter().enumerate().filter(|(_, h)| (**h as usize) < n) {
            let place = &mut next[head as usize];
            self.dependents[*place as usize] = token as u32;
            *place += 1;
        }
        self.first_dependent = first;
    }

    /// First dependent of token `i` with one of the relations.
    #[must_use]
    pub fn child(&self, i: usize, rels: &[Rel]) -> Option<usize> {
        self.children(i).find(|&d| rels.contains(&self.rels[d]))
    }

    /// The token that has no head.
    #[must_use]
    pub fn root(&self) -> Option<usize> {
        self.heads.iter().position(|&h| h == NO_HEAD)
    }

    /// Whether `below` is `above` or hangs under it.
    #[must_use]
    pub fn is_under(&self, below: usize, above: usize) -> bool {
        let mut at = below;
        for _ in 0..=self.len() {
            if at == above {
                return true;
            }
            match self.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }
}
