//! What tagger and parser see of a word: hashes of its form, affixes and shape, made once.

use super::hash::{chars, mix};

/// The hashes of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// The form in lower case, digits made equal.
    pub lower: u64,
    /// The form as it stands.
    pub exact: u64,
    /// Its last one to four characters, in lower case.
    pub suffix: [u64; 4],
    /// Its first one to three characters, in lower case.
    pub prefix: [u64; 3],
    /// Capitals, digits, hyphens, length class.
    pub shape: u64,
    /// Which tags the training data gave this form: a number from the lexicon, 0 if unseen.
    pub ambiguity: u64,
}

/// Shape of an empty word.
const LENGTHS: u64 = 4;

impl Word {
    /// Looks at a word once.
    #[must_use]
    pub(super) fn new(form: &str, letters: &mut Vec<char>, ambiguity: u64) -> Self {
        letters.clear();
        letters.extend(form.chars().flat_map(char::to_lowercase).map(flat_digit));
        let n = letters.len();
        let mut word = Self {
            exact: chars(1, form.chars()),
            ambiguity,
            ..Self::default()
        };
        word.lower = chars(2, letters.iter().copied());
        for k in 0..4.min(n) {
            word.suffix[k] = chars(3 + k as u64, letters[n - 1 - k..].iter().copied());
        }
        for k in 0..3.min(n) {
            word.prefix[k] = chars(7 + k as u64, letters[..=k].iter().copied());
        }
        word.shape = shape(form);
        word
    }
}

/// All digits alike, so that numbers share their weights.
const fn flat_digit(c: char) -> char {
    if c.is_ascii_digit() { '0' } else { c }
}

/// A small number for how a word is written: capitals, digits, punctuation inside, length.
fn shape(form: &str) -> u64 {
    let mut shape = 0;
    let mut count = 0;
    for (i, c) in form.chars().enumerate() {
        count += 1;
        shape |= match c {
            _ if c.is_uppercase() && i == 0 => 1,
            _ if c.is_uppercase() => 2,
            _ if c.is_lowercase() => 4,
            _ if c.is_numeric() => 8,
            '-' => 16,
            '.' => 32,
            '\'' => 64,
            _ if c.is_alphabetic() => 128,
            _ => 256,
        };
    }
    mix(shape, if count > 3 { LENGTHS } else { count })
}
