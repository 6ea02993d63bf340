//! Who speaks through a noun phrase: the actors themselves, or whoever issued the document that it names.

use super::context::Context;
use super::filler::{self, Actor};
use crate::clause::roles::{arguments, preposition};
use crate::mention::At;
use crate::syntax::Rel;

/// The actors that speak through a noun phrase: themselves, or who issued the document that it names.
pub(super) fn speakers(context: &Context<'_>, at: At, cue: Option<At>) -> Vec<Actor> {
    if let Some(found) = issuers(context, at) {
        return found;
    }
    let found = filler::actors(context, at);
    if !found.is_empty() {
        return found;
    }
    cue.map(|cue| carriers(context, cue)).unwrap_or_default()
}

/// Who speaks through the document that a verb of saying names: `In a statement from X, it was said that …`.
pub(super) fn carriers(context: &Context<'_>, cue: At) -> Vec<Actor> {
    let tree = context.tree(cue);
    let phrases = arguments(tree, cue.token as usize).obliques;
    let mut documents = phrases
        .iter()
        .filter(|(p, _)| matches!(p.as_str(), "in" | "by" | "through" | "via"));
    documents
        .find_map(|(_, t)| {
            issuers(
                context,
                At {
                    token: *t as u32,
                    ..cue
                },
            )
        })
        .unwrap_or_default()
}

/// How many mentions a document's name looks back for who issued it.
const DOCUMENT_REACH: usize = 400;

/// Who issued a document: `a statement from X`, `X's report`; a definite one is the last that was spoken of.
fn issuers(context: &Context<'_>, at: At) -> Option<Vec<Actor>> {
    let mention = context.mention_at(at)?;
    let noun = mention
        .noun
        .map(|n| context.schema.noun(n))
        .filter(|n| n.document)?;
    if let Some(named) = named_issuers(context, at) {
        return Some(named);
    }
    let near = context
        .mentions
        .mentions
        .partition_point(|m| m.span.start < mention.span.start);
    let before = context.mentions.mentions[..near]
        .iter()
        .rev()
        .take(DOCUMENT_REACH);
    let documents = before.filter(|m| {
        m.noun.is_some_and(|n| {
            context.schema.noun(n).document && (n == mention.noun.unwrap_or(n) || noun.lemmas.len() > 9)
        })
    });
    documents
        .take(8)
        .find_map(|m| named_issuers(context, m.head))
        .or(Some(Vec::new()))
}

fn named_issuers(context: &Context<'_>, at: At) -> Option<Vec<Actor>> {
    let tree = context.tree(at);
    let token = at.token as usize;
    let by = tree.children(token).filter(|&c| match tree.rel(c) {
        Rel::NmodPoss | Rel::Compound | Rel::Amod => true,
        Rel::Nmod | Rel::Obl => matches!(preposition(tree, c).as_str(), "from" | "by" | "of" | "at"),
        _ => false,
    });
    let phrases = by.map(|c| {
        filler::actors(
            context,
            At {
                token: c as u32,
                ..at
            },
        )
    });
    let issued = tree
        .child(token, &[Rel::Acl])
        .into_iter()
        .flat_map(|v| arguments(tree, v).obliques)
        .filter(|(p, _)| p == "by")
        .map(|(_, t)| {
            filler::actors(
                context,
                At {
                    token: t as u32,
                    ..at
                },
            )
        });
    // `said in a statement`: the subject above issued it.
    let above = tree
        .head(token)
        .filter(|_| tree.rel(token).is_oblique())
        .and_then(|v| arguments(tree, v).subject)
        .map(|s| {
            filler::actors(
                context,
                At {
                    token: s as u32,
                    ..at
                },
            )
        });
    phrases.chain(issued).chain(above).find(|found| !found.is_empty())
}
