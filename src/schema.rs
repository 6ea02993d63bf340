//! The ontology as typed classes, relations, frames, role nouns and actors.
//!
//! Input: the Turtle files of `ontology/` (embedded) and a user's.
//! Output: [`Schema`], checked; an error names file, line and reason.
//! No Rust identifier names a domain class: what the code must know of one (that it is
//! human, say) is a flag that the ontology sets.

mod actor;
mod block;
mod class;
mod compile;
mod embedded;
mod example;
mod fault;
mod field;
mod frame;
mod index;
mod kind;
mod lookup;
mod name;
mod relation;
mod source;
mod told;
#[cfg(test)]
mod tests;

pub use fault::{Error, Fault};
pub use index::{NameMatch, NounMatch};
pub use name::{Shape, Word, normalise, one_spelling, words};
pub use source::{Source, Sources};

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// An index into [`Schema::classes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub u16);
/// An index into [`Schema::relations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelationId(pub u16);
/// An index into [`Schema::categories`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CategoryId(pub u16);
/// An index into [`Schema::frames`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FrameId(pub u32);
/// An index into [`Schema::nouns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NounId(pub u32);
/// An index into [`Schema::actors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeedId(pub u32);

/// A class of actors (`ww:Person`, `ww:Country` …).
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "flags as the ontology sets them")]
pub struct Class {
    /// Full IRI.
    pub iri: String,
    /// Last part of the IRI (`Person`).
    pub name: String,
    /// Direct super-classes.
    pub parents: Vec<ClassId>,
    /// `ww:human true`: one person; takes he, she, a surname, a title.
    pub human: bool,
    /// `ww:collective true`: a body of people; takes it or they.
    pub collective: bool,
    /// `ww:territorial true`: has land; may be a place as well as an actor.
    pub territorial: bool,
    /// `ww:unmarked true`: what a named body is of which nothing else is known.
    pub unmarked: bool,
    /// `ww:sovereign true`: speaks through its capital, has adjective and demonym.
    pub sovereign: bool,
    /// `ww:official true`: belongs to the state or union that it is of.
    pub official: bool,
    /// `ww:outlaw true`: fights outside the law; to fight it is no reproach.
    pub outlaw: bool,
}

impl Class {
    /// Whether its members are land and no states.
    #[must_use]
    pub const fn is_mere_place(&self) -> bool {
        self.territorial && !self.sovereign
    }
}

/// What is known of names in general, each [normalised](normalise).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lore {
    /// Given names with `m` or `f`.
    pub given: BTreeMap<String, char>,
    /// Given names that stand for another (`bill` for `william`).
    pub variants: BTreeMap<String, String>,
    /// Countries by their adjectives and demonyms, of one word each (`syrian`: `syria`).
    pub countries: BTreeMap<String, String>,
    /// What is said of contests.
    pub contest: Contest,
    /// Pairs of actors, by the last part of their IRIs, the smaller first, that are said to be one or not to be.
    pub told: BTreeMap<(String, String), bool>,
    /// Of those that are said to be one with a known actor: its IRI.
    pub told_seeds: BTreeMap<String, String>,
}

/// The words of sport: where a verb and a noun of them meet, a country or city is its team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contest {
    /// What teams are.
    pub class: Option<ClassId>,
    /// Lemmas (`beat`, `lose`).
    pub verbs: BTreeSet<String>,
    /// Lemmas (`match`, `cup`).
    pub nouns: BTreeSet<String>,
}

/// A category of relations (`ww:CONSULT` …), of PLOVER or our own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Full IRI.
    pub iri: String,
    /// Last part of the IRI (`CONSULT`).
    pub name: String,
    /// PLOVER's quad class (`verbal cooperation` …); none for ROLE.
    pub quad: Option<String>,
    /// CAMEO root code (`04`); none for ROLE.
    pub cameo: Option<String>,
    /// `ww:reproach true`: who tells that another did so alleges it against them.
    pub reproach: bool,
}

