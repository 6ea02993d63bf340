//! When actors turn out to be one, and when they cease to be.
//!
//! An actor of one key needs no record: its IRI is made of the key. An actor of several keys has
//! them in the identity graph, so that one look-up leads from each key to the actor. There they are
//! literals of a datatype of their own (`ww:key`): in memory an index walks all quads of a term, and
//! a plain one stands in each document that has the key.

use super::derive::{Layer, link};
use super::facts::Local;
use super::look;
use crate::actor::components;
use crate::actor::key::is_own;
use crate::vocab::{skos, ww};
use oxigraph::model::{GraphName, LiteralRef, NamedNode, NamedOrBlankNode, Quad, QuadRef, Term, Triple};
use oxigraph::store::StorageError;
use std::collections::{BTreeMap, BTreeSet};

type Result<T = ()> = std::result::Result<T, StorageError>;

impl Layer<'_, '_> {
    /// The canonical actor of a key.
    pub(super) fn actor_of_key(&self, key: &str) -> Result<NamedNode> {
        let recorded = if is_own(key) { None } else { self.recorded(key)? };
        Ok(recorded.unwrap_or_else(|| self.rules.actor(key)))
    }

    /// The actor that has the key among several.
    fn recorded(&self, key: &str) -> Result<Option<NamedNode>> {
        let key = notation(key).into();
        look::subjects(self.tx, skos::NOTATION, key, Some(self.identity.into()))
            .next()
            .transpose()
    }

    /// The keys of an actor of several keys, sorted; none for one of a single key.
    fn keys(&self, actor: &NamedNode) -> Result<BTreeSet<String>> {
        let keys = look::texts(self.tx, actor, skos::NOTATION, Some(self.identity.into()))?;
        Ok(keys.into_iter().collect())
    }

    /// Makes one actor of those that have these keys.
    pub(super) fn join(&mut self, keys: &[String]) -> Result {
        if keys.len() < 2 {
            return Ok(());
        }
        let mut joined: BTreeSet<String> = keys.iter().cloned().collect();
        let mut actors = BTreeSet::new();
        for key in keys {
            let actor = self.actor_of_key(key)?;
            joined.extend(self.keys(&actor)?);
            actors.insert(actor);
        }
        let Some(one) = joined.first().map(|key| self.rules.actor(key)) else {
            return Ok(());
        };
        if actors.len() == 1 && self.keys(&one)? == joined {
            return Ok(());
        }
        for actor in actors.iter().filter(|actor| **actor != one) {
            self.unrecord(actor)?;
            self.rename(actor, &one)?;
        }
        self.record(&one, &joined);
        Ok(())
    }

    /// Notes the keys of an actor.
    fn record(&mut self, actor: &NamedNode, keys: &BTreeSet<String>) {
        for key in keys {
            self.tx
                .insert(QuadRef::new(actor, skos::NOTATION, notation(key), self.identity));
        }
    }

    /// Drops the note of an actor's keys.
    fn unrecord(&mut self, actor: &NamedNode) -> Result {
        for quad in look::about(self.tx, actor, self.identity.into())? {
            self.tx.remove(&quad);
        }
        Ok(())
    }

    /// Puts one actor in another's place, wherever it stands.
    fn rename(&mut self, old: &NamedNode, new: &NamedNode) -> Result {
        let locals: Vec<NamedNode> = look::locals(self.tx, old).collect::<Result<_>>()?;
        for local in &locals {
            self.tx.remove(link(local, old));
            self.tx.insert(link(local, new));
        }
        let mut names = BTreeSet::new();
        let mut label = None;
        for quad in look::around(self.tx, old)? {
            self.tx.remove(&quad);
            match &quad.object {
                Term::Literal(name) if quad.predicate == skos::PREF_LABEL => {
                    label = Some(name.value().to_owned());
                }
                Term::Literal(name) if quad.predicate == skos::ALT_LABEL => {
                    names.insert(name.value().to_owned());
                }
                _ => self.rename_in(&quad, old, new)?,
            }
        }
        self.add_names(new, label.as_deref(), &names)
    }

