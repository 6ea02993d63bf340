//! `whowhom check`: does a store hold what it should?

use super::args;
use super::screen::{Screen, Style};
use super::table::{Piece, Row, Table};
use super::{Outcome, load, word};
use anyhow::Result;
use std::io::Write;
use whowhom::query::Prefixes;
use whowhom::shape::{self, Report, Shapes};

/// Checks shapes and evidence, and prints what is wrong.
pub(crate) fn run(args: &args::Check, screen: &mut Screen) -> Result<Outcome> {
    let store = load::store(&args.store)?;
    let (quads, base) = (store.quads(), store.base());
    let prefixes = Prefixes::new(base);
    let text = |iri: &str| {
        let document = prefixes.expand(&prefixes.shorten(iri))?;
        store.text(&document).ok().flatten()
    };
    let shapes = shape::check(quads, &Shapes::embedded()?, base)?;
    let report = shapes.and(shape::check_evidence(quads, base, &text)?);
    if report.conforms {
        writeln!(screen, "nothing is wrong")?;
        return Ok(Outcome::Done);
    }
    print(&report, &prefixes, screen)?;
    Ok(Outcome::Nothing)
}

fn print(report: &Report, prefixes: &Prefixes, screen: &mut Screen) -> Result<()> {
    let short = |term: String| match term.strip_prefix('<').and_then(|iri| iri.strip_suffix('>')) {
        Some(iri) => prefixes.shorten(iri),
        None => word::line(&term),
    };
    let mut table = Table::new(vec!["node", "property", "value", "what should be"]);
    for violation in &report.results {
        let value = violation.value.as_ref().map(|value| short(value.to_string()));
        let cells = vec![
            Piece::new(Style::Strong, short(violation.focus.to_string())),
            short(violation.path.to_string()).into(),
            value.unwrap_or_default().into(),
            Piece::new(Style::Bad, word::line(&violation.message)),
        ];
        table.rows.push(Row {
            cells,
            below: Vec::new(),
        });
    }
    let width = screen.terminal.then_some(screen.width);
    table.write(width, screen.paint, screen)?;
    writeln!(screen, "\n{} wrong", report.results.len())?;
    Ok(())
}
