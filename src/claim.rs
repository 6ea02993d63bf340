//! What is said to have happened or to hold, by whom, when, where, how certain.
//!
//! Input: sentences, trees and mentions of one document, its day of publication, the [`Schema`].
//! Output: [`Claim`]s in order of the text, each from words of one clause, with its evidence.

mod allegation;
mod attribution;
mod between;
mod compose;
mod confidence;
mod construct;
mod context;
mod en;
mod event;
mod evoke;
mod factuality;
mod filler;
mod game;
mod lexicon;
mod light;
mod open;
mod phrase;
mod setting;
mod speaker;
mod speech;
mod time;

use crate::clause::roles;
use crate::mention::{At, ChainId, Mentions};
use crate::schema::{FrameId, Modality, Polarity, RelationId, Role, Schema, Slot};
use crate::syntax::{Tree, Upos};
use crate::text::Span;
use crate::token::Sentence;
pub use attribution::Attribution;
pub use between::Guess;
use context::Context;
pub use context::Speech;
use evoke::Match;
use filler::Actor;
use jiff::civil::Date;
use std::collections::HashSet;

/// What a claim says of its subject and object.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Predicate {
    /// A relation of the ontology, the most specific that fits.
    Known(RelationId),
    /// A verb that no frame covers.
    Open(OpenVerb),
}

/// What a verb that no frame covers is called by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OpenVerb {
    /// Its lemma, with its particle after a blank (`call off`).
    pub lemma: String,
    /// The preposition of the second party, of a verb without an object (`side` *with*).
    pub preposition: Option<String>,
}

impl std::fmt::Display for OpenVerb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lemma)?;
        match &self.preposition {
            Some(preposition) => write!(f, " {preposition}"),
            None => Ok(()),
        }
    }
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

impl Time {
    /// ISO 8601: a day, a month, a year, or an interval with `/`.
    #[must_use]
    pub fn iso(&self) -> String {
        let (begin, end) = (self.begin.to_string(), self.end.to_string());
        match self.precision {
            Precision::Day => begin,
            Precision::Month => begin[..begin.len() - 3].to_owned(),
            Precision::Year => begin[..begin.len() - 6].to_owned(),
            Precision::Interval => format!("{begin}/{end}"),
        }
    }
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

/// What the stage reads of a document.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The text as read.
    pub text: &'a str,
    /// Its sentences.
    pub sentences: &'a [Sentence],
    /// Their trees.
    pub trees: &'a [Tree],
    /// Who is spoken of.
    pub mentions: &'a Mentions,
    /// Day of publication, against which relative dates are resolved.
    pub date: Option<Date>,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// Whether verbs that no frame covers make claims too, with [`Predicate::Open`].
    pub open: bool,
}

/// Reads the claims of a document.
///
/// ```
/// use whowhom::{reading::Reader, schema::Schema, syntax::Model};
/// let (schema, model) = (Schema::embedded(), Model::english());
/// let reading = Reader::new(schema, &model).read_text("Russia attacked Georgia, France said.");
/// let claim = &reading.claims[0];
/// assert_eq!(reading.mentions.chain(claim.subject).name, "Russia");
/// assert_eq!(reading.mentions.chain(claim.attribution[0].chain).name, "France");
/// ```
#[must_use]
pub fn read(input: Input<'_>, schema: &Schema) -> Vec<Claim> {
    let context = context(input, schema);
    let mut claims = Vec::new();
    let mut reference: Option<(usize, Time)> = None;
    let mut from = 0;
    for sentence in 0..input.sentences.len() {
        let mut found = of_sentence(&context, sentence, &claims, &mut reference);
        let mentions = &input.mentions.mentions;
        let end = from
            + mentions[from..]
                .iter()
                .take_while(|m| m.head.sentence as usize <= sentence)
                .count();
        for mention in &mentions[from..end] {
            for mut claim in construct::of_mention(&context, mention) {
                construct::attribute(&mut claim, factuality::read(&context, mention.head));
                found.push(claim);
            }
        }
        from = end;
        if input.open {
            let more = open::of_sentence(&context, sentence, &found, reference.as_ref());
            found.extend(more);
        }
        found.sort_by_key(|c| (c.evidence.trigger.start, c.evidence.clause.start));
        found.extend(allegation::of_claims(&context, &found));
        distinct(schema, &mut found);
        claims.extend(found);
    }
    claims.retain(|c| c.object != Object::Actor(c.subject) && !c.evidence.trigger.is_empty());
    for claim in &mut claims {
        claim.confidence = confidence::of(&context, claim);
    }
    event::number(schema, &mut claims);
    claims
}

