//! Tables for look-up: frames by word, actors and role nouns by name.

use super::name::{Need, Word, needs, words};
use super::{ClassId, Construction, Frame, FrameId, Naming, Noun, NounId, Relation, Seed, SeedId, normalise};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

/// All tables of a [`super::Schema`].
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub(super) verbs: HashMap<String, Vec<FrameId>>,
    pub(super) nouns: HashMap<String, Vec<FrameId>>,
    pub(super) adjectives: HashMap<String, Vec<FrameId>>,
    pub(super) constructions: HashMap<Construction, Vec<FrameId>>,
    pub(super) lights: Vec<String>,
    /// Of each class itself and all above it, sorted.
    pub(super) ancestry: Vec<Vec<ClassId>>,
    names: HashMap<String, Vec<(SeedId, Naming)>>,
    /// Names by their first word, longest first.
    name_starts: HashMap<String, Vec<Name>>,
    /// Role nouns by their first word, longest first.
    noun_starts: HashMap<String, Vec<(String, Vec<NounId>)>>,
}

/// A name as it is sought in running text.
#[derive(Clone, Debug)]
struct Name {
    words: Vec<(String, Need)>,
    of: Vec<(SeedId, Naming)>,
}

/// A known name at the beginning of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameMatch<'a> {
    /// How many words it takes.
    pub words: usize,
    /// The actors that it may mean: names first, then former names, adjectives, demonyms, capitals.
    pub of: &'a [(SeedId, Naming)],
}

/// A role noun at the beginning of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NounMatch<'a> {
    /// How many words it takes.
    pub words: usize,
    /// The role nouns with that lemma, mostly one.
    pub of: &'a [NounId],
}

impl Index {
    /// The tables of names and role nouns, beside the given one of classes.
    pub(super) fn new(ancestry: Vec<Vec<ClassId>>, actors: &[Seed], nouns: &[Noun]) -> Self {
        let mut named: Vec<(Vec<Word>, SeedId, Naming)> = Vec::new();
        for (id, actor) in (0..).map(SeedId).zip(actors) {
            named.extend(actor.names().map(|(name, naming)| (words(name), id, naming)));
        }
        named.retain(|(words, _, _)| !words.is_empty());
        Self {
            ancestry,
            names: by_whole(&named),
            name_starts: by_first_word(named),
            noun_starts: by_first_noun(nouns),
            ..Self::default()
        }
    }

    /// Adds the tables of frames.
    pub(super) fn add_frames(&mut self, frames: &[Frame], relations: &[Relation]) {
        let ranks: Vec<Rank> = frames.iter().map(|frame| self.rank(frame, relations)).collect();
        self.verbs = by_word(frames, &ranks, |frame| &frame.verbs);
        self.nouns = by_word(frames, &ranks, |frame| &frame.nouns);
        self.adjectives = by_word(frames, &ranks, |frame| &frame.adjectives);
        self.constructions = by_word(frames, &ranks, |frame| &frame.constructions);
        self.lights = frames.iter().flat_map(|frame| frame.lights.clone()).collect();
        self.lights.sort_unstable();
        self.lights.dedup();
    }

    /// How specific a frame is: the smaller, the more.
    fn rank(&self, frame: &Frame, relations: &[Relation]) -> Rank {
        let narrowness = self.narrowness(&frame.agent_classes) + self.narrowness(&frame.recipient_classes);
        let parent = |id: super::RelationId| relations[id.0 as usize].parent;
        let depth = std::iter::successors(frame.relation, |id| parent(*id)).count();
        Reverse((
            !frame.object_words.is_empty() || !frame.phrases.is_empty(),
            frame.needs.len(),
            narrowness,
            depth,
        ))
    }

    /// How deep the shallowest of some classes lies; 0 where any will do.
    fn narrowness(&self, classes: &[ClassId]) -> usize {
        let depths = classes.iter().map(|class| self.ancestry[class.0 as usize].len());
        depths.min().unwrap_or(0)
    }

    pub(super) fn names(&self, name: &str) -> &[(SeedId, Naming)] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn longest_name(&self, words: &[Word]) -> Option<NameMatch<'_>> {
        let names = self.name_starts.get(&words.first()?.key)?;
        let name = names.iter().find(|name| name.begins(words))?;
        Some(NameMatch {
            words: name.words.len(),
            of: &name.of,
        })
    }

    pub(super) fn longest_noun<S: AsRef<str>>(&self, words: &[(S, S)]) -> Option<NounMatch<'_>> {
        let (form, lemma) = words.first()?;
        let starts = [form, lemma].map(|word| first_word(word.as_ref()));
        let buckets = starts.iter().filter_map(|start| self.noun_starts.get(*start));
        let matches = buckets.flatten().filter_map(|(noun, of)| {
            let words = words_taken(noun, words)?;
            Some((noun.len(), NounMatch { words, of }))
        });
        // Of equal ones the form's comes first: `max_by_key` would take the last.
        matches
            .min_by_key(|(length, _)| Reverse(*length))
            .map(|(_, found)| found)
    }
}

