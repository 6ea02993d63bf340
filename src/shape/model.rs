//! The shapes as data: read from Turtle; what isn't checked here is refused, never passed over.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Graph, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef, Triple};

use super::{Error, sh};

/// The namespace of SHACL.
pub(super) const SH: &str = "http://www.w3.org/ns/shacl#";

/// The shapes of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shapes {
    /// Sorted by IRI.
    pub shapes: Vec<Shape>,
}

/// What the nodes of a class must be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its IRI.
    pub iri: NamedNode,
    /// The classes whose instances it is about.
    pub targets: Vec<NamedNode>,
    /// What their properties must be like, sorted by IRI.
    pub properties: Vec<Property>,
}

/// What the values of a property must be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its IRI.
    pub iri: NamedNode,
    /// The property.
    pub path: NamedNode,
    /// What must hold.
    pub constraints: Vec<Constraint>,
    /// What should be, for people.
    pub message: String,
}

/// The kinds of constraints that are checked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// `sh:minCount`: at least so many values.
    MinCount(usize),
    /// `sh:maxCount`: at most so many values.
    MaxCount(usize),
    /// `sh:datatype`: literals of this datatype, well-formed.
    Datatype(NamedNode),
    /// `sh:nodeKind`.
    NodeKind(NodeKind),
    /// `sh:in`: one of these.
    In(Vec<Term>),
    /// `sh:class`: an instance of this class.
    Class(NamedNode),
    /// `sh:minInclusive`: not less.
    MinInclusive(Literal),
    /// `sh:maxInclusive`: not more.
    MaxInclusive(Literal),
    /// `sh:lessThanOrEquals`: not more than any value of that property.
    LessThanOrEquals(NamedNode),
    /// `sh:pattern`: matches this regular expression.
    Pattern(String),
    /// `sh:minLength`: at least so many characters.
    MinLength(usize),
}

/// What kind of term a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// An IRI.
    Iri,
    /// A literal.
    Literal,
    /// Either.
    IriOrLiteral,
}

/// Parts of SHACL that constrain nothing.
const SILENT: &[&str] = &[
    "path",
    "message",
    "name",
    "description",
    "order",
    "property",
    "targetClass",
];

impl Shapes {
    /// The shapes that come with the program.
    ///
    /// # Errors
    /// When they are malformed, which a test excludes.
    pub fn embedded() -> Result<Self, Error> {
        Self::parse(include_str!("../../ontology/shapes.ttl"))
    }

    /// Reads shapes from Turtle.
    ///
    /// # Errors
    /// When it isn't Turtle, or uses a part of SHACL that isn't checked here.
    pub fn parse(turtle: &str) -> Result<Self, Error> {
        let parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle);
        let triples = parser.map(|quad| quad.map(Triple::from).map_err(|e| Error::Syntax(e.to_string())));
        let graph: Graph = triples.collect::<Result<Vec<_>, _>>()?.iter().collect();
        let mut nodes: Vec<NamedNode> = graph
            .subjects_for_predicate_object(rdf::TYPE, &sh("NodeShape"))
            .filter_map(|node| NamedNode::try_from(Term::from(node)).ok())
            .collect();
        nodes.sort();
        Ok(Self {
            shapes: nodes
                .into_iter()
                .map(|node| shape(&graph, node))
                .collect::<Result<_, _>>()?,
        })
    }
}

fn shape(graph: &Graph, iri: NamedNode) -> Result<Shape, Error> {
    let mut targets = iris(graph, &iri, "targetClass");
    targets.sort();
    let mut properties = iris(graph, &iri, "property");
    properties.sort();
    let unread = constraints(graph, &iri)?;
    if !unread.is_empty() {
        return Err(refuse(&iri, "only property shapes may have constraints"));
    }
    let properties = properties
        .into_iter()
        .map(|node| property(graph, node))
        .collect::<Result<_, _>>()?;
    Ok(Shape {
        iri,
        targets,
        properties,
    })
}

fn property(graph: &Graph, iri: NamedNode) -> Result<Property, Error> {
    let path = iris(graph, &iri, "path")
        .pop()
        .ok_or_else(|| refuse(&iri, "it needs a sh:path that is an IRI"))?;
    let constraints = constraints(graph, &iri)?;
    let message = graph.object_for_subject_predicate(&iri, &sh("message"));
    let message = if let Some(TermRef::Literal(text)) = message {
        text.value().to_owned()
    } else {
        String::new()
    };
    Ok(Property {
        iri,
        path,
        constraints,
        message,
    })
}

