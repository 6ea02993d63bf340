//! `whowhom query`: questions to a store.

use super::args::{self, ResultFormat};
use super::screen::Screen;
use super::table::Table;
use super::{Outcome, load};
use anyhow::{Context, Result, anyhow, bail};
use std::io::{Read as _, Write};
use std::path::Path;
use whowhom::export;
use whowhom::query::{self, Answer, Error, Library, Limits, Prefixes};

/// Asks a store.
pub(crate) fn run(args: &args::Query, screen: &mut Screen) -> Result<Outcome> {
    let mut library = Library::embedded()?;
    if let Some(folder) = &args.queries {
        library.add_folder(folder)?;
    }
    if args.list {
        return list(&library, screen);
    }
    let limits = Limits::default();
    // What is wrong with the question is said before the store is opened.
    let answer = if let Some(name) = &args.name {
        let prepared = library.get(name)?;
        let values = values(&args.params)?;
        let store = load::store(&args.store)?;
        prepared.answer(store.quads(), &Prefixes::new(store.base()), &limits, &values)?
    } else {
        let text = text(args)?;
        let explain = |error| syntax(&error, &text, args.file.as_deref());
        query::check(&text, &Prefixes::default(), &limits).map_err(explain)?;
        let store = load::store(&args.store)?;
        query::answer(store.quads(), &text, &Prefixes::new(store.base()), &limits).map_err(explain)?
    };
    print(&answer, args.results, screen)?;
    Ok(match answer {
        Answer::Table(table) if table.rows.is_empty() => Outcome::Nothing,
        Answer::Graph(triples) if triples.is_empty() => Outcome::Nothing,
        Answer::Boolean(false) => Outcome::Nothing,
        _ => Outcome::Done,
    })
}

/// The query as typed, or from a file.
fn text(args: &args::Query) -> Result<String> {
    match (&args.text, &args.file) {
        (Some(text), _) => Ok(text.clone()),
        (_, Some(file)) if file == Path::new("-") => {
            let mut text = String::new();
            std::io::stdin()
                .read_to_string(&mut text)
                .context("the standard input can't be read")?;
            Ok(text)
        }
        (_, Some(file)) => std::fs::read_to_string(file)
            .with_context(|| format!("{}: the query can't be read", file.display())),
        _ => bail!("no query given (hint: a query in quotes, --file FILE, --name NAME, or --list)"),
    }
}

/// The parameters as pairs.
fn values(params: &[String]) -> Result<Vec<(String, String)>> {
    let pair = |param: &String| {
        let (name, value) = param.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    let wrong = |param: &String| anyhow!("--param: no = in {param:?} (hint: write it as actor=Syria)");
    params
        .iter()
        .map(|param| pair(param).ok_or_else(|| wrong(param)))
        .collect()
}

/// An error of syntax, with the line it stands in.
fn syntax(error: &Error, text: &str, file: Option<&Path>) -> anyhow::Error {
    let place = file
        .map(|file| format!("{}: ", file.display()))
        .unwrap_or_default();
    let shown = match error {
        Error::Syntax { line, column, .. } if *line > 0 => {
            let text = text.lines().nth(line - 1).unwrap_or_default();
            let blanks = column.saturating_sub(1);
            format!("\n  {}\n  {:blanks$}^", text.replace('\t', " "), "")
        }
        _ => String::new(),
    };
    anyhow!("{place}{error}{shown}")
}

/// Prints an answer; as a table or Turtle where nothing else is asked for.
pub(super) fn print(answer: &Answer, results: Option<ResultFormat>, screen: &mut Screen) -> Result<()> {
    let prefixes = Prefixes::default();
    let usual = match answer {
        Answer::Graph(_) => ResultFormat::Turtle,
        _ => ResultFormat::Table,
    };
    match (form(results.unwrap_or(usual)), answer) {
        (Form::Rows(format), _) => query::print(answer, format, &prefixes, screen)?,
        (Form::Graph(format), Answer::Graph(triples)) => {
            export::triples(triples, format, &export::Config::default(), screen)?;
        }
        (Form::Graph(_), _) => {
            bail!(
                "--results: the answer is no graph (hint: table, csv, tsv, json or xml, or ask with CONSTRUCT)"
            )
        }
    }
    Ok(())
}

/// A format of rows or of graphs.
enum Form {
    Rows(query::Format),
    Graph(export::Format),
}

const fn form(format: ResultFormat) -> Form {
    match format {
        ResultFormat::Table => Form::Rows(query::Format::Table),
        ResultFormat::Csv => Form::Rows(query::Format::Csv),
        ResultFormat::Tsv => Form::Rows(query::Format::Tsv),
        ResultFormat::Json => Form::Rows(query::Format::Json),
        ResultFormat::Xml => Form::Rows(query::Format::Xml),
        ResultFormat::Turtle => Form::Graph(export::Format::Turtle),
        ResultFormat::Trig => Form::Graph(export::Format::TriG),
        ResultFormat::Ntriples => Form::Graph(export::Format::NTriples),
        ResultFormat::Nquads => Form::Graph(export::Format::NQuads),
        ResultFormat::Rdfxml => Form::Graph(export::Format::RdfXml),
        ResultFormat::Jsonld => Form::Graph(export::Format::JsonLd),
    }
}

/// Lists the named queries with what they take.
fn list(library: &Library, screen: &mut Screen) -> Result<Outcome> {
    let mut table = Table::new(vec!["name", "title", "parameters"]);
    for query in library.iter() {
        let parameter = |parameter: &query::Parameter| {
            if parameter.optional {
                format!("[{}]", parameter.name)
            } else {
                parameter.name.clone()
            }
        };
        let parameters: Vec<String> = query.parameters.iter().map(parameter).collect();
        table.row([query.name.clone(), query.title.clone(), parameters.join(", ")]);
    }
    let width = screen.terminal.then_some(screen.width);
    table.write(width, screen.paint, screen)?;
    writeln!(
        screen,
        "\nParameters in brackets may be left out; others are given as --param NAME=VALUE."
    )?;
    Ok(Outcome::Done)
}
