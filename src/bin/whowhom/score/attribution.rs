//! `whowhom score attribution`: who said what, against gold.

use super::super::args::Score;
use super::super::screen::Screen;
use super::super::{Outcome, load};
use super::{lines, table};
use anyhow::Result;
use rayon::prelude::*;
use whowhom::reading::Reader;
use whowhom::score::Counts;
use whowhom::score::attribution::{self, AttributedDocument, Attribution};

/// Scores attributions and prints a table.
pub(super) fn run(args: &Score, screen: &mut Screen) -> Result<Outcome> {
    let form = "`tokens` and `attributions` with `source` and `content`";
    let gold = lines(args, attribution::documents, form, screen)?;
    if gold.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let reader = Reader::new(&schema, &model);
    let read = |document: &AttributedDocument| {
        attribution::attributions(&reader.read_text(&document.given.text), &document.given, &schema)
    };
    let found: Vec<Vec<Attribution>> = gold.par_iter().map(read).collect();
    let mut counts = Counts::default();
    for (found, document) in found.iter().zip(&gold) {
        attribution::add(&mut counts, found, &document.attributions);
    }
    table("attribution", &[("all", counts)], screen)?;
    Ok(Outcome::Done)
}
