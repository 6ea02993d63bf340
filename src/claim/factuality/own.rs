//! What negates or colours a word by itself: adverbs, determiners, auxiliaries, adjectives, conjunctions.

use crate::claim::en;
use crate::clause::roles::preposition;
use crate::schema::Modality;
use crate::syntax::{Rel, Tree, Upos};

/// How often a word is negated; what stands on the way from the trigger, `below`, is counted there.
pub(super) fn negations(tree: &Tree, token: usize, below: Option<usize>) -> u32 {
    let count = tree
        .children(token)
        .filter(|&c| Some(c) != below && denies(tree, token, c))
        .count() as u32;
    // `did not meet until Monday` has met, `has not met until now` has not; `could not but condemn` has condemned.
    let did = tree
        .children(token)
        .any(|c| matches!(tree.rel(c), Rel::Aux | Rel::AuxPass) && tree.xpos(c) == "VBD");
    let lasts = matches!(
        tree.lemma(token),
        "last" | "stay" | "hold" | "continue" | "remain" | "wait"
    );
    let until = |c: usize| {
        did && !lasts
            && tree.rel(c).is_oblique()
            && preposition(tree, c).ends_with("until")
            && tree.lemma(c) != "now"
    };
    let lifted = tree.children(token).any(|c| until(c) || is_lifted(tree, c));
    if lifted { 0 } else { count }
}

/// Whether a word denies the one above it.
fn denies(tree: &Tree, token: usize, c: usize) -> bool {
    let lemma = tree.lemma(c);
    let verbal = tree.upos(token) == Upos::Verb;
    match tree.rel(c) {
        Rel::Advmod if is_scale(tree, c) => verbal && c < token,
        Rel::Advmod => en::negates(lemma) && !is_only(tree, c) || is_no_longer(tree, c),
        Rel::Det | Rel::CcPreconj => en::negates(lemma),
        Rel::Amod if is_no_longer(tree, c) => true,
        Rel::Amod => en::undone(&lemma.to_lowercase()) && !verbal,
        Rel::Cc => lemma == "nor" && verbal,
        Rel::Mark | Rel::Case => is_instead(tree, c),
        Rel::Obj => is_none(tree, c),
        rel if rel.is_subject() => is_none(tree, c),
        // `At no time did X …`, `Never in his reign did X …`; not `With no warning, X …`.
        rel if rel.is_oblique() => {
            c < token
                && inverted(tree, token).is_some()
                && (is_none(tree, c)
                    || tree
                        .children(c)
                        .any(|d| tree.lemma(d).eq_ignore_ascii_case("never")))
        }
        _ => false,
    }
}

/// A phrase with *no* or *none* before it, or *neither*.
fn is_none(tree: &Tree, c: usize) -> bool {
    let is_no = |d: usize| matches!(tree.lemma(d).to_lowercase().as_str(), "no" | "neither");
    let lemma = tree.lemma(c).to_lowercase();
    // `no one but X` is X.
    let but = (0..tree.len()).any(|i| matches!(tree.lemma(i), "but" | "except") && tree.is_under(i, c));
    !but && (matches!(&*lemma, "nobody" | "none" | "nothing" | "neither")
        || tree.children(c).any(|d| tree.rel(d) == Rel::Det && is_no(d)))
}

/// `almost`, `nearly`: what almost happened did not.
fn is_scale(tree: &Tree, c: usize) -> bool {
    let other =
        c + 1 < tree.len() && matches!(tree.upos(c + 1), Upos::Adv | Upos::Adj | Upos::Num | Upos::Det);
    matches!(tree.lemma(c), "almost" | "nearly") && !other
}

/// `not only`, `not just`, `not until`.
fn is_only(tree: &Tree, c: usize) -> bool {
    let next = (c + 1 < tree.len()).then(|| tree.lemma(c + 1));
    let goes_on = || (c + 1..tree.len()).any(|i| matches!(tree.lemma(i), "but" | "also"));
    next.is_some_and(|next| {
        matches!(next, "only" | "until") || matches!(next, "just" | "merely" | "simply") && goes_on()
    }) || tree
        .children(c)
        .any(|d| matches!(tree.lemma(d), "only" | "until"))
}

