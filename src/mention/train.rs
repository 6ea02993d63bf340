//! Learns the weights by which names are found, from texts whose names are known.
//!
//! Input: documents with their names, lists of names, a language model and an ontology.
//! Output: the section of a model file that [`super::sequence`] reads. The same input gives the same
//! bytes: one thread, a fixed sequence of numbers.

use super::phrase::Phrase;
use super::sequence::{
    self, Counts, Facts, Features, LABELS, LISTS, Lists, MOST, Moves, SEEN, best, byte, hash_name, hash_word,
    label,
};
use super::{NameType, Text};
use crate::schema::Schema;
use crate::syntax::{Model, Parser, Tree};
use crate::token::Sentence;
use std::collections::{BTreeMap, BTreeSet};

/// log₂ of the number of rows in the model.
const BITS: u32 = 17;
/// Passes over the sentences.
const EPOCHS: usize = 6;
/// Learners with sentences in different orders, whose weights are added up.
const LEARNERS: u64 = 8;
/// A word that is seen as often is well known.
const OFTEN: usize = 3;

/// The lists that names can be given in; those of words in small letters are the texts' own.
#[must_use]
pub fn lists() -> &'static [&'static str] {
    &LISTS[..SEEN[0]]
}

/// A document with its names.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// The names of each sentence: first token, one past the last, type.
    pub names: Vec<Vec<(usize, usize, NameType)>>,
}

impl Example {
    fn read<'a>(&'a self, trees: &'a [Tree], schema: &'a Schema) -> Text<'a> {
        Text {
            words: &self.text,
            sentences: &self.sentences,
            trees,
            schema,
        }
    }
}

/// A sentence ready for training.
struct Sample {
    features: Features,
    gold: Vec<u8>,
}

/// Learns from documents; `lists` are names with the list they stand in.
///
/// # Panics
/// Never: the lists that are read were written just before.
#[must_use]
pub fn train(
    examples: &[Example],
    lists: &[(String, String)],
    model: &Model,
    schema: &Schema,
    tell: &dyn Fn(String),
) -> Vec<u8> {
    let lists = write_lists(examples, lists);
    let lengths: Vec<usize> = lists.iter().map(|list| list.len() / 4).collect();
    let bytes = lists.concat();
    let (view, _) = Lists::new(&bytes, &lengths).expect("the lists were written just now");
    let mut samples = Vec::new();
    for example in examples {
        collect(example, &view, model, schema, &mut samples);
    }
    let (tokens, open) = samples.iter().fold((0, 0), |(tokens, open), sample| {
        let is_open = sample.features.open.iter().filter(|o| **o).count();
        (tokens + sample.gold.len(), open + is_open)
    });
    tell(format!(
        "{} sentences, {tokens} tokens, of which {open} may be part of names",
        samples.len()
    ));
    let mut learned = Weights::new();
    for seed in 1..=LEARNERS {
        let one = learn(&samples, seed, tell);
        learned.add(&one);
    }
    write(&lengths, &bytes, &learned)
}

/// The fingerprints of the names of each list; the common words are those of the examples.
fn write_lists(examples: &[Example], lists: &[(String, String)]) -> Vec<Vec<u8>> {
    let mut prints: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); LISTS.len()];
    let print = |words: &mut dyn Iterator<Item = &str>| (hash_name(words.map(hash_word)) >> 32) as u32;
    for (list, name) in lists {
        if let Some(place) = LISTS.iter().position(|known| known == list) {
            prints[place].insert(print(&mut split(name).into_iter()));
        }
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for example in examples {
        let tokens = example.sentences.iter().flat_map(|s| &s.tokens);
        let words = tokens.map(|token| token.span.of(&example.text));
        for word in words.filter(|word| word.starts_with(char::is_lowercase)) {
            *seen.entry(word).or_default() += 1;
        }
    }
    for (word, n) in seen {
        let print = print(&mut std::iter::once(word));
        prints[SEEN[0]].insert(print);
        if n >= OFTEN {
            prints[SEEN[1]].insert(print);
        }
    }
    let write = |prints: BTreeSet<u32>| prints.into_iter().flat_map(u32::to_le_bytes).collect();
    prints.into_iter().map(write).collect()
}

