//! Names of people compared: given name, names between, family name, number behind.

use super::fold::{alike, fold, skeleton};
use super::{Kin, Reason, Verdict};
use std::collections::BTreeSet;

/// Words before a name that are no part of it.
const HONORIFICS: &[&str] = &[
    "sir", "dame", "lord", "lady", "queen", "king", "pope", "prince", "princess", "dr", "mr", "mrs", "ms",
];
/// Numbers and the like behind a name, which tell generations apart.
const GENERATIONS: &[&str] = &[
    "jr", "sr", "junior", "senior", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
    "xiii", "xiv", "xv", "xvi", "xxiii",
];
/// Particles that a writer may leave out or join.
const PARTICLES: &[&str] = &["bin", "ibn", "ben", "ul", "de", "da", "dos", "di", "la", "e"];
/// More names than this are compared by their ends only.
const MOST: usize = 6;

/// A name taken apart.
struct Parts {
    /// As written, without article and honorific.
    words: Vec<String>,
    generation: Option<String>,
}

impl Parts {
    fn of(name: &str) -> Self {
        let mut words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
        while words.len() > 2 && HONORIFICS.contains(&words[0]) {
            words.remove(0);
        }
        let last = words.last().copied().filter(|_| words.len() > 1);
        let generation = last.filter(|last| GENERATIONS.contains(last)).map(str::to_owned);
        if generation.is_some() {
            words.pop();
        }
        let words = initials_apart(joined(&without_articles(&words)));
        Self { words, generation }
    }

    fn folded(&self) -> Vec<String> {
        self.words.iter().map(|word| fold(word)).collect()
    }
}

/// Drops Arabic articles that lean on the sound behind them (`as-Sudani`).
fn without_articles<'n>(words: &[&'n str]) -> Vec<&'n str> {
    let is_article = |i: usize| {
        let (word, next) = (words[i], words.get(i + 1).copied().unwrap_or(""));
        let sun = matches!(word, "as" | "ad" | "ar" | "an" | "az" | "at" | "ash");
        (sun && next.starts_with(&word[1..])) || word == "al" && words.len() > 2
    };
    let kept: Vec<&str> = (0..words.len())
        .filter(|&i| !is_article(i))
        .map(|i| words[i])
        .collect();
    kept
}

/// Joins what writers join at will: `Abdul Rahman`, `Abd al-Rahman`, `Abdurrahman`; `J. D.`; `Saad al-Din`.
fn joined(words: &[&str]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let next = words.get(i + 1).copied();
        match (words[i], next) {
            (servant, Some(of)) if is_servant(servant) && of.len() > 2 => {
                joined.push(format!("abd{}", without_article(of)));
                i += 1;
            }
            ("eddin" | "uddin" | "addin" | "eldin" | "aldin" | "udin", _) => joined.push("din".to_owned()),
            (word, _) => joined.push(servant(word).unwrap_or_else(|| word.to_owned())),
        }
        i += 1;
    }
    joined
}

/// Initials that are written together (`JD Vance`, `George HW Bush`) as single letters.
fn initials_apart(words: Vec<String>) -> Vec<String> {
    let last = words.len().saturating_sub(1);
    let is_cluster = |word: &str| {
        word.len() == 2
            && word
                .chars()
                .all(|c| c.is_ascii_alphabetic() && !"aeiouy".contains(c))
    };
    let apart = |(i, word): (usize, String)| {
        if i < last && is_cluster(&word) {
            word.chars().map(String::from).collect()
        } else {
            vec![word]
        }
    };
    words.into_iter().enumerate().flat_map(apart).collect()
}

/// `Abd`, `Abdul`, `Abdel` … as a word of its own.
fn is_servant(word: &str) -> bool {
    matches!(
        word,
        "abd" | "abdul" | "abdel" | "abdal" | "abed" | "abdur" | "abdol" | "abdool" | "abdoul"
    )
}

fn without_article(word: &str) -> &str {
    word.strip_prefix("al")
        .filter(|rest| rest.len() > 3)
        .unwrap_or(word)
}

