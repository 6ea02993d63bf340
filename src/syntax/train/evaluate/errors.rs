//! What goes wrong, by cause: so that work goes where the errors are.

use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Upper ends of the classes of distance between a word and its head, in words; farther is the last class.
pub const DISTANCES: [usize; 5] = [1, 2, 4, 8, 16];

/// Errors of heads and relations among the words that both analyses have.
///
/// All numbers count words; relations are universal ones, without sub-types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors {
    /// Words of both analyses.
    pub words: usize,
    /// Head wrong, relation right.
    pub head_only: usize,
    /// Head right, relation wrong.
    pub relation_only: usize,
    /// Both wrong.
    pub both: usize,
    /// Wrong relations, by right one and found one.
    pub confusions: BTreeMap<(String, String), usize>,
    /// Wrong heads by cause.
    pub causes: Causes,
    /// Words and wrong heads by the distance of the right head: the classes of [`DISTANCES`], what is
    /// farther, and roots.
    pub by_distance: [(usize, usize); DISTANCES.len() + 2],
}

/// Wrong heads by the first cause that holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Causes {
    /// The right head is no word of the found analysis.
    pub head_not_found: usize,
    /// The right head stands in another sentence.
    pub other_sentence: usize,
    /// The word's own part of speech is wrong.
    pub tag_of_word: usize,
    /// The part of speech of the right head is wrong.
    pub tag_of_head: usize,
    /// Nothing of the above.
    pub parser: usize,
}

impl Errors {
    /// The commonest confusions (right relation, found relation, words), at most `most` of them.
    #[must_use]
    pub fn commonest(&self, most: usize) -> Vec<(&str, &str, usize)> {
        let mut all: Vec<_> = self
            .confusions
            .iter()
            .map(|((right, found), n)| (right.as_str(), found.as_str(), *n))
            .collect();
        all.sort_by_key(|(right, found, n)| (std::cmp::Reverse(*n), *right, *found));
        all.truncate(most);
        all
    }

    /// Words whose head is wrong.
    #[must_use]
    pub const fn wrong_heads(&self) -> usize {
        self.head_only + self.both
    }
}

impl AddAssign<&Self> for Errors {
    fn add_assign(&mut self, other: &Self) {
        self.words += other.words;
        self.head_only += other.head_only;
        self.relation_only += other.relation_only;
        self.both += other.both;
        for (pair, n) in &other.confusions {
            *self.confusions.entry(pair.clone()).or_default() += n;
        }
        self.causes.head_not_found += other.causes.head_not_found;
        self.causes.other_sentence += other.causes.other_sentence;
        self.causes.tag_of_word += other.causes.tag_of_word;
        self.causes.tag_of_head += other.causes.tag_of_head;
        self.causes.parser += other.causes.parser;
        for (mine, theirs) in self.by_distance.iter_mut().zip(other.by_distance) {
            mine.0 += theirs.0;
            mine.1 += theirs.1;
        }
    }
}
