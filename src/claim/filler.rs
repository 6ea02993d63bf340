//! From the token that fills a place to the actors it stands for: coordination, relative pronouns,
//! possessions that stand for their owner, examples (`targets, including an airbase`).

use super::context::Context;
use crate::clause::roles::{is_relative, preposition};
use crate::mention::{At, ChainId, Kind};
use crate::syntax::{Rel, Tree, Upos};
use crate::text::Span;

/// An actor at a place, with the words that stand for it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Actor {
    pub chain: ChainId,
    pub span: Span,
    /// How many steps lay between the place and the mention (a pronoun counts as one).
    pub steps: u8,
}

const DEPTH: u8 = 5;
/// How many mentions back a number without a noun counts.
const NEAR: usize = 12;

/// The actors that fill the place of a token.
pub(super) fn actors(context: &Context<'_>, at: At) -> Vec<Actor> {
    let mut found = Vec::new();
    fill(context, at, 0, &mut found);
    let mut seen = Vec::new();
    found.retain(|a| {
        let new = !seen.contains(&a.chain);
        seen.push(a.chain);
        new
    });
    found
}

fn fill(context: &Context<'_>, at: At, steps: u8, found: &mut Vec<Actor>) {
    if steps > DEPTH {
        return;
    }
    let tree = context.tree(at);
    let token = at.token as usize;
    let to = |i: usize| At {
        token: i as u32,
        ..at
    };
    if let Some(antecedent) = relative_antecedent(context, at) {
        let before = found.len();
        fill(context, antecedent, steps + 1, found);
        // `X passed a law, which Y criticised`: the law stands for who made it.
        let object = tree.rel(token) == Rel::Obj && tree.lemma(token) == "which";
        if found.len() == before
            && object
            && let Some(maker) = maker_of(tree, antecedent.token as usize)
        {
            fill(context, to(maker), steps + 2, found);
        }
        return;
    }
    let before = found.len();
    own(context, at, steps, found);
    if found.len() == before {
        match counted(context, at) {
            Some(group) => own(context, group, steps + 1, found),
            None => stand_in(context, at, steps, found),
        }
    }
    if steps == 0
        && let Some(example) = example_behind(context, at)
    {
        fill(context, example, steps + 1, found);
    }
    for c in tree.children(token) {
        let more = match tree.rel(c) {
            Rel::Conj => tree.upos(c) != Upos::Verb,
            Rel::Nmod if is_companion(tree, c) => true,
            Rel::Nmod | Rel::Obl | Rel::Advcl | Rel::Acl => {
                is_example(&preposition(tree, c)) || matches!(tree.lemma(c), "include")
            }
            _ => false,
        };
        if more {
            fill(context, to(c), steps + 1, found);
            if tree.lemma(c) == "include"
                && let Some(object) = tree.child(c, &[Rel::Obj])
            {
                fill(context, to(object), steps + 1, found);
            }
        }
    }
}

/// The actor that a phrase gives as an example right behind it, wherever the tree has hung it.
fn example_behind(context: &Context<'_>, at: At) -> Option<At> {
    let mention = context.mention_at(at)?;
    let near = context
        .mentions
        .mentions
        .partition_point(|m| m.span.start < mention.span.end);
    let next = context.mentions.mentions.get(near)?;
    let gap = context
        .text
        .get(mention.span.end as usize..next.span.start as usize)?;
    let words: Vec<&str> = gap
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .collect();
    let cue = matches!(words.first(), Some(&"including" | &"notably" | &"especially"))
        || gap.trim_start().starts_with("such as");
    (cue && words.len() <= 3 && next.head.sentence == at.sentence).then_some(next.head)
}

/// `X, together with Y`, `X, along with Y`.
fn is_companion(tree: &Tree, token: usize) -> bool {
    let case = tree
        .child(token, &[Rel::Case])
        .filter(|&c| tree.lemma(c) == "with");
    let before = case.and_then(|c| c.checked_sub(1));
    before.is_some_and(|b| matches!(tree.lemma(b), "together" | "along"))
}

fn is_example(preposition: &str) -> bool {
    matches!(
        preposition,
        "include" | "including" | "such as" | "like" | "especially" | "notably"
    )
}

/// The subject of the verb whose object a thing is.
fn maker_of(tree: &Tree, thing: usize) -> Option<usize> {
    let verb = tree.head(thing).filter(|_| tree.rel(thing) == Rel::Obj)?;
    let passive = tree.child(verb, &[Rel::NsubjPass]).is_some();
    tree.child(verb, &[Rel::Nsubj]).filter(|_| !passive)
}

