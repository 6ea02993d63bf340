//! The model: one file with version, language and checksum, read without decoding.
//!
//! Layout, little-endian: `WHOWHOM\0`, version (u32), length of the header (u32), SHA-256 of all
//! that follows, the header as JSON, then the sections one after the other.

use super::label::{Rel, Upos};
use super::lemma::Script;
use super::lexicon::Lexicon;
use super::network::{Network, Relations};
use super::pool::Pool;
use super::sections::{Sections, TooShort};
use super::sizes::Sizes;
use super::tree::Inventory;
use crate::token::Splitter;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// The layout that this program writes and reads.
pub const VERSION: u32 = 4;
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
    /// The weights by which names are found; [`crate::mention`] reads them. There may be none.
    pub names: Cow<'static, [u8]>,
    pub(crate) relations: Relations,
    pub(crate) lexicon: Lexicon,
    pub(crate) network: Network,
    /// Buffers of parsers at rest.
    pub(crate) pool: Pool,
}

/// What the file says before its sections.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Header {
    pub language: String,
    pub tags: Vec<(String, String)>,
    pub features: Vec<String>,
    pub default_features: Vec<u16>,
    pub rels: Vec<String>,
    pub scripts: Vec<Script>,
    /// Sizes of the network.
    pub sizes: Sizes,
    /// Length of the lexicon, which follows the network.
    pub lexicon: usize,
    /// Length of the splitter's weights, which come then; none are rules alone.
    #[serde(default)]
    pub splitter: usize,
    /// Length of the name finder's weights, which come last.
    #[serde(default)]
    pub names: usize,
}

/// Why a model could not be read.
#[derive(Debug)]
pub enum Error {
    /// The file can't be read.
    Unreadable(std::io::Error),
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
            Self::Unreadable(reason) => write_reason(reason, f),
            Self::NotAModel => write!(
                f,
                "this file is no whowhom model (hint: models are made by whowhom-train)"
            ),
            Self::Version(v) => {
                let newer = if *v > VERSION {
                    "update the program, or "
                } else {
                    ""
                };
                write!(
                    f,
                    "the model has layout {v}, this program reads layout {VERSION} (hint: {newer}train it anew with \
                     this version's whowhom-train)"
                )
            }
            Self::Damaged(what) => write!(f, "the model is damaged: {what} (hint: copy or train it anew)"),
        }
    }
}

/// Says in plain words why the system refused.
fn write_reason(reason: &std::io::Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    use std::io::ErrorKind::{IsADirectory, NotFound, PermissionDenied};
    match reason.kind() {
        NotFound => write!(f, "no such file (hint: check the path of the model)"),
        IsADirectory => write!(f, "a folder, not a model (hint: name the file in it)"),
        PermissionDenied => write!(f, "may not be read (hint: check its permissions)"),
        _ => write!(f, "cannot be read: {reason} (hint: check the file)"),
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
        let bytes = std::fs::read(path).map_err(Error::Unreadable)?;
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
            return Err(Error::Damaged(
                "its checksum does not agree, so it was cut short or changed",
            ));
        }
        let header: Header =
            serde_json::from_slice(head).map_err(|_| Error::Damaged("its header can't be read"))?;
        let checksum = sum
            .iter()
            .fold(String::new(), |text, b| text + &format!("{b:02x}"));
        Self::assemble(header, Sections::new(&bytes, end), checksum)
    }

    fn assemble(header: Header, mut sections: Sections<'_>, checksum: String) -> Result<Self, Error> {
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
        let relations = Relations {
            root: rels.iter().position(|r| *r == Rel::Root).ok_or(unknown)? as u8,
            kinds: rels.iter().map(|r| core_argument(*r)).collect(),
        };
        let sizes = header.sizes;
        if !sizes.are_sound() || sizes.tags != tags.len() || sizes.rels != rels.len() {
            return Err(Error::Damaged("its sizes do not agree"));
        }
        let known = |feature: &u16| usize::from(*feature) < header.features.len();
        if header.default_features.len() != tags.len() || !header.default_features.iter().all(known) {
            return Err(Error::Damaged("its features do not agree"));
        }
        let short = |_: TooShort| Error::Damaged("it ends within its weights");
        let network = sections.network(sizes).map_err(short)?;
        let lexicon = sections.take(header.lexicon).map_err(short)?;
        let splitter = Splitter::from_bytes(sections.take(header.splitter).map_err(short)?)
            .ok_or(Error::Damaged("its splitter can't be read"))?;
        let names = sections.take(header.names).map_err(short)?;
        if !sections.is_at_end() {
            return Err(Error::Damaged("something follows its end"));
        }
        Ok(Self {
            language: header.language,
            inventory: Arc::new(Inventory {
                tags,
                features: header.features,
            }),
            rels,
            checksum,
            splitter,
            names,
            relations,
            lexicon: Lexicon::new(lexicon, header.scripts, header.default_features)
                .map_err(|_| Error::Damaged("its lexicon can't be read"))?,
            network,
            pool: Pool::default(),
        })
    }
}

/// The number of the core argument that a relation makes a word, of which a head has one at most
/// (<https://universaldependencies.org/u/overview/syntax.html>); 0 for all other relations.
const fn core_argument(rel: Rel) -> u8 {
    match rel {
        Rel::Nsubj | Rel::NsubjPass | Rel::Csubj | Rel::CsubjPass => 1,
        Rel::Obj => 2,
        Rel::Iobj => 3,
        _ => 0,
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

/// A model file taken apart.
#[cfg(feature = "train")]
pub(super) struct Parts<'b> {
    pub header: Header,
    pub network: &'b [u8],
    pub lexicon: &'b [u8],
    pub splitter: &'b [u8],
    pub names: &'b [u8],
}

/// Takes a model file apart.
///
/// # Errors
/// If the bytes are no model, of another version, or damaged.
#[cfg(feature = "train")]
pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, Error> {
    Model::from_bytes(Cow::Owned(bytes.to_vec()), true)?;
    let damaged = || Error::Damaged("it ends within its head");
    let length = bytes.get(12..16).and_then(|b| <[u8; 4]>::try_from(b).ok());
    let end = START + length.map_or(0, u32::from_le_bytes) as usize;
    let head = bytes.get(START..end).ok_or_else(damaged)?;
    let header: Header =
        serde_json::from_slice(head).map_err(|_| Error::Damaged("its header can't be read"))?;
    let (rest, names) = bytes.split_at(bytes.len() - header.names);
    let (rest, splitter) = rest.split_at(rest.len() - header.splitter);
    let (rest, lexicon) = rest.split_at(rest.len() - header.lexicon);
    let network = rest.get(end..).ok_or_else(damaged)?;
    Ok(Parts {
        header,
        network,
        lexicon,
        splitter,
        names,
    })
}
