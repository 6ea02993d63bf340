//! When actors turn out to be one, and when they cease to be.
//!
//! An actor of one key needs no record: its IRI is made of the key. An actor of several keys has
//! them in the identity graph, so that one look-up leads from each key to the actor. There they are
//! literals of a datatype of their own (`ww:key`): in memory an index walks all quads of a term, and
//! a plain one stands in each document that has the key.
//!
//! Keys are one actor's where a document has both, and where [`crate::actor::kin`] takes them for names of one. For
//! the second the identity graph notes each key's hints, once whatever the number of documents (`name/{key}
//! ww:hint "…"`): a new key is compared with those that share a hint, and no others.

use super::derive::{Layer, link};
use super::facts::Local;
use super::look;
use crate::actor::components;
use crate::actor::kin::{self, CROWD, Known};
use crate::vocab::{rdf, skos, ww};
use oxigraph::model::{GraphName, LiteralRef, NamedNode, NamedOrBlankNode, Quad, QuadRef, Term, Triple};
use oxigraph::store::StorageError;
use std::collections::{BTreeMap, BTreeSet};

type Result<T = ()> = std::result::Result<T, StorageError>;

impl Layer<'_, '_> {
    /// The canonical actor of a key.
    pub(super) fn actor_of_key(&self, key: &str) -> Result<NamedNode> {
        let alone = self.rules.names().stands_alone(key);
        let recorded = if alone { None } else { self.recorded(key)? };
        Ok(recorded.unwrap_or_else(|| self.actor_of([key.to_owned()].iter())))
    }

