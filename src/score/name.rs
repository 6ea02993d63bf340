//! Names as the scorer compares them, and which actors of the gold a name may stand for.
//!
//! Case, marks, punctuation, leading articles and the Arabic article don't count.

use super::GoldActor;
use super::guideline::GUIDELINES;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The keys of the gold actors that a name may stand for.
///
/// The first step that finds any decides: names that are equal; then a person's last word, or for
/// others one name inside the other, where actors of the predicted class go first.
pub(super) fn resolve<'a>(
    name: &str,
    kind: Option<&str>,
    actors: &'a BTreeMap<String, GoldActor>,
) -> BTreeSet<&'a str> {
    let (plain, bare) = (words(name), untitled(name));
    let (mut exact, mut alike) = (BTreeSet::new(), BTreeSet::new());
    let is_person = |kind: &str| kind == GUIDELINES.person;
    for (key, actor) in actors {
        let person = is_person(&actor.kind);
        for gold in &actor.names {
            let gold = if person { untitled(gold) } else { words(gold) };
            if gold == *(if person { &bare } else { &plain }) {
                exact.insert(key.as_str());
            } else if kind.is_none_or(|kind| is_person(kind) == person)
                && if person {
                    same_last(&bare, &gold)
                } else {
                    inside(&plain, &gold)
                }
            {
                alike.insert(key.as_str());
            }
        }
    }
    if !exact.is_empty() {
        return exact;
    }
    let of_kind = |key: &&str| kind == Some(actors[*key].kind.as_str());
    let same_kind: BTreeSet<&str> = alike.iter().copied().filter(of_kind).collect();
    if same_kind.is_empty() { alike } else { same_kind }
}

/// The name as plain words.
pub(super) fn words(name: &str) -> Vec<String> {
    let text: Vec<char> = name
        .chars()
        .flat_map(char::to_lowercase)
        .flat_map(|c| unfold(c).chars().chain(unfold(c).is_empty().then_some(c)))
        .nfkd()
        .filter(|c| canonical_combining_class(*c) == 0)
        .collect();
    let text = without_points(&without_apostrophes(&text));
    let words: Vec<String> = text
        .split(|c: char| !is_word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let last = words.len().saturating_sub(1);
    let articles = words
        .iter()
        .take(last)
        .take_while(|word| matches!(word.as_str(), "the" | "a" | "an"))
        .count();
    let kept =
        |(i, word): (usize, String)| (i == last || !matches!(word.as_str(), "al" | "el")).then_some(word);
    words
        .into_iter()
        .enumerate()
        .skip(articles)
        .filter_map(kept)
        .collect()
}

/// The words of a person's name without leading titles; a bare title stays as it is.
pub(super) fn untitled(name: &str) -> Vec<String> {
    let full = words(name);
    let titles = full
        .iter()
        .take_while(|word| GUIDELINES.titles.contains(*word))
        .count();
    if titles == full.len() {
        return full;
    }
    full[titles..].to_vec()
}

/// Whether one name lies in the other as whole words.
fn inside(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() > b.len() { (b, a) } else { (a, b) };
    !short.is_empty() && long.windows(short.len()).any(|run| run == short)
}

fn same_last(a: &[String], b: &[String]) -> bool {
    match (a.last(), b.last()) {
        (Some(a), Some(b)) => a == b && !GUIDELINES.titles.contains(a),
        _ => false,
    }
}

/// Small letters that are two, or that have no decomposition; empty for all others.
const fn unfold(letter: char) -> &'static str {
    match letter {
        'ß' => "ss",
        'ς' => "σ",
        'ı' => "i",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => "",
    }
}

/// Takes off the genitive's `'s` and then all apostrophes.
fn without_apostrophes(text: &[char]) -> Vec<char> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if is_apostrophe(text[at]) {
            let genitive = text.get(at + 1) == Some(&'s') && text.get(at + 2).is_none_or(|c| !is_word(*c));
            at += if genitive { 2 } else { 1 };
        } else {
            kept.push(text[at]);
            at += 1;
        }
    }
    kept
}

/// Takes off the points behind single letters: `u.s.` is `us`.
fn without_points(text: &[char]) -> String {
    let word = |i: Option<usize>| i.and_then(|i| text.get(i)).is_some_and(|c| is_word(*c));
    let single = |i: usize| word(i.checked_sub(1)) && !word(i.checked_sub(2));
    let kept = |(i, c): (usize, &char)| (*c != '.' || !single(i)).then_some(*c);
    text.iter().enumerate().filter_map(kept).collect()
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | '`' | 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' | '´')
}
