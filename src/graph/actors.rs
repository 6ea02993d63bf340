//! The actors of one document, each with what joins it to those of others.

use super::mint::{Mint, Names, short_hash};
use super::sheet::Sheet;
use crate::actor::{key, name};
use crate::mention::{Chain, ChainId};
use crate::reading::Reading;
use crate::schema::{Naming, Schema, Seed};
use crate::vocab::{skos, ww};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

/// Describes every chain; one node a chain, in their order.
pub(super) fn describe(reading: &Reading, schema: &Schema, mint: &Mint, sheet: &mut Sheet) -> Vec<NamedNode> {
    let chains = &reading.mentions.chains;
    let locals = local_keys(chains);
    let nodes: Vec<NamedNode> = locals.iter().map(|local| mint.actor(local)).collect();
    for (index, (chain, node)) in chains.iter().zip(&nodes).enumerate() {
        names(chain, node, sheet);
        kind(chain, node, schema, sheet);
        sheet.integer(node, ww::MENTIONS, chain.mentions.len() as u32);
        if let Some(of) = chain.of.and_then(|of| nodes.get(of.0 as usize)) {
            sheet.add(node, ww::OF, of.clone());
        }
        let id = ChainId(index as u32);
        let year = reading.document.date.map(jiff::civil::Date::year);
        for key in key::of(&reading.mentions, id, schema, mint.slug(), &locals[index], year) {
            sheet.text(node, ww::KEY, &key);
        }
        for hint in key::hints(&reading.mentions, id, schema, year) {
            sheet.text(node, ww::HINT, &hint);
        }
    }
    nodes
}

/// One key a chain: the slug of its name, numbered where two share it.
fn local_keys(chains: &[Chain]) -> Vec<String> {
    let mut names = Names::default();
    let slug = |chain: &Chain| match name::slug(&chain.name) {
        empty if empty.is_empty() => short_hash(&[&chain.name]),
        slug => slug,
    };
    chains.iter().map(|chain| names.unique(&slug(chain))).collect()
}

/// What the document calls it.
fn names(chain: &Chain, node: &NamedNode, sheet: &mut Sheet) {
    sheet.text(node, skos::PREF_LABEL, &chain.name);
    for alias in chain
        .aliases
        .iter()
        .chain(&chain.former)
        .filter(|alias| **alias != chain.name)
    {
        sheet.text(node, skos::ALT_LABEL, alias);
    }
    for former in &chain.former {
        sheet.text(node, ww::FORMER_NAME, former);
    }
    sheet.add(node, ww::NAMED, Literal::from(chain.named));
}

/// What it is, by class, role noun and seed.
fn kind(chain: &Chain, node: &NamedNode, schema: &Schema, sheet: &mut Sheet) {
    sheet.is_a(node, ww::LOCAL_ACTOR);
    if let Some(class) = schema.classes.get(chain.class.0 as usize) {
        sheet.is_a(node, NamedNodeRef::new_unchecked(&class.iri));
    }
    if let Some(noun) = chain.noun.and_then(|noun| schema.nouns.get(noun.0 as usize)) {
        sheet.add(node, ww::NOUN, NamedNodeRef::new_unchecked(&noun.iri));
    }
    if let Some(seed) = chain.seed.and_then(|seed| schema.actors.get(seed.0 as usize)) {
        sheet.add(node, ww::SEED, NamedNodeRef::new_unchecked(&seed.iri));
    }
}

/// Describes the publisher, a source like others; its name joins it to the chain that speaks of it.
pub(super) fn publisher(name: &str, schema: &Schema, mint: &Mint, sheet: &mut Sheet) {
    let node = mint.publisher();
    sheet.is_a(&node, ww::LOCAL_ACTOR);
    sheet.text(&node, skos::PREF_LABEL, name);
    sheet.add(&node, ww::NAMED, Literal::from(true));
    let Some(seed) = seed_named(name, schema) else {
        return sheet.text(&node, ww::KEY, &key::of_body(name, mint.slug()));
    };
    sheet.add(&node, ww::SEED, NamedNodeRef::new_unchecked(&seed.iri));
    if let Some(class) = schema.classes.get(seed.class.0 as usize) {
        sheet.is_a(&node, NamedNodeRef::new_unchecked(&class.iri));
    }
}

/// The seed of that name, where only one has it.
fn seed_named<'s>(name: &str, schema: &'s Schema) -> Option<&'s Seed> {
    let mut seeds = schema
        .names(name)
        .iter()
        .filter(|(_, naming)| *naming == Naming::Name);
    match (seeds.next(), seeds.next()) {
        (Some((seed, _)), None) => Some(schema.actor(*seed)),
        _ => None,
    }
}
