//! The fields of a record, under the names that feeds, crawlers and data sets give them.

use super::meta::Meta;
use super::{Error, Place, Raw, date};
use crate::text::Note;
use jiff::civil::Date;
use serde_json::Value;

/// The names of one field, the likeliest first.
type Keys = &'static [&'static str];

// Names are compared in small letters without `_`, `-` and spaces, so that `pub_date`,
// `pubDate` and `PubDate` are one; the first that holds something is taken.
const ID: Keys = &[
    "id",
    "docid",
    "documentid",
    "articleid",
    "uuid",
    "guid",
    "identifier",
];
const URL: Keys = &[
    "url",
    "link",
    "uri",
    "permalink",
    "canonicalurl",
    "weburl",
    "sourceurl",
];
const TITLE: Keys = &["title", "headline", "heading"];
const TEXT: Keys = &[
    "text",
    "body",
    "content",
    "article",
    "maintext",
    "articlebody",
    "articletext",
    "fulltext",
    "bodytext",
    "story",
];
const DATE: Keys = &[
    "date",
    "published",
    "publishdate",
    "datepublish",
    "datepublished",
    "publisheddate",
    "publishedat",
    "publishedon",
    "pubdate",
    "publicationdate",
    "articledate",
];
const PUBLISHER: Keys = &[
    "publisher",
    "source",
    "sourcename",
    "site",
    "sitename",
    "outlet",
    "publication",
    "newspaper",
    "sourcedomain",
    "domain",
];
const LICENCE: Keys = &["licence", "license", "rights"];
const LANGUAGE: Keys = &["lang", "language", "inlanguage", "languagecode"];

/// A record: its fields in order.
pub(super) struct Record {
    fields: Vec<Field>,
    place: Place,
}

/// A field of a record.
pub(super) struct Field {
    /// The name as compared.
    key: String,
    /// The name as written.
    name: String,
    value: Value,
    /// The line it stands in, where the record has several lines.
    line: Option<usize>,
}

impl Field {
    /// A field of that name and value.
    pub(super) fn new(name: String, value: Value, line: Option<usize>) -> Self {
        let plain = name.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
        Self {
            key: plain.flat_map(char::to_lowercase).collect(),
            name,
            value,
            line,
        }
    }
}

impl Record {
    /// The record that a JSON value is; an error where it is no object.
    pub(super) fn new(value: Value, place: Place) -> Result<Self, Error> {
        let Value::Object(fields) = value else {
            return Err(Error::Record {
                place,
                message: format!("{} instead of a record", kind(&value)),
                hint: "write an object such as {\"id\": \"…\", \"text\": \"…\"}",
            });
        };
        let fields = fields
            .into_iter()
            .map(|(name, value)| Field::new(name, value, None));
        Ok(Self::of_fields(fields.collect(), place))
    }

    /// A record of these fields.
    pub(super) const fn of_fields(fields: Vec<Field>, place: Place) -> Self {
        Self { fields, place }
    }

    /// What the record says about its document; fields of a wrong kind are noted.
    pub(super) fn meta(&self, notes: &mut Vec<Note>) -> Result<Meta, Error> {
        Ok(Meta {
            id: self.string(ID, notes),
            title: self.string(TITLE, notes),
            date: self.date(notes)?,
            publisher: self.string(PUBLISHER, notes),
            url: self.string(URL, notes),
            licence: self.string(LICENCE, notes),
            language: self.string(LANGUAGE, notes),
        })
    }

    /// The document that the record is; `name` is its id where it gives none.
    pub(super) fn document(mut self, name: String, mut notes: Vec<Note>) -> Result<Raw, Error> {
        let text = self.take_text()?;
        Ok(Raw {
            meta: self.meta(&mut notes)?,
            place: self.place,
            name,
            text,
            markdown: false,
            notes,
        })
    }

    /// The text: the first field so named that holds a string.
    fn take_text(&mut self) -> Result<String, Error> {
        let place = self.place.clone();
        let wrong = self.with_keys(TEXT).map(|field| kind(&field.value)).next();
        let found = TEXT.iter().find_map(|key| {
            let mut fields = self.fields.iter_mut().filter(|field| field.key == *key);
            fields.find_map(|field| match &mut field.value {
                Value::String(text) => Some(std::mem::take(text)),
                _ => None,
            })
        });
        found.ok_or_else(|| Error::Record {
            place,
            message: wrong.map_or("no text".to_owned(), |kind| format!("{kind} as text")),
            hint: "give the article as a string in a field such as `text`, `body` or `content`",
        })
    }

