//! The documents' texts, each under the SHA-256 of its bytes.

use super::Error;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where texts are kept.
#[derive(Debug)]
pub(super) enum Texts {
    Memory(BTreeMap<String, String>),
    #[cfg_attr(
        not(feature = "persist"),
        expect(dead_code, reason = "made with RocksDB only")
    )]
    Disk(PathBuf),
}

impl Texts {
    /// Keeps a text.
    pub(super) fn keep(&mut self, sha256: &str, text: &str) -> Result<(), Error> {
        match self {
            Self::Memory(texts) => {
                texts.insert(sha256.to_owned(), text.to_owned());
                Ok(())
            }
            Self::Disk(dir) => keep(&file(dir, sha256), text),
        }
    }

    /// The text of that hash.
    pub(super) fn get(&self, sha256: &str) -> Result<Option<String>, Error> {
        match self {
            Self::Memory(texts) => Ok(texts.get(sha256).cloned()),
            Self::Disk(dir) => {
                let file = file(dir, sha256);
                absent_is_none(fs::read_to_string(&file)).map_err(|error| Error::disk(&file, error))
            }
        }
    }

    /// Forgets a text.
    pub(super) fn forget(&mut self, sha256: &str) -> Result<(), Error> {
        match self {
            Self::Memory(texts) => {
                texts.remove(sha256);
                Ok(())
            }
            Self::Disk(dir) => {
                let file = file(dir, sha256);
                absent_is_none(fs::remove_file(&file))
                    .map(drop)
                    .map_err(|error| Error::disk(&file, error))
            }
        }
    }
}

/// The file of a text: a folder for the first byte of its hash, so that no folder grows huge.
fn file(dir: &Path, sha256: &str) -> PathBuf {
    dir.join(sha256.get(..2).unwrap_or("xx"))
        .join(format!("{sha256}.txt"))
}

fn keep(file: &Path, text: &str) -> Result<(), Error> {
    if file.exists() {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::disk(folder, error))?;
    }
    write_whole(file, text.as_bytes())
}

/// Writes a file whole or not at all: beside it first, then in its place.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let beside = path.with_extension("new");
    fs::write(&beside, bytes).map_err(|error| Error::disk(&beside, error))?;
    fs::rename(&beside, path).map_err(|error| Error::disk(path, error))
}

fn absent_is_none<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
