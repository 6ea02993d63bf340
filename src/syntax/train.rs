//! Trains a model from CoNLL-U treebanks; entered through the program `whowhom-train`.
//!
//! Input: sentences with gold analyses. Output: a model file's bytes. The same input gives the same bytes.

pub mod corpus;
pub mod evaluate;
mod learner;
mod lexicon;
mod parser;
mod tagger;

pub use super::model::with_splitter;
pub use evaluate::evaluate;

use super::conllu::Gold;
use super::label::{Rel, Upos};
use super::model::{self, Header};
use super::weights::Weights;
use crate::token::{self, Sentence, Splitter};
use learner::Mean;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How to train.
#[derive(Clone, Debug)]
pub struct Config {
    /// Language as a BCP 47 tag.
    pub language: String,
    /// Passes over the data for the tagger.
    pub tag_epochs: usize,
    /// Passes over the data for the parser.
    pub parse_epochs: usize,
    /// In how many parts the data are cut to tag each part by the others.
    pub folds: usize,
    /// How many models, trained in different orders, vote with their weights summed.
    pub voters: usize,
    /// Start of the pseudo-random numbers.
    pub seed: u64,
    /// log₂ of the rows of the three tables: tags, actions, labels.
    pub bits: [u32; 3],
}

impl Default for Config {
    fn default() -> Self {
        Self {
            language: "en".to_owned(),
            tag_epochs: 8,
            parse_epochs: 14,
            folds: 6,
            voters: 8,
            seed: 20_241_130,
            bits: [21, 22, 21],
        }
    }
}

/// log₂ of the distance of two rows: tags, actions, labels. Rows overlap by chance.
pub(crate) const STRIDES: [u32; 3] = [0, 0, 0];
/// A tag seen more seldom becomes the commonest of its part of speech.
const RARE_TAG: usize = 12;

/// A sentence ready for training: everything as numbers.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub forms: Vec<String>,
    pub lowers: Vec<String>,
    pub lemmas: Vec<String>,
    pub tags: Vec<u8>,
    pub features: Vec<u16>,
    pub heads: Vec<u32>,
    pub rels: Vec<u8>,
}

/// The names behind the numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub tags: Vec<(String, String)>,
    pub features: Vec<String>,
    pub rels: Vec<String>,
    tag_of: BTreeMap<(String, String), u8>,
}

impl Names {
    fn collect(gold: &[Gold]) -> Self {
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut features: BTreeMap<String, usize> = BTreeMap::new();
        let mut rels: BTreeMap<String, usize> = BTreeMap::new();
        for sentence in gold {
            for i in 0..sentence.forms.len() {
                *counts
                    .entry((sentence.upos[i].clone(), sentence.xpos[i].clone()))
                    .or_default() += 1;
                *features.entry(sentence.feats[i].clone()).or_default() += 1;
                *rels.entry(sentence.rels[i].clone()).or_default() += 1;
            }
        }
        let tags: Vec<_> = counts
            .iter()
            .filter(|(_, n)| **n >= RARE_TAG)
            .map(|(t, _)| t.clone())
            .collect();
        let commonest = |upos: &str| {
            let of_pos = tags.iter().enumerate().filter(|(_, t)| t.0 == upos);
            of_pos.max_by_key(|(_, t)| counts[*t]).map_or(0, |(i, _)| i as u8)
        };
        let tag_of = counts
            .keys()
            .map(|t| {
                (
                    t.clone(),
                    tags.iter()
                        .position(|k| k == t)
                        .map_or_else(|| commonest(&t.0), |i| i as u8),
                )
            })
            .collect();
        let features = features.into_keys().collect();
        let rels = rels.into_keys().filter(|r| Rel::from_name(r).is_some()).collect();
        Self {
            tags,
            features,
            rels,
            tag_of,
        }
    }

    fn example(&self, gold: &Gold) -> Example {
        let base = |rel: &str| rel.split(':').next().unwrap_or(rel).to_owned();
        let number = |rel: &str| self.rels.iter().position(|r| r == rel);
        let rel = |rel: &str| {
            number(rel)
                .or_else(|| number(&base(rel)))
                .or_else(|| number("dep"))
                .unwrap_or(0) as u8
        };
        let pairs = gold.upos.iter().zip(&gold.xpos);
        let features = gold
            .feats
            .iter()
            .map(|f| self.features.binary_search(f).unwrap_or(0) as u16);
        Example {
            lowers: gold
                .forms
                .iter()
                .map(|f| f.chars().flat_map(char::to_lowercase).collect())
                .collect(),
            forms: gold.forms.clone(),
            lemmas: gold.lemmas.clone(),
            tags: pairs
                .map(|(u, x)| self.tag_of.get(&(u.clone(), x.clone())).copied().unwrap_or(0))
                .collect(),
            features: features.collect(),
            heads: gold.heads.clone(),
            rels: gold.rels.iter().map(|r| rel(r)).collect(),
        }
    }

