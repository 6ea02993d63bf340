//! Which claims of a document report one event, and whom a bare event noun (`the clashes`) is about.

use super::context::Context;
use super::evoke::Match;
use super::filler::Actor;
use super::{Claim, Object, Predicate};
use crate::mention::ChainId;
use crate::schema::{CategoryId, RelationId, Schema};
use crate::syntax::{Rel, Tree};
use std::collections::HashMap;

/// How many claims a bare noun looks back.
pub(super) const REACH: usize = 24;

/// The topmost relation above one.
pub(super) fn family(schema: &Schema, relation: RelationId) -> RelationId {
    schema.ancestors(relation).last().unwrap_or(relation)
}

fn category(schema: &Schema, claim: &Claim) -> Option<CategoryId> {
    match claim.predicate {
        Predicate::Known(relation) => Some(schema.relation(relation).category),
        Predicate::Open(_) => None,
    }
}

/// Completes a noun that lacks a participant from the last event of its kind, if the noun is definite
/// (`the clashes`, `the phone call with X`).
pub(super) fn recall(context: &Context<'_>, found: &mut Match, claims: &[Claim]) {
    let schema = context.schema;
    let Some(relation) = schema.frame(found.frame).relation else {
        return;
    };
    let tree = context.tree(found.trigger);
    let token = found.trigger.token as usize;
    let definite = is_definite(tree, token);
    let topic = matches!(tree.rel(token), Rel::Nsubj | Rel::NsubjPass)
        || !found.agents.is_empty()
        || !found.recipients.is_empty();
    if !definite || !topic {
        return;
    }
    let wanted = schema.relation(relation).category;
    if !super::is_event(schema, relation) {
        return;
    }
    let known: Vec<ChainId> = found
        .agents
        .iter()
        .chain(&found.recipients)
        .map(|a| a.chain)
        .collect();
    let fits = |c: &&Claim| {
        let Object::Actor(object) = c.object else {
            return false;
        };
        let classes = (
            context.mentions.chain(c.subject).class,
            context.mentions.chain(object).class,
        );
        let relation = schema.relation(relation);
        if !schema.allows(&relation.domain, classes.0) || !schema.allows(&relation.range, classes.1) {
            return false;
        }
        category(schema, c) == Some(wanted) && known.iter().all(|k| *k == c.subject || *k == object)
    };
    let noun = context.tree(found.trigger).lemma(token).to_lowercase();
    let mut recent = claims.iter().rev().take(REACH).filter(fits);
    let Some(event) = recent
        .clone()
        .find(|c| is_called(context, c, &noun))
        .or_else(|| recent.next())
    else {
        return;
    };
    let Object::Actor(object) = event.object else {
        return;
    };
    let span = context.token_span(found.trigger);
    let actor = |chain| Actor {
        chain,
        span,
        steps: 2,
    };
    let span_of = |chain: ChainId| {
        found
            .agents
            .iter()
            .chain(&found.recipients)
            .find(|a| a.chain == chain)
            .copied()
    };
    let (subject, object) = (
        span_of(event.subject).unwrap_or(actor(event.subject)),
        span_of(object).unwrap_or(actor(object)),
    );
    found.agents = vec![subject];
    found.recipients = vec![object];
    found.recalled = true;
}

/// Whether a noun takes up something known (`the attack`).
pub(super) fn is_definite(tree: &Tree, noun: usize) -> bool {
    tree.children(noun)
        .any(|c| matches!(tree.lemma(c), "the" | "this" | "that" | "these" | "those"))
}

/// Whether a claim's trigger is the same word.
fn is_called(context: &Context<'_>, claim: &Claim, noun: &str) -> bool {
    let words = claim.evidence.trigger.of(context.text).to_lowercase();
    words == noun || words.trim_end_matches('s') == noun.trim_end_matches('s')
}

/// The agent of the last event that a noun means, where somebody acts against the event (`counter the offensive`).
pub(super) fn doer(context: &Context<'_>, token: crate::mention::At, claims: &[Claim]) -> Vec<Actor> {
    let schema = context.schema;
    let frames = super::lexicon::noun_frames(context, token);
    let Some(relation) = frames.iter().find_map(|f| schema.frame(*f).relation) else {
        return Vec::new();
    };
    let wanted = schema.relation(relation).category;
    let noun = context.tree(token).lemma(token.token as usize).to_lowercase();
    let mut recent = claims
        .iter()
        .rev()
        .take(REACH)
        .filter(|c| category(schema, c) == Some(wanted));
    let Some(event) = recent
        .clone()
        .find(|c| is_called(context, c, &noun))
        .or_else(|| recent.next())
    else {
        return Vec::new();
    };
    vec![Actor {
        chain: event.subject,
        span: context.token_span(token),
        steps: 2,
    }]
}

/// Numbers the events: claims of one relation family with the same participants and compatible
/// time report one.
pub(super) fn number(schema: &Schema, claims: &mut [Claim]) {
    let mut seen: HashMap<Alike, Vec<usize>> = HashMap::new();
    let mut next = 0;
    for i in 0..claims.len() {
        let alike = seen.entry(alike(schema, &claims[i])).or_default();
        let same = alike
            .iter()
            .rev()
            .copied()
            .find(|&k| is_same(schema, &claims[k], &claims[i]));
        claims[i].event = if let Some(k) = same {
            claims[k].event
        } else {
            alike.push(i);
            next += 1;
            next - 1
        };
    }
}

/// What claims of one event have in common at least: relation family and participants in any order.
type Alike = (Option<RelationId>, u32, u32);

fn alike(schema: &Schema, claim: &Claim) -> Alike {
    let relation = match claim.predicate {
        Predicate::Known(relation) => Some(family(schema, relation)),
        Predicate::Open(_) => None,
    };
    let object = match claim.object {
        Object::Actor(object) => object.0,
        Object::Literal(_) => u32::MAX,
    };
    (relation, claim.subject.0.min(object), claim.subject.0.max(object))
}

fn is_same(schema: &Schema, a: &Claim, b: &Claim) -> bool {
    let (Predicate::Known(p), Predicate::Known(q)) = (&a.predicate, &b.predicate) else {
        return false;
    };
    let straight = a.subject == b.subject && a.object == b.object;
    let crossed = match (&a.object, &b.object) {
        (Object::Actor(x), Object::Actor(y)) => {
            schema.relation(*p).symmetric && a.subject == *y && b.subject == *x
        }
        _ => false,
    };
    let times = match (&a.time, &b.time) {
        (Some(s), Some(t)) => s.begin <= t.end && t.begin <= s.end,
        _ => true,
    };
    family(schema, *p) == family(schema, *q) && (straight || crossed) && times && a.modality == b.modality
}
