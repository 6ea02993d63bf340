//! Parses a tagged sentence greedily: one structure action at a time, one label an arc.

use super::features::{self, Input};
use super::tag::Scratch;
use super::transition::{ACTIONS, ALL, Action, State};
use super::weights::{Scorer, best};

/// Running counts over the words that the features between two words need.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub commas: Vec<u8>,
    pub verbs: Vec<u8>,
    pub conjunctions: Vec<u8>,
}

/// Which classes of tags the counts are about, by tag number.
#[derive(Clone, Debug, Default)]
pub(crate) struct TagClasses {
    /// Punctuation.
    pub punctuation: Vec<bool>,
    /// Verbs and auxiliaries.
    pub verb: Vec<bool>,
    /// Coordinating conjunctions.
    pub conjunction: Vec<bool>,
}

impl Counts {
    /// Counts anew for one sentence.
    pub(crate) fn fill(&mut self, tags: &[u8], classes: &TagClasses) {
        for (counts, class) in [
            (&mut self.commas, &classes.punctuation),
            (&mut self.verbs, &classes.verb),
            (&mut self.conjunctions, &classes.conjunction),
        ] {
            counts.clear();
            counts.push(0);
            let mut count = 0_u8;
            for &tag in tags {
                count = count.wrapping_add(u8::from(class[tag as usize]));
                counts.push(count);
            }
        }
    }

    /// The parser's view of a sentence.
    pub(crate) fn input<'a>(&'a self, words: &'a [super::word::Word], tags: &'a [u8]) -> Input<'a> {
        Input {
            words,
            tags,
            commas: &self.commas,
            verbs: &self.verbs,
            conjunctions: &self.conjunctions,
        }
    }
}

/// Scores the actions of a state.
pub(crate) fn score_actions<S: Scorer>(
    scorer: &S,
    state: &State,
    input: &Input<'_>,
    scratch: &mut Scratch<S::Score>,
) -> [S::Score; ACTIONS] {
    features::action(&state.view(input), &mut scratch.features);
    let mut scores = [S::Score::default(); ACTIONS];
    scorer.add(&scratch.features, &mut scores);
    scores
}

/// The best label of an arc, as a number.
pub(crate) fn choose_label<S: Scorer>(
    scorer: &S,
    labels: usize,
    state: &State,
    input: &Input<'_>,
    (head, dependent): (usize, usize),
    scratch: &mut Scratch<S::Score>,
) -> u8 {
    features::arc(&state.view(input), head, dependent, &mut scratch.features);
    scratch.scores.clear();
    scratch.scores.resize(labels, S::Score::default());
    scorer.add(&scratch.features, &mut scratch.scores);
    best(&scratch.scores) as u8
}

/// The best of the actions allowed.
pub(crate) fn best_of<T: PartialOrd + Copy>(
    scores: [T; ACTIONS],
    allowed: [bool; ACTIONS],
) -> Option<Action> {
    let mut found: Option<usize> = None;
    for i in 0..ACTIONS {
        if allowed[i] && found.is_none_or(|f| scores[i] > scores[f]) {
            found = Some(i);
        }
    }
    found.map(|i| ALL[i])
}

/// Parses one sentence into `state` (heads, with the root as `n`; labels in the nodes).
pub(crate) fn parse<S: Scorer>(
    (actions, labels): (&S, &S),
    label_count: usize,
    root: u8,
    input: &Input<'_>,
    state: &mut State,
    scratch: &mut Scratch<S::Score>,
) {
    state.start(input.words.len());
    while !state.is_final() {
        let legal = state.legal();
        let only = legal.iter().filter(|l| **l).count() == 1;
        let scores = if only {
            [S::Score::default(); ACTIONS]
        } else {
            score_actions(actions, state, input, scratch)
        };
        let Some(action) = best_of(scores, legal) else {
            break;
        };
        let label = match state.arc(action) {
            None => 0,
            Some((head, _)) if head == state.n && action != Action::Shift => root,
            Some(_) if action == Action::Shift => 0,
            Some(arc) => choose_label(labels, label_count, state, input, arc, scratch),
        };
        state.apply(action, label);
    }
}
