//! Keeps quads and the documents' texts, in memory or on disk.
//!
//! Input: [`Description`]s of documents. Output: a store of quads in which each document has its
//! graph, the catalogue its entry, and the default graph holds what follows from all of them.
//!
//! On disk a store is a directory: `whowhom.json` says what it is, `quads/` holds `RocksDB`,
//! `texts/` the documents' texts under their SHA-256. One process may write; a store opened to be
//! read shows the state at opening.
//!
//! A [`Writer`] changes the store, one transaction a document. Whatever the order of adding,
//! changing and removing documents, the same documents make the same quads.

mod derive;
mod error;
mod facts;
mod identity;
mod look;
mod record;
mod review;
mod rules;
mod texts;
mod writer;

pub use error::Error;
pub use review::{Doubt, Identity, Member};
pub use writer::{Outcome, Writer};

use crate::graph::mint;
use crate::schema::Schema;
use crate::vocab::{self, ww};
use oxigraph::model::{NamedNode, Term};
use record::Record;
use std::path::{Path, PathBuf};
use texts::Texts;

#[cfg(doc)]
use crate::graph::Description;

/// The folder of the quads.
const QUADS: &str = "quads";
/// The folder of the texts.
#[cfg(feature = "persist")]
const TEXTS: &str = "texts";

/// What a new store is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where instances live, with its last `/`.
    pub base: String,
    /// Whether to keep the documents' texts.
    pub keep_text: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base: vocab::BASE.to_owned(),
            keep_text: true,
        }
    }
}

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To read: the state at opening, also beside a writer.
    Read,
    /// To read and write; made where it does not exist. One process at a time.
    Write,
}

/// A store of quads and texts.
pub struct Store {
    quads: oxigraph::store::Store,
    texts: Texts,
    place: Place,
    record: Record,
}

/// Where a store is.
enum Place {
    Memory,
    #[cfg_attr(
        not(feature = "persist"),
        expect(dead_code, reason = "made with RocksDB only")
    )]
    Disk(PathBuf, Access),
}

impl Store {
    /// An empty store in memory.
    ///
    /// ```
    /// let store = whowhom::store::Store::memory()?;
    /// assert!(store.quads().is_empty()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where the store of quads can't be made.
    pub fn memory() -> Result<Self, Error> {
        Self::memory_with(Config::default())
    }

    /// An empty store in memory, of its own kind.
    ///
    /// # Errors
    /// Where the store of quads can't be made.
    pub fn memory_with(config: Config) -> Result<Self, Error> {
        Ok(Self {
            quads: oxigraph::store::Store::new()?,
            texts: Texts::Memory(std::collections::BTreeMap::new()),
            place: Place::Memory,
            record: Record::new(config),
        })
    }

    /// Opens the store in a directory.
    ///
    /// # Errors
    /// Where there is none to read, where the directory holds something else, where another
    /// process writes to it, or where the disk fails.
    pub fn open(dir: impl AsRef<Path>, access: Access) -> Result<Self, Error> {
        let dir = dir.as_ref();
        match access {
            Access::Read => on_disk(dir, access, check(dir)?),
            Access::Write if Record::exists(dir) => on_disk(dir, access, check(dir)?),
            Access::Write => Self::create(dir, Config::default()),
        }
    }

    /// Opens the store in a directory for writing, or makes one of that kind.
    ///
    /// # Errors
    /// As [`Store::open`], and where the store there has another base.
    pub fn create(dir: impl AsRef<Path>, config: Config) -> Result<Self, Error> {
        let dir = dir.as_ref();
        if Record::exists(dir) {
            let record = check(dir)?;
            if record.config.base != config.base {
                return Err(Error::Base(record.config.base, config.base));
            }
            return on_disk(dir, Access::Write, record);
        }
        prepare(dir)?;
        let record = Record::new(config);
        record.write(dir)?;
        on_disk(dir, Access::Write, record)
    }

    /// The quads, for queries and exports.
    #[must_use]
    pub const fn quads(&self) -> &oxigraph::store::Store {
        &self.quads
    }

