//! Whether a sentence ends between two tokens of a paragraph.
//!
//! Some places are certain: a sentence never ends inside a written word, before a comma or before the
//! closing mark of what it says. Where a sentence may end, the weights decide; without weights a rule does:
//! a full stop ends a sentence unless it belongs to an abbreviation or what follows can't begin one.

use super::features::{Gap, Kind, View};
use super::{Splitter, en};

/// Whether a sentence that began with token `start` ends before token `next`.
pub(super) fn is_end(splitter: &Splitter, text: &str, view: &mut View, start: usize, next: usize) -> bool {
    if !may_end(view, next) {
        return false;
    }
    if splitter.is_empty() {
        return rule(text, view, next);
    }
    if let Some(known) = certain(text, view, next) {
        return known;
    }
    see(text, view, start, next);
    splitter.score(&view.features) > threshold(view.seen[next - 1].kind)
}

/// A dateline has at most so many tokens.
const DATELINE: usize = 10;

/// What news writes otherwise than the treebanks' web pages, where the rule is surer than the weights.
fn certain(text: &str, view: &View, next: usize) -> Option<bool> {
    let last = view.seen[next - 1].kind;
    // `KHARTOUM (AP) — Fighters left.`
    let bracket = next > 1 && view.seen[next - 2].kind == Kind::CloseBracket;
    if last == Kind::Dash && bracket && next <= DATELINE {
        return Some(false);
    }
    // `at 6 p.m. Tuesday`
    if last == Kind::Dotted && en::is_day(view.tokens[next].span.of(text)) {
        return Some(false);
    }
    // `He lives in the U.S. The visit ended.`
    (last == Kind::Dotted && rule(text, view, next)).then_some(true)
}

/// What the weights must exceed, in their own small steps (31 are one unit of log-odds).
///
/// Tuned on EWT's and GUM's development sets: weights know their training texts too well and end too few
/// sentences of others. An end that no mark shows needs more conviction, since running news has none.
const fn threshold(last: Kind) -> i32 {
    match last {
        Kind::Lower | Kind::Capital | Kind::Upper | Kind::Initial | Kind::Number | Kind::Mixed => -8,
        _ => -24,
    }
}

/// Fills the features of the place before token `next`.
pub(super) fn see(text: &str, view: &mut View, start: usize, next: usize) {
    let rule = rule(text, view, next);
    view.features(start, next, rule);
}

/// Whether a sentence may end before token `next` at all: the places that are worth a decision.
pub(super) fn may_end(view: &View, next: usize) -> bool {
    let (last, first) = (view.seen[next - 1], view.seen[next]);
    if view.tokens[next].joined || first.kind.continues() {
        return false;
    }
    match first.gap {
        Gap::None => {
            let closed = last.kind.is_stop() || last.kind.closes();
            closed && !first.kind.closes() && !first.kind.is_stop() && first.kind != Kind::Symbol
        }
        _ => last.kind != Kind::Lower || first.kind != Kind::Lower,
    }
}

/// The rule of thumb, which is also what the weights start from.
fn rule(text: &str, view: &View, next: usize) -> bool {
    let of = |i: usize| view.tokens[i].span.of(text);
    let first = view.seen[next];
    if first.gap == Gap::None {
        let inside = of(next - 1) == "." && of(next).len() > 1;
        return inside && matches!(first.kind, Kind::Capital | Kind::Upper);
    }
    let mut last = next - 1;
    let mut closed = false;
    while last > 0 && view.seen[last].kind.closes() {
        closed = true;
        last -= 1;
    }
    // What the next sentence would begin with, behind its opening marks.
    let opener = (next..view.tokens.len()).find(|&i| !view.seen[i].kind.opens());
    let kind = opener.map_or(Kind::Symbol, |i| view.seen[i].kind);
    match view.seen[last].kind {
        Kind::Stop => closed || kind != Kind::Lower,
        Kind::Dots => matches!(kind, Kind::Capital | Kind::Upper | Kind::Initial),
        Kind::Asking => kind != Kind::Lower,
        Kind::Dotted => {
            let may_end = en::abbreviation(of(last)) == Some(en::Stop::Both);
            may_end && kind == Kind::Capital && opener.is_some_and(|i| en::is_starter(of(i)))
        }
        _ => false,
    }
}
