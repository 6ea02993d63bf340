//! Sentences that the parser has left without a verb: `The office on Monday called for …`, read as a noun with a
//! participle. What ends with a full stop has a verb, and the participle is it.

use super::irregular;
use super::label::{Rel, Upos};
use super::tree::{Inventory, NO_HEAD, Tree};
use std::borrow::Cow;

/// Makes the participle that hangs on a sentence's noun its verb; to be called before lemmas and features are added.
pub(super) fn mend(forms: &[Cow<'_, str>], tree: &mut Tree) {
    let Some(noun) = tree.root().filter(|_| is_closed(forms)) else {
        return;
    };
    if !is_noun(tree, noun) || has(tree, noun, is_predicate) {
        return;
    }
    let Some(past) = tag(&tree.inventory, "VBD") else {
        return;
    };
    if let Some(subject) = subject_of_noun(forms, tree, noun) {
        tree.tags[noun] = past;
        tree.rels[subject] = Rel::Nsubj;
    } else if let Some(verb) = verb(forms, tree, noun) {
        tree.tags[verb] = past;
        turn(tree, noun, verb);
    } else if let Some((subject, verb)) = clause_before(tree, noun) {
        tree.tags[verb] = past;
        unfold(tree, subject, verb, noun);
    }
}

/// A subject and a verb that stand before their object as if they were words of its phrase (`Hungary blocked EU aid`).
fn clause_before(tree: &Tree, noun: usize) -> Option<(usize, usize)> {
    let modifies = |i: &usize| {
        let past = matches!(tree.xpos(*i), "VBN" | "VBD");
        *i < noun && tree.rels[*i] == Rel::Amod && past && tree.upos(*i) == Upos::Verb
    };
    let verb = dependents(tree, noun).find(modifies)?;
    let subject = verb.checked_sub(1).filter(|&s| {
        tree.heads[s] as usize == noun
            && is_noun(tree, s)
            && matches!(tree.rels[s], Rel::Compound | Rel::NmodDesc)
    })?;
    Some((subject, verb))
}

/// Makes the verb the root, with the words before it for its subject's and the noun for its object.
fn unfold(tree: &mut Tree, subject: usize, verb: usize, noun: usize) {
    for i in 0..tree.len() {
        if tree.heads[i] as usize != noun {
            continue;
        }
        if i < subject {
            tree.heads[i] = subject as u32;
        } else if tree.upos(i) == Upos::Punct && i > noun {
            tree.heads[i] = verb as u32;
        }
    }
    tree.heads[verb] = NO_HEAD;
    tree.rels[verb] = Rel::Root;
    tree.heads[subject] = verb as u32;
    tree.rels[subject] = Rel::Nsubj;
    tree.heads[noun] = verb as u32;
    tree.rels[noun] = Rel::Obj;
}

/// The subject of what is a verb, though it looks like a noun: a past tense that is coordinated with another
/// (`Police shot and killed …`).
fn subject_of_noun(forms: &[Cow<'_, str>], tree: &Tree, noun: usize) -> Option<usize> {
    irregular::lemma(&forms[noun].to_lowercase())?;
    let past = |i: usize| tree.rels[i] == Rel::Conj && tree.xpos(i) == "VBD";
    let before = noun
        .checked_sub(1)
        .filter(|&b| tree.heads[b] as usize == noun && is_noun(tree, b));
    before.filter(|_| dependents(tree, noun).any(past))
}

/// Whether the last word is a full stop, quotation marks left aside.
fn is_closed(forms: &[Cow<'_, str>]) -> bool {
    let mut last = forms
        .iter()
        .rev()
        .filter(|form| !matches!(&***form, "\"" | "”" | "''"));
    last.next().is_some_and(|form| form == ".")
}

fn is_noun(tree: &Tree, i: usize) -> bool {
    matches!(tree.upos(i), Upos::Noun | Upos::Propn)
}

/// Relations of what makes a noun a predicate.
fn is_predicate(rel: Rel) -> bool {
    rel.is_subject() || matches!(rel, Rel::Cop | Rel::Expl)
}

fn has(tree: &Tree, head: usize, fits: impl Fn(Rel) -> bool) -> bool {
    dependents(tree, head).any(|i| fits(tree.rels[i]))
}

/// Dependents, before they are indexed.
fn dependents(tree: &Tree, head: usize) -> impl Iterator<Item = usize> + '_ {
    (0..tree.len()).filter(move |&i| tree.heads[i] as usize == head)
}

/// The participle that must be the verb: one in the past tense first, else one without agent and comma.
fn verb(forms: &[Cow<'_, str>], tree: &Tree, noun: usize) -> Option<usize> {
    let hangs = |i: &usize| *i > noun && tree.rels[*i] == Rel::Acl && tree.upos(*i) == Upos::Verb;
    let all = || dependents(tree, noun).filter(hangs);
    let passive = |rel| matches!(rel, Rel::OblAgent | Rel::AuxPass | Rel::Mark);
    let plain = |i: &usize| tree.xpos(*i) == "VBN" && !has(tree, *i, passive) && forms[*i - 1] != ",";
    all()
        .find(|&i| tree.xpos(i) == "VBD")
        .or_else(|| all().find(plain))
}

fn tag(inventory: &Inventory, xpos: &str) -> Option<u8> {
    let place = inventory
        .tags
        .iter()
        .position(|(upos, tag)| *upos == Upos::Verb && tag == xpos)?;
    u8::try_from(place).ok()
}

/// Makes the verb the root, the noun its subject, and what stands behind the verb its own.
fn turn(tree: &mut Tree, noun: usize, verb: usize) {
    for i in verb + 1..tree.len() {
        if tree.heads[i] as usize == noun {
            tree.heads[i] = verb as u32;
        }
    }
    tree.heads[verb] = NO_HEAD;
    tree.rels[verb] = Rel::Root;
    tree.heads[noun] = verb as u32;
    tree.rels[noun] = Rel::Nsubj;
}

#[cfg(test)]
mod tests {
    use crate::syntax::Model;

    fn root(text: &str) -> String {
        let model = Model::english();
        let analysis = model.parse(text);
        let first = analysis.sentences().next().expect("there is one");
        first.root().expect("it has a root").form().into_owned()
    }

    #[test]
    fn a_sentence_has_a_verb() {
        assert_eq!(root("The trade talks resumed in Geneva on Monday."), "resumed");
        assert_eq!(
            root("The Budget Office on June 18 called for a review."),
            "called"
        );
    }

    #[test]
    fn a_past_tense_may_look_like_a_noun() {
        assert_eq!(root("Police shot and killed two men."), "shot");
        assert_eq!(root("Hungary blocked EU aid to Ukraine."), "blocked");
    }

    #[test]
    fn a_heading_has_none() {
        assert_eq!(root("Talks resumed by the ministers"), "Talks");
    }
}
