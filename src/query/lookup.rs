//! What people call things, looked up: actors, relations and documents by name.

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;

use super::{Error, Prefixes};
use crate::vocab::{OPEN, WW};

const PREF_LABEL: &str = "http://www.w3.org/2004/02/skos/core#prefLabel";
const ALT_LABEL: &str = "http://www.w3.org/2004/02/skos/core#altLabel";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const HEADLINE: &str = "https://schema.org/headline";

/// How many names an error suggests.
const SUGGESTIONS: usize = 3;
/// Names less alike than this (Jaro-Winkler, 0 to 1) are no suggestion; tried on misspelt names.
const ALIKE: f64 = 0.75;

/// Something with a name; the lower the rank, the better the name.
struct Named {
    name: String,
    rank: u8,
    iri: NamedNode,
}

/// The actor of that name: a label, another name, an IRI or a prefixed name.
///
/// A preferred label goes before other names, and the same letters before the same in another case.
///
/// # Errors
/// When nobody is called so (with the nearest names), or several are.
pub fn actor(store: &Store, prefixes: &Prefixes, name: &str) -> Result<NamedNode, Error> {
    if let Some(iri) = known(store, prefixes, name)? {
        return Ok(iri);
    }
    let mut names = labels(store, PREF_LABEL, 0, Some(GraphNameRef::DefaultGraph))?;
    names.extend(labels(store, ALT_LABEL, 1, Some(GraphNameRef::DefaultGraph))?);
    choose("actor", name, &names, prefixes)
}

/// The relation of that name: its own (`spokeWith`), a label (`spoke with`), an IRI or a prefixed name.
///
/// # Errors
/// When no claim and no ontology has it (with the nearest names).
pub fn relation(store: &Store, prefixes: &Prefixes, name: &str) -> Result<NamedNode, Error> {
    let used = objects(store, &ww("relation"))?;
    let mut iris: Vec<NamedNode> = used
        .into_iter()
        .chain(instances(store, &ww("Relation"))?)
        .collect();
    iris.sort();
    iris.dedup();
    let given = iri(prefixes, name);
    if let Some(iri) = given.filter(|iri| iris.contains(iri)) {
        return Ok(iri);
    }
    let mut names: Vec<Named> = labels(store, LABEL, 1, None)?;
    names.retain(|named| iris.binary_search(&named.iri).is_ok());
    names.extend(iris.into_iter().filter_map(own_name));
    choose("relation", name, &names, prefixes)
}

/// The document of that id, headline, IRI or prefixed name.
///
/// # Errors
/// When there is none (with the nearest names), or several have that headline.
pub fn document(store: &Store, prefixes: &Prefixes, name: &str) -> Result<NamedNode, Error> {
    if let Some(iri) = known(store, prefixes, name)? {
        return Ok(iri);
    }
    let mut names = labels(store, ww("id").as_str(), 0, None)?;
    names.extend(labels(store, HEADLINE, 1, None)?);
    choose("document", name, &names, prefixes)
}

/// An IRI as typed: whole, in angle brackets, or prefixed.
pub(super) fn iri(prefixes: &Prefixes, text: &str) -> Option<NamedNode> {
    let bare = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    match bare {
        Some(iri) => NamedNode::new(iri).ok(),
        None if text.contains("://") => NamedNode::new(text).ok(),
        None => prefixes.expand(text),
    }
}

/// An IRI as typed that the store says something of.
fn known(store: &Store, prefixes: &Prefixes, text: &str) -> Result<Option<NamedNode>, Error> {
    let Some(iri) = iri(prefixes, text) else {
        return Ok(None);
    };
    let mut quads = store.quads_for_pattern(Some(iri.as_ref().into()), None, None, None);
    match quads.next().transpose() {
        Ok(found) => Ok(found.map(|_| iri)),
        Err(error) => Err(Error::Evaluation(error.to_string())),
    }
}

