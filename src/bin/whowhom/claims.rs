//! Claims as a table: who did what to whom, each with the words it rests on.

use super::json::sources;
use super::screen::{Paint, Style};
use super::table::{Piece, Row, Table};
use super::word;
use std::io::{self, Write};
use whowhom::claim::{Claim, Object};
use whowhom::graph::Nodes;
use whowhom::reading::Reading;
use whowhom::schema::{Modality, Polarity, Schema};
use whowhom::source::Document;
use whowhom::text::Span;

/// Writes the claims of a reading below a line about its document.
pub(crate) fn write(
    reading: &Reading,
    schema: &Schema,
    nodes: &Nodes,
    width: usize,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    head(&reading.document, paint, out)?;
    if reading.claims.is_empty() {
        return writeln!(out, "  {}\n", paint.put(Style::Faint, "no claims"));
    }
    let mut table = Table::new(vec!["who", "did what", "to whom", "when", "where", "according to"]);
    table.indent = 2;
    table.rows = reading.claims.iter().map(|claim| row(reading, schema, nodes, claim)).collect();
    table.write(Some(width), paint, out)?;
    writeln!(out)
}

/// Headline, publisher, day, id.
fn head(document: &Document, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let title = document.title.as_deref().unwrap_or(&document.id);
    write!(out, "{}", paint.put(Style::Strong, word::line(title)))?;
    let date = document.date.map(|date| date.to_string());
    let id = document.title.is_some().then(|| document.id.clone());
    for part in [document.publisher.clone(), date, id].into_iter().flatten() {
        write!(out, "{}", paint.put(Style::Faint, format_args!(" · {}", word::line(&part))))?;
    }
    writeln!(out)
}

fn row(reading: &Reading, schema: &Schema, nodes: &Nodes, claim: &Claim) -> Row {
    let text = |span: Span| word::line(span.of(&reading.document.text));
    let name = |chain| word::line(&reading.mentions.chain(chain).name);
    let object = match &claim.object {
        Object::Actor(chain) => name(*chain),
        Object::Literal(literal) => word::line(literal),
    };
    // An interval may be cut between its ends.
    let date = claim.time.as_ref().map(|time| time.iso().replace('/', " – ")).unwrap_or_default();
    let place = claim.place.as_ref().map(|place| text(place.span)).unwrap_or_default();
    let sources: Vec<String> = sources(reading, nodes, claim).into_iter().map(word::line).collect();
    Row {
        cells: vec![
            Piece::new(Style::Strong, name(claim.subject)),
            Piece::new(style(claim), relation(reading, schema, claim)),
            Piece::new(Style::Strong, object),
            date.into(),
            place.into(),
            sources.join(" ← ").into(),
        ],
        below: quotation(&reading.document.text, claim),
    }
}

/// What was done, with its marks.
fn relation(reading: &Reading, schema: &Schema, claim: &Claim) -> String {
    let not = if claim.polarity == Polarity::Negative { "not " } else { "" };
    let position = claim.position.map(|position| word::line(position.of(&reading.document.text)));
    let position = position.map(|position| format!(": {position}")).unwrap_or_default();
    let modality = match claim.modality {
        Modality::Actual => String::new(),
        other => format!(" ({})", word::modality(other)),
    };
    format!("{not}{}{position}{modality}", word::label(schema, &claim.predicate))
}

const fn style(claim: &Claim) -> Style {
    match (claim.polarity, claim.modality) {
        (Polarity::Negative, _) => Style::Bad,
        (_, Modality::Actual) => Style::Relation,
        _ => Style::Odd,
    }
}

/// The clause, its trigger marked.
fn quotation(text: &str, claim: &Claim) -> Vec<Piece> {
    let (clause, trigger) = (claim.evidence.clause, claim.evidence.trigger);
    let piece = |style, span: Span| {
        let words = span.of(text);
        let line = word::line(words);
        let before = if words.starts_with(char::is_whitespace) && !line.is_empty() { " " } else { "" };
        let after = if words.ends_with(char::is_whitespace) { " " } else { "" };
        Piece::new(style, format!("{before}{line}{after}"))
    };
    let quote = |mark: &str| Piece::new(Style::Faint, mark);
    if !clause.contains(trigger) {
        return vec![quote("“"), piece(Style::Faint, clause.cover(trigger)), quote("”")];
    }
    let before = Span { end: trigger.start, ..clause };
    let after = Span { start: trigger.end, ..clause };
    vec![
        quote("“"),
        piece(Style::Faint, before),
        piece(Style::Plain, trigger),
        piece(Style::Faint, after),
        quote("”"),
    ]
}
