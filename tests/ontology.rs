//! Every frame reads its own examples, and fires in none of its counter-examples.
//!
//! Not all do yet, so this is a ratchet: `tests/gold/frames.csv` holds one row an example, and a
//! row that was `ok` must stay so. `UPDATE_EXPECT=1` rewrites it; the diff is reviewed.
//! `FRAME_FAILURES=FILE` writes the failures with their trees, by cause.

use crate::support::{here, reader, schema, show_claim, show_trees, update};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use whowhom::claim::{Claim, Object, Predicate};
use whowhom::mention::{Chain, ChainId};
use whowhom::reading::Reading;
use whowhom::schema::{Expected, FrameId, RelationId, normalise};
use whowhom::text::Span;

/// How one example went.
struct Outcome {
    frame: String,
    /// Number of the example (from 1), `not 1` for a counter-example.
    number: String,
    text: String,
    /// What went wrong, if anything: the cause and the claim that was expected.
    fault: Option<(&'static str, String)>,
    reading: Reading,
}

#[test]
fn frames_read_their_examples() {
    let outcomes = outcomes();
    if let Some(file) = std::env::var_os("FRAME_FAILURES") {
        fs::write(file, report(&outcomes)).unwrap();
    }
    let found: BTreeMap<(String, String), (String, bool)> = outcomes
        .iter()
        .map(|o| {
            (
                (o.frame.clone(), o.text.clone()),
                (o.number.clone(), o.fault.is_none()),
            )
        })
        .collect();
    let ok = found.values().filter(|(_, ok)| *ok).count();
    println!("frames: {ok} of {} examples read rightly", found.len());
    let path = here("tests/gold/frames.csv");
    if update() {
        let mut csv = String::from("frame,example,outcome,text\n");
        for o in &outcomes {
            let outcome = if o.fault.is_none() { "ok" } else { "missed" };
            let text = o.text.replace('"', "\"\"");
            writeln!(csv, "{},{},{outcome},\"{text}\"", o.frame, o.number).unwrap();
        }
        fs::write(&path, csv).unwrap();
        return;
    }
    let held = held(&fs::read_to_string(&path).unwrap_or_default());
    let mut faults = Vec::new();
    for ((frame, text), was) in &held {
        match found.get(&(frame.clone(), text.clone())) {
            Some((number, false)) if *was => faults.push(format!("{frame} {number} was ok: {text}")),
            Some((number, true)) if !*was => println!("gained: {frame} {number}: {text}"),
            Some(_) => {}
            None => println!("gone: {frame}: {text}"),
        }
    }
    let unknown = found.keys().filter(|key| !held.contains_key(*key));
    faults.extend(unknown.map(|(frame, text)| format!("{frame} has no row for: {text}")));
    assert!(
        faults.is_empty(),
        "{} (UPDATE_EXPECT=1 rewrites tests/gold/frames.csv):\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// The rows of the file: frame and sentence, and whether it was read rightly.
fn held(csv: &str) -> BTreeMap<(String, String), bool> {
    let row = |line: &str| {
        let mut cells = line.splitn(4, ',');
        let frame = cells.next()?.to_owned();
        let outcome = cells.nth(1)? == "ok";
        let cell = cells.next()?.strip_prefix('"')?.strip_suffix('"')?;
        let text = cell.replace("\"\"", "\"");
        Some(((frame, text), outcome))
    };
    csv.lines().skip(1).filter_map(row).collect()
}

fn outcomes() -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (i, frame) in schema().frames.iter().enumerate() {
        for (n, example) in frame.examples.iter().enumerate() {
            let reading = reader().read_text(&example.text);
            let fault = example
                .expected
                .iter()
                .find_map(|e| Some((cause(&reading, FrameId(i as u32), e)?, show_expected(e))));
            outcomes.push(Outcome {
                frame: frame.name.clone(),
                number: (n + 1).to_string(),
                text: example.text.clone(),
                fault,
                reading,
            });
        }
        for (n, text) in frame.counter_examples.iter().enumerate() {
            let reading = reader().read_text(text);
            let fires = reading.claims.iter().any(|c| c.frame == Some(FrameId(i as u32)));
            outcomes.push(Outcome {
                frame: frame.name.clone(),
                number: format!("not {}", n + 1),
                text: text.clone(),
                fault: fires.then(|| ("fires in its counter-example", "nothing".to_owned())),
                reading,
            });
        }
    }
    outcomes
}

fn show_expected(expected: &Expected) -> String {
    format!(
        "{} {} {} ({:?}, {:?})",
        expected.subject, expected.relation, expected.object, expected.modality, expected.polarity
    )
    .replace(" (Actual, Positive)", "")
}

/// Why an expected claim is not there; `None` if it is.
fn cause(reading: &Reading, frame: FrameId, expected: &Expected) -> Option<&'static str> {
    let relation = schema().relation_named(&expected.relation)?;
    let pair = |c: &&Claim| between(reading, c, expected, schema().relation(relation).symmetric);
    let same = |c: &&Claim| specialises(c, relation);
    let colour = |c: &&Claim| c.modality == expected.modality && c.polarity == expected.polarity;
    let claims = || reading.claims.iter();
    if claims().filter(pair).filter(same).any(|c| colour(&c)) {
        return None;
    }
    let of_frame = || claims().filter(|c| c.frame == Some(frame));
    let literal = schema().relation(relation).literal;
    Some(if claims().filter(pair).any(|c| same(&c)) {
        "modality or polarity"
    } else if claims().any(|c| pair(&c)) {
        "another relation between the right two"
    } else if claims()
        .filter(same)
        .any(|c| between_either(reading, c, expected))
    {
        "the wrong way round"
    } else if !chains(reading).any(|(id, _)| names(reading, id, None, &expected.subject)) {
        "the subject is no mention"
    } else if !literal && !chains(reading).any(|(id, _)| names(reading, id, None, &expected.object)) {
        "the object is no mention"
    } else if !allowed(reading, frame, relation, expected) {
        "the class of subject or object"
    } else if of_frame().next().is_some() || claims().any(|c| same(&c)) {
        "the frame takes the wrong words for subject or object"
    } else {
        "the frame does not fire"
    })
}

pub(crate) fn specialises(claim: &Claim, relation: RelationId) -> bool {
    matches!(claim.predicate, Predicate::Known(r) if r == relation || schema().ancestors(r).any(|a| a == relation))
}

/// Whether the claim is between the two expected.
pub(crate) fn between(reading: &Reading, claim: &Claim, expected: &Expected, symmetric: bool) -> bool {
    let is = |which: &str, end: End<'_>| match end {
        End::Actor(id, span) => names(reading, id, Some(span), which),
        End::Literal(text) => alike(text, which),
    };
    let (subject, object) = ends(claim);
    is(&expected.subject, subject) && is(&expected.object, object)
        || symmetric && is(&expected.subject, object) && is(&expected.object, subject)
}

