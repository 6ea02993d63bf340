//! One clause: the words of its predicate, its subject and its other constituents.

use super::subject::{is_relative, subject};
use super::{Clause, Constituent, Kind, Pattern, en, roles};
use crate::syntax::{Rel, Tree, Upos};
use crate::text::calendar;

/// The clause of a predicate.
pub(super) fn clause(tree: &Tree, head: usize) -> Clause {
    let (mut predicate, mut constituents) = (words(tree, head), own(tree, head));
    let mut last = head;
    // `wants to lower`, `is able to reinforce`: one predicate, as long as nothing stands between them.
    while let Some(open) = tree.child(last, &[Rel::Xcomp]) {
        let object = constituents.iter().any(|c| c.kind == Kind::Object);
        if object || !matches!(tree.upos(open), Upos::Verb | Upos::Aux) {
            constituents.push(complement(tree, open, object));
            break;
        }
        predicate.extend(tree.children(open).filter(|&c| tree.rel(c) == Rel::Mark));
        predicate.extend(words(tree, open));
        constituents.extend(own(tree, open));
        last = open;
    }
    if last == head && tree.child(head, &[Rel::Cop]).is_some() {
        predicate.retain(|&word| word != head);
        constituents.push(predicative(tree, head));
    }
    constituents.extend(shared_object(tree, last, &constituents));
    constituents.extend(said_around(tree, head, &constituents));
    let subject = subject(tree, head);
    let lead = subject.and_then(|subject| lead(tree, subject, &constituents));
    constituents.retain(|c| Some(c.head) != lead);
    relate(tree, head, subject, &mut constituents);
    constituents.sort_by_key(|c| (c.place, c.head));
    predicate.sort_unstable();
    predicate.dedup();
    Clause {
        head,
        pattern: pattern(tree, last, &constituents),
        passive: roles::is_passive(tree, last),
        subject,
        lead,
        predicate,
        constituents,
    }
}

/// The words that a verb makes its predicate with.
fn words(tree: &Tree, verb: usize) -> Vec<usize> {
    let of_predicate = |&c: &usize| {
        matches!(
            tree.rel(c),
            Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::CompoundPrt | Rel::Fixed
        ) || is_negation(tree, c)
    };
    let mut words: Vec<usize> = tree.children(verb).filter(of_predicate).collect();
    words.push(verb);
    if words.len() == 1 {
        words.extend(shared_auxiliaries(tree, verb));
    }
    words
}

/// The auxiliaries that coordinated verbs of one form share (`was seized and burned`).
fn shared_auxiliaries(tree: &Tree, verb: usize) -> Vec<usize> {
    let shares = |&first: &usize| {
        tree.rel(verb) == Rel::Conj
            && tree.xpos(first) == tree.xpos(verb)
            && tree.upos(first) == Upos::Verb
            && !tree.children(verb).any(|c| tree.rel(c).is_subject())
    };
    let Some(first) = tree.head(verb).filter(shares) else {
        return Vec::new();
    };
    let auxiliary =
        |&c: &usize| matches!(tree.rel(c), Rel::Aux | Rel::AuxPass) || is_negation(tree, c) && c < verb;
    tree.children(first).filter(auxiliary).collect()
}

fn is_negation(tree: &Tree, i: usize) -> bool {
    tree.rel(i) == Rel::Advmod && matches!(tree.lemma(i), "not" | "n't" | "never")
}

/// The object behind the last of coordinated verbs (`seized and burned the village`).
fn shared_object(tree: &Tree, verb: usize, own: &[Constituent]) -> Option<Constituent> {
    let object = roles::shared_object(tree, verb).filter(|_| own.is_empty())?;
    Some(Constituent {
        kind: Kind::Object,
        head: object,
        place: object,
        markers: Vec::new(),
    })
}

/// The sentence that a clause of saying is set into (`Russia attacked, he said`).
fn said_around(tree: &Tree, verb: usize, own: &[Constituent]) -> Option<Constituent> {
    let alone = !own
        .iter()
        .any(|c| matches!(c.kind, Kind::Content | Kind::Object | Kind::Predicative));
    let said = tree.rel(verb) == Rel::Parataxis && alone && en::is_saying(tree.lemma(verb));
    let around = tree.head(verb).filter(|_| said)?;
    Some(Constituent {
        kind: Kind::Content,
        head: around,
        place: around,
        markers: Vec::new(),
    })
}

/// The first part of a name that is parsed as a phrase of its own.
fn lead(tree: &Tree, subject: usize, constituents: &[Constituent]) -> Option<usize> {
    let begins = tree.children(subject).chain([subject]).min()?;
    let part = |c: &&Constituent| {
        c.kind == Kind::Oblique
            && c.markers.is_empty()
            && c.head < begins
            && tree.upos(c.head) == Upos::Propn
            && tree.upos(subject) == Upos::Propn
            && (c.head + 1..begins).all(|between| tree.upos(between) == Upos::Propn)
            && !calendar::is_name(tree.lemma(c.head))
    };
    constituents.iter().find(part).map(|c| c.head)
}

