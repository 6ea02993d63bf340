//! Keeps out queries that would overflow the stack or hang the parser, before they are parsed.
//!
//! What may still take long (products, long lists) needs a watchdog around the whole process.

use super::Error;
use super::scan::{Piece, pieces};

/// How big a query and its answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the query.
    pub length: usize,
    /// Levels of brackets within brackets.
    pub depth: usize,
    /// Operators and brackets, all together; parsing takes time by their square.
    pub width: usize,
    /// Steps of paths and ends of triples; putting them in order takes time by their cube.
    pub joins: usize,
    /// Rows or triples of the answer.
    pub rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            length: 1 << 20,
            depth: 200,
            width: 4000,
            joins: 100,
            rows: usize::MAX,
        }
    }
}

/// Bytes of stack for a query; within the default limits the hungriest tried took far less.
pub(super) const STACK: usize = 256 << 20;

/// Functions with an optional argument: the parser tries their arguments once for each form, so
/// its time doubles with each level of such calls within such calls.
const DOUBLING: &[&str] = &["regex", "substr", "replace", "group_concat"];
/// Levels of such calls that take no time to speak of.
const DOUBLINGS: usize = 8;

/// Checks size and nesting.
///
/// An IRI such as `<#a>` may also be read as the operator `<` and a comment; where one stands, the
/// whole text is counted as code, and brackets as if they were never closed.
pub(super) fn check(text: &str, limits: &Limits) -> Result<(), Error> {
    if text.len() > limits.length {
        return Err(Error::TooLong(text.len(), limits.length));
    }
    let pieces = pieces(text);
    let doubtful = pieces
        .iter()
        .any(|(piece, range)| *piece == Piece::Iri && ambiguous(&text[range.clone()]));
    let count = if doubtful {
        Count::of(text, true)
    } else {
        let code = pieces.iter().map(|(piece, range)| {
            if *piece == Piece::Code {
                &text[range.clone()]
            } else {
                " "
            }
        });
        Count::of(&code.collect::<String>(), false)
    };
    count.within(limits)
}

/// Whether an IRI could also be an operator and more; `//` can only stand in an IRI.
fn ambiguous(iri: &str) -> bool {
    iri.split("//")
        .next()
        .is_some_and(|start| start.contains(['#', '\'', '(', '[']))
}

#[derive(Default)]
struct Count {
    /// Open brackets, each with whether it is round, and belongs to a call that doubles.
    open: Vec<(bool, bool)>,
    doubling: usize,
    negations: usize,
    depth: usize,
    doublings: usize,
    width: usize,
    joins: usize,
}

impl Count {
    fn of(code: &str, doubtful: bool) -> Self {
        let mut count = Self::default();
        let mut at = 0;
        while at < code.len() {
            let rest = &code[at..];
            let length = if rest.starts_with("<<") || rest.starts_with(">>") {
                2
            } else {
                1
            };
            count.sign(&code.as_bytes()[at..at + length], &code[..at], doubtful);
            at += length.max(rest.chars().next().map_or(1, char::len_utf8));
        }
        if doubtful {
            let lower = code.to_ascii_lowercase();
            count.doublings = DOUBLING.iter().map(|name| lower.matches(name).count()).sum();
        }
        count
    }

    fn sign(&mut self, sign: &[u8], before: &str, doubtful: bool) {
        match sign {
            b"(" => self.open(true, doubles(before)),
            b"[" | b"{" | b"<<" => self.open(false, false),
            b")" | b"]" | b"}" | b">>" if !doubtful => self.close(),
            b"!" => self.negations += 1,
            _ => {}
        }
        if !doubtful && sign != b"!" && !sign[0].is_ascii_whitespace() {
            self.negations = 0;
        }
        self.depth = self.depth.max(self.open.len() + self.negations);
        self.width += usize::from(b"([{!+-*/|&^.;,<>=".contains(&sign[0]));
        // In round brackets commas part arguments and dots are of numbers.
        let round = !doubtful && self.open.last().is_some_and(|(round, _)| *round);
        self.joins += usize::from(sign == b"/" || (!round && b".;,|".contains(&sign[0])));
    }

    fn open(&mut self, round: bool, doubles: bool) {
        self.open.push((round, doubles));
        self.doubling += usize::from(doubles);
        self.doublings = self.doublings.max(self.doubling);
    }

    fn close(&mut self) {
        self.doubling -= usize::from(self.open.pop().is_some_and(|(_, doubles)| doubles));
    }

    fn within(&self, limits: &Limits) -> Result<(), Error> {
        if self.depth > limits.depth {
            Err(Error::TooDeep(limits.depth))
        } else if self.doublings > DOUBLINGS {
            Err(Error::TooDeep(DOUBLINGS))
        } else if self.width > limits.width {
            Err(Error::TooWide("operators and brackets", limits.width))
        } else if self.joins > limits.joins {
            Err(Error::TooWide("triples and steps of paths", limits.joins))
        } else {
            Ok(())
        }
    }
}

/// Whether a bracket behind this text opens a call that doubles.
fn doubles(before: &str) -> bool {
    let before = before.trim_end().as_bytes();
    DOUBLING.iter().any(|name| {
        let start = before.len().checked_sub(name.len());
        start.is_some_and(|start| before[start..].eq_ignore_ascii_case(name.as_bytes()))
    })
}
