//! What the weights see of a place where a sentence may end.
//!
//! Each token is looked at once; the features of a place are numbers made of what its neighbours are.

use super::{Token, en, is_closing, is_opening};

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    Blank,
    Line,
    Paragraph,
}

/// What a token is, by its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    Lower,
    Capital,
    Upper,
    /// `J.`
    Initial,
    /// An abbreviation with its full stop.
    Dotted,
    Number,
    /// Letters and digits.
    Mixed,
    /// On the web or of e-mail.
    Address,
    Stop,
    Dots,
    /// `?`, `!`
    Asking,
    Comma,
    Colon,
    Semicolon,
    Dash,
    /// A row of the same marks.
    Line,
    OpenQuote,
    CloseQuote,
    OpenBracket,
    CloseBracket,
    Bullet,
    Face,
    Symbol,
}

impl Kind {
    /// A mark that ends sentences.
    pub(super) const fn is_stop(self) -> bool {
        matches!(self, Self::Stop | Self::Dots | Self::Asking)
    }

    /// A mark that belongs to what stands before it.
    pub(super) const fn closes(self) -> bool {
        matches!(self, Self::CloseQuote | Self::CloseBracket)
    }

    /// A mark that belongs to what stands behind it.
    pub(super) const fn opens(self) -> bool {
        matches!(self, Self::OpenQuote | Self::OpenBracket)
    }

    /// What no sentence begins with.
    pub(super) const fn continues(self) -> bool {
        matches!(
            self,
            Self::Comma | Self::Semicolon | Self::CloseBracket | Self::CloseQuote
        )
    }
}

/// A token as the features see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub kind: Kind,
    /// What stands before it.
    pub gap: Gap,
    /// A number for its form in lower case.
    pub form: u32,
    /// Length in bytes, at most 255.
    pub length: u8,
    /// Quotations and brackets open before it.
    pub depth: u8,
}

/// Beyond the paragraph.
const OUTSIDE: Seen = Seen {
    kind: Kind::Symbol,
    gap: Gap::Paragraph,
    form: 1,
    length: 0,
    depth: 0,
};

/// The tokens of a paragraph, with what is seen of each; its buffers are used again and again.
#[derive(Debug, Default)]
pub(super) struct View {
    pub tokens: Vec<Token>,
    pub seen: Vec<Seen>,
    /// The features of the place looked at last.
    pub features: Vec<u32>,
}

impl View {
    /// Looks at all tokens.
    pub(super) fn look(&mut self, text: &str) {
        self.seen.clear();
        let (mut quotes, mut brackets, mut end) = (0_u8, 0_u8, 0);
        for (i, token) in self.tokens.iter().enumerate() {
            let form = token.span.of(text);
            let gap = match i {
                0 => Gap::Paragraph,
                _ if token.span.start == end => Gap::None,
                _ => Gap::Blank,
            };
            end = token.span.end;
            let tight_after = self.tokens.get(i + 1).is_some_and(|n| n.span.start == end);
            let kind = match kind(form) {
                // A straight quote opens or closes by where its blank stands.
                Kind::OpenQuote if is_straight(form) => {
                    let opens = match (gap == Gap::None, tight_after) {
                        (false, true) => true,
                        (true, false) => false,
                        _ => quotes == 0,
                    };
                    if opens { Kind::OpenQuote } else { Kind::CloseQuote }
                }
                kind => kind,
            };
            self.seen.push(Seen {
                kind,
                gap,
                form: if kind.opens() || kind.closes() {
                    kind as u32
                } else {
                    lower_hash(form)
                },
                length: form.len().min(255) as u8,
                depth: quotes.min(3) | brackets.min(3) << 2,
            });
            match kind {
                Kind::OpenQuote => quotes = quotes.saturating_add(1),
                Kind::CloseQuote => quotes = quotes.saturating_sub(1),
                Kind::OpenBracket => brackets = brackets.saturating_add(1),
                Kind::CloseBracket => brackets = brackets.saturating_sub(1),
                _ => (),
            }
        }
    }

    fn at(&self, i: usize) -> Seen {
        self.seen.get(i).copied().unwrap_or(OUTSIDE)
    }

