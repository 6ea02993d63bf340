//! When, where and how many: the time, place and quantities of the clause that a claim stands in.

use super::context::Context;
use super::{Place, Quantity, Time, en, filler};
use crate::clause::roles::{predicate_over, preposition};
use crate::mention::At;
use crate::syntax::{Rel, Upos};

/// The time that belongs to a clause: one in it, else one in a clause above that it completes,
/// else one that opens the sentence.
pub(super) fn time(context: &Context<'_>, clause: At, trigger: At) -> Option<Time> {
    let tree = context.tree(clause);
    let timexes = &context.timexes[clause.sentence as usize];
    let own = predicate_over(tree, clause.token as usize);
    let under = |token: usize, top: usize| tree.is_under(token, top);
    let trigger = trigger.token as usize;
    let near = |first: usize| first.abs_diff(trigger);
    let head = |first: usize, last: usize| {
        (first..last)
            .find(|i| tree.head(*i).is_none_or(|h| h < first || h >= last))
            .unwrap_or(first)
    };
    // Time phrases that hang on the clause itself, not on another clause below it.
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (k, timex) in timexes.iter().enumerate() {
        let at = head(timex.tokens.0, timex.tokens.1);
        let over = predicate_over(tree, tree.head(at).unwrap_or(at));
        if under(at, trigger) || over == own {
            found.push((near(timex.tokens.0), k));
        }
    }
    if let Some((_, k)) = found.iter().min() {
        return Some(timexes[*k].when());
    }
    let mut top = own;
    while let (Some(head), Rel::Xcomp | Rel::Conj | Rel::Advcl | Rel::Acl) = (tree.head(top), tree.rel(top)) {
        top = predicate_over(tree, head);
        let shared = timexes.iter().find(|t| {
            let at = (t.tokens.0..t.tokens.1)
                .find(|i| tree.head(*i).is_none_or(|h| h < t.tokens.0 || h >= t.tokens.1))
                .unwrap_or(t.tokens.0);
            predicate_over(tree, tree.head(at).unwrap_or(at)) == top && at < own
        });
        if let Some(timex) = shared {
            return Some(timex.when());
        }
    }
    None
}

/// The place of a clause.
pub(super) fn place(context: &Context<'_>, clause: At, trigger: At, light: bool) -> Option<Place> {
    let tree = context.tree(clause);
    let noun = tree.upos(trigger.token as usize) != Upos::Verb
        && tree.child(trigger.token as usize, &[Rel::Cop]).is_none();
    let over = tree.head(trigger.token as usize) == Some(clause.token as usize);
    // A bare noun takes its verb's place only where the verb says no more than that it happened.
    let mut holders = vec![trigger.token as usize];
    if !noun || light || over && en::occurs(tree.lemma(clause.token as usize)) {
        holders.push(clause.token as usize);
        holders.extend(
            tree.children(clause.token as usize)
                .filter(|&c| matches!(tree.rel(c), Rel::Obj)),
        );
    }
    // `an offensive against government forces in Aleppo`: whichever noun the place hangs from.
    let against = |c: &usize| {
        (tree.rel(*c).is_oblique() || tree.rel(*c).is_nominal_modifier())
            && tree.upos(*c) == Upos::Noun
            && preposition(tree, *c) == "against"
    };
    for i in 0..holders.len() {
        holders.extend(tree.children(holders[i]).filter(against));
    }
    holders.dedup();
    let to = |token: usize| At {
        token: token as u32,
        ..clause
    };
    let mut found: Vec<(usize, Place)> = Vec::new();
    for holder in holders {
        for c in tree.children(holder) {
            let near = c.abs_diff(trigger.token as usize);
            if tree.rel(c).is_oblique() || tree.rel(c).is_nominal_modifier() {
                found.extend(place_at(context, to(c)).map(|p| (near, p)));
            }
            // `southeast of Aleppo`.
            if en::is_direction(tree.lemma(c)) && !preposition(tree, c).starts_with("includ") {
                let inner = tree
                    .children(c)
                    .find(|&d| tree.rel(d).is_oblique() || tree.rel(d).is_nominal_modifier());
                let chain = inner.and_then(|d| territorial(context, to(d)));
                found.extend(chain.map(|chain| {
                    (
                        near,
                        Place {
                            chain: Some(chain),
                            span: context.phrase(to(c)),
                        },
                    )
                }));
            }
        }
    }
    // The nearest behind the trigger, where most places stand, else the nearest.
    found
        .into_iter()
        .min_by_key(|(near, place)| (place.span.start < context.token_span(trigger).start, *near))
        .map(|(_, place)| place)
}

fn place_at(context: &Context<'_>, at: At) -> Option<Place> {
    let tree = context.tree(at);
    let token = at.token as usize;
    let words = preposition(tree, token);
    if !en::is_local(&words) && !en::is_direction(&words) && !words.ends_with(" of") {
        return None;
    }
    let chain = territorial(context, at)?;
    Some(Place {
        chain: Some(chain),
        span: context.phrase(at),
    })
}

fn territorial(context: &Context<'_>, at: At) -> Option<crate::mention::ChainId> {
    let found = filler::actors(context, at);
    let chain = found.first()?.chain;
    let class = context.schema.class(context.mentions.chain(chain).class);
    class.territorial.then_some(chain)
}

/// Numbers on what is done, and tolls that the clause tells of.
pub(super) fn quantities(context: &Context<'_>, clause: At, trigger: At) -> Vec<Quantity> {
    let tree = context.tree(clause);
    let mut found = Vec::new();
    let mut holders: Vec<usize> = vec![trigger.token as usize];
    for c in tree.children(clause.token as usize) {
        if matches!(tree.rel(c), Rel::Obj | Rel::NsubjPass)
            || tree.rel(c).is_oblique() && en::is_toll(tree.lemma(c))
        {
            holders.push(c);
            // `seized control of 32 villages`.
            holders.extend(tree.children(c).filter(|&n| tree.rel(n).is_nominal_modifier()));
        }
    }
    if let Some(verb) = tree
        .head(trigger.token as usize)
        .filter(|&v| tree.upos(v) == Upos::Verb)
    {
        holders.extend(tree.children(verb).filter(|&c| en::is_toll(tree.lemma(c))));
    }
    holders.sort_unstable();
    holders.dedup();
    for holder in holders {
        for number in tree.children(holder).filter(|&c| tree.rel(c) == Rel::Nummod) {
            let at = At {
                token: number as u32,
                ..clause
            };
            let Some(value) = en::number(&context.form(at)) else {
                continue;
            };
            let span = context.subtree(at).cover(context.token_span(At {
                token: holder as u32,
                ..clause
            }));
            let words = context.subtree(at).of(context.text);
            let before = words
                .split_whitespace()
                .rev()
                .skip(1)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect::<Vec<_>>()
                .join(" ");
            found.push(Quantity {
                value,
                bound: en::bound(&before),
                unit: tree.lemma(holder).to_lowercase(),
                span,
            });
        }
    }
    found
}
