//! The arguments of a verb, wherever the tree has put them: passives, shared and controlled
//! subjects, participles, relative clauses.

use super::subject::{DEPTH, has_own_subject, has_relative, surface_subject};
pub(crate) use super::subject::{infinitive, is_relative};
use crate::syntax::{Rel, Tree, Upos};
use crate::text::calendar;

/// The tokens that fill the places of one predicate; coordination is not yet unfolded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments {
    /// Logical subject.
    pub subject: Option<usize>,
    /// Logical object.
    pub object: Option<usize>,
    /// Indirect object.
    pub indirect: Option<usize>,
    /// Obliques with their prepositions (lower case, several words joined by blanks).
    pub obliques: Vec<(String, usize)>,
    /// Clauses that complete it.
    pub complements: Vec<usize>,
    /// Whether the verb is passive.
    pub passive: bool,
}

/// The prepositions of a nominal or clause: `case` or `mark` children with what is fixed to them.
pub(crate) fn preposition(tree: &Tree, i: usize) -> String {
    let mut words = String::new();
    let first = tree
        .children(i)
        .filter(|&c| c < i && matches!(tree.rel(c), Rel::Compound | Rel::Flat | Rel::NmodDesc | Rel::Amod));
    // The parser sometimes hangs the preposition on the first word of the name.
    let inside: Vec<usize> = first
        .flat_map(|f| {
            tree.children(f)
                .filter(move |&c| c < f && tree.rel(c) == Rel::Case)
        })
        .collect();
    let own = tree
        .children(i)
        .filter(|&c| matches!(tree.rel(c), Rel::Case | Rel::Mark));
    for c in own.chain(inside) {
        if matches!(tree.xpos(c), "POS") {
            continue;
        }
        for word in std::iter::once(c).chain(tree.children(c).filter(|&f| tree.rel(f) == Rel::Fixed)) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(match tree.lemma(word) {
                "accord" => "according",
                "include" => "including",
                lemma => lemma,
            });
        }
    }
    words
}

/// Whether a token is a verb in the passive.
pub(crate) fn is_passive(tree: &Tree, v: usize) -> bool {
    // A past tense without an auxiliary is none, whatever its subject is called.
    let passive = |c: usize| match tree.rel(c) {
        Rel::AuxPass => true,
        Rel::NsubjPass | Rel::CsubjPass => tree.xpos(v) != "VBD",
        _ => false,
    };
    if tree.children(v).any(passive) {
        return true;
    }
    let bare = tree.children(v).all(|c| !matches!(tree.rel(c), Rel::Aux));
    let by = tree.children(v).any(|c| tree.rel(c) == Rel::OblAgent);
    let object = tree.child(v, &[Rel::Obj]).is_some() && !by;
    tree.xpos(v) == "VBN" && bare && !object && matches!(tree.rel(v), Rel::Acl | Rel::Advcl | Rel::Amod)
        || tree.xpos(v) == "VBN"
            && bare
            && tree.rel(v) == Rel::Conj
            && tree.head(v).is_some_and(|h| is_passive(tree, h))
}

/// The arguments of a verb or predicative adjective or noun.
pub(crate) fn arguments(tree: &Tree, v: usize) -> Arguments {
    let mut found = Arguments {
        passive: is_passive(tree, v),
        ..Arguments::default()
    };
    let surface = surface_subject(tree, v, DEPTH);
    for c in tree.children(v) {
        match tree.rel(c) {
            Rel::Obj => match preposition(tree, c) {
                words if words.is_empty() || found.object.is_some() => {
                    found.object = found.object.or(Some(c));
                }
                words => found.obliques.push((words, c)),
            },
            Rel::Iobj => found.indirect = Some(c),
            Rel::OblAgent => found.obliques.push(("by".to_owned(), c)),
            rel if rel.is_oblique() || rel == Rel::Nmod => {
                let preposition = preposition(tree, c);
                if !preposition.is_empty() {
                    found.obliques.push((preposition, c));
                }
            }
            Rel::Ccomp | Rel::Xcomp | Rel::Csubj => found.complements.push(c),
            _ => (),
        }
    }
    if found.passive {
        // `was awarded a medal`: the subject is whom it is given to.
        if found.object.is_some() {
            found.indirect = found.indirect.or(surface);
        }
        found.object = found.object.or(surface).or_else(|| passive_object(tree, v));
        found.subject = found
            .obliques
            .iter()
            .find(|(p, _)| p == "by")
            .map(|(_, t)| *t)
            .or_else(|| low_agent(tree, v));
    } else {
        found.subject = surface;
        found.object = found
            .object
            .or_else(|| gap_object(tree, v, &found))
            .or_else(|| shared_object(tree, v))
            .or_else(|| misread_object(tree, v));
    }
    found
}