    fn root(&self) -> u8 {
        self.rels
            .iter()
            .position(|r| r == Rel::Root.as_str())
            .unwrap_or(0) as u8
    }

    fn classes(&self) -> super::parse::TagClasses {
        let tags: Vec<_> = self
            .tags
            .iter()
            .filter_map(|(u, x)| Some((Upos::from_name(u)?, x.clone())))
            .collect();
        model::classes(&tags)
    }
}

/// Learns from the treebanks' running text where sentences end.
#[must_use]
pub fn train_splitter(gold: &[Gold]) -> Splitter {
    let documents = corpus::documents(gold.to_vec());
    let places: Vec<Vec<Sentence>> = documents.iter().map(corpus::Document::places).collect();
    let texts: Vec<(&str, &[Sentence])> = documents
        .iter()
        .zip(&places)
        .map(|(document, places)| (document.text.as_str(), places.as_slice()))
        .collect();
    token::train::train(&texts)
}

/// Trains on all sentences and returns the bytes of a model file; `tell` hears of the progress.
///
/// # Panics
/// If `config.voters` is 0.
pub fn train(gold: &[Gold], config: &Config, tell: &(dyn Fn(String) + Sync)) -> Vec<u8> {
    let splitter = train_splitter(gold);
    let names = Names::collect(gold);
    let examples: Vec<Example> = gold.iter().map(|g| names.example(g)).collect();
    tell(format!(
        "{} sentences, {} tags, {} relations",
        examples.len(),
        names.tags.len(),
        names.rels.len()
    ));
    let open = lexicon::open_tags(&examples, names.tags.len());
    let jackknifed = tagger::jackknife(&examples, &open, config);
    let right = examples
        .iter()
        .zip(&jackknifed)
        .map(|(e, t)| e.tags.iter().zip(t).filter(|(a, b)| a == b).count());
    let all: usize = examples.iter().map(|e| e.tags.len()).sum();
    tell(format!(
        "jackknifed tags: {:.2} % right",
        100.0 * right.sum::<usize>() as f64 / all as f64
    ));
    let lexicon = lexicon::Forms::collect(&examples);
    let seeds: Vec<Config> = (0..config.voters as u64)
        .map(|k| Config {
            seed: config.seed + k,
            ..config.clone()
        })
        .collect();
    let silent = |_: String| ();
    let voters: Vec<_> = seeds
        .par_iter()
        .enumerate()
        .map(|(k, config)| {
            let tell: &(dyn Fn(String) + Sync) = if k == 0 { tell } else { &silent };
            let tagger = tagger::train(&examples, &lexicon, &open, config, tell);
            let (actions, labels) = parser::train(&examples, &jackknifed, &lexicon, &names, config, tell);
            (tagger, actions, labels)
        })
        .collect();
    let (mut taggers, mut actions, mut labels) = (Vec::new(), Vec::new(), Vec::new());
    for (t, a, l) in voters {
        taggers.push(t);
        actions.push(a);
        labels.push(l);
    }
    let tables: [Weights; 3] = [taggers, actions, labels]
        .map(|means| Mean::sum(means).expect("there is at least one voter").quantise());
    let built = lexicon::build(&examples, &lexicon, names.tags.len());
    let header = Header {
        language: config.language.clone(),
        tags: names.tags,
        features: names.features,
        open,
        acronym: Header::name_tag(),
        default_features: built.default_features,
        rels: names.rels,
        scripts: built.scripts,
        tables: [0, 1, 2].map(|i: usize| (tables[i].bits, tables[i].stride)),
        lexicon: built.map.len(),
        splitter: splitter.to_bytes().len(),
    };
    model::write(
        &header,
        &[
            &tables[0].table,
            &tables[1].table,
            &tables[2].table,
            &built.map,
            splitter.to_bytes(),
        ],
    )
}
