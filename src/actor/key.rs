//! The keys an actor is known by, which join documents.
//!
//! Input: a chain of one document, its [`Schema`], the document's slug and the chain's local key.
//! Output: keys, each fit to be the last part of an IRI; none for a seed, else at least one.
//!
//! Conservative on purpose: two actors taken for one do more harm than one taken for two.
//!
//! | known by | key |
//! |---|---|
//! | a human by two words or more | `bashar-assad` |
//! | a human by one word, in an office of a seed | `assad.president.of.syria.2013`, with the year of publication |
//! | whoever holds an office of a seed, unnamed | `president.holder.of.syria.2013` |
//! | a named place, body, thing | `saraqib.place`, `free-idlib-army.body`, `astana-summit.thing` |
//! | a named place within a seed | `birmingham.place.alabama` |
//! | a body of a seed, named or not | `army.of.syria` |
//! | anything else | `allied-factions.in.{document}`: of its document alone |

use super::name;
use crate::mention::{Chain, ChainId, Mentions};
use crate::schema::{Class, Noun, Schema, Seed};
use std::collections::BTreeSet;

/// The keys of a chain, sorted; empty where it is a seed.
///
/// `document` is the document's slug, `local` the chain's key in it, `year` the year of publication: whoever held an
/// office in another year may be somebody else.
#[must_use]
pub fn of(
    mentions: &Mentions,
    id: ChainId,
    schema: &Schema,
    document: &str,
    local: &str,
    year: Option<i16>,
) -> Vec<String> {
    let Some(chain) = mentions.chains.get(id.0 as usize) else {
        return Vec::new();
    };
    if chain.seed.is_some() {
        return Vec::new();
    }
    let keys = shared(mentions, chain, schema, year);
    if keys.is_empty() {
        return vec![alone(chain, schema, document).unwrap_or_else(|| own(local, document))];
    }
    keys.into_iter().collect()
}

/// The key of a body that is known by name only, such as a publisher.
#[must_use]
pub fn of_body(body: &str, document: &str) -> String {
    let words = name::core(body);
    if words.is_empty() {
        return own("publisher", document);
    }
    format!("{}.body", words.join("-"))
}

/// A key that no other document can have.
fn own(local: &str, document: &str) -> String {
    format!("{local}.in.{document}")
}

/// A human with a single name and no office: of its document alone, unless another says whose name it is.
fn alone(chain: &Chain, schema: &Schema, document: &str) -> Option<String> {
    let human = schema
        .classes
        .get(chain.class.0 as usize)
        .is_some_and(|class| class.human);
    let words = name::core(&chain.name);
    let ([word], true) = (&words[..], human && chain.named) else {
        return None;
    };
    Some(format!("{word}.alone.in.{document}"))
}

/// Whether a key is of one document alone. Such a key stands alone in its actor.
///
/// ```
/// use whowhom::actor::key::is_own;
/// assert!(is_own("allied-factions.in.sana-1") && !is_own("army.of.syria"));
/// ```
#[must_use]
pub fn is_own(key: &str) -> bool {
    key.split('.').nth(1) == Some("in")
}

/// The offices that a human with a full name holds and the single names it is said to go by, as hints
/// ([`super::kin`]): a family name with the same office is that human, and so is the single name.
#[must_use]
pub fn hints(mentions: &Mentions, id: ChainId, schema: &Schema, year: Option<i16>) -> Vec<String> {
    let Some(chain) = mentions
        .chains
        .get(id.0 as usize)
        .filter(|c| c.named && c.seed.is_none())
    else {
        return Vec::new();
    };
    let human = schema
        .classes
        .get(chain.class.0 as usize)
        .is_some_and(|class| class.human);
    let noun = chain.noun.and_then(|noun| schema.nouns.get(noun.0 as usize));
    let words = name::core(&chain.name);
    if !human {
        return acronyms(chain, schema.classes.get(chain.class.0 as usize), &words);
    }
    let [first, .., last] = &words[..] else {
        return Vec::new();
    };
    if !chain.incumbent {
        return called(chain);
    }
    // `Sheikh Mohammed`, `King Abdullah`: rulers go by their first names.
    let owner = owner(mentions, chain, schema);
    let by_name = |word: &String| office(std::slice::from_ref(word), noun, owner, year);
    let keys = [by_name(last), by_name(first), holder(chain, noun, owner, year)];
    let offices = keys
        .into_iter()
        .flatten()
        .map(|key| format!("{}{key}", super::kin::OFFICE));
    offices.chain(called(chain)).collect()
}

/// The single names that a human is said to go by.
fn called(chain: &Chain) -> Vec<String> {
    let single = chain
        .known_as
        .iter()
        .map(|name| name::core(name))
        .filter(|words| words.len() == 1);
    single
        .map(|words| format!("{}{}", super::kin::CALLED, words[0]))
        .collect()
}

/// The acronyms of a body, by which other documents may speak of it.
fn acronyms(chain: &Chain, class: Option<&Class>, full: &[String]) -> Vec<String> {
    let body = family(class) == "body";
    let short = chain
        .aliases
        .iter()
        .filter(|alias| body && is_acronym(alias, full));
    let hint = |alias: &String| {
        format!(
            "{}{}.{}",
            super::kin::CALLED,
            name::core(alias).join("-"),
            family(class)
        )
    };
    short.map(hint).collect()
}

