//! Trains structure and labels of the parser with a dynamic oracle (Goldberg & Nivre 2013).

use super::learner::{Learner, Mean, Random};
use super::lexicon::Forms;
use super::{Config, Example, Names, STRIDES};
use crate::syntax::parse::{self, Counts, best_of};
use crate::syntax::tag::Scratch;
use crate::syntax::transition::{ACTIONS, Action, State};
use crate::syntax::tree::NO_HEAD;

/// From this pass on the parser follows its own choices, right or wrong, most of the time.
const EXPLORE_FROM: usize = 1;
/// In how many of a hundred cases it then does.
const EXPLORE: u64 = 90;

/// Trains on jackknifed tags; returns the weights of actions and of labels.
pub(crate) fn train(
    examples: &[Example],
    tags: &[Vec<u8>],
    lexicon: &Forms,
    names: &Names,
    config: &Config,
    tell: &(dyn Fn(String) + Sync),
) -> (Mean, Mean) {
    let words: Vec<_> = examples.iter().map(|e| lexicon.words(e).0).collect();
    let mut learners = (
        Learner::new(config.bits[1], STRIDES[1]),
        Learner::new(config.bits[2], STRIDES[2]),
    );
    let mut random = Random(config.seed ^ 0xA5A5);
    let (classes, mut counts) = (names.classes(), Counts::default());
    let (mut state, mut scratch) = (State::default(), Scratch::default());
    for epoch in 0..config.parse_epochs {
        let (mut right, mut labelled, mut all) = (0, 0, 0);
        for s in random.order(examples.len()) {
            counts.fill(&tags[s], &classes);
            let input = counts.input(&words[s], &tags[s]);
            let explore = epoch >= EXPLORE_FROM;
            let gold = Truth {
                example: &examples[s],
                root: names.root(),
            };
            let sentence = Lesson {
                input: &input,
                gold,
                labels: names.rels.len(),
                explore,
            };
            sentence.learn(&mut learners, &mut state, &mut scratch, &mut random);
            all += gold.example.heads.len();
            right += (0..gold.example.heads.len())
                .filter(|&i| state.heads[i] as usize == gold.head(i))
                .count();
            labelled += (0..gold.example.heads.len())
                .filter(|&i| {
                    state.heads[i] as usize == gold.head(i) && state.nodes[i].label == gold.label(i) + 1
                })
                .count();
        }
        let percent = |n: usize| 100.0 * n as f64 / all.max(1) as f64;
        tell(format!(
            "parser, pass {}: {:.2} % of heads, {:.2} % with label",
            epoch + 1,
            percent(right),
            percent(labelled)
        ));
    }
    (learners.0.mean(), learners.1.mean())
}

/// The right tree of a sentence.
#[derive(Clone, Copy)]
struct Truth<'e> {
    example: &'e Example,
    root: u8,
}

impl Truth<'_> {
    /// Head of a word; the root is the number of words.
    fn head(&self, i: usize) -> usize {
        match self.example.heads[i] {
            NO_HEAD => self.example.heads.len(),
            head => head as usize,
        }
    }

    fn label(&self, i: usize) -> u8 {
        if self.example.heads[i] == NO_HEAD {
            self.root
        } else {
            self.example.rels[i]
        }
    }

    /// How many right arcs each action makes impossible.
    fn costs(&self, state: &State) -> [u32; ACTIONS] {
        let (b0, n) = (state.next, state.n);
        let Some((&top, below)) = state.stack.split_last() else {
            return [0; ACTIONS];
        };
        let top = top as usize;
        let children_ahead = (b0..n).filter(|&d| self.head(d) == top).count() as u32;
        let head = self.head(top);
        let under = below.last().map(|&s| s as usize);
        let head_elsewhere = u32::from(Some(head) == under || (head > b0 && head <= n && head != b0));
        let left = children_ahead + if head == b0 { 0 } else { head_elsewhere };
        let right = children_ahead + u32::from(head >= b0 && head <= n);
        let shift = if b0 < n {
            let lost_head = below.iter().any(|&s| s as usize == self.head(b0));
            let lost_children = state
                .stack
                .iter()
                .filter(|&&s| self.head(s as usize) == b0)
                .count() as u32;
            u32::from(lost_head) + lost_children
        } else {
            0
        };
        [shift, left, right]
    }
}

/// One sentence to learn from.
struct Lesson<'a> {
    input: &'a crate::syntax::features::Input<'a>,
    gold: Truth<'a>,
    labels: usize,
    explore: bool,
}

impl Lesson<'_> {
    fn learn(
        &self,
        (actions, labels): &mut (Learner, Learner),
        state: &mut State,
        scratch: &mut Scratch<f32>,
        random: &mut Random,
    ) {
        state.start(self.input.words.len());
        while !state.is_final() {
            let legal = state.legal();
            let choice = if legal.iter().filter(|l| **l).count() == 1 {
                best_of([0.0; ACTIONS], legal)
            } else {
                Some(self.learn_action(actions, state, scratch, random, legal))
            };
            let Some(action) = choice else { break };
            let label = self.learn_label(labels, state, scratch, action);
            state.apply(action, label);
        }
    }

    fn learn_action(
        &self,
        learner: &mut Learner,
        state: &State,
        scratch: &mut Scratch<f32>,
        random: &mut Random,
        legal: [bool; ACTIONS],
    ) -> Action {
        let scores = parse::score_actions(learner, state, self.input, scratch);
        let costs = self.gold.costs(state);
        let least = (0..ACTIONS)
            .filter(|&i| legal[i])
            .map(|i| costs[i])
            .min()
            .unwrap_or(0);
        let good = [0, 1, 2].map(|i: usize| legal[i] && costs[i] == least);
        let guess = best_of(scores, legal).unwrap_or(Action::Shift);
        let right = best_of(scores, good).unwrap_or(guess);
        learner.tick();
        if !good[guess as usize] {
            learner.update(&scratch.features, right as usize, guess as usize);
        }
        if self.explore && random.next() % 100 < EXPLORE {
            guess
        } else {
            right
        }
    }

    fn learn_label(
        &self,
        learner: &mut Learner,
        state: &State,
        scratch: &mut Scratch<f32>,
        action: Action,
    ) -> u8 {
        let Some((head, dependent)) = state.arc(action).filter(|_| action != Action::Shift) else {
            return 0;
        };
        if head == state.n {
            return self.gold.root;
        }
        let guess = parse::choose_label(
            learner,
            self.labels,
            state,
            self.input,
            (head, dependent),
            scratch,
        );
        if self.gold.head(dependent) == head {
            let right = self.gold.label(dependent);
            learner.tick();
            if guess != right {
                learner.update(&scratch.features, right as usize, guess as usize);
            }
        }
        guess
    }
}
