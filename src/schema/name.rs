//! Names as they are compared: without marks, points, hyphens and case, yet with an eye on case.
//!
//! [`normalise`] folds a text for look-up by hand: `normalise("al-Assad")` is `normalise("Al Assad")`.
//! In running text that is not enough: *us* is not *US*, and *Turkey* is not *turkey*. There
//! [`words`] keeps each word's [`Shape`], and every word of a known name asks for one:
//!
//! | word of a known name | asks of the text |
//! |---|---|
//! | lower case (`of`, `al`), or without case | nothing |
//! | one or two letters with a capital, beside other words (`Al` Jazeera, `La` Paz) | nothing |
//! | with a capital | a capital, or all capitals |
//! | all capitals (`US`, `HTS`) | all capitals |
//! | up to three letters and the whole name (`Fox`) | the same shape |
//!
//! Points within a word don't count, so `U.S.` is `US`.

use std::{iter, mem};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text as names are looked up: words in lower case without diacritics, apostrophes and
/// abbreviation points, one blank between words, hyphens being blanks.
///
/// ```
/// use whowhom::schema::normalise;
/// assert_eq!(normalise("Bashar al-Assad"), "bashar al assad");
/// assert_eq!(normalise("Côte d’Ivoire"), "cote divoire");
/// assert_eq!(normalise("U.S."), "us");
/// ```
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in words(text) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word.key);
    }
    folded
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// Lower case first, or without any letter that has case.
    Lower,
    /// A capital first and lower case after it.
    Capital,
    /// Capitals only.
    Upper,
}

/// A word of a text, folded for look-up, with its shape and place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Folded as by [`normalise`].
    pub key: String,
    /// How it is written.
    pub shape: Shape,
    /// First byte in the text that was cut.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

/// Cuts a text, a single token or a whole name, into words.
///
/// Blanks and hyphens part words; a point belongs to the word before it and vanishes; any other
/// punctuation is a word of its own, so that no name is found across a comma.
///
/// ```
/// use whowhom::schema::{Shape, words};
/// let words = words("Iran-backed");
/// assert_eq!(words[0].key, "iran");
/// assert_eq!(words[0].shape, Shape::Capital);
/// assert_eq!((words[1].start, words[1].end), (5, 11));
/// ```
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut cutter = Cutter::default();
    for (at, letter) in text.char_indices() {
        cutter.push(at, letter);
    }
    cutter.close();
    cutter.words
}

/// What [`words`] has so far.
#[derive(Default)]
struct Cutter {
    words: Vec<Word>,
    key: String,
    start: usize,
    end: usize,
    /// Whether the first letter that has case is a capital.
    capital: Option<bool>,
    small: bool,
}

impl Cutter {
    fn push(&mut self, at: usize, letter: char) {
        let end = at + letter.len_utf8();
        if letter.is_ascii() {
            self.part(at, end, letter);
        } else if !is_apostrophe(letter) {
            iter::once(letter)
                .nfkd()
                .for_each(|part| self.part(at, end, part));
        }
    }

    /// Takes one letter of a decomposed letter.
    fn part(&mut self, at: usize, end: usize, letter: char) {
        if is_apostrophe(letter) || is_combining_mark(letter) {
            return;
        }
        if letter.is_whitespace() || is_hyphen(letter) {
            return self.close();
        }
        if letter == '.' && !self.key.is_empty() {
            self.end = end;
        } else if letter.is_alphanumeric() {
            self.letter(at, end, letter);
        } else {
            self.close();
            self.letter(at, end, letter);
            self.close();
        }
    }

    fn letter(&mut self, at: usize, end: usize, letter: char) {
        if self.key.is_empty() {
            self.start = at;
        }
        self.end = end;
        if letter.is_uppercase() {
            self.capital.get_or_insert(true);
        } else if letter.is_lowercase() {
            self.capital.get_or_insert(false);
            self.small = true;
        }
        fold(letter, &mut self.key);
    }

    fn close(&mut self) {
        let key = one_spelling(mem::take(&mut self.key));
        let shape = match (self.capital.take(), mem::take(&mut self.small)) {
            (Some(true), true) => Shape::Capital,
            (Some(true), false) => Shape::Upper,
            _ => Shape::Lower,
        };
        if !key.is_empty() {
            self.words.push(Word {
                key,
                shape,
                start: self.start as u32,
                end: self.end as u32,
            });
        }
    }
}