fn between_either(reading: &Reading, claim: &Claim, expected: &Expected) -> bool {
    between(reading, claim, expected, true)
}

#[derive(Clone, Copy)]
enum End<'a> {
    Actor(ChainId, Span),
    Literal(&'a str),
}

fn ends(claim: &Claim) -> (End<'_>, End<'_>) {
    let object = match &claim.object {
        Object::Actor(id) => End::Actor(*id, claim.evidence.object),
        Object::Literal(text) => End::Literal(text),
    };
    (End::Actor(claim.subject, claim.evidence.subject), object)
}

fn chains(reading: &Reading) -> impl Iterator<Item = (ChainId, &Chain)> {
    let number = |(i, chain)| (ChainId(i as u32), chain);
    reading.mentions.chains.iter().enumerate().map(number)
}

/// Whether these words name the chain: as its name or another of its names, as the seed's adjective
/// or capital, or as the words of a mention.
fn names(reading: &Reading, id: ChainId, evidence: Option<Span>, which: &str) -> bool {
    let chain = reading.mentions.chain(id);
    let text = reading.document.text.as_str();
    let seed = chain.seed.map(|seed| schema().actor(seed));
    let of_seed = seed
        .into_iter()
        .flat_map(|seed| seed.names().map(|(name, _)| name));
    let of_text = chain.mentions.iter().flat_map(|m| {
        let mention = reading.mentions.mention(*m);
        let titled = mention.title.map(|title| title.cover(mention.span));
        [Some(mention.span), titled]
            .into_iter()
            .flatten()
            .map(|span| span.of(text))
    });
    [chain.name.as_str()]
        .into_iter()
        .chain(chain.aliases.iter().map(String::as_str))
        .chain(chain.former.iter().map(String::as_str))
        .chain(of_seed)
        .chain(of_text)
        .chain(evidence.map(|span| span.of(text)))
        .any(|name| alike(name, which))
}

/// Whether a name is the expected one: equal, with more before it (a title, a first name), or with
/// a preposition or a number of kings after it.
fn alike(name: &str, which: &str) -> bool {
    let strip = |text: &str| {
        let words = normalise(text);
        let words = words.strip_prefix("the ").unwrap_or(&words);
        words.strip_suffix(" s").unwrap_or(words).to_owned()
    };
    let (name, which) = (strip(name), strip(which));
    if name == which || name.ends_with(&format!(" {which}")) {
        return true;
    }
    let rest = name.strip_prefix(&format!("{which} ")).unwrap_or_default();
    let next = rest.split(' ').next().unwrap_or_default();
    ["of", "in", "for", "at", "from", "ii", "iii"].contains(&next)
}

/// Whether some chains of those names have classes that frame or relation let in.
fn allowed(reading: &Reading, frame: FrameId, relation: RelationId, expected: &Expected) -> bool {
    let (agents, recipients) = if schema().frame(frame).relation.is_some() {
        (schema().agent_classes(frame), schema().recipient_classes(frame))
    } else {
        let relation = schema().relation(relation);
        (relation.domain.as_slice(), relation.range.as_slice())
    };
    let fits = |which: &str, classes| {
        chains(reading)
            .any(|(id, chain)| names(reading, id, None, which) && schema().allows(classes, chain.class))
    };
    fits(&expected.subject, agents)
        && (schema().relation(relation).literal || fits(&expected.object, recipients))
}

/// The failures with their trees, by cause.
fn report(outcomes: &[Outcome]) -> String {
    let mut by_cause: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        if let Some((cause, _)) = &outcome.fault {
            by_cause.entry(cause).or_default().push(outcome);
        }
    }
    let mut shown = String::new();
    for (cause, outcomes) in by_cause {
        writeln!(shown, "# {cause}: {}\n", outcomes.len()).unwrap();
        for o in outcomes {
            let (_, expected) = o.fault.as_ref().expect("only faults are kept");
            writeln!(
                shown,
                "## {} {}\n{}\n\nexpected: {expected}",
                o.frame, o.number, o.text
            )
            .unwrap();
            for claim in &o.reading.claims {
                writeln!(shown, "found: {}", show_claim(&o.reading, claim)).unwrap();
            }
            for (_, chain) in chains(&o.reading) {
                let class = &schema().class(chain.class).name;
                writeln!(
                    shown,
                    "chain: {} ({class}, {} mentions)",
                    chain.name,
                    chain.mentions.len()
                )
                .unwrap();
            }
            writeln!(shown, "```\n{}```\n", show_trees(&o.reading)).unwrap();
        }
    }
    shown
}
