//! Compiles classes and categories.

use super::block::{Block, Statement};
use super::fault::Faults;
use super::field;
use super::kind::{Kinds, is_foreign};
use super::{Category, Class, ClassId};
use crate::vocab::{self, rdfs, ww};
use oxigraph::model::NamedNodeRef;

const CLASS_PROPERTIES: &[NamedNodeRef<'static>] = &[
    ww::HUMAN,
    ww::COLLECTIVE,
    ww::TERRITORIAL,
    ww::UNMARKED,
    ww::SOVEREIGN,
    ww::OUTLAW,
    ww::OFFICIAL,
];
const CATEGORY_PROPERTIES: &[NamedNodeRef<'static>] = &[ww::QUAD, ww::CAMEO, ww::REPROACH];

/// All classes.
pub(super) fn classes(kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> Vec<Class> {
    kinds
        .classes
        .iter()
        .map(|block| class(block, kinds, faults))
        .collect()
}

fn class(block: &Block, kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> Class {
    field::check_properties(block, CLASS_PROPERTIES, faults);
    Class {
        iri: block.iri.clone(),
        name: vocab::local(&block.iri).to_owned(),
        parents: parents(block, kinds, faults),
        human: field::flag(block, ww::HUMAN, faults),
        collective: field::flag(block, ww::COLLECTIVE, faults),
        territorial: field::flag(block, ww::TERRITORIAL, faults),
        unmarked: field::flag(block, ww::UNMARKED, faults),
        sovereign: field::flag(block, ww::SOVEREIGN, faults),
        official: field::flag(block, ww::OFFICIAL, faults),
        outlaw: field::flag(block, ww::OUTLAW, faults),
    }
}

/// The super-classes; those of other vocabularies are links for other tools.
fn parents(block: &Block, kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> Vec<ClassId> {
    let own = |statement: &&Statement| !is_foreign(statement, &kinds.classes);
    let mut parents: Vec<ClassId> = block
        .all(rdfs::SUB_CLASS_OF)
        .filter(own)
        .filter_map(|statement| kinds.class(block, statement, faults))
        .collect();
    parents.sort_unstable();
    parents
}

/// For each class itself and all above it, sorted.
pub(super) fn ancestry(classes: &[Class]) -> Vec<Vec<ClassId>> {
    let ids = (0..classes.len()).map(|id| ClassId(id as u16));
    ids.map(|id| {
        let mut above = vec![id];
        let mut next = 0;
        while let Some(class) = above.get(next) {
            let parents = &classes[class.0 as usize].parents;
            let new: Vec<ClassId> = parents.iter().filter(|id| !above.contains(id)).copied().collect();
            above.extend(new);
            next += 1;
        }
        above.sort_unstable();
        above
    })
    .collect()
}

/// All categories.
pub(super) fn categories(kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> Vec<Category> {
    kinds
        .categories
        .iter()
        .map(|block| category(block, faults))
        .collect()
}

fn category(block: &Block, faults: &mut Faults<'_>) -> Category {
    field::check_properties(block, CATEGORY_PROPERTIES, faults);
    Category {
        iri: block.iri.clone(),
        name: vocab::local(&block.iri).to_owned(),
        quad: field::text(block, ww::QUAD, faults),
        cameo: field::text(block, ww::CAMEO, faults),
        reproach: field::flag(block, ww::REPROACH, faults),
    }
}
