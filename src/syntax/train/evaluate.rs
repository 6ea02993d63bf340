//! Scores a model on gold tokens: tags, lemmas, features, heads and labels.

use crate::syntax::conllu::Gold;
use crate::syntax::{Model, Parser, Rel};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Shares of right tokens, in per cent, given the gold tokens.
#[derive(Clone, Debug, Default)]
pub struct Accuracy {
    /// Tokens scored.
    pub tokens: usize,
    /// Universal part of speech.
    pub upos: f64,
    /// Language-specific tag.
    pub xpos: f64,
    /// All features.
    pub feats: f64,
    /// Lemma.
    pub lemmas: f64,
    /// Head.
    pub uas: f64,
    /// Head and universal relation (sub-types left out, as in the shared task of 2018).
    pub las: f64,
    /// F1 of head and universal relation, by relation.
    pub by_relation: BTreeMap<String, f64>,
}

fn base(rel: &str) -> &str {
    rel.split(':').next().unwrap_or(rel)
}

/// Analyses each gold sentence's forms and compares.
#[must_use]
pub fn evaluate(model: &Model, gold: &[Gold]) -> Accuracy {
    let mut parser = Parser::new(model);
    let mut right = [0_usize; 6];
    let mut tokens = 0;
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for sentence in gold {
        let tree = parser.parse_forms(sentence.forms.iter().map(|f| Cow::Borrowed(f.as_str())));
        tokens += sentence.forms.len();
        for i in 0..sentence.forms.len() {
            let rel = tree.rel(i).base();
            let (head, label) = (
                tree.heads[i] == sentence.heads[i],
                rel == Rel::from_name(base(&sentence.rels[i])).unwrap_or(Rel::Dep),
            );
            let marks = [
                tree.upos(i).as_str() == sentence.upos[i],
                tree.xpos(i) == sentence.xpos[i],
                tree.feats(i) == sentence.feats[i],
                sentence.lemmas[i] == "_" || tree.lemma(i) == sentence.lemmas[i],
                head,
                head && label,
            ];
            for (count, mark) in right.iter_mut().zip(marks) {
                *count += usize::from(mark);
            }
            counts.entry(rel.as_str().to_owned()).or_default()[0] += 1;
            let wanted = counts.entry(base(&sentence.rels[i]).to_owned()).or_default();
            wanted[1] += 1;
            wanted[2] += usize::from(head && label);
        }
    }
    let percent = |n: usize| 100.0 * n as f64 / tokens.max(1) as f64;
    let f1 = |[found, wanted, both]: [usize; 3]| 200.0 * both as f64 / (found + wanted).max(1) as f64;
    Accuracy {
        tokens,
        upos: percent(right[0]),
        xpos: percent(right[1]),
        feats: percent(right[2]),
        lemmas: percent(right[3]),
        uas: percent(right[4]),
        las: percent(right[5]),
        by_relation: counts.into_iter().map(|(rel, c)| (rel, f1(c))).collect(),
    }
}
