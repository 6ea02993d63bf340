//! Sorts blocks by what they declare, and resolves the IRIs that stand in them.

use super::block::{Block, Statement, Value};
use super::fault::{Faults, hint};
use super::told;
use super::{CategoryId, ClassId, RelationId, SeedId};
use crate::vocab::{self, owl, rdfs, ww};
use std::collections::HashSet;

/// The blocks by kind, each list sorted by IRI: its indices are the ids of the [`super::Schema`].
#[derive(Default)]
pub(super) struct Kinds<'a> {
    pub(super) classes: Vec<&'a Block>,
    pub(super) categories: Vec<&'a Block>,
    pub(super) relations: Vec<&'a Block>,
    pub(super) frames: Vec<&'a Block>,
    pub(super) nouns: Vec<&'a Block>,
    pub(super) given: Vec<&'a Block>,
    pub(super) variants: Vec<&'a Block>,
    pub(super) contests: Vec<&'a Block>,
    pub(super) actors: Vec<&'a Block>,
}

impl<'a> Kinds<'a> {
    /// Sorts `blocks`, which are sorted by IRI.
    pub(super) fn sort(blocks: &'a [Block], faults: &mut Faults<'_>) -> Self {
        let mut kinds = Self {
            classes: blocks.iter().filter(|block| block.is_a(owl::CLASS)).collect(),
            ..Self::default()
        };
        let declared: Vec<&Block> = blocks
            .iter()
            .filter(|block| block.is_a(rdfs::CLASS) || block.is_a(owl::CLASS))
            .collect();
        let actor_classes = below(ww::ACTOR.as_str(), &kinds.classes);
        for block in blocks {
            match kinds.list_of(block, &actor_classes) {
                Some(list) => list.push(block),
                None if told::is_verdict(block) => {}
                None => check_types(block, &declared, faults),
            }
        }
        kinds
    }

    /// The list that a block belongs to, if it is of a kind that the schema holds (classes apart).
    fn list_of(&mut self, block: &Block, actor_classes: &HashSet<&str>) -> Option<&mut Vec<&'a Block>> {
        for (iri, _) in block.types() {
            match iri {
                _ if iri == ww::CATEGORY_CLASS.as_str() => return Some(&mut self.categories),
                _ if iri == ww::RELATION_CLASS.as_str() => return Some(&mut self.relations),
                _ if iri == ww::FRAME_CLASS.as_str() => return Some(&mut self.frames),
                _ if iri == ww::ROLE_NOUN.as_str() => return Some(&mut self.nouns),
                _ if iri == ww::GIVEN_NAMES.as_str() => return Some(&mut self.given),
                _ if iri == ww::NAME_VARIANTS.as_str() => return Some(&mut self.variants),
                _ if iri == ww::CONTEST_WORDS.as_str() => return Some(&mut self.contests),
                _ if actor_classes.contains(iri) => return Some(&mut self.actors),
                _ => {}
            }
        }
        None
    }

    pub(super) fn class(
        &self,
        block: &Block,
        statement: &Statement,
        faults: &mut Faults<'_>,
    ) -> Option<ClassId> {
        resolve("class", &self.classes, block, statement, faults).map(|id| ClassId(id as u16))
    }

    pub(super) fn category(
        &self,
        block: &Block,
        statement: &Statement,
        faults: &mut Faults<'_>,
    ) -> Option<CategoryId> {
        resolve("category", &self.categories, block, statement, faults).map(|id| CategoryId(id as u16))
    }

    pub(super) fn relation(
        &self,
        block: &Block,
        statement: &Statement,
        faults: &mut Faults<'_>,
    ) -> Option<RelationId> {
        resolve("relation", &self.relations, block, statement, faults).map(|id| RelationId(id as u16))
    }

    pub(super) fn actor(
        &self,
        block: &Block,
        statement: &Statement,
        faults: &mut Faults<'_>,
    ) -> Option<SeedId> {
        resolve("actor", &self.actors, block, statement, faults).map(|id| SeedId(id as u32))
    }

    /// The class of that IRI, without a fault where there is none.
    pub(super) fn class_of_iri(&self, iri: &str) -> Option<ClassId> {
        position(&self.classes, iri).map(|id| ClassId(id as u16))
    }
}

/// The IRIs of the classes at and below `root`.
fn below<'a>(root: &'a str, classes: &[&'a Block]) -> HashSet<&'a str> {
    let mut found = HashSet::from([root]);
    loop {
        let before = found.len();
        for class in classes {
            let above = |statement: &Statement| matches!(&statement.value, Value::Iri(iri) if found.contains(iri.as_str()));
            if class.all(rdfs::SUB_CLASS_OF).any(above) {
                found.insert(&class.iri);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// Notes a thing without type or with a type of our namespace that nothing declares.
fn check_types(block: &Block, declared: &[&Block], faults: &mut Faults<'_>) {
    if block.types().next().is_none() {
        return faults.of(
            &block.iri,
            block.place,
            "no type, say what it is (a ww:Frame, say)",
        );
    }
    for (iri, place) in block.types() {
        if !iri.starts_with(ww::NAMESPACE) || position(declared, iri).is_some() {
            continue;
        }
        let kinds = [
            ww::CATEGORY_CLASS,
            ww::RELATION_CLASS,
            ww::FRAME_CLASS,
            ww::ROLE_NOUN,
            ww::GIVEN_NAMES,
            ww::NAME_VARIANTS,
            ww::CONTEST_WORDS,
            ww::ACTOR,
        ];
        let known = kinds.iter().map(|kind| vocab::short(kind.as_str()));
        let known = known.chain(declared.iter().map(|class| vocab::short(&class.iri)));
        let short = vocab::short(iri);
        let hint = hint(&short, known, "declare it as an owl:Class");
        faults.of(&block.iri, place, &format!("unknown class {short}{hint}"));
    }
}

/// Whether a statement links to a thing of another vocabulary, where only other tools follow it.
pub(super) fn is_foreign(statement: &Statement, declared: &[&Block]) -> bool {
    matches!(&statement.value, Value::Iri(iri)
        if !iri.starts_with(ww::NAMESPACE) && position(declared, iri).is_none())
}

fn position(list: &[&Block], iri: &str) -> Option<usize> {
    list.binary_search_by(|block| block.iri.as_str().cmp(iri)).ok()
}

fn resolve(
    what: &str,
    list: &[&Block],
    block: &Block,
    statement: &Statement,
    faults: &mut Faults<'_>,
) -> Option<usize> {
    if let Value::Iri(iri) = &statement.value
        && let Some(id) = position(list, iri)
    {
        return Some(id);
    }
    let shown = statement.value.show();
    let names = list.iter().map(|block| vocab::short(&block.iri));
    let hint = hint(&shown, names, "declare it or correct the name");
    faults.of(
        &block.iri,
        statement.place,
        &format!("unknown {what} {shown}{hint}"),
    );
    None
}
