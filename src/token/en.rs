//! English: contractions, abbreviations, joined prefixes, beginnings of sentences.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::LazyLock;

static ABBREVIATIONS: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| {
    let lines = lines(include_str!("en/abbreviations.txt"));
    lines
        .map(|line| line.strip_suffix('!').map_or((line, false), |word| (word, true)))
        .collect()
});
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

/// Whether a word with its full stop is an abbreviation, and if so whether a sentence may end with it.
pub(super) fn abbreviation(word: &str) -> Option<bool> {
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

/// Where a word without apostrophe is two: `can|not`, `gon|na`.
pub(super) fn fused(word: &str) -> Option<usize> {
    lower(word, |w| match w {
        "cannot" | "gonna" | "wanna" | "gotta" | "gimme" | "lemme" => Some(3),
        "dunno" => Some(2),
        _ => None,
    })?
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
