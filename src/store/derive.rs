//! The default graph, kept in step with the documents.
//!
//! It is a pure function of the document graphs and the ontology. [`Layer::add`] and
//! [`Layer::remove`] bring it from one state to the next by look-ups in the indexes, without
//! counters or anything else in memory, so that a store opens at once and nothing can go stale.
//! Adding a document only adds, save where two actors turn out to be one ([`super::identity`]).
//!
//! The identity graph holds what that needs: for each asserted claim the triple it tells of the
//! *canonical* actors (`<claim> rdf:reifies <<( a:x ww:p a:y )>>`, also the short way from a
//! triple of the default graph to its claims), and for each actor of several keys those keys
//! (`skos:notation "hts.body"^^ww:key`).

use super::facts::{Asserted, Facts, Local};
use super::look;
use super::rules::Rules;
use crate::vocab::{rdf, skos, ww};
use oxigraph::model::{
    GraphName, GraphNameRef, LiteralRef, NamedNode, NamedNodeRef, Quad, QuadRef, Term, TermRef, Triple,
};
use oxigraph::store::{StorageError, Transaction};
use std::collections::{BTreeMap, BTreeSet};

type Result<T = ()> = std::result::Result<T, StorageError>;

/// The layer above the documents, in the midst of a transaction.
pub(super) struct Layer<'l, 't> {
    pub(super) tx: &'l mut Transaction<'t>,
    pub(super) rules: &'l Rules,
    /// The identity graph.
    pub(super) identity: &'l NamedNode,
}

impl Layer<'_, '_> {
    /// Takes up what a document brings; its graph stands already.
    pub(super) fn add(&mut self, facts: &Facts) -> Result {
        for local in &facts.locals {
            self.join(&local.keys)?;
        }
        for local in &facts.locals {
            self.identify(local)?;
        }
        self.meet(&facts.locals)?;
        let mut actors = BTreeMap::new();
        for local in &facts.locals {
            actors.extend(look::actor(self.tx, &local.node)?.map(|actor| (&local.node, actor)));
        }
        for claim in &facts.claims {
            self.tell(claim, &actors)?;
        }
        Ok(())
    }

    /// Takes back what a document brought; its graph is gone already.
    pub(super) fn remove(&mut self, facts: &Facts) -> Result {
        let mut told = Vec::new();
        for claim in &facts.claims {
            told.extend(self.untell(&claim.node)?);
        }
        for triple in &told {
            self.settle(triple)?;
        }
        for local in &facts.locals {
            self.forget(local)?;
        }
        for local in &facts.locals {
            self.part(&local.keys)?;
        }
        self.leave(&facts.locals)
    }

    // ── claims ────────────────────────────────────────────────────────────────────────────────

    /// States what a claim tells of the canonical actors, some of which are known.
    pub(super) fn tell(&mut self, claim: &Asserted, known: &BTreeMap<&NamedNode, NamedNode>) -> Result {
        let actor = |local: &NamedNode| match known.get(local) {
            Some(actor) => Ok(Some(actor.clone())),
            None => look::actor(self.tx, local),
        };
        let Some(subject) = actor(&claim.subject)? else {
            return Ok(());
        };
        let object = match &claim.object {
            Term::NamedNode(local) => match actor(local)? {
                Some(actor) => actor.into(),
                None => return Ok(()),
            },
            other => other.clone(),
        };
        let triple = Triple::new(subject, claim.relation.clone(), object);
        for triple in self.rules.closure(&triple) {
            self.tx.insert(&triple.in_graph(GraphName::DefaultGraph));
        }
        self.tx.insert(&self.telling(&claim.node, &triple));
        Ok(())
    }

    /// Takes back what a claim tells; all that followed from it, which may still follow from others.
    pub(super) fn untell(&mut self, claim: &NamedNode) -> Result<Vec<Triple>> {
        let mut followed = Vec::new();
        for term in look::objects(self.tx, claim, rdf::REIFIES, Some(self.identity.into()))? {
            if let Term::Triple(triple) = term {
                self.tx.remove(&self.telling(claim, &triple));
                followed.extend(self.rules.closure(&triple));
            }
        }
        Ok(followed)
    }

