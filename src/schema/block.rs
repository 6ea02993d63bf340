//! Turtle, read into one block of statements for each thing, with the place of each statement.

use super::fault::{Faults, Place};
use super::source::Source;
use crate::vocab::{self, rdf};
use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Read};

/// All that is said of one thing, in any file.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) iri: String,
    /// Its first statement's.
    pub(super) place: Place,
    pub(super) statements: Vec<Statement>,
}

/// One property of a thing with one value.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) predicate: NamedNode,
    pub(super) value: Value,
    pub(super) place: Place,
}

impl Statement {
    /// Whether it says the same as another.
    fn says(&self, other: &Self) -> bool {
        self.value == other.value && self.predicate == other.predicate
    }
}

/// A value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value {
    Iri(String),
    Text { text: String, language: Option<String> },
}

impl Block {
    /// The statements with this property, in their order.
    pub(super) fn all<'a>(&'a self, property: NamedNodeRef<'a>) -> impl Iterator<Item = &'a Statement> {
        self.statements
            .iter()
            .filter(move |statement| statement.predicate == property)
    }

    /// The IRIs of its types.
    pub(super) fn types(&self) -> impl Iterator<Item = (&str, Place)> {
        self.all(rdf::TYPE)
            .filter_map(|statement| match &statement.value {
                Value::Iri(iri) => Some((iri.as_str(), statement.place)),
                Value::Text { .. } => None,
            })
    }

    pub(super) fn is_a(&self, class: NamedNodeRef<'_>) -> bool {
        self.types().any(|(iri, _)| iri == class.as_str())
    }
}

/// Reads all sources into blocks, sorted by IRI.
pub(super) fn read(sources: &[Source], faults: &mut Faults<'_>) -> Vec<Block> {
    let mut blocks = Blocks::default();
    for (file, source) in sources.iter().enumerate() {
        read_file(file, &source.text, &mut blocks, faults);
    }
    blocks.list.sort_by(|a, b| a.iri.cmp(&b.iri));
    blocks.list
}

/// Blocks in the making.
#[derive(Default)]
struct Blocks {
    list: Vec<Block>,
    by_iri: HashMap<String, usize>,
    /// The one that the last statement went to.
    current: usize,
}

impl Blocks {
    fn push(&mut self, iri: &str, statement: Statement) {
        if self.list.get(self.current).is_none_or(|block| block.iri != iri) {
            self.current = self.by_iri.get(iri).copied().unwrap_or(self.list.len());
        }
        if self.current == self.list.len() {
            self.by_iri.insert(iri.to_owned(), self.current);
            self.list.push(Block {
                iri: iri.to_owned(),
                place: statement.place,
                statements: Vec::with_capacity(8),
            });
        }
        let statements = &mut self.list[self.current].statements;
        // Saying a thing twice is no more than saying it once.
        if !statements.iter().any(|said| said.says(&statement)) {
            statements.push(statement);
        }
    }
}

fn read_file(file: usize, text: &str, blocks: &mut Blocks, faults: &mut Faults<'_>) {
    let mut statement = 0;
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text) {
        match quad {
            Ok(quad) => {
                read_quad(quad, Place { file, statement }, blocks, faults);
                statement += 1;
            }
            Err(error) => syntax(&error, file, faults),
        }
    }
}

fn read_quad(quad: Quad, place: Place, blocks: &mut Blocks, faults: &mut Faults<'_>) {
    const ADVICE: &str = "no blank nodes here, give the thing an IRI";
    let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
        return faults.add(place, ADVICE.into());
    };
    let value = match quad.object {
        Term::NamedNode(iri) => Value::Iri(iri.into_string()),
        Term::Literal(literal) => {
            let (text, _, language, _) = literal.destruct();
            Value::Text { text, language }
        }
        Term::BlankNode(_) | Term::Triple(_) => return faults.of(subject.as_str(), place, ADVICE),
    };
    let statement = Statement {
        predicate: quad.predicate,
        value,
        place,
    };
    blocks.push(subject.as_str(), statement);
}

fn syntax(error: &RdfSyntaxError, file: usize, faults: &mut Faults<'_>) {
    let line = error.location().map_or(0, |range| range.start.line as u32 + 1);
    // The parser says where itself, in another way: "Parser error at line 2 column 5: …".
    let message = error.to_string();
    let message = message
        .split_once(": ")
        .map_or(message.as_str(), |(_, rest)| rest);
    faults.syntax(file, line, format!("not Turtle: {message}"));
}

/// The line of each statement of a text that has no faults of syntax.
///
/// It costs more time than reading does, so only faults ask for it.
pub(super) fn lines(text: &str) -> Vec<u32> {
    let line = Cell::new(1);
    let lines = Lines {
        rest: text.as_bytes(),
        next: 1,
        line: &line,
    };
    let statements = RdfParser::from_format(RdfFormat::Turtle).for_reader(lines);
    statements.map(|_| line.get()).collect()
}

/// Hands out a text line by line, so that the parser, which takes no more than it needs for the
/// next statement, always stands in the line that was handed out last.
struct Lines<'a> {
    rest: &'a [u8],
    next: u32,
    line: &'a Cell<u32>,
}

impl Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let line_end = self.rest.iter().position(|byte| *byte == b'\n');
        let length = line_end.map_or(self.rest.len(), |end| end + 1).min(buffer.len());
        let (now, rest) = self.rest.split_at(length);
        buffer[..length].copy_from_slice(now);
        self.rest = rest;
        self.line.set(self.next);
        self.next += u32::from(now.last() == Some(&b'\n'));
        Ok(length)
    }
}

impl Value {
    /// As it would stand in Turtle, for messages.
    pub(super) fn show(&self) -> String {
        match self {
            Self::Iri(iri) => vocab::short(iri),
            Self::Text { text, .. } => format!("\"{text}\""),
        }
    }
}
