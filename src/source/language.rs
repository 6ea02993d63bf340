//! In which language a text is, and whether that language can be read.

use super::mask::{floor, gaps};
use super::{Config, Error, Place};
use crate::text::Span;
use whatlang::Lang;

/// What a text is taken for where too little speaks for anything else.
pub(super) const ENGLISH: &str = "en";

/// ISO 639-3 codes, as `whatlang` gives them, with the shortest codes, as BCP 47 wants them.
const CODES: &str = include_str!("languages.txt");

/// Shorter texts than so many letters are not recognised reliably: names decide.
const ENOUGH_LETTERS: usize = 60;

/// So many bytes of prose are looked at: more costs time and changes nothing.
const LOOKED_AT: usize = 2000;

/// English words that are frequent and no words of other languages in Latin letters.
const ENGLISH_WORDS: &[&str] = &[
    "the", "and", "that", "this", "with", "from", "his", "her", "which", "were", "because", "by", "not",
    "did", "would",
];

/// In an English text one word in so many is such a word.
const ENGLISH_SHARE: usize = 10;

/// The first prose of a text, without what is masked.
pub(super) struct Sample(String);

impl Sample {
    /// Takes the sample.
    pub(super) fn new(text: &str, masked: &[Span]) -> Self {
        let mut sample = String::with_capacity(LOOKED_AT);
        for gap in gaps(masked, 0..text.len()) {
            let end = floor(text, gap.end.min(gap.start + LOOKED_AT - sample.len()));
            sample.push_str(&text[gap.start..end]);
            if sample.len() + 4 > LOOKED_AT {
                break;
            }
        }
        Self(sample)
    }

    /// The language of the sample, where it is long enough and clear.
    fn recognise(&self) -> Option<Lang> {
        let letters = self.0.chars().filter(|c| c.is_alphabetic()).take(ENOUGH_LETTERS);
        (letters.count() == ENOUGH_LETTERS).then_some(())?;
        if self.is_plainly_english() {
            return Some(Lang::Eng);
        }
        let info = whatlang::detect(&self.0)?;
        info.is_reliable().then(|| info.lang())
    }

    /// Whether so many English function words stand in the sample that it needs no closer look.
    ///
    /// Single sentences full of foreign names are otherwise taken for Swedish or Afrikaans: of
    /// 22,289 English sentences 6 without this, 3 with it. It is also twenty times as fast.
    fn is_plainly_english(&self) -> bool {
        let words = self
            .0
            .split_whitespace()
            .filter(|word| word.starts_with(char::is_alphabetic));
        let (mut all, mut english) = (0, 0);
        for word in words {
            all += 1;
            english += usize::from(ENGLISH_WORDS.contains(&word));
        }
        english >= 2 && english * ENGLISH_SHARE >= all
    }
}

/// Decides the language of a document: forced, else stated, else recognised, else English.
pub(super) fn decide(
    sample: &Sample,
    stated: Option<&str>,
    config: &Config,
    place: &Place,
) -> Result<String, Error> {
    if let Some(forced) = &config.language {
        return Ok(tag(forced).unwrap_or_else(|| forced.clone()));
    }
    let tag = stated
        .and_then(tag)
        .or_else(|| sample.recognise().map(|lang| short(lang.code()).to_owned()))
        .unwrap_or_else(|| ENGLISH.to_owned());
    if config.known.iter().any(|known| primary(known) == primary(&tag)) {
        return Ok(tag);
    }
    Err(Error::Language {
        place: place.clone(),
        found: describe(&tag),
        known: config.known.clone(),
    })
}

