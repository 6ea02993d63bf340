//! Why actors are one, and which might be or might not: for people who review the merges.
//!
//! Input: a store and its ontology. Output: [`Identity`] of one actor, and the [`Doubt`]s about all.

use super::{Error, Store};
use crate::actor::key::is_own;
use crate::actor::kin::{Kin, Known, Reason, Verdict, edges};
use crate::graph::mint;
use crate::schema::Schema;
use crate::vocab::{skos, ww};
use oxigraph::model::{GraphNameRef, LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef};
use std::collections::{BTreeMap, BTreeSet};

/// What makes an actor one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The keys that it has, sorted; none of an actor of the ontology.
    pub keys: Vec<String>,
    /// Pairs of keys that are one by their names, and why.
    pub ties: Vec<(String, String, Reason)>,
    /// The documents that speak of it, sorted.
    pub members: Vec<Member>,
}

/// An actor as one document knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// IRI of the document.
    pub document: String,
    /// Its id, as the catalogue has it.
    pub id: String,
    /// What the document calls it, the fullest name first.
    pub names: Vec<String>,
    /// Sorted.
    pub keys: Vec<String>,
    /// Offices and single names by which others may meet it, sorted.
    pub hints: Vec<String>,
}

/// A pair of keys that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The keys, the smaller first.
    pub keys: [String; 2],
    /// The actors that they are of.
    pub actors: [NamedNode; 2],
    /// Why they are alike.
    pub reason: Reason,
    /// Whether they are one in the store.
    pub joined: bool,
}