/// The noun that a relative pronoun takes up.
fn relative_antecedent(context: &Context<'_>, at: At) -> Option<At> {
    let tree = context.tree(at);
    let token = at.token as usize;
    if !is_relative(tree, token) {
        return None;
    }
    let mut up = tree.head(token)?;
    for _ in 0..tree.len() {
        if tree.rel(up) == Rel::AclRelcl {
            return tree.head(up).filter(|h| *h != token).map(|h| At {
                token: h as u32,
                ..at
            });
        }
        up = tree.head(up)?;
    }
    None
}

/// The actors of the mention that the token heads.
fn own(context: &Context<'_>, at: At, steps: u8, found: &mut Vec<Actor>) {
    let Some(mention) = context.mention_over(at) else {
        return;
    };
    let steps = steps + u8::from(mention.kind == Kind::Pronoun);
    if mention.chains.is_empty() && mention.kind == Kind::Pronoun {
        // I and we are whoever speaks.
        if super::en::is_speaker(&context.form(at))
            && let Some(speech) = context.speech_at(mention.span)
        {
            found.extend(speech.by.iter().map(|&chain| Actor {
                chain,
                span: mention.span,
                steps,
            }));
        }
        return;
    }
    found.extend(mention.chains.iter().map(|&chain| Actor {
        chain,
        span: mention.span,
        steps,
    }));
}

/// `saved 200 more`: a number without a noun counts those who were named last.
fn counted(context: &Context<'_>, at: At) -> Option<At> {
    let tree = context.tree(at);
    let token = at.token as usize;
    let number = tree.upos(token) == Upos::Num
        || matches!(tree.lemma(token), "more" | "other") && tree.child(token, &[Rel::Nummod]).is_some();
    if !number || tree.child(token, &[Rel::Nmod]).is_some() {
        return None;
    }
    let near = context
        .mentions
        .mentions
        .partition_point(|m| m.span.start < context.token_span(at).start);
    let mut before = context.mentions.mentions[..near].iter().rev().take(NEAR);
    let group = before.find(|m| {
        let plural = context.tree(m.head).has(m.head.token as usize, "Number=Plur");
        m.kind == Kind::Description && plural && !m.chains.is_empty()
    })?;
    (group.head.sentence == at.sentence).then_some(group.head)
}

/// A noun that is no actor may stand for one: its owner, its members, what it is of.
fn stand_in(context: &Context<'_>, at: At, steps: u8, found: &mut Vec<Actor>) {
    let tree = context.tree(at);
    let token = at.token as usize;
    if matches!(tree.upos(token), Upos::Pron | Upos::Verb | Upos::Adv) && context.mention_at(at).is_some() {
        return;
    }
    let to = |i: usize| At {
        token: i as u32,
        ..at
    };
    if let Some(name) = tree
        .child(token, &[Rel::Appos])
        .filter(|&a| context.mention_at(to(a)).is_some_and(|m| !m.chains.is_empty()))
    {
        return fill(context, to(name), steps + 1, found);
    }
    if !matches!(
        tree.upos(token),
        Upos::Noun | Upos::Propn | Upos::Num | Upos::Det | Upos::Pron | Upos::Adj
    ) {
        return;
    }
    let part = super::en::is_part(tree.lemma(token))
        || matches!(tree.upos(token), Upos::Num | Upos::Det | Upos::Pron);
    let owned = tree.children(token).filter(|&c| match tree.rel(c) {
        Rel::NmodPoss => !part,
        Rel::Compound | Rel::Amod | Rel::NmodDesc => context
            .mention_at(to(c))
            .is_some_and(|m| m.kind != Kind::Description),
        // `the arrest of X`, `the attack by X`.
        Rel::Nmod => matches!(preposition(tree, c).as_str(), "of" | "by"),
        _ => false,
    });
    // `a plan backed by X`, `attacks carried out by X`.
    let participle = tree.child(token, &[Rel::Acl]).filter(|_| !part);
    if let Some(agent) = participle.and_then(|v| tree.child(v, &[Rel::OblAgent])) {
        return fill(context, to(agent), steps + 1, found);
    }
    if let Some(owner) = owned.min_by_key(|&c| rank(tree.rel(c), part)) {
        fill(context, to(owner), steps + 1, found);
    }
}

/// Which dependent tells best whose a thing is.
fn rank(rel: Rel, part: bool) -> u8 {
    match rel {
        Rel::Nmod if part => 0,
        Rel::NmodPoss => 1,
        Rel::Compound | Rel::NmodDesc => 2,
        Rel::Amod => 3,
        _ => 4,
    }
}
