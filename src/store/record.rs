//! What a store on disk says of itself: `whowhom.json`.

use super::{Config, Error};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Name of the file.
const NAME: &str = "whowhom.json";
/// Number of the format this version writes; it reads all up to it.
const FORMAT: u64 = 1;

/// The record of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) config: Config,
    /// What the default graph was derived with; empty while it is not whole.
    pub(super) rules: String,
}

impl Record {
    /// The record of a new store.
    pub(super) const fn new(config: Config) -> Self {
        Self {
            config,
            rules: String::new(),
        }
    }

    /// Whether a directory has a record.
    pub(super) fn exists(dir: &Path) -> bool {
        path(dir).exists()
    }

    /// Reads the record of a store.
    pub(super) fn read(dir: &Path) -> Result<Self, Error> {
        let path = path(dir);
        let text = std::fs::read_to_string(&path).map_err(|error| Error::disk(&path, error))?;
        let json: Value =
            serde_json::from_str(&text).map_err(|error| Error::Record(path.clone(), error.to_string()))?;
        match json["format"].as_u64() {
            Some(format) if format > FORMAT => return Err(Error::Newer(dir.to_owned(), format)),
            Some(_) => {}
            None => return Err(Error::Record(path, "the record names no format".to_owned())),
        }
        let base = json["base"].as_str();
        let base = base.ok_or_else(|| Error::Record(path, "the record names no base".to_owned()))?;
        Ok(Self {
            config: Config {
                base: base.to_owned(),
                keep_text: json["keep_text"].as_bool().unwrap_or(true),
            },
            rules: json["rules"].as_str().unwrap_or_default().to_owned(),
        })
    }

    /// Writes the record, whole or not at all.
    pub(super) fn write(&self, dir: &Path) -> Result<(), Error> {
        let path = path(dir);
        let json = json!({
            "format": FORMAT,
            "base": self.config.base,
            "keep_text": self.config.keep_text,
            "written_by": concat!("whowhom ", env!("CARGO_PKG_VERSION")),
            "rules": self.rules,
        });
        super::texts::write_whole(&path, format!("{json:#}\n").as_bytes())
    }
}

fn path(dir: &Path) -> PathBuf {
    dir.join(NAME)
}
