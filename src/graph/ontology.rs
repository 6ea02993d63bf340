//! The ontology itself as a graph.

use super::mint;
use crate::schema::Schema;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Triple};

/// The graph of the ontology and its triples, as the schema's files state them.
///
/// ```
/// use whowhom::{graph, schema::Schema, vocab};
/// let (name, triples) = graph::ontology(Schema::embedded(), vocab::BASE);
/// assert_eq!(name.as_str(), "https://w3id.org/whowhom/ontology");
/// assert!(triples.len() > 1000);
/// ```
#[must_use]
pub fn ontology(schema: &Schema, base: &str) -> (NamedNode, Vec<Triple>) {
    let mut triples = Vec::new();
    for (_, text) in schema.turtle_sources() {
        let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(text);
        // A schema is made of sound Turtle only; a triple that fails here cannot be one of it.
        triples.extend(quads.filter_map(Result::ok).map(Triple::from));
    }
    (mint::ontology(base), triples)
}
