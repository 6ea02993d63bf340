//! The events that the claims of one document report.

use super::Scene;
use super::claims::Told;
use super::mint::{Names, below, short_hash};
use super::sheet::Sheet;
use crate::claim::{Bound, Filler, Precision, Predicate, Quantity, Time};
use crate::mention::ChainId;
use crate::schema::{Role, Schema};
use crate::text::Span;
use crate::vocab::{gaf, org, sem, time, ww};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Describes the events, in order of the claims that report them.
pub(super) fn describe(scene: &Scene<'_>, told: &[Told<'_>], sheet: &mut Sheet) {
    for (node, group) in nodes(scene, told) {
        event(scene, &node, &group, sheet);
    }
}

/// The events with the claims that report them.
pub(super) fn nodes<'t, 'r>(scene: &Scene<'_>, told: &'t [Told<'r>]) -> Vec<(NamedNode, Vec<&'t Told<'r>>)> {
    let mut groups: BTreeMap<usize, Vec<&'t Told<'r>>> = BTreeMap::new();
    let mut firsts: BTreeMap<u32, usize> = BTreeMap::new();
    for (index, told) in told.iter().enumerate() {
        let first = *firsts.entry(told.claim.event).or_insert(index);
        groups.entry(first).or_default().push(told);
    }
    let mut names = Names::default();
    let named = groups.into_values().map(|group| {
        let name = names.unique(&hash(scene.schema, &group));
        (scene.mint.event(&name), group)
    });
    named.collect()
}

/// What tells events apart: the family of relations, the participants and the time.
fn hash(schema: &Schema, group: &[&Told<'_>]) -> String {
    let families: BTreeSet<String> = group.iter().map(|told| family(schema, told)).collect();
    let participants: BTreeSet<String> = group
        .iter()
        .flat_map(|told| [told.subject.to_string(), told.object.to_string()])
        .collect();
    let time = group.iter().find_map(|told| told.claim.time.as_ref());
    let time = time
        .map(|time| format!("{}/{}", time.begin, time.end))
        .unwrap_or_default();
    let parts: Vec<&str> = families
        .iter()
        .chain(&participants)
        .chain([&time])
        .map(String::as_str)
        .collect();
    short_hash(&parts)
}

/// The most general relation above a claim's own.
fn family(schema: &Schema, told: &Told<'_>) -> String {
    let Predicate::Known(mut id) = told.claim.predicate else {
        return told.relation.as_str().to_owned();
    };
    // No chain of super-relations is longer than the list of relations: a loop ends there.
    for _ in 0..schema.relations.len() {
        match schema
            .relations
            .get(id.0 as usize)
            .and_then(|relation| relation.parent)
        {
            Some(parent) => id = parent,
            None => break,
        }
    }
    schema
        .relations
        .get(id.0 as usize)
        .map(|relation| relation.iri.clone())
        .unwrap_or_default()
}

/// One event.
fn event(scene: &Scene<'_>, node: &NamedNode, group: &[&Told<'_>], sheet: &mut Sheet) {
    sheet.is_a(node, sem::EVENT);
    for told in group {
        sheet.add(&told.node, ww::REPORTS, node.clone());
        sheet.add(node, gaf::DENOTED_BY, told.node.clone());
        sheet.add(node, sem::EVENT_TYPE, told.relation.clone());
        participants(node, told, sheet);
        if let Some(position) = told.claim.position {
            membership(scene, node, told, position, sheet);
        }
        for filler in &told.claim.fillers {
            role(scene, node, filler, sheet);
        }
        if let Some(place) = &told.claim.place {
            at(scene, node, place.chain, place.span, sheet);
        }
    }
    if let Some(time) = group.iter().find_map(|told| told.claim.time.as_ref()) {
        when(scene, node, time, sheet);
    }
    quantities(scene, node, group, sheet);
}

/// A holding of an office.
fn membership(scene: &Scene<'_>, node: &NamedNode, told: &Told<'_>, position: Span, sheet: &mut Sheet) {
    sheet.is_a(node, org::MEMBERSHIP);
    sheet.add(node, org::MEMBER, told.subject.clone());
    if let Term::NamedNode(object) = &told.object {
        sheet.add(node, org::ORGANIZATION, object.clone());
    }
    sheet.text(node, ww::POSITION, scene.words(position));
}

/// Who did something and to whom.
fn participants(node: &NamedNode, told: &Told<'_>, sheet: &mut Sheet) {
    sheet.add(node, sem::HAS_ACTOR, told.subject.clone());
    sheet.add(node, ww::AGENT, told.subject.clone());
    if let Term::NamedNode(object) = &told.object {
        sheet.add(node, sem::HAS_ACTOR, object.clone());
        sheet.add(node, ww::RECIPIENT, object.clone());
    }
}

/// A further role: its actor, or the words where it is none.
fn role(scene: &Scene<'_>, node: &NamedNode, filler: &Filler, sheet: &mut Sheet) {
    let property = property(filler.role);
    let actor = filler.chain.and_then(|chain| scene.actor(chain));
    match actor {
        _ if filler.role == Role::Place => at(scene, node, filler.chain, filler.span, sheet),
        Some(actor) => {
            sheet.add(node, sem::HAS_ACTOR, actor.clone());
            sheet.add(node, property, actor.clone());
        }
        None => sheet.text(node, property, scene.words(filler.span)),
    }
}

/// A place: the actor where it is one, and the words with their direction.
fn at(scene: &Scene<'_>, node: &NamedNode, chain: Option<ChainId>, span: Span, sheet: &mut Sheet) {
    if let Some(actor) = chain.and_then(|chain| scene.actor(chain)) {
        sheet.add(node, sem::HAS_PLACE, actor.clone());
    }
    if !span.is_empty() {
        sheet.text(node, ww::PLACE, scene.words(span));
    }
}

/// A time.
fn when(scene: &Scene<'_>, event: &NamedNode, time: &Time, sheet: &mut Sheet) {
    let node = below(event, "time");
    sheet.add(event, sem::HAS_TIME, node.clone());
    sheet.is_a(&node, time::PROPER_INTERVAL);
    sheet.date(&node, ww::BEGIN, time.begin);
    sheet.date(&node, ww::END, time.end);
    sheet.text(&node, ww::PRECISION, precision(time.precision));
    if !time.span.is_empty() {
        sheet.text(&node, ww::WORDS, scene.words(time.span));
    }
}

/// The event's quantities, each once, in order of the text.
fn quantities(scene: &Scene<'_>, event: &NamedNode, group: &[&Told<'_>], sheet: &mut Sheet) {
    let mut all: Vec<&Quantity> = group.iter().flat_map(|told| &told.claim.quantities).collect();
    all.sort_by(|a, b| (a.span, &a.unit, a.bound).cmp(&(b.span, &b.unit, b.bound)));
    all.dedup();
    for (index, quantity) in all.into_iter().enumerate() {
        let node = below(event, &format!("quantity/{}", index + 1));
        sheet.add(event, ww::QUANTITY, node.clone());
        sheet.is_a(&node, ww::QUANTITY_CLASS);
        sheet.number(&node, ww::VALUE, quantity.value);
        sheet.text(&node, ww::BOUND, bound(quantity.bound));
        sheet.text(&node, ww::UNIT, &quantity.unit);
        sheet.text(&node, ww::WORDS, scene.words(quantity.span));
    }
}

/// The property of a role.
const fn property(role: Role) -> NamedNodeRef<'static> {
    match role {
        Role::Agent => ww::AGENT,
        Role::Recipient => ww::RECIPIENT,
        Role::Theme => ww::THEME,
        Role::Instrument => ww::INSTRUMENT,
        Role::Place => ww::PLACE,
        Role::Topic => ww::TOPIC,
        Role::Content => ww::CONTENT,
    }
}

/// What a precision is called in the graph.
const fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Year => "year",
        Precision::Interval => "interval",
    }
}

/// What a bound is called in the graph.
const fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exact",
        Bound::Lower => "lower",
        Bound::Upper => "upper",
        Bound::About => "about",
    }
}
