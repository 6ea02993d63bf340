//! The IRIs that the parts of a reading have in the graph, for those who show it without a store.

use super::sheet::Sheet;
use super::{Config, claims, events, mint, scene};
use crate::actor::kin::Kin;
use crate::actor::{self, Actors, Local};
use crate::reading::Reading;
use crate::schema::Schema;
use crate::vocab::ww;
use oxigraph::model::{NamedNode, Quad, Term};
use std::collections::BTreeMap;

/// The IRIs of one reading's parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nodes {
    /// One a chain: the actor as a store of this document alone would have it.
    pub actors: Vec<String>,
    /// The publisher, likewise.
    pub publisher: Option<String>,
    /// One a claim; none where the graph leaves it out.
    pub claims: Vec<Option<String>>,
    /// The event that a claim reports, one a claim.
    pub events: Vec<Option<String>>,
}

/// The IRIs that [`describe`](super::describe) gives the parts of a reading, and the actors that
/// a store of this document alone would make of them.
#[must_use]
pub fn nodes(reading: &Reading, schema: &Schema, config: &Config) -> Nodes {
    let (scene, mut sheet) = scene(reading, schema, config);
    let told = claims::describe(&scene, &mut sheet);
    let place = |node: &claims::Told<'_>| {
        let mut all = reading.claims.iter();
        all.position(|claim| std::ptr::eq(claim, node.claim))
    };
    let mut found = Nodes {
        claims: vec![None; reading.claims.len()],
        events: vec![None; reading.claims.len()],
        ..Nodes::default()
    };
    for (event, group) in events::nodes(&scene, &told) {
        for told in group {
            if let Some(index) = place(told) {
                found.claims[index] = Some(told.node.as_str().to_owned());
                found.events[index] = Some(event.as_str().to_owned());
            }
        }
    }
    let canonical = canonical(sheet, &Kin::new(schema), &config.base);
    let of = |node: &NamedNode| canonical.of(node.as_str()).unwrap_or(node.as_str()).to_owned();
    found.actors = scene.actors.iter().map(of).collect();
    found.publisher = scene.publisher.as_ref().map(of);
    found
}

/// The actors that the local ones of a sheet are.
fn canonical(sheet: Sheet, kin: &Kin, base: &str) -> Actors {
    let mut locals: BTreeMap<String, Local> = BTreeMap::new();
    for Quad {
        subject,
        predicate,
        object,
        ..
    } in sheet.quads()
    {
        let iri = subject.to_string().trim_matches(['<', '>']).to_owned();
        let local = || Local {
            iri: iri.clone(),
            keys: Vec::new(),
            hints: Vec::new(),
            seed: None,
        };
        match object {
            Term::Literal(key) if predicate == ww::KEY => {
                let local = locals.entry(iri.clone()).or_insert_with(local);
                local.keys.push(key.value().to_owned());
                local.keys.sort();
            }
            Term::Literal(hint) if predicate == ww::HINT => {
                let local = locals.entry(iri.clone()).or_insert_with(local);
                local.hints.push(hint.value().to_owned());
            }
            Term::NamedNode(seed) if predicate == ww::SEED => {
                locals.entry(iri.clone()).or_insert_with(local).seed = Some(seed.into_string());
            }
            _ => {}
        }
    }
    let locals: Vec<Local> = locals.into_values().collect();
    actor::resolve(kin, &locals, |key| mint::actor(base, key).into_string())
}
