//! A sequence model of names: each token begins a name of some type, goes on with it, or is none.
//!
//! Input: a section of a model file, and a sentence with its tree. Output: the names in it.
//! The weights are a table of small integers found by hash, learnt by an averaged perceptron
//! (Collins 2002); the best labels of a sentence are found by Viterbi's algorithm, in whole numbers.
//! What can't be part of a name (a known common word in small letters, say) is not looked at.
//!
//! Layout of the section, little-endian: log₂ of the rows, number of lists, the length of each list
//! (u32 each); the lists; for each label before, and the beginning, what each label then gains
//! (i32); the rows, a byte a label.

mod feature;
mod list;

pub(super) use feature::{Counts, Facts};
#[cfg(feature = "train")]
pub(super) use feature::{Features, hash_name, hash_word};
#[cfg(feature = "train")]
pub(super) use list::SEEN;
pub(super) use list::{LISTS, Lists};

use super::name::ARTICLES;
use super::phrase::Phrase;
use super::{NameType, Text};
use crate::syntax::Model;

/// Labels: none, then beginning and continuation of each type.
pub(super) const LABELS: usize = 1 + 2 * NameType::ALL.len();
/// The label before the first token.
const BEGINNING: usize = LABELS;

/// A name as the sequence model finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    pub sort: NameType,
}

/// What each label gains after another.
pub(super) type Moves = [[i32; LABELS]; LABELS + 1];

/// The most that a weight can be worth.
#[cfg(feature = "train")]
pub(super) const MOST: f32 = 127.0 * 127.0;

/// What a byte is worth: its square, so that small weights are told apart and large ones fit.
fn worth(byte: u8) -> i32 {
    let root = i32::from(byte.cast_signed());
    root * root.abs()
}

/// The byte of a weight within ± [`MOST`].
#[cfg(feature = "train")]
pub(super) fn byte(worth: f32) -> u8 {
    let root = worth.abs().sqrt().round().min(127.0);
    (root.copysign(worth) as i8).cast_unsigned()
}

/// The model, read where it lies.
#[derive(Clone, Debug)]
pub(super) struct Sequence<'m> {
    pub lists: Lists<'m>,
    moves: Moves,
    rows: &'m [u8],
    mask: u32,
}

impl<'m> Sequence<'m> {
    /// Reads the section of a model; nothing if there is none, or it is damaged.
    pub(super) fn new(section: &'m [u8]) -> Option<Self> {
        let (numbers, _) = section.as_chunks::<4>();
        let number = |at: usize| numbers.get(at).map(|n| u32::from_le_bytes(*n) as usize);
        let (bits, lists) = (number(0)?, number(1)?);
        if bits > 24 || lists != LISTS.len() {
            return None;
        }
        let lengths: Option<Vec<usize>> = (2..2 + lists).map(number).collect();
        let (lists, rest) = Lists::new(section.get(4 * (2 + lists)..)?, &lengths?)?;
        let (gains, _) = rest.get(..4 * LABELS * (LABELS + 1))?.as_chunks::<4>();
        let mut moves = Moves::default();
        for (gain, bytes) in moves.iter_mut().flatten().zip(gains) {
            *gain = i32::from_le_bytes(*bytes);
        }
        let rows = &rest[4 * gains.len()..];
        (rows.len() == LABELS << bits).then_some(Self {
            lists,
            moves,
            rows,
            mask: (1 << bits) - 1,
        })
    }

    /// The names of a sentence; `counts` are of the document's words.
    pub(super) fn find(&self, phrase: &Phrase<'_>, counts: &Counts) -> Vec<Found> {
        let facts = Facts::new(phrase, &self.lists, counts);
        let mut scores = vec![[0; LABELS]; phrase.len()];
        for (i, scores) in scores.iter_mut().enumerate() {
            if facts.is_open(i) {
                facts.each(i, |feature| {
                    let row = (feature & self.mask) as usize * LABELS;
                    let weights = &self.rows[row..row + LABELS];
                    for (score, weight) in scores.iter_mut().zip(weights) {
                        *score += i64::from(worth(*weight));
                    }
                });
            }
        }
        let moves = self.moves.map(|gains| gains.map(i64::from));
        names(&best(&scores, &moves, |i| facts.is_open(i)))
    }
}

/// Whether a section can be read.
pub(super) fn is_sound(section: &[u8]) -> bool {
    Sequence::new(section).is_some()
}

/// Finds the names of one document.
pub(super) struct Finder<'m> {
    sequence: Sequence<'m>,
    counts: Counts,
}

impl<'m> Finder<'m> {
    /// A finder for a document; none if the model has no weights for names.
    pub(super) fn new(text: Text<'_>, model: &'m Model) -> Option<Self> {
        Some(Self {
            sequence: Sequence::new(&model.names)?,
            counts: Counts::new(text),
        })
    }

    /// Notes the names of a sentence in it.
    pub(super) fn mark(&self, phrase: &mut Phrase<'_>) {
        phrase.names = whole_words(phrase, self.sequence.find(phrase, &self.counts));
        phrase.sequenced = true;
        let is_strange = |i| phrase.is_capitalised(i) && !self.sequence.lists.knows_small(&phrase.forms[i]);
        phrase.strange = (0..phrase.len()).map(is_strange).collect();
    }
}

