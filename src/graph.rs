//! Readings as quads with provenance.
//!
//! Input: a [`Reading`], the [`Schema`] it was read with, a [`Config`].
//! Output: the quads of the document's graph and of its entry in the catalogue, sorted, each once.
//!
//! A pure function of the reading: nothing here knows what other documents say.
//! Every node has an IRI minted from content ([`mint`]); offsets count characters.

mod actors;
mod claims;
mod events;
pub mod mint;
mod nodes;
mod ontology;
mod sheet;

pub use nodes::{Nodes, nodes};
pub use ontology::ontology;

use crate::reading::Reading;
use crate::schema::Schema;
use crate::source::Document;
use crate::text::Characters;
use crate::vocab::{self, schema as so, ww};
use mint::Mint;
use oxigraph::model::{NamedNode, Quad};
use sheet::Sheet;

/// What readings are described with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where instances live, with its last `/`.
    pub base: String,
    /// Publisher of documents that name none.
    pub publisher: Option<String>,
    /// What read the documents (`whowhom 0.1.0`).
    pub extractor: String,
    /// Fingerprint of the ontology.
    pub ontology_hash: String,
    /// Fingerprint of the model.
    pub model_hash: String,
    /// Whether evidence also carries the selectors of Web Annotation (two nodes a span).
    pub selectors: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base: vocab::BASE.to_owned(),
            publisher: None,
            extractor: concat!("whowhom ", env!("CARGO_PKG_VERSION")).to_owned(),
            ontology_hash: String::new(),
            model_hash: String::new(),
            selectors: true,
        }
    }
}

/// What one document says, as quads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The document, which is also the name of its graph.
    pub document: NamedNode,
    /// The document's graph, sorted, each quad once.
    pub said: Vec<Quad>,
    /// Its entry in the catalogue, sorted, each quad once.
    pub entry: Vec<Quad>,
}

/// Describes a reading as quads.
///
/// ```
/// use whowhom::{graph, mention, reading, schema, source};
/// let document = source::Document {
///     id: "sana-1".into(), text: "Assad met Putin.".into(), masked: vec![], title: None, date: None,
///     publisher: Some("SANA".into()), url: None, licence: None, language: "en".into(), notes: vec![],
/// };
/// let reading = reading::Reading {
///     document, sentences: vec![], trees: vec![], mentions: mention::Mentions::default(),
///     claims: vec![], notes: vec![],
/// };
/// let description = graph::describe(&reading, &schema::Schema::default(), &graph::Config::default());
/// assert_eq!(description.document.as_str(), "https://w3id.org/whowhom/document/sana-1");
/// ```
#[must_use]
pub fn describe(reading: &Reading, schema: &Schema, config: &Config) -> Description {
    let (scene, mut sheet) = scene(reading, schema, config);
    let told = claims::describe(&scene, &mut sheet);
    events::describe(&scene, &told, &mut sheet);
    Description {
        document: scene.mint.document(),
        said: sheet.quads(),
        entry: catalogue(&reading.document, config),
    }
}

/// Sets the scene: the actors and the publisher are described, the claims and events not yet.
fn scene<'r>(reading: &'r Reading, schema: &'r Schema, config: &'r Config) -> (Scene<'r>, Sheet) {
    let mint = Mint::new(&config.base, &reading.document.id);
    let mut sheet = Sheet::new(mint.document());
    let publisher = publisher(&reading.document, config).map(|name| {
        actors::publisher(name, schema, &mint, &mut sheet);
        mint.publisher()
    });
    let scene = Scene {
        reading,
        schema,
        config,
        characters: Characters::new(&reading.document.text),
        actors: actors::describe(reading, schema, &mint, &mut sheet),
        publisher,
        mint,
    };
    (scene, sheet)
}

/// A document's entry in the catalogue: a function of the document and the versions of what
/// reads it, so that a store can tell without reading whether it holds that very reading.
#[must_use]
pub fn catalogue(document: &Document, config: &Config) -> Vec<Quad> {
    let mint = Mint::new(&config.base, &document.id);
    let node = mint.document();
    let mut sheet = Sheet::new(mint::catalogue(&config.base));
    sheet.is_a(&node, so::NEWS_ARTICLE);
    sheet.text(&node, ww::ID, &document.id);
    sheet.text(&node, ww::SHA256, &mint::sha256(document.text.as_bytes()));
    sheet.text(&node, ww::EXTRACTOR, &config.extractor);
    sheet.text(&node, ww::ONTOLOGY_HASH, &config.ontology_hash);
    sheet.text(&node, ww::MODEL_HASH, &config.model_hash);
    sheet.text(&node, so::IN_LANGUAGE, &document.language);
    sheet.maybe_text(&node, so::HEADLINE, document.title.as_deref());
    if let Some(date) = document.date {
        sheet.date(&node, so::DATE_PUBLISHED, date);
    }
    sheet.address(&node, so::URL, document.url.as_deref());
    sheet.address(&node, so::LICENSE, document.licence.as_deref());
    if publisher(document, config).is_some() {
        sheet.add(&node, so::PUBLISHER, mint.publisher());
    }
    sheet.quads()
}

/// Who published a document.
fn publisher<'d>(document: &'d Document, config: &'d Config) -> Option<&'d str> {
    document
        .publisher
        .as_deref()
        .or(config.publisher.as_deref())
        .filter(|name| !name.trim().is_empty())
}

/// All that the parts of a description need to know.
struct Scene<'r> {
    reading: &'r Reading,
    schema: &'r Schema,
    config: &'r Config,
    characters: Characters<'r>,
    mint: Mint,
    /// One node a chain.
    actors: Vec<NamedNode>,
    publisher: Option<NamedNode>,
}

impl Scene<'_> {
    /// The words of a span.
    fn words(&self, span: crate::text::Span) -> &str {
        span.of(&self.reading.document.text)
    }

    /// The node of a chain.
    fn actor(&self, chain: crate::mention::ChainId) -> Option<&NamedNode> {
        self.actors.get(chain.0 as usize)
    }
}
