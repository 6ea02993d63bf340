//! Prepared queries: files of SPARQL with a title, a description and typed parameters.
//!
//! A file's head says what it is for and what it takes:
//! ```text
//! # title: What an actor did
//! # description: Each act that a document affirms, with its date.
//! # param: actor (name or IRI) – who acted
//! # param: from (date, optional) – no act before
//! SELECT … WHERE { ?local ww:identifiedAs $actor . …
//!   FILTER(?date >= $from)   # if: from
//! }
//! ```
//! A parameter stands in the query as `$name` and is replaced by a term, escaped as such;
//! text of the user never gets into the query as it is. `?name` is a variable, as ever.
//! A line with `# if: name` at its end is left out when that optional parameter isn't given.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, Term};
use oxigraph::store::Store;

use super::lookup::{self, nearest};
use super::scan::{Piece, pieces};
use super::{Answer, Error, Limits, Prefixes, answer};

/// The queries that come with the program.
const EMBEDDED: &[(&str, &str)] = &[
    ("actors", include_str!("../../ontology/queries/actors.rq")),
    ("attacks-by", include_str!("../../ontology/queries/attacks-by.rq")),
    ("between", include_str!("../../ontology/queries/between.rq")),
    (
        "contradictions",
        include_str!("../../ontology/queries/contradictions.rq"),
    ),
    ("denied", include_str!("../../ontology/queries/denied.rq")),
    ("documents", include_str!("../../ontology/queries/documents.rq")),
    ("done-to", include_str!("../../ontology/queries/done-to.rq")),
    ("evidence", include_str!("../../ontology/queries/evidence.rq")),
    ("planned", include_str!("../../ontology/queries/planned.rq")),
    ("positions", include_str!("../../ontology/queries/positions.rq")),
    ("sources", include_str!("../../ontology/queries/sources.rq")),
    ("timeline", include_str!("../../ontology/queries/timeline.rq")),
    ("what-did", include_str!("../../ontology/queries/what-did.rq")),
    (
        "who-met-whom",
        include_str!("../../ontology/queries/who-met-whom.rq"),
    ),
    ("who-said", include_str!("../../ontology/queries/who-said.rq")),
];

/// What a parameter's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `name or IRI`: an actor of the store.
    Actor,
    /// `relation`: a relation of the store or the ontology.
    Relation,
    /// `document`: a document of the store, by id, headline or IRI.
    Document,
    /// `IRI`: any IRI, whole or prefixed.
    Iri,
    /// `date`: the first day of a year, month or day.
    Date,
    /// `end date`: the last day of a year, month or day.
    EndDate,
    /// `number`: a whole or decimal number.
    Number,
    /// `text`: any text.
    Text,
}

const KINDS: &[(&str, Kind)] = &[
    ("name or IRI", Kind::Actor),
    ("relation", Kind::Relation),
    ("document", Kind::Document),
    ("IRI", Kind::Iri),
    ("date", Kind::Date),
    ("end date", Kind::EndDate),
    ("number", Kind::Number),
    ("text", Kind::Text),
];

/// A parameter of a prepared query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, in the query behind a `$`.
    pub name: String,
    /// What its value is.
    pub kind: Kind,
    /// Whether it may be left out.
    pub optional: bool,
    /// What it means.
    pub description: String,
}

/// A query with a name and parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Its name: the file's, without the ending.
    pub name: String,
    /// A title of a few words.
    pub title: String,
    /// What it tells.
    pub description: String,
    /// What it takes, in the order of the file.
    pub parameters: Vec<Parameter>,
    /// The whole file.
    pub text: String,
}

/// The prepared queries, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    queries: BTreeMap<String, Prepared>,
}

impl Library {
    /// The queries that come with the program.
    ///
    /// # Errors
    /// When one of them is malformed, which a test excludes.
    pub fn embedded() -> Result<Self, Error> {
        let mut library = Self::default();
        EMBEDDED
            .iter()
            .try_for_each(|(name, text)| library.add(name, text))?;
        Ok(library)
    }

    /// Adds a query, or replaces the one of that name.
    ///
    /// # Errors
    /// When its head is malformed, or its parameters don't match its text.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), Error> {
        self.queries.insert(name.to_owned(), Prepared::parse(name, text)?);
        Ok(())
    }

    /// Adds all `*.rq` files of a folder.
    ///
    /// # Errors
    /// When the folder or a file can't be read, or a query is malformed.
    pub fn add_folder(&mut self, folder: &Path) -> Result<(), Error> {
        let failed = |path: &Path, error| Error::File(path.display().to_string(), error);
        for entry in std::fs::read_dir(folder).map_err(|e| failed(folder, e))? {
            let path = entry.map_err(|e| failed(folder, e))?.path();
            if path.extension().is_some_and(|ending| ending == "rq") {
                let text = std::fs::read_to_string(&path).map_err(|e| failed(&path, e))?;
                self.add(&path.file_stem().unwrap_or_default().to_string_lossy(), &text)?;
            }
        }
        Ok(())
    }

    /// The query of that name.
    ///
    /// # Errors
    /// When there is none, with the nearest names.
    pub fn get(&self, name: &str) -> Result<&Prepared, Error> {
        let names = || self.queries.keys().map(String::as_str);
        self.queries
            .get(name)
            .ok_or_else(|| Error::UnknownQuery(name.to_owned(), nearest(name, names())))
    }

    /// All queries, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = &Prepared> {
        self.queries.values()
    }
}

