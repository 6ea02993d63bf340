//! Compiles frames.

use super::block::Block;
use super::example;
use super::fault::{Faults, hint};
use super::field;
use super::index::Index;
use super::kind::Kinds;
use super::{ClassId, Construction, Example, Frame, Modality, Polarity, RelationId, Role, Seed, Slot};
use crate::vocab::{self, ww};
use oxigraph::model::NamedNodeRef;
use std::collections::HashMap;

const PROPERTIES: &[NamedNodeRef<'static>] = &[
    ww::RELATION,
    ww::VERB,
    ww::NOUN,
    ww::ADJECTIVE,
    ww::LIGHT,
    ww::CONSTRUCTION,
    ww::AGENT,
    ww::RECIPIENT,
    ww::THEME,
    ww::INSTRUMENT,
    ww::PLACE,
    ww::TOPIC,
    ww::CONTENT,
    ww::NEEDS,
    ww::OBJECT_WORD,
    ww::PHRASE,
    ww::AGENT_CLASS,
    ww::RECIPIENT_CLASS,
    ww::MODALITY,
    ww::POLARITY,
    ww::ATTRIBUTES,
    ww::CONTENT_MODALITY,
    ww::CONTENT_POLARITY,
    ww::EXAMPLE,
    ww::COUNTER_EXAMPLE,
];
const WORDS: &[NamedNodeRef<'static>] = &[ww::VERB, ww::NOUN, ww::ADJECTIVE, ww::CONSTRUCTION];
const ROLES: &[(NamedNodeRef<'static>, Role)] = &[
    (ww::AGENT, Role::Agent),
    (ww::RECIPIENT, Role::Recipient),
    (ww::THEME, Role::Theme),
    (ww::INSTRUMENT, Role::Instrument),
    (ww::PLACE, Role::Place),
    (ww::TOPIC, Role::Topic),
    (ww::CONTENT, Role::Content),
];
const CONSTRUCTIONS: &[(&str, Construction)] = &[
    ("\"title\"", Construction::Title),
    ("\"body\"", Construction::Body),
    ("\"member\"", Construction::Member),
    ("\"ally\"", Construction::Ally),
    ("\"former-name\"", Construction::FormerName),
    ("\"location\"", Construction::Location),
    ("\"allegation\"", Construction::Allegation),
];
const MODALITIES: &[(&str, Modality)] = &[
    ("ww:actual", Modality::Actual),
    ("ww:planned", Modality::Planned),
    ("ww:requested", Modality::Requested),
    ("ww:possible", Modality::Possible),
    ("ww:hypothetical", Modality::Hypothetical),
];
const POLARITIES: &[(&str, Polarity)] = &[
    ("ww:positive", Polarity::Positive),
    ("ww:negative", Polarity::Negative),
];
const SLOTS: &[(&str, Slot)] = &[
    ("subj", Slot::Subject),
    ("obj", Slot::Object),
    ("iobj", Slot::Indirect),
    ("poss", Slot::Possessor),
    ("mod", Slot::Modifier),
    ("self", Slot::Itself),
    ("comp", Slot::Complement),
    ("comp-obj", Slot::ComplementObject),
    ("comp-subj", Slot::ComplementSubject),
    ("speaker", Slot::Speaker),
];
/// The prepositions of English; one of several words (`because of`) ends in one of these.
const PREPOSITIONS: &str = " about above across after against along alongside amid amidst among amongst around as at \
    before behind below beneath beside besides between beyond by concerning despite down during for from in inside \
    into like near of off on onto opposite out outside over past per regarding round since than through throughout \
    till to toward towards under underneath unlike until up upon versus via vs with within without ";

/// What frames are checked against.
pub(super) struct Context<'a> {
    pub(super) kinds: &'a Kinds<'a>,
    /// Names of relations.
    pub(super) relations: &'a HashMap<String, RelationId>,
    pub(super) actors: &'a [Seed],
    /// Knows the names of actors.
    pub(super) index: &'a Index,
}

/// All frames.
pub(super) fn frames(context: &Context<'_>, faults: &mut Faults<'_>) -> Vec<Frame> {
    let blocks = &context.kinds.frames;
    blocks.iter().map(|block| frame(block, context, faults)).collect()
}

fn frame(block: &Block, context: &Context<'_>, faults: &mut Faults<'_>) -> Frame {
    field::check_properties(block, PROPERTIES, faults);
    check_parts(block, faults);
    let relation = field::one(block, ww::RELATION, faults);
    Frame {
        iri: block.iri.clone(),
        name: vocab::local(&block.iri).to_owned(),
        relation: relation.and_then(|statement| context.kinds.relation(block, statement, faults)),
        verbs: field::texts(block, ww::VERB, faults),
        nouns: field::texts(block, ww::NOUN, faults),
        adjectives: field::texts(block, ww::ADJECTIVE, faults),
        lights: field::texts(block, ww::LIGHT, faults),
        constructions: constructions(block, faults),
        roles: roles(block, faults),
        needs: slots(block, ww::NEEDS, faults),
        object_words: field::texts(block, ww::OBJECT_WORD, faults),
        phrases: field::texts(block, ww::PHRASE, faults),
        agent_classes: classes(block, ww::AGENT_CLASS, context, faults),
        recipient_classes: classes(block, ww::RECIPIENT_CLASS, context, faults),
        modality: field::choice(block, ww::MODALITY, MODALITIES, faults),
        polarity: field::choice(block, ww::POLARITY, POLARITIES, faults),
        attributes: field::flag(block, ww::ATTRIBUTES, faults),
        content_modality: field::choice(block, ww::CONTENT_MODALITY, MODALITIES, faults),
        content_polarity: field::choice(block, ww::CONTENT_POLARITY, POLARITIES, faults),
        examples: examples(block, context, faults),
        counter_examples: field::texts(block, ww::COUNTER_EXAMPLE, faults),
    }
}

/// Notes what no frame can do without.
fn check_parts(block: &Block, faults: &mut Faults<'_>) {
    let has = |property: NamedNodeRef<'_>| block.all(property).next().is_some();
    let mut missing = |reason: &str| faults.of(&block.iri, block.place, reason);
    if !WORDS.iter().any(|property| has(*property)) {
        missing("no words, give ww:verb, ww:noun, ww:adjective or ww:construction");
    }
    // A construction knows where its roles stand; what only colours a content may lack a subject
    // ("is believed to").
    let needs_agent = !has(ww::CONSTRUCTION) && (has(ww::RELATION) || !has(ww::CONTENT));
    if needs_agent && !has(ww::AGENT) {
        missing("no agent, give ww:agent with a slot (\"subj\", say)");
    }
    if !has(ww::EXAMPLE) {
        missing("no example, give ww:example \"sentence => subject relation object\"");
    }
    if has(ww::LIGHT) && !has(ww::NOUN) {
        missing("light verbs without a noun, give ww:noun or make them ww:verb");
    }
}

fn constructions(block: &Block, faults: &mut Faults<'_>) -> Vec<Construction> {
    let statements = block.all(ww::CONSTRUCTION);
    statements
        .filter_map(|statement| field::choose(block, statement, CONSTRUCTIONS, faults))
        .collect()
}

fn roles(block: &Block, faults: &mut Faults<'_>) -> Vec<(Role, Vec<Slot>)> {
    ROLES
        .iter()
        .map(|(property, role)| (*role, slots(block, *property, faults)))
        .filter(|(_, slots)| !slots.is_empty())
        .collect()
}

/// The slots of a property in the order in which they are tried, which is that of [`Slot`].
fn slots(block: &Block, property: NamedNodeRef<'_>, faults: &mut Faults<'_>) -> Vec<Slot> {
    let mut slots = Vec::new();
    for statement in block.all(property) {
        let Some(text) = field::text_of(block, statement, faults) else {
            continue;
        };
        if let Some(slot) = slot(&text) {
            slots.push(slot);
        } else {
            faults.of(&block.iri, statement.place, &unknown_slot(&text));
        }
    }
    slots.sort();
    slots.dedup();
    slots
}

fn unknown_slot(text: &str) -> String {
    let names = SLOTS.iter().map(|(name, _)| *name);
    let names = names.chain(PREPOSITIONS.split_whitespace());
    let advice = "take subj, obj, iobj, poss, mod, self, comp, comp-obj, comp-subj, speaker or a preposition";
    format!("unknown slot \"{text}\"{}", hint(text, names, advice))
}

fn slot(text: &str) -> Option<Slot> {
    if let Some((_, slot)) = SLOTS.iter().find(|(name, _)| *name == text) {
        return Some(slot.clone());
    }
    let last = text.rsplit(' ').next()?;
    let known = PREPOSITIONS.contains(&format!(" {last} "));
    known.then(|| Slot::Preposition(text.into()))
}

fn classes(
    block: &Block,
    property: NamedNodeRef<'_>,
    context: &Context<'_>,
    faults: &mut Faults<'_>,
) -> Vec<ClassId> {
    let statements = block.all(property);
    let mut classes: Vec<ClassId> = statements
        .filter_map(|statement| context.kinds.class(block, statement, faults))
        .collect();
    classes.sort_unstable();
    classes
}

fn examples(block: &Block, context: &Context<'_>, faults: &mut Faults<'_>) -> Vec<Example> {
    let mut examples = Vec::new();
    for statement in block.all(ww::EXAMPLE) {
        let Some(text) = field::text_of(block, statement, faults) else {
            continue;
        };
        match example(&text, context) {
            Ok(example) => examples.push(example),
            Err(reason) => faults.of(&block.iri, statement.place, &reason),
        }
    }
    examples
}

fn example(text: &str, context: &Context<'_>) -> Result<Example, String> {
    let example = example::parse(text, context.relations)?;
    match example::stray(&example, context.index, context.actors) {
        Some(name) => Err(format!(
            "\"{name}\" does not stand in the example \"{}\", write it as there",
            example.text
        )),
        None => Ok(example),
    }
}
