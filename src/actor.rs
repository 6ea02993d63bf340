//! Which actors of which documents are one actor: identity, a layer above the documents.
//!
//! Input: the actors as single documents know them ([`Local`]), each with the keys it is known
//! by or the seed it is.
//! Output: [`Actors`], from each local actor to its canonical IRI.
//!
//! The rules, all of them free of order:
//! - A local actor with a seed **is** that seed. It brings no keys, so two seeds are never joined,
//!   whatever names a text gives them.
//! - Local actors that share a key are one actor, and so on along shared keys: the components
//!   of a union-find over the keys. The canonical IRI is made of the smallest key.
//! - Different keys that [`kin`] takes for names of one actor (`moammar-qaddafi`, `muammar-gaddafi`) are joined
//!   like shared ones, unless a third key makes it doubtful.
//! - What is known by a description only has a key of its document ([`key`]), which no other
//!   document can have.
//! - What the user's ontology says (`owl:sameAs`, `owl:differentFrom`) goes before what names tell.

pub mod key;
pub mod kin;
pub mod name;

use crate::mention::{ChainId, Mentions};
use crate::schema::Schema;
use kin::{Kin, Known};
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, BTreeSet};

/// An actor as one document knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Local {
    /// Its IRI in the document.
    pub iri: String,
    /// The keys it is known by, sorted; empty where it is a seed.
    pub keys: Vec<String>,
    /// Hints beside those of its keys: the offices it holds.
    pub hints: Vec<String>,
    /// IRI of the seed that it is.
    pub seed: Option<String>,
}

/// From local actors to canonical ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actors {
    canonical: BTreeMap<String, String>,
}

impl Actors {
    /// The canonical IRI of a local actor.
    #[must_use]
    pub fn of(&self, local: &str) -> Option<&str> {
        self.canonical.get(local).map(String::as_str)
    }

    /// All pairs of local and canonical IRI, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.canonical
            .iter()
            .map(|(local, actor)| (local.as_str(), actor.as_str()))
    }
}

/// The actors of one document, a chain each, with numbers for local IRIs; `document` is the document's slug,
/// `year` that of its publication.
#[must_use]
pub fn locals(mentions: &Mentions, schema: &Schema, document: &str, year: Option<i16>) -> Vec<Local> {
    let local = |(i, chain): (usize, &crate::mention::Chain)| {
        let number = i.to_string();
        let id = ChainId(i as u32);
        let seed = chain.seed.and_then(|seed| schema.actors.get(seed.0 as usize));
        Local {
            keys: key::of(mentions, id, schema, document, &number, year),
            hints: key::hints(mentions, id, schema, year),
            iri: format!("{document}/{number}"),
            seed: seed.map(|seed| seed.iri.clone()),
        }
    };
    mentions.chains.iter().enumerate().map(local).collect()
}

/// Finds out which local actors are one; `iri` makes a canonical IRI of a key.
///
/// ```
/// use whowhom::actor::{kin::Kin, resolve, Local};
/// let local = |iri: &str, keys: &[&str]| Local {
///     iri: iri.into(),
///     keys: keys.iter().map(|key| (*key).to_owned()).collect(),
///     hints: Vec::new(),
///     seed: None,
/// };
/// let locals = [local("d1/hts", &["hts.body"]), local("d2/hts", &["hayat-tahrir-sham.body", "hts.body"])];
/// let actors = resolve(&Kin::default(), &locals, |key| format!("actor/{key}"));
/// assert_eq!(actors.of("d1/hts"), Some("actor/hayat-tahrir-sham.body"));
/// ```
#[must_use]
pub fn resolve(kin: &Kin, locals: &[Local], iri: impl Fn(&str) -> String) -> Actors {
    let ties: Vec<[String; 2]> = kin::edges(kin, &known(kin, locals))
        .into_iter()
        .map(|(a, b, _)| [a, b])
        .collect();
    let own = locals.iter().map(|local| local.keys.as_slice());
    let groups = components(own.chain(ties.iter().map(<[String; 2]>::as_slice)));
    let smallest: BTreeMap<&str, &Vec<String>> = groups
        .iter()
        .flat_map(|group| group.iter().map(move |key| (key.as_str(), group)))
        .collect();
    let canonical = locals.iter().map(|local| {
        let group = local.keys.first().and_then(|key| smallest.get(key.as_str()));
        let told = || {
            kin.seed_of(group.into_iter().flat_map(|group| group.iter()))
                .map(str::to_owned)
        };
        let actor = local
            .seed
            .clone()
            .or_else(told)
            .or_else(|| group.map(|group| iri(&group[0])));
        (local.iri.clone(), actor.unwrap_or_else(|| local.iri.clone()))
    });
    Actors {
        canonical: canonical.collect(),
    }
}

/// The keys of local actors with all their hints.
fn known(kin: &Kin, locals: &[Local]) -> Vec<Known> {
    let mut hints: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for local in locals {
        for key in local.keys.iter().filter(|key| !kin.stands_alone(key)) {
            let all = hints
                .entry(key)
                .or_insert_with(|| kin.hints(key).into_iter().collect());
            all.extend(local.hints.iter().cloned());
        }
    }
    let known = hints.into_iter().map(|(key, hints)| Known {
        key: key.to_owned(),
        hints,
    });
    known.collect()
}

/// The components of keys that stand together in at least one set, each sorted, and sorted by
/// their smallest key.
#[must_use]
pub fn components<'k>(sets: impl IntoIterator<Item = &'k [String]>) -> Vec<Vec<String>> {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut union: UnionFind<u32> = UnionFind::new_empty();
    for set in sets {
        let mut first = None;
        for key in set {
            let number = *numbers.entry(key).or_insert_with(|| union.new_set());
            union.union(*first.get_or_insert(number), number);
        }
    }
    let mut groups: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (key, number) in numbers {
        groups.entry(union.find(number)).or_default().push(key.to_owned());
    }
    let mut groups: Vec<Vec<String>> = groups.into_values().collect();
    groups.sort();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(iri: &str, keys: &[&str], seed: Option<&str>) -> Local {
        Local {
            iri: iri.into(),
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
            hints: Vec::new(),
            seed: seed.map(str::to_owned),
        }
    }

    #[test]
    fn shared_keys_join_and_the_smallest_names() {
        let locals = [
            local("1", &["b", "c"], None),
            local("2", &["a", "c"], None),
            local("3", &["b"], None),
            local("4", &["d"], None),
            local("5", &[], Some("seed")),
        ];
        let actors = resolve(&Kin::default(), &locals, |key| format!("/{key}"));
        let found: Vec<_> = actors.iter().map(|(_, actor)| actor).collect();
        assert_eq!(found, ["/a", "/a", "/a", "/d", "seed"]);
    }

    #[test]
    fn order_does_not_matter() {
        let sets: Vec<Vec<String>> = [["a", "b"], ["c", "d"], ["b", "d"]]
            .iter()
            .map(|set| set.map(str::to_owned).to_vec())
            .collect();
        let there = components(sets.iter().map(Vec::as_slice));
        let back = components(sets.iter().rev().map(Vec::as_slice));
        assert_eq!(there, back);
        assert_eq!(there, [["a", "b", "c", "d"]]);
    }
}
