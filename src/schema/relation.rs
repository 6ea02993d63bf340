//! Compiles relations: inheritance, and what must fit between a relation and its super-relation.

use super::block::Block;
use super::fault::Faults;
use super::field;
use super::kind::{Kinds, is_foreign};
use super::{CategoryId, ClassId, Relation, RelationId};
use crate::vocab::{self, owl, rdf, rdfs, ww};
use oxigraph::model::NamedNodeRef;
use std::{iter, ptr};

const PROPERTIES: &[NamedNodeRef<'static>] = &[ww::CATEGORY];

/// All relations, each with what it inherits.
pub(super) fn relations(
    kinds: &Kinds<'_>,
    ancestry: &[Vec<ClassId>],
    faults: &mut Faults<'_>,
) -> Vec<Relation> {
    let drafts: Vec<Draft> = kinds
        .relations
        .iter()
        .map(|block| draft(block, kinds, faults))
        .collect();
    let finish_all = drafts.iter().zip(&kinds.relations).map(|(own, block)| {
        let above = above(own, &drafts);
        check_circle(block, own, &above, faults);
        check_symmetry(block, own, &above, faults);
        check_classes(block, own, &above, ancestry, faults);
        finish(block, own, &above, faults)
    });
    finish_all.collect()
}

/// What one block says of a relation.
struct Draft {
    category: Option<CategoryId>,
    parent: Option<RelationId>,
    symmetric: bool,
    literal: bool,
    domain: Vec<ClassId>,
    range: Vec<ClassId>,
}

fn draft(block: &Block, kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> Draft {
    field::check_properties(block, PROPERTIES, faults);
    let literal = block.is_a(owl::DATATYPE_PROPERTY);
    let category = field::one(block, ww::CATEGORY, faults);
    Draft {
        category: category.and_then(|statement| kinds.category(block, statement, faults)),
        parent: parent(block, kinds, faults),
        symmetric: block.is_a(owl::SYMMETRIC_PROPERTY),
        literal,
        domain: classes(block, rdfs::DOMAIN, kinds, faults),
        // A literal's range is a datatype.
        range: if literal {
            Vec::new()
        } else {
            classes(block, rdfs::RANGE, kinds, faults)
        },
    }
}

/// The super-relation; properties of other vocabularies are links for other tools.
fn parent(block: &Block, kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> Option<RelationId> {
    let mut parent = None;
    for statement in block.all(rdfs::SUB_PROPERTY_OF) {
        if is_foreign(statement, &kinds.relations) {
            continue;
        }
        let found = kinds.relation(block, statement, faults);
        if parent.is_some() && found.is_some() {
            faults.of(
                &block.iri,
                statement.place,
                "two super-relations, keep the nearer one",
            );
        }
        parent = parent.or(found);
    }
    parent
}

fn classes(
    block: &Block,
    property: NamedNodeRef<'_>,
    kinds: &Kinds<'_>,
    faults: &mut Faults<'_>,
) -> Vec<ClassId> {
    let mut classes: Vec<ClassId> = block
        .all(property)
        .filter_map(|statement| kinds.class(block, statement, faults))
        .collect();
    classes.sort_unstable();
    classes.dedup();
    classes
}

/// All super-relations, nearest first; stops where they would come round again.
fn above<'a>(own: &Draft, drafts: &'a [Draft]) -> Vec<&'a Draft> {
    let mut above: Vec<&Draft> = Vec::new();
    let mut next = own.parent;
    while let Some(parent) = next {
        let parent = &drafts[parent.0 as usize];
        if above.iter().any(|seen| ptr::eq(*seen, parent)) {
            break;
        }
        above.push(parent);
        next = parent.parent;
    }
    above
}

/// Notes a fault at the first statement with that property, or at the beginning.
fn fault(block: &Block, property: NamedNodeRef<'_>, reason: &str, faults: &mut Faults<'_>) {
    let found = block.all(property).next();
    faults.of(
        &block.iri,
        found.map_or(block.place, |statement| statement.place),
        reason,
    );
}

fn check_circle(block: &Block, own: &Draft, above: &[&Draft], faults: &mut Faults<'_>) {
    if above.iter().any(|relation| ptr::eq(*relation, own)) {
        let reason = "specialises itself, break the circle of rdfs:subPropertyOf";
        fault(block, rdfs::SUB_PROPERTY_OF, reason, faults);
    }
}

fn check_symmetry(block: &Block, own: &Draft, above: &[&Draft], faults: &mut Faults<'_>) {
    if own.symmetric && own.literal {
        let reason = "symmetric with a literal object, drop owl:SymmetricProperty or owl:DatatypeProperty";
        fault(block, rdf::TYPE, reason, faults);
    } else if own.symmetric && inherited(own, above, |of| &of.domain) != inherited(own, above, |of| &of.range)
    {
        let reason = "symmetric, but domain and range differ, give both the same classes";
        fault(block, rdfs::RANGE, reason, faults);
    }
    let Some(parent) = above.first() else { return };
    let reason = match (own.symmetric, parent.symmetric) {
        (true, false) => "symmetric, but its super-relation is not, make both symmetric or neither",
        (false, true) => "not symmetric, but its super-relation is, make both symmetric or neither",
        _ => return,
    };
    fault(block, rdfs::SUB_PROPERTY_OF, reason, faults);
}

fn check_classes(
    block: &Block,
    own: &Draft,
    above: &[&Draft],
    ancestry: &[Vec<ClassId>],
    faults: &mut Faults<'_>,
) {
    let Some((parent, further)) = above.split_first() else {
        return;
    };
    if own.literal != parent.literal {
        let reason =
            "one of it and its super-relation has literals as objects, make both the same kind of property";
        fault(block, rdfs::SUB_PROPERTY_OF, reason, faults);
    }
    if disjoint(&own.domain, inherited(parent, further, |of| &of.domain), ancestry) {
        let reason = "domain disjoint from its super-relation's, take classes within that";
        fault(block, rdfs::DOMAIN, reason, faults);
    }
    if disjoint(&own.range, inherited(parent, further, |of| &of.range), ancestry) {
        let reason = "range disjoint from its super-relation's, take classes within that";
        fault(block, rdfs::RANGE, reason, faults);
    }
}

/// A relation's own classes, or the nearest super-relation's that has any.
fn inherited<'a>(
    own: &'a Draft,
    above: &[&'a Draft],
    classes: impl Fn(&Draft) -> &[ClassId],
) -> &'a [ClassId] {
    let line = iter::once(own).chain(above.iter().copied());
    line.map(classes)
        .find(|classes| !classes.is_empty())
        .unwrap_or(&[])
}

