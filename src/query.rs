//! Questions to the store: ad-hoc and prepared SPARQL, with typed answers.
//!
//! Input: a store, and SPARQL as typed or a prepared query with its parameters.
//! Output: [`Answer`], written as aligned text, CSV, TSV, JSON or XML by [`print`](print());
//! graphs are written by the stair of exports.
//! Queries only read: updates are no queries here, and nothing outside the store is reached.

pub mod explain;
mod guard;
pub mod lookup;
mod prefix;
mod prepared;
mod print;
mod scan;

use oxigraph::model::{Term, Triple};
use oxigraph::sparql::{
    PreparedSparqlQuery, QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter,
    SparqlEvaluator, SparqlSyntaxError,
};
use oxigraph::store::Store;

pub use guard::Limits;
pub(crate) use lookup::nearest;
pub use lookup::{actor, document, relation};
pub use prefix::Prefixes;
pub use prepared::{Kind, Library, Parameter, Prepared};
pub use print::{Format, print};

/// Why a question has no answer.
#[derive(Debug)]
pub enum Error {
    /// The query is longer than allowed (bytes, limit).
    TooLong(usize, usize),
    /// Brackets are nested deeper than allowed.
    TooDeep(usize),
    /// The query has more of something than allowed (what, limit).
    TooWide(&'static str, usize),
    /// There are more rows or triples than asked for.
    TooManyRows(usize),
    /// The query isn't SPARQL: where, and what was expected there.
    Syntax {
        /// Line, from 1; 0 where unknown.
        line: usize,
        /// Column in characters, from 1; 0 where unknown.
        column: usize,
        /// What stands there.
        found: String,
        /// What the grammar expects.
        expected: String,
    },
    /// The text is an update, and queries only read.
    Update,
    /// The query is sound but could not be answered.
    Evaluation(String),
    /// No prepared query of that name, with the nearest ones.
    UnknownQuery(String, Vec<String>),
    /// A value that the store doesn't know (what it should be, value, the nearest ones).
    Unknown(&'static str, String, Vec<String>),
    /// A name that several bear (what it should be, name, who bears it).
    Ambiguous(&'static str, String, Vec<String>),
    /// A parameter that the prepared query doesn't have (query, parameter, those it has).
    UnknownParameter(String, String, Vec<String>),
    /// A parameter that must be given (query, parameter, its description).
    MissingParameter(String, String, String),
    /// A value of the wrong form (parameter, value, what is expected).
    BadValue(String, String, &'static str),
    /// A prepared query's file is wrong (file, line, reason).
    Header(String, usize, String),
    /// No output format of that name, with the nearest.
    UnknownFormat(String, String),
    /// A folder or file of queries could not be read, or an answer not be written.
    File(String, std::io::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong(bytes, limit) => {
                write!(
                    f,
                    "the query has {bytes} bytes, more than {limit} (hint: split it up)"
                )
            }
            Self::TooDeep(limit) => {
                write!(
                    f,
                    "brackets are nested deeper than {limit} levels (hint: flatten the query)"
                )
            }
            Self::TooWide(what, limit) => {
                write!(
                    f,
                    "more than {limit} {what} (hint: use VALUES, or split the query)"
                )
            }
            Self::TooManyRows(limit) => write!(f, "more than {limit} rows (hint: add a LIMIT)"),
            Self::Syntax {
                line: 0, expected, ..
            } => write!(f, "this is not SPARQL: {expected}"),
            Self::Syntax {
                line,
                column,
                found,
                expected,
            } => {
                write!(
                    f,
                    "line {line}, column {column}: found {found}, expected {expected}{}",
                    hint(expected)
                )
            }
            Self::Update => {
                write!(
                    f,
                    "this is an update, and queries only read (hint: change a store by the program's commands)"
                )
            }
            Self::Evaluation(reason) => write!(f, "the query failed: {reason}"),
            Self::UnknownQuery(name, nearest) => {
                write!(f, "no prepared query '{name}'{}", did_you_mean(nearest))
            }
            Self::Unknown(what, value, nearest) => {
                write!(f, "no {what} '{value}' here{}", did_you_mean(nearest))
            }
            Self::Ambiguous(what, name, them) => {
                write!(
                    f,
                    "'{name}' may be more than one {what} (hint: say which: {})",
                    them.join(", ")
                )
            }
            Self::UnknownParameter(query, name, known) => {
                write!(
                    f,
                    "'{query}' has no parameter '{name}' (hint: it takes {})",
                    list(known)
                )
            }
            Self::MissingParameter(query, name, description) => {
                write!(f, "'{query}' needs '{name}' (hint: {description})")
            }
            Self::BadValue(name, value, expected) => {
                write!(
                    f,
                    "'{value}' will not do for '{name}' (hint: expected {expected})"
                )
            }
            Self::Header(file, line, reason) => write!(f, "{file}, line {line}: {reason}"),
            Self::UnknownFormat(name, nearest) => {
                write!(f, "no output format '{name}' (hint: did you mean {nearest}?)")
            }
            Self::File(name, error) => write!(f, "{name}: {error}"),
        }
    }
}

impl std::error::Error for Error {}

/// What often lies behind a syntax error.
fn hint(expected: &str) -> &'static str {
    if expected.contains("Prefix not found") {
        " (hint: declare it with PREFIX name: <iri>)"
    } else {
        ""
    }
}

fn did_you_mean(nearest: &[String]) -> String {
    if nearest.is_empty() {
        String::new()
    } else {
        format!(" (hint: did you mean {}?)", list(nearest))
    }
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        "none".into()
    } else {
        names.join(", ")
    }
}

/// What a query gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Of a SELECT.
    Table(Table),
    /// Of an ASK.
    Boolean(bool),
    /// Of a CONSTRUCT or DESCRIBE: sorted, each triple once.
    Graph(Vec<Triple>),
}

