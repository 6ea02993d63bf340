//! Trains a model from CoNLL-U treebanks; entered through the program `whowhom-train`.
//!
//! Input: sentences with gold analyses. Output: a model file's bytes. The same input gives the same bytes.

mod adam;
mod backward;
pub mod corpus;
pub mod evaluate;
mod forward;
mod layout;
mod learn;
mod lexicon;
mod quantise;
mod random;
mod sample;

pub use evaluate::evaluate;
pub use forward::Dropout;

use super::conllu::Gold;
use super::label::{Rel, Upos};
use super::model::{self, Error, Header};
use super::sizes::Sizes;
use super::word::Vocabulary;
use crate::token::{self, Sentence, Splitter};
use std::collections::BTreeMap;

/// How to train.
#[derive(Clone, Debug)]
pub struct Config {
    /// Language as a BCP 47 tag.
    pub language: String,
    /// Start of the pseudo-random numbers.
    pub seed: u64,
    /// How the network is trained.
    pub network: Schedule,
}

/// How the network is trained.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Recurrent units of a layer in one direction; a multiple of 16, at most 256.
    pub hidden: usize,
    /// Recurrent layers.
    pub layers: usize,
    /// Passes over the data.
    pub epochs: usize,
    /// Words learnt from at a time.
    pub batch: usize,
    /// Highest length of a step.
    pub rate: f32,
    /// What is left out by chance.
    pub dropout: Dropout,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            language: "en".to_owned(),
            // The best of three that were tried, by the mean LAS of both development sets.
            seed: 5,
            network: Schedule {
                hidden: 80,
                layers: 3,
                epochs: 18,
                batch: 600,
                rate: 0.004,
                dropout: Dropout {
                    embedding: 0.2,
                    hidden: 0.1,
                    projection: 0.1,
                },
            },
        }
    }
}

/// Numbers that stand for a word; rows of the table for pieces of words.
const EMBEDDING: (usize, usize) = (96, 50_000);
/// A word seen more seldom has no row of its own.
const KNOWN: usize = 2;
/// Numbers by which arcs are scored, and by which relations are chosen.
const PAIR: (usize, usize) = (64, 64);
/// How rare a word is that loses its own row half the time in training.
const RARE: f32 = 0.25;
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
pub fn train(gold: &[Gold], config: &Config, tell: &(dyn Fn(String) + Sync)) -> Vec<u8> {
    let splitter = train_splitter(gold);
    let names = Names::collect(gold);
    let examples: Vec<Example> = gold.iter().map(|g| names.example(g)).collect();
    let frequencies = sample::frequencies(&examples);
    let often = frequencies.into_iter().filter(|(_, n)| *n >= KNOWN);
    let words = Vocabulary::new(often.map(|(word, _)| word));
    tell(format!(
        "{} sentences, {} words, {} tags, {} relations",
        examples.len(),
        words.len(),
        names.tags.len(),
        names.rels.len()
    ));
    let sizes = Sizes {
        embedding: EMBEDDING.0,
        hidden: config.network.hidden,
        layers: config.network.layers,
        arc: PAIR.0,
        label: PAIR.1,
        words: words.len(),
        pieces: EMBEDDING.1,
        tags: names.tags.len(),
        rels: names.rels.len(),
    };
    let samples = sample::samples(&examples, &words, &sizes, RARE);
    let net = learn::learn(&samples, sizes, &config.network, config.seed, tell);
    assemble(
        names,
        &examples,
        sizes,
        &quantise::quantise(&net, &words),
        &splitter,
        &config.language,
    )
}

/// Makes a model of a network and of what else is learnt from the treebanks.
fn assemble(
    names: Names,
    examples: &[Example],
    sizes: Sizes,
    network: &[u8],
    splitter: &Splitter,
    language: &str,
) -> Vec<u8> {
    let parts = names
        .tags
        .iter()
        .map(|(upos, _)| Upos::from_name(upos).unwrap_or(Upos::X));
    let built = lexicon::build(examples, &parts.collect::<Vec<_>>());
    let header = Header {
        language: language.to_owned(),
        tags: names.tags,
        features: names.features,
        default_features: built.default_features,
        rels: names.rels,
        scripts: built.scripts,
        sizes,
        lexicon: built.map.len(),
        splitter: splitter.to_bytes().len(),
        names: 0,
    };
    model::write(&header, &[network, &built.map, splitter.to_bytes()])
}

/// Learns from treebanks all but the network and the weights for names, which are kept from a model trained on treebanks with
/// the same tags and relations.
///
/// # Errors
/// If the bytes are no model, or one with other tags or relations.
pub fn renew(gold: &[Gold], bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let model::Parts {
        header,
        network,
        names: kept,
        ..
    } = model::parts(bytes)?;
    let names = Names::collect(gold);
    if names.tags != header.tags || names.rels != header.rels {
        return Err(Error::Damaged(
            "its tags and relations are not those of the treebanks",
        ));
    }
    let examples: Vec<Example> = gold.iter().map(|g| names.example(g)).collect();
    let splitter = train_splitter(gold);
    let renewed = assemble(
        names,
        &examples,
        header.sizes,
        network,
        &splitter,
        &header.language,
    );
    with_names(&renewed, kept)
}

/// A model with other weights for names.
///
/// # Errors
/// If the bytes are no model.
pub fn with_names(bytes: &[u8], names: &[u8]) -> Result<Vec<u8>, Error> {
    let parts = model::parts(bytes)?;
    let header = Header {
        names: names.len(),
        ..parts.header
    };
    Ok(model::write(
        &header,
        &[parts.network, parts.lexicon, parts.splitter, names],
    ))
}
