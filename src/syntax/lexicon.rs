//! What the training data showed of each form with each tag: its lemma and its features.
//!
//! One finite-state map, read where it lies: keys are `l` + form + tag, `s` + tag + reversed ending.

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
        tag: u8,
        key: &mut Vec<u8>,
        lemmas: &mut String,
    ) -> u16 {
        tagged_key(lower, tag, key);
        if let Some(value) = self.map.get(&*key) {
            let script = &self.scripts[(value & 0xFFFF) as usize];
            script.apply(form, lemmas);
            return (value >> 16) as u16;
        }
        match self.by_ending(form, lower, tag, key) {
            Some(script) => script.apply(form, lemmas),
            None => lemmas.push_str(form),
        }
        self.default_features[tag as usize]
    }

    /// The script of the longest known ending.
    fn by_ending(&self, form: &str, lower: &str, tag: u8, key: &mut Vec<u8>) -> Option<&Script> {
        let letters = lower.chars().count().min(LONGEST_ENDING);
        (0..=letters).rev().find_map(|k| {
            ending_key(tag, lower.chars().rev().take(k), key);
            let script = &self.scripts[self.map.get(&*key)? as usize];
            script.fits(form).then_some(script)
        })
    }
}
