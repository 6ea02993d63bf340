//! Why the store holds a claim: its words, who says so, the frame that fired.
//!
//! Input: a store, and a claim's IRI or a triple as typed. Output: [`Explanation`]s.

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;

use super::lookup;
use super::{Answer, Error, Limits, Prefixes, answer};
use crate::vocab::{rdf, schema, sem, skos, ww};

/// All that the store knows of one claim, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The claim.
    pub claim: NamedNode,
    /// The document that makes it.
    pub document: NamedNode,
    /// The document's id, headline, publisher, day and address.
    pub catalogue: Entry,
    /// Who.
    pub subject: Side,
    /// IRI of the relation.
    pub relation: String,
    /// Whom; of a literal only the name.
    pub object: Side,
    /// `positive` or `negative`.
    pub polarity: String,
    /// `actual`, `planned` …
    pub modality: String,
    /// How sure the reader was.
    pub confidence: Option<String>,
    /// IRI of the frame that fired.
    pub frame: Option<String>,
    /// The office held.
    pub position: Option<String>,
    /// First and last day, and the words they were read from.
    pub time: Option<(String, String, Option<String>)>,
    /// The words of the place.
    pub place: Option<String>,
    /// Who says so, nearest first, the publisher last.
    pub sources: Vec<Said>,
    /// The words that show it, by their place.
    pub evidence: Vec<Piece>,
    /// The quotation that stands for all of them.
    pub quote: String,
}

/// What the catalogue says of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Day of publication.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Language.
    pub language: Option<String>,
    /// Licence.
    pub licence: Option<String>,
}

/// An end of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What the document calls it.
    pub name: String,
    /// The actor it is; none of a literal.
    pub actor: Option<String>,
}

/// One link of the chain of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub name: String,
    /// Whether its words are quoted.
    pub direct: bool,
    /// The words that name it; none of the publisher.
    pub words: Option<String>,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What it shows: `trigger`, `subject`, `object`, `clause`, or a role.
    pub part: String,
}

/// The claims that a text means: one by its IRI, or all of a triple `subject relation object`, each
/// an IRI, a prefixed name or a name that the store knows; sorted.
///
/// # Errors
/// When the text is neither, or names something that the store doesn't know.
pub fn claims(store: &Store, prefixes: &Prefixes, text: &str) -> Result<Vec<NamedNode>, Error> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if let [word] = words[..] {
        return claim(store, prefixes, word).map(|claim| vec![claim]);
    }
    let mut failure = None;
    for at in 1..words.len().saturating_sub(1) {
        match lookup::relation(store, prefixes, words[at]) {
            Ok(relation) => {
                let subject = lookup::actor(store, prefixes, &words[..at].join(" "))?;
                let object = lookup::actor(store, prefixes, &words[at + 1..].join(" "))?;
                return between(store, prefixes, &subject, &relation, &object);
            }
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    Err(failure.unwrap_or_else(|| {
        let (name, value) = ("claim".to_owned(), text.to_owned());
        Error::BadValue(
            name,
            value,
            "a claim's IRI, or a triple such as a:iran ww:metWith a:oman",
        )
    }))
}

fn claim(store: &Store, prefixes: &Prefixes, word: &str) -> Result<NamedNode, Error> {
    let bare = word.trim_start_matches('<').trim_end_matches('>');
    let iri = prefixes.expand(bare).or_else(|| NamedNode::new(bare).ok());
    let known = |iri: &NamedNode| one(store, iri, ww::SUBJECT).is_some();
    iri.filter(known)
        .ok_or_else(|| Error::Unknown("claim", word.to_owned(), Vec::new()))
}

/// The claims between two actors with a relation or one below it; of a symmetric one both ways.
fn between(
    store: &Store,
    prefixes: &Prefixes,
    subject: &NamedNode,
    relation: &NamedNode,
    object: &NamedNode,
) -> Result<Vec<NamedNode>, Error> {
    let query = format!(
        "SELECT DISTINCT ?claim WHERE {{
           {{ ?s ww:identifiedAs {subject} . ?o ww:identifiedAs {object} }}
           UNION
           {{ ?s ww:identifiedAs {object} . ?o ww:identifiedAs {subject} .
              GRAPH <ontology> {{ {relation} a owl:SymmetricProperty }} }}
           GRAPH ?g {{ ?claim ww:subject ?s ; ww:object ?o ; ww:relation ?r }}
           FILTER(?r = {relation} || EXISTS {{ GRAPH <ontology> {{ ?r rdfs:subPropertyOf+ {relation} }} }})
         }} ORDER BY ?claim"
    );
    let Answer::Table(table) = answer(store, &query, prefixes, &Limits::default())? else {
        return Ok(Vec::new());
    };
    let claims = table.rows.into_iter().flatten().filter_map(|cell| match cell {
        Some(Term::NamedNode(claim)) => Some(claim),
        _ => None,
    });
    Ok(claims.collect())
}

