//! `whowhom score names`: the names of readings against gold.

use super::super::args::Score;
use super::super::screen::Screen;
use super::super::{Outcome, load};
use super::{rates, text};
use anyhow::{Result, anyhow, bail};
use rayon::prelude::*;
use std::io::{self, Write};
use whowhom::reading::{Reader, Reading};
use whowhom::score::Counts;
use whowhom::score::names::{self, NameScores, Named, NamedDocument};

/// Scores names and prints a table.
pub(super) fn run(args: &Score, screen: &mut Screen) -> Result<Outcome> {
    if args.predictions.is_some() || args.texts.is_some() {
        bail!("names are scored on the tokens of the gold alone (hint: leave out predictions and --texts)");
    }
    let file = args.gold.display();
    let gold = names::documents(&text(&args.gold)?).map_err(|malformed| {
        let (line, reason) = (malformed.line, malformed.reason);
        anyhow!("{file}:{line}: {reason} (hint: a line has `tokens` and `entities` like [0, 2, \"PER\"])")
    })?;
    if gold.is_empty() {
        screen.note(&format!(
            "no gold in {file} (hint: JSON Lines with tokens and entities)"
        ));
        return Ok(Outcome::Nothing);
    }
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let reader = Reader::new(&schema, &model);
    let read = |document: &NamedDocument| {
        let reading = reader.read_tokens(&document.text, document.sentences.clone());
        (names::names(&reading, &schema), reading)
    };
    let found: Vec<(Vec<Vec<Named>>, Reading)> = gold.par_iter().map(read).collect();
    let mut scores = NameScores::default();
    for ((found, reading), gold) in found.iter().zip(&gold) {
        for (i, (found, gold)) in found.iter().zip(&gold.names).enumerate() {
            scores.add(found, gold);
            if args.show {
                show(found, gold, reading, i, screen)?;
            }
        }
    }
    print(&scores, screen)?;
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

fn print(scores: &NameScores, screen: &mut Screen) -> io::Result<()> {
    writeln!(
        screen,
        "{:14}{:>7}{:>7}{:>8}{:>8}{:>8}{:>8}",
        "names", "right", "wrong", "wanted", "P", "R", "F1"
    )?;
    for (name, counts) in scores.rows() {
        let Counts {
            right, wrong, wanted, ..
        } = counts;
        write!(screen, "{name:14}{right:7}{wrong:7}{wanted:8}")?;
        for number in rates(&counts) {
            write!(screen, "{number:8.3}")?;
        }
        writeln!(screen)?;
    }
    Ok(())
}