/// What is looked at all the while.
fn context<'a>(input: Input<'a>, schema: &'a Schema) -> Context<'a> {
    let mut context = Context {
        text: input.text,
        sentences: input.sentences,
        trees: input.trees,
        schema,
        mentions: input.mentions,
        publisher: input.publisher,
        heads: input.mentions.by_head(),
        timexes: timexes(input.text, input.sentences, input.date),
        prominent: std::cell::OnceCell::new(),
        quotes: speech::quotations(input.text),
        speeches: Vec::new(),
    };
    context.speeches = speech::find(&context);
    context
}

/// Who speaks which words: quotations, and what is announced by a colon or ends in `…, X said`.
#[must_use]
pub fn speeches(input: Input<'_>, schema: &Schema) -> Vec<Speech> {
    context(input, schema).speeches
}

/// Who says or thinks what, also those who are no actors, and also what makes no claim.
#[must_use]
pub fn attributions(input: Input<'_>, schema: &Schema) -> Vec<Attribution> {
    attribution::find(&context(input, schema))
}

/// What is told between two given stretches of a text, where it is known that something is.
///
/// ```
/// use whowhom::{claim, reading::Reader, schema::Schema, syntax::Model, text::Span};
/// let (schema, model) = (Schema::embedded(), Model::english());
/// let text = "Sudan wants an end to the sanctions that Chad keeps up.";
/// let reading = Reader::new(schema, &model).read_text(text);
/// let guess = claim::between(reading.claim_input(), schema, Span::new(41, 45), Span::new(0, 5)).unwrap();
/// assert_eq!(schema.relation(guess.relation).name, "sanctioned");
/// ```
#[must_use]
pub fn between(input: Input<'_>, schema: &Schema, subject: Span, object: Span) -> Option<Guess> {
    between::find(&context(input, schema), subject, object)
}

/// The stretches of a text between quotation marks; a paragraph that opens again without closing goes on.
#[must_use]
pub fn quotations(text: &str) -> Vec<Span> {
    speech::quotations(text)
}

/// The time expressions of a text, resolved against its day of publication.
///
/// ```
/// use whowhom::{claim::times, reading::Reader, schema::Schema, syntax::Model};
/// let (schema, model) = (Schema::embedded(), Model::english());
/// let reading = Reader::new(schema, &model).read_text("They met in May 1999.");
/// let found = times("They met in May 1999.", &reading.sentences, None);
/// assert_eq!(found[0].iso(), "1999-05");
/// ```
#[must_use]
pub fn times(text: &str, sentences: &[Sentence], date: Option<Date>) -> Vec<Time> {
    let timexes = timexes(text, sentences, date).into_iter().flatten();
    timexes.map(|timex| timex.time).collect()
}

fn timexes(text: &str, sentences: &[Sentence], date: Option<Date>) -> Vec<Vec<time::Timex>> {
    let of = |sentence: &Sentence| {
        let tokens = sentence.tokens.iter();
        let words = tokens.clone().map(|token| token.form(text).to_lowercase());
        (words.collect(), tokens.map(|token| token.span).collect())
    };
    time::find_all(sentences.iter().map(of), date).collect()
}