impl Prepared {
    /// Reads a query's file.
    ///
    /// # Errors
    /// When its head is malformed, or its parameters don't match its text.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let mut prepared = Self {
            name: name.to_owned(),
            title: String::new(),
            description: String::new(),
            parameters: Vec::new(),
            text: text.to_owned(),
        };
        for (number, line) in text.lines().enumerate() {
            let Some(comment) = line.strip_prefix('#') else {
                break;
            };
            prepared
                .head(comment.trim())
                .map_err(|reason| Error::Header(name.to_owned(), number + 1, reason))?;
        }
        prepared
            .check()
            .map_err(|reason| Error::Header(name.to_owned(), 1, reason))?;
        Ok(prepared)
    }

    fn head(&mut self, line: &str) -> Result<(), String> {
        match line.split_once(": ") {
            Some(("title", title)) => title.trim().clone_into(&mut self.title),
            Some(("description", words)) => words.trim().clone_into(&mut self.description),
            Some(("param", rest)) => self.parameters.push(parameter(rest)?),
            _ => {}
        }
        Ok(())
    }

    fn check(&self) -> Result<(), String> {
        if self.title.is_empty() {
            return Err("no title (hint: begin with '# title: …')".into());
        }
        let used: Vec<(usize, &str)> = slots(&self.text).collect();
        if let Some((_, odd)) = used
            .iter()
            .find(|(_, name)| !self.parameters.iter().any(|p| p.name == *name))
        {
            return Err(format!(
                "${odd} is not a parameter (hint: add '# param: {odd} (kind) – …', or write ?{odd})"
            ));
        }
        for parameter in &self.parameters {
            let name = &parameter.name;
            let mut places = used
                .iter()
                .filter(|(_, used)| used == name)
                .map(|(at, _)| line_at(&self.text, *at))
                .peekable();
            if places.peek().is_none() && !self.text.contains(&format!("{CONDITION}{name}")) {
                return Err(format!(
                    "parameter '{name}' is not used (hint: write ${name} where it stands)"
                ));
            }
            if parameter.optional && !places.all(|line| condition(line) == Some(name)) {
                return Err(format!(
                    "'{name}' may be left out (hint: end each line that has ${name} with '{CONDITION}{name}')"
                ));
            }
        }
        Ok(())
    }

    /// The SPARQL for these values (name, text), to be answered or shown.
    ///
    /// # Errors
    /// When a value is missing, not a parameter, of the wrong form, or names nothing in the store.
    pub fn bind(
        &self,
        store: &Store,
        prefixes: &Prefixes,
        values: &[(String, String)],
    ) -> Result<String, Error> {
        let names = || self.parameters.iter().map(|p| p.name.clone()).collect();
        if let Some((odd, _)) = values
            .iter()
            .find(|(name, _)| !self.parameters.iter().any(|p| p.name == *name))
        {
            return Err(Error::UnknownParameter(self.name.clone(), odd.clone(), names()));
        }
        let mut terms = BTreeMap::new();
        for parameter in &self.parameters {
            match values.iter().find(|(name, _)| *name == parameter.name) {
                Some((_, text)) => _ = terms.insert(&*parameter.name, parameter.term(store, prefixes, text)?),
                None if parameter.optional => {}
                None => return Err(self.missing(parameter)),
            }
        }
        Ok(self.fill(&terms))
    }

    fn missing(&self, parameter: &Parameter) -> Error {
        Error::MissingParameter(
            self.name.clone(),
            parameter.name.clone(),
            parameter.description.clone(),
        )
    }

    /// The query with the same term for every parameter, to see whether it is SPARQL.
    #[cfg(test)]
    pub(super) fn filled_with(&self, term: &Term) -> String {
        self.fill(
            &self
                .parameters
                .iter()
                .map(|parameter| (&*parameter.name, term.clone()))
                .collect(),
        )
    }

    /// Puts terms in the place of parameters and empties the lines whose condition isn't met.
    fn fill(&self, terms: &BTreeMap<&str, Term>) -> String {
        let kept: String = self
            .text
            .split_inclusive('\n')
            .map(|line| if stays(line, terms) { line } else { "\n" })
            .collect();
        let mut filled = String::new();
        let mut at = 0;
        for (start, name) in slots(&kept) {
            if let Some(term) = terms.get(name) {
                filled += &kept[at..start];
                filled += &term.to_string();
                at = start + 1 + name.len();
            }
        }
        filled + &kept[at..]
    }

    /// Binds the values and answers.
    ///
    /// # Errors
    /// As [`Prepared::bind`] and [`answer`].
    pub fn answer(
        &self,
        store: &Store,
        prefixes: &Prefixes,
        limits: &Limits,
        values: &[(String, String)],
    ) -> Result<Answer, Error> {
        answer(store, &self.bind(store, prefixes, values)?, prefixes, limits)
    }
}