/// A relation between two actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Full IRI.
    pub iri: String,
    /// Last part of the IRI (`spokeWith`).
    pub name: String,
    /// Label for people (`spoke with`).
    pub label: String,
    /// Its category, inherited from the super-relation where not given.
    pub category: CategoryId,
    /// The relation it specialises (`spokeWithByPhone` → `spokeWith`).
    pub parent: Option<RelationId>,
    /// Whether subject and object may be exchanged.
    pub symmetric: bool,
    /// Classes the subject may have; empty means any actor.
    pub domain: Vec<ClassId>,
    /// Classes the object may have; empty means any actor.
    pub range: Vec<ClassId>,
    /// Whether its object is a literal (an old name).
    pub literal: bool,
}

/// What a part of a clause is in what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Who.
    Agent,
    /// Whom.
    Recipient,
    /// What it was about or done to.
    Theme,
    /// With what.
    Instrument,
    /// Where.
    Place,
    /// On what subject.
    Topic,
    /// What was said, thought or wanted: a clause.
    Content,
}

/// Where in the clause a role's filler stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// `subj`: logical subject of the verb (a passive's by-phrase), or of the light verb of a noun.
    Subject,
    /// `obj`: logical object (a passive's subject).
    Object,
    /// `iobj`: indirect object.
    Indirect,
    /// `poss`: possessor of the noun (`Russia's attack`).
    Possessor,
    /// `mod`: adjective or noun before the noun (`the Russian attack`).
    Modifier,
    /// `self`: what the noun itself stands for (`allies`, `opponent`).
    Itself,
    /// `comp`: a clause that completes the verb or noun.
    Complement,
    /// `comp-obj`: the object of that clause (`threatened to attack X`).
    ComplementObject,
    /// `comp-subj`: the subject of that clause (`it is shameful that X did Y`).
    ComplementSubject,
    /// `speaker`: whoever says the clause (`X said Y broke its promises`).
    Speaker,
    /// A preposition (`with`, `against`, `because of`): an oblique or a noun's complement.
    Preposition(Box<str>),
}

/// How a frame is recognised apart from verbs and nouns: fixed constructions the code knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Construction {
    /// `title`: a position noun with a name (`Iraqi Prime Minister X`, `X, president of Y`).
    Title,
    /// `body`: a body or force of a country or organisation (`the Syrian army`).
    Body,
    /// `member`: a person or group with its party or organisation (`Labour's X`, `X of Y`).
    Member,
    /// `ally`: `X and allied factions`.
    Ally,
    /// `former-name`: `X, formerly known as Y`.
    FormerName,
    /// `location`: `X, a town in Y`.
    Location,
    /// `allegation`: who tells of an act that is a reproach (`X said Y shelled Z`).
    Allegation,
}

/// How certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Modality {
    /// Happened, happens, holds.
    #[default]
    Actual,
    /// Intended, promised, scheduled.
    Planned,
    /// Asked for, urged, demanded.
    Requested,
    /// May be, could be, allegedly.
    Possible,
    /// If, would.
    Hypothetical,
}

/// Whether it is said to be so or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Polarity {
    /// Affirmed.
    #[default]
    Positive,
    /// Denied.
    Negative,
}

/// Which words and syntax evoke a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Full IRI.
    pub iri: String,
    /// Last part of the IRI (`meet.v`).
    pub name: String,
    /// What it says; none for a frame that only colours its complement (`plan to …`).
    pub relation: Option<RelationId>,
    /// Verbs: a lemma, with its particle after a blank (`call off`).
    pub verbs: Vec<String>,
    /// Event or relational nouns: a lemma, or the plural itself where only that will do (`talks`);
    /// compounds with a blank (`phone call`).
    pub nouns: Vec<String>,
    /// Adjectives (`critical`).
    pub adjectives: Vec<String>,
    /// Light verbs that make a clause of the noun (`hold`, `launch`).
    pub lights: Vec<String>,
    /// Constructions.
    pub constructions: Vec<Construction>,
    /// Slots by role, in order of preference.
    pub roles: Vec<(Role, Vec<Slot>)>,
    /// Prepositions or `obj` that must be there for the frame to fire.
    pub needs: Vec<Slot>,
    /// Lemmas of which one must head the direct object (`impose` + `sanction`); empty means any.
    pub object_words: Vec<String>,
    /// Words or phrases of which one must stand with the verb or noun (`put … on trial`, `find … guilty`);
    /// empty means any.
    pub phrases: Vec<String>,
    /// Classes the agent must have; empty: the relation's domain.
    pub agent_classes: Vec<ClassId>,
    /// Classes the recipient must have; empty: the relation's range.
    pub recipient_classes: Vec<ClassId>,
    /// Modality the words themselves bring.
    pub modality: Option<Modality>,
    /// Polarity the words themselves bring.
    pub polarity: Option<Polarity>,
    /// Whether the agent is the source of the content (say, claim, deny).
    pub attributes: bool,
    /// Modality that the content clause takes.
    pub content_modality: Option<Modality>,
    /// Polarity that the content clause takes.
    pub content_polarity: Option<Polarity>,
    /// Sentences that it must read rightly.
    pub examples: Vec<Example>,
    /// Sentences in which it must not fire.
    pub counter_examples: Vec<String>,
}

