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
//! - What is known by a description only has a key of its document ([`key`]), which no other
//!   document can have.
//!
//! Overrides (two actors said to be the same, or not to be) would be further sets of keys for
//! [`components`], and forbidden pairs.

pub mod key;
pub mod name;

use crate::mention::{ChainId, Mentions};
use crate::schema::Schema;
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// An actor as one document knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Local {
    /// Its IRI in the document.
    pub iri: String,
    /// The keys it is known by, sorted; empty where it is a seed.
    pub keys: Vec<String>,
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

/// The actors of one document, a chain each, with numbers for local IRIs; `document` is the document's slug.
#[must_use]
pub fn locals(mentions: &Mentions, schema: &Schema, document: &str) -> Vec<Local> {
    let local = |(i, chain): (usize, &crate::mention::Chain)| {
        let number = i.to_string();
        let seed = chain.seed.and_then(|seed| schema.actors.get(seed.0 as usize));
        Local {
            keys: key::of(mentions, ChainId(i as u32), schema, document, &number),
            iri: format!("{document}/{number}"),
            seed: seed.map(|seed| seed.iri.clone()),
        }
    };
    mentions.chains.iter().enumerate().map(local).collect()
}

/// Finds out which local actors are one; `iri` makes a canonical IRI of a key.
///
/// ```
/// use whowhom::actor::{resolve, Local};
/// let local = |iri: &str, keys: &[&str]| Local {
///     iri: iri.into(),
///     keys: keys.iter().map(|key| (*key).to_owned()).collect(),
///     seed: None,
/// };
/// let locals = [local("d1/hts", &["hts.body"]), local("d2/hts", &["hayat-tahrir-sham.body", "hts.body"])];
/// let actors = resolve(&locals, |key| format!("actor/{key}"));
/// assert_eq!(actors.of("d1/hts"), Some("actor/hayat-tahrir-sham.body"));
/// ```
#[must_use]
pub fn resolve(locals: &[Local], iri: impl Fn(&str) -> String) -> Actors {
    let groups = components(locals.iter().map(|local| local.keys.as_slice()));
    let smallest: BTreeMap<&str, &str> = groups
        .iter()
        .flat_map(|group| group.iter().map(|key| (key.as_str(), group[0].as_str())))
        .collect();
    let canonical = locals.iter().map(|local| {
        let key = local.keys.first().and_then(|key| smallest.get(key.as_str()));
        let actor = local.seed.clone().or_else(|| key.map(|key| iri(key)));
        (local.iri.clone(), actor.unwrap_or_else(|| local.iri.clone()))
    });
    Actors {
        canonical: canonical.collect(),
    }
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
        let actors = resolve(&locals, |key| format!("/{key}"));
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
