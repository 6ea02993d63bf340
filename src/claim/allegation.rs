//! What is alleged by telling it: who says that another did what is a reproach accuses them.

use super::context::Context;
use super::factuality;
use super::filler::Actor;
use super::{Claim, Evidence, Object, Predicate, Source};
use crate::mention::{At, ChainId};
use crate::schema::{Construction, FrameId, Modality, Polarity};

/// Who says the clause of a word, as its nearest sources.
pub(super) fn speakers(context: &Context<'_>, at: At) -> Vec<Actor> {
    let sources = factuality::read(context, at).sources;
    let actor = |source: &Source| Actor {
        chain: source.chain,
        span: source.span,
        steps: 1,
    };
    nearest(&sources).iter().map(actor).collect()
}

/// The sources of the first link: all that one cue names.
fn nearest(sources: &[Source]) -> &[Source] {
    let same = sources
        .iter()
        .take_while(|source| source.span == sources[0].span)
        .count();
    &sources[..same]
}

/// The accusations that lie in telling of other claims, one for each source and accused.
pub(super) fn of_claims(context: &Context<'_>, claims: &[Claim]) -> Vec<Claim> {
    let mut found: Vec<Claim> = Vec::new();
    for claim in claims.iter().filter(|claim| is_reproach(context, claim)) {
        for source in nearest(&claim.attribution) {
            let known = |c: &&Claim| c.subject == source.chain && c.object == Object::Actor(claim.subject);
            // What is said of the two in so many words stands.
            let said = claims.iter().filter(known).any(|c| is_accusation(context, c));
            if !said && !found.iter().any(|c| known(&c)) && are_apart(context, source.chain, claim) {
                found.extend(allegation(context, claim, source));
            }
        }
    }
    found
}

/// Whether a claim is of the kind that an allegation makes.
fn is_accusation(context: &Context<'_>, claim: &Claim) -> bool {
    let Predicate::Known(relation) = claim.predicate else {
        return false;
    };
    let category = |relation| context.schema.relation(relation).category;
    let made = frame(context).and_then(|frame| context.schema.frame(frame).relation);
    made.is_some_and(|made| category(made) == category(relation))
}

/// The construction's frame.
fn frame(context: &Context<'_>) -> Option<FrameId> {
    let frames = context.schema.frames_for_construction(Construction::Allegation);
    frames.first().copied()
}

/// Whether a claim says that somebody did what they may be reproached with.
fn is_reproach(context: &Context<'_>, claim: &Claim) -> bool {
    let Predicate::Known(relation) = claim.predicate else {
        return false;
    };
    let relation = context.schema.relation(relation);
    // To fight outlaws is no reproach.
    let victim = match claim.object {
        Object::Actor(victim) => context.mentions.chain(victim).class,
        Object::Literal(_) => return false,
    };
    context.schema.category(relation.category).reproach
        && !relation.symmetric
        && !context.schema.class(victim).outlaw
        && claim.polarity == Polarity::Positive
        && claim.modality == Modality::Actual
        && claim.frame.is_some()
}

/// Whether source and accused belong to different sides; who has neither name nor country takes none.
fn are_apart(context: &Context<'_>, source: ChainId, claim: &Claim) -> bool {
    let chain = context.mentions.chain(source);
    let sides = [source, claim.subject].map(|chain| side(context, chain));
    (chain.named || chain.of.is_some()) && sides[0] != sides[1]
}

/// The country or body that an actor stands for.
fn side(context: &Context<'_>, mut chain: ChainId) -> ChainId {
    for _ in 0..4 {
        match context.mentions.chain(chain).of {
            Some(of) => chain = of,
            None => break,
        }
    }
    chain
}

fn allegation(context: &Context<'_>, claim: &Claim, source: &Source) -> Option<Claim> {
    let frame = frame(context)?;
    let allows = |classes, chain| {
        context
            .schema
            .allows(classes, context.mentions.chain(chain).class)
    };
    let relation = context.schema.frame(frame).relation?;
    let fits = allows(context.schema.agent_classes(frame), source.chain)
        && allows(context.schema.recipient_classes(frame), claim.subject);
    fits.then(|| Claim {
        predicate: Predicate::Known(relation),
        subject: source.chain,
        object: Object::Actor(claim.subject),
        fillers: Vec::new(),
        time: None,
        place: None,
        quantities: Vec::new(),
        polarity: Polarity::Positive,
        modality: Modality::Actual,
        attribution: claim.attribution[nearest(&claim.attribution).len()..].to_vec(),
        position: None,
        evidence: Evidence {
            trigger: claim.evidence.trigger,
            subject: source.span,
            object: claim.evidence.subject,
            clause: claim.evidence.clause,
        },
        frame: Some(frame),
        confidence: claim.confidence - 1.0,
        event: 0,
    })
}
