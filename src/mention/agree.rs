//! Lets the sequence model overrule the rules for names: where it has other bounds, or sees none.
//!
//! The rules know what a name is made of (titles, countries, role nouns), the model knows what names look like. A
//! title, an office and a body of a country stay as the rules have them.

use super::phrase::Phrase;
use super::sequence::Found;
use super::{Kind, Mention, NameType};
use crate::syntax::Rel;

/// Settles the names of a sentence, which begin at `from`.
pub(super) fn settle(phrase: &Phrase<'_>, from: usize, found: &mut Vec<Mention>) {
    if !phrase.sequenced {
        return;
    }
    for name in &phrase.names {
        take(phrase, name, from, found);
    }
    for mention in &mut found[from..] {
        demote(phrase, mention);
    }
}

fn is_at(mention: &Mention, name: &Found) -> bool {
    (mention.tokens.0 as usize) < name.end && name.start < mention.tokens.1 as usize
}

fn is_same(mention: &Mention, name: &Found) -> bool {
    (mention.tokens.0 as usize, mention.tokens.1 as usize) == (name.start, name.end)
}

/// Whether a mention gives way to a longer name that it lies in: any without an office.
fn gives_way(mention: &Mention, name: &Found) -> bool {
    let inside = mention.tokens.0 as usize >= name.start && mention.tokens.1 as usize <= name.end;
    inside && mention.title.is_none() && mention.kind != Kind::Description
}

/// Takes over a name that no mention has.
fn take(phrase: &Phrase<'_>, name: &Found, from: usize, found: &mut Vec<Mention>) {
    if let Some(mention) = found[from..].iter_mut().find(|m| is_same(m, name)) {
        mention.sort = mention.sort.or(Some(name.sort));
        return;
    }
    if found[from..]
        .iter()
        .any(|m| is_at(m, name) && !gives_way(m, name))
    {
        return;
    }
    // `X of Hezbollah` is a person of a body, and two names.
    let of_known = |m: &Mention| {
        let start = m.tokens.0 as usize;
        m.seed.is_some() && start > name.start && !phrase.is_capitalised(start - 1)
    };
    if name.sort == NameType::Per && found[from..].iter().any(|m| is_at(m, name) && of_known(m)) {
        return;
    }
    // A body's noun stays known where its name turns out to be longer (`New York Academy of Sciences`).
    let body = found[from..]
        .iter()
        .rev()
        .find(|m| is_at(m, name) && m.noun.is_some());
    let (noun, class) = body.map_or((None, None), |m| (m.noun, m.class));
    let mut at = 0;
    found.retain_mut(|mention| {
        at += 1;
        if at <= from || !is_at(mention, name) {
            return true;
        }
        // The country within a body's name says whose it is.
        mention.kind = Kind::Adjective;
        mention.seed.is_some() && name.sort == NameType::Org
    });
    let mut mention = phrase.mention(name.start, name.end, Kind::Name);
    mention.sort = Some(name.sort);
    if name.sort == NameType::Org {
        mention.noun = noun;
        mention.class = class;
    }
    found.push(mention);
}

/// A known name that the model does not see, and that qualifies another word (`the Turkey talks`), is an adjective.
fn demote(phrase: &Phrase<'_>, mention: &mut Mention) {
    let seen = phrase.names.iter().any(|name| is_at(mention, name));
    let rel = phrase.tree.rel(mention.head.token as usize);
    let qualifies = matches!(rel, Rel::Compound | Rel::NmodDesc | Rel::Amod | Rel::Flat);
    if mention.kind == Kind::Name && mention.seed.is_some() && mention.noun.is_none() && !seen && qualifies {
        mention.kind = Kind::Adjective;
    }
}