    /// Drops a triple of the default graph that no claim tells any more.
    fn settle(&mut self, triple: &Triple) -> Result {
        for ground in self.rules.grounds(triple) {
            let ground = Term::from(ground);
            if self.tellers(ground.as_ref()).next().transpose()?.is_some() {
                return Ok(());
            }
        }
        self.tx
            .remove(triple.as_ref().in_graph(GraphNameRef::DefaultGraph));
        Ok(())
    }

    /// The claims that tell a triple of canonical actors.
    pub(super) fn tellers(&self, triple: TermRef<'_>) -> impl Iterator<Item = Result<NamedNode>> {
        look::subjects(self.tx, rdf::REIFIES, triple, Some(self.identity.into()))
    }

    /// That a claim tells a triple.
    pub(super) fn telling(&self, claim: &NamedNode, triple: &Triple) -> Quad {
        Quad::new(claim.clone(), rdf::REIFIES, triple.clone(), self.identity.clone())
    }

    // ── actors ────────────────────────────────────────────────────────────────────────────────

    /// Links a local actor to its canonical one, which it gives back, and says of this what the
    /// document knows.
    pub(super) fn identify(&mut self, local: &Local) -> Result<NamedNode> {
        let actor = self.canonical(local)?;
        self.tx.insert(link(&local.node, &actor));
        match self.rules.seed(&actor) {
            Some(known) => self.introduce(known)?,
            None => self.describe(&actor, local)?,
        }
        Ok(actor)
    }

    /// Says of an actor what a document knows.
    fn describe(&mut self, actor: &NamedNode, local: &Local) -> Result {
        for class in local.classes.iter().flat_map(|class| self.rules.classes(class)) {
            self.tx
                .insert(QuadRef::new(actor, rdf::TYPE, &class, GraphNameRef::DefaultGraph));
        }
        let others: BTreeSet<String> = local.other_names.iter().cloned().collect();
        let Some(name) = &local.name else {
            return self.add_names(actor, None, &others);
        };
        // The usual cases, without a look at all that is said of a hub.
        let label = named(actor, skos::PREF_LABEL, name);
        if local.keys.iter().any(|key| self.rules.names().stands_alone(key)) {
            self.tx.insert(label);
        } else if !self.tx.contains(label)? {
            return self.add_names(actor, Some(name), &others);
        }
        self.add_other_names(actor, &others, name);
        Ok(())
    }

    /// Says what the ontology knows of a seed, once: hubs are spoken of in every document.
    pub(super) fn introduce(&mut self, known: &[Triple]) -> Result {
        let quads = || {
            known
                .iter()
                .map(|triple| triple.as_ref().in_graph(GraphNameRef::DefaultGraph))
        };
        if let Some(first) = quads().next()
            && !self.tx.contains(first)?
        {
            self.tx.extend(quads());
        }
        Ok(())
    }

    /// The canonical actor of a local one.
    fn canonical(&self, local: &Local) -> Result<NamedNode> {
        match (&local.seed, local.keys.first()) {
            (Some(seed), _) => Ok(seed.clone()),
            (None, Some(key)) => self.actor_of_key(key),
            (None, None) => Ok(local.node.clone()),
        }
    }

    /// Adds names to an actor; the best of the main ones stays or becomes the label.
    pub(super) fn add_names(
        &mut self,
        actor: &NamedNode,
        main: Option<&str>,
        others: &BTreeSet<String>,
    ) -> Result {
        let default = Some(GraphNameRef::DefaultGraph);
        let label = look::texts(self.tx, actor, skos::PREF_LABEL, default)?
            .into_iter()
            .next();
        let best = main
            .into_iter()
            .chain(label.as_deref())
            .max_by(|a, b| by_fullness(a, b))
            .map(str::to_owned);
        if best != label {
            if let Some(label) = &label {
                self.tx.remove(named(actor, skos::PREF_LABEL, label));
                self.tx.insert(named(actor, skos::ALT_LABEL, label));
            }
            if let Some(best) = &best {
                self.tx.remove(named(actor, skos::ALT_LABEL, best));
                self.tx.insert(named(actor, skos::PREF_LABEL, best));
            }
        }
        let others = others.iter().cloned().chain(main.map(str::to_owned)).collect();
        self.add_other_names(actor, &others, best.as_deref().unwrap_or_default());
        Ok(())
    }

