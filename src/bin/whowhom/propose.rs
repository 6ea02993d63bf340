//! `whowhom propose`: frames for verbs that none covers yet, for a person to accept.

use super::args::Propose;
use super::screen::Screen;
use super::{Outcome, load};
use anyhow::Result;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;
use whowhom::claim::{Claim, OpenVerb, Predicate};
use whowhom::reading::{Reader, Reading};
use whowhom::source::Document;

/// Documents read at a time; bounds the memory.
const BATCH: usize = 64;

/// Sentences that are shown of each.
const SHOWN: usize = 3;

/// What is known of an open relation.
#[derive(Default)]
struct Seen {
    /// How often its verb stands in the texts, however many parties it relates there.
    count: usize,
    /// Sentences with the ids of their documents.
    sentences: Vec<(String, String)>,
}

/// Reads documents and prints proposals as Turtle in comments, the most frequent first.
pub(crate) fn run(args: &Propose, screen: &mut Screen) -> Result<Outcome> {
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let config = load::config(&args.documents, &model)?;
    let reader = Reader::new(&schema, &model).with_open_relations(true);
    let mut documents = load::documents(&args.documents, &config);
    let mut seen: BTreeMap<OpenVerb, Seen> = BTreeMap::new();
    let (mut read, mut errors) = (0, 0);
    loop {
        let batch: Vec<_> = documents.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let readings: Vec<Result<Reading, String>> = batch
            .into_par_iter()
            .map(|document: Result<Document, _>| match document {
                Ok(document) => Ok(reader.read(document)),
                Err(error) => Err(error.to_string()),
            })
            .collect();
        for reading in readings {
            match reading {
                Ok(reading) => {
                    read += 1;
                    note(&reading, &mut seen);
                }
                Err(error) => {
                    errors += 1;
                    screen.error(&error);
                }
            }
        }
    }
    if read + errors == 0 {
        load::tell_none(&args.documents, screen);
    }
    let mut found: Vec<(&OpenVerb, &Seen)> =
        seen.iter().filter(|(_, seen)| seen.count >= args.least).collect();
    found.sort_by_key(|(verb, seen)| (Reverse(seen.count), *verb));
    found.truncate(args.most);
    for (verb, seen) in &found {
        writeln!(screen, "{}", proposal(verb, seen))?;
    }
    Ok(match (errors, found.len()) {
        (1.., _) => Outcome::Faulty,
        (0, 0) => Outcome::Nothing,
        _ => Outcome::Done,
    })
}

/// Counts the open relations of a document.
fn note(reading: &Reading, seen: &mut BTreeMap<OpenVerb, Seen>) {
    let mut triggers = BTreeSet::new();
    for claim in &reading.claims {
        let Predicate::Open(verb) = &claim.predicate else {
            continue;
        };
        if !triggers.insert(claim.evidence.trigger) {
            continue;
        }
        let entry = seen.entry(verb.clone()).or_default();
        entry.count += 1;
        let shown = (reading.document.id.clone(), sentence(reading, claim));
        if entry.sentences.len() < SHOWN && !entry.sentences.contains(&shown) {
            entry.sentences.push(shown);
        }
    }
}

/// The sentence of a claim, in one line.
fn sentence(reading: &Reading, claim: &Claim) -> String {
    let trigger = claim.evidence.trigger;
    let holds = |s: &&whowhom::token::Sentence| s.span.contains(trigger);
    let words = reading
        .sentences
        .iter()
        .find(holds)
        .map_or("", |s| s.span.of(&reading.document.text));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A frame to fill in: the relation is left to a person, so that nothing is taken over unseen.
fn proposal(verb: &OpenVerb, seen: &Seen) -> String {
    let name = verb.to_string();
    let slot = verb.preposition.as_deref().unwrap_or("obj");
    let times = if seen.count == 1 { "time" } else { "times" };
    let mut out = format!("# {name}: {} {times}\n", seen.count);
    for (document, sentence) in &seen.sentences {
        let _ = writeln!(out, "#   “{sentence}” ({document})");
    }
    let (label, lemma) = (name.replace(' ', "-"), &verb.lemma);
    let _ = write!(
        out,
        "# f:{label}.v a ww:Frame ;\n#     ww:relation ww:… ;\n#     ww:verb \"{lemma}\" ;\n\
         #     ww:agent \"subj\" ; ww:recipient \"{slot}\" ;\n#     ww:example \"… => X … Y\" .\n"
    );
    out
}
