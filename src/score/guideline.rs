//! What the gold is annotated with: its relations and their categories, the class of persons, titles.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The guidelines of the gold.
pub(super) static GUIDELINES: LazyLock<Guidelines> = LazyLock::new(|| {
    serde_json::from_str(include_str!("guidelines.json")).expect("a test reads the embedded guidelines")
});

#[derive(Debug, Deserialize)]
pub(super) struct Guidelines {
    /// The class of which an actor is called by a surname or a title.
    pub person: String,
    /// The category that is scored by itself.
    pub apart: String,
    /// Relations by category.
    relations: BTreeMap<String, Vec<String>>,
    /// Classes by the type under which their names are scored.
    names: BTreeMap<String, Vec<String>>,
    /// Types of linked mentions whose names are paired.
    linked: BTreeSet<String>,
    /// Types of entities of which given synonyms are wanted.
    synonyms: BTreeSet<String>,
    /// Types of given relations, with ours that count to them.
    types: BTreeMap<String, BTreeSet<String>>,
    /// Categories under which news coded by PLOVER has relations or frames whose category here is another.
    plover: BTreeMap<String, String>,
    /// Those without a direction.
    symmetric: BTreeSet<String>,
    /// Words before a person's name that are no part of it.
    pub titles: BTreeSet<String>,
}

impl Guidelines {
    /// The type under which names of a class are scored.
    pub(super) fn name_type(&self, class: &str) -> Option<&str> {
        let holds = |classes: &[String]| classes.iter().any(|name| name == class);
        let found = self.names.iter().find(|(_, classes)| holds(classes));
        found.map(|(name, _)| name.as_str())
    }

    /// Whether names of linked mentions of a type are paired.
    pub(super) fn is_linked(&self, kind: &str) -> bool {
        self.linked.contains(kind)
    }

    /// Whether a type of linked mentions is that of people, whose names have no *of* (`President of France`).
    pub(super) fn is_human(&self, kind: &str) -> bool {
        self.person.eq_ignore_ascii_case(kind)
    }

    /// Whether synonyms of entities of a type are wanted.
    pub(super) fn is_synonym(&self, kind: &str) -> bool {
        self.synonyms.contains(kind)
    }

    /// Whether relations of ours count to a type of given relations.
    pub(super) fn knows_type(&self, kind: &str) -> bool {
        self.types.contains_key(kind)
    }

    /// Whether a type of given relations has no direction.
    pub(super) fn is_symmetric(&self, kind: &str) -> bool {
        self.symmetric.contains(kind)
    }

    /// The types of given relations that one of ours counts to.
    pub(super) fn types_of(&self, relation: &str) -> impl Iterator<Item = &str> {
        let counts = move |(_, relations): &(&String, &BTreeSet<String>)| relations.contains(relation);
        self.types.iter().filter(counts).map(|(kind, _)| kind.as_str())
    }

    /// The category that PLOVER gives to a relation or a frame, where it is another than ours.
    pub(super) fn plover(&self, name: &str) -> Option<&str> {
        self.plover.get(name).map(String::as_str)
    }

    /// The category of a relation, if the guidelines know it.
    pub(super) fn category(&self, relation: &str) -> Option<&str> {
        let holds = |names: &[String]| names.iter().any(|name| name == relation);
        let found = self.relations.iter().find(|(_, names)| holds(names));
        found.map(|(category, _)| category.as_str())
    }
}