impl Frame {
    /// Whether a slot may fill a role.
    #[must_use]
    pub fn has_slot(&self, role: Role, slot: &Slot) -> bool {
        let mut roles = self.roles.iter();
        roles.any(|(r, slots)| *r == role && slots.contains(slot))
    }
}

/// A sentence with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The claims expected: subject, relation (a name), object, and modality and polarity where not the default.
    pub expected: Vec<Expected>,
}

/// One claim that an example expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Name of the subject, as written in the example.
    pub subject: String,
    /// Name of the relation.
    pub relation: String,
    /// Name of the object.
    pub object: String,
    /// Expected modality.
    pub modality: Modality,
    /// Expected polarity.
    pub polarity: Polarity,
}

/// A noun for an actor by what it does or is (`minister`, `rebels`, `army`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "flags as the ontology sets them")]
pub struct Noun {
    /// Full IRI.
    pub iri: String,
    /// Lemmas, compounds with a blank (`prime minister`), lower case.
    pub lemmas: Vec<String>,
    /// What it denotes.
    pub class: ClassId,
    /// Its sector (`government`, `military`, `rebels` …).
    pub sector: String,
    /// `ww:position true`: an office; its holder holdsPosition in a country or organisation.
    pub position: bool,
    /// `ww:sole true`: an office that one person at a time holds (`president`, not `lawmaker`).
    pub sole: bool,
    /// `ww:body true`: a body that belongs to a country or organisation (army, ministry).
    pub body: bool,
    /// `ww:title true`: stands before a name without being an office (Mr., Shaikh).
    pub title: bool,
    /// `ww:gender`: `m`, `f` or none (king, queen, Mr.).
    pub gender: Option<char>,
    /// `ww:document true`: carries sayings (statement, report, post).
    pub document: bool,
    /// `ww:settlement true`: a place whose name has no noun may be called so (city, town, island).
    pub settlement: bool,
}

/// An actor that the ontology knows beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// Full IRI.
    pub iri: String,
    /// Usual English name.
    pub label: String,
    /// Other names and acronyms.
    pub aliases: Vec<String>,
    /// Names it once had (also found as aliases).
    pub former: Vec<String>,
    /// Adjectives (`Syrian`).
    pub adjectives: Vec<String>,
    /// Words for its people (`Syrians`).
    pub demonyms: Vec<String>,
    /// Names of its capital, which may speak for it, the usual one first.
    pub capitals: Vec<String>,
    /// ISO 3166 code.
    pub code: Option<String>,
    /// Class.
    pub class: ClassId,
    /// Bodies it is part of.
    pub part_of: Vec<SeedId>,
    /// The country or organisation it is of or in.
    pub country: Option<SeedId>,
    /// The same thing elsewhere (Wikidata).
    pub same_as: Vec<String>,
}

/// Which reading of a name leads to a seed actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Naming {
    /// Its label or an alias.
    Name,
    /// A former name.
    Former,
    /// Its adjective.
    Adjective,
    /// Its people's name.
    Demonym,
    /// Its capital.
    Capital,
}

/// The whole ontology, compiled for look-up.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Sorted by IRI, as all lists here are.
    pub classes: Vec<Class>,
    /// Categories.
    pub categories: Vec<Category>,
    /// Relations.
    pub relations: Vec<Relation>,
    /// Frames.
    pub frames: Vec<Frame>,
    /// Role nouns.
    pub nouns: Vec<Noun>,
    /// What is known of names in general.
    pub lore: Arc<Lore>,
    /// Actors known beforehand.
    pub actors: Vec<Seed>,
    index: index::Index,
    relation_names: HashMap<String, RelationId>,
    sources: Vec<Source>,
    hash: String,
}
