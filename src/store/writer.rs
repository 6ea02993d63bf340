//! Puts documents into a store and takes them out: one transaction each, or many new ones at once.

use super::derive::Layer;
use super::facts::Facts;
use super::rules::Rules;
use super::{Error, Store, look};
use crate::graph::{Description, mint};
use crate::schema::Schema;
use crate::vocab::ww;
use oxigraph::model::{GraphNameRef, LiteralRef, NamedNode, Quad, Term, Triple};
use oxigraph::store::{QuadIter, StorageError, Transaction};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// From so many new documents on they go in at once: on disk a load costs as much as some
/// documents put singly, and leaves files to be tidied.
const LOAD: usize = 16;
/// Megabytes a load may take.
const LOAD_MEMORY: usize = 256;
/// Documents a transaction when the default graph is derived anew.
const BATCH: usize = 256;

/// What putting a document did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// It is new.
    Added,
    /// It took the place of an earlier version.
    Replaced,
    /// The store held that very reading.
    Unchanged,
}

/// The one that writes to a store.
#[derive(Debug)]
pub struct Writer<'s> {
    store: &'s mut Store,
    rules: Rules,
    catalogue: NamedNode,
    identity: NamedNode,
}

impl<'s> Writer<'s> {
    /// A writer; derives the default graph anew where the ontology has changed.
    pub(super) fn new(store: &'s mut Store, schema: &Schema) -> Result<Self, Error> {
        let rules = Rules::new(schema, store.base());
        let mut writer = Self {
            catalogue: mint::catalogue(store.base()),
            identity: mint::identity(store.base()),
            store,
            rules,
        };
        if writer.store.record.rules != writer.rules.fingerprint() {
            writer.rebuild()?;
        }
        Ok(writer)
    }

    /// Puts a document in the store, in place of an earlier version of it.
    ///
    /// # Errors
    /// Where the disk fails; the store is then as before.
    pub fn put(&mut self, description: &Description, text: &str) -> Result<Outcome, Error> {
        if self.holds(&description.document, &description.entry)? && self.holds_graph(description)? {
            return Ok(Outcome::Unchanged);
        }
        let sha256 = mint::sha256(text.as_bytes());
        if self.store.keeps_text() {
            self.store.texts.keep(&sha256, text)?;
        }
        let old = self.change(|writer, tx| writer.replace(tx, description))?;
        if let Some(old) = &old {
            self.drop_text(old)?;
        }
        Ok(if old.is_some() {
            Outcome::Replaced
        } else {
            Outcome::Added
        })
    }

    /// Puts many documents in the store: the same as one by one, but new ones go in at once, which
    /// on disk is several times as fast.
    ///
    /// # Errors
    /// Where the disk fails; the documents before may stand, and the next writer derives what
    /// is missing.
    pub fn put_all(&mut self, documents: &[(&Description, &str)]) -> Result<Vec<Outcome>, Error> {
        let fresh = self.fresh(documents)?;
        let load = fresh.iter().filter(|fresh| **fresh).count() >= LOAD;
        if load {
            let new = documents.iter().zip(&fresh).filter(|(_, fresh)| **fresh);
            self.load(&new.map(|(document, _)| document).collect::<Vec<_>>())?;
        }
        let put = |((description, text), fresh): (&(&Description, &str), &bool)| {
            if load && *fresh {
                Ok(Outcome::Added)
            } else {
                self.put(description, text)
            }
        };
        documents.iter().zip(&fresh).map(put).collect()
    }

    /// Which documents are new to the store and the only ones of their id.
    fn fresh(&self, documents: &[(&Description, &str)]) -> Result<Vec<bool>, Error> {
        let mut count: BTreeMap<&NamedNode, usize> = BTreeMap::new();
        for (description, _) in documents {
            *count.entry(&description.document).or_default() += 1;
        }
        let fresh = |(description, _): &(&Description, &str)| {
            Ok(count[&description.document] == 1 && self.holds(&description.document, &[])?)
        };
        documents.iter().map(fresh).collect()
    }

    /// Loads new documents. Between their graphs and what follows from these the default graph is
    /// not whole, which the record says.
    fn load(&mut self, new: &[&(&Description, &str)]) -> Result<(), Error> {
        for (_, text) in new.iter().filter(|_| self.store.record.config.keep_text) {
            self.store.texts.keep(&mint::sha256(text.as_bytes()), text)?;
        }
        self.store.note_rules("")?;
        let quads = new
            .iter()
            .flat_map(|(description, _)| description.said.iter().chain(&description.entry));
        let loader = self.store.quads.bulk_loader().with_num_threads(1);
        let mut loader = loader.with_max_memory_size_in_megabytes(LOAD_MEMORY);
        let loaded = loader.load_quads(quads.cloned()).and_then(|()| loader.commit());
        loaded.map_err(|error| self.store.explain(error))?;
        self.change(|writer, tx| {
            for (description, _) in new {
                writer.layer(tx).add(&Facts::read(&description.said))?;
            }
            Ok(())
        })?;
        self.store.note_rules(&self.rules.fingerprint())
    }

    /// Takes the document of that id out of the store, as if it had never been read; whether it was there.
    ///
    /// # Errors
    /// Where the disk fails; the store is then as before.
    pub fn retract(&mut self, id: &str) -> Result<bool, Error> {
        let document = mint::Mint::new(self.store.base(), id).document();
        let old = self.change(|writer, tx| writer.withdraw(tx, &document))?;
        if let Some(old) = &old {
            self.drop_text(old)?;
        }
        Ok(old.is_some())
    }

