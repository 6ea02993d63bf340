//! Makes a [`Schema`] of Turtle: read, sort by kind, compile each kind, index.

use super::block::{self, Block};
use super::fault::{Error, Faults};
use super::frame::{self, Context};
use super::index::Index;
use super::kind::Kinds;
use super::source::{self, Source};
use super::{Lore, Relation, RelationId, Schema, actor, class, relation, told};
use std::collections::HashMap;
use std::sync::Arc;

/// Compiles the sources; the error holds all their faults.
pub(super) fn compile(sources: Vec<Source>) -> Result<Schema, Error> {
    let mut faults = Faults::new(&sources);
    let blocks = block::read(&sources, &mut faults);
    faults.check()?;
    let mut schema = compile_blocks(&blocks, &mut faults);
    faults.check()?;
    schema.hash = source::hash(&sources);
    schema.sources = sources;
    Ok(schema)
}

/// A schema whose values stand for nothing where there are faults.
fn compile_blocks(blocks: &[Block], faults: &mut Faults<'_>) -> Schema {
    let kinds = Kinds::sort(blocks, faults);
    let classes = class::classes(&kinds, faults);
    let ancestry = class::ancestry(&classes);
    let relations = relation::relations(&kinds, &ancestry, faults);
    let relation_names = by_name(&relations, &kinds, faults);
    let nouns = actor::nouns(&kinds, faults);
    let actors = actor::actors(&kinds, faults);
    let told = told::verdicts(blocks, faults);
    let lore = Lore {
        given: actor::given_names(&kinds, faults),
        variants: actor::name_variants(&kinds, faults),
        countries: actor::countries(&actors),
        contest: actor::contest(&kinds, faults),
        told_seeds: told::seeds(&told, &actors, blocks, faults),
        told,
    };
    let mut index = Index::new(ancestry, &actors, &nouns);
    let context = Context {
        kinds: &kinds,
        relations: &relation_names,
        actors: &actors,
        index: &index,
    };
    let frames = frame::frames(&context, faults);
    index.add_frames(&frames, &relations);
    Schema {
        classes,
        categories: class::categories(&kinds, faults),
        relations,
        frames,
        nouns,
        lore: Arc::new(lore),
        actors,
        index,
        relation_names,
        ..Schema::default()
    }
}

/// Relations by name, under which examples know them.
fn by_name(
    relations: &[Relation],
    kinds: &Kinds<'_>,
    faults: &mut Faults<'_>,
) -> HashMap<String, RelationId> {
    let mut names = HashMap::new();
    for (id, (relation, block)) in relations.iter().zip(&kinds.relations).enumerate() {
        if names
            .insert(relation.name.clone(), RelationId(id as u16))
            .is_some()
        {
            let reason = format!(
                "another relation is called {} too, choose another name",
                relation.name
            );
            faults.of(&block.iri, block.place, &reason);
        }
    }
    names
}
