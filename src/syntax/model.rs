//! The model: one file with version, language and checksum, read without decoding.
//!
//! Layout, little-endian: `WHOWHOM\0`, version (u32), length of the header (u32), SHA-256 of all
//! that follows, the header as JSON, then the sections one after the other.

use super::label::{Rel, Upos};
use super::lemma::Script;
use super::lexicon::Lexicon;
use super::parse::TagClasses;
use super::tree::Inventory;
use super::weights::Weights;
use crate::token::Splitter;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The layout that this program writes and reads.
pub const VERSION: u32 = 1;
const MAGIC: &[u8; 8] = b"WHOWHOM\0";
const START: usize = 8 + 4 + 4 + 32;
static EMBEDDED: &[u8] = include_bytes!("en.model");

/// Everything learned from the treebanks, ready for use; shared by threads.
#[derive(Clone, Debug)]
pub struct Model {
    /// Language as a BCP 47 tag.
    pub language: String,
    /// Names of tags and features.
    pub inventory: Arc<Inventory>,
    /// Relations, by label number.
    pub rels: Vec<Rel>,
    /// SHA-256 of the file's content, in hexadecimal.
    pub checksum: String,
    /// What cuts texts into sentences and tokens.
    pub splitter: Splitter,
    pub(crate) root: u8,
    pub(crate) open: Vec<bool>,
    /// The tag of an acronym that names something.
    pub(crate) acronym: Option<u8>,
    pub(crate) classes: TagClasses,
    pub(crate) lexicon: Lexicon,
    pub(crate) tagger: Weights,
    pub(crate) actions: Weights,
    pub(crate) labels: Weights,
}

/// What the file says before its sections.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Header {
    pub language: String,
    pub tags: Vec<(String, String)>,
    pub features: Vec<String>,
    /// Which tags words may have that the training data do not show.
    pub open: Vec<bool>,
    /// The language-specific tag of a name in the singular.
    #[serde(default = "Header::name_tag")]
    pub acronym: String,
    pub default_features: Vec<u16>,
    pub rels: Vec<String>,
    pub scripts: Vec<Script>,
    /// bits and stride of the three tables.
    pub tables: [(u32, u32); 3],
    /// Length of the lexicon, which follows the tables.
    pub lexicon: usize,
    /// Length of the splitter's weights, which come last; none are rules alone.
    #[serde(default)]
    pub splitter: usize,
}

impl Header {
    /// The Penn tag set's.
    pub(crate) fn name_tag() -> String {
        "NNP".to_owned()
    }
}

/// Why a model could not be read.
#[derive(Debug)]
pub enum Error {
    /// The file can't be read.
    Unreadable(PathBuf, std::io::Error),
    /// It is no model.
    NotAModel,
    /// Its layout is of another version.
    Version(u32),
    /// It ends too early or has been changed.
    Damaged(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, e) => write!(f, "{}: can't read the model: {e}", path.display()),
            Self::NotAModel => write!(
                f,
                "this file is no whowhom model; models are made by whowhom-train"
            ),
            Self::Version(v) => write!(
                f,
                "the model has layout {v}, this program reads layout {VERSION}; train it anew with this version's whowhom-train"
            ),
            Self::Damaged(what) => write!(f, "the model is damaged ({what}); copy or train it anew"),
        }
    }
}

impl std::error::Error for Error {}

impl Model {
    /// The English model that the program carries.
    ///
    /// # Panics
    /// Never: a test reads the embedded bytes.
    #[must_use]
    pub fn english() -> Self {
        Self::from_bytes(Cow::Borrowed(EMBEDDED), false).expect("a test reads the embedded model")
    }

