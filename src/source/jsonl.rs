//! JSON Lines: a record a line, read as it is asked for.

use super::encoding::{self, LIMIT};
use super::record::Record;
use super::{Error, Place, Raw, json};
use crate::text::Note;
use std::io::{BufRead, Cursor, Read};

/// The records of a file, line by line.
pub(super) struct Lines {
    reader: Box<dyn BufRead + Send>,
    place: Place,
    name: String,
    /// How many lines were read.
    line: usize,
    done: bool,
}

impl Lines {
    /// The records of an opened file; `name` begins the ids of those that give none.
    pub(super) const fn new(reader: Box<dyn BufRead + Send>, place: Place, name: String) -> Self {
        Self {
            reader,
            place,
            name,
            line: 0,
            done: false,
        }
    }

    /// The next line with its line break; empty at the end.
    fn line(&mut self) -> Result<Vec<u8>, Error> {
        let mut line = Vec::new();
        let mut reader = self.reader.by_ref().take(LIMIT as u64 + 1);
        let read = reader.read_until(b'\n', &mut line);
        read.map_err(|reason| Error::unreadable(&self.place, reason))?;
        self.line += 1;
        if line.len() > LIMIT {
            let place = self.place.line(self.line);
            return Err(Error::TooLarge { place });
        }
        Ok(line)
    }

    /// The first line: tells UTF-16, which must be decoded whole, and what is no text at all.
    fn first(&mut self) -> Result<Vec<u8>, Error> {
        let mut line = self.line()?;
        if encoding::is_utf16(&line) {
            let rest = self.reader.read_to_end(&mut line);
            rest.map_err(|reason| Error::unreadable(&self.place, reason))?;
            let text = encoding::decode(line, &self.place)?.text;
            self.reader = Box::new(Cursor::new(text.into_bytes()));
            self.line = 0;
            return self.line();
        }
        match encoding::binary_sign(&line) {
            Some(sign) => Err(Error::Binary {
                place: self.place.clone(),
                sign,
            }),
            None => Ok(line),
        }
    }

    /// The next line that is not blank; `None` at the end.
    fn next_line(&mut self) -> Result<Option<Vec<u8>>, Error> {
        loop {
            let line = if self.line == 0 {
                self.first()?
            } else {
                self.line()?
            };
            if line.is_empty() {
                return Ok(None);
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
        }
    }

    /// The document in a line.
    fn record(&self, line: Vec<u8>) -> Result<Raw, Error> {
        let place = self.place.line(self.line);
        let decoded = encoding::decode(line, &place)?;
        let text = decoded.text.trim_end();
        let value = serde_json::from_str(text).map_err(|cause| json::error(&cause, text, 0, &place))?;
        // A place in the line is none in the text.
        let notes = decoded.notes.into_iter().map(|note| Note::whole(note.message));
        Record::new(value, place)?.document(format!("{}#{}", self.name, self.line), notes.collect())
    }
}

impl Iterator for Lines {
    type Item = Result<Raw, Error>;

    /// The next record. A broken line does not end the file; a failure to read does.
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.next_line() {
            Ok(Some(line)) => Some(self.record(line)),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8]) -> Vec<Result<String, String>> {
        let reader = Box::new(Cursor::new(bytes.to_vec()));
        Lines::new(reader, Place::file("a.jsonl"), "a".to_owned())
            .map(|raw| raw.map(|raw| format!("{}: {}", raw.name, raw.text)))
            .map(|raw| raw.map_err(|error| error.to_string()))
            .collect()
    }

    #[test]
    fn a_broken_line_is_named_and_the_others_are_read() {
        let found = check(b"\xEF\xBB\xBF{\"text\": \"A\"}\r\n\n{\"text\": \"B\"\n{\"text\": \"C\"}");
        assert_eq!(found[0].as_deref(), Ok("a#1: A"));
        let error = found[1].as_ref().unwrap_err();
        assert!(error.starts_with("a.jsonl:3:"), "{error}");
        assert_eq!(found[2].as_deref(), Ok("a#4: C"));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn utf16_lines_are_decoded() {
        let text = "\u{FEFF}{\"text\": \"Ç\"}\n{\"text\": \"B\"}\n";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let found = check(&bytes);
        assert_eq!(found[0].as_deref(), Ok("a#1: Ç"));
        assert_eq!(found[1].as_deref(), Ok("a#2: B"));
    }

    #[test]
    fn another_kind_of_file_is_one_error() {
        let found = check(b"\x1F\x8B\x08\x00\x00\n\x00\n\x00\n");
        assert_eq!(found.len(), 1);
        assert!(
            found[0]
                .as_ref()
                .unwrap_err()
                .contains("not a text file (NUL bytes)")
        );
        assert!(check(b"").is_empty());
    }
}
