//! Who does what in a sentence: clauses over the dependency tree, their constituents in one place wherever
//! the tree has put them, and two renderings of them.
//!
//! Input: a [`Tree`]. Output: [`Clause`]s, one a predicate; [`propositions`] with all arguments of a
//! predicate, and [`facts`] of one relation and one object each. Claims look at the same clauses through
//! the logical `roles`. Everything is token numbers; the words are the caller's.
//!
//! The rules follow what is public of `PredPatt` and `ClausIE`, over Universal Dependencies.

mod constituent;
mod en;
mod fact;
mod phrase;
mod proposition;
pub(crate) mod roles;
mod subject;

use crate::syntax::{Rel, Tree, Upos};
pub use fact::{Fact, facts};
pub use proposition::{Proposition, propositions};

/// Which constituents a clause has: subject, verb, object, complement, adverbial.
///
/// Source: R. Quirk and others, *A Comprehensive Grammar of the English Language*, 1985, § 2.16.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pattern {
    /// Subject and verb alone.
    Sv,
    /// With an adverbial.
    Sva,
    /// With a complement of the subject.
    Svc,
    /// With an object or a clause in its place.
    Svo,
    /// With two objects.
    Svoo,
    /// With an object and an adverbial.
    Svoa,
    /// With an object and its complement.
    Svoc,
}

impl Pattern {
    /// The letters of the constituents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sv => "SV",
            Self::Sva => "SVA",
            Self::Svc => "SVC",
            Self::Svo => "SVO",
            Self::Svoo => "SVOO",
            Self::Svoa => "SVOA",
            Self::Svoc => "SVOC",
        }
    }
}

/// What a constituent is to its predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The indirect object.
    Indirect,
    /// The nominal or adjective behind a copula.
    Predicative,
    /// The object.
    Object,
    /// A complement that is no verb (`became | president`).
    Complement,
    /// An infinitive or participle with its own object (`told them | to leave`).
    Open,
    /// A clause with a subject of its own (`said | that …`).
    Content,
    /// A nominal with a preposition, or one of time or measure.
    Oblique,
    /// An adverb.
    Adverb,
    /// An adverbial clause.
    Adverbial,
}

/// A constituent of a clause other than subject and verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constituent {
    /// What it is.
    pub kind: Kind,
    /// Its head.
    pub head: usize,
    /// The token of this clause that it hangs on, or stands for (a relative pronoun).
    pub place: usize,
    /// Prepositions or the conjunction before it, with what is fixed to them.
    pub markers: Vec<usize>,
}

/// A predicate with its constituents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The head: a verb, or the complement of a copula.
    pub head: usize,
    /// What the constituents make of it.
    pub pattern: Pattern,
    /// Whether it is in the passive.
    pub passive: bool,
    /// The subject on the surface, also where it is shared, controlled or an antecedent.
    pub subject: Option<usize>,
    /// A name right before the subject that is part of it and that the tree has apart (`Bashar | al-Assad`).
    pub lead: Option<usize>,
    /// The words of the predicate: auxiliaries, negation, particle, verbs of an open complement.
    pub predicate: Vec<usize>,
    /// The other constituents, in order of the text.
    pub constituents: Vec<Constituent>,
}

impl Clause {
    /// The word that says what is done: the last verb of the predicate.
    #[must_use]
    pub fn verb(&self, tree: &Tree) -> Option<usize> {
        let mut words = self.predicate.iter().rev().copied();
        words.find(|&word| tree.upos(word) == Upos::Verb)
    }
}

/// The clauses of a sentence, in order of their heads.
///
/// ```
/// use whowhom::{clause, reading::Reader, schema::Schema, syntax::Model};
/// let (schema, model) = (Schema::embedded(), Model::english());
/// let reading = Reader::new(schema, &model).read_text("Norway praised Kenya and gave the navy two ships.");
/// let clauses = clause::clauses(&reading.trees[0]);
/// let patterns: Vec<_> = clauses.iter().map(|clause| clause.pattern.as_str()).collect();
/// assert_eq!(patterns, ["SVO", "SVOO"]);
/// ```
#[must_use]
pub fn clauses(tree: &Tree) -> Vec<Clause> {
    let heads = (0..tree.len()).filter(|&i| opens(tree, i));
    heads.map(|head| constituent::clause(tree, head)).collect()
}

/// Whether a token is the predicate of a clause of its own.
fn opens(tree: &Tree, i: usize) -> bool {
    is_predicate(tree, i) && tree.rel(i) != Rel::Xcomp
}

/// Whether a token is a predicate.
fn is_predicate(tree: &Tree, i: usize) -> bool {
    let modifier = matches!(
        tree.rel(i),
        Rel::Amod
            | Rel::Compound
            | Rel::Case
            | Rel::Mark
            | Rel::Fixed
            | Rel::Flat
            | Rel::Nmod
            | Rel::Det
            | Rel::Discourse
            | Rel::Advmod
    );
    let main = || matches!(tree.rel(i), Rel::Root | Rel::Ccomp | Rel::Advcl | Rel::Parataxis);
    tree.upos(i) == Upos::Verb && !modifier
        || tree
            .children(i)
            .any(|c| tree.rel(c) == Rel::Cop || tree.rel(c).is_subject())
        || tree.upos(i) == Upos::Aux && main()
}

/// A constituent as it stands, without its preposition and without clauses and appositions on it.
#[must_use]
pub fn long(tree: &Tree, i: usize) -> Vec<usize> {
    phrase::long(tree, i, false, false)
}

/// All words of a clause, without what is only set beside it or coordinated with a subject of its own.
#[must_use]
pub fn whole(tree: &Tree, i: usize) -> Vec<usize> {
    phrase::whole(tree, i)
}

/// All words under a token but punctuation.
#[must_use]
pub fn under(tree: &Tree, i: usize) -> Vec<usize> {
    let mut words = phrase::under(tree, i, |_, _| false);
    words.retain(|&word| tree.upos(word) != Upos::Punct);
    words
}

/// A word with those coordinated with it.
fn conjuncts(tree: &Tree, i: usize) -> Vec<usize> {
    let others = tree.children(i).filter(|&c| tree.rel(c) == Rel::Conj);
    std::iter::once(i).chain(others).collect()
}
