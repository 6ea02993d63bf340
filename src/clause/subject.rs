//! The subject on the surface, wherever the tree has put it: shared, controlled, an antecedent.

use super::en;
use super::is_predicate;
use super::roles::preposition;
use crate::syntax::{Rel, Tree, Upos};

/// How far shared subjects are followed.
pub(super) const DEPTH: usize = 6;

/// The subject on the surface, also one shared with or controlled by another verb.
pub(super) fn surface_subject(tree: &Tree, v: usize, depth: usize) -> Option<usize> {
    let of = |verb: usize| {
        tree.children(verb)
            .find(|&c| matches!(tree.rel(c), Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter))
    };
    // The parser hangs some subjects on the auxiliary.
    let mut auxiliaries = tree.children(v).filter(|&c| tree.rel(c) == Rel::Aux);
    let own = of(v).or_else(|| auxiliaries.find_map(of));
    if own.is_some() || depth == 0 {
        return own;
    }
    let head = tree.head(v)?;
    if let Some(name) = beside_apposition(tree, v) {
        return Some(name);
    }
    match tree.rel(v) {
        Rel::Conj => surface_subject(tree, head, depth - 1).or_else(|| participle_subject(tree, head)),
        // `recognised the need to redeploy` is sometimes parsed so; a need does nothing itself.
        Rel::Xcomp => tree
            .child(head, &[Rel::Obj, Rel::Iobj])
            .or_else(|| addressee(tree, head, v).filter(|_| infinitive(tree, v)))
            .filter(|&o| !(infinitive(tree, v) && en::is_intent(tree.lemma(o))))
            .or_else(|| surface_subject(tree, head, depth - 1))
            .or_else(|| participle_subject(tree, head)),
        Rel::Advcl if tree.upos(head) == Upos::Verb || tree.child(head, &[Rel::Cop]).is_some() => {
            let object = tree
                .child(head, &[Rel::Obj])
                .or_else(|| tree.child(head, &[Rel::Iobj]));
            // `expressed X's readiness to help`: the infinitive belongs to the noun and its possessor.
            let possessor = object.filter(|&o| o > head && o < v && infinitive(tree, v));
            let possessor = possessor.and_then(|o| tree.child(o, &[Rel::NmodPoss]));
            if possessor.is_some_and(|p| tree.upos(p) == Upos::Propn) {
                return possessor;
            }
            let purpose = tree
                .children(v)
                .any(|c| tree.rel(c) == Rel::Mark && tree.lemma(c) == "to");
            // `asked Russia to use …` is sometimes parsed as an adverbial clause, `prevented Russia from using …`
            // always; `appealed to Russia to use …` has no object.
            // (so are `accused X of using …`, `criticised X for using …`, `warned X against using …`).
            let done = is_gerund(tree, v)
                && match preposition(tree, v).as_str() {
                    "from" | "of" | "against" | "into" => true,
                    "for" | "with" => {
                        object.is_some_and(|o| matches!(tree.upos(o), Upos::Propn | Upos::Pron))
                    }
                    _ => false,
                };
            let addressee = addressee(tree, head, v).filter(|_| purpose);
            addressee
                .or_else(|| object.filter(|_| purpose && en::is_asking(tree.lemma(head)) || done))
                .or_else(|| surface_subject(tree, head, depth - 1))
                .or_else(|| participle_subject(tree, head))
        }
        // `plans to attack` with the infinitive on a verb.
        Rel::Acl if infinitive(tree, v) && tree.upos(head) == Upos::Verb => {
            surface_subject(tree, head, depth - 1)
        }
        // `convicted X of having …`, with the gerund hung on X.
        Rel::Acl if is_gerund(tree, v) && is_charged(tree, head) => Some(head),
        Rel::Acl if infinitive(tree, v) || is_gerund(tree, v) => holder(tree, head, depth - 1),
        // `is due to meet X`, `denied having met X`, and gerunds that are read as nouns: `ruled out meeting X`.
        Rel::Ccomp if infinitive(tree, v) || is_participial(tree, v) => {
            surface_subject(tree, head, depth - 1)
        }
        Rel::Obl | Rel::Obj if infinitive(tree, v) || is_noun_gerund(tree, v) => {
            surface_subject(tree, head, depth - 1)
        }
        Rel::Parataxis if tree.children(v).any(|c| tree.rel(c) == Rel::Aux) => {
            surface_subject(tree, head, depth - 1).or_else(|| participle_subject(tree, head))
        }
        _ => participle_subject(tree, v),
    }
}

/// The name before an apposition that is sometimes parsed as the head of the sentence: `Golden, the board's
/// counsel, criticised X`.
fn beside_apposition(tree: &Tree, v: usize) -> Option<usize> {
    // A past form with an object is no participle.
    let finite = matches!(tree.xpos(v), "VBD" | "VBZ" | "VBP")
        || tree.xpos(v) == "VBN" && tree.child(v, &[Rel::Obj]).is_some();
    let loose = matches!(tree.rel(v), Rel::Acl | Rel::Parataxis);
    let comma = v.checked_sub(1).is_some_and(|before| tree.lemma(before) == ",");
    let mut top = tree.head(v).filter(|_| finite && loose && comma)?;
    while let Some(head) = tree
        .head(top)
        .filter(|_| tree.rel(top).is_oblique() || matches!(tree.rel(top), Rel::Nmod | Rel::Appos | Rel::List))
    {
        top = head;
    }
    let appositive = tree
        .children(top)
        .any(|c| matches!(tree.rel(c), Rel::Appos | Rel::List) && c < v);
    (appositive && top < v && tree.head(top).is_none() && tree.upos(top) == Upos::Propn).then_some(top)
}

