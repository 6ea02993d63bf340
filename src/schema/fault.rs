//! What is wrong with an ontology: each fault with file, line and reason, all of a load together.

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

/// Where a statement stands: index of the source, and line from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) line: u32,
}

/// Collects the faults of one load.
pub(super) struct Faults<'a> {
    sources: &'a [Source],
    list: Vec<Fault>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(sources: &'a [Source]) -> Self {
        Self {
            sources,
            list: Vec::new(),
        }
    }

    /// Notes a fault of syntax.
    pub(super) fn add(&mut self, place: Place, reason: String) {
        let file = self.sources[place.file].name.clone();
        self.list.push(Fault {
            file,
            line: place.line,
            reason,
        });
    }

    /// Notes a fault in what is said of the thing `iri`.
    pub(super) fn of(&mut self, iri: &str, place: Place, reason: &str) {
        self.add(place, format!("{}: {reason}", vocab::short(iri)));
    }

    /// The error so far, if any.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.list.is_empty() {
            return Ok(());
        }
        Err(error(self.list.clone()))
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
