//! Cuts a stretch without white space into tokens.

use super::en;
use super::{Token, is_closing, is_opening};
use crate::text::Span;

/// Punctuation that ends a word wherever it stands inside it, unless between digits.
const fn breaks(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '<'
            | '>'
            | '?'
            | '!'
            | ';'
            | '…'
            | '—'
            | '–'
            | '―'
            | '/'
            | '\\'
            | '|'
            | '='
            | '*'
            | '~'
            | '^'
            | '،'
            | '؛'
            | '؟'
            | '。'
            | '、'
            | '•'
            | '·'
            | '■'
            | '●'
            | '►'
            | '▪'
    )
}

const fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '₹' | '₽' | '₺' | '₪' | '₩')
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Cuts the bytes `start..end` of `text`, which hold no white space, and appends the tokens.
pub(super) fn cut(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let chunk = &text[start..end];
    if chunk.bytes().all(|b| b.is_ascii_alphabetic()) {
        return push_word(text, start, end, tokens);
    }
    let (head, tail) = trim(chunk);
    for (at, c) in chunk[..head].char_indices() {
        push(start + at, start + at + c.len_utf8(), tokens);
    }
    let core = &chunk[head..tail];
    if is_address(core) {
        push(start + head, start + tail, tokens);
    } else if !core.is_empty() {
        cut_core(text, start + head, start + tail, tokens);
    }
    cut_tail(text, start + tail, end, tokens);
}

/// Where the leading marks of a chunk end and its trailing ones begin.
fn trim(chunk: &str) -> (usize, usize) {
    let leads =
        |c: char| is_opening(c) || c == '"' || en::is_apostrophe(c) || c == '¡' || c == '¿' || is_bullet(c);
    let head = chunk.len() - chunk.trim_start_matches(leads).len();
    let rest = &chunk[head..];
    let trails = |c: char| {
        is_closing(c)
            || matches!(
                c,
                '"' | ',' | ';' | ':' | '?' | '!' | '…' | '،' | '؛' | '؟' | '。'
            )
    };
    let mut tail = rest.len();
    loop {
        let part = &rest[..tail];
        let shorter = part.trim_end_matches(trails);
        let stopped = shorter.trim_end_matches('.');
        let apostrophe = stopped.trim_end_matches(en::is_apostrophe);
        let next = if stopped.len() < shorter.len() && !keeps_stop(shorter) {
            stopped.len()
        } else if apostrophe.len() < shorter.len()
            && stopped.len() == shorter.len()
            && en::clitic(shorter).is_none()
        {
            apostrophe.len()
        } else {
            shorter.len()
        };
        if next == tail {
            return (head, head + tail);
        }
        tail = next;
    }
}

const fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '·' | '■' | '●' | '►' | '▪' | '*')
}

/// Whether a word keeps its final full stop: an abbreviation, initials, a single capital.
fn keeps_stop(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('.') else {
        return false;
    };
    if stem.ends_with('.') {
        return false;
    }
    let last = stem.rsplit(['-', '/', '(']).next().unwrap_or(stem);
    let mut letters = last.chars();
    let single = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    let initials = last.contains('.')
        && last
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    single || initials || en::abbreviation(&word[word.len() - last.len() - 1..]).is_some()
}

/// An address on the web, an e-mail address, a handle, a hashtag: one token.
fn is_address(word: &str) -> bool {
    let lower_start = word.get(..4).unwrap_or("");
    if word.contains("://") || lower_start.eq_ignore_ascii_case("www.") {
        return true;
    }
    if let Some(rest) = word.strip_prefix(['@', '#']) {
        return rest.chars().all(|c| c.is_alphanumeric() || c == '_') && !rest.is_empty();
    }
    if let Some((user, host)) = word.split_once('@') {
        return !user.is_empty() && host.contains('.') && !host.contains('@');
    }
    is_domain(word)
}

/// `example.com`, `bbc.co.uk/news`.
fn is_domain(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or(word);
    let Some((name, top)) = host.rsplit_once('.') else {
        return false;
    };
    let known = matches!(
        top,
        "com"
            | "org"
            | "net"
            | "gov"
            | "edu"
            | "mil"
            | "int"
            | "info"
            | "uk"
            | "eu"
            | "de"
            | "fr"
            | "ru"
            | "cn"
            | "iq"
            | "sy"
            | "tv"
            | "io"
            | "co"
    );
    known
        && name.len() > 1
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

/// Cuts a word with marks inside.
fn cut_core(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let core = &text[start..end];
    let mut from = 0;
    let mut chars = core.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, n)| *n);
        let stop = at + c.len_utf8();
        if at >= from {
            if is_mark_here(core, from, at, c, before, after) {
                flush(text, start, from, at, tokens);
                let run = same_run(core, at, c);
                push(start + at, start + at + run, tokens);
                from = at + run;
            } else if starts_unit(core, from, at, c, before) {
                flush(text, start, from, at, tokens);
                from = at;
            }
        }
        before = Some(c);
        debug_assert!(stop <= core.len());
    }
    flush(text, start, from, core.len(), tokens);
}

/// Length of a run of the same mark, for dashes and dots.
fn same_run(core: &str, at: usize, c: char) -> usize {
    if matches!(c, '-' | '.' | '=' | '*' | '~' | '—' | '!' | '?') {
        core[at..].len() - core[at..].trim_start_matches(c).len()
    } else {
        c.len_utf8()
    }
}

