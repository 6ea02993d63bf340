//! What is told between two given stretches of a text, where it is known that something is.
//!
//! No claim need lead from the one to the other: the word that evokes a relation nearest to both in the tree answers.

use super::context::Context;
use super::lexicon::frames_of;
use super::{factuality, is_event};
use crate::mention::At;
use crate::schema::{FrameId, Modality, Polarity, RelationId};
use crate::syntax::{Tree, Upos};
use crate::text::Span;

/// What the words around two actors say of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The relation.
    pub relation: RelationId,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// How certain.
    pub modality: Modality,
    /// The word that evokes it.
    pub trigger: Span,
}

/// The distance to an actor that stands in another sentence.
const FAR: usize = 6;

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
    let cost = |token: usize| {
        let way = |end: Option<usize>| end.map_or(FAR, |end| distance(tree, token, end));
        let nominal = usize::from(tree.upos(token) != Upos::Verb);
        2 * (way(from) + way(to)) + nominal
    };
    let evoked = |token: usize| Some((token, relation(context, At::new(sentence, token))?));
    let candidates = (0..tree.len()).filter_map(evoked);
    let (token, (frame, relation)) = candidates.min_by_key(|(token, _)| (cost(*token), *token))?;
    let at = At::new(sentence, token);
    let colour = factuality::read(context, at);
    let frame = context.schema.frame(frame);
    let inverse = frame.polarity == Some(Polarity::Negative);
    let denied = (colour.polarity == Polarity::Negative) != inverse;
    Some(Guess {
        relation,
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

/// The event that a word evokes first.
fn relation(context: &Context<'_>, at: At) -> Option<(FrameId, RelationId)> {
    let schema = context.schema;
    let frames = frames_of(context, at).into_iter();
    let mut events = frames.filter_map(|id| Some((id, schema.frame(id).relation?)));
    events.find(|(_, relation)| is_event(schema, *relation))
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
