//! JSON-LD that people can read: a context of prefixes, one object a node, named graphs nested.

use std::io::Write;

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedOrBlankNode, Term, Triple};
use serde_json::{Map, Value, json};

use super::name::Names;
use super::{Error, Writer};

/// Writes JSON-LD.
pub(super) struct JsonLd<'a> {
    names: &'a Names,
    out: &'a mut dyn Write,
    begun: bool,
}

impl<'a> JsonLd<'a> {
    pub(super) fn new(names: &'a Names, out: &'a mut dyn Write) -> Self {
        Self {
            names,
            out,
            begun: false,
        }
    }

    /// One more member of the outer `@graph`.
    fn member(&mut self, value: &Value) -> Result<(), Error> {
        let comma = if self.begun { "," } else { "" };
        self.begun = true;
        Ok(write!(self.out, "{comma}\n    {}", pretty(value, "    "))?)
    }

    fn node(&self, group: &[Triple]) -> Value {
        let mut node = Map::new();
        node.insert("@id".into(), self.subject(&group[0].subject).into());
        for same in group.chunk_by(|a, b| a.predicate == b.predicate) {
            if same[0].predicate == rdf::TYPE {
                self.types(same, &mut node);
            } else {
                let values = same.iter().map(|triple| self.value(&triple.object)).collect();
                node.insert(self.iri(same[0].predicate.as_str()), one_or_all(values));
            }
        }
        Value::Object(node)
    }

    /// `@type` holds nodes; a literal type stands under the predicate's own name.
    fn types(&self, same: &[Triple], node: &mut Map<String, Value>) {
        let (mut classes, mut odd) = (Vec::new(), Vec::new());
        for triple in same {
            match &triple.object {
                Term::NamedNode(class) => classes.push(self.iri(class.as_str()).into()),
                Term::BlankNode(class) => classes.push(class.to_string().into()),
                object => odd.push(self.value(object)),
            }
        }
        if !classes.is_empty() {
            node.insert("@type".into(), one_or_all(classes));
        }
        if !odd.is_empty() {
            node.insert(self.iri(rdf::TYPE.as_str()), one_or_all(odd));
        }
    }

    fn value(&self, term: &Term) -> Value {
        match term {
            Term::NamedNode(node) => json!({ "@id": self.id(node.as_str()) }),
            Term::BlankNode(node) => json!({ "@id": node.to_string() }),
            Term::Literal(literal) => self.literal(literal),
            // Triple terms are left out before: the format can't carry them.
            Term::Triple(_) => Value::Null,
        }
    }

    fn literal(&self, literal: &Literal) -> Value {
        let value = literal.value();
        if let Some(language) = literal.language() {
            return json!({ "@value": value, "@language": language });
        }
        let native = match literal.datatype() {
            xsd::STRING => Some(Value::from(value)),
            xsd::BOOLEAN => value.parse().ok().map(Value::Bool),
            // Beyond 53 bits readers may take an integer for a double.
            xsd::INTEGER => value
                .parse::<i64>()
                .ok()
                .filter(|n| n.abs() < 1 << 53 && n.to_string() == value)
                .map(Value::from),
            _ => None,
        };
        native.unwrap_or_else(|| json!({ "@value": value, "@type": self.iri(literal.datatype().as_str()) }))
    }

    fn subject(&self, subject: &NamedOrBlankNode) -> String {
        match subject {
            NamedOrBlankNode::NamedNode(node) => self.id(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        }
    }

    /// An IRI where relative ones are resolved against the base.
    fn id(&self, iri: &str) -> String {
        let prefixed = self
            .names
            .prefixed(iri)
            .map(|(prefix, local)| format!("{prefix}:{local}"));
        prefixed
            .or_else(|| self.names.relative(iri).map(str::to_owned))
            .unwrap_or_else(|| self.full(iri))
    }

    /// An IRI where there are no relative ones.
    fn iri(&self, iri: &str) -> String {
        let prefixed = self
            .names
            .prefixed(iri)
            .map(|(prefix, local)| format!("{prefix}:{local}"));
        prefixed.unwrap_or_else(|| self.full(iri))
    }

    fn full(&self, iri: &str) -> String {
        self.names.note_full(iri);
        iri.to_owned()
    }
}

/// JSON with a member a line, but references and literals on one.
fn pretty(value: &Value, indent: &str) -> String {
    let deeper = format!("{indent}  ");
    let (open, parts, close) = match value {
        Value::Object(members) if !short(members) => {
            let part = |(key, value): (&String, &Value)| {
                format!("{}: {}", Value::from(key.as_str()), pretty(value, &deeper))
            };
            ('{', members.iter().map(part).collect::<Vec<_>>(), '}')
        }
        Value::Array(values) => (
            '[',
            values.iter().map(|value| pretty(value, &deeper)).collect(),
            ']',
        ),
        Value::Object(members) => {
            let part = |(key, value): (&String, &Value)| format!("{}: {value}", Value::from(key.as_str()));
            return format!(
                "{{ {} }}",
                members.iter().map(part).collect::<Vec<_>>().join(", ")
            );
        }
        scalar => return scalar.to_string(),
    };
    if parts.is_empty() {
        return format!("{open}{close}");
    }
    format!(
        "{open}\n{deeper}{}\n{indent}{close}",
        parts.join(&format!(",\n{deeper}"))
    )
}

/// Whether an object is a mere reference or literal.
fn short(members: &Map<String, Value>) -> bool {
    !members.is_empty()
        && members.len() <= 2
        && members
            .iter()
            .all(|(key, value)| key.starts_with('@') && !value.is_array())
}

fn one_or_all(mut values: Vec<Value>) -> Value {
    if values.len() == 1 {
        values.remove(0)
    } else {
        Value::Array(values)
    }
}

impl Writer for JsonLd<'_> {
    fn start(&mut self) -> Result<(), Error> {
        let base = self
            .names
            .base()
            .map(|base| ("@base".to_owned(), Value::from(base)));
        let prefixes = self
            .names
            .prefixes()
            .map(|(name, iri)| (name.to_owned(), Value::from(iri)));
        let context: Map<String, Value> = base.into_iter().chain(prefixes).collect();
        Ok(write!(
            self.out,
            "{{\n  \"@context\": {},\n  \"@graph\": [",
            pretty(&Value::Object(context), "  ")
        )?)
    }

    fn graph(&mut self, name: &GraphName, triples: &[Triple]) -> Result<(), Error> {
        let mut nodes = triples
            .chunk_by(|a, b| a.subject == b.subject)
            .map(|group| self.node(group))
            .collect::<Vec<_>>();
        let id = match name {
            GraphName::DefaultGraph => return nodes.drain(..).try_for_each(|node| self.member(&node)),
            GraphName::NamedNode(name) => self.id(name.as_str()),
            GraphName::BlankNode(name) => name.to_string(),
        };
        self.member(&json!({ "@id": id, "@graph": nodes }))
    }

    fn finish(&mut self) -> Result<(), Error> {
        let end = if self.begun { "\n  ]" } else { "]" };
        Ok(writeln!(self.out, "{end}\n}}")?)
    }
}