    /// Fills `features` for the place before token `next` of a sentence that began with token `start`.
    pub(super) fn features(&mut self, start: usize, next: usize, rule: bool) {
        let (l1, l2) = (self.at(next - 1), self.at(next.wrapping_sub(2)));
        let (l3, l4) = (self.at(next.wrapping_sub(3)), self.at(next.wrapping_sub(4)));
        let (r1, r2, r3) = (self.at(next), self.at(next + 1), self.at(next + 2));
        let r4 = self.at(next + 3);
        let mut stop = next - 1;
        while stop > start && self.seen[stop].kind.closes() {
            stop -= 1;
        }
        let stop = self.at(stop);
        let last = self.at(self.seen.len() - 1);
        let first = self.at(start);
        let length = bucket(next - start);
        let rest = bucket(self.seen.len() - next);
        let k = |s: Seen| u32::from(s.kind as u8) + 1;
        let pair = k(l1) << 5 | k(r1) | u32::from(r1.gap == Gap::None) << 10 | u32::from(rule) << 11;
        let pairs = k(l1) << 5 | k(r1);
        let lengths = |s: Seen| u32::from(s.length.min(12));
        let depth = u32::from(r1.depth);
        let lowers = [l2, l1, r1, r2, r3]
            .iter()
            .fold(0, |n, s| n << 1 | u32::from(s.kind == Kind::Lower));
        let f = &mut self.features;
        f.clear();
        let mut template = 0;
        let mut add = |a: u32, b: u32| {
            template += 1;
            f.push(mix(mix(template, a), b));
        };
        add(pair, 0);
        add(pair, depth);
        add(pair, length);
        add(pair, k(last));
        add(pair, k(l2) << 5 | k(r2));
        add(pairs, k(l3) << 5 | k(l2));
        add(pairs, k(r2) << 5 | k(r3));
        add(pairs, k(r2) << 10 | k(r3) << 5 | k(r4));
        add(pairs, k(l4) << 10 | k(l3) << 5 | k(l2));
        add(pairs, k(first) << 5 | length);
        add(l1.form, k(r1));
        add(r1.form, k(l1));
        add(l1.form, r1.form);
        add(l1.form, 7);
        add(r1.form, 7);
        add(l2.form, pairs);
        add(r2.form, pairs);
        add(l2.form, l1.form);
        add(r1.form, r2.form);
        add(l3.form, pairs);
        add(r3.form, pairs);
        add(stop.form, k(r1));
        add(k(stop) << 5 | k(r1), r1.form);
        add(pairs, lengths(l1) << 4 | lengths(r1));
        add(lowers, pairs);
        add(first.form, pairs);
        add(rest, pairs);
        add(length, k(stop));
        add(rest << 5 | k(last), pairs);
    }
}

/// Logarithmic classes of a number of tokens.
fn bucket(n: usize) -> u32 {
    match n {
        0..=4 => n as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=39 => 9,
        _ => 10,
    }
}

fn mix(a: u32, b: u32) -> u32 {
    let h = (a ^ b.rotate_left(15)).wrapping_mul(0x9E37_79B1);
    h ^ h >> 15
}

/// A number for a form: letters in lower case, all digits alike, typographic signs like typed ones.
fn lower_hash(form: &str) -> u32 {
    form.bytes().fold(0x811C_9DC5, |h, b| {
        let b = if b.is_ascii_digit() {
            b'0'
        } else {
            b.to_ascii_lowercase()
        };
        (h ^ u32::from(b)).wrapping_mul(0x0100_0193)
    })
}

fn is_straight(form: &str) -> bool {
    form.starts_with(['"', '\'', '`'])
}

/// What a token is.
fn kind(form: &str) -> Kind {
    let mut chars = form.chars();
    let Some(first) = chars.next() else {
        return Kind::Symbol;
    };
    let second = chars.next();
    if first.is_alphabetic() {
        return word_kind(form, first, second);
    }
    if first.is_ascii_digit() {
        let number = form
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_punctuation());
        return if number { Kind::Number } else { Kind::Mixed };
    }
    match first {
        '.' | '。' if second.is_none() => Kind::Stop,
        '…' => Kind::Dots,
        '.' if form.bytes().all(|b| b == b'.') => Kind::Dots,
        '.' if form.contains(['?', '!']) => Kind::Asking,
        '?' | '!' | '؟' => Kind::Asking,
        ',' | '،' => Kind::Comma,
        ';' | '؛' if second.is_none() => Kind::Semicolon,
        ':' if second.is_none() => Kind::Colon,
        '-' | '–' | '—' | '―' | '‐' | '‑' if form.chars().count() < 4 => Kind::Dash,
        '-' | '=' | '_' | '*' | '~' | '+' | '#' if form.len() > 3 => Kind::Line,
        '"' | '\'' | '`' => Kind::OpenQuote,
        '’' | '”' | '»' => Kind::CloseQuote,
        '“' | '‘' | '„' | '«' => Kind::OpenQuote,
        '•' | '·' | '■' | '●' | '►' | '▪' | '*' => Kind::Bullet,
        ':' | ';' | '=' | '^' => Kind::Face,
        '@' | '#' if second.is_some_and(char::is_alphanumeric) => Kind::Address,
        c if is_opening(c) => Kind::OpenBracket,
        c if is_closing(c) => Kind::CloseBracket,
        _ => Kind::Symbol,
    }
}

fn word_kind(form: &str, first: char, second: Option<char>) -> Kind {
    if form.ends_with('.') && form.len() > 1 {
        let initial = second == Some('.') && form.len() == first.len_utf8() + 1 && first.is_uppercase();
        return if initial { Kind::Initial } else { Kind::Dotted };
    }
    if form.contains(['@', '/']) && form.len() > 3 {
        return Kind::Address;
    }
    if first.is_lowercase() {
        return if form.bytes().any(|b| b.is_ascii_digit()) {
            Kind::Mixed
        } else {
            Kind::Lower
        };
    }
    if form.bytes().any(|b| b.is_ascii_digit()) {
        return Kind::Mixed;
    }
    match second {
        Some(_) if !form.chars().any(char::is_lowercase) => Kind::Upper,
        None if en::is_word(form) => Kind::Capital,
        None => Kind::Upper,
        _ => Kind::Capital,
    }
}