    /// Reads a model file and checks version and checksum.
    ///
    /// # Errors
    /// If the file can't be read, is no model, is of another version, or is damaged.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(|e| Error::Unreadable(path.to_owned(), e))?;
        Self::from_bytes(Cow::Owned(bytes), true)
    }

    /// Reads a model from its bytes; `verify` compares the checksum.
    ///
    /// # Errors
    /// If the bytes are no model, of another version, or damaged.
    #[expect(clippy::needless_pass_by_value, reason = "the model keeps what it was given")]
    pub fn from_bytes(bytes: Cow<'static, [u8]>, verify: bool) -> Result<Self, Error> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(Error::NotAModel);
        }
        let number = |at: usize| -> Result<u32, Error> {
            let four = bytes.get(at..at + 4).and_then(|b| <[u8; 4]>::try_from(b).ok());
            four.map(u32::from_le_bytes)
                .ok_or(Error::Damaged("it ends within its head"))
        };
        let version = number(8)?;
        if version != VERSION {
            return Err(Error::Version(version));
        }
        let end = START + number(12)? as usize;
        let head = bytes
            .get(START..end)
            .ok_or(Error::Damaged("it ends within its head"))?;
        let sum = &bytes[16..START];
        if verify && Sha256::digest(&bytes[START..])[..] != *sum {
            return Err(Error::Damaged("its checksum does not agree"));
        }
        let header: Header =
            serde_json::from_slice(head).map_err(|_| Error::Damaged("its header can't be read"))?;
        let checksum = sum
            .iter()
            .fold(String::new(), |text, b| text + &format!("{b:02x}"));
        Self::assemble(header, &bytes, end, checksum)
    }

    #[expect(clippy::ptr_arg, reason = "what is borrowed for good stays borrowed")]
    fn assemble(
        header: Header,
        bytes: &Cow<'static, [u8]>,
        mut at: usize,
        checksum: String,
    ) -> Result<Self, Error> {
        let mut section = |length: usize| {
            let part = slice(bytes, at, at + length).ok_or(Error::Damaged("it ends within its weights"));
            at += length;
            part
        };
        let mut table = |(bits, stride): (u32, u32)| -> Result<Weights, Error> {
            if bits > 28 || stride > 8 {
                return Err(Error::Damaged("its tables are too large"));
            }
            Ok(Weights {
                bits,
                stride,
                table: section(Weights::size(bits, stride))?,
            })
        };
        let [tagger, actions, labels] = [
            table(header.tables[0])?,
            table(header.tables[1])?,
            table(header.tables[2])?,
        ];
        let lexicon = section(header.lexicon)?;
        let splitter = Splitter::from_bytes(section(header.splitter)?)
            .ok_or(Error::Damaged("its splitter can't be read"))?;
        let unknown = Error::Damaged("it names an unknown part of speech or relation");
        let tags: Option<Vec<_>> = header
            .tags
            .into_iter()
            .map(|(u, x)| Some((Upos::from_name(&u)?, x)))
            .collect();
        let rels: Option<Vec<_>> = header.rels.iter().map(|r| Rel::from_name(r)).collect();
        let (Some(tags), Some(rels)) = (tags, rels) else {
            return Err(unknown);
        };
        let root = rels.iter().position(|r| *r == Rel::Root).ok_or(unknown)? as u8;
        let acronym = tags
            .iter()
            .position(|(upos, xpos)| *upos == Upos::Propn && xpos == &header.acronym);
        let acronym = acronym.map(|i| i as u8);
        Ok(Self {
            language: header.language,
            classes: classes(&tags),
            inventory: Arc::new(Inventory {
                tags,
                features: header.features,
            }),
            rels,
            checksum,
            splitter,
            root,
            open: header.open,
            acronym,
            lexicon: Lexicon::new(lexicon, header.scripts, header.default_features)
                .map_err(|_| Error::Damaged("its lexicon can't be read"))?,
            tagger,
            actions,
            labels,
        })
    }
}

/// Which tags are punctuation, verbs, conjunctions.
pub(crate) fn classes(tags: &[(Upos, String)]) -> TagClasses {
    let of = |wanted: &[Upos]| tags.iter().map(|(upos, _)| wanted.contains(upos)).collect();
    TagClasses {
        punctuation: of(&[Upos::Punct]),
        verb: of(&[Upos::Verb, Upos::Aux]),
        conjunction: of(&[Upos::Cconj]),
    }
}

/// A stretch of the bytes: borrowed from the program's own, copied from a file's.
#[expect(clippy::ptr_arg, reason = "what is borrowed for good stays borrowed")]
fn slice(bytes: &Cow<'static, [u8]>, start: usize, end: usize) -> Option<Cow<'static, [u8]>> {
    match bytes {
        Cow::Borrowed(b) => b.get(start..end).map(Cow::Borrowed),
        Cow::Owned(b) => b.get(start..end).map(|part| Cow::Owned(part.to_vec())),
    }
}

/// Writes a model file's bytes.
#[cfg(feature = "train")]
pub(crate) fn write(header: &Header, sections: &[&[u8]]) -> Vec<u8> {
    let mut body = serde_json::to_vec(header).expect("a header of strings and numbers is JSON");
    let head = body.len() as u32;
    for section in sections {
        body.extend_from_slice(section);
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&head.to_le_bytes());
    bytes.extend_from_slice(&Sha256::digest(&body));
    bytes.extend_from_slice(&body);
    bytes
}

/// The bytes of a model file with other weights for sentences, all else as it was.
///
/// # Errors
/// If the bytes are no model, of another version, or damaged.
#[cfg(feature = "train")]
pub fn with_splitter(bytes: &[u8], splitter: &Splitter) -> Result<Vec<u8>, Error> {
    Model::from_bytes(Cow::Owned(bytes.to_vec()), true)?;
    let damaged = Error::Damaged("it ends within its head");
    let length = bytes.get(12..16).and_then(|b| <[u8; 4]>::try_from(b).ok());
    let end = START + length.map_or(0, u32::from_le_bytes) as usize;
    let Some((head, sections)) = bytes.get(START..end).zip(bytes.get(end..)) else {
        return Err(damaged);
    };
    let mut header: Header =
        serde_json::from_slice(head).map_err(|_| Error::Damaged("its header can't be read"))?;
    // The splitter's section is the last one.
    let kept = sections.len().saturating_sub(header.splitter);
    header.splitter = splitter.to_bytes().len();
    Ok(write(&header, &[&sections[..kept], splitter.to_bytes()]))
}
