//! The store as files that people and other tools read.
//!
//! Input: a store, or the triples of an answer. Output: Turtle, `TriG`, N-Triples, N-Quads, RDF/XML
//! or JSON-LD; sorted, so that the same graph gives the same bytes. One file writes one format.

mod jsonld;
mod lines;
mod name;
mod rdfxml;
mod turtle;

use std::io::{self, Write};
use std::path::Path;

use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use oxigraph::store::{StorageError, Store};

use crate::query::{Prefixes, nearest};
use name::Names;

/// Why an export fails.
#[derive(Debug)]
pub enum Error {
    /// No format of that name or ending, with the nearest or all.
    UnknownFormat(String, String),
    /// No version of RDF of that name.
    UnknownVersion(String),
    /// No graph of that name in the store, with the nearest.
    UnknownGraph(String, Vec<String>),
    /// The format can't carry RDF 1.2.
    OnlyRdf11(Format),
    /// The format can't carry this triple, and why.
    Unwritable(Format, Box<Triple>, &'static str),
    /// The store could not be read.
    Store(StorageError),
    /// The file could not be written.
    Write(io::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownFormat(name, near) => write!(f, "no format '{name}' (hint: did you mean {near}?)"),
            Self::UnknownVersion(name) => write!(f, "no version '{name}' of RDF (hint: 1.1 or 1.2)"),
            Self::UnknownGraph(name, near) if near.is_empty() => {
                write!(
                    f,
                    "no graph '{name}' (hint: 'default', 'all', or a document's IRI)"
                )
            }
            Self::UnknownGraph(name, near) => {
                write!(f, "no graph '{name}' (hint: did you mean {}?)", near.join(", "))
            }
            Self::OnlyRdf11(format) => {
                write!(
                    f,
                    "{} can't carry RDF 1.2 (hint: RDF 1.1, or turtle, trig, ntriples, nquads)",
                    format.name()
                )
            }
            Self::Unwritable(format, triple, reason) => {
                write!(
                    f,
                    "{} can't carry {triple}: {reason} (hint: take turtle or trig)",
                    format.name()
                )
            }
            Self::Store(error) => write!(f, "the store can't be read: {error}"),
            Self::Write(error) => write!(f, "the export can't be written: {error}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::Write(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl From<StorageError> for Error {
    fn from(error: StorageError) -> Self {
        Self::Store(error)
    }
}

/// A format of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// One graph, grouped and with prefixes, as a person would write it.
    Turtle,
    /// The dataset, likewise.
    TriG,
    /// One graph, a triple a line.
    NTriples,
    /// The dataset, a quad a line.
    NQuads,
    /// One graph as XML.
    RdfXml,
    /// The dataset as JSON with a context.
    JsonLd,
}

impl Format {
    /// All formats.
    pub const ALL: &[Self] = &[
        Self::Turtle,
        Self::TriG,
        Self::NTriples,
        Self::NQuads,
        Self::RdfXml,
        Self::JsonLd,
    ];

    /// Its name, as options take it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.about()[0]
    }

    /// The ending of its files, without a dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        self.about()[1]
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.about()[2]
    }

    /// Whether it holds named graphs.
    #[must_use]
    pub fn holds_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }

    /// Whether it can carry RDF 1.2.
    #[must_use]
    pub fn holds_triple_terms(self) -> bool {
        !matches!(self, Self::RdfXml | Self::JsonLd)
    }

    /// Name, ending, media type.
    fn about(self) -> [&'static str; 3] {
        match self {
            Self::Turtle => ["turtle", "ttl", "text/turtle"],
            Self::TriG => ["trig", "trig", "application/trig"],
            Self::NTriples => ["ntriples", "nt", "application/n-triples"],
            Self::NQuads => ["nquads", "nq", "application/n-quads"],
            Self::RdfXml => ["rdfxml", "rdf", "application/rdf+xml"],
            Self::JsonLd => ["jsonld", "jsonld", "application/ld+json"],
        }
    }

    /// The format of a name, ending or media type, whatever its case and hyphens.
    ///
    /// # Errors
    /// When there is none, with the nearest.
    ///
    /// ```
    /// # use whowhom::export::Format;
    /// assert_eq!(Format::from_name("N-Quads")?, Format::NQuads);
    /// # Ok::<_, whowhom::export::Error>(())
    /// ```
    pub fn from_name(name: &str) -> Result<Self, Error> {
        let plain = |name: &str| name.to_lowercase().replace(['-', '_', ' '], "");
        let wanted = plain(name);
        let found = Self::ALL
            .iter()
            .find(|format| format.about().iter().any(|known| plain(known) == wanted));
        let also = if wanted == "xml" || wanted == "rdf/xml" {
            Some(&Self::RdfXml)
        } else {
            None
        };
        found
            .or(also)
            .copied()
            .ok_or_else(|| Error::UnknownFormat(name.to_owned(), suggestion(&wanted)))
    }

    /// The format of a file, by its ending.
    ///
    /// # Errors
    /// When it has no ending or an unknown one.
    pub fn from_path(path: &Path) -> Result<Self, Error> {
        Self::from_name(&path.extension().unwrap_or_default().to_string_lossy())
    }
}