    /// The actor that has these keys, sorted: the seed that they are said to be of, else one named by the first.
    fn actor_of<'k>(&self, keys: impl Iterator<Item = &'k String> + Clone) -> NamedNode {
        if let Some(seed) = self.rules.names().seed_of(keys.clone()) {
            return NamedNode::new_unchecked(seed);
        }
        let first = keys.min().map_or("", String::as_str);
        self.rules.actor(first)
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
        let one = self.actor_of(joined.iter());
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
        let seed = self.rules.seed(new);
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
                _ if quad.predicate == rdf::TYPE && seed.is_some() => {}
                _ => self.rename_in(&quad, old, new)?,
            }
        }
        // Of a seed the ontology says all.
        match seed {
            Some(known) => self.introduce(known),
            None => self.add_names(new, label.as_deref(), &names),
        }
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
        self.regroup(&keys[0])
    }

    /// Puts together anew the keys that are of one actor with a key.
    fn regroup(&mut self, key: &str) -> Result {
        let Some(actor) = self.recorded(key)? else {
            return Ok(());
        };
        let members = self.keys(&actor)?;
        let mut locals = Vec::new();
        for local in self.locals_with(&members)? {
            // Where many documents are put at once, some have not been taken up yet.
            if look::actor(self.tx, &local.node)?.is_some() {
                locals.push(local);
            }
        }
        let ties = self.ties(&members)?;
        let own = locals.iter().map(|local| local.keys.as_slice());
        let groups = components(own.chain(ties.iter().map(<[String; 2]>::as_slice)));
        if groups.len() == 1 && members.iter().eq(&groups[0]) {
            return Ok(());
        }
        let claims = self.dissolve(&actor)?;
        for group in groups.into_iter().filter(|group| group.len() > 1) {
            let group: BTreeSet<String> = group.into_iter().collect();
            self.record(&self.actor_of(group.iter()), &group);
        }
        for local in &locals {
            self.identify(local)?;
        }
        for claim in look::facts_of(self.tx, &claims)?.claims {
            self.tell(&claim, &BTreeMap::new())?;
        }
        Ok(())
    }

    // ── names that are one actor's ────────────────────────────────────────────────────────────

    /// Notes the hints of a document's keys, and joins the keys that they show to be one actor's.
    pub(super) fn meet(&mut self, locals: &[Local]) -> Result {
        let mut new = BTreeSet::new();
        for (key, hint) in self.hints_of(locals) {
            let node = self.rules.name_node(&key);
            let quad = QuadRef::new(
                &node,
                ww::HINT,
                LiteralRef::new_simple_literal(&hint),
                self.identity,
            );
            if !self.tx.contains(quad)? {
                self.tx.insert(quad);
                new.insert(hint);
            }
        }
        self.review(&new)
    }

    /// Drops the hints that only a document that is gone had, and parts and joins the keys anew.
    pub(super) fn leave(&mut self, locals: &[Local]) -> Result {
        let (mut gone, mut changed) = (BTreeSet::new(), BTreeSet::new());
        for (key, hint) in self.hints_of(locals) {
            let left = self.locals_with(&BTreeSet::from([key.clone()]))?;
            if self.hints_of(&left).contains(&(key.clone(), hint.clone())) {
                continue;
            }
            let node = self.rules.name_node(&key);
            let noted = LiteralRef::new_simple_literal(&hint);
            self.tx
                .remove(QuadRef::new(&node, ww::HINT, noted, self.identity));
            gone.insert(hint);
            changed.insert(key);
        }
        // What a hint held together that is gone with its document.
        for key in &changed {
            self.regroup(key)?;
        }
        self.review(&gone)
    }

    /// All keys of local actors with their hints.
    fn hints_of(&self, locals: &[Local]) -> BTreeSet<(String, String)> {
        let mut all = BTreeSet::new();
        for local in locals {
            for key in local
                .keys
                .iter()
                .filter(|key| !self.rules.names().stands_alone(key))
            {
                let hints = self.rules.names().hints(key);
                all.extend(
                    hints
                        .into_iter()
                        .chain(local.hints.iter().cloned())
                        .map(|hint| (key.clone(), hint)),
                );
            }
        }
        all
    }

    /// Brings the actors of the keys under some hints, which have changed, to what the hints show now.
    fn review(&mut self, hints: &BTreeSet<String>) -> Result {
        let mut keys = BTreeSet::new();
        for hint in hints {
            keys.extend(self.keys_with(hint)?);
        }
        if keys.len() < 2 {
            return Ok(());
        }
        let edges = self.edges(&keys)?;
        // What was joined may be no more; each actor is looked at once.
        let mut actors = BTreeMap::new();
        for key in &keys {
            actors.entry(self.actor_of_key(key)?).or_insert(key);
        }
        for key in actors.into_values() {
            self.regroup(key)?;
        }
        for (a, b) in edges {
            self.join(&[a, b])?;
        }
        Ok(())
    }

    /// The keys that have a hint; of a crowd, one more than may meet.
    fn keys_with(&self, hint: &str) -> Result<Vec<String>> {
        let hint = LiteralRef::new_simple_literal(hint).into();
        let mut keys = Vec::new();
        for node in look::subjects(self.tx, ww::HINT, hint, Some(self.identity.into())).take(CROWD + 1) {
            keys.extend(self.rules.key_of(&node?).map(str::to_owned));
        }
        Ok(keys)
    }

    /// The pairs of keys of which one at least is among these, and which are one actor's.
    fn edges(&self, keys: &BTreeSet<String>) -> Result<Vec<(String, String)>> {
        // Each hint is looked up once: many of these keys share one.
        let mut members: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut hints: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for key in keys {
            hints.insert(key.clone(), self.noted(key, &mut members)?);
        }
        let around: BTreeSet<String> = hints
            .values()
            .flatten()
            .flat_map(|hint| &members[hint])
            .cloned()
            .collect();
        for key in around.difference(keys) {
            hints.insert(key.clone(), self.noted(key, &mut members)?);
        }
        let known: Vec<Known> = hints
            .into_iter()
            .map(|(key, hints)| Known { key, hints })
            .collect();
        let edges = kin::edges(self.rules.names(), &known).into_iter();
        let near = |(a, b): &(String, String)| keys.contains(a) || keys.contains(b);
        Ok(edges.map(|(a, b, _)| (a, b)).filter(near).collect())
    }

    /// The hints noted of a key, without those under which too many meet; `members` holds the keys of the hints
    /// looked up so far.
    fn noted(&self, key: &str, members: &mut BTreeMap<String, Vec<String>>) -> Result<BTreeSet<String>> {
        let node = self.rules.name_node(key);
        let mut hints = BTreeSet::new();
        for hint in look::texts(self.tx, &node, ww::HINT, Some(self.identity.into()))? {
            if !members.contains_key(&hint) {
                members.insert(hint.clone(), self.keys_with(&hint)?);
            }
            if members[&hint].len() <= CROWD {
                hints.insert(hint);
            }
        }
        Ok(hints)
    }

    /// The pairs of these keys that are one actor's by their names.
    fn ties(&self, keys: &BTreeSet<String>) -> Result<Vec<[String; 2]>> {
        let edges = self.edges(keys)?.into_iter();
        Ok(edges
            .filter(|(a, b)| keys.contains(a) && keys.contains(b))
            .map(|(a, b)| [a, b])
            .collect())
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
