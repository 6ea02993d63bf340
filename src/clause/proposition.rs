//! Propositions: one predicate with all its arguments, as long as they stand in the text.
//!
//! The preposition of the first argument behind the verb closes the relation, others stay with their
//! arguments; coordinated arguments make a proposition each. Appositions and titles give an implied *is*.

use super::{Clause, Constituent, Kind, clauses, conjuncts, en, phrase};
use crate::syntax::{Rel, Tree, Upos};
use std::collections::HashSet;

/// A relation and its arguments, all as token numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposition {
    /// The words of the relation; none where `is` is implied.
    pub relation: Vec<usize>,
    /// The arguments, the subject first.
    pub arguments: Vec<Vec<usize>>,
    /// How much of such a proposition people agreed with, 0 to 1.
    pub confidence: f32,
}

/// The most combinations of coordinated arguments; where there are more, each argument stands with the first others.
const MOST: usize = 12;

/// The propositions of a sentence.
///
/// ```
/// use whowhom::{clause, reading::Reader, schema::Schema, syntax::Model};
/// let (schema, model) = (Schema::embedded(), Model::english());
/// let text = "France sent ships and troops to Georgia.";
/// let reading = Reader::new(schema, &model).read_text(text);
/// let tokens = &reading.sentences[0].tokens;
/// let said = clause::propositions(&reading.trees[0]);
/// let words = |of: &[usize]| of.iter().map(|&i| tokens[i].form(text)).collect::<Vec<_>>().join(" ");
/// assert_eq!(said.len(), 2);
/// assert_eq!(words(&said[1].relation), "sent");
/// assert_eq!(words(&said[1].arguments[1]), "troops");
/// assert_eq!(words(&said[1].arguments[2]), "to Georgia");
/// ```
#[must_use]
pub fn propositions(tree: &Tree) -> Vec<Proposition> {
    let mut found: Vec<Proposition> = clauses(tree)
        .iter()
        .flat_map(|clause| of_clause(tree, clause))
        .collect();
    found.extend((0..tree.len()).filter_map(|i| implied(tree, i)));
    let mut seen = HashSet::new();
    found.retain(|proposition| {
        let Proposition {
            relation, arguments, ..
        } = proposition;
        arguments.len() > 1 && seen.insert((relation.clone(), arguments.clone()))
    });
    found
}

/// An argument with what it may be, one for each of those coordinated.
struct Slot {
    kind: Kind,
    markers: Vec<usize>,
    alternatives: Vec<Vec<usize>>,
}

fn of_clause(tree: &Tree, clause: &Clause) -> Vec<Proposition> {
    let bare_infinitive = tree.rel(clause.head) == Rel::Acl && clause.subject.is_none();
    if bare_infinitive {
        return Vec::new();
    }
    let (relation, constituents) = predicate(tree, clause);
    let slots = slots(tree, clause, &constituents);
    let confidence = confidence(tree, clause);
    let mut found = Vec::new();
    for subject in subjects(tree, clause) {
        for choice in choices(&slots) {
            let (mut relation, mut arguments) = (relation.clone(), Vec::new());
            arguments.extend(subject.clone());
            let mut closed = false;
            for (slot, words) in slots.iter().zip(choice) {
                let mut words = words.clone();
                if closed || slot.kind == Kind::Adverb {
                    words.extend(&slot.markers);
                    words.sort_unstable();
                } else {
                    relation.extend(&slot.markers);
                    closed = true;
                }
                arguments.push(words);
            }
            arguments.retain(|argument| !argument.is_empty());
            found.push(Proposition {
                relation,
                arguments,
                confidence,
            });
        }
    }
    found
}

/// The words of the relation and what is left as arguments: an adjective with complements belongs to the relation.
fn predicate<'a>(tree: &Tree, clause: &'a Clause) -> (Vec<usize>, Vec<&'a Constituent>) {
    let mut constituents: Vec<&Constituent> = clause.constituents.iter().collect();
    let mut relation = clause.predicate.clone();
    let complemented = constituents.iter().any(|c| {
        matches!(
            c.kind,
            Kind::Object | Kind::Oblique | Kind::Content | Kind::Indirect
        )
    });
    let copular = constituents.iter().any(|c| c.kind == Kind::Predicative);
    if copular && complemented && matches!(tree.upos(clause.head), Upos::Adj | Upos::Verb) {
        constituents
            .retain(|c| c.kind != Kind::Predicative && !(c.kind == Kind::Adverb && c.place < clause.head));
        let degree = tree
            .children(clause.head)
            .filter(|&c| tree.rel(c) == Rel::Advmod && c < clause.head);
        relation.extend(degree);
        relation.push(clause.head);
        relation.sort_unstable();
        relation.dedup();
    }
    (relation, constituents)
}

/// The arguments behind the subject: those that the verb wants first, then obliques and adverbials.
fn slots(tree: &Tree, clause: &Clause, constituents: &[&Constituent]) -> Vec<Slot> {
    let late = |c: &Constituent| {
        c.kind == Kind::Oblique && (c.place < clause.head || tree.rel(c.place) == Rel::OblUnmarked)
    };
    let rank = |c: &Constituent| match c.kind {
        Kind::Predicative | Kind::Indirect => 0,
        Kind::Object | Kind::Complement => 1,
        Kind::Open => 2,
        Kind::Content => 3,
        Kind::Oblique if !late(c) => 4,
        Kind::Adverb => 5,
        Kind::Adverbial => 6,
        Kind::Oblique => 7,
    };
    // An adverbial clause with a subject is told by itself.
    let free = |c: &&&Constituent| match c.kind {
        Kind::Adverb => c.place > clause.head,
        Kind::Adverbial => !tree.children(c.head).any(|k| tree.rel(k).is_subject()),
        _ => true,
    };
    let mut ordered: Vec<&Constituent> = constituents.iter().filter(free).copied().collect();
    ordered.sort_by_key(|c| (rank(c), c.place));
    let slots = ordered.into_iter().map(|c| slot(tree, c));
    slots.filter(|slot| !slot.alternatives.is_empty()).collect()
}

