//! `whowhom read`: claims to the standard output, without a store.

use super::args::{Read, ReadFormat};
use super::screen::{Paint, Screen};
use super::{Outcome, claims, json, load};
use anyhow::Result;
use rayon::prelude::*;
use std::io::Write;
use whowhom::export::{self, Format, Graphs};
use whowhom::graph::{self, Description, nodes};
use whowhom::reading::{Reader, Reading};
use whowhom::schema::Schema;
use whowhom::source::{Document, Documents};
use whowhom::store::{Store, Writer};
use whowhom::syntax::conllu;
use whowhom::text::Note;

/// Documents read at a time; bounds the memory.
const BATCH: usize = 64;

/// Reads documents and prints their claims.
pub(crate) fn run(args: &Read, screen: &mut Screen) -> Result<Outcome> {
    let usual = if screen.terminal {
        ReadFormat::Table
    } else {
        ReadFormat::Jsonl
    };
    let format = args.format.unwrap_or(usual);
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let job = Job {
        reader: Reader::new(&schema, &model),
        schema: &schema,
        rdf: rdf(format),
        format,
        graph: load::graph(&schema, &model, whowhom::vocab::BASE),
        least: args.min_confidence,
        width: screen.width,
        paint: screen.paint,
    };
    let config = load::config(&args.documents, &model)?;
    let counts = match job.rdf {
        None => job.run(load::documents(&args.documents, &config), None, screen)?,
        Some(format) => {
            let mut store = Store::memory()?;
            let documents = load::documents(&args.documents, &config);
            let counts = job.run(documents, Some(store.writer(&schema)?), screen)?;
            let config = export::Config {
                graphs: Some(Graphs::All),
                ..export::Config::default()
            };
            export::write(store.quads(), format, &config, screen)?;
            counts
        }
    };
    if counts.documents + counts.errors == 0 {
        load::tell_none(&args.documents, screen);
    }
    Ok(counts.outcome())
}

/// What was read.
#[derive(Default)]
struct Counts {
    documents: usize,
    claims: usize,
    errors: usize,
}

impl Counts {
    /// Prints and counts what came of a document.
    fn add(&mut self, page: &Page, writer: Option<&mut Writer<'_>>, screen: &mut Screen) -> Result<()> {
        self.documents += 1;
        self.claims += page.claims;
        screen.notes(&page.id, &page.notes);
        if let (Some(writer), Some(description)) = (writer, &page.description) {
            writer.put(description, "")?;
        }
        Ok(screen.write_all(page.text.as_bytes())?)
    }

    const fn outcome(&self) -> Outcome {
        match (self.errors, self.claims) {
            (0, 0) => Outcome::Nothing,
            (0, _) => Outcome::Done,
            _ => Outcome::Faulty,
        }
    }
}

/// The format as one of RDF.
const fn rdf(format: ReadFormat) -> Option<Format> {
    match format {
        ReadFormat::Turtle => Some(Format::Turtle),
        ReadFormat::Trig => Some(Format::TriG),
        ReadFormat::Ntriples => Some(Format::NTriples),
        ReadFormat::Nquads => Some(Format::NQuads),
        ReadFormat::Rdfxml => Some(Format::RdfXml),
        ReadFormat::Jsonld => Some(Format::JsonLd),
        ReadFormat::Table | ReadFormat::Jsonl | ReadFormat::Conllu => None,
    }
}

/// What is done with each document.
struct Job<'a> {
    reader: Reader<'a>,
    schema: &'a Schema,
    format: ReadFormat,
    rdf: Option<Format>,
    graph: graph::Config,
    least: f32,
    width: usize,
    paint: Paint,
}

/// What came of a document.
struct Page {
    id: String,
    claims: usize,
    notes: Vec<Note>,
    text: String,
    description: Option<Description>,
}

impl Job<'_> {
    /// Reads all documents, some at a time, and prints them in their order.
    fn run(
        &self,
        mut documents: Documents,
        mut writer: Option<Writer<'_>>,
        screen: &mut Screen,
    ) -> Result<Counts> {
        let mut counts = Counts::default();
        loop {
            let batch: Vec<_> = documents.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(counts);
            }
            let pages: Vec<_> = batch
                .into_par_iter()
                .map(|document| document.map(|read| self.page(read)))
                .collect();
            for page in pages {
                match page {
                    Ok(page) => counts.add(&page, writer.as_mut(), screen)?,
                    Err(error) => {
                        counts.errors += 1;
                        screen.error(&error.to_string());
                    }
                }
            }
            screen.flush()?;
        }
    }

    fn page(&self, document: Document) -> Page {
        let mut reading = self.reader.read(document);
        reading.claims.retain(|claim| claim.confidence >= self.least);
        Page {
            text: self.text(&reading),
            description: self
                .rdf
                .map(|_| graph::describe(&reading, self.schema, &self.graph)),
            claims: reading.claims.len(),
            id: reading.document.id,
            notes: reading.notes,
        }
    }

    fn text(&self, reading: &Reading) -> String {
        let Reading { document, .. } = reading;
        match self.format {
            ReadFormat::Jsonl => {
                let nodes = nodes(reading, self.schema, &self.graph);
                json::Page::new(reading, self.schema, &nodes).lines()
            }
            ReadFormat::Table => table(reading, self.schema, &self.graph, self.width, self.paint),
            ReadFormat::Conllu => conllu::write(&conllu::Document {
                id: &document.id,
                name: &conllu::name(&document.id),
                text: &document.text,
                masked: &document.masked,
                sentences: &reading.sentences,
                trees: &reading.trees,
            }),
            _ => String::new(),
        }
    }
}

/// The claims of a reading as a table.
pub(crate) fn table(
    reading: &Reading,
    schema: &Schema,
    graph: &graph::Config,
    width: usize,
    paint: Paint,
) -> String {
    let nodes = nodes(reading, schema, graph);
    let mut bytes = Vec::new();
    claims::write(reading, schema, &nodes, width, paint, &mut bytes).expect("a vector takes all bytes");
    String::from_utf8(bytes).expect("a table is made of strings")
}
