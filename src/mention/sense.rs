//! Names in another sense than that of the known actor of that name: the team of a country or city, the city of a
//! country's name, a capital that stands for its country, a place that lies elsewhere than the known one.

use super::phrase::Phrase;
use super::{Kind, Mention, MentionId, NameType};
use crate::schema::{ClassId, FrameId, Naming, SeedId, normalise};
use crate::syntax::{Rel, Upos};

/// Gives the names of a sentence, which begin at `from` and stand in order of the text, the sense that they have.
pub(super) fn settle(phrase: &Phrase<'_>, from: usize, found: &mut [Mention]) {
    for i in from..found.len() {
        if found[i].kind != Kind::Name || found[i].title.is_some() || !may_be_a_place(phrase, &found[i]) {
            continue;
        }
        if let Some(people) = counted(phrase, &found[i]) {
            (found[i].seed, found[i].sense, found[i].class) = (None, Some(people), Some(people));
        } else if plays(phrase, found[i].head.token as usize) {
            field(phrase, &mut found[i]);
        } else if let Some(city) = city(phrase, &found[i]) {
            found[i].seed = Some(city);
            found[i].class = Some(phrase.schema.actor(city).class);
        } else if let Some(country) = speaks_for(phrase, &found[i]) {
            found[i].seed = Some(country);
            found[i].class = Some(phrase.schema.actor(country).class);
        } else if let Some(k) = container(phrase, from, found, i) {
            lie_in(phrase, found, i, k);
        }
    }
}

fn may_be_a_place(phrase: &Phrase<'_>, mention: &Mention) -> bool {
    let class = mention
        .seed
        .map(|seed| phrase.schema.actor(seed).class)
        .or(mention.class);
    match class {
        Some(class) => phrase.schema.class(class).territorial,
        None => matches!(mention.sort, Some(NameType::Loc) | None),
    }
}

// ── People ─────────────────────────────────────────────────────────────────────────────────

/// The class of people of a country, where their name is counted (`two Syrians`, `dozens of Syrians`): not the
/// country is killed with them.
fn counted(phrase: &Phrase<'_>, mention: &Mention) -> Option<ClassId> {
    let (tree, token) = (phrase.tree, mention.head.token as usize);
    let names = phrase.schema.names(&normalise(mention.span.of(phrase.text)));
    names.iter().find(|(_, naming)| *naming == Naming::Demonym)?;
    let counts = |c: usize| {
        tree.rel(c) == Rel::Nummod
            || matches!(
                tree.lemma(c),
                "several" | "many" | "some" | "few" | "numerous" | "both"
            )
    };
    let measure = |head: usize| {
        tree.rel(token) == Rel::Nmod
            && matches!(
                tree.lemma(head),
                "dozen" | "hundred" | "thousand" | "million" | "number" | "score"
            )
    };
    let is_counted = tree.children(token).any(counts) || tree.head(token).is_some_and(measure);
    if !is_counted {
        return None;
    }
    // The class that the ontology gives to citizens.
    let citizen = phrase.schema.longest_role_noun(&[("citizen", "citizen")])?;
    Some(phrase.schema.noun(*citizen.of.first()?).class)
}

// ── Teams ────────────────────────────────────────────────────────────────────────────────────

/// Whether a name wins, loses or is beaten, in a clause with a word of sport or a score.
fn plays(phrase: &Phrase<'_>, token: usize) -> bool {
    let (tree, contest) = (phrase.tree, &phrase.schema.lore.contest);
    let at = first_of_list(phrase, token);
    let Some(above) = tree.head(at) else { return false };
    let is_verb = |verb: usize| tree.upos(verb) == Upos::Verb && contest.verbs.contains(tree.lemma(verb));
    let verb = match tree.rel(at) {
        rel if rel.is_subject() => std::iter::once(above)
            .chain(tree.children(above).filter(|&c| tree.rel(c) == Rel::Conj))
            .find(|&verb| is_verb(verb)),
        Rel::Obj => Some(above).filter(|&verb| is_verb(verb)),
        Rel::Obl if has_case(phrase, at, &["to", "against", "with", "over", "by"]) => {
            Some(above).filter(|&verb| is_verb(verb))
        }
        _ => None,
    };
    verb.is_some_and(|verb| (0..phrase.len()).any(|i| is_of_sport(phrase, i) && belongs_to(phrase, i, verb)))
}

/// A word of sport that is no part of a known name, or a score.
fn is_of_sport(phrase: &Phrase<'_>, i: usize) -> bool {
    let contest = &phrase.schema.lore.contest;
    let lemma = phrase.tree.lemma(i);
    let listed = contest.nouns.contains(lemma) || contest.nouns.contains(&lemma.to_lowercase());
    let noun = listed && phrase.tree.upos(i) != Upos::Verb;
    noun && !in_known_name(phrase, i) || is_score(phrase, i)
}