fn slot(tree: &Tree, constituent: &Constituent) -> Slot {
    let Constituent { kind, head, .. } = *constituent;
    let without_markers = |mut words: Vec<usize>| {
        words.retain(|word| !constituent.markers.contains(word));
        words
    };
    let alternatives = match kind {
        Kind::Content | Kind::Adverbial | Kind::Open => vec![without_markers(phrase::whole(tree, head))],
        _ if constituent.head != constituent.place || phrase::is_between(tree, head) => {
            vec![phrase::long(tree, head, false, false)]
        }
        _ => {
            let all = conjuncts(tree, head);
            let alone = all.len() > 1;
            all.into_iter()
                .map(|i| phrase::long(tree, i, alone, false))
                .collect()
        }
    };
    Slot {
        kind,
        markers: constituent.markers.clone(),
        alternatives: alternatives
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect(),
    }
}

/// The subject, one for each of those coordinated; nothing where there is none.
fn subjects(tree: &Tree, clause: &Clause) -> Vec<Option<Vec<usize>>> {
    let Some(subject) = clause.subject else {
        return vec![None];
    };
    let clausal = matches!(tree.rel(subject), Rel::Csubj | Rel::CsubjPass | Rel::CsubjOuter);
    let all = if clausal {
        vec![subject]
    } else {
        conjuncts(tree, subject)
    };
    let bare = tree.rel(clause.head) == Rel::Acl && tree.head(clause.head) == Some(subject);
    let words = |&i: &usize| {
        let lead = clause.lead.filter(|_| i == subject).into_iter();
        let mut words: Vec<usize> = lead
            .flat_map(|lead| phrase::long(tree, lead, true, bare))
            .collect();
        words.extend(phrase::long(tree, i, all.len() > 1, bare));
        Some(words)
    };
    all.iter().map(words).collect()
}

/// All choices of one alternative a slot; where they are too many, the first of each and each other one once.
fn choices(slots: &[Slot]) -> Vec<Vec<&Vec<usize>>> {
    let sizes = slots.iter().map(|slot| slot.alternatives.len());
    let first: Vec<&Vec<usize>> = slots.iter().map(|slot| &slot.alternatives[0]).collect();
    if sizes.fold(1, usize::saturating_mul) > MOST {
        let others =
            |(at, slot): (usize, &'_ Slot)| (1..slot.alternatives.len()).map(move |other| (at, other));
        let turned = slots.iter().enumerate().flat_map(others).map(|(at, other)| {
            let mut choice = first.clone();
            choice[at] = &slots[at].alternatives[other];
            choice
        });
        return std::iter::once(first.clone()).chain(turned).collect();
    }
    let mut all: Vec<Vec<&Vec<usize>>> = vec![Vec::new()];
    for slot in slots {
        let mut longer = Vec::new();
        for before in &all {
            longer.extend(slot.alternatives.iter().map(|words| {
                let mut choice = before.clone();
                choice.push(words);
                choice
            }));
        }
        all = longer;
    }
    all
}

/// `X, the head of Y` and `President X`: X is it.
fn implied(tree: &Tree, i: usize) -> Option<Proposition> {
    let head = tree.head(i)?;
    let subject = match tree.rel(i) {
        Rel::Appos => phrase::long(tree, head, false, false),
        Rel::NmodDesc
            if tree.upos(head) == Upos::Propn
                && !en::is_form_of_address(tree.lemma(i))
                && !is_within_name(tree, i) =>
        {
            let mut name = phrase::long(tree, head, false, false);
            name.retain(|&word| word > i);
            name
        }
        _ => return None,
    };
    Some(Proposition {
        relation: Vec::new(),
        arguments: vec![subject, phrase::long(tree, i, false, false)],
        confidence: 0.34,
    })
}

/// Whether a word that is parsed as a title stands behind another part of the name (`Mohammed Shia Al-Sudani`).
fn is_within_name(tree: &Tree, i: usize) -> bool {
    let before = tree
        .children(i)
        .chain([i])
        .min()
        .and_then(|first| first.checked_sub(1));
    before.is_some_and(|word| tree.upos(word) == Upos::Propn)
}

/// The mean precision of propositions of such clauses on the development part of `CaRB`.
pub(super) fn confidence(tree: &Tree, clause: &Clause) -> f32 {
    let own = tree.children(clause.head).any(|c| tree.rel(c).is_subject());
    match (tree.rel(clause.head), own) {
        _ if clause.subject.is_none() => 0.2,
        (Rel::Root, _) => 0.66,
        (Rel::Conj, _) => 0.64,
        (Rel::Parataxis | Rel::Advcl, true) => 0.6,
        (Rel::AclRelcl | Rel::Ccomp | Rel::AdvclRelcl, _) => 0.52,
        (Rel::Acl | Rel::Advcl, _) => 0.43,
        _ => 0.3,
    }
}