/// Whether the character is a token of its own at this place.
fn is_mark_here(
    core: &str,
    from: usize,
    at: usize,
    c: char,
    before: Option<char>,
    after: Option<char>,
) -> bool {
    let digits = before.is_some_and(|b| b.is_ascii_digit()) && after.is_some_and(|a| a.is_ascii_digit());
    match c {
        '/' => !digits,
        _ if breaks(c) => true,
        ',' => !digits,
        ':' => !digits && after.is_some(),
        '.' => is_stop_inside(core, from, at, before, after),
        '%' => true,
        '&' => after.is_none() || before.is_none(),
        '+' => before.is_none() || after.is_none(),
        _ if is_currency(c) => before.is_none_or(|b| b.is_ascii_digit()),
        _ if is_dash(c) => is_hyphen(core, from, at, before, after),
        _ => false,
    }
}

/// A full stop without a blank behind it that ends a sentence (`end.Next`), or dots in a row.
fn is_stop_inside(core: &str, from: usize, at: usize, before: Option<char>, after: Option<char>) -> bool {
    if after == Some('.') || before == Some('.') {
        return true;
    }
    let word = &core[from..at];
    let next = &core[at + 1..];
    word.chars().count() > 2
        && !word.contains('.')
        && word.chars().all(char::is_lowercase)
        && after.is_some_and(char::is_uppercase)
        && next.chars().nth(1).is_some_and(char::is_lowercase)
}

/// Whether a hyphen is a token: not behind a prefix, not in numbers of three parts.
fn is_hyphen(core: &str, from: usize, at: usize, before: Option<char>, after: Option<char>) -> bool {
    let (Some(b), Some(a)) = (before, after) else {
        return true;
    };
    if is_dash(a) || is_dash(b) || !b.is_alphanumeric() && b != '.' && !en::is_apostrophe(b) {
        return true;
    }
    let first = &core[from..at];
    let rest = core
        .get(at..)
        .map_or("", |r| &r[r.chars().next().map_or(0, char::len_utf8)..]);
    if b.is_ascii_digit() && a.is_ascii_digit() {
        let parts = core.split(is_dash);
        return parts.clone().count() < 3 && !(first.len() >= 3 && rest.len() == 4 && first.len() == 3);
    }
    let joined = en::is_joined_prefix(first) && a.is_alphabetic();
    let inside_word = core[..from].ends_with(is_dash);
    !joined || inside_word
}

/// Where a unit begins behind a number: `5km`, `10pm`, `US$5`.
fn starts_unit(core: &str, from: usize, at: usize, c: char, before: Option<char>) -> bool {
    if at == from {
        return false;
    }
    let Some(b) = before else { return false };
    let number = core[from..at]
        .chars()
        .all(|x| x.is_ascii_digit() || matches!(x, '.' | ',' | ':'));
    if number && b.is_ascii_digit() && c.is_alphabetic() {
        let unit = &core[at..];
        let unit = unit
            .split(|x: char| !x.is_alphabetic() && x != '.')
            .next()
            .unwrap_or(unit);
        let plain = unit.trim_end_matches('.').replace('.', "");
        return matches!(
            plain.to_ascii_lowercase().as_str(),
            "am" | "pm"
                | "km"
                | "m"
                | "cm"
                | "mm"
                | "kg"
                | "g"
                | "mg"
                | "lb"
                | "lbs"
                | "mph"
                | "kmh"
                | "ft"
                | "mi"
                | "bn"
                | "tn"
                | "mn"
                | "mw"
                | "gw"
                | "kw"
                | "ghz"
                | "mhz"
                | "gb"
                | "mb"
                | "kb"
                | "tb"
                | "k"
                | "mins"
                | "hrs"
                | "gmt"
        );
    }
    // The number behind a currency: `$|40`, `US$|200,000`.
    is_currency(b) && c.is_ascii_digit()
}

fn flush(text: &str, start: usize, from: usize, to: usize, tokens: &mut Vec<Token>) {
    if from < to {
        push_word(text, start + from, start + to, tokens);
    }
}

/// A word without marks but apostrophes: clitics are cut off.
fn push_word(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let word = &text[start..end];
    if let Some(at) = en::fused(word) {
        push(start, start + at, tokens);
        tokens.push(Token {
            span: Span::new(start + at, end),
            joined: true,
        });
        return;
    }
    match en::clitic(word) {
        Some(length) if length < word.len() => {
            push_word(text, start, end - length, tokens);
            tokens.push(Token {
                span: Span::new(end - length, end),
                joined: true,
            });
        }
        _ => push(start, end, tokens),
    }
}

/// The marks behind a word: one token each, dots in a row one together.
fn cut_tail(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let mut at = start;
    while at < end {
        let Some(c) = text[at..end].chars().next() else {
            break;
        };
        let run = if matches!(c, '.' | '!' | '?' | '-') {
            text[at..end].len() - text[at..end].trim_start_matches(c).len()
        } else {
            c.len_utf8()
        };
        push(at, at + run, tokens);
        at += run;
    }
}

fn push(start: usize, end: usize, tokens: &mut Vec<Token>) {
    tokens.push(Token {
        span: Span::new(start, end),
        joined: false,
    });
}
