//! Readings made by hand, and a small ontology for them.

use std::collections::BTreeMap;
use std::sync::Arc;
use whowhom::claim::{Claim, Evidence, Object, Predicate, Source};
use whowhom::graph::{Config, Description, describe};
use whowhom::mention::{Chain, ChainId, Mentions};
use whowhom::reading::Reading;
use whowhom::schema::{
    Class, ClassId, Lore, Modality, Noun, NounId, Polarity, Relation, RelationId, Schema, Seed, SeedId,
};
use whowhom::source::Document;
use whowhom::text::Span;
use whowhom::vocab;

pub(crate) const ACTOR: ClassId = ClassId(0);
pub(crate) const COUNTRY: ClassId = ClassId(1);
pub(crate) const GROUP: ClassId = ClassId(2);
pub(crate) const PARTY: ClassId = ClassId(3);
pub(crate) const PERSON: ClassId = ClassId(4);
pub(crate) const ATTACKED: RelationId = RelationId(0);
pub(crate) const FORMERLY: RelationId = RelationId(1);
pub(crate) const SPOKE: RelationId = RelationId(2);
pub(crate) const PHONED: RelationId = RelationId(3);
pub(crate) const ARMY: NounId = NounId(0);
pub(crate) const PRESIDENT: NounId = NounId(1);
pub(crate) const RUSSIA: SeedId = SeedId(0);
pub(crate) const SYRIA: SeedId = SeedId(1);

/// An ontology of five classes, four relations, two nouns and two countries.
pub(crate) fn schema() -> Schema {
    let mut schema = Schema::default();
    schema.classes = vec![
        class("Actor", "", &[]),
        class("Country", "territorial", &[ACTOR]),
        class("Group", "collective", &[ACTOR]),
        class("Party", "collective", &[GROUP]),
        class("Person", "human", &[ACTOR]),
    ];
    schema.relations = vec![
        relation("attacked", false, None),
        relation("formerlyKnownAs", false, None),
        relation("spokeWith", true, None),
        relation("spokeWithByPhone", true, Some(SPOKE)),
    ];
    schema.nouns = vec![noun("army", GROUP, false), noun("president", PERSON, true)];
    schema.actors = vec![country("Russia", "Russian"), country("Syria", "Syrian")];
    // What a user says: a description of one document is a person of others, and two names are not one.
    let told = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    schema.lore = Arc::new(Lore {
        told: BTreeMap::from([
            (told("george-bush", "rebels.in.doc-0-97906cdd"), true),
            (told("moammar-qaddafi", "muammar-gaddafi"), false),
        ]),
        ..Lore::default()
    });
    schema
}

fn class(name: &str, flag: &str, parents: &[ClassId]) -> Class {
    Class {
        iri: format!("{}{name}", vocab::WW),
        name: name.to_owned(),
        parents: parents.to_vec(),
        human: flag == "human",
        collective: flag == "collective",
        territorial: flag == "territorial",
        sovereign: flag == "territorial",
        outlaw: false,
        official: false,
        unmarked: false,
    }
}

fn relation(name: &str, symmetric: bool, parent: Option<RelationId>) -> Relation {
    Relation {
        iri: format!("{}{name}", vocab::WW),
        name: name.to_owned(),
        label: name.to_owned(),
        category: whowhom::schema::CategoryId(0),
        parent,
        symmetric,
        domain: vec![],
        range: vec![],
        literal: name == "formerlyKnownAs",
    }
}

fn noun(lemma: &str, class: ClassId, position: bool) -> Noun {
    Noun {
        iri: format!("{}{lemma}", vocab::NOUN),
        lemmas: vec![lemma.to_owned()],
        class,
        sector: String::new(),
        position,
        sole: false,
        body: !position,
        title: false,
        gender: None,
        document: false,
        settlement: false,
    }
}

