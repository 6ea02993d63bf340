//! What the network sees of a word: rows of the embedding table, found by hashing, with their shares.
//!
//! A word is the sum of the rows of its form, its shape, its beginnings and endings and its
//! pieces of three and four characters; so a word never seen still resembles those that it is
//! made like. The form has two rows, so that two words seldom share both (Bloom embeddings).

use super::hash;
use super::sizes::Sizes;

/// How many rows a form has; they stand first.
#[cfg(any(feature = "train", test))]
pub(crate) const FORM_ROWS: usize = 2;
/// Characters of a word that are looked at for pieces; the rest of a longer one adds nothing.
const LONGEST: usize = 24;
/// Share of the rows of beginnings and endings.
const AFFIX: f32 = 0.7;

/// Rows of a word and how much each counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Row numbers.
    pub numbers: Vec<u32>,
    /// Shares.
    pub shares: Vec<f32>,
    letters: Vec<char>,
    shape: Vec<char>,
}

impl Rows {
    /// Finds the rows of a word, in place of those held.
    pub(crate) fn find(&mut self, form: &str, sizes: &Sizes) {
        self.numbers.clear();
        self.shares.clear();
        let mut letters = std::mem::take(&mut self.letters);
        letters.clear();
        letters.extend(form.chars().flat_map(char::to_lowercase));
        let form_hash = chars(1, letters.iter().copied());
        self.add(word(form_hash, sizes), 1.0);
        self.add(word(form_hash >> 32, sizes), 1.0);
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

const fn word(hash: u64, sizes: &Sizes) -> u32 {
    (hash & ((1 << sizes.word_bits) - 1)) as u32
}

const fn piece(hash: u64, sizes: &Sizes) -> u32 {
    (1 << sizes.word_bits) + (hash & ((1 << sizes.piece_bits) - 1)) as u32
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
    fn every_row_lies_in_the_table_and_the_forms_come_first() {
        let sizes = Sizes {
            embedding: 16,
            hidden: 16,
            layers: 1,
            arc: 16,
            label: 16,
            word_bits: 3,
            piece_bits: 2,
            tags: 2,
            rels: 2,
        };
        let mut rows = Rows::default();
        for form in ["", "a", "Syria", "بغداد", "an-unusually-long-word-of-many-parts"] {
            rows.find(form, &sizes);
            assert_eq!(rows.numbers.len(), rows.shares.len());
            assert!(rows.numbers.iter().all(|r| (*r as usize) < sizes.rows()));
            assert!(rows.numbers[..FORM_ROWS].iter().all(|r| *r < 8));
            assert!(rows.numbers[FORM_ROWS..].iter().all(|r| *r >= 8));
        }
    }
}
