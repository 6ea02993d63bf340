//! From what the caller names to the files that are read, in order.

use super::{Error, Format, Place};
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::{fmt, fs};
use walkdir::{DirEntry, WalkDir};

/// The ending of the file that describes another.
const SIDECAR: &str = ".meta.json";

/// Something to read documents from.
///
/// A path or a string makes one; `-` is the standard input.
pub struct Input(Kind);

enum Kind {
    Path(PathBuf),
    Stream(String, Box<dyn Read + Send>),
}

impl Input {
    /// A file, or a folder with all documents in it.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self(Kind::Path(path.into()))
    }

    /// The standard input, as one plain document with the id `stdin` unless the
    /// [`Config`](super::Config) names another format.
    #[must_use]
    pub fn stdin() -> Self {
        Self::reader("stdin", io::stdin())
    }

    /// A stream with a name, read like the standard input.
    pub fn reader(name: impl Into<String>, reader: impl Read + Send + 'static) -> Self {
        Self(Kind::Stream(name.into(), Box::new(reader)))
    }
}

impl<P: AsRef<Path> + ?Sized> From<&P> for Input {
    fn from(path: &P) -> Self {
        match path.as_ref() {
            path if path == Path::new("-") => Self::stdin(),
            path => Self::path(path),
        }
    }
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        Self::from(path.as_path())
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Path(path) => write!(f, "Input({})", path.display()),
            Kind::Stream(name, _) => write!(f, "Input(stream {name})"),
        }
    }
}

/// A file or stream that is to be opened.
pub(super) struct File {
    pub(super) place: Place,
    /// The id of its document, where nothing names it better.
    pub(super) name: String,
    pub(super) format: Format,
    /// The stream; a file is opened by its path.
    pub(super) stream: Option<Box<dyn Read + Send>>,
}

/// The files of all inputs, found as they are asked for.
pub(super) struct Files {
    inputs: std::vec::IntoIter<Input>,
    format: Option<Format>,
    folder: Option<Folder>,
}

impl Files {
    /// The files of these inputs; the format is that of files named outright and of streams.
    pub(super) fn new(inputs: Vec<Input>, format: Option<Format>) -> Self {
        Self {
            inputs: inputs.into_iter(),
            format,
            folder: None,
        }
    }

    /// A file named outright, or the beginning of a folder.
    fn start(&mut self, path: PathBuf) -> Option<Result<File, Error>> {
        match fs::metadata(&path) {
            Err(reason) => Some(Err(Error::unreadable(&Place::file(path), reason))),
            Ok(found) if found.is_dir() => {
                self.folder = Some(Folder::new(path));
                None
            }
            Ok(_) => Some(self.named(&path)),
        }
    }

    /// A file named outright: of an unknown ending it is plain text.
    fn named(&self, path: &Path) -> Result<File, Error> {
        let place = Place::file(path);
        if is_sidecar(path) && self.format.is_none() {
            return Err(Error::Record {
                place,
                message: "a description, not a document".to_owned(),
                hint: "name the text that lies beside it",
            });
        }
        let name = path.file_stem().map(OsStr::to_string_lossy).unwrap_or_default();
        Ok(File {
            name: name.into_owned(),
            format: self.format.or_else(|| by_ending(path)).unwrap_or(Format::Plain),
            place,
            stream: None,
        })
    }

    fn stream(&self, name: String, stream: Box<dyn Read + Send>) -> File {
        File {
            place: Place::file(&name),
            name,
            format: self.format.unwrap_or(Format::Plain),
            stream: Some(stream),
        }
    }
}

impl Iterator for Files {
    type Item = Result<File, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(file) = self.folder.as_mut().and_then(Iterator::next) {
                return Some(file);
            }
            self.folder = None;
            match self.inputs.next()?.0 {
                Kind::Stream(name, stream) => return Some(Ok(self.stream(name, stream))),
                Kind::Path(path) => {
                    if let Some(file) = self.start(path) {
                        return Some(file);
                    }
                }
            }
        }
    }
}

/// The documents in a folder and the folders in it, sorted by path.
///
/// Hidden files, sidecars and files of unknown endings are passed over.
struct Folder {
    root: PathBuf,
    entries: Box<dyn Iterator<Item = walkdir::Result<DirEntry>> + Send>,
}

impl Folder {
    fn new(root: PathBuf) -> Self {
        let entries = WalkDir::new(&root)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path()));
        Self {
            root,
            entries: Box::new(entries),
        }
    }

    fn file(&self, path: &Path) -> Option<File> {
        let format = by_ending(path).filter(|_| !is_sidecar(path))?;
        let inside = path.strip_prefix(&self.root).unwrap_or(path).with_extension("");
        let steps = inside.iter().map(OsStr::to_string_lossy);
        Some(File {
            place: Place::file(path),
            name: steps.collect::<Vec<_>>().join("/"),
            format,
            stream: None,
        })
    }

    /// An error of the walk, unless it is about a link to nowhere that would be passed over.
    fn error(&self, error: walkdir::Error) -> Option<Error> {
        let path = error.path().unwrap_or(&self.root).to_owned();
        let reason = error
            .into_io_error()
            .unwrap_or_else(|| io::Error::other("it links to itself"));
        let nowhere = reason.kind() == io::ErrorKind::NotFound;
        let passed_over = nowhere && (is_hidden(&path) || by_ending(&path).is_none());
        (!passed_over).then(|| Error::unreadable(&Place::file(path), reason))
    }
}

impl Iterator for Folder {
    type Item = Result<File, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = match self.entries.next()? {
                Ok(entry) if entry.file_type().is_dir() => None,
                Ok(entry) => self.file(entry.path()).map(Ok),
                Err(error) => self.error(error).map(Err),
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

/// The format that a file's ending stands for.
fn by_ending(path: &Path) -> Option<Format> {
    match path.extension()?.to_ascii_lowercase().to_str()? {
        "txt" | "text" => Some(Format::Plain),
        "md" | "markdown" => Some(Format::Markdown),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        "json" => Some(Format::Json),
        _ => None,
    }
}

/// Whether a file describes another.
fn is_sidecar(path: &Path) -> bool {
    path.to_string_lossy().to_ascii_lowercase().ends_with(SIDECAR)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}
