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

/// The letters and digits that follow a place behind blanks; none where a paragraph ends.
fn next_word(text: &str, end: usize) -> &str {
    let rest = text[end..].trim_start_matches([' ', '\u{A0}']);
    let rest = rest.strip_prefix('\n').unwrap_or(rest);
    let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    &rest[..length]
}

/// Whether nothing follows a place in its paragraph.
fn ends_paragraph(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start_matches([' ', '\u{A0}']);
    rest.is_empty() || rest.starts_with("\n\n") || rest.starts_with("\r\n\r\n")
}

/// Cuts the bytes `start..end` of `text`, which hold no white space, and appends the tokens.
pub(super) fn cut(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let chunk = &text[start..end];
    if chunk.bytes().all(|b| b.is_ascii_alphabetic()) {
        return push_word(text, start, end, tokens);
    }
    if whole(text, start, end, tokens) {
        return;
    }
    let (head, tail) = trim(text, start, end, tokens.last());
    cut_marks(text, start, start + head, tokens);
    let core = &chunk[head..tail];
    if is_address(core) {
        push(start + head, start + tail, tokens);
    } else if !core.is_empty() {
        cut_core(text, start + head, start + tail, tokens);
    }
    cut_marks(text, start + tail, end, tokens);
}

/// Cuts chunks that are one sign as a whole, with or without a mark behind: faces, clipped words, gaps.
fn whole(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) -> bool {
    let chunk = &text[start..end];
    let first = chunk.chars().next();
    if !chunk.ends_with(|c: char| c.is_ascii_alphanumeric() || c.is_ascii_punctuation()) {
        return false;
    }
    let bare = chunk.trim_end_matches(['.', ',', '!', '?']);
    let clipped = first
        .filter(|c| en::is_apostrophe(*c))
        .is_some_and(|c| en::is_clipped(&bare[c.len_utf8().min(bare.len())..]));
    let stuttered = bare
        .strip_suffix('-')
        .is_some_and(|stem| en::is_stutter(stem) && bare.len() == chunk.len());
    if clipped || stuttered || is_face(bare) {
        push(start, start + bare.len(), tokens);
        cut_marks(text, start + bare.len(), end, tokens);
        return true;
    }
    // A face that hangs on a word: `thanks:)`.
    let bytes = bare.as_bytes();
    let hangs = bytes.len() > 3
        && matches!(bytes[bytes.len() - 1], b')' | b'(')
        && !bare[..bare.len() - 1].contains('(');
    let eyes = if bytes.len() > 3 && bytes[bytes.len() - 2] == b'-' {
        3
    } else {
        2
    };
    let at = bytes.len().saturating_sub(eyes);
    if hangs && matches!(bytes[at], b':' | b';' | b'=') && is_face(&bare[at..]) {
        cut(text, start, start + at, tokens);
        push(start + at, start + bare.len(), tokens);
        cut_marks(text, start + bare.len(), end, tokens);
        return true;
    }
    false
}

/// Whether a chunk is a face: `:)`, `;-)`, `:D`, `(:`, `^_^`.
fn is_face(chunk: &str) -> bool {
    if !(2..=5).contains(&chunk.len()) || !chunk.is_ascii() {
        return false;
    }
    if matches!(
        chunk,
        "^_^" | "^^" | "-_-" | "<3" | "D:" | "o_O" | "O_o" | "T_T" | ">.<" | ":'("
    ) {
        return true;
    }
    let nose = |part: &str| part.is_empty() || matches!(part, "-" | "'" | "o");
    let is_eyes = |c: char| matches!(c, ':' | ';' | '=');
    if let Some(rest) = chunk.strip_prefix(is_eyes) {
        let mouth = rest.trim_start_matches(['-', '\'', 'o']);
        let Some(c) = mouth.chars().next() else {
            return false;
        };
        let same = mouth.chars().all(|m| m == c);
        let turned = matches!(c, ')' | '(' | ']' | '[' | 'D')
            || matches!(c, 'P' | 'p' | 'O' | '/' | '\\' | '|') && !chunk.starts_with('=');
        return nose(&rest[..rest.len() - mouth.len()]) && same && turned;
    }
    chunk
        .strip_suffix(is_eyes)
        .and_then(|rest| rest.strip_prefix(['(', ')']))
        .is_some_and(nose)
}

