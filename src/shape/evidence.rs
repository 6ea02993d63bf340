//! Do the words of the evidence stand where it says?

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Graph, Literal, NamedNode, NamedOrBlankNode, Term, TermRef};
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
    let place = (
        number(graph, focus, &ww("start")),
        number(graph, focus, &ww("end")),
    );
    let mut found = positions(graph, focus, place);
    let sources = objects(graph, focus, &oa("hasSource"));
    let Some(source) = sources.into_iter().find_map(|s| NamedNode::try_from(s).ok()) else {
        return found;
    };
    let read = texts
        .entry(source.into_string())
        .or_insert_with_key(|iri| Some(text(iri)?.chars().collect()));
    let Some(chars) = read else { return found };
    let words: Option<String> = place
        .0
        .zip(place.1)
        .and_then(|(s, e)| Some(chars.get(s..e)?.iter().collect()));
    for quoted in quotations(graph, focus)
        .into_iter()
        .filter(|quoted| words.as_ref() != Some(quoted))
    {
        let there = words
            .as_deref()
            .map_or("nothing".to_owned(), |words| format!("'{words}'"));
        let message = format!("the text has {there} there, not '{quoted}'");
        found.push(wrong(
            focus,
            Literal::new_simple_literal(quoted).into(),
            oa("exact"),
            message,
        ));
    }
    found
}

/// The position selectors of evidence that say another place than it does itself.
fn positions(
    graph: &Graph,
    focus: &NamedOrBlankNode,
    place: (Option<usize>, Option<usize>),
) -> Vec<Violation> {
    let message = "the position selector says another place than ww:start and ww:end";
    let differs = |selector: &NamedOrBlankNode| {
        let other = (
            number(graph, selector, &oa("start")),
            number(graph, selector, &oa("end")),
        );
        other != (None, None) && other != place
    };
    let odd = selectors(graph, focus).filter(differs);
    odd.map(|selector| wrong(focus, selector.into(), oa("hasSelector"), message.to_owned()))
        .collect()
}

fn wrong(focus: &NamedOrBlankNode, value: Term, path: NamedNode, message: String) -> Violation {
    Violation {
        focus: focus.clone(),
        path,
        value: Some(value),
        constraint: ww("EvidenceConstraintComponent"),
        message,
        shape: NamedNode::new_unchecked("https://w3id.org/whowhom/shape/Evidence"),
    }
}

fn selectors(graph: &Graph, focus: &NamedOrBlankNode) -> impl Iterator<Item = NamedOrBlankNode> {
    objects(graph, focus, &oa("hasSelector"))
        .into_iter()
        .filter_map(|term| NamedOrBlankNode::try_from(term).ok())
}

/// The words that evidence quotes.
fn quotations(graph: &Graph, focus: &NamedOrBlankNode) -> Vec<String> {
    let words = selectors(graph, focus).flat_map(|selector| objects(graph, &selector, &oa("exact")));
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
