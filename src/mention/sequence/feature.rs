//! What the sequence model looks at: the words around, how they are written, their tags and heads,
//! known names and lists, and how the document writes the word elsewhere.

use super::super::Text;
use super::super::phrase::Phrase;
use super::list::{FAMILY, GIVEN, Lists, PLACES, SEEN};
use crate::schema::{ClassId, Naming};
use crate::syntax::hash::{chars as characters, mix};
use crate::syntax::{Rel, Upos};
use std::collections::HashMap;

/// Words of the longest name that is looked for in the lists.
const LONGEST: usize = 5;
/// How many tokens that can't begin a name may stand between two that can (`of the`).
const GAP: usize = 2;

/// The hash of a word in small letters.
pub(crate) fn hash_word(word: &str) -> u64 {
    characters(1, word.chars().flat_map(char::to_lowercase))
}

/// The hash of a name of several words.
pub(crate) fn hash_name(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(2, mix)
}

/// How often a document writes each word with a capital within a sentence, and in small letters.
#[derive(Debug, Default)]
pub(crate) struct Counts(HashMap<u64, [u32; 2]>);

impl Counts {
    /// Counts the words of a document.
    pub(crate) fn new(text: Text<'_>) -> Self {
        let mut counts: HashMap<u64, [u32; 2]> = HashMap::new();
        for sentence in text.sentences {
            let mut before = None;
            for token in &sentence.tokens {
                let form = token.form(text.words);
                if let Some(way) = way(&form, before.as_deref()) {
                    counts.entry(hash_word(&form)).or_default()[way] += 1;
                }
                before = Some(form);
            }
        }
        Self(counts)
    }

    /// How often the document has a word elsewhere, each at most twice.
    fn elsewhere(&self, phrase: &Phrase<'_>, i: usize, word: u64) -> [u32; 2] {
        let mut counts = self.0.get(&word).copied().unwrap_or_default();
        let before = i.checked_sub(1).map(|before| &*phrase.forms[before]);
        if let Some(way) = way(&phrase.forms[i], before) {
            counts[way] = counts[way].saturating_sub(1);
        }
        counts.map(|n| n.min(2))
    }
}

/// 0 for a capital that means something, 1 for small letters.
fn way(form: &str, before: Option<&str>) -> Option<usize> {
    if form.starts_with(char::is_uppercase) {
        let opens = before.is_none_or(|form| matches!(form, "\"" | "." | ":" | "-"));
        (!opens).then_some(0)
    } else {
        form.starts_with(char::is_lowercase).then_some(1)
    }
}

/// One token.
#[derive(Debug, Default)]
struct Word {
    /// Its hash in small letters.
    lower: u64,
    shape: u64,
    upos: u64,
    xpos: u64,
    /// How well the training data knows it in small letters.
    seen: u64,
    capital: bool,
    common: bool,
    /// Lists and known names that it is part of.
    known: Vec<u64>,
}

/// A sentence as the model sees it.
pub(crate) struct Facts<'a> {
    phrase: &'a Phrase<'a>,
    counts: &'a Counts,
    words: Vec<Word>,
    /// What stands before and behind the sentence.
    outside: Word,
    open: Vec<bool>,
}

impl<'a> Facts<'a> {
    pub(crate) fn new(phrase: &'a Phrase<'a>, lists: &Lists<'_>, counts: &'a Counts) -> Self {
        let mut words: Vec<Word> = (0..phrase.len()).map(|i| word(phrase, i)).collect();
        for word in &mut words {
            let name = hash_name(std::iter::once(word.lower));
            let has = SEEN.map(|list| u64::from(lists.has(list, name)));
            word.seen = 1 + has[0] + has[1];
            word.common = !word.capital && has[1] > 0;
        }
        find_in_lists(&mut words, lists);
        find_known(phrase, &mut words);
        let open = open(phrase, &words);
        Self {
            phrase,
            counts,
            words,
            outside: Word {
                lower: 1,
                ..Word::default()
            },
            open,
        }
    }

    /// Whether a token may be part of a name.
    pub(crate) fn is_open(&self, i: usize) -> bool {
        self.open[i]
    }

    /// Hands out the features of a token.
    pub(crate) fn each(&self, i: usize, mut take: impl FnMut(u32)) {
        let mut template = 0_u64;
        // What is not there says nothing; a number of its own keeps the templates apart.
        let mut feature = |value: u64| {
            template += 1;
            if value != 0 {
                take((mix(mix(3, template), value) >> 32) as u32);
            }
        };
        self.around(i, &mut feature);
        self.affixes(i, &mut feature);
        self.heads(i, &mut feature);
        self.known(i, take);
    }

