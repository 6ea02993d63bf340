//! `whowhom propose`: frames for verbs that none covers yet, for a person to accept.

use super::args::Propose;
use super::screen::Screen;
use super::{Outcome, load};
use anyhow::Result;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use whowhom::claim::{Claim, Predicate};
use whowhom::reading::{Reader, Reading};
use whowhom::source::Document;

/// Documents read at a time; bounds the memory.
const BATCH: usize = 64;

/// Sentences that are shown of each.
const SHOWN: usize = 3;

/// What is known of an open relation.
#[derive(Default)]
struct Seen {
    count: usize,
    /// How many words of its name are the verb with its particle; one more is the preposition.
    verb: usize,
    /// Sentences with the ids of their documents.
    sentences: Vec<(String, String)>,
}

/// Reads documents and prints proposals as Turtle in comments, the most frequent first.
pub(crate) fn run(args: &Propose, screen: &mut Screen) -> Result<Outcome> {
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let config = load::config(&args.documents, &model)?;
    let reader = Reader::new(&schema, &model).with_open_relations(true);
    let mut documents = load::documents(&args.documents, &config);
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
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
    let mut found: Vec<(&String, &Seen)> = seen.iter().filter(|(_, seen)| seen.count >= args.least).collect();
    found.sort_by_key(|(name, seen)| (Reverse(seen.count), *name));
    found.truncate(args.most);
    for (name, seen) in &found {
        writeln!(screen, "{}", proposal(name, seen))?;
    }
    Ok(match (errors, found.len()) {
        (1.., _) => Outcome::Faulty,
        (0, 0) => Outcome::Nothing,
        _ => Outcome::Done,
    })
}

/// Counts the open relations of a document.
fn note(reading: &Reading, seen: &mut BTreeMap<String, Seen>) {
    for claim in &reading.claims {
        let Predicate::Open(name) = &claim.predicate else {
            continue;
        };
        let entry = seen.entry(name.clone()).or_default();
        entry.count += 1;
        entry.verb = claim
            .evidence
            .trigger
            .of(&reading.document.text)
            .split_whitespace()
            .count();
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
fn proposal(name: &str, seen: &Seen) -> String {
    let words = name.split(' ').count();
    let (verb, slot) = match name.rsplit_once(' ') {
        Some((verb, preposition)) if seen.verb < words => (verb, preposition),
        _ => (name, "obj"),
    };
    let times = if seen.count == 1 { "time" } else { "times" };
    let mut out = format!("# {name}: {} {times}\n", seen.count);
    for (document, sentence) in &seen.sentences {
        let _ = writeln!(out, "#   “{sentence}” ({document})");
    }
    let label = name.replace(' ', "-");
    let _ = write!(
        out,
        "# f:{label}.v a ww:Frame ;\n#     ww:relation ww:… ;\n#     ww:verb \"{verb}\" ;\n\
         #     ww:agent \"subj\" ; ww:recipient \"{slot}\" ;\n#     ww:example \"… => X … Y\" .\n"
    );
    out
}
