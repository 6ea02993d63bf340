//! From what a word evokes, or a verb alone, to claims: one for each agent and recipient, with time, place,
//! quantities, further roles, polarity, modality and sources.

use super::context::Context;
use super::evoke::{self, Match};
use super::filler::Actor;
use super::{Claim, Evidence, Filler, Object, Predicate, Time, factuality, setting};
use crate::mention::At;
use crate::schema::{FrameId, Modality, Polarity, Role, Slot};
use crate::syntax::Rel;
use crate::text::Span;

/// What claims are made of.
pub(super) struct Parts {
    pub predicate: Predicate,
    /// The frame that fired, if one did.
    pub frame: Option<FrameId>,
    pub trigger: At,
    /// The predicate that carries time, place and negation.
    pub clause: At,
    /// Whether that is another word than the trigger.
    pub light: bool,
    pub agents: Vec<Actor>,
    pub recipients: Vec<Actor>,
    /// Tokens of further roles.
    pub others: Vec<(Role, usize)>,
    /// Whether a participant was taken over from an earlier event.
    pub recalled: bool,
}

/// The claims of a frame that fired.
pub(super) fn of_match(
    context: &Context<'_>,
    matched: &Match,
    reference: Option<&(usize, Time)>,
) -> Vec<Claim> {
    let Some(relation) = context.schema.frame(matched.frame).relation else {
        return Vec::new();
    };
    let clause = At {
        token: evoke::clause_of(context, matched) as u32,
        ..matched.trigger
    };
    let parts = Parts {
        predicate: Predicate::Known(relation),
        frame: Some(matched.frame),
        trigger: matched.trigger,
        clause,
        light: matched.clause != matched.trigger,
        agents: matched.agents.clone(),
        recipients: matched.recipients.clone(),
        others: matched.others.clone(),
        recalled: matched.recalled,
    };
    claims(context, &parts, reference)
}

/// One claim for each agent and recipient.
pub(super) fn claims(context: &Context<'_>, parts: &Parts, reference: Option<&(usize, Time)>) -> Vec<Claim> {
    let schema = context.schema;
    let frame = parts.frame.map(|frame| schema.frame(frame));
    let colour = factuality::read(context, parts.trigger);
    let symmetric = match parts.predicate {
        Predicate::Known(relation) => schema.relation(relation).symmetric,
        Predicate::Open(_) => false,
    };
    let pairs = pairs(&parts.agents, &parts.recipients, symmetric);
    let clause = parts.clause;
    let time =
        setting::time(context, clause, parts.trigger).or_else(|| narrative(context, clause, reference));
    let place = setting::place(context, clause, parts.trigger, parts.light);
    let quantities = setting::quantities(context, clause, parts.trigger);
    let fillers = fillers(context, parts);
    let trigger = trigger_span(context, parts.trigger);
    let modality = if colour.modality == Modality::Actual {
        frame.and_then(|frame| frame.modality).unwrap_or_default()
    } else {
        colour.modality
    };
    let sentence = context.sentences[parts.trigger.sentence as usize].span;
    let spoken = frame.is_some_and(|frame| frame.has_slot(Role::Agent, &Slot::Speaker));
    let inverse = frame.is_some_and(|frame| frame.polarity == Some(Polarity::Negative));
    let denied = (colour.polarity == Polarity::Negative) != inverse;
    let polarity = |agent: &Actor, recipient: &Actor| {
        let own = |actor: &Actor| context.negations_of_argument(parts.trigger, actor.span, denied);
        if denied == ((own(agent) + own(recipient)) % 2 == 1) {
            Polarity::Positive
        } else {
            Polarity::Negative
        }
    };
    let make = |(agent, recipient): (Actor, Actor)| {
        // A speaker may stand in another sentence.
        let spans = [agent.span, recipient.span].into_iter();
        let clause = spans
            .filter(|span| sentence.contains(*span))
            .fold(trigger, Span::cover);
        let steps = f32::from(agent.steps + recipient.steps);
        Claim {
            predicate: parts.predicate.clone(),
            subject: agent.chain,
            object: Object::Actor(recipient.chain),
            fillers: fillers.clone(),
            time: time.clone(),
            place: place.clone().filter(|p| p.chain != Some(agent.chain)),
            quantities: quantities.clone(),
            polarity: polarity(&agent, &recipient),
            modality,
            attribution: colour
                .sources
                .iter()
                .filter(|s| s.chain != agent.chain || s.direct && !spoken)
                .cloned()
                .collect(),
            position: None,
            evidence: Evidence {
                trigger,
                subject: agent.span,
                object: recipient.span,
                clause,
            },
            frame: parts.frame,
            confidence: -steps - if parts.recalled { 2.0 } else { 0.0 },
            event: 0,
        }
    };
    pairs.into_iter().map(make).collect()
}

/// Who with whom: all combinations, or the pairs among the agents of a symmetric relation.
fn pairs(agents: &[Actor], recipients: &[Actor], symmetric: bool) -> Vec<(Actor, Actor)> {
    let mut found = Vec::new();
    for (i, a) in agents.iter().enumerate() {
        let others = if recipients.is_empty() && symmetric {
            &agents[i + 1..]
        } else {
            recipients
        };
        found.extend(others.iter().filter(|b| b.chain != a.chain).map(|b| (*a, *b)));
    }
    found
}

/// The plain past goes on in the time that the sentences before have set.
fn narrative(context: &Context<'_>, clause: At, reference: Option<&(usize, Time)>) -> Option<Time> {
    let tree = context.tree(clause);
    let (sentence, time) = reference?;
    let past = tree.xpos(clause.token as usize) == "VBD";
    let main = matches!(
        tree.rel(clause.token as usize),
        Rel::Root | Rel::Conj | Rel::Ccomp | Rel::Parataxis
    );
    let near = clause.sentence as usize - sentence <= 12;
    (past && main && near).then(|| Time {
        span: Span::default(),
        ..time.clone()
    })
}

/// The trigger with its particle, or with its light verb where they stand together.
fn trigger_span(context: &Context<'_>, trigger: At) -> Span {
    let tree = context.tree(trigger);
    let token = trigger.token as usize;
    let own = context.token_span(trigger);
    let particle = tree.child(token, &[Rel::CompoundPrt]).map(|p| {
        context.token_span(At {
            token: p as u32,
            ..trigger
        })
    });
    particle
        .filter(|p| p.start >= own.end && p.start - own.end <= 2)
        .map_or(own, |p| own.cover(p))
}

fn fillers(context: &Context<'_>, parts: &Parts) -> Vec<Filler> {
    let of = |(role, token): &(Role, usize)| {
        let at = At {
            token: *token as u32,
            ..parts.trigger
        };
        let chain = context.mention_at(at).and_then(|m| m.chains.first().copied());
        Filler {
            role: *role,
            chain,
            span: context.phrase(at),
        }
    };
    let mut found: Vec<Filler> = parts.others.iter().map(of).collect();
    found.sort_by_key(|f| (f.span.start, f.role));
    found.dedup();
    found
}
