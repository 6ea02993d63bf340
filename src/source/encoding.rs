//! Bytes as text: UTF-8, UTF-16 by its mark, else the encoding that is guessed.

use super::{Error, Place};
use crate::text::{Note, Span};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// The longest text whose bytes a [`Span`] can count.
pub(super) const LIMIT: usize = u32::MAX as usize;

/// How much of a file is looked at to tell text from other things: like `git` and `grep`, the
/// first few thousand bytes.
const HEAD: usize = 8 * 1024;

/// One control character in so many bytes is too many for a text …
const CONTROL_SHARE: usize = 20;

/// … but a few stray ones in a short text (a DOS end-of-file mark) are not.
const CONTROL_FEW: usize = 4;

/// How much of a text the guess of its encoding looks at, from the first byte that matters.
const GUESSED: usize = 1024 * 1024;

/// A broken UTF-8 text still is one where so many times more characters are whole than broken.
const WHOLE_TO_BROKEN: usize = 4;

/// A text and what was odd in decoding it.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) notes: Vec<Note>,
}

/// Decodes the bytes of a file; the byte-order mark is taken off.
pub(super) fn decode(bytes: Vec<u8>, place: &Place) -> Result<Decoded, Error> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes)
        && encoding != UTF_8
    {
        return Ok(convert(&bytes[mark..], encoding, place));
    }
    if let Some(sign) = binary_sign(&bytes) {
        let place = place.clone();
        return Err(Error::Binary { place, sign });
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Decoded {
            text: without_mark(text),
            notes: Vec::new(),
        },
        Err(broken) => guessed(broken.as_bytes(), place),
    })
}

/// Whether bytes begin with the mark of UTF-16.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

/// What shows that bytes are no text, if anything does.
pub(super) fn binary_sign(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(b"%PDF-") {
        return Some("a PDF");
    }
    if head.contains(&0) {
        return Some("NUL bytes");
    }
    let controls = head.iter().filter(|byte| is_control(**byte)).count();
    (controls >= CONTROL_FEW && controls * CONTROL_SHARE > head.len()).then_some("control characters")
}

/// Control characters that do not occur in text: all but white space, backspace and escape.
const fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=7 | 14..=26 | 28..=31 | 127)
}

fn without_mark(mut text: String) -> String {
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    text
}

/// Guesses the encoding of bytes that are not valid UTF-8.
///
/// A text cut in the middle of a character or with a few spoilt bytes stays UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole >= broken * WHOLE_TO_BROKEN {
        return UTF_8;
    }
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[start..bytes.len().min(start + GUESSED)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Decodes with the guessed encoding, and says so.
fn guessed(bytes: &[u8], place: &Place) -> Decoded {
    let encoding = guess(bytes);
    let mut decoded = convert(bytes, encoding, place);
    if encoding != UTF_8 {
        let note = Note::whole(format!("encoding guessed as {}", encoding.name()));
        decoded.notes.insert(0, note);
    }
    decoded
}

/// Decodes and notes what had to be replaced.
fn convert(bytes: &[u8], encoding: &'static Encoding, place: &Place) -> Decoded {
    let (text, spoilt) = encoding.decode_without_bom_handling(bytes);
    let text = without_mark(text.into_owned());
    let note = spoilt.then(|| note_replaced(&text, encoding, place)).flatten();
    let notes = note.into_iter().collect();
    Decoded { text, notes }
}

/// Says how many characters had to be replaced and where the first one stands.
fn note_replaced(text: &str, encoding: &'static Encoding, place: &Place) -> Option<Note> {
    let first = text.find('\u{FFFD}')?;
    let count = text.matches('\u{FFFD}').count();
    let line = text[..first].matches('\n').count() + place.line.unwrap_or(1);
    let column = text[..first].rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let span = Span::new(first, first + '\u{FFFD}'.len_utf8());
    let name = encoding.name();
    let what = format!(
        "characters not valid in {name} and replaced: {count}, the first at line {line}, column {column}"
    );
    Some(Note::at(span, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8]) -> Decoded {
        decode(bytes.to_vec(), &Place::file("x.txt")).unwrap()
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let units = "\u{FEFF}".encode_utf16().chain(text.encode_utf16());
        let bytes = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        units.flat_map(bytes).collect()
    }

    #[test]
    fn marks_are_taken_off() {
        let text = "“Çavuşoğlu met Lavrov” 🙂\r\n";
        assert_eq!(check(text.as_bytes()).text, text);
        assert_eq!(check(format!("\u{FEFF}{text}").as_bytes()).text, text);
        assert_eq!(check(&utf16(text, false)).text, text);
        assert_eq!(check(&utf16(text, true)).text, text);
    }

    #[test]
    fn legacy_encodings_are_guessed_and_named() {
        let decoded = check(b"The caf\xE9 in Besan\xE7on \x93reopened\x94 in May.");
        assert_eq!(decoded.text, "The café in Besançon “reopened” in May.");
        assert_eq!(decoded.notes[0].message, "encoding guessed as windows-1252");
    }

    #[test]
    fn a_cut_character_does_not_spoil_a_text() {
        let decoded = check(b"Erdo\xC4\x9Fan, \xC3\x87avu\xC5\x9Fo\xC4\x9Flu\nand \xC3");
        assert_eq!(decoded.text, "Erdoğan, Çavuşoğlu\nand \u{FFFD}");
        let note = &decoded.notes[0];
        assert_eq!(note.span.of(&decoded.text), "\u{FFFD}");
        assert!(
            note.message
                .starts_with("characters not valid in UTF-8 and replaced: 1,"),
            "{}",
            note.message
        );
        assert!(note.message.ends_with("line 2, column 5"), "{}", note.message);
    }

    #[test]
    fn other_things_are_refused() {
        for bytes in [
            &b"%PDF-1.7\nstream"[..],
            b"PK\x03\x04\x14\x00\x06",
            b"\x01\x02\x03\x04 a",
            b"a\x00b\x00c\x00",
        ] {
            assert!(matches!(
                decode(bytes.to_vec(), &Place::file("x")),
                Err(Error::Binary { .. })
            ));
        }
        assert_eq!(check(b"Over.\x1A").text, "Over.\x1A");
    }
}
