//! What one build remembers and counts.

use super::Config;
use crate::graph::{self, Description};
use crate::reading::Reading;
use crate::source::Document;
use crate::store::{self, Outcome, Writer};
use crate::text::Note;
use std::collections::HashSet;
use std::fmt::Display;

/// What a build did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that came in, failures left out.
    pub documents: usize,
    /// Those the store held in that very reading.
    pub unchanged: usize,
    /// Those that took the place of an earlier version.
    pub replaced: usize,
    /// Sentences read.
    pub sentences: usize,
    /// Claims read.
    pub claims: usize,
    /// Notes taken.
    pub notes: usize,
    /// Documents that could not be read in.
    pub failures: usize,
}

/// What happens while building, one after the other, in order of the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A document stands in the store.
    Done {
        /// Its id.
        id: String,
        /// What putting it did.
        outcome: Outcome,
        /// Claims read from it; 0 where it was not read again.
        claims: usize,
        /// What was odd.
        notes: Vec<Note>,
    },
    /// A document could not be read in.
    Failed(String),
}

/// What is to be done with one incoming document.
pub(super) enum Task {
    Read(Box<Document>, Option<Note>),
    Skip(String),
    Fail(String),
}

/// What came of it.
pub(super) enum Work {
    Read(Box<Reading>, Description),
    Held(String),
    Failed(String),
}

impl Work {
    /// The description and the text of a document that was read.
    fn read(&self) -> Option<(&Description, &str)> {
        match self {
            Self::Read(reading, description) => Some((description, &reading.document.text)),
            Self::Held(_) | Self::Failed(_) => None,
        }
    }
}

/// What one run remembers.
#[derive(Default)]
pub(super) struct Run {
    pub(super) summary: Summary,
    seen: HashSet<String>,
}

impl Run {
    /// Decides what to do with a document.
    pub(super) fn task<E: Display>(
        &mut self,
        document: Result<Document, E>,
        writer: &Writer<'_>,
        config: &Config,
    ) -> Result<Task, store::Error> {
        let document = match document {
            Ok(document) => document,
            Err(error) => return Ok(Task::Fail(error.to_string())),
        };
        // A second document of the same id must be read: what the first one leaves is not known yet.
        if !self.seen.insert(document.id.clone()) {
            let note = Note::whole("its id came before in this run: it replaces the earlier document");
            return Ok(Task::Read(Box::new(document), Some(note)));
        }
        let entry = graph::catalogue(&document, &config.graph);
        let node = graph::mint::Mint::new(&config.graph.base, &document.id).document();
        if !config.again && writer.holds(&node, &entry)? {
            return Ok(Task::Skip(document.id));
        }
        Ok(Task::Read(Box::new(document), None))
    }

    /// Puts what came of a batch into the store, counts it and tells of it.
    pub(super) fn put(
        &mut self,
        works: Vec<Work>,
        writer: &mut Writer<'_>,
        tell: &mut impl FnMut(Event),
    ) -> Result<(), store::Error> {
        let read: Vec<_> = works.iter().filter_map(Work::read).collect();
        let mut outcomes = writer.put_all(&read)?.into_iter();
        for work in works {
            tell(match work {
                Work::Failed(message) => self.fail(message),
                Work::Held(id) => self.count(id, Outcome::Unchanged, 0, Vec::new()),
                Work::Read(reading, _) => self.done(*reading, outcomes.next()),
            });
        }
        Ok(())
    }

    fn fail(&mut self, message: String) -> Event {
        self.summary.failures += 1;
        Event::Failed(message)
    }

    fn done(&mut self, reading: Reading, outcome: Option<Outcome>) -> Event {
        self.summary.sentences += reading.sentences.len();
        let outcome = outcome.unwrap_or(Outcome::Unchanged);
        self.count(reading.document.id, outcome, reading.claims.len(), reading.notes)
    }

    fn count(&mut self, id: String, outcome: Outcome, claims: usize, notes: Vec<Note>) -> Event {
        self.summary.documents += 1;
        self.summary.unchanged += usize::from(outcome == Outcome::Unchanged);
        self.summary.replaced += usize::from(outcome == Outcome::Replaced);
        self.summary.claims += claims;
        self.summary.notes += notes.len();
        Event::Done {
            id,
            outcome,
            claims,
            notes,
        }
    }
}