/// `Abdulrahman`, `Abdurrahman`, `Abdelaziz` as `abdrahman`, `abdaziz`; `Abdullah` stays.
fn servant(word: &str) -> Option<String> {
    let rest = word.strip_prefix("abd")?;
    let rest = rest.strip_prefix(['u', 'e', 'a', 'o'])?;
    if matches!(rest, "llah" | "lla" | "lah" | "la") {
        return Some("abdallah".to_owned());
    }
    let mut letters = rest.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    let assimilated = first == second;
    let rest = if first == 'l' || assimilated {
        &rest[1..]
    } else {
        rest
    };
    (rest.len() > 3).then(|| format!("abd{rest}"))
}

/// Names that share two words, or all their letters, meet.
pub(super) fn hints(kin: &Kin, name: &str) -> BTreeSet<String> {
    let parts = Parts::of(name);
    let bones: Vec<String> = parts
        .words
        .iter()
        .map(|word| skeleton(&fold(&base(kin, word))))
        .collect();
    let long: Vec<&String> = bones
        .iter()
        .zip(&parts.words)
        .filter(|(_, word)| word.len() > 1)
        .map(|(b, _)| b)
        .collect();
    let long = if long.len() > MOST {
        vec![long[0], long[long.len() - 1]]
    } else {
        long
    };
    let mut hints = BTreeSet::new();
    for (i, a) in long.iter().enumerate() {
        for b in &long[i + 1..] {
            let (first, second) = if a <= b { (a, b) } else { (b, a) };
            hints.insert(format!("{first}+{second}"));
        }
    }
    let whole: String = bones.concat();
    if long.len() > 1 && whole.len() > 3 {
        hints.insert(format!("={whole}"));
    }
    if let (Some(generation), [_]) = (&parts.generation, &parts.words[..]) {
        hints.insert(format!("={whole}.{generation}"));
    }
    // `L. K. Advani` and `Lal Krishna Advani`.
    if let [first, .., last] = &parts.words[..]
        && parts.words.len() > 2
    {
        hints.insert(format!(
            "{}.+{}",
            &first[..first.chars().next().map_or(0, char::len_utf8)],
            skeleton(&fold(last))
        ));
    }
    hints
}

/// The first of the variants of a given name, or the name itself.
fn base(kin: &Kin, word: &str) -> String {
    kin.lore
        .variants
        .get(word)
        .map_or_else(|| word.to_owned(), Clone::clone)
}

/// How two words of names agree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    Alike,
    Variant,
    Initial,
    Not,
}

fn compare(kin: &Kin, a: &str, b: &str) -> Match {
    if alike(&fold(a), &fold(b)) {
        return Match::Alike;
    }
    let (x, y) = (base(kin, a), base(kin, b));
    if x == y || alike(&fold(&x), &fold(&y)) && (x != a || y != b) {
        return Match::Variant;
    }
    let (one, other) = if a.len() == 1 { (a, b) } else { (b, a) };
    if one.len() == 1 && other.starts_with(one) {
        Match::Initial
    } else {
        Match::Not
    }
}

pub(super) fn verdict(kin: &Kin, a: &str, b: &str) -> Verdict {
    let (a, b) = (Parts::of(a), Parts::of(b));
    if a.words.len() < 2 || b.words.len() < 2 {
        return single(kin, &a, &b);
    }
    let verdict = words(kin, &a, &b);
    if a.generation != b.generation {
        // The same name with another number, or with one, is another's.
        return if verdict == Verdict::Unknown {
            verdict
        } else {
            Verdict::Contrary
        };
    }
    verdict
}

/// Names of one word are told apart by the number behind them (`Elizabeth II`).
fn single(kin: &Kin, a: &Parts, b: &Parts) -> Verdict {
    let same = a.words.len() == b.words.len()
        && a.words
            .iter()
            .zip(&b.words)
            .all(|(a, b)| compare(kin, a, b) == Match::Alike);
    match (&a.generation, &b.generation) {
        (Some(x), Some(y)) if same => {
            if x == y {
                Verdict::Same(Reason::Spelling)
            } else {
                Verdict::Contrary
            }
        }
        _ => Verdict::Unknown,
    }
}