    /// A token so far from another; beyond the sentence one that is no word.
    fn at(&self, i: usize, offset: isize) -> &Word {
        let word = i.checked_add_signed(offset).and_then(|i| self.words.get(i));
        word.unwrap_or(&self.outside)
    }

    /// The words around, how they are written and tagged, and how the document has the word elsewhere.
    fn around(&self, i: usize, feature: &mut impl FnMut(u64)) {
        for offset in -2..=2 {
            let word = self.at(i, offset);
            for value in [word.lower, word.shape, word.upos, word.xpos] {
                feature(value);
            }
            feature(if offset.abs() < 2 { word.seen } else { 0 });
        }
        let [before, own, behind] = [-1, 0, 1].map(|offset| self.at(i, offset));
        feature(mix(before.shape, own.shape));
        feature(mix(own.shape, behind.shape));
        feature(mix(before.lower, own.lower));
        feature(mix(own.xpos, own.shape));
        feature(if i == 0 { own.shape } else { 0 });
        feature(if self.phrase.shouted { own.shape } else { 0 });
        let [capitals, small] = self.counts.elsewhere(self.phrase, i, own.lower).map(u64::from);
        feature(100 * u64::from(own.capital) + 10 * capitals + small);
    }

    /// Beginnings and endings of up to four characters.
    fn affixes(&self, i: usize, feature: &mut impl FnMut(u64)) {
        let letters: Vec<char> = self.phrase.forms[i]
            .chars()
            .flat_map(char::to_lowercase)
            .collect();
        for k in 1..=4 {
            let k = k.min(letters.len());
            feature(characters(4, letters[..k].iter().copied()));
            feature(characters(5, letters[letters.len() - k..].iter().copied()));
        }
    }

    /// The place in the tree: the token's relation and head, and those of the phrase it belongs to.
    fn heads(&self, i: usize, feature: &mut impl FnMut(u64)) {
        let tree = self.phrase.tree;
        let rel = |i: usize| tree.rel(i) as u64 + 1;
        let word = |i: Option<usize>| i.map_or(0, |i| self.words[i].lower);
        let head = tree.head(i);
        feature(rel(i));
        feature(mix(rel(i), word(head)));
        feature(mix(rel(i), head.map_or(0, |h| self.words[h].xpos)));
        let mut top = i;
        for _ in 0..4 {
            let inner = matches!(tree.rel(top), Rel::Flat | Rel::Compound);
            match tree.head(top).filter(|_| inner) {
                Some(head) => top = head,
                None => break,
            }
        }
        let above = tree.head(top).map_or(0, |h| characters(6, tree.lemma(h).chars()));
        feature(mix(rel(top), above));
        feature(if top == i { 0 } else { self.words[top].lower });
        let case = tree.child(top, &[Rel::Case]);
        feature(word(case));
    }

    /// Lists and known names, of the token and those around it.
    fn known(&self, i: usize, mut take: impl FnMut(u32)) {
        let mut feature = |template: u64, value: u64| take((mix(mix(7, template), value) >> 32) as u32);
        let at = |offset: isize| self.at(i, offset);
        let own = at(0);
        for (template, offset) in (-2..=2).enumerate() {
            for known in &at(offset).known {
                feature(template as u64, *known);
            }
        }
        for &known in &own.known {
            feature(10, mix(mix(known, own.shape), u64::from(i == 0)));
            feature(11, mix(known, own.xpos));
            feature(12, mix(known, at(-1).lower));
            feature(13, mix(known, at(1).lower));
        }
    }
}

/// What a token is by itself.
fn word(phrase: &Phrase<'_>, i: usize) -> Word {
    let form = &phrase.forms[i];
    Word {
        lower: hash_word(form),
        shape: shape(form),
        upos: phrase.tree.upos(i) as u64 + 1,
        xpos: characters(8, phrase.tree.xpos(i).chars()),
        seen: 0,
        capital: phrase.is_capitalised(i),
        common: false,
        known: Vec::new(),
    }
}

/// Capitals, small letters and digits as `X`, `x`, `d`, at most two of a kind in a row.
fn shape(form: &str) -> u64 {
    let kind = |c: char| match c {
        _ if c.is_uppercase() => 'X',
        _ if c.is_alphabetic() => 'x',
        _ if c.is_numeric() => 'd',
        _ => c,
    };
    let mut last = ('\0', 0);
    characters(
        9,
        form.chars().map(kind).filter(|&c| {
            last = if c == last.0 { (c, last.1 + 1) } else { (c, 1) };
            last.1 <= 2
        }),
    )
}

