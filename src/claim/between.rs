//! What is told between two given stretches of a text, where it is known that something is.
//!
//! No claim need lead from the one to the other: the word that evokes a relation nearest to both in the tree answers.

use super::context::Context;
use super::lexicon::frames_of;
use super::{evoke, factuality, is_event};
use crate::mention::At;
use crate::schema::{FrameId, Modality, Polarity, RelationId};
use crate::syntax::{Rel, Tree, Upos};
use crate::text::Span;

/// What the words around two actors say of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The relation.
    pub relation: RelationId,
    /// The frame that the word evokes.
    pub frame: FrameId,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// How certain.
    pub modality: Modality,
    /// The word that evokes it.
    pub trigger: Span,
}

/// The distance to an actor that stands in another sentence.
const FAR: usize = 6;

/// What a word of saying is farther off than what it tells.
const SAYING: usize = 8;

/// The relation whose word is nearest to both; none where no word of the sentence evokes one.
pub(super) fn find(context: &Context<'_>, subject: Span, object: Span) -> Option<Guess> {
    let touched =
        |span: Span| move |s: &crate::token::Sentence| s.span.start < span.end && span.start < s.span.end;
    let both = context
        .sentences
        .iter()
        .position(|s| touched(subject)(s) && touched(object)(s));
    let sentence = both.or_else(|| context.sentences.iter().position(touched(object)))?;
    let tree = &context.trees[sentence];
    let (from, to) = (head(context, sentence, subject), head(context, sentence, object));
    let way = |token: usize, end: Option<usize>| end.map_or(FAR, |end| distance(tree, token, end));
    let evoked = |token: usize| {
        let word = word(context, At::new(sentence, token))?;
        // A noun stands where its light verb does.
        let place = word.light.unwrap_or(token);
        let nominal = usize::from(tree.upos(token) != Upos::Verb && word.light.is_none());
        let saying = if word.says { SAYING } else { 0 };
        let cost = 2 * (way(place, from) + way(place, to)) + nominal + saying;
        Some((cost, token, word))
    };
    let candidates = (0..tree.len()).filter_map(evoked);
    let (_, token, word) = candidates.min_by_key(|(cost, token, _)| (*cost, *token))?;
    let at = At::new(sentence, token);
    let colour = factuality::read(context, at);
    let frame = context.schema.frame(word.frame);
    let inverse = frame.polarity == Some(Polarity::Negative);
    let denied = (colour.polarity == Polarity::Negative) != inverse;
    Some(Guess {
        relation: word.relation,
        frame: word.frame,
        polarity: if denied {
            Polarity::Negative
        } else {
            Polarity::Positive
        },
        modality: match colour.modality {
            Modality::Actual => frame.modality.unwrap_or_default(),
            modality => modality,
        },
        trigger: context.token_span(at),
    })
}

/// A word that evokes an event.
struct Word {
    frame: FrameId,
    relation: RelationId,
    /// The light verb of a noun.
    light: Option<usize>,
    /// Whether it tells what somebody says, so that what is said goes before.
    says: bool,
}

/// The event that a word evokes: of the frames that it may evoke the first.
fn word(context: &Context<'_>, at: At) -> Option<Word> {
    let schema = context.schema;
    let frames = frames_of(context, at);
    let tree = context.tree(at);
    let content = tree
        .child(at.token as usize, &[Rel::Ccomp, Rel::Parataxis])
        .is_some();
    let says = content && frames.iter().any(|id| schema.frame(*id).attributes);
    let events = frames
        .into_iter()
        .filter_map(|id| Some((id, schema.frame(id).relation.filter(|r| is_event(schema, *r))?)));
    let mut fitting = events.filter_map(|(frame, relation)| {
        let light = evoke::fits(context, at, frame)?.light;
        Some(Word {
            frame,
            relation,
            light,
            says,
        })
    });
    fitting.next()
}

/// The word of a stretch that all others of it in a sentence hang on.
fn head(context: &Context<'_>, sentence: usize, span: Span) -> Option<usize> {
    let tokens = &context.sentences[sentence].tokens;
    let inside = |i: usize| tokens[i].span.start < span.end && span.start < tokens[i].span.end;
    let tree = &context.trees[sentence];
    (0..tree.len()).find(|&i| inside(i) && tree.head(i).is_none_or(|head| !inside(head)))
}

/// How many arcs lie between two words.
fn distance(tree: &Tree, a: usize, b: usize) -> usize {
    let up = |from: usize| {
        let next = |i: &usize| tree.head(*i);
        std::iter::successors(Some(from), next)
            .take(tree.len())
            .collect::<Vec<_>>()
    };
    let (left, right) = (up(a), up(b));
    let meeting = left.iter().enumerate().find_map(|(i, x)| {
        let j = right.iter().position(|y| x == y)?;
        Some(i + j)
    });
    meeting.unwrap_or(FAR)
}
