//! Cuts SPARQL into code, strings, IRIs and comments, so that brackets and variables are found
//! where they count and nowhere else.

use std::ops::Range;

/// What a piece of a query is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Code,
    String,
    Iri,
    Comment,
}

/// The pieces of a query in order; they tile it.
pub(super) fn pieces(text: &str) -> Vec<(Piece, Range<usize>)> {
    let mut found: Vec<(Piece, Range<usize>)> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (piece, length) = next(&text[at..]);
        match found.last_mut() {
            Some((Piece::Code, range)) if piece == Piece::Code => range.end = at + length,
            _ => found.push((piece, at..at + length)),
        }
        at += length;
    }
    found
}

/// The kind and length of what a text begins with.
fn next(rest: &str) -> (Piece, usize) {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    match rest.as_bytes()[0] {
        b'#' => (Piece::Comment, rest.find(['\n', '\r']).unwrap_or(rest.len())),
        b'<' => iri(rest).map_or((Piece::Code, 1), |length| (Piece::Iri, length)),
        b'"' | b'\'' => string(rest).map_or((Piece::Code, 1), |length| (Piece::String, length)),
        // A backslash in a name escapes the sign behind it.
        b'\\' => (Piece::Code, rest.chars().take(2).map(char::len_utf8).sum()),
        _ => (Piece::Code, first),
    }
}

/// Length of the IRI that a text begins with; none where its `<` is an operator.
fn iri(rest: &str) -> Option<usize> {
    let end = rest[1..].find(|c: char| c <= ' ' || "<>\"{}|^`".contains(c))? + 1;
    rest[end..].starts_with('>').then_some(end + 1)
}

/// Length of the string that a text begins with; none where it doesn't end.
fn string(rest: &str) -> Option<usize> {
    let quote = &rest[..1];
    let long = quote.repeat(3);
    if rest.starts_with(&long) {
        close(rest, &long, false)
    } else {
        close(rest, quote, true)
    }
}

fn close(rest: &str, quote: &str, one_line: bool) -> Option<usize> {
    let mut at = quote.len();
    loop {
        let tail = &rest[at..];
        if tail.starts_with(quote) {
            return Some(at + quote.len());
        }
        let mut chars = tail.chars();
        let sign = chars.next()?;
        at += sign.len_utf8();
        match sign {
            '\\' => at += chars.next()?.len_utf8(),
            '\n' | '\r' if one_line => return None,
            _ => {}
        }
    }
}
