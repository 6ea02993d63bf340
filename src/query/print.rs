//! Answers as text: aligned columns, CSV, TSV, JSON or XML.

use std::io::{self, Write};

use oxigraph::model::{Term, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::lookup::nearest;
use super::{Answer, Error, Prefixes, Table};

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for people, IRIs shortened.
    #[default]
    Table,
    /// Comma-separated values: plain strings.
    Csv,
    /// Tab-separated values: terms as SPARQL writes them.
    Tsv,
    /// SPARQL's JSON.
    Json,
    /// SPARQL's XML.
    Xml,
}

impl Format {
    /// All formats with their names.
    pub const ALL: &[(&str, Self)] = &[
        ("table", Self::Table),
        ("csv", Self::Csv),
        ("tsv", Self::Tsv),
        ("json", Self::Json),
        ("xml", Self::Xml),
    ];

    /// The format of a name.
    ///
    /// # Errors
    /// When there is none, with the nearest.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        let names = || Self::ALL.iter().map(|(name, _)| *name);
        let found = Self::ALL
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        let near = || nearest(name, names()).into_iter().next();
        let suggestion = || near().unwrap_or_else(|| names().collect::<Vec<_>>().join(", "));
        found
            .map(|(_, format)| *format)
            .ok_or_else(|| Error::UnknownFormat(name.to_owned(), suggestion()))
    }

    fn standard(self) -> Option<QueryResultsFormat> {
        match self {
            Self::Table => None,
            Self::Csv => Some(QueryResultsFormat::Csv),
            Self::Tsv => Some(QueryResultsFormat::Tsv),
            Self::Json => Some(QueryResultsFormat::Json),
            Self::Xml => Some(QueryResultsFormat::Xml),
        }
    }
}

/// Writes an answer; a graph as a table of its triples (other forms of it are exports).
///
/// # Errors
/// When it can't be written.
pub fn print(answer: &Answer, format: Format, prefixes: &Prefixes, out: &mut impl Write) -> io::Result<()> {
    match (answer, format.standard()) {
        (Answer::Boolean(value), None) => writeln!(out, "{value}"),
        (Answer::Boolean(value), Some(format)) => {
            QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(&mut *out, *value)?;
            writeln!(out)
        }
        (Answer::Table(table), None) => aligned(table, prefixes, out),
        (Answer::Table(table), Some(format)) => standard(table, format, out),
        (Answer::Graph(_), _) => print(&Answer::Table(triples(answer)), format, prefixes, out),
    }
}

fn standard(table: &Table, format: QueryResultsFormat, out: &mut impl Write) -> io::Result<()> {
    let columns: Vec<Variable> = table.columns.iter().map(Variable::new_unchecked).collect();
    let mut writer = QueryResultsSerializer::from_format(format)
        .serialize_solutions_to_writer(&mut *out, columns.clone())?;
    for row in &table.rows {
        let bound = columns
            .iter()
            .zip(row)
            .filter_map(|(column, cell)| Some((column, cell.as_ref()?)));
        writer.serialize(bound)?;
    }
    writer.finish()?;
    // CSV and TSV end their lines, JSON and XML don't.
    if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) {
        writeln!(out)
    } else {
        Ok(())
    }
}

fn triples(answer: &Answer) -> Table {
    let Answer::Graph(triples) = answer else {
        return Table::default();
    };
    let row = |t: &oxigraph::model::Triple| {
        [
            Term::from(t.subject.clone()),
            t.predicate.clone().into(),
            t.object.clone(),
        ]
        .map(Some)
        .to_vec()
    };
    let columns = ["subject", "predicate", "object"].map(str::to_owned).to_vec();
    Table {
        columns,
        rows: triples.iter().map(row).collect(),
    }
}

fn aligned(table: &Table, prefixes: &Prefixes, out: &mut impl Write) -> io::Result<()> {
    let cell = |cell: &Option<Term>| {
        cell.as_ref()
            .map_or_else(String::new, |term| shown(term, prefixes))
    };
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(cell).collect())
        .collect();
    let width = |column: usize| {
        let widest = rows.iter().map(|row| row[column].chars().count()).max();
        widest.unwrap_or(0).max(table.columns[column].chars().count())
    };
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    line(&table.columns, &widths, out)?;
    line(
        &widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>(),
        &widths,
        out,
    )?;
    rows.iter().try_for_each(|row| line(row, &widths, out))
}

fn line(cells: &[String], widths: &[usize], out: &mut impl Write) -> io::Result<()> {
    let padded: Vec<String> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| format!("{cell:<width$}"))
        .collect();
    writeln!(out, "{}", padded.join("  ").trim_end())
}

/// A term for people: an IRI shortened, a literal by its text on one line.
pub(super) fn shown(term: &Term, prefixes: &Prefixes) -> String {
    match term {
        Term::NamedNode(iri) => prefixes.shorten(iri.as_str()),
        Term::BlankNode(node) => node.to_string(),
        // Control characters could steer the terminal.
        Term::Literal(literal) => {
            let text: String = literal
                .value()
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        }
        Term::Triple(triple) => {
            let [s, o] =
                [Term::from(triple.subject.clone()), triple.object.clone()].map(|t| shown(&t, prefixes));
            format!("<<( {s} {} {o} )>>", prefixes.shorten(triple.predicate.as_str()))
        }
    }
}
