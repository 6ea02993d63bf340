//! Reads the properties of a block as Rust values, noting what does not fit.

use super::block::{Block, Statement, Value};
use super::fault::{Faults, hint};
use crate::vocab::{self, ww};
use oxigraph::model::NamedNodeRef;

/// The one statement with this property; a second one is a fault.
pub(super) fn one<'a>(
    block: &'a Block,
    property: NamedNodeRef<'a>,
    faults: &mut Faults<'_>,
) -> Option<&'a Statement> {
    let mut all = block.all(property);
    let first = all.next();
    if let Some(second) = all.next() {
        let reason = format!("two values of {}, keep one", vocab::short(property.as_str()));
        faults.of(&block.iri, second.place, &reason);
    }
    first
}

/// The texts of this property, in their order, without repeats.
pub(super) fn texts(block: &Block, property: NamedNodeRef<'_>, faults: &mut Faults<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for statement in block.all(property) {
        match text_of(block, statement, faults) {
            Some(text) if !texts.contains(&text) => texts.push(text),
            _ => {}
        }
    }
    texts
}

/// The one text of this property.
pub(super) fn text(block: &Block, property: NamedNodeRef<'_>, faults: &mut Faults<'_>) -> Option<String> {
    let statement = one(block, property, faults)?;
    text_of(block, statement, faults)
}

/// The text of a statement, without blanks at its ends.
pub(super) fn text_of(block: &Block, statement: &Statement, faults: &mut Faults<'_>) -> Option<String> {
    let property = || vocab::short(statement.predicate.as_str());
    match &statement.value {
        Value::Text { text, .. } if text.trim().is_empty() => {
            let reason = format!("{} is empty, give it a text or leave it out", property());
            faults.of(&block.iri, statement.place, &reason);
            None
        }
        Value::Text { text, .. } => Some(text.trim().to_owned()),
        Value::Iri(_) => {
            let reason = format!(
                "{} takes a text, not {}, put it in quotes",
                property(),
                statement.value.show()
            );
            faults.of(&block.iri, statement.place, &reason);
            None
        }
    }
}

/// The first English text of this property, or the first without a language.
pub(super) fn label(block: &Block, property: NamedNodeRef<'_>) -> Option<String> {
    let label = |statement: &Statement| match &statement.value {
        Value::Text { text, language } if is_english(language.as_deref()) => Some(text.trim().to_owned()),
        _ => None,
    };
    block.all(property).find_map(label)
}

/// Whether a language tag is one of English, or missing.
pub(super) fn is_english(language: Option<&str>) -> bool {
    language.is_none_or(|tag| tag == "en" || tag.starts_with("en-"))
}

/// Whether this property is `true`.
pub(super) fn flag(block: &Block, property: NamedNodeRef<'_>, faults: &mut Faults<'_>) -> bool {
    choice(
        block,
        property,
        &[("\"true\"", true), ("\"false\"", false)],
        faults,
    )
    .unwrap_or(false)
}

/// The one value of this property, of those in a table of shown value and meaning.
pub(super) fn choice<T: Copy>(
    block: &Block,
    property: NamedNodeRef<'_>,
    table: &[(&str, T)],
    faults: &mut Faults<'_>,
) -> Option<T> {
    let statement = one(block, property, faults)?;
    choose(block, statement, table, faults)
}

/// What the value of a statement means, by a table of shown value and meaning.
pub(super) fn choose<T: Copy>(
    block: &Block,
    statement: &Statement,
    table: &[(&str, T)],
    faults: &mut Faults<'_>,
) -> Option<T> {
    let shown = statement.value.show();
    if let Some((_, meaning)) = table.iter().find(|(value, _)| *value == shown) {
        return Some(*meaning);
    }
    let property = vocab::short(statement.predicate.as_str());
    let values: Vec<&str> = table.iter().map(|(value, _)| *value).collect();
    let hint = hint(&shown, &values, &format!("take one of {}", values.join(", ")));
    faults.of(
        &block.iri,
        statement.place,
        &format!("unknown {property} {shown}{hint}"),
    );
    None
}

/// Notes each property of our namespace that things of this kind don't have.
pub(super) fn check_properties(block: &Block, known: &[NamedNodeRef<'_>], faults: &mut Faults<'_>) {
    for statement in &block.statements {
        let predicate = statement.predicate.as_ref();
        if !predicate.as_str().starts_with(ww::NAMESPACE) || known.contains(&predicate) {
            continue;
        }
        let shown = vocab::short(predicate.as_str());
        let names = known.iter().map(|property| vocab::short(property.as_str()));
        let hint = hint(&shown, names, "leave it out");
        faults.of(
            &block.iri,
            statement.place,
            &format!("unknown property {shown}{hint}"),
        );
    }
}