/// Whom `called on X to …`, `called for X to …` and `appealed to X to …` ask.
fn addressee(tree: &Tree, head: usize, v: usize) -> Option<usize> {
    let prepositions: &[&str] = match tree.lemma(head) {
        "call" => &["on", "upon", "for"],
        "appeal" | "plead" => &["to", "with", "for"],
        "demand" | "request" => &["of", "from"],
        // `pressed for X to withdraw`.
        "press" | "push" | "argue" | "ask" | "wait" | "campaign" | "lobby" | "arrange" | "hope" | "wish"
        | "petition" | "clamour" | "agitate" => &["for"],
        _ => return None,
    };
    let asked = |c: &usize| {
        *c > head
            && *c < v
            && tree.rel(*c).is_oblique()
            && prepositions.contains(&preposition(tree, *c).as_str())
    };
    tree.children(head).find(asked)
}

/// The noun that a participle or relative clause hangs on.
fn participle_subject(tree: &Tree, v: usize) -> Option<usize> {
    match tree.rel(v) {
        Rel::Acl if !infinitive(tree, v) => tree.head(v),
        Rel::AclRelcl if !has_relative(tree, v) && !has_own_subject(tree, v) => tree.head(v),
        _ => None,
    }
}

/// Whether somebody is the object of a charge.
fn is_charged(tree: &Tree, noun: usize) -> bool {
    let object = matches!(tree.rel(noun), Rel::Obj | Rel::NsubjPass);
    let verb = tree.head(noun).filter(|_| object);
    verb.is_some_and(|v| en::is_charging(tree.lemma(v)))
}

/// A clause in *-ing* with a preposition before it (`a policy of turning away boats`).
fn is_gerund(tree: &Tree, v: usize) -> bool {
    tree.xpos(v) == "VBG"
        && tree
            .children(v)
            .any(|c| matches!(tree.rel(c), Rel::Mark | Rel::Case) && c < v)
}

/// A clause without a subject in *-ing*, or with *having*.
fn is_participial(tree: &Tree, v: usize) -> bool {
    tree.xpos(v) == "VBG"
        || tree
            .children(v)
            .any(|c| tree.rel(c) == Rel::Aux && tree.lemma(c) == "have" && tree.xpos(c) == "VBG")
}

/// A gerund with an object that is tagged as a noun (`succeeded in meeting X`).
fn is_noun_gerund(tree: &Tree, v: usize) -> bool {
    tree.upos(v) == Upos::Noun && tree.lemma(v).ends_with("ing") && tree.child(v, &[Rel::Obj]).is_some()
}

/// Whether a verb is an infinitive with *to*.
pub(crate) fn infinitive(tree: &Tree, v: usize) -> bool {
    tree.children(v)
        .any(|c| tree.rel(c) == Rel::Mark && tree.lemma(c) == "to")
}

pub(super) fn has_own_subject(tree: &Tree, v: usize) -> bool {
    tree.children(v).any(|c| tree.rel(c).is_subject())
}

pub(super) fn has_relative(tree: &Tree, v: usize) -> bool {
    tree.children(v)
        .any(|c| is_relative(tree, c) || tree.children(c).any(|d| is_relative(tree, d)))
}

/// A relative pronoun.
pub(crate) fn is_relative(tree: &Tree, i: usize) -> bool {
    tree.upos(i) == Upos::Pron && matches!(tree.xpos(i), "WDT" | "WP" | "WP$") || tree.has(i, "PronType=Rel")
}

/// Who has the plan or the wish that an infinitive completes: its possessor, or the subject above.
fn holder(tree: &Tree, noun: usize, depth: usize) -> Option<usize> {
    if let Some(possessor) = tree.child(noun, &[Rel::NmodPoss]) {
        return Some(possessor);
    }
    let verb = tree.head(noun)?;
    match tree.rel(noun) {
        Rel::Obj | Rel::Obl | Rel::Xcomp => surface_subject(tree, verb, depth),
        _ => None,
    }
}

/// The subject of a clause: no predicate above it, and the noun itself in place of a relative pronoun.
pub(super) fn subject(tree: &Tree, v: usize) -> Option<usize> {
    let mut found = surface_subject(tree, v, DEPTH)?;
    if is_relative(tree, found) && tree.child(found, &[Rel::AclRelcl]).is_none() {
        found = antecedent(tree, v).unwrap_or(found);
    }
    for _ in 0..DEPTH {
        let participle = matches!(tree.rel(v), Rel::Acl | Rel::AclRelcl) && tree.head(v) == Some(found);
        let above = tree.is_under(v, found) && is_predicate(tree, found) && !participle
            || tree.upos(found) == Upos::Verb && tree.head(v) == Some(found);
        if !above {
            return Some(found);
        }
        found = surface_subject(tree, found, DEPTH)?;
    }
    None
}

/// The noun that the relative clause of a verb hangs on, also through coordination and complements.
fn antecedent(tree: &Tree, mut v: usize) -> Option<usize> {
    for _ in 0..DEPTH {
        match tree.rel(v) {
            Rel::AclRelcl => return tree.head(v),
            Rel::Conj | Rel::Xcomp | Rel::Ccomp => v = tree.head(v)?,
            _ => return None,
        }
    }
    None
}
