//! One graph against the shapes.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use jiff::civil::Date;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Graph, Literal, NamedOrBlankNodeRef, Term, TermRef};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use super::{Constraint, NodeKind, Property, Shapes, Violation};

/// All that is wrong in a graph.
pub(super) fn graph(graph: &Graph, shapes: &Shapes) -> Vec<Violation> {
    let data = &Data {
        graph,
        matched: RefCell::default(),
    };
    let mut found = Vec::new();
    for shape in &shapes.shapes {
        for target in &shape.targets {
            for focus in graph.subjects_for_predicate_object(rdf::TYPE, target) {
                shape
                    .properties
                    .iter()
                    .for_each(|property| check(data, focus, property, &mut found));
            }
        }
    }
    found
}

/// A graph, and which texts matched which patterns: the same few come again and again.
struct Data<'a> {
    graph: &'a Graph,
    matched: RefCell<BTreeMap<(String, String), bool>>,
}

impl Data<'_> {
    fn matches(&self, text: &str, pattern: &str) -> bool {
        let mut matched = self.matched.borrow_mut();
        *matched
            .entry((text.to_owned(), pattern.to_owned()))
            .or_insert_with(|| matches(text, pattern))
    }
}

fn check(data: &Data<'_>, focus: NamedOrBlankNodeRef<'_>, property: &Property, found: &mut Vec<Violation>) {
    let values: Vec<TermRef<'_>> = data
        .graph
        .objects_for_subject_predicate(focus, &property.path)
        .collect();
    let violation = |constraint: &Constraint, value: Option<TermRef<'_>>| Violation {
        focus: focus.into_owned(),
        path: property.path.clone(),
        value: value.map(TermRef::into_owned),
        constraint: constraint.component(),
        message: property.message.clone(),
        shape: property.iri.clone(),
    };
    for constraint in &property.constraints {
        match constraint {
            Constraint::MinCount(least) if values.len() < *least => found.push(violation(constraint, None)),
            Constraint::MaxCount(most) if values.len() > *most => found.push(violation(constraint, None)),
            _ => {
                let wrong = values
                    .iter()
                    .filter(|value| !holds(data, focus, constraint, **value));
                found.extend(wrong.map(|value| violation(constraint, Some(*value))));
            }
        }
    }
}

/// Whether a constraint on single values holds for a value.
fn holds(
    data: &Data<'_>,
    focus: NamedOrBlankNodeRef<'_>,
    constraint: &Constraint,
    value: TermRef<'_>,
) -> bool {
    match constraint {
        Constraint::MinCount(_) | Constraint::MaxCount(_) => true,
        Constraint::Datatype(datatype) => {
            matches!(value, TermRef::Literal(l) if l.datatype() == datatype.as_ref() && well_formed(&l.into_owned()))
        }
        Constraint::NodeKind(kind) => match value {
            TermRef::NamedNode(_) => *kind != NodeKind::Literal,
            TermRef::Literal(_) => *kind != NodeKind::Iri,
            _ => false,
        },
        Constraint::In(terms) => terms.iter().any(|term| term.as_ref() == value),
        Constraint::Class(class) => {
            let node = match value {
                TermRef::NamedNode(node) => Some(NamedOrBlankNodeRef::from(node)),
                TermRef::BlankNode(node) => Some(node.into()),
                _ => None,
            };
            node.is_some_and(|node| {
                data.graph
                    .contains(oxigraph::model::TripleRef::new(node, rdf::TYPE, class))
            })
        }
        Constraint::MinInclusive(least) => order(value, &least.clone().into()).is_some_and(Ordering::is_ge),
        Constraint::MaxInclusive(most) => order(value, &most.clone().into()).is_some_and(Ordering::is_le),
        Constraint::LessThanOrEquals(property) => data
            .graph
            .objects_for_subject_predicate(focus, property)
            .all(|other| order(value, &other.into_owned()).is_some_and(Ordering::is_le)),
        Constraint::Pattern(pattern) => text(value).is_some_and(|text| data.matches(text, pattern)),
        Constraint::MinLength(least) => text(value).is_some_and(|text| text.chars().count() >= *least),
    }
}

/// What lengths and patterns are measured on.
fn text(value: TermRef<'_>) -> Option<&str> {
    match value {
        TermRef::NamedNode(node) => Some(node.as_str()),
        TermRef::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

/// Whether a literal's text is one of its datatype's, for the datatypes of the model.
fn well_formed(literal: &Literal) -> bool {
    let value = literal.value();
    match literal.datatype() {
        xsd::INTEGER => number(literal).is_some() && !value.contains('.'),
        xsd::DECIMAL | xsd::DOUBLE => number(literal).is_some(),
        xsd::BOOLEAN => matches!(value, "true" | "false" | "0" | "1"),
        xsd::DATE => date(literal).is_some(),
        _ => true,
    }
}

fn number(literal: &Literal) -> Option<f64> {
    let kind = literal.datatype();
    let numeric = kind == xsd::INTEGER || kind == xsd::DECIMAL || kind == xsd::DOUBLE;
    let plain = kind == xsd::DOUBLE
        || literal
            .value()
            .bytes()
            .all(|b| b.is_ascii_digit() || b"+-.".contains(&b));
    if numeric && plain {
        literal.value().parse().ok()
    } else {
        None
    }
}

/// A day, whatever its time zone.
fn date(literal: &Literal) -> Option<Date> {
    if literal.datatype() != xsd::DATE {
        return None;
    }
    let value = literal.value().trim_end_matches('Z');
    value
        .get(..10)
        .filter(|_| value.len() == 10 || value.len() == 16)?
        .parse()
        .ok()
}

/// How two values compare; none where they can't.
fn order(one: TermRef<'_>, other: &Term) -> Option<Ordering> {
    let (Term::Literal(one), Term::Literal(other)) = (one.into_owned(), other) else {
        return None;
    };
    match (number(&one), number(other)) {
        (Some(one), Some(other)) => one.partial_cmp(&other),
        _ => Some(date(&one)?.cmp(&date(other)?)),
    }
}

/// Whether a text matches a regular expression, by SPARQL's rules, which are those of SHACL.
fn matches(text: &str, pattern: &str) -> bool {
    let [text, pattern] = [text, pattern].map(Literal::new_simple_literal);
    let query = format!("ASK {{ FILTER(REGEX({text}, {pattern})) }}");
    let Ok(store) = Store::new() else { return false };
    let answer = SparqlEvaluator::new()
        .parse_query(&query)
        .map(|query| query.on_store(&store).execute());
    matches!(answer, Ok(Ok(QueryResults::Boolean(true))))
}
