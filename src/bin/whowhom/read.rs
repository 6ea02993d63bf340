//! `whowhom read`: claims, or the trees behind them, to the standard output, without a store.

use super::args::{Read, ReadFormat};
use super::screen::{Paint, Screen};
use super::{Outcome, claims, given, json, load, propositions, trees};
use anyhow::{Result, bail};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::Write;
use whowhom::export::{self, Format, Graphs};
use whowhom::graph::{self, Description, nodes};
use whowhom::reading::{Reader, Reading};
use whowhom::schema::Schema;
use whowhom::source::{Config, Document};
use whowhom::store::{Store, Writer};
use whowhom::syntax::{Model, conllu};
use whowhom::text::Note;

/// Documents read at a time; bounds the memory.
const BATCH: usize = 64;

/// Reads documents and prints their claims.
pub(crate) fn run(args: &Read, screen: &mut Screen) -> Result<Outcome> {
    let format = format(args, screen)?;
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let job = Job {
        reader: Reader::new(&schema, &model).with_open_relations(args.kept.open),
        model: &model,
        schema: &schema,
        rdf: rdf(format),
        format,
        draw: args.draw,
        graph: load::graph(&schema, &model, whowhom::vocab::BASE, &args.kept),
        least: args.kept.min_confidence,
        width: screen.width,
        paint: screen.paint,
    };
    let config = load::config(&args.documents, &model)?;
    let inputs = inputs(args, &config, &model);
    let counts = match job.rdf {
        None => job.run(inputs, None, screen)?,
        Some(format) => {
            let mut store = Store::memory()?;
            let counts = job.run(inputs, Some(store.writer(&schema)?), screen)?;
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

/// The format asked for, or the usual one.
fn format(args: &Read, screen: &Screen) -> Result<ReadFormat> {
    let format = match args.format {
        Some(format) if args.draw && format != ReadFormat::Conllu => {
            bail!("--draw draws trees, and --format asks for something else (hint: leave one of them out)")
        }
        Some(format) => format,
        None if args.draw => ReadFormat::Conllu,
        None if screen.terminal => ReadFormat::Table,
        None => ReadFormat::Jsonl,
    };
    let without_claims = matches!(
        format,
        ReadFormat::Conllu | ReadFormat::Openie | ReadFormat::Facts
    );
    if args.kept.open && without_claims {
        bail!("--open is about claims, and --format asks for none (hint: leave one of them out)");
    }
    if args.kept.min_confidence > 0.0 && format == ReadFormat::Conllu {
        bail!("--min-confidence is about claims, and trees have none (hint: leave one of them out)");
    }
    Ok(format)
}

/// What is to be read.
enum Input {
    /// A text.
    Text(Document),
    /// A text with its sentences and tokens.
    Tokens(given::Tokens),
}

/// An input, or what is wrong with it and where.
type Inputs<'a> = Box<dyn Iterator<Item = Result<Input, String>> + 'a>;

fn inputs<'a>(args: &'a Read, config: &'a Config, model: &'a Model) -> Inputs<'a> {
    if args.from_conllu || args.lines {
        let several = args.documents.paths.len() > 1;
        let as_given = move |path: &_, config: &_, model: &_| {
            if args.lines {
                given::lines(path, several, config, model)
            } else {
                given::read(path, config, model)
            }
        };
        let files = args.documents.paths.iter();
        return Box::new(files.flat_map(move |path| match as_given(path, config, model) {
            Ok(documents) => documents.into_iter().map(|t| Ok(Input::Tokens(t))).collect(),
            Err(error) => vec![Err(error)],
        }));
    }
    let documents = load::documents(&args.documents, config);
    Box::new(documents.map(|document| document.map(Input::Text).map_err(|error| error.to_string())))
}

/// What was read.
#[derive(Default)]
struct Counts {
    documents: usize,
    found: usize,
    errors: usize,
}

impl Counts {
    /// Prints and counts what came of a document.
    fn add(&mut self, page: &Page, writer: Option<&mut Writer<'_>>, screen: &mut Screen) -> Result<()> {
        self.documents += 1;
        self.found += page.found;
        screen.notes(&page.id, &page.notes);
        if let (Some(writer), Some(description)) = (writer, &page.description) {
            writer.put(description, "")?;
        }
        Ok(screen.write_all(page.text.as_bytes())?)
    }

    const fn outcome(&self) -> Outcome {
        match (self.errors, self.found) {
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
        ReadFormat::Table
        | ReadFormat::Jsonl
        | ReadFormat::Conllu
        | ReadFormat::Openie
        | ReadFormat::Facts => None,
    }
}

/// What is done with each document.
struct Job<'a> {
    reader: Reader<'a>,
    model: &'a Model,
    schema: &'a Schema,
    format: ReadFormat,
    /// Whether trees are drawn.
    draw: bool,
    rdf: Option<Format>,
    graph: graph::Config,
    least: f32,
    width: usize,
    paint: Paint,
}

/// What came of a document.
struct Page {
    id: String,
    /// Claims, or sentences where trees are printed.
    found: usize,
    notes: Vec<Note>,
    text: String,
    description: Option<Description>,
}

impl Page {
    /// A page of sentences or propositions.
    fn without_claims(document: Document, found: usize, text: String) -> Self {
        Self {
            id: document.id,
            found,
            notes: document.notes,
            text,
            description: None,
        }
    }
}

impl Job<'_> {
    /// Reads all documents, some at a time, and prints them in their order.
    fn run(
        &self,
        mut inputs: Inputs<'_>,
        mut writer: Option<Writer<'_>>,
        screen: &mut Screen,
    ) -> Result<Counts> {
        let mut counts = Counts::default();
        let mut names = BTreeSet::new();
        loop {
            let named =
                |input: Result<Input, String>| input.map(|input| (self.name(&input, &mut names), input));
            let batch: Vec<_> = inputs.by_ref().take(BATCH).map(named).collect();
            if batch.is_empty() {
                return Ok(counts);
            }
            let pages: Vec<_> = batch
                .into_par_iter()
                .map(|input| input.map(|(name, input)| self.page(&name, input)))
                .collect();
            for page in pages {
                match page {
                    Ok(page) => counts.add(&page, writer.as_mut(), screen)?,
                    Err(error) => {
                        counts.errors += 1;
                        screen.error(&error);
                    }
                }
            }
            screen.flush()?;
        }
    }

    /// What the ids of a document's sentences begin with: no two documents have the same.
    fn name(&self, input: &Input, names: &mut BTreeSet<String>) -> String {
        if !self.is_by_sentence() {
            return String::new();
        }
        let (Input::Text(document) | Input::Tokens(given::Tokens { document, .. })) = input;
        let name = conllu::name(&document.id);
        let numbered = (2..).map(|number| format!("{name}.{number}"));
        let mut free = [name.clone()].into_iter().chain(numbered);
        let free = free.find(|name| !names.contains(name)).unwrap_or(name);
        names.insert(free.clone());
        free
    }

    fn page(&self, name: &str, input: Input) -> Page {
        match self.format {
            ReadFormat::Conllu => return self.trees(name, input),
            ReadFormat::Openie | ReadFormat::Facts => return self.propositions(name, input),
            _ => (),
        }
        let mut reading = match input {
            Input::Text(document) => self.reader.read(document),
            Input::Tokens(given::Tokens { document, given }) => {
                let trees = given.parse(self.model);
                self.reader.read_parsed(document, given.sentences, trees)
            }
        };
        reading.claims.retain(|claim| claim.confidence >= self.least);
        Page {
            text: self.text(&reading),
            description: self
                .rdf
                .map(|_| graph::describe(&reading, self.schema, &self.graph)),
            found: reading.claims.len(),
            id: reading.document.id,
            notes: reading.notes,
        }
    }

    /// Whether sentences are printed, by their numbers, and no claims.
    const fn is_by_sentence(&self) -> bool {
        matches!(
            self.format,
            ReadFormat::Conllu | ReadFormat::Openie | ReadFormat::Facts
        )
    }

    /// The propositions or facts of a document.
    fn propositions(&self, name: &str, input: Input) -> Page {
        let style = propositions::Style {
            facts: self.format == ReadFormat::Facts,
            least: self.least,
        };
        let (document, (found, text)) = match input {
            Input::Text(document) => {
                let (sentences, trees) = self.reader.parse(&document);
                let rows = propositions::of_text(name, &document.text, &sentences, &trees, style);
                (document, rows)
            }
            Input::Tokens(given::Tokens { document, given }) => {
                let rows = propositions::of_tokens(name, &given, &given.parse(self.model), style);
                (document, rows)
            }
        };
        Page::without_claims(document, found, text)
    }

    /// The trees of a document, without its claims.
    fn trees(&self, name: &str, input: Input) -> Page {
        let canvas = self.draw.then_some((self.width, self.paint));
        let (document, found, text) = match input {
            Input::Text(document) => {
                let (sentences, trees) = self.reader.parse(&document);
                let text = trees::of_text(name, &document, &sentences, &trees, canvas);
                (document, sentences.len(), text)
            }
            Input::Tokens(given::Tokens { document, given }) => {
                let text = trees::of_tokens(name, &given, &given.parse(self.model), canvas);
                (document, given.sentences.len(), text)
            }
        };
        Page::without_claims(document, found, text)
    }

    fn text(&self, reading: &Reading) -> String {
        match self.format {
            ReadFormat::Jsonl => {
                let nodes = nodes(reading, self.schema, &self.graph);
                json::Page::new(reading, self.schema, &nodes).lines()
            }
            ReadFormat::Table => table(reading, self.schema, &self.graph, self.width, self.paint),
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
