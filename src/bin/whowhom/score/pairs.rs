//! `whowhom score relations` and `score categories`: claims between given stretches of text, against gold.

use super::super::args::{Score, Scored};
use super::super::screen::Screen;
use super::super::{Outcome, load};
use super::{lines, table};
use anyhow::Result;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use whowhom::reading::{Reader, Reading};
use whowhom::schema::Schema;
use whowhom::score::Counts;
use whowhom::score::pairs::{self, PairedDocument};

/// Scores claims between given stretches and prints a table.
pub(super) fn run(args: &Score, screen: &mut Screen) -> Result<Outcome> {
    let form = "`text` and `gold` with `source_text`, `target_text` and `plover`, or `relations`";
    let gold = lines(args, pairs::documents, form, screen)?;
    if gold.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let reader = Reader::new(&schema, &model);
    let read = |document: &PairedDocument| reader.read_text(&document.text);
    let readings: Vec<Reading> = gold.par_iter().map(read).collect();
    let (mut ends, mut right) = (Counts::default(), Counts::default());
    for (reading, document) in readings.iter().zip(&gold) {
        pairs::add(&mut ends, &mut right, reading, document, None, &schema);
    }
    if args.show {
        for (reading, document) in readings.iter().zip(&gold) {
            for fault in pairs::faults(reading, document, &schema) {
                writeln!(screen, "{fault}")?;
            }
        }
        writeln!(screen)?;
    }
    let kinds = kinds(&readings, &gold, &schema);
    let rows: Vec<(&str, Counts)> = [("between them", ends), ("right", right)]
        .into_iter()
        .chain(kinds.iter().map(|(kind, counts)| (kind.as_str(), *counts)))
        .collect();
    table("claims", &rows, screen)?;
    if args.what == Scored::Categories {
        let judged = readings.iter().zip(&gold).flat_map(|(reading, document)| {
            let answers = pairs::answers(reading, document, &schema);
            let right = |(answer, wanted): (_, &pairs::Wanted)| !wanted.kinds.is_disjoint(&answer);
            answers
                .into_iter()
                .zip(&document.wanted)
                .map(right)
                .collect::<Vec<_>>()
        });
        let judged: Vec<bool> = judged.collect();
        let right = judged.iter().filter(|right| **right).count();
        let share = right as f64 / judged.len().max(1) as f64;
        writeln!(
            screen,
            "every row answered: {right} of {} right, {share:.3}",
            judged.len()
        )?;
    }
    Ok(Outcome::Done)
}

/// The right ones by what is wanted.
fn kinds(readings: &[Reading], gold: &[PairedDocument], schema: &Schema) -> BTreeMap<String, Counts> {
    let wanted = gold.iter().flat_map(|document| &document.wanted);
    let mut kinds: BTreeMap<String, Counts> = wanted.map(|w| (name(&w.kinds), Counts::default())).collect();
    for (reading, document) in readings.iter().zip(gold) {
        for (kind, counts) in &mut kinds {
            let mut part = document.clone();
            part.wanted.retain(|wanted| name(&wanted.kinds) == *kind);
            pairs::add(&mut Counts::default(), counts, reading, &part, Some(kind), schema);
        }
    }
    kinds
}

fn name(kinds: &BTreeSet<String>) -> String {
    kinds.iter().cloned().collect::<Vec<_>>().join("|")
}
