//! IRIs minted from content.
//!
//! No counter but where two things of one document share a name (then `-2`, `-3` … in order of
//! the text), no clock, no chance: the same document has the same IRIs everywhere.

use oxigraph::model::NamedNode;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Makes the IRIs of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mint {
    base: String,
    slug: String,
}

impl Mint {
    /// A mint for the document of that id; `base` ends with `/`.
    #[must_use]
    pub fn new(base: &str, id: &str) -> Self {
        Self {
            base: base.to_owned(),
            slug: slug(id),
        }
    }

    /// The document's slug.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The document, and the graph of what it said.
    #[must_use]
    pub fn document(&self) -> NamedNode {
        self.node(&format!("document/{}", self.slug))
    }

    /// Its publisher as an actor.
    #[must_use]
    pub fn publisher(&self) -> NamedNode {
        self.node(&format!("document/{}/publisher", self.slug))
    }

    /// An actor as the document knows it.
    #[must_use]
    pub fn actor(&self, key: &str) -> NamedNode {
        self.node(&format!("document/{}/actor/{key}", self.slug))
    }

    /// A claim; `name` is unique in the document.
    #[must_use]
    pub fn claim(&self, name: &str) -> NamedNode {
        self.node(&format!("claim/{}/{name}", self.slug))
    }

    /// An event; `name` is unique in the document.
    #[must_use]
    pub fn event(&self, name: &str) -> NamedNode {
        self.node(&format!("event/{}/{name}", self.slug))
    }

    fn node(&self, path: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{path}", self.base))
    }
}

/// The graph of the catalogue.
#[must_use]
pub fn catalogue(base: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{base}catalogue"))
}

/// The graph of the ontology.
#[must_use]
pub fn ontology(base: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{base}ontology"))
}

/// The graph of what identity rests on.
#[must_use]
pub fn identity(base: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{base}identity"))
}

/// An actor across documents, by the smallest key of its component.
#[must_use]
pub fn actor(base: &str, key: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{base}actor/{key}"))
}

/// A node below another one (`…/evidence/trigger`).
#[must_use]
pub fn below(node: &NamedNode, path: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}/{path}", node.as_str()))
}

/// A document's id as part of an IRI: the id itself where it has only letters, digits, `.`, `_`
/// and `-`, else those parts joined by `-` with eight hex digits of the id's SHA-256.
///
/// ```
/// use whowhom::graph::mint::slug;
/// assert_eq!(slug("sana_2024-11-30"), "sana_2024-11-30");
/// assert_eq!(slug("https://sana.sy/en/?p=1"), "https-sana.sy-en-p-1-c14b5e41");
/// ```
#[must_use]
pub fn slug(id: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let dots_only = id.chars().all(|c| c == '.');
    if !dots_only && id.chars().all(fits) {
        return id.to_owned();
    }
    let hash = short_hash(&[id]);
    let mut parts: Vec<&str> = id
        .split(|c| !fits(c))
        .filter(|part| !part.chars().all(|c| matches!(c, '.' | '-')))
        .collect();
    parts.push(&hash);
    parts.join("-")
}

/// SHA-256 in hex digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// Eight hex digits that stand for some parts in their order.
#[must_use]
pub fn short_hash(parts: &[&str]) -> String {
    let mut hash = sha256(parts.join("\u{1f}").as_bytes());
    hash.truncate(8);
    hash
}

/// Keeps names apart: the first keeps its name, later ones get `-2`, `-3` …
#[derive(Clone, Debug, Default)]
pub struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// The name, or the next free one.
    pub fn unique(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while !self.taken.insert(free.clone()) {
            free = format!("{name}-{number}");
            number += 1;
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_ids_are_told_apart() {
        let slugs: Vec<String> = ["a b", "a/b", "", ".", "..", "новости", "a-b"].map(slug).to_vec();
        let distinct: BTreeSet<&String> = slugs.iter().collect();
        assert_eq!(distinct.len(), slugs.len(), "{slugs:?}");
        assert!(slugs[0].starts_with("a-b-"), "{slugs:?}");
        assert_eq!(slugs[5], "новости");
    }

    #[test]
    fn names_are_numbered_around_those_taken() {
        let mut names = Names::default();
        let given = ["foo", "foo-2", "foo", "foo"].map(|name| names.unique(name));
        assert_eq!(given, ["foo", "foo-2", "foo-3", "foo-4"]);
    }
}