fn suggestion(wanted: &str) -> String {
    let names = || Format::ALL.iter().map(|format| format.name());
    let near = nearest(wanted, names()).into_iter().next();
    near.unwrap_or_else(|| names().collect::<Vec<_>>().join(", "))
}

/// Which graphs go in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Graphs {
    /// The default graph: actors and relations.
    Default,
    /// One named graph.
    Named(NamedNode),
    /// All, merged where the format holds but one.
    All,
}

impl Graphs {
    /// `default`, `all`, or a graph's IRI, whole or prefixed.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn from_name(name: &str, prefixes: &Prefixes) -> Result<Self, Error> {
        match name {
            "default" => Ok(Self::Default),
            "all" => Ok(Self::All),
            _ => {
                let iri = prefixes.expand(name).or_else(|| NamedNode::new(name).ok());
                iri.map(Self::Named)
                    .ok_or_else(|| Error::UnknownGraph(name.to_owned(), Vec::new()))
            }
        }
    }
}

/// Which version of RDF is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// RDF 1.1: what only 1.2 has (triple terms, base directions) is left out.
    #[default]
    Rdf11,
    /// RDF 1.2.
    Rdf12,
}

impl Version {
    /// `1.1` or `1.2`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        match name {
            "1.1" => Ok(Self::Rdf11),
            "1.2" => Ok(Self::Rdf12),
            _ => Err(Error::UnknownVersion(name.to_owned())),
        }
    }
}

/// What goes into an export and how.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The graphs; none: all where the format holds graphs, else the default graph.
    pub graphs: Option<Graphs>,
    /// The version of RDF.
    pub version: Version,
    /// Whether the ontology goes in as well.
    pub ontology: bool,
    /// Prefixes and the base of minted IRIs.
    pub prefixes: Prefixes,
}

/// Writes one format; it is given graph by graph, the default graph first, each sorted.
trait Writer {
    /// What stands before all graphs.
    fn start(&mut self) -> Result<(), Error>;
    /// One graph.
    fn graph(&mut self, name: &GraphName, triples: &[Triple]) -> Result<(), Error>;
    /// What stands behind all graphs.
    fn finish(&mut self) -> Result<(), Error>;
}

/// Writes a store; memory is bounded by its largest graph, or by all where they are merged.
///
/// # Errors
/// When the store can't be read, the graph isn't there, the format can't carry what it should, or
/// writing fails.
pub fn write(store: &Store, format: Format, config: &Config, out: &mut dyn Write) -> Result<(), Error> {
    let graphs = select(store, format, config)?;
    let merged = !format.holds_graphs();
    let batches: Vec<Vec<GraphName>> = if merged {
        vec![graphs]
    } else {
        graphs.into_iter().map(|graph| vec![graph]).collect()
    };
    let read = |index: usize| match batches.get(index) {
        None => Ok(None),
        Some(graphs) => {
            let name = if merged {
                GraphName::DefaultGraph
            } else {
                graphs[0].clone()
            };
            Ok(Some((name, collect(store, graphs)?)))
        }
    };
    compose(format, config, &read, out)
}

/// Writes triples, such as those of an answer, as the default graph.
///
/// # Errors
/// When the format can't carry them, or writing fails.
pub fn triples(
    triples: &[Triple],
    format: Format,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let read = |index: usize| Ok((index == 0).then(|| (GraphName::DefaultGraph, triples.to_vec())));
    compose(format, config, &read, out)
}

/// Gives the graph of an index with its triples; none behind the last.
type Read<'a> = dyn Fn(usize) -> Result<Option<(GraphName, Vec<Triple>)>, Error> + 'a;