/// A feature of a token that is the `k`th of `n` words of something.
fn part(what: u64, k: usize, n: usize) -> u64 {
    let place = match k {
        0 if n == 1 => 0,
        0 => 1,
        _ if k + 1 == n => 2,
        _ => 3,
    };
    mix(what, place)
}

/// Marks words as parts of something.
fn mark(words: &mut [Word], what: u64) {
    let n = words.len();
    for (k, word) in words.iter_mut().enumerate() {
        word.known.push(part(what, k, n));
    }
}

/// Marks the longest names of the lists.
fn find_in_lists(words: &mut [Word], lists: &Lists<'_>) {
    let mut i = 0;
    while i < words.len() {
        let own = &words[i];
        let case = if own.capital { 0 } else { 100 };
        let alone = hash_name(std::iter::once(own.lower));
        if !own.common {
            let of_person = [GIVEN, FAMILY].into_iter().filter(|&list| lists.has(list, alone));
            words[i]
                .known
                .extend(of_person.map(|list| mix(20, (list + case) as u64)));
        }
        let longest = (1..=LONGEST.min(words.len() - i)).rev().find(|&n| {
            let common = n == 1 && words[i].common;
            let name = hash_name(words[i..i + n].iter().map(|w| w.lower));
            !common && (0..PLACES).any(|list| lists.has(list, name))
        });
        let Some(n) = longest else {
            i += 1;
            continue;
        };
        let name = hash_name(words[i..i + n].iter().map(|w| w.lower));
        for list in (0..PLACES).filter(|&list| lists.has(list, name)) {
            mark(&mut words[i..i + n], mix(21, (list + case) as u64));
        }
        i += n;
    }
}

/// Marks the names and role nouns of the ontology.
fn find_known(phrase: &Phrase<'_>, words: &mut [Word]) {
    let mut i = 0;
    while i < words.len() {
        let Some(seed) = phrase.seed(i) else {
            i += 1;
            continue;
        };
        let adjective = matches!(seed.naming, Naming::Adjective);
        let class = class(phrase, phrase.schema.actor(seed.seed).class);
        let what = mix(mix(22, class), u64::from(adjective));
        mark(&mut words[i..seed.end], what);
        i = seed.end;
    }
    for i in 0..words.len() {
        if let Some((noun, end)) = phrase.noun(i) {
            let what = mix(23, class(phrase, phrase.schema.noun(noun).class));
            mark(&mut words[i..end], what);
        }
    }
}

/// The hash of a class's name, which other ontologies have too.
fn class(phrase: &Phrase<'_>, class: ClassId) -> u64 {
    hash_word(&phrase.schema.class(class).name)
}

/// Which tokens may be part of names: those with a capital, proper nouns, known ones, the few between two such,
/// and their neighbours, from which the model learns where names end.
fn open(phrase: &Phrase<'_>, words: &[Word]) -> Vec<bool> {
    let mut open: Vec<bool> = words
        .iter()
        .enumerate()
        .map(|(i, word)| {
            phrase.forms[i].contains(char::is_uppercase)
                || phrase.tree.upos(i) == Upos::Propn
                || !word.known.is_empty() && !word.common
        })
        .collect();
    let mut last = None;
    for i in 0..open.len() {
        if open[i] {
            if let Some(last) = last.filter(|last| i - last <= GAP + 1) {
                open[last..i].fill(true);
            }
            last = Some(i);
        }
    }
    let core = open.clone();
    for i in (0..core.len()).filter(|&i| core[i]) {
        open[i.saturating_sub(1)..core.len().min(i + 2)].fill(true);
    }
    open
}

/// The features of a sentence's open tokens, for training.
#[cfg(feature = "train")]
pub(crate) struct Features {
    /// Of each token; empty if it isn't open.
    pub tokens: Vec<Vec<u32>>,
    /// Which are open.
    pub open: Vec<bool>,
}

#[cfg(feature = "train")]
impl Features {
    pub(crate) fn new(facts: &Facts<'_>) -> Self {
        let tokens = (0..facts.words.len()).map(|i| {
            let mut features = Vec::new();
            if facts.is_open(i) {
                facts.each(i, |f| features.push(f));
            }
            features
        });
        Self {
            tokens: tokens.collect(),
            open: facts.open.clone(),
        }
    }
}
