//! `whowhom score names`: the names of readings against gold.

use super::super::args::Score;
use super::super::screen::Screen;
use super::super::{Outcome, load};
use super::{lines, table};
use anyhow::Result;
use rayon::prelude::*;
use std::io::{self, Write};
use whowhom::reading::{Reader, Reading};
use whowhom::score::names::{self, NameScores, Named, NamedDocument};

/// Scores names and prints a table.
pub(super) fn run(args: &Score, screen: &mut Screen) -> Result<Outcome> {
    let form = "`tokens` and `entities` like [0, 2, \"PER\"]";
    let gold = lines(args, names::documents, form, screen)?;
    if gold.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let reader = Reader::new(&schema, &model);
    let read = |document: &NamedDocument| {
        let reading = reader.read_tokens(&document.text, document.sentences.clone());
        let names = [true, false].map(|sure| names::names(&reading, &schema, sure));
        (names, reading)
    };
    let found: Vec<([Vec<Vec<Named>>; 2], Reading)> = gold.par_iter().map(read).collect();
    let (mut scores, mut with_rules) = (NameScores::default(), NameScores::default());
    for (([sure, all], reading), gold) in found.iter().zip(&gold) {
        for (i, (found, gold)) in sure.iter().zip(&gold.names).enumerate() {
            scores.add(found, gold);
            with_rules.add(&all[i], gold);
            if args.show {
                show(found, gold, reading, i, screen)?;
            }
        }
    }
    let mut rows = scores.rows().to_vec();
    rows.push(("by rules too", with_rules.all));
    table("names", &rows, screen)?;
    Ok(Outcome::Done)
}

/// Prints the names of a sentence that were missed and those that were found wrongly.
fn show(found: &[Named], gold: &[Named], reading: &Reading, i: usize, screen: &mut Screen) -> io::Result<()> {
    let sentence = &reading.sentences[i];
    let sides = [("missed", gold, found), ("wrong", found, gold)];
    for (what, names, others) in sides {
        for name in names.iter().filter(|name| !others.contains(name)) {
            let span = |from: usize, to: usize| {
                let (first, last) = (sentence.tokens[from].span, sentence.tokens[to - 1].span);
                first.cover(last).of(&reading.document.text)
            };
            let (start, end, sort) = *name;
            let before = if start > 0 {
                span(start.saturating_sub(4), start)
            } else {
                ""
            };
            let behind = sentence.tokens.len().min(end + 4);
            let behind = if end < behind { span(end, behind) } else { "" };
            writeln!(
                screen,
                "  {what:7} {sort:?}: {before} [{}] {behind}",
                span(start, end)
            )?;
        }
    }
    Ok(())
}
