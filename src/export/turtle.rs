//! Turtle and `TriG` as a person would write them: subjects grouped, prefixes, `;` and `,`.

use std::io::Write;

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Term, Triple};

use super::name::{Names, escape};
use super::{Error, Writer};

/// Columns beyond which a list of objects stands one to a line.
const WIDTH: usize = 100;

/// Writes Turtle, and `TriG` where there are named graphs.
pub(super) struct Turtle<'a> {
    names: &'a Names,
    out: &'a mut dyn Write,
    begun: bool,
}

impl<'a> Turtle<'a> {
    pub(super) fn new(names: &'a Names, out: &'a mut dyn Write) -> Self {
        Self {
            names,
            out,
            begun: false,
        }
    }

    /// Writes subjects, with a blank line around those of several lines.
    fn subjects(&mut self, triples: &[Triple], indent: &str) -> Result<(), Error> {
        let mut broad = false;
        for (index, group) in triples.chunk_by(|a, b| a.subject == b.subject).enumerate() {
            let text = self.subject(group, indent);
            let several = text.lines().count() > 1;
            if index > 0 && (several || broad) {
                writeln!(self.out)?;
            }
            writeln!(self.out, "{text}")?;
            broad = several;
        }
        Ok(())
    }

    fn subject(&self, group: &[Triple], indent: &str) -> String {
        let lines: Vec<String> = group
            .chunk_by(|a, b| a.predicate == b.predicate)
            .map(|same| {
                format!(
                    "{}{}",
                    self.predicate(&same[0].predicate),
                    self.objects(same, indent)
                )
            })
            .collect();
        let subject = self.node(&group[0].subject);
        format!("{indent}{subject} {} .", lines.join(&format!(" ;\n{indent}    ")))
    }

    fn objects(&self, same: &[Triple], indent: &str) -> String {
        let objects: Vec<String> = same.iter().map(|triple| self.term(&triple.object)).collect();
        let width: usize = objects.iter().map(|object| object.chars().count() + 2).sum();
        if objects.len() == 1 || width <= WIDTH {
            format!(" {}", objects.join(", "))
        } else {
            format!(
                "\n{indent}        {}",
                objects.join(&format!(",\n{indent}        "))
            )
        }
    }

    fn predicate(&self, predicate: &NamedNode) -> String {
        if *predicate == rdf::TYPE {
            "a".into()
        } else {
            self.iri(predicate.as_str())
        }
    }

    fn node(&self, node: &NamedOrBlankNode) -> String {
        match node {
            NamedOrBlankNode::NamedNode(node) => self.iri(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        }
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.iri(node.as_str()),
            Term::BlankNode(node) => node.to_string(),
            Term::Literal(literal) => self.literal(literal),
            Term::Triple(triple) => {
                let predicate = self.predicate(&triple.predicate);
                format!(
                    "<<( {} {predicate} {} )>>",
                    self.node(&triple.subject),
                    self.term(&triple.object)
                )
            }
        }
    }

    fn iri(&self, iri: &str) -> String {
        let prefixed = self
            .names
            .prefixed(iri)
            .and_then(|(prefix, local)| Some(format!("{prefix}:{}", escape(local)?)));
        prefixed.unwrap_or_else(|| format!("<{}>", self.names.relative(iri).unwrap_or(iri)))
    }

    fn literal(&self, literal: &Literal) -> String {
        let value = literal.value();
        let bare = match literal.datatype() {
            xsd::BOOLEAN => matches!(value, "true" | "false"),
            xsd::INTEGER => is_integer(value),
            xsd::DECIMAL => value
                .split_once('.')
                .is_some_and(|(whole, rest)| is_integer(whole) && is_digits(rest)),
            xsd::DOUBLE => is_double(value),
            _ => false,
        };
        if bare {
            return value.to_owned();
        }
        if literal.language().is_some() || literal.datatype() == xsd::STRING {
            return literal.to_string();
        }
        format!(
            "{}^^{}",
            Literal::new_simple_literal(value),
            self.iri(literal.datatype().as_str())
        )
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a number is whole and written as it should be, without `+` and leading zeros.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    is_digits(digits) && (digits == "0" || !digits.starts_with('0'))
}

fn is_double(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once('E') else {
        return false;
    };
    let mantissa = mantissa
        .split_once('.')
        .is_some_and(|(whole, rest)| is_integer(whole) && is_digits(rest));
    mantissa && is_integer(exponent)
}

impl Writer for Turtle<'_> {
    fn start(&mut self) -> Result<(), Error> {
        for (prefix, iri) in self.names.prefixes() {
            writeln!(self.out, "@prefix {prefix}: <{iri}> .")?;
            self.begun = true;
        }
        if let Some(base) = self.names.base() {
            writeln!(self.out, "@base <{base}> .")?;
            self.begun = true;
        }
        Ok(())
    }

    fn graph(&mut self, name: &GraphName, triples: &[Triple]) -> Result<(), Error> {
        if self.begun {
            writeln!(self.out)?;
        }
        self.begun = true;
        let name = match name {
            GraphName::DefaultGraph => return self.subjects(triples, ""),
            GraphName::NamedNode(name) => self.iri(name.as_str()),
            GraphName::BlankNode(name) => name.to_string(),
        };
        writeln!(self.out, "GRAPH {name} {{")?;
        self.subjects(triples, "    ")?;
        writeln!(self.out, "}}")?;
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }
}