fn words(kin: &Kin, a: &Parts, b: &Parts) -> Verdict {
    if alike(&a.folded().concat(), &b.folded().concat()) && a.words.len() != b.words.len() {
        return Verdict::Same(Reason::Spelling);
    }
    let ends = (
        compare(kin, &a.words[0], &b.words[0]),
        compare(kin, &a.words[a.words.len() - 1], &b.words[b.words.len() - 1]),
    );
    match ends {
        (Match::Alike | Match::Variant, Match::Alike) => between(kin, a, b, ends.0),
        (Match::Initial, Match::Alike) => initials(kin, a, b),
        (Match::Alike, _) => behind(kin, a, b),
        _ => order(kin, a, b),
    }
}

/// First and last name agree: the names between must not contradict.
fn between(kin: &Kin, a: &Parts, b: &Parts, first: Match) -> Verdict {
    let inner = |parts: &Parts| {
        let words = &parts.words[1..parts.words.len() - 1];
        words
            .iter()
            .filter(|w| !PARTICLES.contains(&w.as_str()))
            .cloned()
            .collect::<Vec<String>>()
    };
    let (short, long) = (inner(a), inner(b));
    let (short, long) = if short.len() <= long.len() {
        (short, long)
    } else {
        (long, short)
    };
    // Who is written with two initials is not called by the second alone.
    let head = short
        .first()
        .zip(long.first())
        .is_none_or(|(a, b)| compare(kin, a, b) != Match::Not);
    let mut rest = long.iter();
    let fits = head
        && short
            .iter()
            .all(|word| rest.any(|other| compare(kin, word, other) != Match::Not));
    if !fits {
        return Verdict::Contrary;
    }
    if first == Match::Variant {
        return Verdict::Same(Reason::Variant);
    }
    let reason = if short.len() == long.len() {
        Reason::Spelling
    } else {
        Reason::Middle
    };
    Verdict::Same(reason)
}

/// The first name is an initial: one alone proves nothing, two and a family name do.
fn initials(kin: &Kin, a: &Parts, b: &Parts) -> Verdict {
    let fits = |(a, b): (&String, &String)| compare(kin, a, b) != Match::Not;
    if a.words.len() != b.words.len() {
        return Verdict::Unknown;
    }
    if !a.words.iter().zip(&b.words).all(fits) {
        return Verdict::Contrary;
    }
    let (given, _) = a.words.split_at(a.words.len() - 1);
    if given.len() > 1 {
        Verdict::Same(Reason::Middle)
    } else {
        Verdict::Unknown
    }
}

/// The first names agree and the last do not: one may have further names behind it.
fn behind(kin: &Kin, a: &Parts, b: &Parts) -> Verdict {
    let (short, long) = if a.words.len() <= b.words.len() {
        (a, b)
    } else {
        (b, a)
    };
    let common = short
        .words
        .iter()
        .zip(&long.words)
        .take_while(|(a, b)| compare(kin, a, b) == Match::Alike)
        .count();
    if common < 2 {
        return Verdict::Unknown;
    }
    if common < short.words.len() {
        return Verdict::Contrary;
    }
    // `Mohammed Ali` may have anybody's name behind it, `Fidel Castro` hardly.
    let last = &short.words[short.words.len() - 1];
    let family = !kin.lore.given.contains_key(last) && last.len() > 3 && !last.starts_with("abd");
    if family {
        Verdict::Same(Reason::Longer)
    } else {
        Verdict::Unknown
    }
}

/// `Abe Shinzo`: two words that change places, unless both could be given names.
fn order(kin: &Kin, a: &Parts, b: &Parts) -> Verdict {
    let ([first, last], [other_first, other_last]) = (&a.words[..], &b.words[..]) else {
        return Verdict::Unknown;
    };
    let turned =
        compare(kin, first, other_last) == Match::Alike && compare(kin, last, other_first) == Match::Alike;
    let both = kin.lore.given.contains_key(first) && kin.lore.given.contains_key(last);
    if turned && !both {
        Verdict::Same(Reason::Order)
    } else {
        Verdict::Unknown
    }
}
