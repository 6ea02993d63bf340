//! Conducts the whole way: documents in, store out, in parallel.
//!
//! Documents are read in batches on all cores and written by one writer in their order, so that
//! memory stays bounded and the store is the same whatever the number of threads.

mod run;

pub use run::{Event, Summary};

use crate::graph;
use crate::reading::Reading;
use crate::schema::Schema;
use crate::source::Document;
use crate::store::{self, Store};
use rayon::prelude::*;
use run::{Run, Task, Work};
use std::fmt::Display;

/// How to build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// How readings are described.
    pub graph: graph::Config,
    /// Documents read at a time; bounds the memory.
    pub batch: usize,
    /// Whether to read again what the store holds in that very reading.
    pub again: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            graph: graph::Config::default(),
            batch: 256,
            again: false,
        }
    }
}

/// The whole way from documents to the store.
#[derive(Debug)]
pub struct Build<'a, R> {
    /// The ontology.
    pub schema: &'a Schema,
    /// How to build.
    pub config: Config,
    /// Reads one document.
    pub read: R,
}

impl<R: Fn(Document) -> Reading + Sync> Build<'_, R> {
    /// Reads documents and puts them into a store; a document that fails doesn't stop the others.
    ///
    /// # Errors
    /// Where the store fails; documents put before stay.
    pub fn run<E: Display>(
        &self,
        documents: impl IntoIterator<Item = Result<Document, E>>,
        store: &mut Store,
        mut tell: impl FnMut(Event),
    ) -> Result<Summary, store::Error> {
        if store.base() != self.config.graph.base {
            let (old, new) = (store.base().to_owned(), self.config.graph.base.clone());
            return Err(store::Error::Base(old, new));
        }
        let mut writer = store.writer(self.schema)?;
        let mut run = Run::default();
        let mut documents = documents.into_iter();
        loop {
            let batch: Vec<_> = documents.by_ref().take(self.config.batch.max(1)).collect();
            if batch.is_empty() {
                return Ok(run.summary);
            }
            let mut tasks = Vec::with_capacity(batch.len());
            for document in batch {
                tasks.push(run.task(document, &writer, &self.config)?);
            }
            let results: Vec<Work> = tasks.into_par_iter().map(|task| self.work(task)).collect();
            run.put(results, &mut writer, &mut tell)?;
        }
    }

    /// Reads and describes one document: what is done in parallel.
    fn work(&self, task: Task) -> Work {
        match task {
            Task::Skip(id) => Work::Held(id),
            Task::Fail(message) => Work::Failed(message),
            Task::Read(document, note) => {
                let mut reading = (self.read)(*document);
                reading.notes.extend(note);
                let description = graph::describe(&reading, self.schema, &self.config.graph);
                Work::Read(Box::new(reading), description)
            }
        }
    }
}