fn refuse(shape: &NamedNode, reason: &str) -> Error {
    Error::Shape(shape.to_string(), reason.to_owned())
}

fn iris(graph: &Graph, node: &NamedNode, name: &str) -> Vec<NamedNode> {
    let objects = graph
        .objects_for_subject_predicate(node, &sh(name))
        .map(TermRef::into_owned)
        .collect::<Vec<_>>();
    objects
        .into_iter()
        .filter_map(|object| NamedNode::try_from(object).ok())
        .collect()
}

/// The constraints of a shape, in the order of their names.
fn constraints(graph: &Graph, shape: &NamedNode) -> Result<Vec<Constraint>, Error> {
    let mut found = Vec::new();
    for triple in graph.triples_for_subject(shape) {
        let Some(name) = triple.predicate.as_str().strip_prefix(SH) else {
            continue;
        };
        if !SILENT.contains(&name) {
            let read = constraint(graph, name, triple.object);
            let reason = || format!("sh:{name} {} is not checked here", triple.object);
            found.push((name.to_owned(), read.ok_or_else(|| refuse(shape, &reason()))?));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found.into_iter().map(|(_, constraint)| constraint).collect())
}

fn constraint(graph: &Graph, name: &str, object: TermRef<'_>) -> Option<Constraint> {
    let number = || {
        if let TermRef::Literal(n) = object {
            n.value().parse().ok()
        } else {
            None
        }
    };
    let literal = || {
        if let TermRef::Literal(l) = object {
            Some(l.into_owned())
        } else {
            None
        }
    };
    let iri = || {
        if let TermRef::NamedNode(node) = object {
            Some(node.into_owned())
        } else {
            None
        }
    };
    match name {
        "minCount" => number().map(Constraint::MinCount),
        "maxCount" => number().map(Constraint::MaxCount),
        "minLength" => number().map(Constraint::MinLength),
        "datatype" => iri().map(Constraint::Datatype),
        "class" => iri().map(Constraint::Class),
        "lessThanOrEquals" => iri().map(Constraint::LessThanOrEquals),
        "nodeKind" => node_kind(iri()?.as_str()).map(Constraint::NodeKind),
        "minInclusive" => literal().map(Constraint::MinInclusive),
        "maxInclusive" => literal().map(Constraint::MaxInclusive),
        "pattern" => literal().map(|pattern| Constraint::Pattern(pattern.value().to_owned())),
        "in" => list(graph, object).map(Constraint::In),
        _ => None,
    }
}

fn node_kind(iri: &str) -> Option<NodeKind> {
    match iri.strip_prefix(SH)? {
        "IRI" => Some(NodeKind::Iri),
        "Literal" => Some(NodeKind::Literal),
        "IRIOrLiteral" => Some(NodeKind::IriOrLiteral),
        _ => None,
    }
}

/// The members of an RDF list.
fn list(graph: &Graph, head: TermRef<'_>) -> Option<Vec<Term>> {
    let mut members = Vec::new();
    let mut rest = head.into_owned();
    while rest != Term::from(rdf::NIL) {
        let node = NamedOrBlankNode::try_from(rest).ok()?;
        let next = |property: NamedNodeRef<'_>| {
            Some(graph.object_for_subject_predicate(&node, property)?.into_owned())
        };
        members.push(next(rdf::FIRST)?);
        rest = next(rdf::REST)?;
        if members.len() > graph.len() {
            return None;
        }
    }
    Some(members)
}

impl Constraint {
    /// Its constraint component in SHACL.
    #[must_use]
    pub fn component(&self) -> NamedNode {
        let name = match self {
            Self::MinCount(_) => "MinCount",
            Self::MaxCount(_) => "MaxCount",
            Self::Datatype(_) => "Datatype",
            Self::NodeKind(_) => "NodeKind",
            Self::In(_) => "In",
            Self::Class(_) => "Class",
            Self::MinInclusive(_) => "MinInclusive",
            Self::MaxInclusive(_) => "MaxInclusive",
            Self::LessThanOrEquals(_) => "LessThanOrEquals",
            Self::Pattern(_) => "Pattern",
            Self::MinLength(_) => "MinLength",
        };
        sh(&format!("{name}ConstraintComponent"))
    }
}
