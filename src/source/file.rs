//! Opens a file or stream and reads the documents in it, one at a time.

use super::encoding::{self, LIMIT};
use super::json::Values;
use super::jsonl::Lines;
use super::meta::Meta;
use super::path::File;
use super::{Error, Format, Place, Raw, sidecar};
use std::fs;
use std::io::{BufRead, BufReader, Read};

/// The documents of one file.
pub(super) enum Records {
    /// A text is one document.
    One(Option<Box<Raw>>),
    Lines(Lines),
    Values(Values),
}

impl Iterator for Records {
    type Item = Result<Raw, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::One(raw) => raw.take().map(|raw| Ok(*raw)),
            Self::Lines(lines) => lines.next(),
            Self::Values(values) => values.next(),
        }
    }
}

/// Opens a file; texts and JSON are read whole, JSON Lines line by line.
pub(super) fn open(file: File) -> Result<Records, Error> {
    match file.format {
        Format::Plain | Format::Markdown => text(file).map(|raw| Records::One(Some(Box::new(raw)))),
        Format::JsonLines => {
            let reader = reader(&file.place, file.stream)?;
            Ok(Records::Lines(Lines::new(reader, file.place, file.name)))
        }
        Format::Json => {
            let bytes = bytes(&file.place, file.stream)?;
            let decoded = encoding::decode(bytes, &file.place)?;
            Ok(Records::Values(Values::new(decoded, file.place, file.name)))
        }
    }
}

fn text(file: File) -> Result<Raw, Error> {
    let is_file = file.stream.is_none();
    let bytes = bytes(&file.place, file.stream)?;
    let decoded = encoding::decode(bytes, &file.place)?;
    let mut notes = decoded.notes;
    let meta = if is_file {
        sidecar::read(&file.place.path, &mut notes)?
    } else {
        Meta::default()
    };
    Ok(Raw {
        place: file.place,
        name: file.name,
        text: decoded.text,
        markdown: file.format == Format::Markdown,
        meta,
        notes,
    })
}

/// The whole content of a file or stream, unless it is too long for one document.
fn bytes(place: &Place, stream: Option<Box<dyn Read + Send>>) -> Result<Vec<u8>, Error> {
    let too_large = || Error::TooLarge { place: place.clone() };
    let unreadable = |reason| Error::unreadable(place, reason);
    let size = match stream {
        None => fs::metadata(&place.path).map_err(unreadable)?.len(),
        Some(_) => 0,
    };
    if size > LIMIT as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    let mut reader = reader(place, stream)?.take(LIMIT as u64 + 1);
    reader.read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > LIMIT {
        return Err(too_large());
    }
    Ok(bytes)
}

fn reader(place: &Place, stream: Option<Box<dyn Read + Send>>) -> Result<Box<dyn BufRead + Send>, Error> {
    if let Some(stream) = stream {
        return Ok(Box::new(BufReader::new(stream)));
    }
    let file = fs::File::open(&place.path).map_err(|reason| Error::unreadable(place, reason))?;
    Ok(Box::new(BufReader::new(file)))
}

/// The content of a file that may be missing.
pub(super) fn bytes_if_there(place: &Place) -> Result<Option<Vec<u8>>, Error> {
    match fs::exists(&place.path) {
        Ok(true) => bytes(place, None).map(Some),
        Ok(false) => Ok(None),
        Err(reason) => Err(Error::unreadable(place, reason)),
    }
}
