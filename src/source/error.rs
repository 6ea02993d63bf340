//! What can go wrong in reading, and where.

use std::path::{Path, PathBuf};
use std::{fmt, io};

/// A file, and where known a line and a column in it, both counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file as named or found, or the name of the stream.
    pub path: PathBuf,
    /// Line.
    pub line: Option<usize>,
    /// Column, in characters.
    pub column: Option<usize>,
}

impl Place {
    /// A whole file.
    pub fn file(path: impl AsRef<Path>) -> Self {
        Self {
            path: path.as_ref().to_owned(),
            line: None,
            column: None,
        }
    }

    /// A line of this file.
    #[must_use]
    pub fn line(&self, line: usize) -> Self {
        Self {
            line: Some(line),
            ..self.clone()
        }
    }

    /// A column of a line of this file.
    #[must_use]
    pub fn column(&self, line: usize, column: usize) -> Self {
        Self {
            column: Some(column),
            ..self.line(line)
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

/// Why a document could not be read.
///
/// It prints as `path:line:column: message; hint`.
#[derive(Debug)]
pub enum Error {
    /// A file or folder is missing or cannot be read.
    Unreadable {
        /// The file or folder.
        place: Place,
        /// What the system said.
        reason: io::Error,
    },
    /// A file does not hold text.
    Binary {
        /// The file.
        place: Place,
        /// What gave it away.
        sign: &'static str,
    },
    /// A document has 4 GiB or more, which offsets cannot count.
    TooLarge {
        /// The document.
        place: Place,
    },
    /// A record, a list of records or a sidecar is not valid JSON.
    Json {
        /// Where the JSON breaks off.
        place: Place,
        /// What was expected there.
        message: String,
    },
    /// Valid JSON that is no document, or a file that only describes one.
    Record {
        /// The record.
        place: Place,
        /// What is missing or wrong.
        message: String,
        /// What would be right.
        hint: &'static str,
    },
    /// A date of publication that is no date.
    Date {
        /// The record, sidecar or line of front matter.
        place: Place,
        /// The field as written.
        field: String,
        /// Its value.
        value: String,
    },
    /// A text in a language that there is no model for.
    Language {
        /// The document.
        place: Place,
        /// The language recognised or stated, by name where it has one here, and by code.
        found: String,
        /// Codes of the languages that can be read.
        known: Vec<String>,
    },
}

impl Error {
    /// Where the error stands.
    #[must_use]
    pub const fn place(&self) -> &Place {
        match self {
            Self::Unreadable { place, .. }
            | Self::Binary { place, .. }
            | Self::TooLarge { place }
            | Self::Json { place, .. }
            | Self::Record { place, .. }
            | Self::Date { place, .. }
            | Self::Language { place, .. } => place,
        }
    }

    /// The system's refusal to read a path.
    pub(super) fn unreadable(place: &Place, reason: io::Error) -> Self {
        Self::Unreadable {
            place: place.clone(),
            reason,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place())?;
        match self {
            Self::Unreadable { reason, .. } => write_reason(reason, f),
            Self::Binary { sign, .. } => {
                write!(f, "not a text file ({sign}); convert it to plain text first")
            }
            Self::TooLarge { .. } => write!(f, "document of 4 GiB or more; split it"),
            Self::Json { message, .. } => {
                write!(f, "not valid JSON: {message}; mend or leave out this record")
            }
            Self::Record { message, hint, .. } => write!(f, "{message}; {hint}"),
            Self::Date { field, value, .. } => {
                write!(f, "field `{field}` is no date: {value:?}; write it as 2024-11-30")
            }
            Self::Language { found, known, .. } => {
                let known = known.join(", ");
                write!(f, "text in {found}, which has no model (there is: {known}); ")?;
                write!(f, "force the language to read it all the same")
            }
        }
    }
}

/// Says in plain words why the system refused.
fn write_reason(reason: &io::Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match reason.kind() {
        io::ErrorKind::NotFound => write!(f, "no such file or folder; check the path"),
        io::ErrorKind::PermissionDenied => write!(f, "may not be read; check its permissions"),
        _ => write!(f, "cannot be read: {reason}; check the file"),
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { reason, .. } => Some(reason),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_file_line_column_and_a_hint() {
        let error = Error::Json {
            place: Place::file("feed.jsonl").column(3, 14),
            message: "expected `,`".to_owned(),
        };
        assert_eq!(
            error.to_string(),
            "feed.jsonl:3:14: not valid JSON: expected `,`; mend or leave out this record"
        );
    }
}
