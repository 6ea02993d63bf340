//! RDF/XML, by oxigraph's serializer fed in order.

use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, Term, Triple};

use super::name::Names;
use super::{Error, Format, Writer};

/// Writes RDF/XML.
pub(super) struct RdfXml<'a> {
    names: &'a Names,
    out: &'a mut dyn Write,
    written: bool,
}

impl<'a> RdfXml<'a> {
    pub(super) fn new(names: &'a Names, out: &'a mut dyn Write) -> Self {
        Self {
            names,
            out,
            written: false,
        }
    }

    fn whole(&mut self, triples: &[Triple]) -> Result<(), Error> {
        self.written = true;
        triples.iter().try_for_each(|triple| self.check(triple))?;
        let prefixes = self.names.prefixes().filter(|(name, _)| *name != "rdf");
        let serializer = RdfSerializer::from_format(RdfFormat::RdfXml);
        let serializer = prefixes.fold(serializer, |serializer, (name, iri)| {
            serializer.clone().with_prefix(name, iri).unwrap_or(serializer)
        });
        let mut writer = serializer.for_writer(Returns { out: &mut *self.out });
        for triple in triples {
            writer.serialize_triple(triple)?;
        }
        writer.finish()?;
        Ok(writeln!(self.out)?)
    }

    /// Refuses what XML can't carry, and notes the prefixes that are used.
    fn check(&self, triple: &Triple) -> Result<(), Error> {
        let unwritable = |reason| Error::Unwritable(Format::RdfXml, Box::new(triple.clone()), reason);
        let name = |iri| split(iri).ok_or_else(|| unwritable("an IRI doesn't end in a name"));
        self.names.of_namespace(name(triple.predicate.as_str())?);
        match &triple.object {
            Term::NamedNode(class) if triple.predicate == rdf::TYPE => {
                self.names.of_namespace(name(class.as_str())?);
                Ok(())
            }
            Term::Literal(literal) if !literal.value().chars().all(is_xml) => {
                Err(unwritable("XML has no such character"))
            }
            _ => Ok(()),
        }
    }
}

impl Writer for RdfXml<'_> {
    fn start(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn graph(&mut self, _name: &GraphName, triples: &[Triple]) -> Result<(), Error> {
        self.whole(triples)
    }

    fn finish(&mut self) -> Result<(), Error> {
        if self.written { Ok(()) } else { self.whole(&[]) }
    }
}

/// The namespace of an IRI that ends in an XML name.
fn split(iri: &str) -> Option<&str> {
    let name = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c) || c >= '\u{c0}';
    let tail = iri.trim_end_matches(name).len();
    let start = iri[tail..].find(|c: char| name(c) && !c.is_ascii_digit() && c != '-' && c != '.')?;
    Some(&iri[..tail + start])
}

/// Whether XML 1.0 has a character.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Escapes carriage returns, which XML readers would turn into line ends.
struct Returns<'a> {
    out: &'a mut dyn Write,
}

impl Write for Returns<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (index, part) in bytes.split(|b| *b == b'\r').enumerate() {
            if index > 0 {
                self.out.write_all(b"&#13;")?;
            }
            self.out.write_all(part)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
