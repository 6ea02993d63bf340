//! What is known about a document besides its text.

use super::Config;
use jiff::civil::Date;

/// What one witness (the caller, a sidecar, a record, the text's head) says about a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meta {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) language: Option<String>,
}

impl Meta {
    /// What the caller says. The language is left out: forced, it is no mere statement.
    pub(super) fn of_config(config: &Config) -> Self {
        Self {
            id: None,
            title: config.title.clone(),
            date: config.date,
            publisher: config.publisher.clone(),
            url: config.url.clone(),
            licence: config.licence.clone(),
            language: None,
        }
    }

    /// Fills what is missing from a witness that is believed less.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            id: self.id.or(other.id),
            title: self.title.or(other.title),
            date: self.date.or(other.date),
            publisher: self.publisher.or(other.publisher),
            url: self.url.or(other.url),
            licence: self.licence.or(other.licence),
            language: self.language.or(other.language),
        }
    }
}
