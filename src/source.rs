//! Reads documents: plain text, Markdown, JSON Lines, folders, standard input.

use crate::text::{Note, Span};
use jiff::civil::Date;

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
