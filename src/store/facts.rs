//! What one document brings to the layer above the documents.

use crate::vocab::{rdf, skos, ww};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeMap;

/// The actors and the asserted claims of one document's graph (or of a part of it).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Sorted by IRI.
    pub(super) locals: Vec<Local>,
    /// Claims that are affirmed and actual, sorted by IRI.
    pub(super) claims: Vec<Asserted>,
}

/// An actor of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Local {
    pub(super) node: NamedNode,
    /// Sorted.
    pub(super) keys: Vec<String>,
    /// Offices under which a family name may meet it, sorted.
    pub(super) hints: Vec<String>,
    pub(super) seed: Option<NamedNode>,
    pub(super) classes: Vec<NamedNode>,
    /// Its fullest name there.
    pub(super) name: Option<String>,
    pub(super) other_names: Vec<String>,
}

/// A claim that makes a relation hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asserted {
    pub(super) node: NamedNode,
    /// A local actor.
    pub(super) subject: NamedNode,
    pub(super) relation: NamedNode,
    /// A local actor or a literal.
    pub(super) object: Term,
}

/// The predicates that facts are read from.
pub(super) const PREDICATES: [NamedNodeRef<'static>; 11] = [
    rdf::TYPE,
    skos::PREF_LABEL,
    skos::ALT_LABEL,
    ww::KEY,
    ww::HINT,
    ww::SEED,
    ww::SUBJECT,
    ww::RELATION,
    ww::OBJECT,
    ww::POLARITY,
    ww::MODALITY,
];

/// One node's triples by predicate.
type Sheet<'q> = BTreeMap<&'q str, Vec<&'q Term>>;

impl Facts {
    /// Reads the facts off quads of document graphs, in any order.
    pub(super) fn read<'q>(quads: impl IntoIterator<Item = &'q Quad>) -> Self {
        let mut nodes: BTreeMap<&NamedNode, Sheet<'_>> = BTreeMap::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
                nodes
                    .entry(node)
                    .or_default()
                    .entry(quad.predicate.as_str())
                    .or_default()
                    .push(&quad.object);
            }
        }
        let is_local = |sheet: &Sheet<'_>| has(sheet, rdf::TYPE, ww::LOCAL_ACTOR);
        Self {
            locals: nodes
                .iter()
                .filter(|(_, sheet)| is_local(sheet))
                .map(|(node, sheet)| local(node, sheet))
                .collect(),
            claims: nodes
                .iter()
                .filter_map(|(node, sheet)| asserted(node, sheet))
                .collect(),
        }
    }
}

fn local(node: &NamedNode, sheet: &Sheet<'_>) -> Local {
    let mut classes = nodes(sheet, rdf::TYPE);
    classes.retain(|class| *class != ww::LOCAL_ACTOR);
    Local {
        node: node.clone(),
        keys: texts(sheet, ww::KEY),
        hints: texts(sheet, ww::HINT),
        seed: nodes(sheet, ww::SEED).into_iter().next(),
        classes,
        name: texts(sheet, skos::PREF_LABEL).into_iter().next(),
        other_names: texts(sheet, skos::ALT_LABEL),
    }
}

fn asserted(node: &NamedNode, sheet: &Sheet<'_>) -> Option<Asserted> {
    let holds = has(sheet, ww::POLARITY, ww::POSITIVE) && has(sheet, ww::MODALITY, ww::ACTUAL);
    Some(Asserted {
        node: node.clone(),
        subject: nodes(sheet, ww::SUBJECT).into_iter().next().filter(|_| holds)?,
        relation: nodes(sheet, ww::RELATION).into_iter().next()?,
        object: (*sheet.get(ww::OBJECT.as_str())?.first()?).clone(),
    })
}

/// Whether a node has that very object.
fn has(sheet: &Sheet<'_>, predicate: NamedNodeRef<'_>, object: NamedNodeRef<'_>) -> bool {
    let is = |term: &&Term| matches!(term, Term::NamedNode(node) if *node == object);
    sheet
        .get(predicate.as_str())
        .is_some_and(|objects| objects.iter().any(is))
}

/// The nodes that a predicate leads to, sorted.
fn nodes(sheet: &Sheet<'_>, predicate: NamedNodeRef<'_>) -> Vec<NamedNode> {
    let node = |term: &&Term| match term {
        Term::NamedNode(node) => Some(node.clone()),
        _ => None,
    };
    let mut all: Vec<NamedNode> = sheet
        .get(predicate.as_str())
        .into_iter()
        .flatten()
        .filter_map(node)
        .collect();
    all.sort();
    all
}

/// The literals that a predicate leads to, sorted.
fn texts(sheet: &Sheet<'_>, predicate: NamedNodeRef<'_>) -> Vec<String> {
    let text = |term: &&Term| match term {
        Term::Literal(text) => Some(text.value().to_owned()),
        _ => None,
    };
    let mut all: Vec<String> = sheet
        .get(predicate.as_str())
        .into_iter()
        .flatten()
        .filter_map(text)
        .collect();
    all.sort();
    all
}
