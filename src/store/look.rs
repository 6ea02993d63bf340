//! Look-ups in the store's indexes, in the midst of a transaction.

use super::facts::{Facts, PREDICATES};
use crate::vocab::ww;
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term,
    TermRef,
};
use oxigraph::store::{StorageError, Transaction};

/// Subjects that have a predicate with an object, in one graph or (`None`) in all.
pub(super) fn subjects<'t>(
    tx: &'t Transaction<'_>,
    predicate: NamedNodeRef<'_>,
    object: TermRef<'_>,
    graph: Option<GraphNameRef<'_>>,
) -> impl Iterator<Item = Result<NamedNode, StorageError>> + use<'t> {
    tx.quads_for_pattern(None, Some(predicate), Some(object), graph)
        .filter_map(|quad| match quad {
            Ok(quad) => match quad.subject {
                NamedOrBlankNode::NamedNode(node) => Some(Ok(node)),
                NamedOrBlankNode::BlankNode(_) => None,
            },
            Err(error) => Some(Err(error)),
        })
}

/// Objects of a subject's predicate, in one graph or in all.
pub(super) fn objects(
    tx: &Transaction<'_>,
    subject: &NamedNode,
    predicate: NamedNodeRef<'_>,
    graph: Option<GraphNameRef<'_>>,
) -> Result<Vec<Term>, StorageError> {
    let quads = tx.quads_for_pattern(Some(subject.into()), Some(predicate), None, graph);
    quads.map(|quad| Ok(quad?.object)).collect()
}

/// Literals that a subject's predicate leads to, in one graph or in all.
pub(super) fn texts(
    tx: &Transaction<'_>,
    subject: &NamedNode,
    predicate: NamedNodeRef<'_>,
    graph: Option<GraphNameRef<'_>>,
) -> Result<Vec<String>, StorageError> {
    let texts = objects(tx, subject, predicate, graph)?
        .into_iter()
        .filter_map(|term| match term {
            Term::Literal(text) => Some(text.value().to_owned()),
            _ => None,
        });
    Ok(texts.collect())
}

/// All quads of one graph about a node.
pub(super) fn about(
    tx: &Transaction<'_>,
    node: &NamedNode,
    graph: GraphNameRef<'_>,
) -> Result<Vec<Quad>, StorageError> {
    tx.quads_for_pattern(Some(node.into()), None, None, Some(graph))
        .collect()
}

/// All quads of the default graph that a node stands in, on either end, links left out.
pub(super) fn around(tx: &Transaction<'_>, node: &NamedNode) -> Result<Vec<Quad>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let to = tx.quads_for_pattern(None, None, Some(node.into()), default);
    let to = to.filter(|quad| !matches!(quad, Ok(quad) if quad.predicate == ww::IDENTIFIED_AS));
    tx.quads_for_pattern(Some(node.into()), None, None, default)
        .chain(to)
        .collect()
}

/// The canonical actor of a local one.
pub(super) fn actor(tx: &Transaction<'_>, local: &NamedNode) -> Result<Option<NamedNode>, StorageError> {
    let found = objects(tx, local, ww::IDENTIFIED_AS, Some(GraphNameRef::DefaultGraph))?;
    Ok(found.into_iter().find_map(|term| match term {
        Term::NamedNode(actor) => Some(actor),
        _ => None,
    }))
}

/// The local actors of a canonical one.
pub(super) fn locals<'t>(
    tx: &'t Transaction<'_>,
    actor: &NamedNode,
) -> impl Iterator<Item = Result<NamedNode, StorageError>> + use<'t> {
    subjects(
        tx,
        ww::IDENTIFIED_AS,
        actor.into(),
        Some(GraphNameRef::DefaultGraph),
    )
}

/// The facts of a whole document.
pub(super) fn facts(tx: &Transaction<'_>, document: &NamedNode) -> Result<Facts, StorageError> {
    let mut quads = Vec::new();
    for predicate in PREDICATES {
        for quad in tx.quads_for_pattern(None, Some(predicate), None, Some(document.into())) {
            quads.push(quad?);
        }
    }
    Ok(Facts::read(&quads))
}

/// The facts of single local actors and claims.
pub(super) fn facts_of(tx: &Transaction<'_>, nodes: &[NamedNode]) -> Result<Facts, StorageError> {
    let mut quads = Vec::new();
    for node in nodes {
        let node: NamedOrBlankNodeRef<'_> = node.into();
        for quad in tx.quads_for_pattern(Some(node), None, None, None) {
            let quad = quad?;
            // The graph above has quads about claims too; only documents hold facts.
            if quad.graph_name != GraphName::DefaultGraph {
                quads.push(quad);
            }
        }
    }
    Ok(Facts::read(&quads))
}
