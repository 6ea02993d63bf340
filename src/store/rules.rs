//! What the ontology says that the default graph rests on, by IRI.

use crate::actor::kin::Kin as Names;
use crate::graph::mint;
use crate::schema::{Class, Relation, Schema, Seed};
use crate::vocab::{owl, rdf, skos};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};

/// Raised whenever the same ontology derives another default graph.
const FORMAT: u32 = 2;

/// The ontology, compiled for deriving.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    base: String,
    relations: BTreeMap<String, Kin>,
    classes: BTreeMap<String, Vec<NamedNode>>,
    seeds: BTreeMap<String, Vec<Triple>>,
    names: Names,
}

/// A relation's family.
#[derive(Clone, Debug, Default)]
struct Kin {
    /// Itself and the relations above it.
    up: Vec<NamedNode>,
    /// Itself and the relations below it.
    down: Vec<NamedNode>,
    symmetric: bool,
}

impl Rules {
    /// Compiles the rules of an ontology.
    pub(super) fn new(schema: &Schema, base: &str) -> Self {
        let classes = |class: &Class| (class.iri.clone(), classes_above(schema, class));
        let seeds = |seed: &Seed| (seed.iri.clone(), described(schema, seed));
        Self {
            base: base.to_owned(),
            relations: relations(schema),
            classes: schema.classes.iter().map(classes).collect(),
            seeds: schema.actors.iter().map(seeds).collect(),
            names: Names::new(schema),
        }
    }

    /// A fingerprint: equal rules derive equal default graphs.
    pub(super) fn fingerprint(&self) -> String {
        let rules = format!(
            "{FORMAT}{}{:?}{:?}{:?}{:?}",
            self.base, self.relations, self.classes, self.seeds, self.names
        );
        mint::sha256(rules.as_bytes())
    }

    /// The canonical actor of a component, named by its smallest key. A name that is a seed's
    /// already gets an ending, so that only a seed has a seed's IRI.
    pub(super) fn actor(&self, key: &str) -> NamedNode {
        let actor = mint::actor(&self.base, key);
        if self.seeds.contains_key(actor.as_str()) {
            return mint::actor(&self.base, &format!("{key}.name"));
        }
        actor
    }

    /// Judges names.
    pub(super) const fn names(&self) -> &Names {
        &self.names
    }

    /// The node that notes a key's hints.
    pub(super) fn name_node(&self, key: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}name/{key}", self.base))
    }

    /// The key of such a node.
    pub(super) fn key_of<'n>(&self, node: &'n NamedNode) -> Option<&'n str> {
        node.as_str().strip_prefix(&self.base)?.strip_prefix("name/")
    }

    /// What the default graph says of a seed; none where the ontology doesn't know it.
    pub(super) fn seed(&self, actor: &NamedNode) -> Option<&[Triple]> {
        self.seeds.get(actor.as_str()).map(Vec::as_slice)
    }

    /// A class and all above it.
    pub(super) fn classes(&self, class: &NamedNode) -> Vec<NamedNode> {
        self.classes
            .get(class.as_str())
            .cloned()
            .unwrap_or_else(|| vec![class.clone()])
    }

    /// All that follows from a triple: its super-relations, both ways where symmetric.
    pub(super) fn closure(&self, triple: &Triple) -> Vec<Triple> {
        let Some(kin) = self.relations.get(triple.predicate.as_str()) else {
            return vec![triple.clone()];
        };
        let mut all = Vec::new();
        for relation in &kin.up {
            let general = with_relation(triple, relation);
            all.extend(turned(&general).filter(|_| self.is_symmetric(relation)));
            all.push(general);
        }
        all
    }

    /// The triples of which at least one must be told for this one to follow.
    pub(super) fn grounds(&self, triple: &Triple) -> Vec<Triple> {
        let Some(kin) = self.relations.get(triple.predicate.as_str()) else {
            return vec![triple.clone()];
        };
        let ways = [Some(triple.clone()), turned(triple).filter(|_| kin.symmetric)];
        let below = |way: Triple| kin.down.iter().map(move |relation| with_relation(&way, relation));
        ways.into_iter().flatten().flat_map(below).collect()
    }

    fn is_symmetric(&self, relation: &NamedNode) -> bool {
        self.relations
            .get(relation.as_str())
            .is_some_and(|kin| kin.symmetric)
    }
}

/// The same with another relation.
fn with_relation(triple: &Triple, relation: &NamedNode) -> Triple {
    Triple::new(triple.subject.clone(), relation.clone(), triple.object.clone())
}

/// The same with subject and object exchanged; none where the object is a literal.
fn turned(triple: &Triple) -> Option<Triple> {
    let Term::NamedNode(object) = &triple.object else {
        return None;
    };
    Some(Triple::new(
        object.clone(),
        triple.predicate.clone(),
        triple.subject.clone(),
    ))
}

/// Every relation's family.
fn relations(schema: &Schema) -> BTreeMap<String, Kin> {
    let mut all: BTreeMap<String, Kin> = BTreeMap::new();
    for relation in &schema.relations {
        let node = NamedNode::new_unchecked(&relation.iri);
        let above = relations_above(schema, relation);
        for ancestor in &above {
            all.entry(ancestor.as_str().to_owned())
                .or_default()
                .down
                .push(node.clone());
        }
        let kin = all.entry(relation.iri.clone()).or_default();
        kin.up = above;
        kin.symmetric = relation.symmetric;
    }
    all
}

/// A relation and those it specialises, nearest first.
fn relations_above(schema: &Schema, relation: &Relation) -> Vec<NamedNode> {
    let mut above = vec![NamedNode::new_unchecked(&relation.iri)];
    let mut next = relation.parent;
    while let Some(parent) = next.and_then(|id| schema.relations.get(id.0 as usize)) {
        let node = NamedNode::new_unchecked(&parent.iri);
        if above.contains(&node) {
            break;
        }
        above.push(node);
        next = parent.parent;
    }
    above
}

/// A class and all above it.
fn classes_above(schema: &Schema, class: &Class) -> Vec<NamedNode> {
    let mut above = BTreeSet::new();
    let mut open = vec![class];
    while let Some(class) = open.pop() {
        if above.insert(NamedNode::new_unchecked(&class.iri)) {
            open.extend(
                class
                    .parents
                    .iter()
                    .filter_map(|id| schema.classes.get(id.0 as usize)),
            );
        }
    }
    above.into_iter().collect()
}

/// What the default graph says of a seed: classes, names, the same thing elsewhere.
fn described(schema: &Schema, seed: &Seed) -> Vec<Triple> {
    let node = NamedNode::new_unchecked(&seed.iri);
    let line = |predicate: NamedNodeRef<'_>, object: Term| Triple::new(node.clone(), predicate, object);
    let text = |text: &String| Term::from(Literal::from(text.as_str()));
    let other_name = |name: &&String| **name != seed.label;
    let class = schema.classes.get(seed.class.0 as usize);
    let classes = class
        .map(|class| classes_above(schema, class))
        .unwrap_or_default();
    let mut all: Vec<Triple> = classes
        .into_iter()
        .map(|class| line(rdf::TYPE, class.into()))
        .collect();
    all.push(line(skos::PREF_LABEL, text(&seed.label)));
    let names = seed.aliases.iter().chain(&seed.former).filter(other_name);
    all.extend(names.map(|name| line(skos::ALT_LABEL, text(name))));
    all.extend(
        seed.same_as
            .iter()
            .map(|iri| line(owl::SAME_AS, NamedNode::new_unchecked(iri).into())),
    );
    all
}