/// Whether no class lies under both lists; an empty list means any actor.
pub(super) fn disjoint(one: &[ClassId], other: &[ClassId], ancestry: &[Vec<ClassId>]) -> bool {
    let under = |above: &[ClassId], list: &[ClassId]| list.iter().any(|class| above.contains(class));
    let shared = |above: &Vec<ClassId>| under(above, one) && under(above, other);
    !one.is_empty() && !other.is_empty() && !ancestry.iter().any(shared)
}

fn finish(block: &Block, own: &Draft, above: &[&Draft], faults: &mut Faults<'_>) -> Relation {
    let mut line = iter::once(own).chain(above.iter().copied());
    let category = line.find_map(|of| of.category);
    if category.is_none() && block.all(ww::CATEGORY).next().is_none() {
        faults.of(
            &block.iri,
            block.place,
            "no category, give ww:category here or in its super-relation",
        );
    }
    let name = vocab::local(&block.iri).to_owned();
    Relation {
        iri: block.iri.clone(),
        label: field::label(block, rdfs::LABEL).unwrap_or_else(|| name.clone()),
        name,
        // Without a category the load fails.
        category: category.unwrap_or(CategoryId(0)),
        parent: own.parent,
        symmetric: own.symmetric,
        domain: inherited(own, above, |of| &of.domain).to_vec(),
        range: inherited(own, above, |of| &of.range).to_vec(),
        literal: own.literal,
    }
}