/// Writes twice: once into nothing, to learn which prefixes are used, and then in earnest.
fn compose(format: Format, config: &Config, read: &Read<'_>, out: &mut dyn Write) -> Result<(), Error> {
    if config.version == Version::Rdf12 && !format.holds_triple_terms() {
        return Err(Error::OnlyRdf11(format));
    }
    let all = Names::new(&config.prefixes);
    if !matches!(format, Format::NTriples | Format::NQuads) {
        pass(writer(format, &all, &mut io::sink()), config.version, read)?;
    }
    pass(writer(format, &all.used(), out), config.version, read)?;
    Ok(out.flush()?)
}

fn writer<'a>(format: Format, names: &'a Names, out: &'a mut dyn Write) -> Box<dyn Writer + 'a> {
    match format {
        Format::Turtle | Format::TriG => Box::new(turtle::Turtle::new(names, out)),
        Format::NTriples | Format::NQuads => Box::new(lines::Lines::new(out)),
        Format::RdfXml => Box::new(rdfxml::RdfXml::new(names, out)),
        Format::JsonLd => Box::new(jsonld::JsonLd::new(names, out)),
    }
}

fn pass(mut writer: Box<dyn Writer + '_>, version: Version, read: &Read<'_>) -> Result<(), Error> {
    writer.start()?;
    let mut index = 0;
    while let Some((name, triples)) = read(index)? {
        let mut triples: Vec<Triple> = triples
            .into_iter()
            .filter_map(|triple| reduce(triple, version))
            .collect();
        triples.sort_by_cached_key(name::order);
        triples.dedup();
        if !triples.is_empty() {
            writer.graph(&name, &triples)?;
        }
        index += 1;
    }
    writer.finish()
}

/// A triple in the wanted version of RDF; none where that can't say it.
fn reduce(triple: Triple, version: Version) -> Option<Triple> {
    match &triple.object {
        _ if version == Version::Rdf12 => Some(triple),
        Term::Triple(_) => None,
        Term::Literal(literal) if literal.direction().is_some() => {
            let language = literal.language().unwrap_or_default();
            let object = Literal::new_language_tagged_literal_unchecked(literal.value(), language);
            Some(Triple {
                object: object.into(),
                ..triple
            })
        }
        _ => Some(triple),
    }
}

/// The graphs to write, the default graph first, then by name.
fn select(store: &Store, format: Format, config: &Config) -> Result<Vec<GraphName>, Error> {
    let ontology = NamedNode::new_unchecked(format!("{}ontology", config.prefixes.base()));
    let usual = if format.holds_graphs() {
        Graphs::All
    } else {
        Graphs::Default
    };
    let mut graphs = match config.graphs.as_ref().unwrap_or(&usual) {
        Graphs::Default => vec![GraphName::DefaultGraph],
        Graphs::Named(name) => vec![named(store, name)?],
        Graphs::All => {
            let mut all = names(store)?;
            all.retain(|graph| *graph != GraphName::NamedNode(ontology.clone()));
            all.insert(0, GraphName::DefaultGraph);
            all
        }
    };
    if config.ontology {
        graphs.push(ontology.into());
    }
    graphs.sort_by_cached_key(|graph| (!graph.is_default_graph(), graph.to_string()));
    graphs.dedup();
    Ok(graphs)
}

fn names(store: &Store) -> Result<Vec<GraphName>, Error> {
    let graph = |name| match name {
        NamedOrBlankNode::NamedNode(name) => GraphName::NamedNode(name),
        NamedOrBlankNode::BlankNode(name) => GraphName::BlankNode(name),
    };
    Ok(store
        .named_graphs()
        .map(|name| name.map(graph))
        .collect::<Result<_, _>>()?)
}

/// A named graph, if the store has it.
fn named(store: &Store, name: &NamedNode) -> Result<GraphName, Error> {
    if store.contains_named_graph(name)? {
        return Ok(name.clone().into());
    }
    let known: Vec<String> = names(store)?
        .iter()
        .map(|graph| graph.to_string().replace(['<', '>'], ""))
        .collect();
    let near = nearest(name.as_str(), known.iter().map(String::as_str));
    Err(Error::UnknownGraph(name.as_str().to_owned(), near))
}

fn collect(store: &Store, graphs: &[GraphName]) -> Result<Vec<Triple>, Error> {
    let mut triples = Vec::new();
    for graph in graphs {
        for quad in store.quads_for_pattern(None, None, None, Some(graph.as_ref())) {
            triples.push(Triple::from(quad?));
        }
    }
    Ok(triples)
}

#[cfg(test)]
mod tests;
