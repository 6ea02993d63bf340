//! Facts: one relation between two short phrases, a chain of prepositions unrolled link by link.
//!
//! `became a justice of the Court of Australia` gives *became | a justice*, *became a justice of | the
//! Court*, *became a justice of the Court of | Australia*; coordinated phrases give a fact each.

use super::constituent::cases;
use super::proposition::confidence;
use super::subject::is_relative;
use super::{Clause, Constituent, Kind, clauses, conjuncts, en, phrase, roles};
use crate::syntax::{Rel, Tree, Upos};
use std::collections::HashSet;

/// A subject, a relation and an object, all as token numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Who or what.
    pub subject: Vec<usize>,
    /// The words of the relation, in the order in which they are to be read.
    pub relation: Vec<usize>,
    /// Whom or what.
    pub object: Vec<usize>,
    /// How much of propositions of such a clause people agreed with, 0 to 1.
    pub confidence: f32,
}

/// How many links of a chain of prepositions are followed.
const LINKS: usize = 5;

/// The facts of a sentence.
///
/// ```
/// use whowhom::{clause, reading::Reader, schema::Schema, syntax::Model};
/// let (schema, model) = (Schema::embedded(), Model::english());
/// let text = "She left for the north of Syria.";
/// let reading = Reader::new(schema, &model).read_text(text);
/// let tokens = &reading.sentences[0].tokens;
/// let words = |of: &[usize]| of.iter().map(|&i| tokens[i].form(text)).collect::<Vec<_>>().join(" ");
/// let facts = clause::facts(&reading.trees[0]);
/// let told: Vec<_> = facts.iter().map(|f| (words(&f.relation), words(&f.object))).collect();
/// assert_eq!(told[1], ("left for the north of".to_owned(), "Syria".to_owned()));
/// ```
#[must_use]
pub fn facts(tree: &Tree) -> Vec<Fact> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for clause in clauses(tree) {
        for fact in of_clause(tree, &clause) {
            let parts = [&fact.subject, &fact.relation, &fact.object].map(Clone::clone);
            if parts.iter().all(|part| !part.is_empty()) && seen.insert(parts) {
                found.push(fact);
            }
        }
    }
    found
}

/// Facts of one subject.
struct Chains<'a> {
    tree: &'a Tree,
    subject: Vec<usize>,
    confidence: f32,
    found: Vec<Fact>,
}

impl Chains<'_> {
    /// The fact that ends in a nominal, and those that its prepositions go on to.
    fn follow(&mut self, relation: &[usize], object: usize, links: usize) {
        let words = phrase::minimal(self.tree, object);
        self.found.push(Fact {
            subject: self.subject.clone(),
            relation: relation.to_vec(),
            object: words.clone(),
            confidence: self.confidence,
        });
        if links == 0 {
            return;
        }
        let further = |&c: &usize| self.tree.rel(c) == Rel::Nmod && !words.contains(&c);
        for c in self.tree.children(object).filter(further).collect::<Vec<_>>() {
            let first = cases(self.tree, c);
            if first.is_empty() {
                continue;
            }
            for one in alternatives(self.tree, c) {
                let own = cases(self.tree, one);
                let case = if own.is_empty() { &first } else { &own };
                self.follow(&joined(&[relation, &words, case]), one, links - 1);
            }
        }
    }

    fn end(&mut self, relation: Vec<usize>, object: Vec<usize>) {
        self.found.push(Fact {
            subject: self.subject.clone(),
            relation,
            object,
            confidence: self.confidence,
        });
    }
}

fn joined(parts: &[&[usize]]) -> Vec<usize> {
    parts.concat()
}

/// Coordinated words one by one, but for the two that something is between.
fn alternatives(tree: &Tree, i: usize) -> Vec<usize> {
    if phrase::is_between(tree, i) {
        vec![i]
    } else {
        conjuncts(tree, i)
    }
}

fn of_clause(tree: &Tree, clause: &Clause) -> Vec<Fact> {
    let Some(subject) = clause.subject else {
        return Vec::new();
    };
    let clausal = matches!(tree.rel(subject), Rel::Csubj | Rel::CsubjPass | Rel::CsubjOuter);
    let antecedent =
        matches!(tree.rel(clause.head), Rel::Acl | Rel::AclRelcl) && tree.head(clause.head) == Some(subject);
    let subjects = if clausal || antecedent {
        vec![subject]
    } else {
        alternatives(tree, subject)
    };
    let named = subjects.into_iter().filter(|&s| !is_relative(tree, s));
    named
        .flat_map(|s| {
            let subject = if clausal {
                phrase::whole(tree, s)
            } else {
                let lead = clause.lead.filter(|_| s == subject).into_iter();
                let mut words: Vec<usize> = lead.flat_map(|lead| phrase::minimal(tree, lead)).collect();
                words.extend(phrase::minimal(tree, s));
                words
            };
            of_subject(tree, clause, subject)
        })
        .collect()
}

