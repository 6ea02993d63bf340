//! Games: teams that beat each other attack nobody.

use super::context::Context;
use super::evoke::Match;
use super::filler::Actor;
use crate::schema::SeedId;

/// Whether it is but a game: a verb of sport between teams that bear names of places.
pub(super) fn is_match(context: &Context<'_>, found: &Match) -> bool {
    let contest = &context.schema.lore.contest;
    let is_team = |actor: &Actor| {
        let chain = context.mentions.chain(actor.chain);
        let names = context.schema.names(&crate::schema::normalise(&chain.name));
        let place = |seed: SeedId| context.schema.class(context.schema.actor(seed).class).territorial;
        chain.seed.is_none()
            && Some(chain.class) == contest.class
            && names.iter().any(|(seed, _)| place(*seed))
    };
    let tree = context.tree(found.trigger);
    let verb = contest.verbs.contains(tree.lemma(found.trigger.token as usize));
    verb && found.agents.iter().any(is_team) && found.recipients.iter().all(is_team)
}
