//! The words of a constituent: all of them, all but clauses, or the fewest that still name the same.

use crate::syntax::{Rel, Tree, Upos};

/// The words under a token without the branches that `cut` names (head, dependent), in order.
pub(super) fn under(tree: &Tree, i: usize, cut: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let (mut found, mut open) = (Vec::new(), vec![i]);
    while let Some(head) = open.pop() {
        found.push(head);
        open.extend(tree.children(head).filter(|&c| !cut(head, c)));
    }
    found.sort_unstable();
    found
}

/// What stands beside a nominal and is no part of it.
const fn is_outside(rel: Rel) -> bool {
    matches!(
        rel,
        Rel::Case
            | Rel::Mark
            | Rel::Nsubj
            | Rel::NsubjPass
            | Rel::NsubjOuter
            | Rel::Cop
            | Rel::Aux
            | Rel::Advcl
            | Rel::Discourse
    )
}

/// A constituent as it stands, without its preposition and without clauses and appositions on it.
///
/// `alone` leaves out what is coordinated with it, `bare` the participles on it.
pub(super) fn long(tree: &Tree, i: usize, alone: bool, bare: bool) -> Vec<usize> {
    let cut = |head: usize, c: usize| {
        let rel = tree.rel(c);
        let clause = matches!(
            rel,
            Rel::AclRelcl | Rel::Appos | Rel::Parataxis | Rel::Dep | Rel::Ccomp
        );
        clause
            || bare && rel == Rel::Acl
            || head == i
                && (is_outside(rel) && tree.xpos(c) != "POS"
                    || matches!(rel, Rel::Cc | Rel::CcPreconj) && (alone || c < i)
                    || alone && rel == Rel::Conj)
    };
    let mut words = under(tree, i, cut);
    trim(tree, &mut words);
    words
}

/// A clause whole, without what is only set beside it or coordinated with a subject of its own.
pub(super) fn whole(tree: &Tree, i: usize) -> Vec<usize> {
    let apart = |c: usize| match tree.rel(c) {
        Rel::Parataxis | Rel::Cc => true,
        Rel::Conj => tree.children(c).any(|k| tree.rel(k).is_subject()),
        _ => false,
    };
    let mut words = under(tree, i, |head, c| head == i && apart(c));
    trim(tree, &mut words);
    words
}

/// Takes punctuation from both ends, but for pairs of quotation marks and brackets.
fn trim(tree: &Tree, words: &mut Vec<usize>) {
    let (opens, closes) = (["``", "-LRB-", "$"], ["''", "-RRB-"]);
    let is = |i: usize, tags: &[&str]| tags.contains(&tree.xpos(i));
    while words
        .last()
        .is_some_and(|&i| tree.upos(i) == Upos::Punct && !is(i, &closes))
    {
        words.pop();
    }
    let free = |i: usize| tree.upos(i) == Upos::Punct && !is(i, &opens);
    let first = words.iter().position(|&i| !free(i)).unwrap_or(words.len());
    words.drain(..first);
    let paired = |words: &[usize], tags: &[&str]| words.iter().any(|&i| is(i, tags));
    if words.first().is_some_and(|&i| is(i, &opens[..2])) && !paired(words, &closes) {
        words.remove(0);
    }
    if words.last().is_some_and(|&i| is(i, &closes)) && !paired(words, &opens[..2]) {
        words.pop();
    }
}

/// The fewest words that name the same: the head with its name, number, qualities and possessor.
pub(super) fn minimal(tree: &Tree, i: usize) -> Vec<usize> {
    let pair = is_between(tree, i);
    let cut = |head: usize, c: usize| match tree.rel(c) {
        Rel::Cc | Rel::Conj if pair => false,
        Rel::Punct => tree.lemma(c) != "-",
        // `'s` belongs to the possessor, `of` to a name that goes on behind it.
        Rel::Case => tree.xpos(c) != "POS" && head == i,
        Rel::Nmod => !continues_name(tree, head, c),
        Rel::Advmod => head == i,
        rel => is_loose(rel),
    };
    let mut words = under(tree, i, cut);
    trim(tree, &mut words);
    words
}

/// Whether a nominal names the two that something is between.
pub(super) fn is_between(tree: &Tree, i: usize) -> bool {
    tree.children(i)
        .any(|c| tree.rel(c) == Rel::Case && tree.lemma(c) == "between")
}

/// Whether a nominal with *of* is part of the name before it (`House of Stewart`).
fn continues_name(tree: &Tree, head: usize, c: usize) -> bool {
    let of = |k: usize| tree.rel(k) == Rel::Case && tree.lemma(k) == "of";
    tree.upos(head) == Upos::Propn && tree.upos(c) == Upos::Propn && tree.children(c).any(of)
}

/// What a nominal can lose and still name the same.
const fn is_loose(rel: Rel) -> bool {
    is_outside(rel)
        || matches!(
            rel,
            Rel::AclRelcl
                | Rel::Appos
                | Rel::Parataxis
                | Rel::Dep
                | Rel::Ccomp
                | Rel::Acl
                | Rel::AdvclRelcl
                | Rel::Cc
                | Rel::CcPreconj
                | Rel::Conj
                | Rel::Obl
                | Rel::Orphan
                | Rel::AdvmodEmph
        )
}
