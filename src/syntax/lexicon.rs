//! What the training data showed of each form with each tag: its lemma and its features.
//!
//! One finite-state map, read where it lies: keys are `l` + form + tag, `s` + tag + reversed
//! ending, `w` + part of speech + lemma.

use super::irregular;
use super::label::Upos;
use super::lemma::Script;
use fst::Map;
use std::borrow::Cow;

/// The map, in the model's bytes.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    map: Map<Cow<'static, [u8]>>,
    /// Lemma scripts, by number.
    pub(crate) scripts: Vec<Script>,
    /// Features that a tag has unless the lexicon says otherwise.
    pub(crate) default_features: Vec<u16>,
}

/// Longest ending that the lemmatizer looks at.
pub(crate) const LONGEST_ENDING: usize = 6;
/// The key of a form with a tag.
pub(crate) fn tagged_key(form: &str, tag: u8, key: &mut Vec<u8>) {
    key.clear();
    key.push(b'l');
    key.extend_from_slice(form.as_bytes());
    key.push(0);
    key.push(tag);
}

/// The key of an ending with a tag; `ending` begins with the last character.
pub(crate) fn ending_key(tag: u8, ending: impl Iterator<Item = char>, key: &mut Vec<u8>) {
    key.clear();
    key.extend_from_slice(&[b's', tag]);
    let mut buffer = [0; 4];
    for c in ending {
        key.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
    }
}

/// The key of a lemma that is known for a part of speech.
pub(crate) fn lemma_key(upos: Upos, lemma: &str, key: &mut Vec<u8>) {
    key.clear();
    key.extend_from_slice(&[b'w', upos as u8]);
    key.extend_from_slice(lemma.as_bytes());
}

/// The lemma of a word that was never seen: of what its known endings give, the longest first, one
/// that is a word for certain, else the first. So `bombed` becomes `bomb` like `bombing`, and not
/// `bom` as `planned` becomes `plan`.
pub(crate) fn choose<'s>(
    candidates: impl Iterator<Item = &'s Script>,
    form: &str,
    is_known: impl FnMut(&str) -> bool,
) -> Option<&'s Script> {
    let mut is_known = is_known;
    let (mut first, mut lemma) = (None, String::new());
    for script in candidates.filter(|script| script.fits(form)) {
        lemma.clear();
        script.apply(form, &mut lemma);
        if is_known(&lemma) {
            return Some(script);
        }
        first = first.or(Some(script));
    }
    first
}

impl Lexicon {
    /// Opens the map in its bytes.
    ///
    /// # Errors
    /// If the bytes are no finite-state map.
    pub(crate) fn new(
        bytes: Cow<'static, [u8]>,
        scripts: Vec<Script>,
        default_features: Vec<u16>,
    ) -> Result<Self, fst::Error> {
        Ok(Self {
            map: Map::new(bytes)?,
            scripts,
            default_features,
        })
    }

    /// Features and lemma of a form with a tag.
    pub(crate) fn analyse(
        &self,
        form: &str,
        lower: &str,
        (tag, upos): (u8, Upos),
        key: &mut Vec<u8>,
        lemmas: &mut String,
    ) -> u16 {
        tagged_key(lower, tag, key);
        if let Some(value) = self.map.get(&*key) {
            let script = &self.scripts[(value & 0xFFFF) as usize];
            script.apply(form, lemmas);
            return (value >> 16) as u16;
        }
        if let Some(lemma) = irregular::lemma(lower).filter(|_| upos == Upos::Verb) {
            lemmas.push_str(lemma);
            return self.default_features[tag as usize];
        }
        match self.by_ending(form, lower, (tag, upos), key) {
            Some(script) => script.apply(form, lemmas),
            None => lemmas.push_str(form),
        }
        self.default_features[tag as usize]
    }

    /// The script of a known ending.
    fn by_ending(
        &self,
        form: &str,
        lower: &str,
        (tag, upos): (u8, Upos),
        key: &mut Vec<u8>,
    ) -> Option<&Script> {
        let letters = lower.chars().count().min(LONGEST_ENDING);
        let mut ending = Vec::new();
        let candidates = (0..=letters).rev().filter_map(|k| {
            ending_key(tag, lower.chars().rev().take(k), &mut ending);
            Some(&self.scripts[self.map.get(&ending)? as usize])
        });
        choose(candidates, form, |lemma| {
            lemma_key(upos, lemma, key);
            self.map.contains_key(&*key) || upos == Upos::Verb && irregular::is_verb(lemma)
        })
    }
}