fn labels(
    store: &Store,
    property: &str,
    rank: u8,
    graph: Option<GraphNameRef<'_>>,
) -> Result<Vec<Named>, Error> {
    let property = NamedNodeRef::new_unchecked(property);
    let mut names = Vec::new();
    for quad in store.quads_for_pattern(None, Some(property), None, graph) {
        let quad = quad.map_err(|e| Error::Evaluation(e.to_string()))?;
        if let (NamedOrBlankNode::NamedNode(iri), Term::Literal(label)) = (quad.subject, quad.object) {
            names.push(Named {
                name: label.value().to_owned(),
                rank,
                iri,
            });
        }
    }
    Ok(names)
}

fn objects(store: &Store, property: &NamedNode) -> Result<Vec<NamedNode>, Error> {
    let mut found = Vec::new();
    for quad in store.quads_for_pattern(None, Some(property.as_ref()), None, None) {
        if let Term::NamedNode(iri) = quad.map_err(|e| Error::Evaluation(e.to_string()))?.object {
            found.push(iri);
        }
    }
    Ok(found)
}

fn instances(store: &Store, class: &NamedNode) -> Result<Vec<NamedNode>, Error> {
    let kind = oxigraph::model::vocab::rdf::TYPE;
    let mut found = Vec::new();
    for quad in store.quads_for_pattern(None, Some(kind), Some(class.as_ref().into()), None) {
        if let NamedOrBlankNode::NamedNode(iri) = quad.map_err(|e| Error::Evaluation(e.to_string()))?.subject
        {
            found.push(iri);
        }
    }
    Ok(found)
}

/// A relation under the last part of its IRI; an open one after those of the ontology.
fn own_name(iri: NamedNode) -> Option<Named> {
    let name = iri.as_str().rsplit(['#', '/']).next()?.to_owned();
    let rank = if iri.as_str().starts_with(OPEN) { 2 } else { 0 };
    Some(Named { name, rank, iri })
}

fn ww(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{WW}{name}"))
}

/// The one that bears the name best.
fn choose(what: &'static str, name: &str, names: &[Named], prefixes: &Prefixes) -> Result<NamedNode, Error> {
    let wanted = name.trim().to_lowercase();
    // Another case is worse than the same letters, whatever the rank.
    let fits = names.iter().filter(|named| named.name.to_lowercase() == wanted);
    let ranked: Vec<(bool, u8, &Named)> = fits
        .map(|named| (named.name != name.trim(), named.rank, named))
        .collect();
    let Some(best) = ranked.iter().map(|(case, rank, _)| (*case, *rank)).min() else {
        return Err(Error::Unknown(
            what,
            name.to_owned(),
            nearest(name, names.iter().map(|n| n.name.as_str())),
        ));
    };
    let mut bearers: Vec<&NamedNode> = ranked
        .iter()
        .filter(|(case, rank, _)| (*case, *rank) == best)
        .map(|(.., named)| &named.iri)
        .collect();
    bearers.sort();
    bearers.dedup();
    if let [iri] = bearers[..] {
        return Ok(iri.clone());
    }
    let them = bearers.iter().map(|iri| prefixes.shorten(iri.as_str())).collect();
    Err(Error::Ambiguous(what, name.to_owned(), them))
}

/// The names most like a name, the likest first.
pub(crate) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let wanted = name.to_lowercase();
    let mut scored: Vec<(f64, &str)> = names.map(|n| (likeness(&wanted, &n.to_lowercase()), n)).collect();
    scored.retain(|(score, _)| *score >= ALIKE);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by_key(|(_, name)| *name);
    scored
        .into_iter()
        .take(SUGGESTIONS)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// How alike two names are; a name that holds the other as a word is nearly it.
fn likeness(wanted: &str, name: &str) -> f64 {
    let contained = !wanted.is_empty()
        && name
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == wanted);
    let alike = strsim::jaro_winkler(wanted, name);
    if contained { alike.max(0.95) } else { alike }
}
