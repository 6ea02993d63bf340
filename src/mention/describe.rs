//! Finds descriptions: common nouns that denote actors by what they are or do.

use super::phrase::Phrase;
use super::{Kind, Mention};
use crate::schema::Naming;
use crate::syntax::{Rel, Upos};

/// Appends the descriptions of a sentence; those right before a name become its title.
pub(super) fn find(phrase: &Phrase<'_>, from: usize, found: &mut Vec<Mention>) {
    let mut i = 0;
    while i < phrase.len() {
        let taken = found[from..]
            .iter()
            .any(|m| (m.tokens.0 as usize) <= i && i < m.tokens.1 as usize);
        let noun = phrase.noun(i).filter(|(_, end)| {
            phrase.tree.upos(end - 1) == Upos::Noun
                || phrase.tree.upos(end - 1) == Upos::Propn && !phrase.is_capitalised(end - 1)
        });
        let Some((noun, end)) = noun.filter(|_| !taken) else {
            i += 1;
            continue;
        };
        let entry = phrase.schema.noun(noun);
        // `a base southeast of X`: the direction is no thing of its own.
        if i > 0 && is_direction(&phrase.forms[i]) && phrase.tree.upos(i - 1) == Upos::Noun {
            i = end;
            continue;
        }
        let head = phrase.head(i, end);
        let direction = phrase.forms.get(end).is_some_and(|f| is_direction(f));
        let modifies = matches!(phrase.tree.rel(head), Rel::Compound)
            && !direction
            && !is_before_name(phrase, from, found, end);
        if entry.title || modifies {
            i = end;
            continue;
        }
        if let Some(k) = name_at(phrase, from, found, end) {
            let name = &mut found[k];
            // A name may hold a noun of its own (`carrier Blue Wing Airlines`).
            let like = |own| phrase.schema.noun(own).class == entry.class && name.title.is_none();
            if name.noun.is_none_or(like) && name.kind == Kind::Name && !entry.document {
                name.noun = name.noun.or(Some(noun));
                let title = phrase.span(i, end);
                name.title = Some(title);
                name.head.token = phrase.head_of_titled(title, name.tokens.1 as usize) as u32;
                if name.class.is_none() {
                    name.class = Some(entry.class);
                }
                i = end;
                continue;
            }
        }
        let start = left_edge(phrase, i, head);
        let mut mention = phrase.mention(start, end, Kind::Description);
        mention.head.token = head as u32;
        mention.noun = Some(noun);
        mention.class = Some(entry.class);
        found.push(mention);
        i = end;
    }
}

/// `north`, `southeast` …
fn is_direction(form: &str) -> bool {
    let form = form.to_lowercase();
    ["north", "south", "east", "west"]
        .iter()
        .any(|d| form.starts_with(d))
        && form.len() <= 9
}

fn is_before_name(phrase: &Phrase<'_>, from: usize, found: &[Mention], end: usize) -> bool {
    name_at(phrase, from, found, end).is_some()
}

/// The name that begins at a token, within the same noun phrase.
fn name_at(phrase: &Phrase<'_>, from: usize, found: &[Mention], at: usize) -> Option<usize> {
    let at = if phrase.forms.get(at).is_some_and(|f| matches!(&**f, "\"" | "“")) {
        at + 1
    } else {
        at
    };
    (from..found.len()).find(|k| found[*k].kind == Kind::Name && found[*k].tokens.0 as usize == at)
}

/// How far a description reaches to the left: adjectives, numbers, nouns, a possessor.
fn left_edge(phrase: &Phrase<'_>, first: usize, head: usize) -> usize {
    let mut start = first;
    let state = |k: usize| {
        let seed = phrase.seed(k);
        let modifies = matches!(phrase.tree.rel(k), Rel::Compound | Rel::Conj | Rel::Amod);
        seed.is_some_and(|s| {
            let sovereign = phrase.schema.class(phrase.schema.actor(s.seed).class).sovereign;
            s.end == k + 1 && (s.naming == Naming::Adjective || sovereign && modifies)
        })
    };
    while start > 0 {
        let before = start - 1;
        // Countries' adjectives belong to the noun whatever the tree has them for.
        if state(before) {
            start = before;
            continue;
        }
        if before > 0
            && matches!(&*phrase.forms[before], "and" | "," | "or")
            && state(before - 1)
            && state(start)
        {
            start = before - 1;
            continue;
        }
        let under = phrase.tree.is_under(before, head) && before < head;
        let fits = match phrase.tree.rel(before) {
            Rel::Amod
            | Rel::Compound
            | Rel::Nummod
            | Rel::NmodPoss
            | Rel::NmodDesc
            | Rel::Flat
            | Rel::Advmod => true,
            Rel::Punct => phrase.forms[before] == "-",
            Rel::Case => phrase.tree.xpos(before) == "POS",
            Rel::Conj => phrase.tree.upos(before) == Upos::Adj,
            Rel::Cc => {
                phrase.tree.upos(before + 1) == Upos::Adj
                    && before > 0
                    && phrase.tree.upos(before - 1) == Upos::Adj
            }
            _ => false,
        };
        let pronoun = phrase.tree.upos(before) == Upos::Pron;
        if !under || !fits || pronoun {
            break;
        }
        start = before;
    }
    // A description does not begin with a conjunction or mark that its tree left there.
    while start < first
        && matches!(
            phrase.tree.rel(start),
            Rel::Cc | Rel::Punct | Rel::Case | Rel::Advmod
        )
    {
        start += 1;
    }
    start
}
