//! Compiles role nouns and the actors known beforehand.

use super::block::{Block, Statement, Value};
use super::fault::Faults;
use super::field;
use super::kind::Kinds;
use super::{ClassId, Contest, Noun, Seed};
use crate::vocab::{self, owl, rdf, skos, ww};
use oxigraph::model::NamedNodeRef;
use std::collections::BTreeMap;

const NOUN_PROPERTIES: &[NamedNodeRef<'static>] = &[
    ww::NOUN,
    ww::CLASS,
    ww::SECTOR,
    ww::POSITION,
    ww::SOLE,
    ww::BODY,
    ww::TITLE,
    ww::DOCUMENT,
    ww::GENDER,
    ww::SETTLEMENT,
];
const GIVEN_PROPERTIES: &[NamedNodeRef<'static>] = &[ww::GENDER, ww::GIVEN_NAME];
const ACTOR_PROPERTIES: &[NamedNodeRef<'static>] = &[
    ww::ADJECTIVE,
    ww::DEMONYM,
    ww::CAPITAL,
    ww::ISO,
    ww::FORMER_NAME,
    ww::COUNTRY,
    ww::PART_OF,
];
const GENDERS: &[(&str, char)] = &[("\"m\"", 'm'), ("\"f\"", 'f')];

/// All role nouns.
pub(super) fn nouns(kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> Vec<Noun> {
    kinds
        .nouns
        .iter()
        .map(|block| noun(block, kinds, faults))
        .collect()
}

fn noun(block: &Block, kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> Noun {
    field::check_properties(block, NOUN_PROPERTIES, faults);
    let class = field::one(block, ww::CLASS, faults);
    if class.is_none() {
        faults.of(
            &block.iri,
            block.place,
            "no class, give ww:class (ww:Person, say)",
        );
    }
    if block.all(ww::NOUN).next().is_none() {
        faults.of(&block.iri, block.place, "no words, give ww:noun");
    }
    Noun {
        iri: block.iri.clone(),
        lemmas: field::texts(block, ww::NOUN, faults),
        // Without a class the load fails.
        class: class
            .and_then(|of| kinds.class(block, of, faults))
            .unwrap_or(ClassId(0)),
        sector: field::text(block, ww::SECTOR, faults).unwrap_or_default(),
        position: field::flag(block, ww::POSITION, faults),
        sole: field::flag(block, ww::SOLE, faults),
        body: field::flag(block, ww::BODY, faults),
        title: field::flag(block, ww::TITLE, faults),
        gender: field::choice(block, ww::GENDER, GENDERS, faults),
        document: field::flag(block, ww::DOCUMENT, faults),
        settlement: field::flag(block, ww::SETTLEMENT, faults),
    }
}

/// The given names whose bearers are men or women, in their comparable form; a name in both lists tells nothing.
pub(super) fn given_names(kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> BTreeMap<String, char> {
    let mut genders: BTreeMap<String, Option<char>> = BTreeMap::new();
    for block in &kinds.given {
        field::check_properties(block, GIVEN_PROPERTIES, faults);
        let Some(gender) = field::choice(block, ww::GENDER, GENDERS, faults) else {
            faults.of(
                &block.iri,
                block.place,
                "no gender, give ww:gender \"m\" or \"f\"",
            );
            continue;
        };
        for statement in block.all(ww::GIVEN_NAME) {
            if let Some(name) = field::text_of(block, statement, faults) {
                let held = genders.entry(super::normalise(&name)).or_insert(Some(gender));
                *held = held.filter(|other| *other == gender);
            }
        }
    }
    genders
        .into_iter()
        .filter_map(|(name, gender)| Some((name, gender?)))
        .collect()
}

/// The words of contests, of all lists together.
pub(super) fn contest(kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> Contest {
    let mut contest = Contest::default();
    for block in &kinds.contests {
        field::check_properties(block, &[ww::CLASS, ww::VERB, ww::NOUN], faults);
        match field::one(block, ww::CLASS, faults) {
            Some(class) => contest.class = kinds.class(block, class, faults),
            None => faults.of(&block.iri, block.place, "no class, give ww:class, what teams are"),
        }
        contest.verbs.extend(field::texts(block, ww::VERB, faults));
        contest.nouns.extend(field::texts(block, ww::NOUN, faults));
    }
    contest
}

/// Given names by the first of the names that they stand for.
pub(super) fn name_variants(kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> BTreeMap<String, String> {
    let mut variants: BTreeMap<String, String> = BTreeMap::new();
    for block in &kinds.variants {
        field::check_properties(block, &[ww::GIVEN_NAME], faults);
        let names = field::texts(block, ww::GIVEN_NAME, faults);
        if names.len() < 2 {
            faults.of(&block.iri, block.place, "fewer than two names, give ww:givenName");
        }
        let names: Vec<String> = names.iter().map(|name| super::normalise(name)).collect();
        let first = names.iter().min().cloned().unwrap_or_default();
        for name in names {
            if let Some(other) = variants
                .insert(name.clone(), first.clone())
                .filter(|other| *other != first)
            {
                let reason = format!("\"{name}\" stands for \"{other}\" already, keep it in one list");
                faults.of(&block.iri, block.place, &reason);
            }
        }
    }
    variants
}

/// Countries by the single words for what is theirs.
pub(super) fn countries(actors: &[Seed]) -> BTreeMap<String, String> {
    let single = |name: &String| Some(super::normalise(name)).filter(|name| !name.contains(' '));
    let mut countries = BTreeMap::new();
    for seed in actors {
        let Some(country) = single(&seed.label) else {
            continue;
        };
        for word in seed.adjectives.iter().chain(&seed.demonyms).filter_map(single) {
            countries.entry(word).or_insert_with(|| country.clone());
        }
    }
    countries
}

/// All actors.
pub(super) fn actors(kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> Vec<Seed> {
    kinds
        .actors
        .iter()
        .map(|block| actor(block, kinds, faults))
        .collect()
}

fn actor(block: &Block, kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> Seed {
    field::check_properties(block, ACTOR_PROPERTIES, faults);
    let label = label(block, faults);
    let country = field::one(block, ww::COUNTRY, faults);
    Seed {
        iri: block.iri.clone(),
        aliases: aliases(block, &label, faults),
        label,
        former: field::texts(block, ww::FORMER_NAME, faults),
        adjectives: field::texts(block, ww::ADJECTIVE, faults),
        demonyms: field::texts(block, ww::DEMONYM, faults),
        capitals: field::texts(block, ww::CAPITAL, faults),
        code: field::text(block, ww::ISO, faults),
        class: class(block, kinds, faults),
        part_of: block
            .all(ww::PART_OF)
            .filter_map(|statement| kinds.actor(block, statement, faults))
            .collect(),
        country: country.and_then(|statement| kinds.actor(block, statement, faults)),
        same_as: block.all(owl::SAME_AS).filter_map(iri).collect(),
    }
}

/// Its one English name.
fn label(block: &Block, faults: &mut Faults<'_>) -> String {
    let mut labels = block
        .all(skos::PREF_LABEL)
        .filter(|statement| is_english(statement));
    let label = labels
        .next()
        .and_then(|statement| field::text_of(block, statement, faults));
    if let Some(second) = labels.next() {
        let reason = "two English skos:prefLabel, make one a skos:altLabel";
        faults.of(&block.iri, second.place, reason);
    }
    label.unwrap_or_else(|| {
        faults.of(&block.iri, block.place, "no name, give skos:prefLabel in English");
        String::new()
    })
}

fn is_english(statement: &Statement) -> bool {
    match &statement.value {
        Value::Text { language, .. } => field::is_english(language.as_deref()),
        Value::Iri(_) => true,
    }
}

/// Other names, its names in other languages among them.
fn aliases(block: &Block, label: &str, faults: &mut Faults<'_>) -> Vec<String> {
    let mut aliases = field::texts(block, skos::ALT_LABEL, faults);
    aliases.extend(field::texts(block, skos::PREF_LABEL, faults));
    aliases.retain(|alias| alias != label);
    aliases.sort();
    aliases.dedup();
    aliases
}

/// Its one class below `ww:Actor`.
fn class(block: &Block, kinds: &Kinds<'_>, faults: &mut Faults<'_>) -> ClassId {
    let mut found: Option<ClassId> = None;
    for statement in block.all(rdf::TYPE) {
        let Value::Iri(iri) = &statement.value else {
            continue;
        };
        match (found, kinds.class_of_iri(iri)) {
            (None, class) => found = class,
            (Some(one), Some(other)) if one != other => {
                let one = vocab::short(&kinds.classes[one.0 as usize].iri);
                let reason = format!("both {one} and {}, keep one class", vocab::short(iri));
                faults.of(&block.iri, statement.place, &reason);
            }
            _ => {}
        }
    }
    // Kinds::sort takes only things with such a class for actors.
    found.unwrap_or(ClassId(0))
}

fn iri(statement: &Statement) -> Option<String> {
    match &statement.value {
        Value::Iri(iri) => Some(iri.clone()),
        Value::Text { .. } => None,
    }
}
