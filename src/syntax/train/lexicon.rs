//! Collects what the data show of each form and writes it as one finite-state map.

use super::Example;
use crate::syntax::label::Upos;
use crate::syntax::lemma::Script;
use crate::syntax::lexicon::{LONGEST_ENDING, choose, ending_key, lemma_key, tagged_key};
use std::collections::{BTreeMap, BTreeSet};

/// The parts of the model that are no weights.
pub(crate) struct Built {
    pub map: Vec<u8>,
    pub scripts: Vec<Script>,
    pub default_features: Vec<u16>,
}

type Counts<K> = BTreeMap<K, usize>;

/// The commonest key; of equals the first.
fn commonest<K: Ord + Clone>(counts: &Counts<K>) -> Option<K> {
    let most = counts.values().max()?;
    counts.iter().find(|(_, n)| *n == most).map(|(k, _)| k.clone())
}

/// Writes the map: forms whose lemma or features no rule gives, endings, and the lemmas of words
/// that have several forms. `tags` are the parts of speech of the tags.
pub(crate) fn build(examples: &[Example], tags: &[Upos]) -> Built {
    let tag_count = tags.len();
    let mut by_form: BTreeMap<(&str, u8), Counts<(Script, u16)>> = BTreeMap::new();
    let mut features: Vec<Counts<u16>> = vec![Counts::new(); tag_count];
    for example in examples {
        for i in 0..example.forms.len() {
            let script = Script::between(&example.forms[i], &example.lemmas[i]);
            let tag = example.tags[i];
            *by_form
                .entry((&example.lowers[i], tag))
                .or_default()
                .entry((script, example.features[i]))
                .or_default() += 1;
            *features[tag as usize].entry(example.features[i]).or_default() += 1;
        }
    }
    let default_features: Vec<u16> = features.iter().map(|c| commonest(c).unwrap_or(0)).collect();
    let endings = endings(&by_form);
    let known = known(examples, tags);
    let mut scripts: BTreeMap<Script, u64> = BTreeMap::new();
    let mut number = |script: &Script| {
        let next = scripts.len() as u64;
        *scripts.entry(script.clone()).or_insert(next)
    };
    let mut map: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    let mut key = Vec::new();
    for ((tag, ending), script) in &endings {
        ending_key(*tag, ending.chars(), &mut key);
        map.insert(key.clone(), number(script));
    }
    for ((lower, tag), counts) in &by_form {
        let Some((script, feats)) = commonest(counts) else {
            continue;
        };
        let upos = tags[usize::from(*tag)];
        let by_rule = by_ending(&endings, lower, *tag, |lemma| known.contains(&(upos, lemma)));
        if by_rule != Some(&script) || default_features[*tag as usize] != feats {
            tagged_key(lower, *tag, &mut key);
            map.insert(key.clone(), number(&script) | u64::from(feats) << 16);
        }
    }
    for (upos, lemma) in &known {
        lemma_key(*upos, lemma, &mut key);
        map.insert(key.clone(), 0);
    }
    let mut ordered: Vec<(u64, Script)> = scripts.into_iter().map(|(s, n)| (n, s)).collect();
    ordered.sort();
    let map = fst::Map::from_iter(map).expect("a BTreeMap's keys are in order");
    Built {
        map: map.into_fst().into_inner(),
        scripts: ordered.into_iter().map(|(_, s)| s).collect(),
        default_features,
    }
}

type Endings = BTreeMap<(u8, String), Script>;

/// The commonest script of each ending (reversed), where it differs from the shorter ending's.
fn endings(by_form: &BTreeMap<(&str, u8), Counts<(Script, u16)>>) -> Endings {
    let mut counts: BTreeMap<(u8, String), Counts<Script>> = BTreeMap::new();
    for ((lower, tag), seen) in by_form {
        let Some((script, _)) = commonest(seen) else {
            continue;
        };
        for k in 0..=lower.chars().count().min(LONGEST_ENDING) {
            let ending: String = lower.chars().rev().take(k).collect();
            *counts
                .entry((*tag, ending))
                .or_default()
                .entry(script.clone())
                .or_default() += 1;
        }
    }
    let mut endings = Endings::new();
    for ((tag, ending), scripts) in counts {
        // An ending seen with one form only says nothing of others; the empty one always counts.
        if ending.is_empty() || scripts.values().sum::<usize>() > 1 {
            let Some(script) = commonest(&scripts) else {
                continue;
            };
            let mut shorter = ending.clone();
            shorter.pop();
            if ending.is_empty() || by_reversed(&endings, tag, &shorter) != Some(&script) {
                endings.insert((tag, ending), script);
            }
        }
    }
    endings
}

/// The script of the longest known beginning of a reversed ending.
fn by_reversed<'e>(endings: &'e Endings, tag: u8, ending: &str) -> Option<&'e Script> {
    let mut ending = ending.to_owned();
    loop {
        if let Some(script) = endings.get(&(tag, ending.clone())) {
            return Some(script);
        }
        ending.pop()?;
    }
}

fn by_ending<'e>(
    endings: &'e Endings,
    lower: &str,
    tag: u8,
    is_known: impl FnMut(&str) -> bool,
) -> Option<&'e Script> {
    let letters = lower.chars().count().min(LONGEST_ENDING);
    let ending = |k: usize| lower.chars().rev().take(k).collect::<String>();
    let candidates = (0..=letters).rev().filter_map(|k| endings.get(&(tag, ending(k))));
    choose(candidates, lower, is_known)
}

/// The lemmas of nouns, verbs and adjectives.
fn known<'e>(examples: &'e [Example], tags: &[Upos]) -> BTreeSet<(Upos, &'e str)> {
    let words = examples.iter().flat_map(|e| e.tags.iter().zip(&e.lemmas));
    words
        .map(|(tag, lemma)| (tags[usize::from(*tag)], lemma.as_str()))
        .filter(|(upos, _)| matches!(upos, Upos::Noun | Upos::Verb | Upos::Adj))
        .collect()
}
