//! What can go wrong with a store, each with what to do about it.

use oxigraph::store::StorageError;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// An error of a [`Store`](super::Store).
#[derive(Debug)]
pub enum Error {
    /// There is no such directory.
    Missing(PathBuf),
    /// The directory holds something else.
    NotAStore(PathBuf),
    /// Another process writes to the store.
    InUse(PathBuf),
    /// The store was written by a newer version, in a format of that number.
    Newer(PathBuf, u64),
    /// The store's own record can't be read, for that reason.
    Record(PathBuf, String),
    /// The store keeps its instances under the first base, not under the second.
    Base(String, String),
    /// The program was built without stores on disk.
    NotPersistent,
    /// The store was opened to be read only.
    ReadOnly,
    /// No space is left on the disk.
    Full(PathBuf),
    /// The directory or a file in it may not be written to or read.
    Denied(PathBuf),
    /// Another failure of the disk.
    Disk(PathBuf, io::Error),
    /// A failure inside the store of quads.
    Quads(StorageError),
}

impl Error {
    /// Says what a failure of the disk means.
    pub(super) fn disk(path: &Path, error: io::Error) -> Self {
        let message = error.to_string();
        if message.contains("lock hold by") || message.contains("lock file") || message.contains("/LOCK") {
            return Self::InUse(store_of(path));
        }
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path.to_owned()),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Denied(path.to_owned())
            }
            _ if message.contains("No space left on device") => Self::Full(path.to_owned()),
            _ if message.contains("Permission denied") || message.contains("Read-only file system") => {
                Self::Denied(path.to_owned())
            }
            _ => Self::Disk(path.to_owned(), error),
        }
    }

    /// Says what a failure of the quads of the store at `path` means.
    pub(super) fn quads(path: &Path, error: StorageError) -> Self {
        match error {
            StorageError::Io(error) => Self::disk(path, error),
            error => Self::Quads(error),
        }
    }
}

/// The store that a path is inside of.
fn store_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if path.ends_with(super::QUADS) => parent.to_owned(),
        _ => path.to_owned(),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(f, "there is no store at {} (build one first)", path.display()),
            Self::NotAStore(path) => {
                write!(
                    f,
                    "{} holds other files (name an empty or a new directory)",
                    path.display()
                )
            }
            Self::InUse(path) => write!(
                f,
                "the store {} is in use by another process (wait for it to end, or open the store read-only)",
                path.display()
            ),
            Self::Newer(path, format) => write!(
                f,
                "the store {} has format {format}, written by a newer version (update this program)",
                path.display()
            ),
            Self::Record(path, reason) => {
                write!(
                    f,
                    "{}: {reason} (restore the file, or build the store anew)",
                    path.display()
                )
            }
            Self::Base(old, new) => write!(
                f,
                "the store keeps its instances under {old}, not {new} (drop the other base, or use a new directory)"
            ),
            Self::NotPersistent => {
                f.write_str("this program keeps no stores on disk (build it with `--features persist`)")
            }
            Self::ReadOnly => f.write_str("the store was opened to be read only (open it for writing)"),
            Self::Full(path) => write!(
                f,
                "no space is left on the disk of {} (free some; what was stored before is intact)",
                path.display()
            ),
            Self::Denied(path) => {
                write!(
                    f,
                    "{} may not be accessed (check its owner and permissions)",
                    path.display()
                )
            }
            Self::Disk(path, error) => write!(f, "{}: {error} (check the disk)", path.display()),
            Self::Quads(error) => {
                write!(
                    f,
                    "the store of quads failed: {error} (if it is damaged, build it anew)"
                )
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk(_, error) => Some(error),
            Self::Quads(error) => Some(error),
            _ => None,
        }
    }
}

impl From<StorageError> for Error {
    fn from(error: StorageError) -> Self {
        Self::quads(Path::new("the store"), error)
    }
}
