//! Open relations: what a verb says that no frame covers, named by its lemma.
//!
//! Both parties must be actors and arguments of that verb: the subject, and the object or, of a verb without one,
//! the first nominal with a preposition, which then belongs to the name (`side with`).

use super::compose::{self, Parts};
use super::context::Context;
use super::filler::{Actor, actors};
use super::lexicon::verb_frames;
use super::{Claim, OpenVerb, Predicate, Time, en};
use crate::clause::{self, roles};
use crate::mention::At;
use crate::schema::FrameId;
use crate::syntax::Rel;

/// The open claims of a sentence in which `found` was claimed.
pub(super) fn of_sentence(
    context: &Context<'_>,
    sentence: usize,
    found: &[Claim],
    reference: Option<&(usize, Time)>,
) -> Vec<Claim> {
    let tree = &context.trees[sentence];
    let clauses = clause::clauses(tree).into_iter();
    let verbs = clauses.filter_map(|clause| clause.verb(tree));
    verbs
        .map(|token| At::new(sentence, token))
        .filter(|at| is_free(context, *at, found))
        .filter_map(|at| parts(context, at))
        .flat_map(|parts| compose::claims(context, &parts, reference))
        .collect()
}

/// Whether nothing is claimed by a verb yet and it does not only colour what another says.
fn is_free(context: &Context<'_>, at: At, found: &[Claim]) -> bool {
    let span = context.token_span(at);
    let claimed = |claim: &Claim| {
        claim.evidence.trigger.contains(span)
            || claim.evidence.clause.contains(span)
                && claim
                    .frame
                    .is_some_and(|f| !context.schema.frame(f).lights.is_empty())
    };
    let colours = |frame: &FrameId| context.schema.frame(*frame).relation.is_none();
    !found.iter().any(claimed) && !verb_frames(context, at).iter().any(colours)
}

/// Who does something to whom by a verb, and what the relation is called.
fn parts(context: &Context<'_>, at: At) -> Option<Parts> {
    let tree = context.tree(at);
    let token = at.token as usize;
    let lemma = tree.lemma(token).to_lowercase();
    if en::is_copular(&lemma) {
        return None;
    }
    let arguments = roles::arguments(tree, token);
    let to = |token: usize| At {
        token: token as u32,
        ..at
    };
    let filled = |token: usize| {
        let mut found = actors(context, to(token));
        found.retain(|actor| is_actor(context, actor));
        found
    };
    let agents = filled(context.subject_of(at, arguments.subject)?);
    let (mark, recipients) = if let Some(object) = arguments.object {
        (None, filled(object))
    } else {
        let of_agent = |preposition: &str| arguments.passive && preposition == "by";
        let mut obliques = arguments.obliques.iter().filter(|(p, _)| !of_agent(p));
        obliques.find_map(|(preposition, token)| {
            let found = filled(*token);
            (!found.is_empty() && !context.is_time(to(*token))).then(|| (Some(preposition.clone()), found))
        })?
    };
    let particle = tree
        .child(token, &[Rel::CompoundPrt])
        .map(|p| tree.lemma(p).to_lowercase());
    let lemma = particle.map_or(lemma.clone(), |particle| format!("{lemma} {particle}"));
    (!agents.is_empty() && !recipients.is_empty()).then(|| Parts {
        predicate: Predicate::Open(OpenVerb {
            lemma,
            preposition: mark,
        }),
        frame: None,
        trigger: at,
        clause: at,
        light: false,
        agents,
        recipients,
        others: Vec::new(),
        recalled: false,
    })
}

/// Whether an actor can act: no mere place.
fn is_actor(context: &Context<'_>, actor: &Actor) -> bool {
    let class = context.schema.class(context.mentions.chain(actor.chain).class);
    !class.is_mere_place()
}