impl Store {
    /// What makes an actor one.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn identity(&self, actor: &NamedNode, schema: &Schema) -> Result<Identity, Error> {
        let mut members = Vec::new();
        for local in self.nodes(ww::IDENTIFIED_AS, actor.into(), Some(GraphNameRef::DefaultGraph))? {
            members.extend(self.member(&local)?);
        }
        members.sort();
        let keys: BTreeSet<String> = members
            .iter()
            .flat_map(|m| &m.keys)
            .filter(|key| !is_own(key))
            .cloned()
            .collect();
        let kin = Kin::new(schema);
        let known = self.known(&keys)?;
        let ties = edges(&kin, &known);
        Ok(Identity {
            ties: ties
                .into_iter()
                .filter(|(a, b, _)| keys.contains(a) && keys.contains(b))
                .collect(),
            keys: keys.into_iter().collect(),
            members,
        })
    }

    fn member(&self, local: &NamedNode) -> Result<Option<Member>, Error> {
        let mut document = None;
        for quad in self
            .quads
            .quads_for_pattern(Some(local.into()), Some(skos::PREF_LABEL), None, None)
        {
            let quad = quad.map_err(|error| self.explain(error))?;
            if let oxigraph::model::GraphName::NamedNode(graph) = quad.graph_name {
                document = Some(graph);
            }
        }
        let Some(document) = document else { return Ok(None) };
        let sorted = |mut texts: Vec<String>| {
            texts.sort();
            texts
        };
        let mut names = self.texts_of(local, skos::PREF_LABEL)?;
        names.extend(sorted(self.texts_of(local, skos::ALT_LABEL)?));
        let id = self.texts_of(&document, ww::ID)?.pop().unwrap_or_default();
        Ok(Some(Member {
            id,
            document: document.into_string(),
            names,
            keys: sorted(self.texts_of(local, ww::KEY)?),
            hints: sorted(self.texts_of(local, ww::HINT)?),
        }))
    }

    /// The pairs of keys that share a hint and are doubtful: joined by less than the spelling, or apart though
    /// alike, since a third contradicts.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn doubts(&self, schema: &Schema) -> Result<Vec<Doubt>, Error> {
        let kin = Kin::new(schema);
        let known = self.all_known()?;
        let joined: BTreeMap<(String, String), Reason> = edges(&kin, &known)
            .into_iter()
            .map(|(a, b, reason)| ((a, b), reason))
            .collect();
        let mut found = Vec::new();
        for (a, b) in meeting(&known) {
            let reason = match (joined.get(&(a.to_owned(), b.to_owned())), kin.verdict(a, b)) {
                (Some(Reason::Spelling | Reason::Told), _) => continue,
                (Some(reason), _) => *reason,
                (None, Verdict::Same(reason)) => reason,
                _ => continue,
            };
            let actors = [self.actor_of_key(a)?, self.actor_of_key(b)?];
            let [Some(one), Some(other)] = actors else {
                continue;
            };
            found.push(Doubt {
                keys: [a.to_owned(), b.to_owned()],
                joined: one == other,
                actors: [one, other],
                reason,
            });
        }
        Ok(found)
    }

    /// The actor of a key, as some document has it.
    fn actor_of_key(&self, key: &str) -> Result<Option<NamedNode>, Error> {
        let key = LiteralRef::new_simple_literal(key).into();
        for local in self.nodes(ww::KEY, key, None)? {
            let links =
                self.quads
                    .quads_for_pattern(Some((&local).into()), Some(ww::IDENTIFIED_AS), None, None);
            for quad in links {
                if let Term::NamedNode(actor) = quad.map_err(|error| self.explain(error))?.object {
                    return Ok(Some(actor));
                }
            }
        }
        Ok(None)
    }

    /// Keys with the hints noted of them, and those that share one.
    fn known(&self, keys: &BTreeSet<String>) -> Result<Vec<Known>, Error> {
        let all = self.all_known()?;
        let hints: BTreeSet<&String> = all
            .iter()
            .filter(|k| keys.contains(&k.key))
            .flat_map(|k| &k.hints)
            .collect();
        let near = |known: &&Known| known.hints.iter().any(|hint| hints.contains(hint));
        Ok(all.iter().filter(near).cloned().collect())
    }

    /// All keys with the hints noted of them, sorted.
    fn all_known(&self) -> Result<Vec<Known>, Error> {
        let identity = mint::identity(self.base());
        let prefix = format!("{}name/", self.base());
        let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for quad in self
            .quads
            .quads_for_pattern(None, Some(ww::HINT), None, Some((&identity).into()))
        {
            let quad = quad.map_err(|error| self.explain(error))?;
            if let (NamedOrBlankNode::NamedNode(node), Term::Literal(hint)) = (&quad.subject, &quad.object)
                && let Some(key) = node.as_str().strip_prefix(&prefix)
            {
                all.entry(key.to_owned())
                    .or_default()
                    .insert(hint.value().to_owned());
            }
        }
        Ok(all.into_iter().map(|(key, hints)| Known { key, hints }).collect())
    }

    fn nodes(
        &self,
        predicate: NamedNodeRef<'_>,
        object: TermRef<'_>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Vec<NamedNode>, Error> {
        let mut nodes = Vec::new();
        for quad in self
            .quads
            .quads_for_pattern(None, Some(predicate), Some(object), graph)
        {
            if let NamedOrBlankNode::NamedNode(node) = quad.map_err(|error| self.explain(error))?.subject {
                nodes.push(node);
            }
        }
        nodes.sort();
        Ok(nodes)
    }

    fn texts_of(&self, node: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<Vec<String>, Error> {
        let mut texts = Vec::new();
        for quad in self
            .quads
            .quads_for_pattern(Some(node.into()), Some(predicate), None, None)
        {
            if let Term::Literal(text) = quad.map_err(|error| self.explain(error))?.object {
                texts.push(text.value().to_owned());
            }
        }
        Ok(texts)
    }
}

/// The pairs of keys that share a hint, each once, sorted.
fn meeting(known: &[Known]) -> BTreeSet<(&str, &str)> {
    let mut by_hint: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for known in known {
        for hint in &known.hints {
            by_hint.entry(hint).or_default().push(&known.key);
        }
    }
    let mut pairs = BTreeSet::new();
    for keys in by_hint
        .values()
        .filter(|keys| keys.len() <= crate::actor::kin::CROWD)
    {
        for (i, a) in keys.iter().enumerate() {
            pairs.extend(
                keys[i + 1..]
                    .iter()
                    .map(|b| if a <= b { (*a, *b) } else { (*b, *a) }),
            );
        }
    }
    pairs
}
