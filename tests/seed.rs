//! The article that the project began with is read as it should be; skipped where it isn't at hand.
//!
//! The article is under copyright: nothing of it stands here but names and numbers.

use crate::support::{built, documents, reader, schema, shared, show_claim};
use std::path::PathBuf;
use whowhom::claim::{Bound, Claim, Object, Predicate};
use whowhom::mention::{Chain, ChainId};
use whowhom::query::{self, Answer, Limits, Prefixes};
use whowhom::reading::Reading;
use whowhom::schema::{Modality, Polarity, normalise};

const ASSAD: &str = "Bashar al-Assad";
const SUDANI: &str = "Mohammed Shia Al-Sudani";
const HTS: &str = "Hayat Tahrir al-Sham";
const TWO_DAYS: &str = "2024-11-28/2024-11-30";

/// A claim that must be read: affirmed, and actual unless said otherwise.
struct Wanted {
    who: &'static str,
    /// The relation, or a general one above it.
    did: &'static str,
    whom: &'static str,
    modality: Modality,
    /// As ISO 8601.
    date: Option<&'static str>,
    place: Option<&'static str>,
    quantity: Option<(f64, Bound)>,
    /// The last link of the chain of sources.
    source: Option<&'static str>,
}

const fn wanted(who: &'static str, did: &'static str, whom: &'static str) -> Wanted {
    Wanted {
        who,
        did,
        whom,
        modality: Modality::Actual,
        date: None,
        place: None,
        quantity: None,
        source: None,
    }
}

#[rustfmt::skip]
const WANTED: &[Wanted] = &[
    Wanted { date: Some("2024-11-30"), source: Some("Syrian Presidency"), ..wanted(ASSAD, "spokeWith", SUDANI) },
    Wanted { source: Some("Al-Sudani's office"), ..wanted(ASSAD, "spokeWith", SUDANI) },
    wanted(SUDANI, "told", ASSAD),
    Wanted { modality: Modality::Planned, ..wanted("Iraq", "aided", "Syria") },
    wanted("Iraq", "expressedSupportFor", "Syria"),
    Wanted { place: Some("Aleppo"), ..wanted(HTS, "attacked", "government forces") },
    Wanted { date: Some(TWO_DAYS), quantity: Some((32.0, Bound::Exact)), ..wanted(HTS, "seized", "villages") },
    Wanted { date: Some(TWO_DAYS), ..wanted(HTS, "attacked", "airbase") },
    wanted("Syrian air forces", "attackedFromTheAir", HTS),
    wanted("Russian air forces", "attackedFromTheAir", HTS),
    Wanted { modality: Modality::Planned, ..wanted("Syrian army", "mobilisedAgainst", HTS) },
    wanted(SUDANI, "holdsPosition", "Iraq"),
    wanted(ASSAD, "holdsPosition", "Syria"),
    wanted(HTS, "alliedWith", "allied factions"),
    wanted(HTS, "formerlyKnownAs", "Jabhat al-Nusra"),
    Wanted { quantity: Some((57.0, Bound::Lower)), ..wanted(HTS, "clashedWith", "government forces") },
];

/// Single triple patterns: subject and object are actors by name, or the object is what is sought.
const AFFIRMED: &[(&str, &str, &str)] = &[
    (ASSAD, "spokeWith", SUDANI),
    (SUDANI, "spokeWith", ASSAD),
    (SUDANI, "told", ASSAD),
    ("Iraq", "expressedSupportFor", "Syria"),
    (HTS, "attacked", "government forces"),
    (HTS, "seized", "villages"),
    (HTS, "attacked", "airbase"),
    ("Syrian air forces", "attacked", HTS),
    ("Russian air forces", "attacked", HTS),
    (SUDANI, "holdsPosition", "Iraq"),
    (ASSAD, "holdsPosition", "Syria"),
    (HTS, "alliedWith", "allied factions"),
    (HTS, "clashedWith", "government forces"),
];

/// What is planned only is no fact yet.
const PLANNED: &[(&str, &str, &str)] = &[
    ("Iraq", "aided", "Syria"),
    ("Syrian army", "mobilisedAgainst", HTS),
];

fn path() -> Option<PathBuf> {
    shared("data/articles/text/2024-11-30-sudani-assad.txt")
}

fn reading() -> Option<Reading> {
    let document = documents(&[path()?]).remove(0);
    assert_eq!(document.publisher.as_deref(), Some("Shafaq News"));
    assert_eq!(
        document.date.map(|date| date.to_string()).as_deref(),
        Some("2024-11-30")
    );
    Some(reader().read(document))
}

/// Whether the words stand in the name, as whole words.
fn names(name: &str, words: &str) -> bool {
    let (name, words) = (
        format!(" {} ", normalise(name)),
        format!(" {} ", normalise(words)),
    );
    name.contains(&words)
}

fn is(chain: &Chain, words: &str) -> bool {
    let all = std::iter::once(&chain.name).chain(&chain.aliases);
    all.into_iter().any(|name| names(name, words))
}

