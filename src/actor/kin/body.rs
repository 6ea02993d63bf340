//! Names of bodies and places compared: the same words in another order, spelling or form.

use super::fold::{alike, fold, fold_place, skeleton};
use super::{CALLED, Kin, Reason, Verdict};
use std::collections::BTreeSet;

/// Words that tell no bodies apart.
const EMPTY: &[&str] = &["of", "the", "for", "and", "in", "de", "s"];
/// What companies and clubs have behind or before their names.
const FORMS: &[&str] = &[
    "inc",
    "ltd",
    "llc",
    "plc",
    "co",
    "corp",
    "corporation",
    "company",
    "ag",
    "gmbh",
    "sa",
    "nv",
    "spa",
    "ab",
    "asa",
    "oyj",
    "kk",
    "holdings",
    "group",
    "fc",
    "cf",
    "afc",
    "limited",
    "incorporated",
];
/// Words that have two spellings or stand for each other.
const SAME: &[(&str, &str)] = &[
    ("centers", "center"),
    ("theatre", "theater"),
    ("labour", "labor"),
    ("ministry", "department"),
    ("1st", "first"),
    ("2nd", "second"),
    ("3rd", "third"),
    ("4th", "fourth"),
    ("5th", "fifth"),
    ("6th", "sixth"),
    ("7th", "seventh"),
    ("8th", "eighth"),
    ("9th", "ninth"),
    ("10th", "tenth"),
    ("st", "saint"),
    ("mt", "mount"),
    ("american", "us"),
    ("british", "uk"),
    ("affairs", "affair"),
];

/// The words of a name that tell it apart, made comparable, sorted; as they stand for a place.
fn words(kin: &Kin, name: &str, place: bool) -> Vec<String> {
    let name = name.replace("co-operat", "cooperat");
    let mut words: Vec<String> = name
        .split('-')
        .filter(|w| !w.is_empty())
        .map(|word| plain(kin, word))
        .collect();
    if place {
        return words;
    }
    // `Ministry of Foreign Affairs` is the Foreign Ministry.
    if words.iter().any(|w| w == "department") {
        words.retain(|word| word != "affair");
    }
    let told: Vec<String> = words
        .iter()
        .filter(|w| !EMPTY.contains(&w.as_str()))
        .cloned()
        .collect();
    let bare: Vec<String> = told
        .iter()
        .filter(|w| !FORMS.contains(&w.as_str()))
        .cloned()
        .collect();
    let mut words = if bare.is_empty() { told } else { bare };
    words.sort();
    words
}

fn plain(kin: &Kin, word: &str) -> String {
    let word = &crate::schema::one_spelling(word.to_owned());
    if let Some((_, same)) = SAME.iter().find(|(from, _)| *from == word) {
        return (*same).to_owned();
    }
    if let Some(country) = kin.lore.countries.get(word) {
        return country.clone();
    }
    match word.strip_suffix('s') {
        Some(one) if one.len() > 3 && !one.ends_with('s') => one.to_owned(),
        _ => word.clone(),
    }
}

pub(super) fn hints(kin: &Kin, name: &str, sort: &str) -> BTreeSet<String> {
    let place = sort == "place";
    let bones: Vec<String> = words(kin, name, place)
        .iter()
        .map(|word| skeleton(&if place { fold_place(word) } else { fold(word) }))
        .collect();
    let whole = bones.join("+");
    if whole.is_empty() {
        return BTreeSet::new();
    }
    let mut hints = BTreeSet::from([format!("{whole}.{sort}")]);
    // What may be the acronym of a longer name.
    if sort == "body" && !name.contains('-') {
        hints.insert(format!("{CALLED}{name}.{sort}"));
    }
    hints
}

pub(super) fn verdict(kin: &Kin, a: &str, b: &str, place: bool) -> Verdict {
    let (a, b) = (words(kin, a, place), words(kin, b, place));
    let alike = |(a, b): (&String, &String)| {
        if place {
            same_place(&fold_place(a), &fold_place(b))
        } else {
            a == b || a.len().min(b.len()) > 4 && alike(&fold(a), &fold(b))
        }
    };
    let same = a.len() == b.len() && !a.is_empty() && a.iter().zip(&b).all(alike);
    if same {
        Verdict::Same(Reason::Spelling)
    } else {
        Verdict::Unknown
    }
}

/// Letter by letter, where `e` may stand for `a` or `i`, in words of five letters and more.
fn same_place(a: &str, b: &str) -> bool {
    let letter = |(a, b): (char, char)| a == b || matches!((a, b), ('e', 'a' | 'i') | ('a' | 'i', 'e'));
    a == b || a.len() == b.len() && a.len() > 4 && a.chars().zip(b.chars()).all(letter)
}
