//! `whowhom score linking`: which names are of one actor, against gold.

use super::super::args::Score;
use super::super::screen::Screen;
use super::super::{Outcome, load};
use super::{lines, table};
use anyhow::Result;
use rayon::prelude::*;
use std::io::Write;
use whowhom::reading::{Reader, Reading};
use whowhom::score::linking::{self, LinkedDocument};

/// Scores identity and prints a table.
pub(super) fn run(args: &Score, screen: &mut Screen) -> Result<Outcome> {
    let form = "`tokens` and `mentions` like [0, 2, \"person\", \"Title\", \"Q1\"], or `text`, `entities` and `relations`";
    let gold = lines(args, linking::documents, form, screen)?;
    if gold.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let reader = Reader::new(&schema, &model);
    let read = |document: &LinkedDocument| reader.read_text(&document.text);
    let readings: Vec<Reading> = gold.par_iter().map(read).collect();
    let scores = linking::score(&gold, &readings, &schema);
    if args.show {
        for (what, pairs) in [("missed", &scores.missed), ("wrong", &scores.wrong)] {
            for pair in pairs {
                writeln!(screen, "  {what:7} {pair}")?;
            }
        }
    }
    let mut rows = vec![
        ("all", scores.all()),
        ("within", scores.within),
        ("across", scores.across),
    ];
    rows.extend(scores.kinds.iter().map(|(kind, counts)| (kind.as_str(), *counts)));
    rows.retain(|(_, counts)| counts.wanted + counts.wrong > 0);
    if !rows.is_empty() {
        table("pairs", &rows, screen)?;
    }
    if scores.synonyms.wanted > 0 {
        let (found, wanted) = (scores.synonyms.found, scores.synonyms.wanted);
        writeln!(screen, "given synonyms found: {found} of {wanted}")?;
    }
    Ok(Outcome::Done)
}