    /// Whether the catalogue holds exactly this entry: then the store holds that very reading.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn holds(&self, document: &NamedNode, entry: &[Quad]) -> Result<bool, Error> {
        let graph = Some((&self.catalogue).into());
        self.are_all(
            self.store
                .quads
                .quads_for_pattern(Some(document.into()), None, None, graph),
            entry,
        )
    }

    /// Whether the document's graph is exactly this one.
    fn holds_graph(&self, description: &Description) -> Result<bool, Error> {
        let graph = Some((&description.document).into());
        self.are_all(
            self.store.quads.quads_for_pattern(None, None, None, graph),
            &description.said,
        )
    }

    /// Whether the quads found are those expected, each of which is there once.
    fn are_all(&self, found: QuadIter<'_>, expected: &[Quad]) -> Result<bool, Error> {
        let found = found
            .collect::<Result<HashSet<Quad>, _>>()
            .map_err(|error| self.store.explain(error))?;
        Ok(found.len() == expected.len() && expected.iter().all(|quad| found.contains(quad)))
    }

    /// Replaces a graph that is no document's: the ontology, say.
    ///
    /// # Errors
    /// Where the disk fails; the store is then as before.
    pub fn put_graph(
        &mut self,
        name: &NamedNode,
        triples: impl IntoIterator<Item = Triple>,
    ) -> Result<(), Error> {
        self.change(|_, tx| {
            tx.clear_graph(name)?;
            for triple in triples {
                tx.insert(triple.as_ref().in_graph(name));
            }
            Ok(())
        })
    }

    /// Derives the default graph anew from the documents' graphs.
    ///
    /// # Errors
    /// Where the disk fails; the next writer then begins again.
    pub fn rebuild(&mut self) -> Result<(), Error> {
        self.store.note_rules("")?;
        self.change(|writer, tx| {
            tx.clear_graph(GraphNameRef::DefaultGraph)?;
            tx.remove_named_graph(&writer.identity)
        })?;
        for batch in self.documents()?.chunks(BATCH) {
            self.change(|writer, tx| {
                for document in batch {
                    let facts = look::facts(tx, document)?;
                    writer.layer(tx).add(&facts)?;
                }
                Ok(())
            })?;
        }
        self.store.note_rules(&self.rules.fingerprint())
    }

    /// All documents, sorted.
    fn documents(&self) -> Result<Vec<NamedNode>, Error> {
        let quads =
            self.store
                .quads
                .quads_for_pattern(None, Some(ww::ID), None, Some((&self.catalogue).into()));
        let mut all = BTreeSet::new();
        for quad in quads {
            let quad = quad.map_err(|error| self.store.explain(error))?;
            if let Term::NamedNode(document) = Term::from(quad.subject) {
                all.insert(document);
            }
        }
        Ok(all.into_iter().collect())
    }

    /// Does all of a change or nothing.
    fn change<T>(
        &mut self,
        steps: impl FnOnce(&Self, &mut Transaction<'_>) -> Result<T, StorageError>,
    ) -> Result<T, Error> {
        let mut tx = self
            .store
            .quads
            .start_transaction()
            .map_err(|error| self.store.explain(error))?;
        let done = steps(self, &mut tx).and_then(|done| tx.commit().map(|()| done));
        done.map_err(|error| self.store.explain(error))
    }

    fn layer<'l, 't>(&'l self, tx: &'l mut Transaction<'t>) -> Layer<'l, 't> {
        Layer {
            tx,
            rules: &self.rules,
            identity: &self.identity,
        }
    }

    /// Withdraws a document's earlier version and puts the new one; the hash of the earlier text.
    fn replace(&self, tx: &mut Transaction<'_>, new: &Description) -> Result<Option<String>, StorageError> {
        let old = self.withdraw(tx, &new.document)?;
        tx.extend(new.said.iter().chain(&new.entry));
        self.layer(tx).add(&Facts::read(&new.said))?;
        Ok(old)
    }

    /// Withdraws a document; the hash of its text, none where it was not there.
    fn withdraw(
        &self,
        tx: &mut Transaction<'_>,
        document: &NamedNode,
    ) -> Result<Option<String>, StorageError> {
        let entry = look::about(tx, document, (&self.catalogue).into())?;
        let sha256 = entry
            .iter()
            .find(|quad| quad.predicate == ww::SHA256)
            .map(|quad| match &quad.object {
                Term::Literal(sha256) => sha256.value().to_owned(),
                other => other.to_string(),
            });
        if entry.is_empty() {
            return Ok(None);
        }
        let facts = look::facts(tx, document)?;
        tx.remove_named_graph(document)?;
        for quad in &entry {
            tx.remove(quad);
        }
        self.layer(tx).remove(&facts)?;
        Ok(Some(sha256.unwrap_or_default()))
    }

    /// Forgets a text that no document of the catalogue has any more.
    fn drop_text(&mut self, sha256: &str) -> Result<(), Error> {
        let hash = LiteralRef::new_simple_literal(sha256).into();
        let graph = Some((&self.catalogue).into());
        let mut others = self
            .store
            .quads
            .quads_for_pattern(None, Some(ww::SHA256), Some(hash), graph);
        match others.next() {
            None => self.store.texts.forget(sha256),
            Some(found) => found.map(drop).map_err(|error| self.store.explain(error)),
        }
    }
}
