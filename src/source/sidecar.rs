//! `NAME.meta.json` beside `NAME.txt`: what is known about the text.

use super::file::bytes_if_there;
use super::meta::Meta;
use super::record::Record;
use super::{Error, Place, encoding, json};
use crate::text::Note;
use std::path::Path;

/// Reads the sidecar of a text, where there is one; what is odd in it is noted.
pub(super) fn read(text: &Path, notes: &mut Vec<Note>) -> Result<Meta, Error> {
    let place = Place::file(text.with_extension("meta.json"));
    let Some(bytes) = bytes_if_there(&place)? else {
        return Ok(Meta::default());
    };
    let decoded = encoding::decode(bytes, &place)?;
    let value =
        serde_json::from_str(&decoded.text).map_err(|error| json::error(&error, &decoded.text, 0, &place))?;
    Record::new(value, place)?.meta(notes)
}
