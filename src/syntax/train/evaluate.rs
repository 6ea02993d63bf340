//! Scores a model against a treebank by the definitions of the `CoNLL` 2018 shared task.
//!
//! Input: a model and the [`Document`]s of a treebank. Output: [`Evaluation`]s, from the raw text and
//! from the treebank's own words. Source of the definitions: `conll18_ud_eval.py`,
//! <https://universaldependencies.org/conll18/evaluation.html>.

mod align;
mod count;
mod errors;
mod scores;
#[cfg(test)]
mod tests;

pub use count::{Count, percent};
pub use errors::{Causes, DISTANCES, Errors};
pub use scores::Scores;

use super::corpus::Document;
use crate::syntax::{Model, Parser, Tree};
use crate::token;
use align::{Analysis, Tight};
use rayon::prelude::*;
use std::ops::AddAssign;

/// How well a model reads a document, or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// From the bare text: tokens and sentences are the program's.
    pub raw: Scores,
    /// From the treebank's sentences and words.
    pub given: Scores,
}

impl AddAssign<&Self> for Evaluation {
    fn add_assign(&mut self, other: &Self) {
        self.raw += &other.raw;
        self.given += &other.given;
    }
}

/// Scores each document; to be added up for a whole treebank.
///
/// A document is read as a whole, as a user's would be.
#[must_use]
pub fn evaluate(model: &Model, documents: &[Document]) -> Vec<Evaluation> {
    documents
        .par_iter()
        .map(|document| one(model, document))
        .collect()
}

fn one(model: &Model, document: &Document) -> Evaluation {
    let mut parser = Parser::new(model);
    let (text, tight) = (&document.text, Tight::new(&document.text));
    let gold = Analysis::gold(document, &tight);
    let sentences = model.splitter.split(text, &[]);
    let trees = parser.parse_all(text, &sentences);
    let found = Analysis::found(text, &tight, &sentences, &trees);
    let given = |forms: &[String]| parser.parse_forms(forms.iter().map(|form| token::plain(form)));
    let trees: Vec<Tree> = document
        .sentences
        .iter()
        .map(|s| &s.forms[..])
        .map(given)
        .collect();
    Evaluation {
        raw: scores::score(&gold, &found),
        given: scores::score(&gold, &Analysis::given(document, &tight, &trees)),
    }
}