fn of_subject(tree: &Tree, clause: &Clause, subject: Vec<usize>) -> Vec<Fact> {
    let mut chains = Chains {
        tree,
        subject,
        confidence: confidence(tree, clause),
        found: Vec::new(),
    };
    let of = |kind: Kind| clause.constituents.iter().filter(move |c| c.kind == kind);
    let objects: Vec<usize> = of(Kind::Object).flat_map(|c| heads(tree, c)).collect();
    let mut relation = clause.predicate.clone();
    if let Some(indirect) = of(Kind::Indirect).next() {
        relation.extend(phrase::minimal(tree, indirect.head));
    }
    for &object in &objects {
        chains.follow(&relation, object, LINKS);
    }
    // `ordered the mayor to resign` is often parsed with an adverbial clause.
    let asked = of(Kind::Adverbial)
        .filter(|c| en::is_asking(tree.lemma(clause.head)) && roles::infinitive(tree, c.head));
    for open in of(Kind::Open).chain(asked) {
        for &object in &objects {
            complete(
                &mut chains,
                &joined(&[&relation, &phrase::minimal(tree, object)]),
                open,
            );
        }
    }
    for complement in of(Kind::Predicative).chain(of(Kind::Complement)) {
        for one in alternatives(tree, complement.head) {
            chains.follow(&joined(&[&relation, &complement.markers]), one, LINKS);
        }
    }
    // What else is told is told of the verb with its object or complement.
    let mut stems: Vec<Vec<usize>> = objects
        .iter()
        .map(|&object| joined(&[&relation, &phrase::minimal(tree, object)]))
        .collect();
    if stems.is_empty() {
        let complement = of(Kind::Predicative).chain(of(Kind::Complement)).next();
        stems.push(complement.map_or_else(
            || relation.clone(),
            |c| joined(&[&relation, &c.markers, &phrase::minimal(tree, c.head)]),
        ));
    }
    for oblique in of(Kind::Oblique) {
        for stem in &stems {
            oblique_of(&mut chains, stem, oblique);
        }
    }
    for content in of(Kind::Content) {
        let mut words = phrase::whole(tree, content.head);
        words.retain(|word| !content.markers.contains(word));
        chains.end(joined(&[&relation, &content.markers]), words);
    }
    chains.found
}

/// The heads of a constituent: itself and those coordinated with it, or the antecedent alone.
fn heads(tree: &Tree, constituent: &Constituent) -> Vec<usize> {
    if constituent.head == constituent.place {
        alternatives(tree, constituent.head)
    } else {
        vec![constituent.head]
    }
}

fn oblique_of(chains: &mut Chains<'_>, stem: &[usize], oblique: &Constituent) {
    for one in heads(chains.tree, oblique) {
        let own = cases(chains.tree, one);
        let case = if own.is_empty() || one == oblique.head {
            &oblique.markers
        } else {
            &own
        };
        chains.follow(&joined(&[stem, case]), one, LINKS);
    }
}

/// What the object of a verb does, or is made (`told them to leave the town`, `elected her president`).
fn complete(chains: &mut Chains<'_>, stem: &[usize], open: &Constituent) {
    let tree = chains.tree;
    if tree.upos(open.head) != Upos::Verb {
        chains.follow(&joined(&[stem, &open.markers]), open.head, LINKS);
        return;
    }
    let inner = super::constituent::clause(tree, open.head);
    let stem = joined(&[stem, &open.markers, &inner.predicate]);
    let mut last = stem.clone();
    let before = chains.found.len();
    for object in inner.constituents.iter().filter(|c| c.kind == Kind::Object) {
        for one in heads(tree, object) {
            chains.follow(&stem, one, LINKS);
        }
        last = joined(&[&stem, &phrase::minimal(tree, object.head)]);
    }
    for oblique in inner.constituents.iter().filter(|c| c.kind == Kind::Oblique) {
        oblique_of(chains, &last, oblique);
    }
    // `told the rebels to leave`: nothing further is told of what they are to do.
    if chains.found.len() == before {
        let mut words = phrase::whole(tree, open.head);
        words.retain(|word| !open.markers.contains(word));
        chains.end(stem[..stem.len() - inner.predicate.len()].to_vec(), words);
    }
}
