//! English: contractions, abbreviations, joined prefixes, beginnings of sentences.

use crate::text::calendar::{MONTHS, WEEKDAYS};
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What the full stop of an abbreviation says about the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// No sentence ends here: `Gen.`
    Inside,
    /// A sentence may end here, and the full stop does double duty: `U.S.`
    Both,
    /// An abbreviation only before a number: `No. 2`.
    BeforeNumber,
    /// An abbreviation only where the sentence goes on: at its end the full stop stands alone.
    GoesOn,
}

static ABBREVIATIONS: LazyLock<HashMap<&str, Stop>> = LazyLock::new(|| {
    let lines = lines(include_str!("en/abbreviations.txt"));
    lines
        .map(|line| {
            let word = line.trim_end_matches(['!', '#', '?']);
            let stop = match &line[word.len()..] {
                "!" => Stop::Both,
                "#" => Stop::BeforeNumber,
                "?" => Stop::GoesOn,
                _ => Stop::Inside,
            };
            (word, stop)
        })
        .collect()
});
static FUSED: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let lines = lines(include_str!("en/fused.txt"));
    lines
        .filter_map(|line| Some((line.replace('|', ""), line.find('|')?)))
        .collect()
});
static UNITS: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("en/units.txt")).collect());
static AFTER_ITS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(include_str!("en/after-its.txt")).collect());
static PREFIXES: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("en/prefixes.txt")).collect());
static STARTERS: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("en/starters.txt")).collect());

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Longest entry of the tables, in bytes; longer words need no look-up.
const LONGEST: usize = 16;

/// A word in lower case on the stack: look-ups allocate nothing.
fn lower<R>(word: &str, look: impl FnOnce(&str) -> R) -> Option<R> {
    let mut buffer = [0_u8; LONGEST];
    let bytes = buffer.get_mut(..word.len())?;
    bytes.copy_from_slice(word.as_bytes());
    bytes.make_ascii_lowercase();
    std::str::from_utf8(bytes).ok().map(look)
}

/// What the full stop of an abbreviation says; nothing of a word that is none.
pub(super) fn abbreviation(word: &str) -> Option<Stop> {
    lower(word, |w| ABBREVIATIONS.get(w).copied())?
}

/// Whether a beginning stays joined across a hyphen.
pub(super) fn is_joined_prefix(word: &str) -> bool {
    lower(word, |w| PREFIXES.contains(w)).unwrap_or(false)
}

/// Whether a word begins a sentence far more often than a name.
pub(super) fn is_starter(word: &str) -> bool {
    lower(word, |w| STARTERS.contains(w)).unwrap_or(false)
}

/// Whether a word names a day or a month: after `p.m.` it goes on with the time.
pub(super) fn is_day(word: &str) -> bool {
    lower(word, |w| WEEKDAYS.contains(&w) || MONTHS.contains(&w)).unwrap_or(false)
}

/// Whether a single letter is a word.
pub(super) fn is_word(letter: &str) -> bool {
    matches!(letter, "A" | "I" | "O")
}

/// Where a word without apostrophe is two: `can|not`, `gon|na`, and `it|s` before a word that follows no possessive.
pub(super) fn fused(word: &str, next: impl FnOnce() -> bool) -> Option<usize> {
    if !(2..=8).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    lower(word, |w| {
        if w == "its" {
            return next().then_some(2);
        }
        // `IM` and `IVE` in capitals are names.
        let shouted = w.starts_with('i') && word.ends_with(|c: char| c.is_ascii_uppercase());
        FUSED.get(w).copied().filter(|_| !shouted)
    })?
}

/// Whether `its` before this word is `it is`.
pub(super) fn follows_it_is(word: &str) -> bool {
    lower(word, |w| AFTER_ITS.contains(w)).unwrap_or(false)
}

/// Whether letters before a hyphen are the broken-off beginning of a word: `th-`, `w-`.
pub(super) fn is_stutter(stem: &str) -> bool {
    let vowel = |c: char| matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u');
    let letters = stem.bytes().all(|b| b.is_ascii_alphabetic());
    letters && (stem.len() == 1 || stem.len() == 2 && !stem.contains(vowel))
}

/// Whether letters behind a number are a unit.
pub(super) fn is_unit(letters: &str) -> bool {
    lower(letters, |w| UNITS.contains(w)).unwrap_or(false)
}

/// Whether an apostrophe before these letters stands for what is left out: `'em`, `'90s`, `'05`; or they are
/// a clitic that stands apart.
pub(super) fn is_clipped(letters: &str) -> bool {
    let digits = letters.bytes().take_while(u8::is_ascii_digit).count();
    let decade = digits == 2 && matches!(&letters[2..], "" | "s");
    decade
        || lower(letters, |w| {
            matches!(
                w,
                "em" | "n" | "til" | "tis" | "twas" | "s" | "re" | "ll" | "ve" | "m"
            )
        })
        .unwrap_or(false)
}

/// Length in bytes of the clitic that ends a word (`'s`, `n't`), if there is one.
pub(super) fn clitic(word: &str) -> Option<usize> {
    let at = word
        .char_indices()
        .rev()
        .take(4)
        .find(|(_, c)| is_apostrophe(*c))?
        .0;
    let (stem, tail) = word.split_at(at);
    let letters = tail.trim_start_matches(is_apostrophe);
    let known = lower(letters, |l| matches!(l, "s" | "m" | "d" | "re" | "ve" | "ll")).unwrap_or(false);
    // `1990's` is a decade, `2024's` a genitive.
    let decade = stem.ends_with('0') && stem.bytes().all(|b| b.is_ascii_digit()) && letters == "s";
    if decade {
        return None;
    }
    if known && !stem.is_empty() {
        return Some(tail.len());
    }
    let negated = letters.eq_ignore_ascii_case("t") && stem.ends_with(['n', 'N']) && stem.len() > 1;
    if negated {
        return Some(tail.len() + 1);
    }
    // The genitive of a plural: `workers'`.
    (letters.is_empty() && stem.ends_with(['s', 'S', 'z', 'x']) && stem.len() > 2).then_some(tail.len())
}

/// Straight and typographic apostrophes.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`')
}