/// Whether a word is within the objects and phrases of a verb; what lies before or behind in time is not.
fn belongs_to(phrase: &Phrase<'_>, word: usize, verb: usize) -> bool {
    let tree = phrase.tree;
    let mut at = word;
    for _ in 0..4 {
        let apart = has_case(
            phrase,
            at,
            &[
                "before", "after", "since", "despite", "over", "about", "ahead", "amid", "during", "because",
            ],
        );
        let nominal = matches!(
            tree.rel(at),
            Rel::Obj
                | Rel::Obl
                | Rel::OblUnmarked
                | Rel::Nmod
                | Rel::NmodUnmarked
                | Rel::Nummod
                | Rel::Compound
                | Rel::Flat
                | Rel::Appos
                | Rel::Advmod
        );
        if apart || !nominal {
            return false;
        }
        match tree.head(at) {
            Some(head) if head == verb => return true,
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

fn in_known_name(phrase: &Phrase<'_>, i: usize) -> bool {
    (0..=i)
        .rev()
        .take(6)
        .any(|k| phrase.seed(k).is_some_and(|seed| seed.end > i))
}

/// `3-1`, in one token or in three; not with a unit or a month behind (`2-3 hours`).
fn is_score(phrase: &Phrase<'_>, i: usize) -> bool {
    let is_goals = |word: &str| (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let form = |k: usize| phrase.forms.get(i + k).map_or("", |form| &**form);
    let one = form(0)
        .split_once(['-', '–'])
        .is_some_and(|(home, guests)| is_goals(home) && is_goals(guests));
    let three = is_goals(form(0)) && matches!(form(1), "-" | "–") && is_goals(form(2));
    let end = i + if three { 3 } else { 1 };
    let counts = end < phrase.len() && matches!(phrase.tree.upos(end), Upos::Noun | Upos::Propn | Upos::Num);
    (one || three) && !counts
}

/// The first of the names that a name is coordinated with.
fn first_of_list(phrase: &Phrase<'_>, token: usize) -> usize {
    let mut at = token;
    while phrase.tree.rel(at) == Rel::Conj
        && let Some(first) = phrase
            .tree
            .head(at)
            .filter(|first| phrase.tree.upos(*first) == Upos::Propn)
    {
        at = first;
    }
    at
}

fn has_case(phrase: &Phrase<'_>, token: usize, words: &[&str]) -> bool {
    let tree = phrase.tree;
    tree.children(token)
        .any(|c| tree.rel(c) == Rel::Case && words.contains(&tree.lemma(c)))
}

/// Makes a name a team's.
fn field(phrase: &Phrase<'_>, mention: &mut Mention) {
    let Some(class) = phrase.schema.lore.contest.class else {
        return;
    };
    (mention.seed, mention.sense, mention.class) = (None, Some(class), Some(class));
}

// ── Cities ───────────────────────────────────────────────────────────────────────────────────

/// `the city of Luxembourg`: the city that the ontology knows by the country's name.
fn city(phrase: &Phrase<'_>, mention: &Mention) -> Option<SeedId> {
    let start = mention.tokens.0 as usize;
    let class = phrase.schema.class(phrase.schema.actor(mention.seed?).class);
    let noun = start.checked_sub(2).and_then(|before| phrase.noun(before))?;
    let is_city = phrase.schema.noun(noun.0).settlement
        && matches!(&*phrase.forms[start - 2], "city" | "City" | "town");
    if !class.sovereign || phrase.forms[start - 1] != "of" || !is_city {
        return None;
    }
    let name = format!("{} city", normalise(mention.span.of(phrase.text)));
    phrase.schema.names(&name).first().map(|(seed, _)| *seed)
}

/// The country for which a capital stands: where it does something, or where something is done to it that is not
/// done to places.
fn speaks_for(phrase: &Phrase<'_>, mention: &Mention) -> Option<SeedId> {
    let names = phrase.schema.names(&normalise(mention.span.of(phrase.text)));
    let (country, _) = names.iter().find(|(_, naming)| *naming == Naming::Capital)?;
    acts(phrase, mention.head.token as usize).then_some(*country)
}

/// Only in what is said and agreed, which cities don't do: `Paris elected`, `in Baghdad's attacks` are of the city.
fn acts(phrase: &Phrase<'_>, token: usize) -> bool {
    let (tree, schema) = (phrase.tree, phrase.schema);
    let at = first_of_list(phrase, token);
    let Some(above) = tree.head(at) else { return false };
    let lemma = tree.lemma(above);
    let ids = match tree.upos(above) {
        Upos::Verb => schema.frames_for_verb(lemma),
        Upos::Noun => schema.frames_for_noun(lemma),
        _ => &[],
    };
    let closed = |classes: &[ClassId]| {
        !classes.is_empty() && !classes.iter().any(|class| is_mere_place(phrase, *class))
    };
    // Cities don't speak, accuse or demand; what else is said and agreed may be of a city (`hosted talks`).
    let fits = |classes: &dyn Fn(FrameId) -> bool| {
        ids.iter().any(|id| {
            let frame = schema.frame(*id);
            // What else the frame asks for is not known here (`hit X with sanctions`).
            if !frame.object_words.is_empty() || !frame.phrases.is_empty() || !frame.needs.is_empty() {
                return false;
            }
            let relation = frame.relation.map(|relation| schema.relation(relation));
            let quad = relation.and_then(|relation| schema.category(relation.category).quad.as_deref());
            relation.is_some()
                && (frame.attributes
                    || quad == Some("verbal conflict")
                    || quad == Some("verbal cooperation") && classes(*id))
        })
    };
    match tree.rel(at) {
        Rel::Nsubj => tree.upos(above) == Upos::Verb && fits(&|id| closed(schema.agent_classes(id))),
        Rel::Obj => tree.upos(above) == Upos::Verb && fits(&|id| closed(schema.recipient_classes(id))),
        Rel::Obl | Rel::Nmod => {
            has_case(phrase, at, &["with", "against", "between", "by"]) && fits(&|_| true)
        }
        _ => false,
    }
}

/// Whether places that are no countries are of a class.
fn is_mere_place(phrase: &Phrase<'_>, class: ClassId) -> bool {
    let places = (0..phrase.schema.classes.len() as u16).map(ClassId);
    places
        .filter(|id| phrase.schema.class(*id).is_mere_place())
        .any(|id| phrase.schema.is_a(id, class))
}

// ── Places within places ─────────────────────────────────────────────────────────────────────

/// Words that may stand before the place that another lies in (`in central England`).
const DIRECTIONS: &[&str] = &[
    "central",
    "northern",
    "southern",
    "eastern",
    "western",
    "north",
    "south",
    "east",
    "west",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "rural",
    "the",
    "state",
    "province",
    "region",
    "of",
    "in",
];

/// The known place in which the text says that a place lies: `Birmingham, Alabama`, `Birmingham in central England`.
fn container(phrase: &Phrase<'_>, from: usize, found: &[Mention], i: usize) -> Option<usize> {
    let place = &found[i];
    let k = (i + 1..found.len().min(i + 4))
        .find(|&k| found[k].kind == Kind::Name && found[k].span.start >= place.span.end && k >= from)?;
    let other = &found[k];
    let seed = phrase.schema.actor(other.seed?);
    // `Washington, Moscow, Berlin` is a list; of whom a land is, the document may not decide (`Taipei, China`).
    let is_list = found.get(k + 1).is_some_and(|next| {
        next.kind == Kind::Name
            && next.tokens.0 == other.tokens.1 + 1
            && phrase.forms[other.tokens.1 as usize] == ","
    });
    let names = phrase.schema.names(&normalise(other.span.of(phrase.text)));
    let is_capital = names.iter().any(|(_, naming)| *naming == Naming::Capital);
    let class = phrase.schema.class(seed.class);
    let region = !class.sovereign && seed.country.is_some();
    if !class.territorial
        || other.seed == place.seed
        || is_list
        || is_capital
        || place.seed.is_some() && !region
    {
        return None;
    }
    let gap = place.tokens.1 as usize..other.tokens.0 as usize;
    let words: Vec<&str> = gap.map(|t| &*phrase.forms[t]).collect();
    let (tree, head) = (phrase.tree, other.head.token as usize);
    match words[..] {
        [","] => {
            let within = tree.head(head) == Some(place.head.token as usize);
            let apart = matches!(
                tree.rel(head),
                Rel::Appos | Rel::Nmod | Rel::NmodUnmarked | Rel::NmodDesc | Rel::Flat | Rel::List | Rel::Dep
            );
            (within && apart && tree.child(head, &[Rel::Conj]).is_none()).then_some(k)
        }
        // What is in a place itself: `in Birmingham in central England`, not `killed X in Moscow`.
        ["in", ..] if tree.child(place.head.token as usize, &[Rel::Case]).is_some() => {
            words.iter().all(|word| DIRECTIONS.contains(word)).then_some(k)
        }
        _ => None,
    }
}

/// Notes where a place lies; it is not the known one where that lies elsewhere.
fn lie_in(phrase: &Phrase<'_>, found: &mut [Mention], i: usize, k: usize) {
    let (schema, land) = (phrase.schema, found[k].seed);
    if let (Some(seed), Some(land)) = (found[i].seed, land) {
        let (known, land_known) = (schema.actor(seed), schema.actor(land));
        let elsewhere = known
            .country
            .is_some_and(|country| country != land && land_known.country != Some(country));
        if schema.class(known.class).sovereign || !elsewhere {
            return;
        }
        found[i].sense = Some(known.class);
        (found[i].seed, found[i].class) = (None, Some(known.class));
    }
    found[i].of = Some(MentionId(k as u32));
}