impl Name {
    fn begins(&self, words: &[Word]) -> bool {
        let fits =
            |((key, need), word): (&(String, Need), &Word)| *key == word.key && need.allows(word.shape);
        self.words.len() <= words.len() && self.words.iter().zip(words).all(fits)
    }
}

/// Object words or phrases, needs, narrowness of classes, depth of the relation.
type Rank = Reverse<(bool, usize, usize, usize)>;

fn by_word<K: Clone + Ord + Hash>(
    frames: &[Frame],
    ranks: &[Rank],
    keys: impl Fn(&Frame) -> &Vec<K>,
) -> HashMap<K, Vec<FrameId>> {
    let mut pairs = Vec::new();
    for ((id, frame), rank) in (0..).map(FrameId).zip(frames).zip(ranks) {
        pairs.extend(keys(frame).iter().map(|key| (key.clone(), (*rank, id))));
    }
    pairs.sort_unstable();
    group(pairs.into_iter().map(|(key, (_, id))| (key, id)))
}

fn by_whole(named: &[(Vec<Word>, SeedId, Naming)]) -> HashMap<String, Vec<(SeedId, Naming)>> {
    let mut pairs: Vec<(String, Naming, SeedId)> = Vec::new();
    for (words, id, naming) in named {
        let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
        pairs.push((keys.join(" "), *naming, *id));
    }
    pairs.sort_unstable();
    pairs.dedup();
    group(pairs.into_iter().map(|(key, naming, id)| (key, (id, naming))))
}

fn by_first_word(all: Vec<(Vec<Word>, SeedId, Naming)>) -> HashMap<String, Vec<Name>> {
    let mut names: Vec<Name> = Vec::with_capacity(all.len());
    for (words, id, naming) in all {
        let needs = needs(&words);
        let keys = words.into_iter().map(|word| word.key);
        names.push(Name {
            words: keys.zip(needs).collect(),
            of: vec![(id, naming)],
        });
    }
    // The longest first, and of equal words those that ask most.
    names.sort_by(|a, b| {
        let length = b.words.len().cmp(&a.words.len());
        length.then_with(|| a.words.cmp(&b.words))
    });
    names.dedup_by(|next, name| {
        let same = next.words == name.words;
        if same {
            name.of.append(&mut next.of);
        }
        same
    });
    for name in &mut names {
        name.of.sort_unstable_by_key(|(id, naming)| (*naming, *id));
        name.of.dedup();
    }
    group(names.into_iter().map(|name| (name.words[0].0.clone(), name)))
}

fn by_first_noun(nouns: &[Noun]) -> HashMap<String, Vec<(String, Vec<NounId>)>> {
    let mut pairs: Vec<(Reverse<usize>, String, NounId)> = Vec::new();
    for (id, noun) in (0..).map(NounId).zip(nouns) {
        let lemmas = noun.lemmas.iter().map(|lemma| normalise(lemma));
        pairs.extend(lemmas.map(|lemma| (Reverse(lemma.len()), lemma, id)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut lemmas: Vec<(String, Vec<NounId>)> = Vec::new();
    for (_, lemma, id) in pairs {
        match lemmas.last_mut() {
            Some((last, of)) if *last == lemma => of.push(id),
            _ => lemmas.push((lemma, vec![id])),
        }
    }
    group(
        lemmas
            .into_iter()
            .map(|noun| (first_word(&noun.0).to_owned(), noun)),
    )
}

/// Puts values with equal keys together, in their order.
fn group<K: Eq + Hash, V>(pairs: impl Iterator<Item = (K, V)>) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

/// How many words `noun` takes from the beginning of `words`, each as form and lemma.
fn words_taken<S: AsRef<str>>(noun: &str, words: &[(S, S)]) -> Option<usize> {
    let mut rest = noun;
    for (at, (form, lemma)) in words.iter().enumerate() {
        let behind = [form, lemma].map(|word| rest.strip_prefix(word.as_ref()));
        let mut behind = behind.into_iter().flatten();
        if behind.clone().any(str::is_empty) {
            return Some(at + 1);
        }
        rest = behind.find_map(|behind| behind.strip_prefix(' '))?;
    }
    None
}