/// The agent of a passive that hangs on a noun before it (`were airlifted to Vanuatu by Australia`).
fn low_agent(tree: &Tree, v: usize) -> Option<usize> {
    let below = |mut i: usize| {
        for _ in 0..DEPTH {
            match tree.head(i) {
                Some(h) if h == v => return true,
                Some(h)
                    if tree.rel(h).is_oblique()
                        || matches!(tree.rel(h), Rel::Nmod | Rel::Obj | Rel::Iobj) =>
                {
                    i = h;
                }
                _ => return false,
            }
        }
        false
    };
    (v + 1..tree.len())
        .rev()
        .find(|&i| tree.rel(i) == Rel::Nmod && preposition(tree, i) == "by" && below(i))
}

/// An object that the parser took for something else right behind the verb.
fn misread_object(tree: &Tree, v: usize) -> Option<usize> {
    if let Some(object) = tree.child(v, &[Rel::Iobj]) {
        return Some(object);
    }
    // `met Monday`, `met on 3 March` name no one.
    let bare = |i: usize| {
        preposition(tree, i).is_empty() && tree.upos(i) == Upos::Propn && !calendar::is_name(tree.lemma(i))
    };
    let near = tree.children(v).find(|&c| {
        c > v
            && c <= v + 5
            && bare(c)
            && matches!(
                tree.rel(c),
                Rel::OblUnmarked
                    | Rel::Obl
                    | Rel::Xcomp
                    | Rel::OblAgent
                    | Rel::Ccomp
                    | Rel::Advmod
                    | Rel::Vocative
            )
    });
    near.or_else(|| {
        let clause = tree
            .child(v, &[Rel::Ccomp, Rel::Xcomp])
            .filter(|&c| tree.upos(c) != Upos::Verb && tree.child(c, &[Rel::Cop]).is_none())?;
        tree.child(clause, &[Rel::Nsubj]).filter(|&s| s > v)
    })
}

fn passive_object(tree: &Tree, v: usize) -> Option<usize> {
    matches!(tree.rel(v), Rel::Acl | Rel::Amod | Rel::AclRelcl)
        .then(|| tree.head(v))
        .flatten()
}

/// The noun of a relative clause that has a subject and lacks its object (`the villages HTS seized`).
fn gap_object(tree: &Tree, v: usize, found: &Arguments) -> Option<usize> {
    let open = tree.rel(v) == Rel::AclRelcl
        && found.subject.is_some()
        && has_own_subject(tree, v)
        && !has_relative(tree, v);
    let stranded = tree.children(v).any(|c| tree.upos(c) == Upos::Adp);
    (open && !stranded && found.complements.is_empty())
        .then(|| tree.head(v))
        .flatten()
}

/// The object that coordinated verbs share: it stands behind the last of them (`seized and held X`).
pub(super) fn shared_object(tree: &Tree, v: usize) -> Option<usize> {
    let next = tree
        .children(v)
        .filter(|&c| tree.rel(c) == Rel::Conj && tree.upos(c) == Upos::Verb)
        .last()?;
    let adjacent = !has_own_subject(tree, next) && next.abs_diff(v) <= 3;
    let bare = tree
        .children(v)
        .all(|c| c < v || matches!(tree.rel(c), Rel::Conj | Rel::Punct | Rel::Cc));
    (adjacent && bare)
        .then(|| tree.child(next, &[Rel::Obj]))
        .flatten()
}

/// The verb or predicate that a token stands in: itself or the nearest one above.
pub(crate) fn predicate_over(tree: &Tree, mut i: usize) -> usize {
    for _ in 0..tree.len() {
        let is_predicate = tree.upos(i) == Upos::Verb
            || tree
                .children(i)
                .any(|c| tree.rel(c) == Rel::Cop || tree.rel(c).is_subject());
        match tree.head(i) {
            Some(head) if !is_predicate => i = head,
            _ => return i,
        }
    }
    i
}
