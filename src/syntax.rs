//! Part of speech, morphology, lemma and dependency tree of each sentence.
//!
//! Input: a text and its [`Sentence`]s. Output: one [`Tree`] a sentence.
//! A linear tagger and a greedy arc-hybrid parser, both trained by `whowhom-train`.

mod analyse;
pub mod conllu;
mod features;
mod hash;
mod label;
mod lemma;
mod lexicon;
mod model;
mod parse;
mod stream;
mod tag;
#[cfg(feature = "train")]
pub mod train;
mod transition;
mod tree;
mod weights;
mod word;

pub use analyse::{Analysis, SentenceView, TokenView};
pub use label::{Rel, Upos};
pub use model::{Error, Model, VERSION};
pub use stream::{BlockSize, Parsed, Stream};
pub use tree::{Inventory, NO_HEAD, Tree};

use crate::token::Sentence;
use std::borrow::Cow;
use std::sync::Arc;
use word::Word;

/// Sentences longer than this are analysed in pieces, so that no input takes unbounded memory.
pub const LONGEST: usize = 4000;

/// Analyses sentences one after the other with one set of buffers.
pub struct Parser<'m> {
    model: &'m Model,
    words: Vec<Word>,
    sure: Vec<Option<u8>>,
    tags: Vec<u8>,
    counts: parse::Counts,
    state: transition::State,
    scratch: tag::Scratch<i32>,
    letters: Vec<char>,
    lower: String,
    key: Vec<u8>,
}

impl<'m> Parser<'m> {
    /// A parser over a model.
    #[must_use]
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            words: Vec::new(),
            sure: Vec::new(),
            tags: Vec::new(),
            counts: parse::Counts::default(),
            state: transition::State::default(),
            scratch: tag::Scratch::default(),
            letters: Vec::new(),
            lower: String::new(),
            key: Vec::new(),
        }
    }

    /// Analyses one sentence of a text.
    #[must_use]
    pub fn parse(&mut self, text: &str, sentence: &Sentence) -> Tree {
        self.parse_forms(sentence.tokens.iter().map(|token| token.form(text)))
    }

    /// Analyses one sentence given as forms.
    #[must_use]
    pub fn parse_forms<'t>(&mut self, forms: impl Iterator<Item = Cow<'t, str>>) -> Tree {
        let forms: Vec<Cow<'t, str>> = forms.collect();
        self.look_up(&forms);
        let model = self.model;
        tag::tag(
            &model.tagger,
            &model.open,
            &self.words,
            &self.sure,
            &mut self.scratch,
            &mut self.tags,
        );
        let mut tree = Tree {
            inventory: Arc::clone(&model.inventory),
            tags: self.tags.clone(),
            ..Tree::default()
        };
        self.analyse(&forms, &mut tree);
        self.attach(&mut tree);
        tree.index();
        tree
    }

    /// Looks every word up once.
    fn look_up(&mut self, forms: &[Cow<'_, str>]) {
        self.words.clear();
        self.sure.clear();
        let capitals = |form: &str| {
            form.chars().all(|c| c.is_uppercase() || c.is_numeric()) && form.chars().any(char::is_alphabetic)
        };
        let small = forms.iter().filter(|f| f.starts_with(char::is_lowercase)).count();
        let shouted = small * 3 < forms.len();
        for form in forms {
            lowercase(form, &mut self.lower);
            let (ambiguity, sure) = self.model.lexicon.form(&self.lower, &mut self.key);
            self.words.push(Word::new(form, &mut self.letters, ambiguity));
            // A new word in capitals, in a sentence that is not, is an acronym: a name.
            let acronym = ambiguity == 0 && !shouted && form.len() > 1 && capitals(form);
            self.sure.push(sure.or(self.model.acronym.filter(|_| acronym)));
        }
    }

    /// Lemmas and features.
    fn analyse(&mut self, forms: &[Cow<'_, str>], tree: &mut Tree) {
        tree.features.reserve(forms.len());
        tree.lemma_ends.reserve(forms.len());
        for (form, &tag) in forms.iter().zip(&self.tags) {
            lowercase(form, &mut self.lower);
            let features =
                self.model
                    .lexicon
                    .analyse(form, &self.lower, tag, &mut self.key, &mut tree.lemma_text);
            tree.features.push(features);
            tree.lemma_ends.push(tree.lemma_text.len() as u32);
        }
    }

    /// Heads and relations.
    fn attach(&mut self, tree: &mut Tree) {
        let model = self.model;
        self.counts.fill(&self.tags, &model.classes);
        let input = self.counts.input(&self.words, &self.tags);
        let weights = (&model.actions, &model.labels);
        parse::parse(
            weights,
            model.rels.len(),
            model.root,
            &input,
            &mut self.state,
            &mut self.scratch,
        );
        let n = self.words.len();
        tree.heads.extend(
            self.state
                .heads
                .iter()
                .map(|&h| if h as usize == n { NO_HEAD } else { h }),
        );
        tree.rels.extend(
            self.state.nodes[..n]
                .iter()
                .map(|node| model.rels[usize::from(node.label.saturating_sub(1))]),
        );
    }
}

/// Writes `form` in lower case into `out`.
fn lowercase(form: &str, out: &mut String) {
    out.clear();
    out.extend(form.chars().flat_map(char::to_lowercase));
}