/// The claims that frames make in one sentence.
fn of_sentence(
    context: &Context<'_>,
    sentence: usize,
    before: &[Claim],
    reference: &mut Option<(usize, Time)>,
) -> Vec<Claim> {
    let tree = &context.trees[sentence];
    let mut found: Vec<Claim> = Vec::new();
    let mut now: Option<Time> = None;
    for token in 0..tree.len() {
        let at = At::new(sentence, token);
        for mut matched in evoke::at(context, at) {
            if construct::is_construction(&matched, context) || game::is_match(context, &matched) {
                continue;
            }
            let frame = context.schema.frame(matched.frame);
            // Only the latest events can be taken up again.
            let all = || {
                let recent = &before[before.len().saturating_sub(event::REACH)..];
                recent.iter().chain(&found).cloned().collect::<Vec<_>>()
            };
            if !evoke::is_whole(context, &matched, frame)
                && matches!(tree.upos(token), Upos::Noun | Upos::Propn)
                && !matched.inert
            {
                event::recall(context, &mut matched, &all());
            }
            if matched.recipients.is_empty() && !matched.agents.is_empty() {
                matched.recipients = against_event(context, &matched, &all());
            }
            if evoke::is_whole(context, &matched, frame) {
                let made = compose::of_match(context, &matched, reference.as_ref());
                now = now.or_else(|| {
                    made.iter()
                        .find_map(|c| c.time.clone().filter(|t| !t.span.is_empty()))
                });
                found.extend(made);
            }
        }
    }
    // The time that a sentence opens with holds for the plain past of those behind it.
    let opening = context.timexes[sentence]
        .iter()
        .find(|t| t.time.precision == Precision::Day && t.tokens.0 <= 4)
        .map(|t| t.time.clone());
    if let Some(time) = opening.or(now).filter(|t| t.precision == Precision::Day) {
        *reference = Some((sentence, time));
    }
    found
}

/// Whether a relation is something that happens, not a role that somebody has: events have a CAMEO root.
fn is_event(schema: &Schema, relation: RelationId) -> bool {
    schema
        .category(schema.relation(relation).category)
        .cameo
        .is_some()
}

/// Whom an act against an event is against: `counter the offensive`.
fn against_event(context: &Context<'_>, matched: &Match, claims: &[Claim]) -> Vec<Actor> {
    let tree = context.tree(matched.trigger);
    let object = roles::arguments(tree, matched.clause.token as usize).object;
    let frame = context.schema.frame(matched.frame);
    let token = object.filter(|&o| {
        tree.upos(o) == Upos::Noun
            && o != matched.trigger.token as usize
            && frame.has_slot(Role::Recipient, &Slot::Object)
            && event::is_definite(tree, o)
    });
    let doers = token
        .map(|o| {
            event::doer(
                context,
                At {
                    token: o as u32,
                    ..matched.trigger
                },
                claims,
            )
        })
        .unwrap_or_default();
    let classes = context.schema.recipient_classes(matched.frame);
    doers
        .into_iter()
        .filter(|d| {
            context
                .schema
                .allows(classes, context.mentions.chain(d.chain).class)
                && matched.agents.iter().all(|a| a.chain != d.chain)
        })
        .collect()
}

/// Drops what a sentence says twice: the same relation (or a wider one) between the same two from two triggers.
fn distinct(schema: &Schema, claims: &mut Vec<Claim>) {
    let key = |c: &Claim| {
        let (relation, symmetric) = match &c.predicate {
            Predicate::Known(r) => (event::family(schema, *r), schema.relation(*r).symmetric),
            Predicate::Open(_) => (RelationId(u16::MAX), false),
        };
        let (subject, object) = match &c.object {
            Object::Actor(o) if symmetric && o.0 < c.subject.0 => (*o, Object::Actor(c.subject)),
            other => (c.subject, other.clone()),
        };
        (relation, subject.0, format!("{object:?}"), c.polarity, c.modality)
    };
    // The more special relation stays.
    let depth = |c: &Claim| match &c.predicate {
        Predicate::Known(r) => schema.ancestors(*r).count(),
        Predicate::Open(_) => 0,
    };
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(depth(&claims[i])), i));
    let mut seen = HashSet::new();
    let mut keep = vec![false; claims.len()];
    for i in order {
        keep[i] = seen.insert(key(&claims[i]));
    }
    let mut at = 0;
    claims.retain(|_| {
        at += 1;
        keep[at - 1]
    });
}
