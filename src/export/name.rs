//! IRIs by short names, only as far as they are used, and the order in which triples stand.

use std::cell::RefCell;
use std::collections::BTreeSet;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedOrBlankNode, Triple};

use crate::query::Prefixes;

/// Prefixes and base, with a note of which were used.
pub(super) struct Names {
    prefixes: Vec<(String, String)>,
    base: Option<String>,
    seen: RefCell<Seen>,
}

#[derive(Default)]
struct Seen {
    prefixes: BTreeSet<String>,
    base: bool,
    /// Schemes of IRIs written in full that a reader of JSON-LD could take for prefixes.
    schemes: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(prefixes: &Prefixes) -> Self {
        let base = prefixes.base();
        // Relative IRIs are safe only below a plain folder.
        let plain =
            base.ends_with('/') && base.contains("://") && !base.contains(['?', '#']) && !base.contains("/.");
        Self {
            prefixes: prefixes
                .iter()
                .map(|(name, iri)| (name.to_owned(), iri.to_owned()))
                .collect(),
            base: plain.then(|| base.to_owned()),
            seen: RefCell::default(),
        }
    }

    /// Only those that were used so far, and no prefix that could be taken for a scheme.
    pub(super) fn used(&self) -> Self {
        let seen = self.seen.borrow();
        let wanted = |name: &str| seen.prefixes.contains(name) && !seen.schemes.contains(name);
        Self {
            prefixes: self
                .prefixes
                .iter()
                .filter(|(name, _)| wanted(name))
                .cloned()
                .collect(),
            base: self.base.clone().filter(|_| seen.base),
            seen: RefCell::default(),
        }
    }

    /// Prefixes with their namespaces, sorted by prefix.
    pub(super) fn prefixes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.prefixes
            .iter()
            .map(|(name, iri)| (name.as_str(), iri.as_str()))
    }

    /// The base that relative IRIs are resolved against.
    pub(super) fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    /// Prefix and local part, not escaped; the local part can be written in Turtle and JSON-LD.
    pub(super) fn prefixed<'a>(&'a self, iri: &'a str) -> Option<(&'a str, &'a str)> {
        let fits = self
            .prefixes()
            .filter_map(|(name, space)| Some((space.len(), name, iri.strip_prefix(space)?)));
        let (_, name, local) = fits.max_by_key(|(length, ..)| *length)?;
        if !local
            .chars()
            .all(|c| is_name_char(c) || ESCAPED.contains(c) || c == '.' || c == ':')
        {
            return None;
        }
        self.note(name);
        Some((name, local))
    }

    /// The prefix of exactly this namespace.
    pub(super) fn of_namespace(&self, space: &str) -> Option<&str> {
        let (name, _) = self.prefixes().find(|(_, iri)| *iri == space)?;
        self.note(name);
        Some(name)
    }

    fn note(&self, name: &str) {
        if !self.seen.borrow().prefixes.contains(name) {
            self.seen.borrow_mut().prefixes.insert(name.to_owned());
        }
    }

    /// An IRI relative to the base, of plain steps only: no `.`, `..` or empty step, no colon.
    pub(super) fn relative<'a>(&self, iri: &'a str) -> Option<&'a str> {
        let rest = iri.strip_prefix(self.base.as_deref()?)?;
        let plain = |step: &str| {
            !step.trim_matches('.').is_empty()
                && step
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c))
        };
        if !rest.split('/').all(plain) {
            return None;
        }
        self.seen.borrow_mut().base = true;
        Some(rest)
    }

    /// Notes an IRI written in full where `prefix:rest` could stand as well.
    pub(super) fn note_full(&self, iri: &str) {
        let scheme = iri.split_once(':').filter(|(_, rest)| !rest.starts_with("//"));
        if let Some((scheme, _)) = scheme {
            self.seen.borrow_mut().schemes.insert(scheme.to_owned());
        }
    }
}

/// Signs that a local name may hold behind a backslash; `/`, `?` and `#` are better in an IRI.
pub(super) const ESCAPED: &str = "~!$&'()*+,;=@%";

/// Signs that stand in a local name as they are, everywhere but where [`escape`] says otherwise.
fn is_name_char(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '0'..='9' | '_' | '-' | '\u{b7}' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{203f}'..='\u{2040}'
        | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// Whether a local name may begin with it, as Turtle has it.
fn is_name_start(c: char) -> bool {
    let later = matches!(c, '-' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}');
    is_name_char(c) && !later || c == ':'
}

/// A local name with the escapes that Turtle wants; none where it can't be written.
pub(super) fn escape(local: &str) -> Option<String> {
    let last = local.chars().count().saturating_sub(1);
    let mut escaped = String::with_capacity(local.len());
    for (at, c) in local.chars().enumerate() {
        let special = ESCAPED.contains(c) || (c == '.' && (at == 0 || at == last)) || (c == '-' && at == 0);
        if special {
            escaped.push('\\');
        } else if at == 0 && !is_name_start(c) {
            return None;
        }
        escaped.push(c);
    }
    Some(escaped)
}

/// What triples are sorted by: subject, `a` before other predicates, predicate, object.
pub(super) fn order(triple: &Triple) -> (String, bool, String, String) {
    let subject = match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    };
    (
        subject,
        triple.predicate != rdf::TYPE,
        triple.predicate.as_str().to_owned(),
        triple.object.to_string(),
    )
}