/// What a publisher calls a language (`EN`, `en_GB`, `eng`, `English`) as a BCP 47 tag.
///
/// `None` where it names none.
fn tag(stated: &str) -> Option<String> {
    let stated = stated.trim().replace('_', "-");
    let (language, region) = match stated.split_once('-') {
        Some((language, region)) => (language, Some(region)),
        None => (stated.as_str(), None),
    };
    let language = code(&language.to_ascii_lowercase())?;
    let region = region.filter(|r| r.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    Some(match region {
        Some(region) if !region.is_empty() => format!("{language}-{region}"),
        _ => language,
    })
}

/// The shortest code of a language given by code or by its English name, in small letters.
fn code(language: &str) -> Option<String> {
    let letters = language.bytes().all(|b| b.is_ascii_lowercase());
    match language {
        "und" | "mul" | "zxx" | "mis" => None,
        _ if letters && matches!(language.len(), 2..=3) => Some(short(language).to_owned()),
        _ => by_name(language).map(|lang| short(lang.code()).to_owned()),
    }
}

fn by_name(name: &str) -> Option<Lang> {
    let mut all = Lang::all().iter().copied();
    all.find(|lang| lang.eng_name().eq_ignore_ascii_case(name))
}

/// Pairs of a three-letter and a two-letter code.
fn codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    CODES.lines().filter_map(|line| line.split_once(' '))
}

/// The two-letter code of a three-letter one, where there is one.
fn short(code: &str) -> &str {
    codes()
        .find(|(long, _)| *long == code)
        .map_or(code, |(_, short)| short)
}

/// A tag's language, without region and script.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// `Arabic (ar)`, or only the code where the name is not known.
fn describe(tag: &str) -> String {
    let long = codes().find(|(_, short)| *short == primary(tag));
    let name = long
        .and_then(|(long, _)| Lang::from_code(long))
        .map(Lang::eng_name);
    name.map_or_else(|| format!("`{tag}`"), |name| format!("{name} ({tag})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, stated: Option<&str>, config: &Config) -> Result<String, String> {
        let sample = Sample::new(text, &[]);
        decide(&sample, stated, config, &Place::file("a.txt")).map_err(|error| error.to_string())
    }

    const GERMAN: &str = "Der irakische Ministerpräsident sprach am Samstag mit dem syrischen Präsidenten \
        über die Lage an der gemeinsamen Grenze und über den Kampf gegen den Terrorismus.";
    const ENGLISH_TEXT: &str = "The Iraqi prime minister spoke with the Syrian president on Saturday about the \
        situation at the common border and the fight against terrorism.";

    #[test]
    fn every_code_has_a_short_one() {
        for lang in Lang::all() {
            assert_eq!(short(lang.code()).len(), 2, "{lang}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_name() {
        let config = Config::default();
        assert_eq!(check(ENGLISH_TEXT, None, &config).unwrap(), "en");
        let error = check(GERMAN, None, &config).unwrap_err();
        assert!(
            error.starts_with("a.txt: text in German (de), which has no model (there is: en)"),
            "{error}"
        );
    }

    #[test]
    fn a_statement_is_believed_and_force_overrules() {
        let config = Config::default();
        assert_eq!(check(GERMAN, Some("en-GB"), &config).unwrap(), "en-GB");
        assert!(check(ENGLISH_TEXT, Some("Arabic"), &config).is_err());
        assert_eq!(check(ENGLISH_TEXT, Some("und"), &config).unwrap(), "en");
        let forced = Config {
            language: Some("en".to_owned()),
            ..config
        };
        assert_eq!(check(GERMAN, Some("de"), &forced).unwrap(), "en");
    }

    #[test]
    fn a_known_language_is_read() {
        let known = vec!["en".to_owned(), "de".to_owned()];
        let config = Config {
            known,
            ..Config::default()
        };
        assert_eq!(check(GERMAN, None, &config).unwrap(), "de");
    }

    #[test]
    fn short_texts_are_taken_as_english() {
        assert_eq!(
            check("Guten Tag, Herr Minister!", None, &Config::default()).unwrap(),
            "en"
        );
        assert_eq!(check("", None, &Config::default()).unwrap(), "en");
    }

    #[test]
    fn foreign_names_do_not_make_a_sentence_foreign() {
        let text =
            "Saddam Hussein did not invade Kuwait, endanger Saudi Arabia or fight Iran because of Israel.";
        assert_eq!(check(text, None, &Config::default()).unwrap(), "en");
    }

    #[test]
    fn languages_have_many_spellings() {
        for stated in ["en", "EN", "eng", "English", " en "] {
            assert_eq!(tag(stated).as_deref(), Some("en"), "{stated}");
        }
        assert_eq!(tag("en_US").as_deref(), Some("en-US"));
        assert_eq!(tag("unknown tongue"), None);
    }
}
