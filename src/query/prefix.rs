//! The prefixes known without being declared.

use oxigraph::model::NamedNode;

use crate::vocab::{BASE, OPEN, WW};

/// Prefixes that don't depend on the base.
const FIXED: &[(&str, &str)] = &[
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("f", "https://w3id.org/whowhom/frame/"),
    ("gaf", "http://groundedannotationframework.org/gaf#"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("grasp", "http://groundedannotationframework.org/grasp#"),
    ("n", "https://w3id.org/whowhom/noun/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("ontolex", "http://www.w3.org/ns/lemon/ontolex#"),
    ("open", OPEN),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("time", "http://www.w3.org/2006/time#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("ww", WW),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Prefixes of nodes that whowhom mints, with the folder below the base.
const MINTED: &[(&str, &str)] = &[
    ("a", "actor/"),
    ("claim", "claim/"),
    ("doc", "document/"),
    ("event", "event/"),
];

/// Short names for namespaces, sorted by name, and the base of minted IRIs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefixes {
    base: String,
    entries: Vec<(String, String)>,
}

impl Default for Prefixes {
    fn default() -> Self {
        Self::new(BASE)
    }
}

impl Prefixes {
    /// The prefixes for nodes minted under a base, which ends in `/`.
    #[must_use]
    pub fn new(base: &str) -> Self {
        let fixed = FIXED.iter().map(|&(name, iri)| (name.to_owned(), iri.to_owned()));
        let minted = MINTED
            .iter()
            .map(|&(name, folder)| (name.to_owned(), format!("{base}{folder}")));
        let mut entries: Vec<_> = fixed.chain(minted).collect();
        entries.sort();
        Self {
            base: base.to_owned(),
            entries,
        }
    }

    /// The base of minted IRIs.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Names and namespaces, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .iter()
            .map(|(name, iri)| (name.as_str(), iri.as_str()))
    }

    /// The longest namespace that an IRI begins with: its prefix, and what is left.
    #[must_use]
    pub fn split<'a>(&'a self, iri: &'a str) -> Option<(&'a str, &'a str)> {
        let fits = self
            .iter()
            .filter_map(|(name, space)| Some((space.len(), name, iri.strip_prefix(space)?)));
        fits.max_by_key(|(length, ..)| *length)
            .map(|(_, name, local)| (name, local))
    }

    /// An IRI as `prefix:rest`, or as it is where no prefix fits; for people, not for parsers.
    ///
    /// ```
    /// # use whowhom::query::Prefixes;
    /// assert_eq!(Prefixes::default().shorten("https://w3id.org/whowhom/actor/syria"), "a:syria");
    /// ```
    #[must_use]
    pub fn shorten(&self, iri: &str) -> String {
        match self.split(iri) {
            Some((name, local)) => format!("{name}:{local}"),
            None => iri.to_owned(),
        }
    }

    /// The IRI that `prefix:rest` stands for; none where the prefix is unknown.
    #[must_use]
    pub fn expand(&self, name: &str) -> Option<NamedNode> {
        let (prefix, local) = name.split_once(':')?;
        let (_, space) = self.iter().find(|(known, _)| *known == prefix)?;
        NamedNode::new(format!("{space}{local}")).ok()
    }
}
