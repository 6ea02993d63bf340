//! Things that are spoken of and are no actors: noun phrases, for which pronouns may stand, and their repeats.
//!
//! An actor competes with them for each *it* and *they*; without them every *it* would be a country.

use super::{At, Kind, Mention, Text};
use crate::syntax::{Rel, Tree, Upos};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many sentences a repeat looks back.
const REACH: u32 = 40;
/// How many of the same noun it looks at.
const LOOKS: usize = 30;

/// How far behind its first word a modifier is looked through.
const SPREAD: usize = 12;

/// A noun phrase.
#[derive(Clone, Debug)]
pub(super) struct Nominal {
    pub head: At,
    pub plural: bool,
    /// The thing it is of: its index among the things.
    pub thing: usize,
    /// The words that tell it from others of its noun, as sorted hashes.
    modifiers: Vec<u64>,
    proper: bool,
    definite: bool,
}

/// The noun phrases of a document whose heads are no actors' mentions, in order of the text, with their things.
pub(super) fn find(text: Text<'_>, mentions: &[Mention]) -> Vec<Nominal> {
    let mut taken: HashSet<At> = HashSet::new();
    for mention in mentions.iter().filter(|m| is_actor(text, m)) {
        taken.extend((mention.tokens.0..mention.tokens.1).map(|token| At {
            token,
            ..mention.head
        }));
        taken.insert(mention.head);
    }
    let mut nominals: Vec<Nominal> = Vec::new();
    let mut by_noun: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut things = 0;
    for (sentence, tree) in text.trees.iter().enumerate() {
        for token in 0..tree.len() {
            let head = At::new(sentence, token);
            if !is_referring(tree, token) || taken.contains(&head) {
                continue;
            }
            let mut nominal = describe(tree, token, head);
            let same = by_noun.entry(hash(tree.lemma(token), 0)).or_default();
            let seen = same.iter().rev().take(LOOKS).map(|&k| &nominals[k]);
            let antecedent = seen
                .take_while(|other| head.sentence - other.head.sentence <= REACH)
                .find(|other| nominal.takes_up(other));
            nominal.thing = antecedent.map_or(things, |other| other.thing);
            things += usize::from(antecedent.is_none());
            same.push(nominals.len());
            nominals.push(nominal);
        }
    }
    nominals
}

/// Whether a mention speaks of an actor: not a pronoun, and not a document (`the statement`).
fn is_actor(text: Text<'_>, mention: &Mention) -> bool {
    let document = mention.noun.is_some_and(|noun| text.schema.noun(noun).document);
    match mention.kind {
        Kind::Pronoun => false,
        Kind::Description => !document,
        Kind::Name | Kind::Adjective => true,
    }
}

/// Whether a noun heads a phrase that stands for something: no part of a compound, no predicate, no apposition.
fn is_referring(tree: &Tree, token: usize) -> bool {
    let noun = matches!(tree.upos(token), Upos::Noun | Upos::Propn);
    let part = matches!(
        tree.rel(token),
        Rel::Compound
            | Rel::Flat
            | Rel::Appos
            | Rel::NmodDesc
            | Rel::Fixed
            | Rel::Goeswith
            | Rel::Vocative
            | Rel::Reparandum
            | Rel::Discourse
            | Rel::Amod
            | Rel::Nummod
            | Rel::Advmod
            | Rel::OblTmod
            | Rel::NmodTmod
    );
    noun && !part && tree.child(token, &[Rel::Cop]).is_none() && !is_measure(tree.lemma(token))
}

/// Nouns that say when, how long or how much: no pronoun takes them up.
fn is_measure(lemma: &str) -> bool {
    const MEASURES: &[&str] = &[
        "second",
        "minute",
        "hour",
        "day",
        "night",
        "morning",
        "afternoon",
        "evening",
        "week",
        "weekend",
        "month",
        "year",
        "decade",
        "century",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "time",
        "moment",
        "lot",
        "number",
        "percent",
        "%",
        "bit",
        "half",
        "rest",
        "way",
        "kind",
        "sort",
        "fact",
        "reason",
        "spring",
        "summer",
        "autumn",
        "winter",
        "age",
        "mile",
        "kilometre",
        "kilometer",
        "metre",
        "meter",
        "foot",
        "dollar",
        "euro",
        "pound",
        "thing",
        "something",
        "anything",
        "nothing",
        "everything",
        "end",
        "beginning",
        "front",
        "top",
        "bottom",
        "example",
        "instance",
        "addition",
        "order",
        "case",
        "term",
        "part",
        "majority",
        "series",
        "couple",
    ];
    MEASURES.contains(&lemma) || super::name::is_calendar(lemma)
}

fn describe(tree: &Tree, token: usize, head: At) -> Nominal {
    let mut modifiers = Vec::new();
    let mut definite = false;
    for child in tree.children(token) {
        match tree.rel(child) {
            Rel::Amod | Rel::Compound | Rel::Nummod | Rel::Nmod | Rel::Flat | Rel::Appos => {
                let content = |&i: &usize| {
                    matches!(
                        tree.upos(i),
                        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb
                    )
                };
                let (first, last) = (child.min(token), (child + SPREAD).min(tree.len()));
                let under = (first..last).filter(content).filter(|&i| tree.is_under(i, child));
                modifiers.extend(under.map(|i| hash(tree.lemma(i), 0)));
            }
            Rel::NmodPoss => {
                definite = true;
                modifiers.push(hash(tree.lemma(child), 0));
            }
            Rel::AclRelcl | Rel::Acl => {
                modifiers.push(hash(tree.lemma(child), 1));
            }
            Rel::Det => {
                definite |= matches!(tree.lemma(child), "the" | "this" | "that" | "these" | "those");
            }
            _ => {}
        }
    }
    modifiers.sort_unstable();
    modifiers.dedup();
    Nominal {
        head,
        plural: tree.has(token, "Number=Plur"),
        thing: 0,
        modifiers,
        proper: tree.upos(token) == Upos::Propn,
        definite,
    }
}

/// A word in small letters as a number; `sort` keeps words of different roles apart.
fn hash(word: &str, sort: u8) -> u64 {
    let mut hasher = DefaultHasher::new();
    sort.hash(&mut hasher);
    word.chars()
        .flat_map(char::to_lowercase)
        .for_each(|c| c.hash(&mut hasher));
    hasher.finish()
}

impl Nominal {
    /// Whether the phrase takes up an earlier one of the same noun: it is definite, of the same number, and says
    /// nothing that the earlier one does not.
    fn takes_up(&self, earlier: &Self) -> bool {
        if self.plural != earlier.plural {
            return false;
        }
        if self.proper {
            return self.modifiers == earlier.modifiers;
        }
        self.definite
            && self
                .modifiers
                .iter()
                .all(|word| earlier.modifiers.binary_search(word).is_ok())
    }
}