/// What stands before the name of the parameter that a line hangs on.
const CONDITION: &str = "# if: ";

/// The parameter that a line hangs on.
fn condition(line: &str) -> Option<&str> {
    line.rsplit_once(CONDITION).map(|(_, name)| name.trim())
}

/// Whether a line stays: unless it hangs on a parameter that isn't given.
fn stays(line: &str, terms: &BTreeMap<&str, Term>) -> bool {
    condition(line).is_none_or(|name| terms.contains_key(name))
}

fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// Where parameters stand (at their `$`), with their names.
fn slots(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = pieces(text)
        .into_iter()
        .filter(|(piece, _)| *piece == Piece::Code);
    code.flat_map(move |(_, range)| {
        text[range.clone()].match_indices('$').filter_map(move |(at, _)| {
            let start = range.start + at;
            let rest = &text[start + 1..range.end];
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            (end > 0).then_some((start, &rest[..end]))
        })
    })
}

/// Reads `actor (name or IRI, optional) – who acted`.
fn parameter(text: &str) -> Result<Parameter, String> {
    let form = "a parameter reads 'name (kind) – description'";
    let (name, rest) = text.split_once('(').ok_or(form)?;
    let (kind, description) = rest.split_once(')').ok_or(form)?;
    let (kind, optional) = kind
        .strip_suffix(", optional")
        .map_or((kind, false), |kind| (kind, true));
    let known = KINDS.iter().find(|(name, _)| *name == kind.trim());
    let kinds = || KINDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let kind = known
        .ok_or_else(|| format!("no kind of parameter '{kind}' (hint: there are {})", kinds()))?
        .1;
    let description = description
        .trim_start_matches([' ', '–', '—', '-'])
        .trim()
        .to_owned();
    Ok(Parameter {
        name: name.trim().to_owned(),
        kind,
        optional,
        description,
    })
}

impl Parameter {
    /// The term that a value typed by a user stands for.
    fn term(&self, store: &Store, prefixes: &Prefixes, text: &str) -> Result<Term, Error> {
        let bad = |expected| Error::BadValue(self.name.clone(), text.to_owned(), expected);
        let date = |last| {
            let day = day(text, last).ok_or_else(|| bad("a date such as 2024, 2024-11 or 2024-11-30"))?;
            Ok(Literal::new_typed_literal(day.to_string(), xsd::DATE).into())
        };
        match self.kind {
            Kind::Actor => Ok(lookup::actor(store, prefixes, text)?.into()),
            Kind::Relation => Ok(lookup::relation(store, prefixes, text)?.into()),
            Kind::Document => Ok(lookup::document(store, prefixes, text)?.into()),
            Kind::Iri => Ok(lookup::iri(prefixes, text)
                .ok_or_else(|| bad("an IRI or a prefixed name"))?
                .into()),
            Kind::Date => date(false),
            Kind::EndDate => date(true),
            Kind::Number => Ok(number(text).ok_or_else(|| bad("a number"))?.into()),
            Kind::Text => Ok(Literal::new_simple_literal(text).into()),
        }
    }
}

/// The first or last day of a year, month or day.
fn day(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<i8> = parts
        .next()
        .map(|month| month.parse().ok())
        .map_or(Some(None), |m| m.map(Some))?;
    let day: Option<i8> = parts
        .next()
        .map(|day| day.parse().ok())
        .map_or(Some(None), |d| d.map(Some))?;
    let first = Date::new(year, month.unwrap_or(if last { 12 } else { 1 }), day.unwrap_or(1)).ok()?;
    let done = parts.next().is_none();
    done.then(|| {
        if last && day.is_none() {
            first.last_of_month()
        } else {
            first
        }
    })
}

fn number(text: &str) -> Option<Literal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let decimal = digits.split_once('.').is_some_and(|(a, b)| {
        !a.is_empty() && !b.is_empty() && (a.to_owned() + b).bytes().all(|b| b.is_ascii_digit())
    });
    let datatype = if whole { xsd::INTEGER } else { xsd::DECIMAL };
    (whole || decimal).then(|| Literal::new_typed_literal(text, datatype))
}