/// `could not but condemn`.
fn is_lifted(tree: &Tree, c: usize) -> bool {
    let next_is_but = c + 1 < tree.len() && tree.lemma(c + 1) == "but";
    tree.rel(c) == Rel::Advmod && en::negates(tree.lemma(c)) && next_is_but
}

fn is_no_longer(tree: &Tree, c: usize) -> bool {
    matches!(tree.lemma(c), "long" | "longer") && tree.children(c).any(|d| tree.lemma(d) == "no")
}

/// `without meeting`, `instead of meeting`, `rather than meet`.
fn is_instead(tree: &Tree, c: usize) -> bool {
    match tree.lemma(c).to_lowercase().as_str() {
        "without" => true,
        "instead" | "rather" => tree.children(c).any(|d| tree.rel(d) == Rel::Fixed),
        _ => false,
    }
}

/// How a word is coloured by itself; `reported` is a clause that somebody says, `negated` one that is denied.
pub(super) fn modality(tree: &Tree, token: usize, reported: bool, negated: bool) -> Option<Modality> {
    if follows_condition(tree, token) || is_inverted(tree, token) {
        return Some(Modality::Hypothetical);
    }
    if tree.rel(token) == Rel::Advcl && preposition(tree, token) == "in case" {
        return Some(Modality::Hypothetical);
    }
    if is_to_be(tree, token) || is_planned_present(tree, token) {
        return Some(Modality::Planned);
    }
    let colour = |c: usize| {
        let lemma = tree.lemma(c).to_lowercase();
        match tree.rel(c) {
            Rel::Advmod => en::adverb(&lemma),
            Rel::Amod => en::attribute(&lemma).or_else(|| en::adverb(&lemma)),
            // Who could not did not.
            Rel::Aux
                if (negated || tree.children(token).any(|c| is_lifted(tree, c)))
                    && matches!(&*lemma, "can" | "could" | "ca") =>
            {
                None
            }
            Rel::Aux if lemma == "would" && is_habit(tree, token) => None,
            Rel::Aux => en::modal(&lemma, reported),
            Rel::Mark if lemma == "whether" || lemma == "if" && tree.rel(token) == Rel::Ccomp => {
                Some(Modality::Possible)
            }
            Rel::Mark if en::condition(&lemma) => Some(Modality::Hypothetical),
            _ => None,
        }
    };
    // What may well happen is less sure than what will.
    let found: Vec<Modality> = tree.children(token).filter_map(colour).collect();
    let possible = found.contains(&Modality::Possible) && found.contains(&Modality::Planned);
    if possible {
        Some(Modality::Possible)
    } else {
        found.first().copied()
    }
}

/// What would follow under a condition has not happened.
fn follows_condition(tree: &Tree, token: usize) -> bool {
    let conditional = |c: usize| {
        tree.rel(c) == Rel::Advcl
            && (is_inverted(tree, c)
                || tree.children(c).any(|m| {
                    tree.rel(m) == Rel::Mark
                        && matches!(tree.lemma(m).to_lowercase().as_str(), "if" | "unless")
                }))
    };
    let modal = |c: usize| tree.rel(c) == Rel::Aux && en::modal(tree.lemma(c), false).is_some();
    tree.children(token).any(conditional) && tree.children(token).any(modal)
}

/// `Had Israel attacked Iran, …`, `Should Israel attack Iran, …`: no question, and no full stop right behind.
fn is_inverted(tree: &Tree, token: usize) -> bool {
    let asks = (0..tree.len()).rev().take(2).any(|i| tree.lemma(i) == "?");
    let Some(subject) = tree.children(token).find(|&c| tree.rel(c).is_subject()) else {
        return false;
    };
    let before = |c: usize| {
        matches!(tree.rel(c), Rel::Aux | Rel::AuxPass | Rel::Cop)
            && matches!(tree.lemma(c).to_lowercase().as_str(), "have" | "should" | "be")
            && c < subject
            && tree.children(token).all(|d| d >= c)
    };
    let begins = |c: usize| c == 0 || tree.upos(c - 1) == Upos::Punct;
    let goes_on = |c: usize| {
        tree.children(token).any(|d| d > token && (tree.lemma(d) == ","))
            || tree.rel(token) == Rel::Advcl
            || c > 0
    };
    !asks && tree.children(token).any(|c| before(c) && begins(c) && goes_on(c))
}