/// Rows of terms under named columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns, without `?`.
    pub columns: Vec<String>,
    /// Rows, each as long as the columns; none where a variable is unbound.
    pub rows: Vec<Vec<Option<Term>>>,
}

/// Answers a query, with the prefixes known beforehand (those it declares win).
///
/// Relative IRIs are resolved against the prefixes' base, so `GRAPH <catalogue>` is the catalogue.
///
/// # Errors
/// When the query is beyond the limits, isn't SPARQL, is an update, or can't be answered.
///
/// ```
/// # use whowhom::query::{answer, Answer, Limits, Prefixes};
/// let store = oxigraph::store::Store::new()?;
/// let known = answer(&store, "ASK { ?claim a ww:Claim }", &Prefixes::default(), &Limits::default())?;
/// assert_eq!(known, Answer::Boolean(false));
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub fn answer(store: &Store, text: &str, prefixes: &Prefixes, limits: &Limits) -> Result<Answer, Error> {
    guard::check(text, limits)?;
    apart(|| evaluate(store, text, prefixes, limits))
}

/// Checks that a text is a query within the limits, without running it.
///
/// # Errors
/// When it is beyond the limits or isn't a SPARQL query.
pub fn check(text: &str, prefixes: &Prefixes, limits: &Limits) -> Result<(), Error> {
    guard::check(text, limits)?;
    apart(|| parse(text, prefixes).map(drop))
}

/// Works on a stack that bears what the guard lets pass: parser, optimiser and evaluator recurse.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(guard::STACK)
            .spawn_scoped(scope, work);
        let thread = thread.map_err(|e| Error::Evaluation(format!("no thread to run it on: {e}")))?;
        thread
            .join()
            .unwrap_or_else(|_| Err(Error::Evaluation("the evaluator broke down".into())))
    })
}

