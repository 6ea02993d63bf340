//! What the values of a claim are called in print: as in the graph.

use whowhom::claim::{Bound, Predicate};
use whowhom::schema::{Modality, Polarity, RelationId, Role, Schema};

pub(crate) const fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Positive => "positive",
        Polarity::Negative => "negative",
    }
}

pub(crate) const fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Actual => "actual",
        Modality::Planned => "planned",
        Modality::Requested => "requested",
        Modality::Possible => "possible",
        Modality::Hypothetical => "hypothetical",
    }
}

pub(crate) const fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exact",
        Bound::Lower => "lower",
        Bound::Upper => "upper",
        Bound::About => "about",
    }
}

pub(crate) const fn role(role: Role) -> &'static str {
    match role {
        Role::Agent => "agent",
        Role::Recipient => "recipient",
        Role::Theme => "theme",
        Role::Instrument => "instrument",
        Role::Place => "place",
        Role::Topic => "topic",
        Role::Content => "content",
    }
}

/// The most general relation above one, or itself.
pub(crate) fn base(schema: &Schema, relation: RelationId) -> RelationId {
    schema.ancestors(relation).last().unwrap_or(relation)
}

/// A predicate for people: the relation's label, or the verb.
pub(crate) fn label(schema: &Schema, predicate: &Predicate) -> String {
    match predicate {
        Predicate::Known(relation) => schema.relation(*relation).label.clone(),
        Predicate::Open(verb) => verb.to_string(),
    }
}

/// A text on one line, without signs that could steer a terminal.
pub(crate) fn line(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}