/// Where the leading marks of a chunk end and its trailing ones begin.
fn trim(text: &str, start: usize, end: usize, before: Option<&Token>) -> (usize, usize) {
    let chunk = &text[start..end];
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
        let place = || Around {
            text,
            end: start + head + shorter.len(),
            before: before.map_or("", |t| t.span.of(text)),
        };
        let next = if stopped.len() < shorter.len() && !keeps_stop(shorter, place) {
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

/// Where a word with a full stop stands.
struct Around<'t> {
    text: &'t str,
    /// One past the full stop.
    end: usize,
    /// The token before the word's chunk.
    before: &'t str,
}

/// Whether a word keeps its final full stop: an abbreviation, initials, a single capital.
fn keeps_stop<'t>(word: &str, place: impl FnOnce() -> Around<'t>) -> bool {
    let Some(stem) = word.strip_suffix('.') else {
        return false;
    };
    if stem.ends_with('.') {
        return false;
    }
    let last = stem.rsplit(['-', '/', '(']).next().unwrap_or(stem);
    let mut letters = last.chars();
    let single = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    if single {
        let Around { text, end, before } = place();
        // `would I. He` ends a sentence, `George W. Bush` does not.
        let named = !before.starts_with(char::is_lowercase) || !en::is_starter(next_word(text, end));
        return named && !ends_paragraph(text, end);
    }
    let initials = last.contains('.')
        && last
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    if initials {
        return true;
    }
    match en::abbreviation(&word[word.len() - last.len() - 1..]) {
        None => false,
        Some(en::Stop::Both) => true,
        Some(stop) => {
            let Around { text, end, .. } = place();
            let next = next_word(text, end);
            match stop {
                en::Stop::BeforeNumber => {
                    next.starts_with(|c: char| c.is_ascii_digit()) || text[end..].starts_with(" #")
                }
                en::Stop::GoesOn => !ends_paragraph(text, end) && !next.starts_with(char::is_uppercase),
                _ => !ends_paragraph(text, end),
            }
        }
    }
}

/// An address on the web, an e-mail address, a handle, a hashtag: one token.
fn is_address(word: &str) -> bool {
    let lower_start = word.get(..4).unwrap_or("");
    if word.contains("://") || lower_start.eq_ignore_ascii_case("www.") {
        return true;
    }
    if let Some(rest) = word.strip_prefix(['@', '#']) {
        return rest.chars().all(|c| c.is_alphanumeric() || c == '_')
            && rest.starts_with(|c: char| !c.is_ascii_digit());
    }
    if let Some((user, host)) = word.split_once('@') {
        return !user.is_empty() && host.contains('.') && !host.contains('@');
    }
    is_domain(word) || is_file(word)
}

/// `report-2.pdf`.
fn is_file(word: &str) -> bool {
    let Some((name, ending)) = word.rsplit_once('.') else {
        return false;
    };
    let known = [
        "doc", "docx", "xls", "xlsx", "ppt", "pdf", "txt", "csv", "htm", "html", "jpg", "jpeg", "png", "gif",
        "zip", "mp3", "mp4", "exe",
    ];
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'#' | b'%' | b'!');
    !name.is_empty() && known.iter().any(|k| ending.eq_ignore_ascii_case(k)) && name.bytes().all(plain)
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
                let run = run(core, at, c);
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

/// Length of the token that begins with a mark: a run of the same mark, or of marks that end a sentence.
fn run(core: &str, at: usize, c: char) -> usize {
    let rest = &core[at..];
    match c {
        '!' | '?' | '.' => {
            let same = rest.len() - rest.trim_start_matches(c).len();
            let mixed = rest.len() - rest.trim_start_matches(['!', '?', '.']).len();
            // `...?` and `!...` are two tokens, `?!` and `.?` one.
            if c == '.' && same > 1 || rest[..mixed].contains("..") {
                same
            } else {
                mixed
            }
        }
        '-' | '=' | '*' | '~' | '—' | '<' | '>' | '_' | '+' | '#' | '|' => {
            rest.len() - rest.trim_start_matches(c).len()
        }
        // Two apostrophes are a quotation mark.
        _ if en::is_apostrophe(c) => {
            let two = rest[c.len_utf8()..]
                .chars()
                .next()
                .filter(|d| en::is_apostrophe(*d));
            c.len_utf8() + two.map_or(0, char::len_utf8)
        }
        _ => c.len_utf8(),
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
        ',' => !digits || !separates_thousands(core, at),
        ':' => !digits && after.is_some(),
        '.' => is_stop_inside(core, from, at, before, after),
        '%' => true,
        '&' => after.is_none() || before.is_none(),
        '+' => before.is_none() && !after.is_some_and(|a| a.is_ascii_digit()) || after.is_none(),
        '#' | '@' => before.is_none() && after.is_some_and(|a| a.is_ascii_digit()),
        '°' | 'º' => before.is_some_and(|b| b.is_ascii_digit()),
        _ if is_currency(c) => before.is_none_or(|b| b.is_ascii_digit()),
        _ if is_dash(c) => is_hyphen(core, from, at, before, after),
        _ => false,
    }
}

/// Whether three digits and no more follow a comma.
fn separates_thousands(core: &str, at: usize) -> bool {
    core[at + 1..].bytes().take_while(u8::is_ascii_digit).count() == 3
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
        return en::is_unit(&plain);
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
    if let Some(at) = en::fused(word, || en::follows_it_is(next_word(text, end))) {
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

/// The marks before or behind a word: one token each, runs together.
fn cut_marks(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let mut at = start;
    while at < end {
        let Some(c) = text[at..end].chars().next() else {
            break;
        };
        let length = run(&text[start..end], at - start, c);
        push(at, at + length, tokens);
        at += length;
    }
}

fn push(start: usize, end: usize, tokens: &mut Vec<Token>) {
    tokens.push(Token {
        span: Span::new(start, end),
        joined: false,
    });
}