impl Wanted {
    fn is(&self, reading: &Reading, claim: &Claim) -> bool {
        let Predicate::Known(relation) = claim.predicate else {
            return false;
        };
        let chain = |id: ChainId| reading.mentions.chain(id);
        let wanted = schema().relation_named(self.did).unwrap();
        let object = |words: &str| match &claim.object {
            Object::Actor(id) => is(chain(*id), words),
            Object::Literal(literal) => literal == words,
        };
        let straight = is(chain(claim.subject), self.who) && object(self.whom);
        let turned = is(chain(claim.subject), self.whom) && object(self.who);
        let date = claim.time.as_ref().map(whowhom::claim::Time::iso);
        let place = |words| {
            let place = claim.place.as_ref().and_then(|place| place.chain);
            place.is_some_and(|id| is(chain(id), words))
        };
        let quantity = |(value, bound): (f64, Bound)| {
            let same =
                |q: &whowhom::claim::Quantity| (q.value - value).abs() < f64::EPSILON && q.bound == bound;
            claim.quantities.iter().any(same)
        };
        let source = |words| {
            claim
                .attribution
                .last()
                .is_some_and(|source| is(chain(source.chain), words))
        };
        (relation == wanted || schema().ancestors(relation).any(|above| above == wanted))
            && (straight || (turned && schema().relation(wanted).symmetric))
            && claim.polarity == Polarity::Positive
            && claim.modality == self.modality
            && self.date.is_none_or(|wanted| date.as_deref() == Some(wanted))
            && self.place.is_none_or(place)
            && self.quantity.is_none_or(quantity)
            && self.source.is_none_or(source)
    }

    fn show(&self) -> String {
        let mut shown = format!("{} {} {}", self.who, self.did, self.whom);
        let quantity = self.quantity.map(|(value, bound)| format!("{bound:?} {value}"));
        let modality = (self.modality != Modality::Actual).then(|| format!("{:?}", self.modality));
        let parts = [
            self.date,
            self.place,
            self.source,
            quantity.as_deref(),
            modality.as_deref(),
        ];
        for part in parts.into_iter().flatten() {
            shown.extend([" | ", part]);
        }
        shown
    }
}

#[test]
fn the_seed_article_is_read() {
    let Some(reading) = reading() else { return };
    let read = |wanted: &Wanted| reading.claims.iter().any(|claim| wanted.is(&reading, claim));
    let missed: Vec<String> = WANTED
        .iter()
        .filter(|wanted| !read(wanted))
        .map(Wanted::show)
        .collect();
    let claims: Vec<String> = reading
        .claims
        .iter()
        .map(|claim| show_claim(&reading, claim))
        .collect();
    assert!(
        missed.is_empty(),
        "{} of {} are missed:\n{}\n\nread was:\n{}",
        missed.len(),
        WANTED.len(),
        missed.join("\n"),
        claims.join("\n")
    );
}

/// Two sources tell of one call.
#[test]
fn the_call_is_one_event_with_two_sources() {
    let Some(reading) = reading() else { return };
    let events = |wanted: &Wanted| -> Vec<u32> {
        let found = reading.claims.iter().filter(|claim| wanted.is(&reading, claim));
        found.map(|claim| claim.event).collect()
    };
    let (one, other) = (events(&WANTED[0]), events(&WANTED[1]));
    assert!(
        one.iter().any(|event| other.contains(event)),
        "events by the one: {one:?}, by the other: {other:?}"
    );
}

#[test]
fn names_of_one_actor_are_one_chain() {
    let Some(reading) = reading() else { return };
    let groups: [&[&str]; 3] = [
        &["HTS", HTS, "Jabhat al-Nusra"],
        &[SUDANI, "Al-Sudani"],
        &[ASSAD, "al-Assad"],
    ];
    for group in groups {
        let mut chains = Vec::new();
        for name in group {
            let known = |chain: &Chain| {
                let names = std::iter::once(&chain.name)
                    .chain(&chain.aliases)
                    .chain(&chain.former);
                names.into_iter().any(|other| normalise(other) == normalise(name))
            };
            let found: Vec<usize> = (0..reading.mentions.chains.len())
                .filter(|&i| known(&reading.mentions.chains[i]))
                .collect();
            assert_eq!(found.len(), 1, "{name} names {found:?}");
            chains.extend(found);
        }
        chains.dedup();
        assert_eq!(chains.len(), 1, "{group:?}");
    }
}

#[test]
fn one_triple_pattern_finds_what_happened() {
    let Some(path) = path() else { return };
    let store = built(documents(&[path]));
    let prefixes = Prefixes::default();
    // A row holds what is sought, then its names.
    let holds = |&(who, did, whom): &(&str, &str, &str)| {
        let whose = query::actor(store.quads(), &prefixes, who).unwrap_or_else(|error| panic!("{error}"));
        let asked = format!("SELECT ?whom {{ {whose} ww:{did} ?whom }}");
        let Answer::Table(table) = ask(&store, &asked) else {
            panic!("a SELECT gives a table");
        };
        table.rows.iter().flatten().flatten().any(|found| {
            let names = format!("SELECT ?name {{ {found} skos:prefLabel|skos:altLabel ?name }}");
            let Answer::Table(table) = ask(&store, &names) else {
                panic!("a SELECT gives a table");
            };
            let mut all = table.rows.iter().flatten().flatten();
            all.any(|name| self::names(&name.to_string(), whom))
        })
    };
    let missed: Vec<_> = AFFIRMED.iter().filter(|fact| !holds(fact)).collect();
    assert!(missed.is_empty(), "no facts: {missed:?}");
    let early: Vec<_> = PLANNED.iter().filter(|fact| holds(fact)).collect();
    assert!(early.is_empty(), "facts already: {early:?}");
    let old = format!("ASK {{ ?hts ww:formerlyKnownAs {:?} }}", "Jabhat al-Nusra");
    assert_eq!(ask(&store, &old), Answer::Boolean(true));
}

fn ask(store: &whowhom::store::Store, sparql: &str) -> Answer {
    let answer = query::answer(store.quads(), sparql, &Prefixes::default(), &Limits::default());
    answer.unwrap_or_else(|error| panic!("{sparql}: {error}"))
}
