//! Reads documents: plain text, Markdown, JSON Lines, folders, standard input.
//!
//! Input: [`Input`]s (files, folders, streams) and a [`Config`].
//! Output: [`Documents`], an iterator that reads one [`Document`] at a time, so that a file of
//! ten thousand articles never sits in memory.
//!
//! A document's text stays as read: whatever is no prose (markup, a metadata line, a dateline)
//! is listed in [`Document::masked`]. What is known about a document comes, in this order, from
//! the [`Config`], from its sidecar `NAME.meta.json` or its JSON record, from its front matter,
//! and from the head of its text.

mod date;
mod dateline;
mod encoding;
mod error;
mod file;
mod front;
mod json;
mod jsonl;
mod language;
mod lead;
mod markdown;
mod mask;
mod meta;
mod path;
mod plain;
mod record;
mod sidecar;

pub use date::parse as parse_date;
pub use error::{Error, Place};
pub use path::Input;

use crate::text::{Note, Span};
use file::Records;
use jiff::civil::Date;
use meta::Meta;
use path::Files;

/// One document as read: its text and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What names the document: its record's or sidecar's `id`, else its address,
    /// else its path relative to the argument, without the ending.
    pub id: String,
    /// The text as read, decoded to UTF-8, without a byte-order mark. All offsets refer to it.
    pub text: String,
    /// Stretches that are no prose (markup, a metadata line, a dateline), sorted, disjoint.
    pub masked: Vec<Span>,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// The licence of the text.
    pub licence: Option<String>,
    /// Language as a BCP 47 tag (`en`).
    pub language: String,
    /// What was odd in reading it.
    pub notes: Vec<Note>,
}

/// How a file's bytes are to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text (`.txt`, `.text`), perhaps with some HTML tags left in it.
    Plain,
    /// Markdown (`.md`, `.markdown`), perhaps with front matter.
    Markdown,
    /// JSON Lines (`.jsonl`, `.ndjson`): a record a line.
    JsonLines,
    /// JSON (`.json`): one record or a list of records.
    Json,
}

/// What the caller knows better than the files, and how to read them.
///
/// A value given here wins over what the files say and holds for every document of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Day of publication.
    pub date: Option<Date>,
    /// Who published the documents.
    pub publisher: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Address on the web.
    pub url: Option<String>,
    /// The licence of the texts.
    pub licence: Option<String>,
    /// Language as a BCP 47 tag; where given, nothing is recognised and no text is refused.
    pub language: Option<String>,
    /// Format of files named outright and of streams; files in folders go by their endings.
    pub format: Option<Format>,
    /// Codes of the languages that there is a model for; English unless said otherwise.
    pub known: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            date: None,
            publisher: None,
            title: None,
            url: None,
            licence: None,
            language: None,
            format: None,
            known: vec![language::ENGLISH.to_owned()],
        }
    }
}

/// Reads all documents of the inputs, in the order of the inputs, and inside a folder in the
/// order of the paths.
///
/// Nothing is opened before the iterator is asked. An error concerns one file, one record or one
/// line: the iterator goes on with what follows.
///
/// ```
/// use whowhom::source::{Config, Input, read};
///
/// let feed = r#"{"headline": "Leaders talk", "body": "Al-Sudani phoned al-Assad.", "pubDate": "2024-11-30"}"#;
/// let feed = Input::reader("feed", feed.as_bytes());
/// let config = Config { format: Some(whowhom::source::Format::JsonLines), ..Config::default() };
/// let document = read([feed], &config).next().expect("the feed has one line")?;
/// assert_eq!(document.id, "feed#1");
/// assert_eq!(document.title.as_deref(), Some("Leaders talk"));
/// # Ok::<(), whowhom::source::Error>(())
/// ```
pub fn read<I>(inputs: I, config: &Config) -> Documents
where
    I: IntoIterator,
    I::Item: Into<Input>,
{
    let inputs: Vec<Input> = inputs.into_iter().map(Into::into).collect();
    Documents {
        config: config.clone(),
        files: Files::new(inputs, config.format),
        records: None,
    }
}

/// Makes a document of a plain text in memory.
///
/// ```
/// use whowhom::source::{Config, read_text};
///
/// let document = read_text("call", "date 2024-11-30 Shafaq News/ The leaders talked.", &Config::default())?;
/// assert_eq!(document.publisher.as_deref(), Some("Shafaq News"));
/// assert_eq!(document.masked[0].of(&document.text), "date 2024-11-30");
/// # Ok::<(), whowhom::source::Error>(())
/// ```
///
/// # Errors
/// [`Error::Language`] where the text is in a language without a model, [`Error::TooLarge`] where
/// it has 4 GiB or more.
pub fn read_text(id: &str, text: &str, config: &Config) -> Result<Document, Error> {
    Raw {
        place: Place::file(id),
        name: id.to_owned(),
        text: text.to_owned(),
        markdown: false,
        meta: Meta::default(),
        notes: Vec::new(),
    }
    .finish(config)
}

/// The documents of a run, read one at a time; see [`read`].
pub struct Documents {
    config: Config,
    files: Files,
    /// What is left of the file that is open.
    records: Option<Records>,
}

impl Iterator for Documents {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(raw) = self.records.as_mut().and_then(Iterator::next) {
                return Some(raw.and_then(|raw| raw.finish(&self.config)));
            }
            match self.files.next()?.and_then(file::open) {
                Ok(records) => self.records = Some(records),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// A document before what is known about it has been put together.
struct Raw {
    /// Where it stands, for errors.
    place: Place,
    /// Its id, where neither an id nor an address is known.
    name: String,
    text: String,
    markdown: bool,
    /// What its record or its sidecar says.
    meta: Meta,
    notes: Vec<Note>,
}

impl Raw {
    /// Masks what is no prose, gathers what is known, recognises the language.
    fn finish(mut self, config: &Config) -> Result<Document, Error> {
        if self.text.len() > encoding::LIMIT {
            return Err(Error::TooLarge { place: self.place });
        }
        let markup = if self.markdown {
            markdown::read(&self.text, &self.place)?
        } else {
            plain::read(&self.text)
        };
        let lead = lead::read(&self.text, &markup);
        let masked = mask::join([markup.masked, lead.masked].concat());
        let meta = Meta::of_config(config)
            .or(self.meta)
            .or(markup.meta)
            .or(lead.meta);
        let sample = language::Sample::new(&self.text, &masked);
        let language = language::decide(&sample, meta.language.as_deref(), config, &self.place)?;
        if self.text.trim().is_empty() {
            self.notes.push(Note::whole("the document is empty"));
        }
        Ok(Document {
            id: meta.id.or_else(|| meta.url.clone()).unwrap_or(self.name),
            text: self.text,
            masked,
            title: meta.title,
            date: meta.date,
            publisher: meta.publisher,
            url: meta.url,
            licence: meta.licence,
            language,
            notes: self.notes,
        })
    }
}

#[cfg(test)]
mod tests;