    /// The fields of these names that hold something, in the order of the names.
    fn with_keys(&self, keys: Keys) -> impl Iterator<Item = &Field> {
        let named = |key: &'static &str| self.fields.iter().filter(move |field| field.key == *key);
        keys.iter()
            .flat_map(named)
            .filter(|field| !is_blank(&field.value))
    }

    fn string(&self, keys: Keys, notes: &mut Vec<Note>) -> Option<String> {
        self.field(keys, notes).map(|(_, value)| value)
    }

    /// The first field that holds words or a number, with its value as text.
    fn field(&self, keys: Keys, notes: &mut Vec<Note>) -> Option<(&Field, String)> {
        for field in self.with_keys(keys) {
            if let Some(value) = words(&field.value) {
                return Some((field, value));
            }
            let (name, kind) = (&field.name, kind(&field.value));
            notes.push(Note::whole(format!("field `{name}` is {kind}, left out")));
        }
        None
    }

    fn date(&self, notes: &mut Vec<Note>) -> Result<Option<Date>, Error> {
        let Some((field, value)) = self.field(DATE, notes) else {
            return Ok(None);
        };
        let place = field
            .line
            .map_or_else(|| self.place.clone(), |line| self.place.line(line));
        let field = field.name.clone();
        match date::parse(&value) {
            Some(date) => Ok(Some(date)),
            None => Err(Error::Date { place, field, value }),
        }
    }
}

/// Whether a value says nothing.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A string, a number, or the `name` of an object, as schema.org writes publishers.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => words(fields.get("name")?).filter(|name| !name.is_empty()),
        _ => None,
    }
}

const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(value: Value) -> Result<Raw, String> {
        Record::new(value, Place::file("a.jsonl").line(2))
            .and_then(|record| record.document("a#2".to_owned(), Vec::new()))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn fields_go_by_many_names() {
        let raw = check(json!({
            "_id": 17, "Headline": " Talks ", "maintext": "They met.", "date_publish": "2024-11-30 10:00:00",
            "source": {"@type": "Organization", "name": "Shafaq News"}, "link": "https://e.org/1",
            "license": "CC BY 4.0", "inLanguage": "en", "title": null,
        }))
        .unwrap();
        assert_eq!(raw.text, "They met.");
        let meta = raw.meta;
        assert_eq!(meta.id.as_deref(), Some("17"));
        assert_eq!(meta.title.as_deref(), Some("Talks"));
        assert_eq!(meta.date, date::parse("2024-11-30"));
        assert_eq!(meta.publisher.as_deref(), Some("Shafaq News"));
        assert_eq!(meta.url.as_deref(), Some("https://e.org/1"));
        assert_eq!(meta.licence.as_deref(), Some("CC BY 4.0"));
        assert_eq!(meta.language.as_deref(), Some("en"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = check(json!({"text": "They met.", "pubDate": "2024-13-30"}))
            .err()
            .unwrap();
        assert_eq!(
            error,
            "a.jsonl:2: field `pubDate` is no date: \"2024-13-30\"; write it as 2024-11-30"
        );
        let error = check(json!({"title": "Talks"})).err().unwrap();
        assert!(error.starts_with("a.jsonl:2: no text; give"), "{error}");
        let error = check(json!({"text": ["a", "b"]})).err().unwrap();
        assert!(error.starts_with("a.jsonl:2: a list as text; give"), "{error}");
        let error = check(json!("They met.")).err().unwrap();
        assert!(
            error.starts_with("a.jsonl:2: a string instead of a record; write"),
            "{error}"
        );
    }

    #[test]
    fn a_field_of_a_wrong_kind_is_noted() {
        let raw = check(json!({"_id": {"$oid": "1f"}, "text": "They met."})).unwrap();
        assert_eq!(raw.meta.id, None);
        assert_eq!(raw.notes[0].message, "field `_id` is an object, left out");
    }

    #[test]
    fn an_empty_text_and_nul_characters_are_texts() {
        assert_eq!(check(json!({"text": ""})).unwrap().text, "");
        assert_eq!(check(json!({"text": "a\u{0}b"})).unwrap().text, "a\u{0}b");
    }
}