    /// Puts one actor in another's place in a triple of the default graph and in the claims' record of it.
    fn rename_in(&mut self, quad: &Quad, old: &NamedNode, new: &NamedNode) -> Result {
        let before = Triple::from(quad.clone());
        let after = renamed(&before, old, new);
        self.tx.insert(&after.clone().in_graph(GraphName::DefaultGraph));
        let term = Term::from(before.clone());
        let claims: Vec<NamedNode> = self.tellers(term.as_ref()).collect::<Result<_>>()?;
        for claim in &claims {
            self.tx.remove(&self.telling(claim, &before));
            self.tx.insert(&self.telling(claim, &after));
        }
        Ok(())
    }

    /// Takes apart an actor whose keys a document held together that is gone.
    pub(super) fn part(&mut self, keys: &[String]) -> Result {
        if keys.len() < 2 || self.still_together(keys)? {
            return Ok(());
        }
        let Some(actor) = self.recorded(&keys[0])? else {
            return Ok(());
        };
        let members = self.keys(&actor)?;
        let locals = self.locals_with(&members)?;
        let groups = components(locals.iter().map(|local| local.keys.as_slice()));
        if groups.len() == 1 && members.iter().eq(&groups[0]) {
            return Ok(());
        }
        let claims = self.dissolve(&actor)?;
        for group in groups.into_iter().filter(|group| group.len() > 1) {
            let group: BTreeSet<String> = group.into_iter().collect();
            if let Some(smallest) = group.first() {
                self.record(&self.rules.actor(smallest), &group);
            }
        }
        for local in &locals {
            self.identify(local)?;
        }
        for claim in look::facts_of(self.tx, &claims)?.claims {
            self.tell(&claim, &BTreeMap::new())?;
        }
        Ok(())
    }

    /// Whether some local actor has all these keys: the usual case, found out quickly.
    fn still_together(&self, keys: &[String]) -> Result<bool> {
        let first = LiteralRef::new_simple_literal(&keys[0]).into();
        for local in look::subjects(self.tx, ww::KEY, first, None) {
            let others = look::texts(self.tx, &local?, ww::KEY, None)?;
            if keys.iter().all(|key| others.contains(key)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// All local actors that have one of these keys.
    fn locals_with(&self, keys: &BTreeSet<String>) -> Result<Vec<Local>> {
        let mut nodes = BTreeSet::new();
        for key in keys {
            for local in look::subjects(self.tx, ww::KEY, LiteralRef::new_simple_literal(key).into(), None) {
                nodes.insert(local?);
            }
        }
        let nodes: Vec<NamedNode> = nodes.into_iter().collect();
        Ok(look::facts_of(self.tx, &nodes)?.locals)
    }

    /// Drops an actor with its links and relations; the claims that told them.
    fn dissolve(&mut self, actor: &NamedNode) -> Result<Vec<NamedNode>> {
        let mut claims = BTreeSet::new();
        for quad in look::around(self.tx, actor)? {
            let triple = Term::from(Triple::from(quad.clone()));
            for claim in self.tellers(triple.as_ref()) {
                claims.insert(claim?);
            }
            self.tx.remove(&quad);
        }
        for claim in &claims {
            self.untell(claim)?;
        }
        let locals: Vec<NamedNode> = look::locals(self.tx, actor).collect::<Result<_>>()?;
        for local in &locals {
            self.tx.remove(link(local, actor));
        }
        self.unrecord(actor)?;
        Ok(claims.into_iter().collect())
    }
}

/// A key as the identity graph has it.
fn notation(key: &str) -> LiteralRef<'_> {
    LiteralRef::new_typed_literal(key, ww::KEY)
}

/// A triple with one node in another's place on both ends.
fn renamed(triple: &Triple, old: &NamedNode, new: &NamedNode) -> Triple {
    let subject = match &triple.subject {
        NamedOrBlankNode::NamedNode(node) if node == old => new.clone().into(),
        other => other.clone(),
    };
    let object = match &triple.object {
        Term::NamedNode(node) if node == old => new.clone().into(),
        other => other.clone(),
    };
    Triple::new(subject, triple.predicate.clone(), object)
}