/// The words of a listed name, cut as the treebanks cut them.
fn split(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for part in name.split_whitespace() {
        let mut rest = part;
        while let Some(at) = rest.find(['-', ',', '.', '\'', '(', ')']) {
            words.extend(
                [&rest[..at], &rest[at..=at]]
                    .into_iter()
                    .filter(|w| !w.is_empty()),
            );
            rest = &rest[at + 1..];
        }
        words.extend(Some(rest).filter(|w| !w.is_empty()));
    }
    words
}

/// The sentences of a document as samples.
fn collect(example: &Example, lists: &Lists<'_>, model: &Model, schema: &Schema, samples: &mut Vec<Sample>) {
    let trees = Parser::new(model).parse_all(&example.text, &example.sentences);
    let text = example.read(&trees, schema);
    let counts = Counts::new(text);
    for (sentence, names) in example.names.iter().enumerate() {
        let phrase = &Phrase::new(text, sentence);
        let mut gold = vec![0; phrase.len()];
        for &(start, end, sort) in names {
            for (i, gold) in gold[start..end].iter_mut().enumerate() {
                *gold = label(sort, i == 0);
            }
        }
        let facts = Facts::new(phrase, lists, &counts);
        samples.push(Sample {
            features: Features::new(&facts),
            gold,
        });
    }
}

/// Weights of features and moves, while they are learned.
struct Weights {
    rows: Vec<[f32; LABELS]>,
    moves: [[f32; LABELS]; LABELS + 1],
}

impl Weights {
    fn new() -> Self {
        Self {
            rows: vec![[0.0; LABELS]; 1 << BITS],
            moves: [[0.0; LABELS]; LABELS + 1],
        }
    }

    fn all(&mut self) -> impl Iterator<Item = &mut f32> {
        self.rows.iter_mut().chain(&mut self.moves).flatten()
    }

    fn add(&mut self, other: &Self) {
        let others = other.rows.iter().chain(&other.moves).flatten();
        for (own, other) in self.all().zip(others) {
            *own += other;
        }
    }

    const fn row(feature: u32) -> usize {
        feature as usize & ((1 << BITS) - 1)
    }

    fn labels(&self, sample: &Sample) -> Vec<u8> {
        let scores: Vec<[f32; LABELS]> = sample
            .features
            .tokens
            .iter()
            .map(|features| {
                let mut sums = [0.0; LABELS];
                for feature in features {
                    for (sum, weight) in sums.iter_mut().zip(&self.rows[Self::row(*feature)]) {
                        *sum += weight;
                    }
                }
                sums
            })
            .collect();
        best(&scores, &self.moves, |i| sample.features.open[i])
    }

    /// Adds to what the labels of a sample rest on.
    fn reward(&mut self, sample: &Sample, labels: &[u8], by: f32) {
        let mut before = LABELS;
        for (features, &label) in sample.features.tokens.iter().zip(labels) {
            let label = usize::from(label);
            for feature in features {
                self.rows[Self::row(*feature)][label] += by;
            }
            self.moves[before][label] += by;
            before = label;
        }
    }
}

