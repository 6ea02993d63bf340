//! Part of speech, morphology, lemma and dependency tree of each sentence.
//!
//! Input: a text and its [`Sentence`]s. Output: one [`Tree`] a sentence.
//! A small recurrent network with a biaffine parser on top, trained by `whowhom-train`.

mod analyse;
pub mod conllu;
mod eisner;
pub(crate) mod hash;
mod irregular;
mod label;
mod lemma;
mod lexicon;
mod matrix;
mod model;
mod network;
mod pool;
mod recall;
mod recurrent;
mod sections;
mod sizes;
mod smooth;
mod stream;
#[cfg(feature = "train")]
pub mod train;
mod tree;
mod verbless;
mod word;

pub use analyse::{Analysis, SentenceView, TokenView};
pub use label::{Rel, Upos};
pub use model::{Error, Model, VERSION};
pub use stream::{BlockSize, Parsed, Stream};
pub use tree::{Inventory, NO_HEAD, Tree};

use crate::token::Sentence;
use network::Scratch;
use std::borrow::Cow;
use std::sync::Arc;

/// Sentences longer than this are analysed in pieces, so that no input takes unbounded memory.
pub const LONGEST: usize = 4000;

/// How many words are analysed together, where there are several sentences.
const TOGETHER: usize = 64;

/// Analyses sentences one after the other with one set of buffers, which it takes from its model
/// and gives back.
#[derive(Debug)]
pub struct Parser<'m> {
    model: &'m Model,
    /// There until the parser is dropped.
    scratch: Option<Scratch>,
    lower: String,
    key: Vec<u8>,
}

impl<'m> Parser<'m> {
    /// A parser over a model.
    #[must_use]
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            scratch: Some(model.pool.take()),
            lower: String::new(),
            key: Vec::new(),
        }
    }

    /// What it parses with.
    pub(crate) const fn model(&self) -> &'m Model {
        self.model
    }

    /// Analyses one sentence of a text.
    #[must_use]
    pub fn parse(&mut self, text: &str, sentence: &Sentence) -> Tree {
        self.parse_forms(sentence.tokens.iter().map(|token| token.form(text)))
    }

    /// Analyses sentences of a text: the same trees as one by one, but faster.
    #[must_use]
    pub fn parse_all(&mut self, text: &str, sentences: &[Sentence]) -> Vec<Tree> {
        let mut trees = Vec::with_capacity(sentences.len());
        let (mut forms, mut ends) = (Vec::new(), Vec::new());
        for sentence in sentences {
            if forms.len() + sentence.tokens.len() > TOGETHER {
                self.parse_together(&forms, &ends, &mut trees);
                forms.clear();
                ends.clear();
            }
            forms.extend(sentence.tokens.iter().map(|token| token.form(text)));
            ends.push(forms.len());
        }
        self.parse_together(&forms, &ends, &mut trees);
        trees
    }

    /// Analyses one sentence given as forms.
    #[must_use]
    pub fn parse_forms<'t>(&mut self, forms: impl Iterator<Item = Cow<'t, str>>) -> Tree {
        let forms: Vec<Cow<'t, str>> = forms.collect();
        let mut trees = Vec::with_capacity(1);
        self.parse_together(&forms, &[forms.len()], &mut trees);
        trees.pop().unwrap_or_default()
    }

    /// Analyses sentences, whose words stand one after the other and whose ends are `ends`.
    fn parse_together(&mut self, forms: &[Cow<'_, str>], ends: &[usize], trees: &mut Vec<Tree>) {
        let model = self.model;
        let scratch = self.scratch.get_or_insert_with(|| model.pool.take());
        model.network.analyse(forms, ends, &model.relations, scratch);
        let first = trees.len();
        let mut start = 0;
        for &end in ends {
            let answer = &scratch.answer;
            let head = |h: &u32| {
                if *h == eisner::ROOT {
                    NO_HEAD
                } else {
                    *h - start as u32
                }
            };
            trees.push(Tree {
                inventory: Arc::clone(&model.inventory),
                tags: answer.tags[start..end].to_vec(),
                heads: answer.heads[start..end].iter().map(head).collect(),
                rels: answer.labels[start..end]
                    .iter()
                    .map(|&l| model.rels[usize::from(l)])
                    .collect(),
                ..Tree::default()
            });
            start = end;
        }
        start = 0;
        for (tree, &end) in trees[first..].iter_mut().zip(ends) {
            verbless::mend(&forms[start..end], tree);
            self.add_morphology(&forms[start..end], tree);
            tree.index();
            start = end;
        }
    }

    /// Lemmas and features.
    fn add_morphology(&mut self, forms: &[Cow<'_, str>], tree: &mut Tree) {
        tree.features.reserve(forms.len());
        tree.lemma_ends.reserve(forms.len());
        let (model, lower, key) = (self.model, &mut self.lower, &mut self.key);
        let scratch = self.scratch.get_or_insert_with(|| model.pool.take());
        for (form, &tag) in forms.iter().zip(&tree.tags) {
            let features = scratch.recall.find(form, tag, &mut tree.lemma_text, |lemma| {
                lowercase(form, lower);
                let tag = (tag, model.inventory.tags[usize::from(tag)].0);
                model.lexicon.analyse(form, lower, tag, key, lemma)
            });
            tree.features.push(features);
            tree.lemma_ends.push(tree.lemma_text.len() as u32);
        }
    }
}

impl Drop for Parser<'_> {
    fn drop(&mut self) {
        if let Some(scratch) = self.scratch.take() {
            self.model.pool.give(scratch);
        }
    }
}

/// Writes `form` in lower case into `out`.
fn lowercase(form: &str, out: &mut String) {
    out.clear();
    out.extend(form.chars().flat_map(char::to_lowercase));
}
