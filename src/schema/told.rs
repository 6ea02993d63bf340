//! What a user says of actors: that two are one (`owl:sameAs`), or that they are not (`owl:differentFrom`).
//!
//! Such a block has no type; both ends are actors as the store names them, known or not, and the last part of
//! their IRIs is what counts, since the base can be changed.

use super::Seed;
use super::block::{Block, Statement, Value};
use super::fault::Faults;
use crate::vocab::owl;
use std::collections::BTreeMap;

/// Whether a block says nothing but that.
pub(super) fn is_verdict(block: &Block) -> bool {
    let judges = |statement: &Statement| {
        statement.predicate == owl::SAME_AS || statement.predicate == owl::DIFFERENT_FROM
    };
    !block.statements.is_empty() && block.statements.iter().all(judges)
}

/// The pairs; one that is said to be both is a fault.
pub(super) fn verdicts(blocks: &[Block], faults: &mut Faults<'_>) -> BTreeMap<(String, String), bool> {
    let mut found: BTreeMap<(String, String), bool> = BTreeMap::new();
    for block in blocks.iter().filter(|block| is_verdict(block)) {
        for statement in &block.statements {
            let Value::Iri(other) = &statement.value else {
                faults.of(&block.iri, statement.place, "takes an actor's IRI, not a text");
                continue;
            };
            let (a, b) = (tail(&block.iri), tail(other));
            if a == b || a.is_empty() || b.is_empty() {
                faults.of(
                    &block.iri,
                    statement.place,
                    "needs two different actors, name them as the store does",
                );
                continue;
            }
            let (first, second) = if a < b { (a, b) } else { (b, a) };
            let same = statement.predicate == owl::SAME_AS;
            if found.insert((first.to_owned(), second.to_owned()), same) == Some(!same) {
                faults.of(
                    &block.iri,
                    statement.place,
                    "said to be the same and to be different, drop one",
                );
            }
        }
    }
    found
}

/// Of the actors that are said to be one with a known one: its IRI.
/// Two known ones are what the ontology makes them, and no verdict joins or parts them: a fault.
pub(super) fn seeds(
    told: &BTreeMap<(String, String), bool>,
    actors: &[Seed],
    blocks: &[Block],
    faults: &mut Faults<'_>,
) -> BTreeMap<String, String> {
    let by_tail: BTreeMap<&str, &str> = actors
        .iter()
        .map(|seed| (tail(&seed.iri), seed.iri.as_str()))
        .collect();
    for block in blocks.iter().filter(|block| is_verdict(block)) {
        for statement in &block.statements {
            let known = |iri: &str| by_tail.contains_key(tail(iri));
            if matches!(&statement.value, Value::Iri(other) if known(&block.iri) && known(other)) {
                let reason = "both are actors of the ontology, change their blocks instead";
                faults.of(&block.iri, statement.place, reason);
            }
        }
    }
    let mut seeds = BTreeMap::new();
    for ((a, b), _) in told.iter().filter(|(_, same)| **same) {
        for (key, other) in [(a, b), (b, a)] {
            if let Some(seed) = by_tail
                .get(other.as_str())
                .filter(|_| !by_tail.contains_key(key.as_str()))
            {
                seeds.insert(key.clone(), (*seed).to_owned());
            }
        }
    }
    seeds
}

/// The last part of an IRI.
fn tail(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}
