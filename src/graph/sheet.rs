//! The quads of one graph while they are written.

use crate::vocab::{rdf, xsd};
use jiff::civil::Date;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

/// The quads of one graph.
pub(super) struct Sheet {
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Sheet {
    /// An empty sheet for a graph.
    pub(super) const fn new(graph: NamedNode) -> Self {
        Self {
            graph,
            quads: Vec::new(),
        }
    }

    /// Writes one triple.
    pub(super) fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads
            .push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }

    /// Writes that a node is of a class.
    pub(super) fn is_a(&mut self, subject: &NamedNode, class: NamedNodeRef<'_>) {
        self.add(subject, rdf::TYPE, class);
    }

    /// Writes a plain literal.
    pub(super) fn text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: &str) {
        self.add(subject, predicate, Literal::from(text));
    }

    /// Writes a plain literal where there is one.
    pub(super) fn maybe_text(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        text: Option<&str>,
    ) {
        if let Some(text) = text {
            self.text(subject, predicate, text);
        }
    }

    /// Writes where something is on the web: an IRI where it is one, else as it stands.
    pub(super) fn address(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        address: Option<&str>,
    ) {
        match address.map(|address| (NamedNode::new(address), address)) {
            Some((Ok(iri), _)) => self.add(subject, predicate, iri),
            Some((Err(_), words)) => self.text(subject, predicate, words),
            None => {}
        }
    }

    /// Writes a day.
    pub(super) fn date(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, date: Date) {
        self.add(
            subject,
            predicate,
            Literal::new_typed_literal(date.to_string(), xsd::DATE),
        );
    }

    /// Writes a count or an offset.
    pub(super) fn integer(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: u32) {
        self.add(
            subject,
            predicate,
            Literal::new_typed_literal(value.to_string(), xsd::INTEGER),
        );
    }

    /// Writes a number in its canonical form, a whole one as an integer; nothing where it is none.
    pub(super) fn number(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: f64) {
        if value.is_finite() {
            let datatype = if value.fract() == 0.0 {
                xsd::INTEGER
            } else {
                xsd::DECIMAL
            };
            // Adding zero turns a negative zero into a plain one.
            let digits = (value + 0.0).to_string();
            self.add(subject, predicate, Literal::new_typed_literal(digits, datatype));
        }
    }

    /// All quads, sorted, each once.
    pub(super) fn quads(mut self) -> Vec<Quad> {
        self.quads.sort_by_cached_key(ToString::to_string);
        self.quads.dedup();
        self.quads
    }
}