/// Keys that other documents may share.
fn shared(mentions: &Mentions, chain: &Chain, schema: &Schema, year: Option<i16>) -> BTreeSet<String> {
    let owner = owner(mentions, chain, schema);
    let noun = chain.noun.and_then(|noun| schema.nouns.get(noun.0 as usize));
    match schema.classes.get(chain.class.0 as usize) {
        class if noun.is_some_and(|noun| noun.body) => match owner {
            Some(seed) => body(chain, seed).into_iter().collect(),
            // `3rd Infantry Division`: told apart by its name alone.
            None if chain.named && name::core(&chain.name).len() > 2 => named(chain, class, owner),
            None => BTreeSet::new(),
        },
        Some(class) if class.human && !chain.named => holder(chain, noun, owner, year).into_iter().collect(),
        _ if !chain.named => BTreeSet::new(),
        Some(class) if class.human => human(chain, noun, owner, year),
        class => named(chain, class, owner),
    }
}

/// The seed that a chain belongs to.
fn owner<'s>(mentions: &Mentions, chain: &Chain, schema: &'s Schema) -> Option<&'s Seed> {
    let owner = mentions.chains.get(chain.of?.0 as usize)?;
    schema.actors.get(owner.seed?.0 as usize)
}

/// Last part of a seed's IRI.
fn tail(seed: &Seed) -> &str {
    seed.iri.rsplit(['/', '#']).next().unwrap_or(&seed.iri)
}

/// A body of a seed: the words of its name that don't name the seed.
fn body(chain: &Chain, seed: &Seed) -> Option<String> {
    let seed_words: BTreeSet<String> = std::iter::once(&seed.label)
        .chain(&seed.adjectives)
        .chain(&seed.demonyms)
        .flat_map(|word| name::core(word))
        .collect();
    let mut rest = name::core(&chain.name);
    rest.retain(|word| !seed_words.contains(word));
    (!rest.is_empty()).then(|| format!("{}.of.{}", rest.join("-"), tail(seed)))
}

/// A human: full names; a single word only with the office it holds under a seed.
fn human(chain: &Chain, noun: Option<&Noun>, owner: Option<&Seed>, year: Option<i16>) -> BTreeSet<String> {
    let full = name::core(&chain.name);
    if full.len() < 2 {
        return office(&full, noun, owner, year).into_iter().collect();
    }
    let others = chain
        .aliases
        .iter()
        .map(|alias| name::core(alias))
        .filter(|alias| {
            alias.len() > 1
                && (alias.first() == full.first() || alias.iter().all(|word| !full.contains(word)))
        });
    let former = chain
        .former
        .iter()
        .map(|former| name::core(former))
        .filter(|former| former.len() > 1);
    others
        .chain(former)
        .map(|words| words.join("-"))
        .chain([full.join("-")])
        .collect()
}

/// A human known by one word, with office, seed and year.
fn office(words: &[String], noun: Option<&Noun>, owner: Option<&Seed>, year: Option<i16>) -> Option<String> {
    let office = noun.filter(|noun| noun.position)?.lemmas.first()?;
    let [word] = words else { return None };
    let year = year.map_or_else(String::new, |year| format!(".{year}"));
    Some(format!("{word}.{}.of.{}{year}", name::slug(office), tail(owner?)))
}

/// Whoever holds an office that only one person holds at a time, in a year.
fn holder(chain: &Chain, noun: Option<&Noun>, owner: Option<&Seed>, year: Option<i16>) -> Option<String> {
    let noun = noun.filter(|noun| noun.sole && noun.position && chain.incumbent)?;
    let year = year?;
    Some(format!(
        "{}.holder.of.{}.{year}",
        name::slug(noun.lemmas.first()?),
        tail(owner?)
    ))
}

/// What is no human: its name, former names, and aliases that share no word with the name
/// (acronyms, other names); a shortened name (`the Front`) fits too many, and so does a lone noun
/// written large (`the Church`).
fn named(chain: &Chain, class: Option<&Class>, owner: Option<&Seed>) -> BTreeSet<String> {
    let full = name::core(&chain.name);
    if chain.noun.is_some() && full.len() < 2 {
        return BTreeSet::new();
    }
    let others = chain
        .aliases
        .iter()
        .filter(|alias| family(class) != "body" || !is_acronym(alias, &full))
        .map(|alias| name::core(alias))
        .filter(|alias| alias.iter().all(|word| !full.contains(word)));
    let former = chain.former.iter().map(|former| name::core(former));
    let names = others
        .chain(former)
        .chain([full.clone()])
        .filter(|words| !words.is_empty());
    let within = owner.filter(|_| class.is_some_and(|class| class.territorial));
    let within = within.map_or_else(String::new, |seed| format!(".{}", tail(seed)));
    names
        .map(|words| format!("{}.{}{within}", words.join("-"), family(class)))
        .collect()
}

/// Whether a name of a body is but letters, which bodies of other countries may have too: no key, a hint.
fn is_acronym(alias: &str, full: &[String]) -> bool {
    let letters = || alias.chars().filter(|c| c.is_alphabetic());
    full.len() > 1 && !alias.contains(' ') && letters().count() > 1 && letters().all(char::is_uppercase)
}

/// The families of classes whose names don't mix.
const fn family(class: Option<&Class>) -> &'static str {
    match class {
        Some(class) if class.territorial => "place",
        Some(class) if class.collective => "body",
        _ => "thing",
    }
}