/// Names that do not end or begin at a hyphen within a word (`Kim Jong-il`).
fn whole_words(phrase: &Phrase<'_>, names: Vec<Found>) -> Vec<Found> {
    let tight = |i: usize| {
        i > 0 && i + 1 < phrase.len() && phrase.forms[i] == "-" && {
            let (before, here, behind) = (
                phrase.tokens[i - 1].span,
                phrase.tokens[i].span,
                phrase.tokens[i + 1].span,
            );
            before.end == here.start && here.end == behind.start
        }
    };
    // `Jong-il`, `Shia as-Sudani`: nothing between but a hyphen, or an article with one.
    let joined = |end: usize, start: usize| {
        let article = || {
            phrase
                .forms
                .get(end)
                .is_some_and(|f| ARTICLES.contains(&f.to_lowercase().as_str()))
        };
        start == end + 1 && tight(end) || start == end + 2 && article() && tight(end + 1)
    };
    let mut whole: Vec<Found> = Vec::new();
    for name in names {
        match whole.last_mut() {
            Some(last) if last.sort == NameType::Per && joined(last.end, name.start) => last.end = name.end,
            _ => whole.push(name),
        }
    }
    whole
}

/// Numbers that can be added and compared.
pub(super) trait Score: Copy + PartialOrd + std::ops::Add<Output = Self> {
    /// Less than any score.
    const LEAST: Self;
}

impl Score for i64 {
    const LEAST: Self = Self::MIN / 2;
}

#[cfg(feature = "train")]
impl Score for f32 {
    const LEAST: Self = -1e30;
}

/// The best labels; those of tokens that are not open are none.
pub(super) fn best<S: Score>(
    scores: &[[S; LABELS]],
    moves: &[[S; LABELS]; LABELS + 1],
    is_open: impl Fn(usize) -> bool,
) -> Vec<u8> {
    let mut sums = [S::LEAST; LABELS];
    let mut from = vec![[0_u8; LABELS]; scores.len()];
    for (i, own) in scores.iter().enumerate() {
        let mut next = [S::LEAST; LABELS];
        let labels = if is_open(i) { LABELS } else { 1 };
        for label in 0..labels {
            if i == 0 {
                if follows(BEGINNING, label) {
                    next[label] = own[label] + moves[BEGINNING][label];
                }
                continue;
            }
            let mut found = (S::LEAST, 0);
            for (before, sum) in sums.iter().enumerate().filter(|(_, sum)| **sum > S::LEAST) {
                let worth = *sum + moves[before][label];
                if follows(before, label) && worth > found.0 {
                    found = (worth, before as u8);
                }
            }
            if found.0 > S::LEAST {
                next[label] = found.0 + own[label];
                from[i][label] = found.1;
            }
        }
        sums = next;
    }
    let mut label = (0..LABELS).fold(
        0,
        |best, label| if sums[label] > sums[best] { label } else { best },
    );
    let mut labels = vec![0; scores.len()];
    for (i, from) in from.iter().enumerate().rev() {
        labels[i] = label as u8;
        label = usize::from(from[label]);
    }
    labels
}

/// Whether a label may stand after another: what goes on must have begun.
const fn follows(before: usize, label: usize) -> bool {
    label == 0 || label % 2 == 1 || before == label || before + 1 == label
}

/// The label of a token of a name.
#[cfg(feature = "train")]
pub(super) const fn label(sort: NameType, begins: bool) -> u8 {
    1 + 2 * sort as u8 + !begins as u8
}

/// The names that labels tell of.
fn names(labels: &[u8]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        let Some(label) = label.checked_sub(1) else {
            continue;
        };
        match found.last_mut() {
            Some(last) if label % 2 == 1 && last.end == i => last.end += 1,
            _ => found.push(Found {
                start: i,
                end: i + 1,
                sort: NameType::ALL[usize::from(label / 2)],
            }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use NameType::{Loc, Org, Per};

    #[test]
    fn names_begin_and_go_on() {
        let found = names(&[0, 1, 2, 3, 0, 5, 5]);
        let spans: Vec<_> = found.iter().map(|f| (f.start, f.end, f.sort)).collect();
        assert_eq!(spans, [(1, 3, Per), (3, 4, Loc), (5, 6, Org), (6, 7, Org)]);
    }

    #[test]
    fn nothing_goes_on_that_has_not_begun() {
        let moves = [[0; LABELS]; LABELS + 1];
        let mut scores = [[0; LABELS]; 3];
        // The second token would like to go on with a person, the first to be a place.
        scores[0][3] = 5;
        scores[1][2] = 9;
        scores[2][6] = 3;
        assert_eq!(best(&scores, &moves, |_| true), [1, 2, 0]);
        assert_eq!(best(&scores, &moves, |i| i != 0), [0, 5, 6]);
        assert_eq!(best::<i64>(&[], &moves, |_| true), [0; 0]);
    }

    #[test]
    fn a_damaged_section_is_none() {
        assert!(Sequence::new(&[]).is_none());
        assert!(Sequence::new(&[0; 64]).is_none());
        assert!(is_sound(&Model::english().names));
    }
}
