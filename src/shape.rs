//! Does a store hold what it should? Checked against the SHACL shapes of `ontology/shapes.ttl`.
//!
//! Input: a store, [`Shapes`], and for the evidence the documents' texts. Output: a [`Report`].
//! Each document is checked by itself: its graph, with what the catalogue says of it.

mod evidence;
mod model;
mod report;
mod validate;

use std::collections::BTreeMap;

use oxigraph::model::{Graph, GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, Term, Triple, TripleRef};
use oxigraph::store::{StorageError, Store};

use crate::vocab::WW;
pub use evidence::check as check_evidence;
pub use model::{Constraint, NodeKind, Property, Shape, Shapes};

/// Why a store can't be checked.
#[derive(Debug)]
pub enum Error {
    /// The shapes aren't Turtle.
    Syntax(String),
    /// The shapes use a part of SHACL that isn't checked here, or use it wrongly (shape, reason).
    Shape(String, String),
    /// The store can't be read.
    Store(StorageError),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(reason) => write!(f, "the shapes are not turtle: {reason}"),
            Self::Shape(shape, reason) => write!(f, "shape {shape}: {reason}"),
            Self::Store(error) => write!(f, "the store can't be read: {error}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let Self::Store(error) = self {
            Some(error)
        } else {
            None
        }
    }
}

impl From<StorageError> for Error {
    fn from(error: StorageError) -> Self {
        Self::Store(error)
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Whether nothing is wrong.
    pub conforms: bool,
    /// What is wrong, sorted by focus, path and value.
    pub results: Vec<Violation>,
}

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The node that is wrong.
    pub focus: NamedOrBlankNode,
    /// The property in which it is wrong.
    pub path: NamedNode,
    /// The wrong value; none where there are too few or too many.
    pub value: Option<Term>,
    /// The constraint that isn't met, as a constraint component (`sh:MinCountConstraintComponent`).
    pub constraint: NamedNode,
    /// What should be, for people.
    pub message: String,
    /// The property shape that says so.
    pub shape: NamedNode,
}

impl Report {
    /// A report of these violations, in order.
    #[must_use]
    pub fn new(mut results: Vec<Violation>) -> Self {
        results.sort_by_cached_key(|v| {
            let value = v.value.as_ref().map(ToString::to_string);
            (
                v.focus.to_string(),
                v.path.clone(),
                v.constraint.clone(),
                value,
                v.shape.clone(),
            )
        });
        results.dedup();
        Self {
            conforms: results.is_empty(),
            results,
        }
    }

    /// Both reports in one.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.results.extend(other.results);
        Self::new(self.results)
    }
}

/// Checks all documents of a store whose IRIs are minted under a base.
///
/// # Errors
/// When the store can't be read.
///
/// ```
/// # use whowhom::shape::{check, Shapes};
/// let store = oxigraph::store::Store::new()?;
/// assert!(check(&store, &Shapes::embedded()?, whowhom::vocab::BASE)?.conforms);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub fn check(store: &Store, shapes: &Shapes, base: &str) -> Result<Report, Error> {
    let mut results = Vec::new();
    for document in documents(store, base)? {
        results.extend(validate::graph(&document.graph, shapes));
    }
    Ok(Report::new(results))
}

/// A document with all that is said of it.
struct Document {
    graph: Graph,
}

/// The documents of a store: each named graph, and each entry of the catalogue even without one.
fn documents(store: &Store, base: &str) -> Result<Vec<Document>, Error> {
    let catalogue = NamedNode::new_unchecked(format!("{base}catalogue"));
    let ontology = NamedNode::new_unchecked(format!("{base}ontology"));
    let mut entries: BTreeMap<String, Vec<Triple>> = BTreeMap::new();
    for quad in store.quads_for_pattern(None, None, None, Some(GraphNameRef::from(catalogue.as_ref()))) {
        let triple = Triple::from(quad?);
        entries
            .entry(triple.subject.to_string())
            .or_default()
            .push(triple);
    }
    let mut found = Vec::new();
    for name in store.named_graphs() {
        let name = GraphName::from(name?);
        if name != catalogue.clone().into() && name != ontology.clone().into() {
            let entry = entries.remove(&name.to_string()).unwrap_or_default();
            found.push(Document {
                graph: graph(store, &name, &entry)?,
            });
        }
    }
    found.extend(entries.into_values().map(|entry| Document {
        graph: entry.iter().collect(),
    }));
    Ok(found)
}

fn graph(store: &Store, name: &GraphName, entry: &[Triple]) -> Result<Graph, Error> {
    let mut graph: Graph = entry.iter().map(TripleRef::from).collect();
    for quad in store.quads_for_pattern(None, None, None, Some(name.as_ref())) {
        graph.insert(&Triple::from(quad?));
    }
    Ok(graph)
}

/// A term of our own.
fn ww(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{WW}{name}"))
}

/// A term of SHACL.
fn sh(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{name}", model::SH))
}

#[cfg(test)]
mod tests;