fn evaluate(store: &Store, text: &str, prefixes: &Prefixes, limits: &Limits) -> Result<Answer, Error> {
    match parse(text, prefixes)?.on_store(store).execute().map_err(failed)? {
        QueryResults::Boolean(value) => Ok(Answer::Boolean(value)),
        QueryResults::Solutions(solutions) => table(solutions, limits.rows).map(Answer::Table),
        QueryResults::Graph(triples) => graph(triples, limits.rows).map(Answer::Graph),
    }
}

fn parse(text: &str, prefixes: &Prefixes) -> Result<PreparedSparqlQuery, Error> {
    let error = match evaluator(prefixes)?.parse_query(text) {
        Ok(query) => return Ok(query),
        Err(error) => syntax(text, &error),
    };
    Err(if evaluator(prefixes)?.parse_update(text).is_ok() {
        Error::Update
    } else {
        error
    })
}

fn graph(triples: QueryTripleIter<'_>, limit: usize) -> Result<Vec<Triple>, Error> {
    let mut graph = Vec::new();
    for triple in triples {
        graph.push(triple.map_err(failed)?);
        within(graph.len(), limit)?;
    }
    graph.sort_by_cached_key(ToString::to_string);
    graph.dedup();
    Ok(graph)
}

fn evaluator(prefixes: &Prefixes) -> Result<SparqlEvaluator, Error> {
    let bad = |e| Error::Evaluation(format!("bad prefix: {e}"));
    let evaluator = SparqlEvaluator::new()
        .with_base_iri(prefixes.base())
        .map_err(bad)?;
    prefixes
        .iter()
        .try_fold(evaluator, |evaluator, (name, iri)| {
            evaluator.with_prefix(name, iri)
        })
        .map_err(bad)
}

fn table(solutions: QuerySolutionIter<'_>, limit: usize) -> Result<Table, Error> {
    let columns = solutions
        .variables()
        .iter()
        .map(|v| v.as_str().to_owned())
        .collect();
    let mut rows = Vec::new();
    for solution in solutions {
        rows.push(solution.map_err(failed)?.values().to_vec());
        within(rows.len(), limit)?;
    }
    Ok(Table { columns, rows })
}

fn within(count: usize, limit: usize) -> Result<(), Error> {
    if count > limit {
        Err(Error::TooManyRows(limit))
    } else {
        Ok(())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err takes")]
fn failed(error: QueryEvaluationError) -> Error {
    Error::Evaluation(error.to_string())
}

/// Reads line, column and expectation back from the parser's message, which is all it gives.
fn syntax(text: &str, error: &SparqlSyntaxError) -> Error {
    let message = error.to_string();
    let parts = message.strip_prefix("error at ").and_then(|rest| {
        let (place, expected) = rest.split_once(": expected ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, readable(expected)))
    });
    match parts {
        None => Error::Syntax {
            line: 0,
            column: 0,
            found: String::new(),
            expected: message,
        },
        Some((line, column, expected)) => Error::Syntax {
            line,
            column,
            found: word_at(text, line, column),
            expected,
        },
    }
}

/// The first few of the expectations, without classes of characters.
fn readable(expected: &str) -> String {
    let items: Vec<&str> = expected
        .trim_start_matches("one of ")
        .split(", ")
        .filter(|e| !e.starts_with('['))
        .collect();
    let more = if items.len() > EXPECTATIONS { " …" } else { "" };
    let first = items[..items.len().min(EXPECTATIONS)].join(", ");
    if first.is_empty() {
        "something else".into()
    } else {
        first + more
    }
}

/// How many expectations a syntax error names.
const EXPECTATIONS: usize = 12;

/// The word or sign at a place, in quotes.
fn word_at(text: &str, line: usize, column: usize) -> String {
    let line = text.split('\n').nth(line - 1).unwrap_or_default();
    let rest: String = line.chars().skip(column - 1).collect();
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .take(30)
        .collect();
    match (word.is_empty(), rest.trim_end().chars().next()) {
        (false, _) => format!("'{word}'"),
        (true, Some(sign)) => format!("'{sign}'"),
        (true, None) => "the end of the line".into(),
    }
}

#[cfg(test)]
mod tests;
