//! What is said to have happened or to hold, by whom, when, where, how certain.

use crate::mention::ChainId;
use crate::schema::{FrameId, Modality, Polarity, RelationId, Role};
use crate::text::Span;
use jiff::civil::Date;

/// What a claim says of its subject and object.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Predicate {
    /// A relation of the ontology, the most specific that fits.
    Known(RelationId),
    /// A verb's lemma that no frame covers.
    Open(String),
}

/// What stands at the far end of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    /// An actor.
    Actor(ChainId),
    /// A literal (an old name).
    Literal(String),
}

/// How fine a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
    /// A stretch with two ends.
    Interval,
}

/// When.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// First day.
    pub begin: Date,
    /// Last day.
    pub end: Date,
    /// How fine.
    pub precision: Precision,
    /// The words it was read from; empty where it was taken over from the context.
    pub span: Span,
}

/// Where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The place as an actor of the document, if it is one.
    pub chain: Option<ChainId>,
    /// The words, with the direction (`southeast of Aleppo`).
    pub span: Span,
}

/// How many.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number.
    pub value: f64,
    /// Whether it is a bound (`at least 57`).
    pub bound: Bound,
    /// What is counted (`deaths`), as a lemma.
    pub unit: String,
    /// The words.
    pub span: Span,
}

/// Whether a number is exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// As said.
    #[default]
    Exact,
    /// At least.
    Lower,
    /// At most.
    Upper,
    /// About.
    About,
}

/// One link of the chain of sources, nearest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Who says it.
    pub chain: ChainId,
    /// The words that name the source and the cue (`according to`, `said`).
    pub span: Span,
    /// Whether its words are quoted.
    pub direct: bool,
}

/// A filler of a role beside subject and object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filler {
    /// Which role.
    pub role: Role,
    /// The actor, where it is one.
    pub chain: Option<ChainId>,
    /// The words.
    pub span: Span,
}

/// The words that show a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The word that evokes the relation.
    pub trigger: Span,
    /// The mention that is the subject (a pronoun, perhaps).
    pub subject: Span,
    /// The mention that is the object.
    pub object: Span,
    /// The whole clause.
    pub clause: Span,
}

/// One who-did-what-to-whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What is said.
    pub predicate: Predicate,
    /// Who.
    pub subject: ChainId,
    /// Whom.
    pub object: Object,
    /// Further roles, in order of the text.
    pub fillers: Vec<Filler>,
    /// When.
    pub time: Option<Time>,
    /// Where.
    pub place: Option<Place>,
    /// How many.
    pub quantities: Vec<Quantity>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// How certain.
    pub modality: Modality,
    /// According to whom, nearest first, without the publisher.
    pub attribution: Vec<Source>,
    /// The office held, of a claim made from a title (`Prime Minister`).
    pub position: Option<Span>,
    /// The words.
    pub evidence: Evidence,
    /// The frame that fired; none for an open relation.
    pub frame: Option<FrameId>,
    /// How sure the reader is, 0 to 1.
    pub confidence: f32,
    /// The event of this document that it reports: claims with equal numbers report one event.
    pub event: u32,
}
