//! What is wrong with an ontology: each fault with file, line and reason, all of a load together.

use super::block;
use super::source::Source;
use crate::vocab;
use std::fmt;

/// One thing wrong with an ontology.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, named as in [`Source::name`], or a folder.
    pub file: String,
    /// The line, counted from 1; 0 where the file as a whole is meant.
    pub line: u32,
    /// What is wrong, and what would help.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.reason),
            line => write!(f, "{}:{line}: {}", self.file, self.reason),
        }
    }
}

/// Why an ontology could not be loaded: all its faults, sorted by file and line.
///
/// Faults of syntax come alone, since others would only follow from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// At least one, sorted, without repeats.
    pub faults: Vec<Fault>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, fault) in self.faults.iter().enumerate() {
            if nth > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// Which statement of which source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Index of the source.
    pub(super) file: usize,
    /// Index of the statement in it; its line is sought only where there is a fault.
    pub(super) statement: usize,
}

/// Collects the faults of one load.
pub(super) struct Faults<'a> {
    sources: &'a [Source],
    syntax: Vec<Fault>,
    /// What is wrong with statements.
    sense: Vec<(Place, String)>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(sources: &'a [Source]) -> Self {
        Self {
            sources,
            syntax: Vec::new(),
            sense: Vec::new(),
        }
    }

    /// Notes a fault of syntax in a file.
    pub(super) fn syntax(&mut self, file: usize, line: u32, reason: String) {
        let file = self.sources[file].name.clone();
        self.syntax.push(Fault { file, line, reason });
    }

    /// Notes a fault in a statement.
    pub(super) fn add(&mut self, place: Place, reason: String) {
        self.sense.push((place, reason));
    }

    /// Notes a fault in what is said of the thing `iri`.
    pub(super) fn of(&mut self, iri: &str, place: Place, reason: &str) {
        self.add(place, format!("{}: {reason}", vocab::short(iri)));
    }

    /// The error so far, if any.
    pub(super) fn check(&self) -> Result<(), Error> {
        if !self.syntax.is_empty() {
            return Err(error(self.syntax.clone()));
        }
        if self.sense.is_empty() {
            return Ok(());
        }
        let lines: Vec<Vec<u32>> = self
            .sources
            .iter()
            .map(|source| block::lines(&source.text))
            .collect();
        let faults = self.sense.iter().map(|(place, reason)| Fault {
            file: self.sources[place.file].name.clone(),
            line: lines[place.file].get(place.statement).copied().unwrap_or(0),
            reason: reason.clone(),
        });
        Err(error(faults.collect()))
    }
}

/// An error of these faults, sorted.
pub(super) fn error(mut faults: Vec<Fault>) -> Error {
    faults.sort();
    faults.dedup();
    Error { faults }
}

/// `, did you mean X?` with the candidate nearest to `word`, else `, ` and the advice.
pub(super) fn hint<S: AsRef<str>>(
    word: &str,
    candidates: impl IntoIterator<Item = S>,
    advice: &str,
) -> String {
    let mut best: Option<(f64, S)> = None;
    for candidate in candidates {
        let likeness = strsim::normalized_damerau_levenshtein(bare(word), bare(candidate.as_ref()));
        // Two letters wrong in a word of six still earn a guess; less alike would mislead.
        if likeness > 0.65 && best.as_ref().is_none_or(|(most, _)| likeness > *most) {
            best = Some((likeness, candidate));
        }
    }
    match best {
        Some((_, candidate)) => format!(", did you mean {}?", candidate.as_ref()),
        None => format!(", {advice}"),
    }
}

/// A value as shown, without its prefix or quotes, which would make any two alike.
fn bare(shown: &str) -> &str {
    let unquoted = shown.trim_matches('"');
    unquoted.split_once(':').map_or(unquoted, |(_, local)| local)
}