    /// Where instances live.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.record.config.base
    }

    /// Whether the documents' texts are kept.
    #[must_use]
    pub const fn keeps_text(&self) -> bool {
        self.record.config.keep_text
    }

    /// The text of a document, where it is kept.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn text(&self, document: &NamedNode) -> Result<Option<String>, Error> {
        let catalogue = mint::catalogue(self.base());
        let pattern = (
            Some(document.into()),
            Some(ww::SHA256),
            None,
            Some((&catalogue).into()),
        );
        let mut quads = self
            .quads
            .quads_for_pattern(pattern.0, pattern.1, pattern.2, pattern.3);
        match quads.next().transpose()?.map(|quad| quad.object) {
            Some(Term::Literal(sha256)) => self.texts.get(sha256.value()),
            _ => Ok(None),
        }
    }

    /// A writer that keeps the default graph in step with the documents, after that ontology.
    /// Where the store was last written with another one the default graph is derived anew.
    ///
    /// # Errors
    /// Where the store is open to be read only, or the disk fails.
    pub fn writer(&mut self, schema: &Schema) -> Result<Writer<'_>, Error> {
        if matches!(self.place, Place::Disk(_, Access::Read)) {
            return Err(Error::ReadOnly);
        }
        Writer::new(self, schema)
    }

    /// Notes what the default graph was derived with; nothing while it is not whole.
    fn note_rules(&mut self, rules: &str) -> Result<(), Error> {
        rules.clone_into(&mut self.record.rules);
        match &self.place {
            Place::Memory => Ok(()),
            Place::Disk(dir, _) => self.record.write(dir),
        }
    }

    /// Says what a failure of the quads means, with the store's place.
    fn explain(&self, error: oxigraph::store::StorageError) -> Error {
        match &self.place {
            Place::Memory => Error::Quads(error),
            Place::Disk(dir, _) => Error::quads(&dir.join(QUADS), error),
        }
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("record", &self.record)
            .finish_non_exhaustive()
    }
}

/// Checks that a directory holds a store of a format known here.
fn check(dir: &Path) -> Result<Record, Error> {
    if Record::exists(dir) {
        return Record::read(dir);
    }
    Err(if is_free(dir)? {
        Error::Missing(dir.to_owned())
    } else {
        Error::NotAStore(dir.to_owned())
    })
}

/// Makes the directory of a new store.
fn prepare(dir: &Path) -> Result<(), Error> {
    if cfg!(not(feature = "persist")) {
        return Err(Error::NotPersistent);
    }
    if !is_free(dir)? {
        return Err(Error::NotAStore(dir.to_owned()));
    }
    std::fs::create_dir_all(dir).map_err(|error| Error::disk(dir, error))
}

/// Whether nothing is there, or an empty directory.
fn is_free(dir: &Path) -> Result<bool, Error> {
    match std::fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(Error::disk(dir, error)),
    }
}

/// Opens the parts of a store on disk.
#[cfg(feature = "persist")]
fn on_disk(dir: &Path, access: Access, record: Record) -> Result<Store, Error> {
    let path = dir.join(QUADS);
    let quads = match access {
        Access::Read => open_to_read(&path),
        Access::Write => oxigraph::store::Store::open(&path),
    };
    Ok(Store {
        quads: quads.map_err(|error| Error::quads(&path, error))?,
        texts: Texts::Disk(dir.join(TEXTS)),
        place: Place::Disk(dir.to_owned(), access),
        record,
    })
}

/// Opens the quads to be read. A writer beside may tidy away a file while the list of files is
/// read; the next list is whole.
#[cfg(feature = "persist")]
fn open_to_read(path: &Path) -> Result<oxigraph::store::Store, oxigraph::store::StorageError> {
    const TRIES: usize = 20;
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(25);
    let moved = |error: &oxigraph::store::StorageError| error.to_string().contains("No such file");
    for _ in 1..TRIES {
        match oxigraph::store::Store::open_read_only(path) {
            Err(error) if moved(&error) && path.exists() => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
    oxigraph::store::Store::open_read_only(path)
}

/// Without `RocksDB` there are no stores on disk.
#[cfg(not(feature = "persist"))]
fn on_disk(_: &Path, _: Access, _: Record) -> Result<Store, Error> {
    Err(Error::NotPersistent)
}
