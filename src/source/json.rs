//! A `.json` file: one record, a list of records, or records one after another.

use super::encoding::Decoded;
use super::record::Record;
use super::{Error, Place, Raw, mask};
use crate::text::Note;
use serde_json::{Deserializer, Value};

/// The records of a JSON text, parsed one at a time.
pub(super) struct Values {
    text: String,
    notes: Vec<Note>,
    place: Place,
    name: String,
    /// Where the next record is looked for.
    at: usize,
    /// The line of `at`, from 1.
    line: usize,
    /// How many records were read.
    count: usize,
    list: bool,
    done: bool,
}

impl Values {
    /// The records of a decoded file; `name` begins the ids of those that give none.
    pub(super) fn new(decoded: Decoded, place: Place, name: String) -> Self {
        let mut values = Self {
            text: decoded.text,
            notes: decoded
                .notes
                .into_iter()
                .map(|note| Note::whole(note.message))
                .collect(),
            place,
            name,
            at: 0,
            line: 1,
            count: 0,
            list: false,
            done: false,
        };
        values.pass(|c: char| c.is_ascii_whitespace());
        values.list = values.text[values.at..].starts_with('[');
        values.advance(usize::from(values.list));
        values
    }

    /// Moves on by some bytes and counts the lines passed.
    fn advance(&mut self, bytes: usize) {
        self.line += self.text[self.at..self.at + bytes].matches('\n').count();
        self.at += bytes;
    }

    fn pass(&mut self, skipped: impl Fn(char) -> bool) {
        let rest = &self.text[self.at..];
        let bytes = rest.len() - rest.trim_start_matches(skipped).len();
        self.advance(bytes);
    }

    /// Whether there is another record; an error where a list is not closed.
    fn more(&mut self) -> Result<bool, Error> {
        let comma = self.list && self.count > 0;
        self.pass(|c: char| c.is_ascii_whitespace() || (comma && c == ','));
        let rest = &self.text[self.at..];
        match rest.bytes().next() {
            Some(b']') if self.list => Ok(false),
            None if self.list => Err(self.error("the list is not closed")),
            None => Ok(false),
            Some(_) => Ok(true),
        }
    }

    fn error(&self, message: &str) -> Error {
        Error::Json {
            place: self.place.line(self.line),
            message: message.to_owned(),
        }
    }

    /// Parses the value that begins here and moves behind it.
    fn value(&mut self) -> Result<Value, Error> {
        let rest = &self.text[self.at..];
        let mut stream = Deserializer::from_str(rest).into_iter::<Value>();
        match stream.next() {
            Some(Ok(value)) => {
                let read = stream.byte_offset();
                self.advance(read);
                self.count += 1;
                Ok(value)
            }
            Some(Err(cause)) => Err(error(&cause, &self.text, self.at, &self.place.line(self.line))),
            None => Err(self.error("a record is missing")),
        }
    }

    /// The id of a record that has none: its place in the list, or its line, or for a lone
    /// record the name of the file.
    fn name(&self, line: usize) -> String {
        let only = self.count == 1 && self.text[self.at..].trim().is_empty();
        match () {
            () if self.list => format!("{}#{}", self.name, self.count),
            () if only => self.name.clone(),
            () => format!("{}#{line}", self.name),
        }
    }

    fn read(&mut self) -> Result<Option<(Value, usize)>, Error> {
        if !self.more()? {
            return Ok(None);
        }
        let line = self.line;
        Ok(Some((self.value()?, line)))
    }
}

impl Iterator for Values {
    type Item = Result<Raw, Error>;

    /// The next record. Broken JSON ends the file: nobody knows where the next record begins.
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.read() {
            Ok(Some((value, line))) => {
                let record = Record::new(value, self.place.line(line));
                Some(record.and_then(|record| record.document(self.name(line), self.notes.clone())))
            }
            Ok(None) => {
                self.done = true;
                None
            }
            Err(error) => {
                self.done = true;
                Some(Err(error))
            }
        }
    }
}

/// An error of the parser, which began at byte `start` of a text, in the line of `place`.
pub(super) fn error(cause: &serde_json::Error, text: &str, start: usize, place: &Place) -> Error {
    let said = cause.to_string();
    let message = said.split(" at line ").next().unwrap_or(&said).to_owned();
    let below = cause.line().saturating_sub(1);
    let line = text[start..].split('\n').nth(below).unwrap_or("");
    let inside = &line[..mask::floor(line, cause.column().saturating_sub(1))];
    let before = text[..start]
        .rsplit('\n')
        .next()
        .filter(|_| below == 0)
        .unwrap_or("");
    let column = before.chars().count() + inside.chars().count() + 1;
    Error::Json {
        place: place.column(place.line.unwrap_or(1) + below, column),
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The records as `name: text`, or what is wrong with them.
    fn check(text: &str) -> Vec<String> {
        let decoded = Decoded {
            text: text.to_owned(),
            notes: Vec::new(),
        };
        Values::new(decoded, Place::file("a.json"), "a".to_owned())
            .map(|raw| raw.map(|raw| format!("{}: {}", raw.name, raw.text)))
            .map(|raw| raw.unwrap_or_else(|error| error.to_string()))
            .collect()
    }

    #[test]
    fn one_record_a_list_or_one_after_another() {
        assert_eq!(check(" {\n\"text\": \"A\"\n}\n"), ["a: A"]);
        assert_eq!(
            check("[{\"text\": \"A\"}, {\"text\": \"B\"}]"),
            ["a#1: A", "a#2: B"]
        );
        assert_eq!(
            check("{\"text\": \"A\"}\n\n{\"text\": \"B\"}\n"),
            ["a#1: A", "a#3: B"]
        );
        assert!(check("[]").is_empty());
        assert!(check("").is_empty());
    }

    #[test]
    fn broken_json_names_its_place() {
        let found = check("[{\"text\": \"A\"},\n {\"text\": Ä}]");
        assert_eq!(found[0], "a#1: A");
        let error = &found[1];
        assert!(
            error.starts_with("a.json:2:11: not valid JSON: expected value;"),
            "{error}"
        );
        let error = check("[{\"text\": \"A\"},\n").remove(1);
        assert!(
            error.starts_with("a.json:2: not valid JSON: the list is not closed;"),
            "{error}"
        );
    }

    #[test]
    fn a_wrong_record_does_not_end_the_list() {
        let found = check("[{\"text\": \"A\"}, 7, {\"text\": \"B\"}]");
        assert!(found[1].starts_with("a.json:1: a number instead of a record;"));
        assert_eq!(found[2], "a#3: B");
    }
}
