//! Do the words of the evidence stand where it says?

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Graph, NamedNode, NamedOrBlankNode, Term, TermRef};
use oxigraph::store::Store;

use super::{Error, Report, Violation, documents, ww};

const OA: &str = "http://www.w3.org/ns/oa#";

/// Checks that the text of each piece of evidence, from start to end, is the words it quotes, and
/// that its position selector says the same place.
///
/// `text` gives the text of the document of an IRI; evidence in documents without one is left out.
///
/// # Errors
/// When the store can't be read.
pub fn check(store: &Store, base: &str, text: &dyn Fn(&str) -> Option<String>) -> Result<Report, Error> {
    let mut results = Vec::new();
    for document in documents(store, base)? {
        let mut texts = BTreeMap::new();
        for focus in document
            .graph
            .subjects_for_predicate_object(rdf::TYPE, &oa("SpecificResource"))
        {
            results.extend(evidence(&document.graph, &focus.into_owned(), text, &mut texts));
        }
    }
    Ok(Report::new(results))
}

/// The characters of documents, by IRI; none where there is no text.
type Texts = BTreeMap<String, Option<Vec<char>>>;

fn evidence(
    graph: &Graph,
    focus: &NamedOrBlankNode,
    text: &dyn Fn(&str) -> Option<String>,
    texts: &mut Texts,
) -> Vec<Violation> {
    let wrong = |value: Option<Term>, path: NamedNode, message: String| Violation {
        focus: focus.clone(),
        path,
        value,
        constraint: ww("EvidenceConstraintComponent"),
        message,
        shape: NamedNode::new_unchecked("https://w3id.org/whowhom/shape/Evidence"),
    };
    let (start, end) = (
        number(graph, focus, &ww("start")),
        number(graph, focus, &ww("end")),
    );
    let mut found = Vec::new();
    for selector in objects(graph, focus, &oa("hasSelector"))
        .into_iter()
        .filter_map(|s| NamedOrBlankNode::try_from(s).ok())
    {
        let place = (
            number(graph, &selector, &oa("start")),
            number(graph, &selector, &oa("end")),
        );
        if place != (None, None) && place != (start, end) {
            let message = "the position selector says another place than ww:start and ww:end".to_owned();
            found.push(wrong(Some(selector.clone().into()), oa("hasSelector"), message));
        }
    }
    let Some(source) = objects(graph, focus, &oa("hasSource"))
        .into_iter()
        .find_map(|s| NamedNode::try_from(s).ok())
    else {
        return found;
    };
    let chars = texts
        .entry(source.as_str().to_owned())
        .or_insert_with_key(|iri| Some(text(iri)?.chars().collect()));
    let Some(chars) = chars else { return found };
    let words: Option<String> = start
        .zip(end)
        .and_then(|(start, end)| Some(chars.get(start..end)?.iter().collect()));
    for quoted in quotations(graph, focus) {
        if words.as_ref() != Some(&quoted) {
            let there = words
                .as_deref()
                .map_or("nothing".to_owned(), |words| format!("'{words}'"));
            let message = format!("the text has {there} there, not '{quoted}'");
            found.push(wrong(
                Some(oxigraph::model::Literal::new_simple_literal(quoted).into()),
                oa("exact"),
                message,
            ));
        }
    }
    found
}

/// The words that evidence quotes.
fn quotations(graph: &Graph, focus: &NamedOrBlankNode) -> Vec<String> {
    let selectors = objects(graph, focus, &oa("hasSelector"))
        .into_iter()
        .filter_map(|s| NamedOrBlankNode::try_from(s).ok());
    let words = selectors.flat_map(|selector| objects(graph, &selector, &oa("exact")));
    words
        .filter_map(|term| {
            if let Term::Literal(l) = term {
                Some(l.value().to_owned())
            } else {
                None
            }
        })
        .collect()
}

fn objects(graph: &Graph, node: &NamedOrBlankNode, property: &NamedNode) -> Vec<Term> {
    graph
        .objects_for_subject_predicate(node, property)
        .map(TermRef::into_owned)
        .collect()
}

fn number(graph: &Graph, node: &NamedOrBlankNode, property: &NamedNode) -> Option<usize> {
    let TermRef::Literal(literal) = graph.object_for_subject_predicate(node, property)? else {
        return None;
    };
    literal.value().parse().ok()
}

fn oa(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{OA}{name}"))
}
