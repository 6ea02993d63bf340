//! Names in another sense than that of the known actor of that name: the team of a country or city, the city of a
//! country's name, a capital that stands for its country, a place that lies elsewhere than the known one.

use super::phrase::Phrase;
use super::{Kind, Mention, MentionId, NameType};
use crate::schema::{Naming, SeedId, normalise};
use crate::syntax::{Rel, Upos};

/// Gives the names of a sentence, which begin at `from` and stand in order of the text, the sense that they have.
pub(super) fn settle(phrase: &Phrase<'_>, from: usize, found: &mut [Mention]) {
    let contest = is_contest(phrase);
    for i in from..found.len() {
        if found[i].kind != Kind::Name || found[i].title.is_some() || !may_be_a_place(phrase, &found[i]) {
            continue;
        }
        if contest && plays(phrase, found[i].head.token as usize) {
            field(phrase, &mut found[i]);
        } else if is_settlement(phrase, &found[i]) {
            settle_down(phrase, &mut found[i]);
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

// ── Teams ────────────────────────────────────────────────────────────────────────────────────

/// Whether a sentence tells of a contest: a word of sport that is no part of a known name, or a score.
fn is_contest(phrase: &Phrase<'_>) -> bool {
    let nouns = &phrase.schema.lore.contest.nouns;
    let of_sport = |i: usize| phrase.tree.upos(i) != Upos::Verb && nouns.contains(&lemma(phrase, i));
    (0..phrase.len()).any(|i| of_sport(i) && !in_known_name(phrase, i) || is_score(phrase, i))
}

fn lemma(phrase: &Phrase<'_>, i: usize) -> String {
    phrase.tree.lemma(i).to_lowercase()
}

fn in_known_name(phrase: &Phrase<'_>, i: usize) -> bool {
    (0..=i)
        .rev()
        .take(6)
        .any(|k| phrase.seed(k).is_some_and(|seed| seed.end > i))
}

/// `3-1`, in one token or in three.
fn is_score(phrase: &Phrase<'_>, i: usize) -> bool {
    let is_goals = |word: &str| (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let is_dash = |word: &str| matches!(word, "-" | "–");
    if let Some((home, guests)) = phrase.forms[i].split_once(['-', '–'])
        && is_goals(home)
        && is_goals(guests)
    {
        return true;
    }
    let next = |k: usize| phrase.forms.get(i + k).map_or("", |form| &**form);
    is_goals(&phrase.forms[i]) && is_dash(next(1)) && is_goals(next(2))
}

/// Whether a name wins, loses or is beaten.
fn plays(phrase: &Phrase<'_>, token: usize) -> bool {
    let (tree, contest) = (phrase.tree, &phrase.schema.lore.contest);
    let mut at = token;
    while tree.rel(at) == Rel::Conj
        && let Some(first) = tree.head(at).filter(|first| tree.upos(*first) == Upos::Propn)
    {
        at = first;
    }
    let Some(above) = tree.head(at) else { return false };
    let verb = |verb: usize| contest.verbs.contains(&lemma(phrase, verb));
    let noun = |noun: usize| contest.nouns.contains(&lemma(phrase, noun));
    let against = || {
        tree.children(at).any(|c| {
            tree.rel(c) == Rel::Case
                && matches!(
                    tree.lemma(c),
                    "to" | "against" | "with" | "over" | "by" | "between"
                )
        })
    };
    match tree.rel(at) {
        rel if rel.is_subject() => {
            verb(above) || tree.children(above).any(|c| tree.rel(c) == Rel::Conj && verb(c))
        }
        Rel::Obj => verb(above),
        Rel::Obl | Rel::Nmod => against() && (verb(above) || noun(above)),
        Rel::NmodPoss => noun(above),
        _ => false,
    }
}

/// Makes a name a team's.
fn field(phrase: &Phrase<'_>, mention: &mut Mention) {
    let Some(class) = phrase.schema.lore.contest.class else {
        return;
    };
    (mention.seed, mention.sense, mention.class) = (None, Some(class), Some(class));
}

// ── Cities ───────────────────────────────────────────────────────────────────────────────────

/// `the city of Luxembourg`: what a word for settlements says of a country's name.
fn is_settlement(phrase: &Phrase<'_>, mention: &Mention) -> bool {
    let start = mention.tokens.0 as usize;
    let sovereign = mention
        .seed
        .is_some_and(|seed| phrase.schema.class(phrase.schema.actor(seed).class).sovereign);
    sovereign
        && start >= 2
        && phrase.forms[start - 1] == "of"
        && phrase
            .noun(start - 2)
            .is_some_and(|(noun, _)| phrase.schema.noun(noun).settlement)
        && !phrase.tree.has(start - 2, "Number=Plur")
}

/// Makes a country's name that of its city.
fn settle_down(phrase: &Phrase<'_>, mention: &mut Mention) {
    let city = format!("{} city", normalise(mention.span.of(phrase.text)));
    let known = phrase.schema.names(&city).first();
    let place = phrase
        .noun(mention.tokens.0 as usize - 2)
        .map(|(noun, _)| phrase.schema.noun(noun).class);
    mention.class = place;
    mention.seed = known.map(|(seed, _)| *seed);
    mention.sense = place.filter(|_| known.is_none());
}

/// The country for which a capital stands: where it does something, or where something is done to it that is not
/// done to places.
fn speaks_for(phrase: &Phrase<'_>, mention: &Mention) -> Option<SeedId> {
    let names = phrase.schema.names(&normalise(mention.span.of(phrase.text)));
    let (country, _) = names.iter().find(|(_, naming)| *naming == Naming::Capital)?;
    acts(phrase, mention.head.token as usize).then_some(*country)
}

fn acts(phrase: &Phrase<'_>, token: usize) -> bool {
    let (tree, schema) = (phrase.tree, phrase.schema);
    let mut at = token;
    while tree.rel(at) == Rel::Conj
        && let Some(first) = tree.head(at).filter(|first| tree.upos(*first) == Upos::Propn)
    {
        at = first;
    }
    let Some(above) = tree.head(at) else { return false };
    let case = |words: &[&str]| {
        tree.children(at)
            .any(|c| tree.rel(c) == Rel::Case && words.contains(&tree.lemma(c)))
    };
    let is_act = !schema.frames_for_verb(&lemma(phrase, above)).is_empty();
    match tree.rel(at) {
        Rel::Nsubj => is_act && tree.upos(above) == Upos::Verb,
        Rel::Obj => {
            let frames = schema.frames_for_verb(&lemma(phrase, above));
            let place = |frame: &crate::schema::FrameId| {
                let classes = schema.recipient_classes(*frame);
                classes.is_empty() || classes.iter().any(|class| is_mere_place(phrase, *class))
            };
            !frames.is_empty() && !frames.iter().any(place)
        }
        Rel::Obl | Rel::Nmod => case(&["with", "against", "between", "by"]),
        Rel::NmodPoss => !schema.frames_for_noun(&lemma(phrase, above)).is_empty(),
        _ => false,
    }
}

/// Whether places that are no countries are of a class.
fn is_mere_place(phrase: &Phrase<'_>, class: crate::schema::ClassId) -> bool {
    let places = (0..phrase.schema.classes.len() as u16).map(crate::schema::ClassId);
    places
        .filter(|id| phrase.schema.class(*id).territorial && !phrase.schema.class(*id).sovereign)
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
    if !phrase.schema.class(seed.class).territorial || other.seed == place.seed {
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