fn country(label: &str, adjective: &str) -> Seed {
    Seed {
        iri: format!("{}{}", vocab::ACTOR, label.to_lowercase()),
        label: label.to_owned(),
        aliases: vec![format!("Republic of {label}")],
        former: vec![],
        adjectives: vec![adjective.to_owned()],
        demonyms: vec![],
        capitals: vec![],
        code: None,
        class: COUNTRY,
        part_of: vec![],
        country: None,
        same_as: vec![format!("{}{label}", vocab::WD)],
    }
}

/// A document as it is made up.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    pub(crate) reading: Reading,
}

impl Story {
    /// A document without a word.
    pub(crate) fn new(id: &str) -> Self {
        let document = Document {
            id: id.to_owned(),
            text: String::new(),
            masked: vec![],
            title: Some(format!("Title of {id}")),
            date: Some(jiff::civil::date(2024, 11, 30)),
            publisher: Some("SANA".to_owned()),
            url: None,
            licence: None,
            language: "en".to_owned(),
            notes: vec![],
        };
        let reading = Reading {
            document,
            sentences: vec![],
            trees: vec![],
            mentions: Mentions::default(),
            claims: vec![],
            notes: vec![],
        };
        Self { reading }
    }

    /// Speaks of an actor.
    pub(crate) fn chain(&mut self, chain: Chain) -> ChainId {
        let chains = &mut self.reading.mentions.chains;
        chains.push(chain);
        ChainId(chains.len() as u32 - 1)
    }

    /// Writes a sentence that makes a claim, and gives back the claim to change.
    pub(crate) fn claim(&mut self, subject: ChainId, relation: RelationId, object: ChainId) -> &mut Claim {
        let start = self.reading.document.text.len();
        let name = |id: ChainId| self.reading.mentions.chains[id.0 as usize].name.clone();
        let parts = [name(subject), format!("verb{}", relation.0), name(object)];
        self.reading.document.text.push_str(&parts.join(" "));
        self.reading.document.text.push_str(".\n");
        let mut at = start;
        let spans = parts.map(|part| {
            let span = Span::new(at, at + part.len());
            at = span.range().end + 1;
            span
        });
        let event = self.reading.claims.len() as u32;
        self.reading.claims.push(Claim {
            predicate: Predicate::Known(relation),
            subject,
            object: Object::Actor(object),
            fillers: vec![],
            time: None,
            place: None,
            quantities: vec![],
            polarity: Polarity::Positive,
            modality: Modality::Actual,
            attribution: vec![],
            position: None,
            evidence: Evidence {
                trigger: spans[1],
                subject: spans[0],
                object: spans[2],
                clause: spans[0].cover(spans[2]),
            },
            frame: None,
            confidence: 0.87,
            event,
        });
        self.reading.claims.last_mut().expect("one was just pushed")
    }

    /// As quads.
    pub(crate) fn describe(&self) -> Description {
        describe(&self.reading, &schema(), &Config::default())
    }
}

/// An actor known by its name.
pub(crate) fn named(name: &str, class: ClassId, aliases: &[&str]) -> Chain {
    Chain {
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        former: vec![],
        known_as: vec![],
        class,
        named: true,
        seed: None,
        of: None,
        noun: None,
        incumbent: true,
        mentions: vec![],
    }
}

/// An actor that the ontology knows.
pub(crate) fn seeded(name: &str, seed: SeedId) -> Chain {
    Chain {
        seed: Some(seed),
        ..named(name, COUNTRY, &[])
    }
}

/// An actor known by a description only.
pub(crate) fn described(words: &str, class: ClassId, noun: Option<NounId>, of: Option<ChainId>) -> Chain {
    Chain {
        named: false,
        noun,
        of,
        ..named(words, class, &[])
    }
}

/// A source that speaks in a story.
pub(crate) fn source(chain: ChainId) -> Source {
    Source {
        chain,
        span: Span::new(0, 1),
        direct: true,
    }
}