/// What hangs on the verb itself.
fn own(tree: &Tree, verb: usize) -> Vec<Constituent> {
    let nominal = matches!(tree.upos(verb), Upos::Noun | Upos::Propn | Upos::Pron);
    let kind = |c: usize| {
        Some(match tree.rel(c) {
            Rel::Obj => Kind::Object,
            Rel::Iobj => Kind::Indirect,
            rel if rel.is_oblique() => Kind::Oblique,
            Rel::Nmod if !nominal => Kind::Oblique,
            Rel::Ccomp => Kind::Content,
            Rel::Advcl => Kind::Adverbial,
            Rel::Advmod if !is_negation(tree, c) && !en::is_particle(tree.lemma(c)) => Kind::Adverb,
            _ => return None,
        })
    };
    let constituent = |c: usize| {
        let kind = kind(c)?;
        let markers = match kind {
            Kind::Content | Kind::Adverbial => marks(tree, c),
            _ => cases(tree, c),
        };
        Some(Constituent {
            kind,
            head: c,
            place: c,
            markers,
        })
    };
    tree.children(verb).filter_map(constituent).collect()
}

/// The conjunctions of a clause.
fn marks(tree: &Tree, i: usize) -> Vec<usize> {
    tree.children(i)
        .filter(|&c| tree.rel(c) == Rel::Mark && c < i)
        .collect()
}

/// The prepositions of a nominal, with what is fixed to them or modifies them (`shortly before`).
pub(super) fn cases(tree: &Tree, i: usize) -> Vec<usize> {
    let case = |&c: &usize| tree.rel(c) == Rel::Case && tree.xpos(c) != "POS" && c < i;
    let with = |c: usize| {
        let more = tree
            .children(c)
            .filter(|&f| matches!(tree.rel(f), Rel::Fixed | Rel::Advmod));
        std::iter::once(c).chain(more)
    };
    let mut words: Vec<usize> = tree.children(i).filter(case).flat_map(with).collect();
    words.sort_unstable();
    words
}

/// A complement that is no part of the predicate, with `to be` and the like before it.
fn complement(tree: &Tree, i: usize, object: bool) -> Constituent {
    let link = |&c: &usize| {
        c < i && matches!(tree.rel(c), Rel::Mark | Rel::Case | Rel::Cop | Rel::Aux) && tree.xpos(c) != "POS"
    };
    Constituent {
        kind: if object { Kind::Open } else { Kind::Complement },
        head: i,
        place: i,
        markers: tree.children(i).filter(link).collect(),
    }
}

fn predicative(tree: &Tree, i: usize) -> Constituent {
    Constituent {
        kind: Kind::Predicative,
        head: i,
        place: i,
        markers: cases(tree, i),
    }
}

/// Puts the noun of a relative clause where its pronoun, or the gap, stands.
fn relate(tree: &Tree, head: usize, subject: Option<usize>, constituents: &mut Vec<Constituent>) {
    let Some(antecedent) = tree.head(head).filter(|_| tree.rel(head) == Rel::AclRelcl) else {
        return;
    };
    for constituent in constituents
        .iter_mut()
        .filter(|c| is_relative(tree, c.head) && c.kind != Kind::Predicative)
    {
        constituent.head = antecedent;
    }
    let full = constituents.iter().any(|c| {
        c.head == antecedent
            || matches!(
                c.kind,
                Kind::Object | Kind::Content | Kind::Open | Kind::Complement
            )
    });
    let marked = tree.children(head).any(|c| is_relative(tree, c));
    if subject.is_some_and(|s| s != antecedent) && !full && !marked && tree.upos(head) == Upos::Verb {
        constituents.push(Constituent {
            kind: Kind::Object,
            head: antecedent,
            place: head,
            markers: Vec::new(),
        });
    }
}

/// What the constituents make of a clause.
fn pattern(tree: &Tree, verb: usize, constituents: &[Constituent]) -> Pattern {
    let has = |kinds: &[Kind]| constituents.iter().any(|c| kinds.contains(&c.kind));
    // Adverbials before the verb are free; behind it they may be wanted by it.
    let adverbial = constituents
        .iter()
        .any(|c| c.kind == Kind::Oblique && c.place > verb);
    let object = has(&[Kind::Object, Kind::Content]);
    match () {
        () if has(&[Kind::Indirect]) && (object || has(&[Kind::Open])) => Pattern::Svoo,
        () if object && has(&[Kind::Open]) => Pattern::Svoc,
        () if has(&[Kind::Object, Kind::Indirect])
            && adverbial
            && en::wants_adverbial_of_object(tree.lemma(verb)) =>
        {
            Pattern::Svoa
        }
        () if object || has(&[Kind::Indirect]) => Pattern::Svo,
        () if has(&[Kind::Predicative, Kind::Complement]) => Pattern::Svc,
        () if adverbial => Pattern::Sva,
        () => Pattern::Sv,
    }
}
