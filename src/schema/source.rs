//! Which Turtle files make up the ontology: the embedded ones, and a user's folders.

use super::fault::{self, Error, Fault};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Which files to load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// Whether the embedded files are among them.
    pub embedded: bool,
    /// Folders whose `*.ttl` files are, at any depth; not `shapes.ttl`, which the stair `shape` reads.
    pub folders: Vec<PathBuf>,
}

impl Default for Sources {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Sources {
    /// The embedded files alone.
    #[must_use]
    pub fn embedded() -> Self {
        Self::with(Vec::new())
    }

    /// The embedded files and these folders (`--ontology DIR`).
    #[must_use]
    pub fn with(folders: Vec<PathBuf>) -> Self {
        Self {
            embedded: true,
            folders,
        }
    }

    /// These folders alone (`--ontology-only DIR`).
    #[must_use]
    pub fn only(folders: Vec<PathBuf>) -> Self {
        Self {
            embedded: false,
            folders,
        }
    }

    /// The texts of all files: the embedded in their fixed order, then each folder's sorted by path.
    ///
    /// # Errors
    /// Where a folder or file cannot be read, is not UTF-8, or a folder holds no `.ttl` file.
    pub fn read(&self) -> Result<Vec<Source>, Error> {
        let mut sources = if self.embedded { embedded() } else { Vec::new() };
        let mut faults = Vec::new();
        for folder in &self.folders {
            read_folder(folder, &mut sources, &mut faults);
        }
        if faults.is_empty() {
            Ok(sources)
        } else {
            Err(fault::error(faults))
        }
    }
}

/// One Turtle file of an ontology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path: of an embedded file within the project (`ontology/core.ttl`), else as given.
    pub name: String,
    /// Its text.
    pub text: Cow<'static, str>,
}

/// SHA-256, in hex digits, of the texts in their order; names don't count, since folders move.
pub(super) fn hash(sources: &[Source]) -> String {
    let mut hasher = Sha256::new();
    for source in sources {
        hasher.update((source.text.len() as u64).to_le_bytes());
        hasher.update(source.text.as_bytes());
    }
    hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn embedded() -> Vec<Source> {
    super::embedded::FILES
        .iter()
        .map(|(name, text)| Source {
            name: format!("ontology/{name}"),
            text: Cow::Borrowed(text),
        })
        .collect()
}

fn read_folder(folder: &Path, sources: &mut Vec<Source>, faults: &mut Vec<Fault>) {
    let before = sources.len();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let outcome = match &entry {
            Ok(entry) if !is_ontology(entry.path()) => continue,
            Ok(entry) => read_file(entry.path()).map(|source| sources.push(source)),
            Err(error) => Err(unreadable(error.path().unwrap_or(folder), &cause(error))),
        };
        if let Err(fault) = outcome {
            faults.push(fault);
            return;
        }
    }
    if sources.len() == before {
        faults.push(Fault {
            file: folder.display().to_string(),
            line: 0,
            reason: "holds no ontology, give a folder with .ttl files".into(),
        });
    }
}

fn is_ontology(path: &Path) -> bool {
    path.is_file()
        && path.extension().is_some_and(|ending| ending == "ttl")
        && path.file_name().is_some_and(|name| name != "shapes.ttl")
}

fn read_file(path: &Path) -> Result<Source, Fault> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].split(|byte| *byte == b'\n').count();
        Fault {
            file: path.display().to_string(),
            line: line as u32,
            reason: "not UTF-8, save the file in that encoding".into(),
        }
    })?;
    Ok(Source {
        name: path.display().to_string(),
        text: Cow::Owned(text),
    })
}

fn unreadable(path: &Path, cause: &str) -> Fault {
    Fault {
        file: path.display().to_string(),
        line: 0,
        reason: format!("cannot be read ({cause}), check the path"),
    }
}

fn cause(error: &walkdir::Error) -> String {
    error
        .io_error()
        .map_or_else(|| error.to_string(), ToString::to_string)
}
