//! `whowhom score attribution`: who said what, against gold.

use super::super::args::Score;
use super::super::screen::Screen;
use super::super::{Outcome, load};
use super::{lines, table};
use anyhow::Result;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::Write;
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
    let mut rows = [("all", Counts::default()), ("news", Counts::default())];
    for (found, document) in found.iter().zip(&gold) {
        let kinds = if document.genre == "news" { 2 } else { 1 };
        for (_, counts) in &mut rows[..kinds] {
            attribution::add(counts, found, &document.attributions);
        }
        if args.show {
            show(document, found, screen)?;
        }
    }
    table("attribution", &rows, screen)?;
    Ok(Outcome::Done)
}

/// Prints what is missed and what is found wrongly.
fn show(document: &AttributedDocument, found: &[Attribution], screen: &mut Screen) -> Result<()> {
    let text = |tokens: &BTreeSet<usize>| {
        let span = |token: &usize| document.given.tokens[*token].of(&document.given.text);
        tokens.iter().map(span).collect::<Vec<_>>().join(" ")
    };
    let (missed, wrong) = attribution::differences(found, &document.attributions);
    for (mark, all) in [("-", missed), ("+", wrong)] {
        for (source, content) in all {
            writeln!(
                screen,
                "{mark} {}: {} | {}",
                document.id,
                text(source),
                text(content)
            )?;
        }
    }
    Ok(())
}
