//! Tags the words of a sentence from left to right.

use super::features;
use super::weights::{Scorer, best};
use super::word::Word;

/// Buffers that live as long as the parser, so that no word costs an allocation.
#[derive(Debug)]
pub(crate) struct Scratch<S> {
    pub features: Vec<u64>,
    pub scores: Vec<S>,
}

impl<S> Default for Scratch<S> {
    fn default() -> Self {
        Self {
            features: Vec::with_capacity(256),
            scores: Vec::new(),
        }
    }
}

/// Scores all tags of word `i`, given those before it, and returns the best.
///
/// A word that the training data do not show has one of the `open` tags: it is no pronoun or article.
pub(crate) fn choose<S: Scorer>(
    scorer: &S,
    open: &[bool],
    words: &[Word],
    i: usize,
    tags: &[u8],
    scratch: &mut Scratch<S::Score>,
) -> u8 {
    let last = words.last().map_or(0, |w| w.lower);
    features::tag(words, i, tags, last, &mut scratch.features);
    scratch.scores.clear();
    scratch.scores.resize(open.len(), S::Score::default());
    scorer.add(&scratch.features, &mut scratch.scores);
    let unseen = words[i].ambiguity == 0;
    let mut found: Option<usize> = None;
    for (label, score) in scratch.scores.iter().enumerate() {
        if (!unseen || open[label]) && found.is_none_or(|f| *score > scratch.scores[f]) {
            found = Some(label);
        }
    }
    found.unwrap_or_else(|| best(&scratch.scores)) as u8
}

/// Tags a sentence; a word whose tag the lexicon is sure of is not scored.
pub(crate) fn tag<S: Scorer>(
    scorer: &S,
    open: &[bool],
    words: &[Word],
    sure: &[Option<u8>],
    scratch: &mut Scratch<S::Score>,
    tags: &mut Vec<u8>,
) {
    tags.clear();
    for (i, known) in sure.iter().enumerate() {
        let tag = known.unwrap_or_else(|| choose(scorer, open, words, i, tags, scratch));
        tags.push(tag);
    }
}