/// An averaged perceptron: after every mistake the gold's features gain and the guess's lose.
fn learn(samples: &[Sample], seed: u64, tell: &dyn Fn(String)) -> Weights {
    let (mut now, mut late) = (Weights::new(), Weights::new());
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut step = 0.0_f32;
    for epoch in 1..=EPOCHS {
        for i in (1..order.len()).rev() {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (random >> 33) as usize % (i + 1));
        }
        let mut wrong = 0;
        for &i in &order {
            step += 1.0;
            let sample = &samples[i];
            let guess = now.labels(sample);
            if guess != sample.gold {
                wrong += 1;
                for (weights, by) in [(&mut now, 1.0), (&mut late, step)] {
                    weights.reward(sample, &sample.gold, by);
                    weights.reward(sample, &guess, -by);
                }
            }
        }
        tell(format!(
            "learner {seed}, pass {epoch} of {EPOCHS}: {wrong} sentences wrong"
        ));
    }
    // The mean over all steps: what was added late counts for less.
    let late: Vec<f32> = late.all().map(|w| *w).collect();
    for (mean, late) in now.all().zip(late) {
        *mean -= late / step;
    }
    now
}

/// The section: whole numbers, the greatest weights cut.
fn write(lengths: &[usize], lists: &[u8], weights: &Weights) -> Vec<u8> {
    let weights_of_rows = weights.rows.iter().flatten();
    let most = weights_of_rows.fold(f32::MIN_POSITIVE, |most, w| most.max(w.abs()));
    let scale = MOST / most;
    let mut section: Vec<u8> = Vec::new();
    let numbers = [BITS as usize, LISTS.len()]
        .into_iter()
        .chain(lengths.iter().copied());
    section.extend(numbers.flat_map(|n| (n as u32).to_le_bytes()));
    section.extend_from_slice(lists);
    let moves: Moves = weights
        .moves
        .map(|gains| gains.map(|w| (w * scale).round() as i32));
    section.extend(moves.iter().flatten().flat_map(|gain| gain.to_le_bytes()));
    section.extend(weights.rows.iter().flatten().map(|w| byte(w * scale)));
    section
}

/// The names that a model finds in a document, for scoring: as in [`Example::names`].
#[must_use]
pub fn find(example: &Example, model: &Model, schema: &Schema) -> Vec<Vec<(usize, usize, NameType)>> {
    let trees = Parser::new(model).parse_all(&example.text, &example.sentences);
    let text = example.read(&trees, schema);
    let Some(finder) = sequence::Finder::new(text, model) else {
        return vec![Vec::new(); trees.len()];
    };
    let find = |sentence| {
        let mut phrase = Phrase::new(text, sentence);
        finder.mark(&mut phrase);
        phrase.names.iter().map(|f| (f.start, f.end, f.sort)).collect()
    };
    (0..trees.len()).map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::NameType::{Loc, Org, Per};
    use crate::text::Span;
    use crate::token::Token;

    /// One sentence as a document; each word is a token.
    fn example(text: &str, names: &[(usize, usize, NameType)]) -> Example {
        let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let token = |word: &str| Token {
            span: Span::new(start(word), start(word) + word.len()),
            joined: false,
        };
        Example {
            text: text.to_owned(),
            sentences: vec![Sentence {
                span: Span::new(0, text.len()),
                tokens: text.split(' ').map(token).collect(),
                opens_paragraph: true,
            }],
            names: vec![names.to_vec()],
        }
    }

    #[test]
    fn names_are_learnt_and_the_bytes_are_the_same_twice() {
        let names = [(0, 1, Per), (2, 4, Org), (5, 6, Loc)];
        let examples = [example("Zorbin met Quill Motors in Eldham .", &names)];
        let (model, schema) = (Model::english(), Schema::embedded());
        let lists = [("city-large".to_owned(), "Eldham".to_owned())];
        let section = train(&examples, &lists, &model, schema, &|_| ());
        assert_eq!(section, train(&examples, &lists, &model, schema, &|_| ()));
        let taught = Model {
            names: section.into(),
            ..model
        };
        let found = find(&examples[0], &taught, schema);
        assert_eq!(found[0], names);
    }

    #[test]
    fn listed_names_are_cut_as_treebanks_cut_them() {
        assert_eq!(split("Stoke-on-Trent"), ["Stoke", "-", "on", "-", "Trent"]);
        assert_eq!(split("St. John's  City"), ["St", ".", "John", "'", "s", "City"]);
    }
}