    /// Adds names to an actor beside its label.
    fn add_other_names(&mut self, actor: &NamedNode, others: &BTreeSet<String>, label: &str) {
        for name in others.iter().filter(|name| *name != label) {
            self.tx.insert(named(actor, skos::ALT_LABEL, name));
        }
    }

    /// Unlinks a local actor whose document is gone, and drops what only it knew.
    fn forget(&mut self, local: &Local) -> Result {
        let Some(actor) = look::actor(self.tx, &local.node)? else {
            return Ok(());
        };
        self.tx.remove(link(&local.node, &actor));
        if look::locals(self.tx, &actor).next().transpose()?.is_none() {
            return self.drop_about(&actor);
        }
        if self.rules.seed(&actor).is_none() {
            self.review_names(&actor)?;
            self.review_classes(&actor)?;
        }
        Ok(())
    }

    /// Drops all that the default graph says of an actor.
    pub(super) fn drop_about(&mut self, actor: &NamedNode) -> Result {
        for quad in look::about(self.tx, actor, GraphNameRef::DefaultGraph)? {
            self.tx.remove(&quad);
        }
        Ok(())
    }

    /// Drops an actor's names that no document has any more, and chooses its label anew.
    fn review_names(&mut self, actor: &NamedNode) -> Result {
        let mut main = None;
        let mut others = BTreeSet::new();
        for predicate in [skos::PREF_LABEL, skos::ALT_LABEL] {
            for name in look::texts(self.tx, actor, predicate, Some(GraphNameRef::DefaultGraph))? {
                self.tx.remove(named(actor, predicate, &name));
                if self.is_called(actor, skos::PREF_LABEL, &name)? {
                    main = main
                        .into_iter()
                        .chain([name.clone()])
                        .max_by(|a: &String, b| by_fullness(a, b));
                    others.insert(name);
                } else if self.is_called(actor, skos::ALT_LABEL, &name)? {
                    others.insert(name);
                }
            }
        }
        self.add_names(actor, main.as_deref(), &others)
    }

    /// Whether some document calls an actor so.
    fn is_called(&self, actor: &NamedNode, predicate: NamedNodeRef<'_>, name: &str) -> Result<bool> {
        for local in look::subjects(
            self.tx,
            predicate,
            LiteralRef::new_simple_literal(name).into(),
            None,
        ) {
            if look::actor(self.tx, &local?)?.as_ref() == Some(actor) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Drops an actor's classes that no document gives it any more.
    fn review_classes(&mut self, actor: &NamedNode) -> Result {
        let mut unproven = look::objects(self.tx, actor, rdf::TYPE, Some(GraphNameRef::DefaultGraph))?;
        for local in look::locals(self.tx, actor) {
            if unproven.is_empty() {
                break;
            }
            let proven = self.classes_of(&local?)?;
            unproven.retain(|class| !proven.contains(class));
        }
        for class in unproven {
            self.tx.remove(&Quad::new(
                actor.clone(),
                rdf::TYPE,
                class,
                GraphName::DefaultGraph,
            ));
        }
        Ok(())
    }

    /// A local actor's classes and all above them.
    fn classes_of(&self, local: &NamedNode) -> Result<Vec<Term>> {
        let mut all = Vec::new();
        for class in look::objects(self.tx, local, rdf::TYPE, None)? {
            if let Term::NamedNode(class) = class {
                all.extend(self.rules.classes(&class).into_iter().map(Term::from));
            }
        }
        Ok(all)
    }
}

/// The order of names: the longer is the better, among equals the one first by alphabet.
fn by_fullness(a: &str, b: &str) -> std::cmp::Ordering {
    a.chars().count().cmp(&b.chars().count()).then_with(|| b.cmp(a))
}

/// The link from a local actor to its canonical one.
pub(super) fn link<'n>(local: &'n NamedNode, actor: &'n NamedNode) -> QuadRef<'n> {
    QuadRef::new(local, ww::IDENTIFIED_AS, actor, GraphNameRef::DefaultGraph)
}

/// That an actor has a name.
fn named<'n>(actor: &'n NamedNode, predicate: NamedNodeRef<'n>, name: &'n str) -> QuadRef<'n> {
    QuadRef::new(
        actor,
        predicate,
        LiteralRef::new_simple_literal(name),
        GraphNameRef::DefaultGraph,
    )
}
