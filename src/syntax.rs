//! Part of speech, morphology, lemma and dependency tree of each sentence.

/// The analysis of one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Tree {}