/// `is to meet`.
fn is_to_be(tree: &Tree, token: usize) -> bool {
    let to = |c: usize| tree.rel(c) == Rel::Mark && tree.lemma(c) == "to";
    let be = |c: usize| tree.rel(c) == Rel::Cop && c < token;
    tree.upos(token) == Upos::Verb && tree.children(token).any(to) && tree.children(token).any(be)
}

/// `is meeting Trump next Thursday`.
fn is_planned_present(tree: &Tree, token: usize) -> bool {
    let present = |c: usize| tree.rel(c) == Rel::Aux && tree.lemma(c) == "be" && tree.has(c, "Tense=Pres");
    let ahead = |c: usize| {
        matches!(tree.lemma(c).to_lowercase().as_str(), "tomorrow" | "soon")
            || tree.rel(c).is_oblique()
                && tree
                    .children(c)
                    .any(|d| tree.rel(d) == Rel::Amod && tree.lemma(d) == "next")
    };
    tree.xpos(token) == "VBG" && tree.children(token).any(present) && tree.children(token).any(ahead)
}

/// `would often meet`, `every summer X would visit`, and the future of the past: `would later visit`.
fn is_habit(tree: &Tree, token: usize) -> bool {
    let often = |c: usize| {
        let regular = matches!(
            tree.lemma(c).to_lowercase().as_str(),
            "often"
                | "always"
                | "usually"
                | "regularly"
                | "sometimes"
                | "frequently"
                | "later"
                | "eventually"
                | "subsequently"
        );
        let every = tree.rel(c).is_oblique()
            && tree
                .children(c)
                .any(|d| tree.rel(d) == Rel::Det && tree.lemma(d).eq_ignore_ascii_case("every"));
        tree.rel(c) == Rel::Advmod && regular || every
    };
    tree.children(token).any(often)
}

/// The auxiliary that stands before the subject.
fn inverted(tree: &Tree, token: usize) -> Option<usize> {
    let subject = tree.children(token).find(|&c| tree.rel(c).is_subject())?;
    tree.children(token)
        .find(|&c| matches!(tree.rel(c), Rel::Aux | Rel::AuxPass | Rel::Cop) && c < subject)
}

/// Whether a clause asks whether something is so: its sentence ends so, its auxiliary stands before its subject, and
/// no word asks for who, when or why.
pub(super) fn is_question(tree: &Tree, token: usize) -> bool {
    let asks = (0..tree.len()).rev().take(2).any(|i| tree.lemma(i) == "?");
    asks && inverted(tree, token).is_some()
        && !(0..tree.len()).any(|i| matches!(tree.xpos(i), "WP" | "WRB" | "WP$"))
}

/// How often an argument of a word is itself negated, so that the claim with it has the other sign than the word
/// (`met Xi but not Li`, `met neither Putin nor Lukashenko`, `did not meet Xi but Li`).
pub(in crate::claim) fn argument_negations(tree: &Tree, argument: usize, word_negated: bool) -> u32 {
    let own = tree.children(argument).any(|c| match tree.rel(c) {
        Rel::Advmod => en::negates(tree.lemma(c)) && !is_only(tree, c),
        Rel::CcPreconj => tree.lemma(c).eq_ignore_ascii_case("neither"),
        Rel::Cc | Rel::Case => is_instead(tree, c),
        _ => false,
    });
    let Some(first) = tree.head(argument).filter(|_| tree.rel(argument) == Rel::Conj) else {
        return u32::from(own);
    };
    let neither = tree
        .children(first)
        .any(|c| tree.rel(c) == Rel::CcPreconj && tree.lemma(c).eq_ignore_ascii_case("neither"));
    let but = tree
        .children(argument)
        .any(|c| tree.rel(c) == Rel::Cc && tree.lemma(c) == "but");
    u32::from(own) + u32::from(neither) + u32::from(but && !own && word_negated)
}