/// Explains a claim.
///
/// # Errors
/// When the store has no such claim.
pub fn explain(store: &Store, claim: &NamedNode) -> Result<Explanation, Error> {
    let unknown = || Error::Unknown("claim", claim.as_str().to_owned(), Vec::new());
    let text = |property| one(store, claim, property).map(words);
    let local = |property| text(property).map(|iri| crate::vocab::local(&iri).to_owned());
    let document = one(store, claim, ww::DOCUMENT)
        .and_then(node)
        .ok_or_else(unknown)?;
    let event = one(store, claim, ww::REPORTS).and_then(node);
    Ok(Explanation {
        catalogue: entry(store, &document),
        subject: side(store, &one(store, claim, ww::SUBJECT).ok_or_else(unknown)?),
        relation: text(ww::RELATION).ok_or_else(unknown)?,
        object: side(store, &one(store, claim, ww::OBJECT).ok_or_else(unknown)?),
        polarity: local(ww::POLARITY).unwrap_or_default(),
        modality: local(ww::MODALITY).unwrap_or_default(),
        confidence: text(ww::CONFIDENCE),
        frame: text(ww::FRAME),
        position: text(ww::POSITION),
        time: event.as_ref().and_then(|event| time(store, event)),
        place: event
            .as_ref()
            .and_then(|event| one(store, event, ww::PLACE))
            .map(words),
        sources: sources(store, claim),
        evidence: evidence(store, claim),
        quote: text(ww::QUOTE).unwrap_or_default(),
        claim: claim.clone(),
        document,
    })
}

fn entry(store: &Store, document: &NamedNode) -> Entry {
    let text = |property| one(store, document, property).map(words);
    let publisher = one(store, document, schema::PUBLISHER).map(|node| side(store, &node).name);
    Entry {
        id: text(ww::ID).unwrap_or_default(),
        title: text(schema::HEADLINE),
        publisher,
        date: text(schema::DATE_PUBLISHED),
        url: text(schema::URL),
        language: text(schema::IN_LANGUAGE),
        licence: text(schema::LICENSE),
    }
}

fn side(store: &Store, term: &Term) -> Side {
    let Term::NamedNode(local) = term else {
        return Side {
            name: words(term.clone()),
            actor: None,
        };
    };
    let name = one(store, local, skos::PREF_LABEL).map(words);
    let actor = one(store, local, ww::IDENTIFIED_AS).map(words);
    Side {
        name: name.unwrap_or_else(|| crate::vocab::local(local.as_str()).to_owned()),
        actor: Some(actor.unwrap_or_else(|| local.as_str().to_owned())),
    }
}

fn time(store: &Store, event: &NamedNode) -> Option<(String, String, Option<String>)> {
    let time = one(store, event, sem::HAS_TIME).and_then(node)?;
    let text = |property| one(store, &time, property).map(words);
    Some((text(ww::BEGIN)?, text(ww::END)?, text(ww::WORDS)))
}

/// Follows the chain of sources; a chain that bites its tail ends there.
fn sources(store: &Store, claim: &NamedNode) -> Vec<Said> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let mut next = one(store, claim, ww::ATTRIBUTION).and_then(node);
    while let Some(link) = next.filter(|link| !seen.contains(link)) {
        if let Some(source) = one(store, &link, ww::SOURCE) {
            let direct = one(store, &link, ww::DIRECT).map(words);
            found.push(Said {
                name: side(store, &source).name,
                direct: direct.as_deref() == Some("true"),
                words: one(store, &link, ww::WORDS).map(words),
            });
        }
        next = one(store, &link, ww::VIA).and_then(node);
        seen.push(link);
    }
    found
}

fn evidence(store: &Store, claim: &NamedNode) -> Vec<Piece> {
    let nodes = store
        .quads_for_pattern(Some(claim.into()), Some(ww::EVIDENCE), None, None)
        .filter_map(|quad| node(quad.ok()?.object));
    let piece = |piece: NamedNode| {
        let text = |property| one(store, &piece, property).map(words);
        Some(Piece {
            start: text(ww::START)?.parse().ok()?,
            end: text(ww::END)?.parse().ok()?,
            part: text(ww::PART)?,
        })
    };
    let mut found: Vec<Piece> = nodes.filter_map(piece).collect();
    found.sort();
    found
}

/// The one object of a property in whatever graph, the smallest of several.
fn one(store: &Store, subject: &NamedNode, property: NamedNodeRef<'_>) -> Option<Term> {
    debug_assert_ne!(property, rdf::TYPE, "a node has several types");
    let subject = NamedOrBlankNode::from(subject.clone());
    let quads = store.quads_for_pattern(Some(subject.as_ref()), Some(property), None, None);
    quads
        .filter_map(|quad| Some(quad.ok()?.object))
        .min_by_key(ToString::to_string)
}

fn node(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}

/// The text of a literal, else the IRI.
fn words(term: Term) -> String {
    match term {
        Term::Literal(literal) => literal.destruct().0,
        Term::NamedNode(node) => node.into_string(),
        other => other.to_string(),
    }
}