/// The spelling of the United States, for words that bodies have in their names.
#[must_use]
pub fn one_spelling(word: String) -> String {
    let other = match word.as_str() {
        "defence" => "defense",
        "centre" => "center",
        "centres" => "centers",
        "programme" => "program",
        "programmes" => "programs",
        short if short.len() < 10 => return word,
        _ => match word.find("isation") {
            Some(at) if at > 2 => return word.replacen("isation", "ization", 1),
            _ => return word,
        },
    };
    other.to_owned()
}

/// Apostrophes, and the letters that transliterations write like them (hamza, ayn).
fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`' | '´' | '‘' | '’' | '‛' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | '′' | '＇'
    )
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{ad}' | '‐' | '‑' | '‒' | '–' | '−')
}

/// Adds a decomposed letter in lower case, in the letters of ASCII where it is Latin.
fn fold(letter: char, key: &mut String) {
    for small in letter.to_lowercase() {
        match small {
            'ß' => key.push_str("ss"),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'þ' => key.push_str("th"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' | 'ð' => key.push('d'),
            'ı' => key.push('i'),
            'ħ' => key.push('h'),
            _ => key.push(small),
        }
    }
}

/// What a word of a known name asks of the word in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Need {
    /// The same shape.
    Same(Shape),
    /// A capital, or all capitals.
    Capital,
    /// Nothing.
    Any,
}

impl Need {
    pub(super) fn allows(self, shape: Shape) -> bool {
        match self {
            Self::Same(needed) => shape == needed,
            Self::Capital => shape != Shape::Lower,
            Self::Any => true,
        }
    }
}

/// What each word of a known name asks, see the table at the top.
pub(super) fn needs(name: &[Word]) -> Vec<Need> {
    let alone = name.len() == 1;
    let letters = |word: &Word| word.key.chars().count();
    name.iter()
        .map(|word| match word.shape {
            Shape::Upper => Need::Same(Shape::Upper),
            shape if alone && letters(word) <= 3 => Need::Same(shape),
            Shape::Capital if alone || letters(word) > 2 => Need::Capital,
            _ => Need::Any,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn articles_hyphens_and_marks_do_not_count() {
        for text in ["al-Assad", "Al-Assad", "al Assad", "AL‑ASSAD", "al–Ássad"] {
            assert_eq!(normalise(text), "al assad");
        }
        assert_eq!(normalise("Sana'a"), normalise("Sanaʿa"));
        assert_eq!(normalise("Türkiye"), "turkiye");
        assert_eq!(normalise("İstanbul"), "istanbul");
        assert_eq!(normalise("Łódź"), "lodz");
    }

    #[test]
    fn points_vanish_within_and_stand_alone() {
        assert_eq!(normalise("St. Petersburg"), "st petersburg");
        assert_eq!(normalise("U.N. envoy"), "un envoy");
        assert_eq!(normalise("."), ".");
        assert_eq!(normalise("Paris, France"), "paris , france");
    }

    #[test]
    fn shapes() {
        let shapes = |text| words(text).iter().map(|word| word.shape).collect::<Vec<_>>();
        assert_eq!(
            shapes("the U.S. and M23"),
            [Shape::Lower, Shape::Upper, Shape::Lower, Shape::Upper]
        );
        assert_eq!(
            shapes("Al-Jazeera eBay 14"),
            [Shape::Capital, Shape::Capital, Shape::Lower, Shape::Lower]
        );
    }

    #[test]
    fn words_know_their_place() {
        let text = "the “U.S.-backed” Côte";
        let cut: Vec<&str> = words(text)
            .iter()
            .map(|word| &text[word.start as usize..word.end as usize])
            .collect();
        assert_eq!(cut, ["the", "“", "U.S.", "backed", "”", "Côte"]);
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn words_lie_in_the_text(text in "\\PC{0,40}") {
            for word in words(&text) {
                prop_assert!(text.get(word.start as usize..word.end as usize).is_some());
            }
        }
    }
}
