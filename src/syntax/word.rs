//! What the network sees of a word: rows of the embedding table with their shares.
//!
//! A word is the sum of the rows of its shape, its beginnings and endings and its pieces of three
//! and four characters, which are found by hashing, and of a row of its own if it is one of the
//! known words; so a word never seen resembles those that it is made like, and no other word's
//! row speaks for it.

use super::hash;
use super::sizes::Sizes;
use std::borrow::Cow;

/// The words that have a row of their own: the upper halves of their hashes, four bytes each, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary(pub Cow<'static, [u8]>);

impl Vocabulary {
    /// The vocabulary of some words in small letters.
    #[cfg(any(feature = "train", test))]
    pub(crate) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let prints: std::collections::BTreeSet<u32> = words.map(|word| print(word.chars())).collect();
        Self(Cow::Owned(
            prints.into_iter().flat_map(u32::to_le_bytes).collect(),
        ))
    }

    /// How many words it has.
    #[cfg(any(feature = "train", test))]
    pub(crate) fn len(&self) -> usize {
        self.0.len() / 4
    }

    /// The row of a word in small letters.
    fn row(&self, letters: &[char]) -> Option<u32> {
        let (prints, _) = self.0.as_chunks::<4>();
        let wanted = print(letters.iter().copied());
        let found = prints.binary_search_by_key(&wanted, |print| u32::from_le_bytes(*print));
        found.ok().map(|row| row as u32)
    }
}

/// What a word is known by.
fn print(letters: impl Iterator<Item = char>) -> u32 {
    (chars(1, letters) >> 32) as u32
}
/// Characters of a word that are looked at for pieces; the rest of a longer one adds nothing.
const LONGEST: usize = 24;
/// Share of a word's own row.
const OWN: f32 = 1.5;
/// Share of the rows of beginnings and endings.
const AFFIX: f32 = 0.7;

/// Rows of a word and how much each counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Row numbers.
    pub numbers: Vec<u32>,
    /// Shares.
    pub shares: Vec<f32>,
    /// Whether the first row is the word's own.
    pub known: bool,
    letters: Vec<char>,
    shape: Vec<char>,
}

impl Rows {
    /// Finds the rows of a word, in place of those held.
    pub(crate) fn find(&mut self, form: &str, vocabulary: &Vocabulary, sizes: &Sizes) {
        self.numbers.clear();
        self.shares.clear();
        let mut letters = std::mem::take(&mut self.letters);
        letters.clear();
        letters.extend(form.chars().flat_map(char::to_lowercase));
        let own = vocabulary.row(&letters);
        self.known = own.is_some();
        if let Some(row) = own {
            self.add(row, OWN);
        }
        write_shape(form, &mut self.shape);
        let shape = chars(2, self.shape.iter().copied());
        self.add(piece(shape, sizes), 1.0);
        let n = letters.len();
        for k in (1..=4).take_while(|k| *k < n) {
            self.add(
                piece(chars(10 + k as u64, letters[n - k..].iter().copied()), sizes),
                AFFIX,
            );
        }
        for k in (1..=3).take_while(|k| *k < n) {
            self.add(
                piece(chars(20 + k as u64, letters[..k].iter().copied()), sizes),
                AFFIX,
            );
        }
        letters.truncate(LONGEST);
        letters.insert(0, '<');
        letters.push('>');
        let pieces = letters.windows(3).chain(letters.windows(4));
        let share = 1.0 / (pieces.clone().count().max(1) as f32).sqrt();
        for part in pieces {
            self.add(piece(chars(30, part.iter().copied()), sizes), share);
        }
        self.letters = letters;
    }

    fn add(&mut self, row: u32, share: f32) {
        self.numbers.push(row);
        self.shares.push(share);
    }
}

/// The hash of some characters in a role of their own, so that the same characters as a beginning
/// and as an ending are apart.
fn chars(role: u64, characters: impl Iterator<Item = char>) -> u64 {
    hash::chars(role.wrapping_mul(0x9E37_79B9_7F4A_7C15), characters)
}

const fn piece(hash: u64, sizes: &Sizes) -> u32 {
    (sizes.words as u64 + hash % sizes.pieces as u64) as u32
}

/// How a word is written: capitals, small letters and digits as `X`, `x`, `d`, at most two of a
/// kind in a row, all else as it stands.
fn write_shape(form: &str, shape: &mut Vec<char>) {
    shape.clear();
    for c in form.chars() {
        let kind = match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ if c.is_numeric() => 'd',
            _ => c,
        };
        if !shape.ends_with(&[kind, kind]) {
            shape.push(kind);
        }
    }
    shape.truncate(LONGEST);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(form: &str) -> String {
        let mut out = Vec::new();
        write_shape(form, &mut out);
        out.into_iter().collect()
    }

    #[test]
    fn shapes_tell_capitals_digits_and_marks() {
        for (form, expected) in [
            ("Syria", "Xxx"),
            ("al-Assad", "xx-Xxx"),
            ("HTS", "XX"),
            ("U.S.", "X.X."),
            ("2,400", "d,dd"),
            ("", ""),
        ] {
            assert_eq!(shape(form), expected, "{form}");
        }
    }

    #[test]
    fn every_row_lies_in_the_table_and_only_known_words_have_their_own() {
        let vocabulary = Vocabulary::new(["syria", "a", "بغداد"].into_iter());
        let sizes = Sizes {
            embedding: 16,
            hidden: 16,
            layers: 1,
            arc: 16,
            label: 16,
            words: vocabulary.len(),
            pieces: 5,
            tags: 2,
            rels: 2,
        };
        let mut rows = Rows::default();
        for form in ["", "a", "Syria", "بغداد", "an-unusually-long-word-of-many-parts"] {
            rows.find(form, &vocabulary, &sizes);
            assert_eq!(rows.numbers.len(), rows.shares.len());
            assert!(rows.numbers.iter().all(|r| (*r as usize) < sizes.rows()));
            let own = rows.numbers.iter().filter(|r| **r < 3).count();
            assert_eq!(
                own,
                usize::from(["a", "Syria", "بغداد"].contains(&form)),
                "{form}"
            );
            assert_eq!(rows.known, rows.numbers[0] < 3);
        }
    }
}
