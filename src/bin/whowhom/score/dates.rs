//! `whowhom score dates`: time expressions and their values against gold.

use super::super::args::Score;
use super::super::screen::Screen;
use super::super::{Outcome, load};
use super::{lines, table};
use anyhow::Result;
use std::io::{self, Write};
use whowhom::claim::{self, Time};
use whowhom::score::dates::{self, DateScores, DatedDocument};

/// Scores time expressions and prints a table.
pub(super) fn run(args: &Score, screen: &mut Screen) -> Result<Outcome> {
    let form = "`tokens`, `dct` and `timexes` with `start`, `end` and `when`";
    let gold = lines(args, dates::documents, form, screen)?;
    if gold.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let model = load::model(&args.tools)?;
    let mut scores = DateScores::default();
    for document in &gold {
        let text = &document.given.text;
        let sentences = model.splitter.split(text, &[]);
        let found = claim::times(text, &sentences, document.date);
        scores.add(&found, document);
        if args.show {
            show(&found, document, screen)?;
        }
    }
    let rows = [("detected", scores.detected), ("value right", scores.valued)];
    table("dates", &rows, screen)?;
    Ok(Outcome::Done)
}

/// Prints what was missed, found wrongly, or found with another value.
fn show(found: &[Time], document: &DatedDocument, screen: &mut Screen) -> io::Result<()> {
    let given = &document.given;
    let words = |start: usize, end: usize| given.span(start, end).unwrap_or_default().of(&given.text);
    let around = |start: usize, end: usize| {
        let last = given.tokens.len().min(end + 3);
        format!(
            "{} [{}] {}",
            words(start.saturating_sub(3), start),
            words(start, end),
            words(end, last)
        )
        .replace('\n', " ")
    };
    let place = |time: &Time| {
        let tokens = given.tokens_in(time.span);
        (tokens.start, tokens.end)
    };
    let id = &document.id;
    for expression in &document.expressions {
        let (start, end) = expression.tokens;
        let context = around(start, end);
        match found.iter().find(|time| place(time) == expression.tokens) {
            None => writeln!(screen, "  missed  {id}: {context}")?,
            Some(time) if !expression.is(time) => {
                let day = |day: Option<jiff::civil::Date>| day.map_or("?".to_owned(), |day| day.to_string());
                let wanted = format!("{}/{}", day(expression.begin), day(expression.end));
                let found = format!("{}/{}", time.begin, time.end);
                writeln!(screen, "  value   {id}: {context}: {found} for {wanted}")?;
            }
            Some(_) => {}
        }
    }
    for time in found {
        let (start, end) = place(time);
        if !document
            .expressions
            .iter()
            .any(|expression| expression.tokens == (start, end))
        {
            writeln!(screen, "  wrong   {id}: {}", around(start, end))?;
        }
    }
    Ok(())
}
