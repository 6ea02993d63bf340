//! Finds descriptions: common nouns that denote actors by what they are or do.

use super::phrase::Phrase;
use super::{Kind, Mention};
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
        let head = phrase.head(i, end);
        let modifies =
            matches!(phrase.tree.rel(head), Rel::Compound) && !is_before_name(phrase, from, found, end);
        if entry.title || modifies {
            i = end;
            continue;
        }
        if let Some(k) = name_at(phrase, from, found, end) {
            let name = &mut found[k];
            if name.noun.is_none() && name.kind == Kind::Name && !entry.document {
                name.noun = Some(noun);
                name.title = Some(phrase.span(i, end));
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
    while start > 0 {
        let before = start - 1;
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
            Rel::Conj | Rel::Cc => phrase.tree.upos(before) != Upos::Verb,
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
