//! Conducts the stages of one document: text in, claims out.

use crate::claim::Claim;
use crate::mention::Mentions;
use crate::source::Document;
use crate::syntax::Tree;
use crate::text::Note;
use crate::token::Sentence;

/// Everything that was read from one document.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The document itself.
    pub document: Document,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// One tree a sentence.
    pub trees: Vec<Tree>,
    /// Who is spoken of.
    pub mentions: Mentions,
    /// What is said.
    pub claims: Vec<Claim>,
    /// What was odd, in all stages.
    pub notes: Vec<Note>,
}
