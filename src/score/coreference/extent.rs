//! The words of a mention as annotators of coreference mark it: the whole noun phrase.
//!
//! Whoever is spoken of has a name or a noun in [`Mention`]; `OntoNotes` marks with it the article, the title,
//! the possessor, what follows with a preposition, the relative clause, the apposition, and the `'s`.

use crate::mention::{Kind, Mention};
use crate::syntax::{Rel, Tree, Upos};

/// Whether a mention stands for something by itself: not as a predicate (`X is the president`), not in
/// apposition, which is part of what it explains, and not as a sort of people (`rebels`), which annotators join
/// with nothing.
pub(super) fn refers(mention: &Mention, tree: &Tree) -> bool {
    let head = mention.head.token as usize;
    let description = mention.kind == Kind::Description;
    let predicate = tree.child(head, &[Rel::Cop]).is_some() && description;
    let sort = description
        && tree.has(head, "Number=Plur")
        && tree
            .child(head, &[Rel::Det, Rel::NmodPoss, Rel::Nummod])
            .is_none();
    !predicate && !sort && !matches!(tree.rel(head), Rel::Appos)
}

/// First token and one past the last of a mention, in its sentence.
pub(super) fn of_mention(mention: &Mention, tree: &Tree) -> (usize, usize) {
    let (start, end) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
    if matches!(mention.kind, Kind::Pronoun | Kind::Adjective) {
        return (start, end);
    }
    of(
        start,
        end,
        mention.head.token as usize,
        mention.kind == Kind::Name,
        tree,
    )
}

/// The same for a noun.
pub(super) fn of_noun(head: usize, tree: &Tree) -> (usize, usize) {
    of(head, head + 1, head, tree.upos(head) == Upos::Propn, tree)
}

fn of(start: usize, end: usize, head: usize, name: bool, tree: &Tree) -> (usize, usize) {
    let (mut first, mut last) = (start.min(head), end.max(head + 1));
    // What modifies the head or a word of the mention, side by side with it.
    for (child, rel) in (0..tree.len()).map(|i| (i, tree.rel(i))) {
        let held = tree
            .head(child)
            .is_some_and(|h| h == head || (start..end).contains(&h));
        if !held || (start..end).contains(&child) || !is_inside(rel, child, head, tree) {
            continue;
        }
        // A name is told apart by itself: what follows with a preposition or a participle is mostly the verb's.
        let of = || {
            tree.children(child)
                .any(|c| tree.rel(c) == Rel::Case && tree.lemma(c) == "of")
        };
        if name && child > head && (rel == Rel::Acl || rel == Rel::Nmod && !of()) {
            continue;
        }
        let (from, to) = reach(tree, child);
        first = first.min(from);
        last = last.max(to);
    }
    while last > end.max(head + 1) && tree.upos(last - 1) == Upos::Punct {
        last -= 1;
    }
    while first < start.min(head) && tree.upos(first) == Upos::Punct {
        first += 1;
    }
    (first, last)
}

/// Whether a word under the head belongs to the noun phrase.
fn is_inside(rel: Rel, child: usize, head: usize, tree: &Tree) -> bool {
    match rel {
        Rel::Case => child > head && tree.xpos(child) == "POS",
        Rel::Det
        | Rel::Amod
        | Rel::Compound
        | Rel::Nummod
        | Rel::NmodPoss
        | Rel::NmodDesc
        | Rel::Flat
        | Rel::Nmod
        | Rel::Acl
        | Rel::AclRelcl
        | Rel::Appos => true,
        _ => false,
    }
}

/// The words under a word, itself included.
fn reach(tree: &Tree, at: usize) -> (usize, usize) {
    let under = |i: &usize| *i == at || tree.is_under(*i, at);
    let first = (0..tree.len()).find(under).unwrap_or(at);
    let last = (0..tree.len()).rfind(under).unwrap_or(at);
    (first, last + 1)
}
