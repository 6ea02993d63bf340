//! Conducts the stages of one document: text in, claims out.
//!
//! Input: a [`Document`]. Output: a [`Reading`]. What is odd in the text becomes a note, never an error.

pub mod example;

use crate::claim::{self, Claim};
use crate::mention::{self, Mentions};
use crate::schema::Schema;
use crate::source::Document;
use crate::syntax::{Model, Parser, Tree};
use crate::text::Note;
use crate::token::Sentence;

/// Everything that was read from one document.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The document itself.
    pub document: Document,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// One tree a sentence.
    pub trees: Vec<Tree>,
    /// Who is spoken of.
    pub mentions: Mentions,
    /// What is said.
    pub claims: Vec<Claim>,
    /// What was odd, in all stages.
    pub notes: Vec<Note>,
}

impl Reading {
    /// What the stage of claims reads of it, without open relations.
    #[must_use]
    pub fn claim_input(&self) -> claim::Input<'_> {
        claim::Input {
            text: &self.document.text,
            sentences: &self.sentences,
            trees: &self.trees,
            mentions: &self.mentions,
            date: self.document.date,
            publisher: self.document.publisher.as_deref(),
            open: false,
        }
    }
}

/// Languages, as primary subtags of BCP 47, that the rules of mentions and claims know.
pub const LANGUAGES: &[&str] = &["en"];

/// Reads documents with one ontology and one model; threads may share it.
///
/// The model's language is to be one of [`LANGUAGES`].
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    schema: &'a Schema,
    model: &'a Model,
    open: bool,
}

impl<'a> Reader<'a> {
    /// A reader over an ontology and a language model.
    #[must_use]
    pub const fn new(schema: &'a Schema, model: &'a Model) -> Self {
        Self {
            schema,
            model,
            open: false,
        }
    }

    /// The same reader, which also makes claims of verbs that no frame covers ([`claim::Predicate::Open`]).
    #[must_use]
    pub const fn with_open_relations(self, open: bool) -> Self {
        Self { open, ..self }
    }

    /// Reads one document.
    #[must_use]
    pub fn read(&self, document: Document) -> Reading {
        let (sentences, trees) = self.parse(&document);
        self.read_parsed(document, sentences, trees)
    }

    /// The sentences of a document and their trees.
    #[must_use]
    pub fn parse(&self, document: &Document) -> (Vec<Sentence>, Vec<Tree>) {
        let sentences = self.model.splitter.split(&document.text, &document.masked);
        let trees = Parser::new(self.model).parse_all(&document.text, &sentences);
        (sentences, trees)
    }

    /// Reads one document whose sentences and trees, one a sentence, are there already.
    #[must_use]
    pub fn read_parsed(&self, document: Document, sentences: Vec<Sentence>, trees: Vec<Tree>) -> Reading {
        let mentions = mention::find(&document.text, &sentences, &trees, self.schema, self.model);
        let input = claim::Input {
            text: &document.text,
            sentences: &sentences,
            trees: &trees,
            mentions: &mentions,
            date: document.date,
            publisher: document.publisher.as_deref(),
            open: self.open,
        };
        let claims = claim::read(input, self.schema);
        let notes = document.notes.clone();
        Reading {
            document,
            sentences,
            trees,
            mentions,
            claims,
            notes,
        }
    }

    /// Reads a bare text without anything known about it.
    #[must_use]
    pub fn read_text(&self, text: &str) -> Reading {
        self.read(self.bare(text))
    }

    /// Reads a bare text whose sentences and tokens are given.
    #[must_use]
    pub fn read_tokens(&self, text: &str, sentences: Vec<Sentence>) -> Reading {
        let trees = Parser::new(self.model).parse_all(text, &sentences);
        self.read_parsed(self.bare(text), sentences, trees)
    }

    fn bare(&self, text: &str) -> Document {
        Document {
            id: "text".to_owned(),
            text: text.to_owned(),
            masked: Vec::new(),
            title: None,
            date: None,
            publisher: None,
            url: None,
            licence: None,
            language: self.model.language.clone(),
            notes: Vec::new(),
        }
    }
}
