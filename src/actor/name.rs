//! Names made comparable: words without case, diacritics, punctuation and Arabic articles.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Articles that stand before a name or inside it and that writers spell, join or drop at will.
const ARTICLES: &[&str] = &["al", "el"];
/// English articles before a name.
const ENGLISH: &[&str] = &["the", "a", "an"];

/// The words of a name: lower case, without diacritics, apostrophes and full stops.
///
/// ```
/// use whowhom::actor::name::words;
/// assert_eq!(words("Mevlüt Çavuşoğlu"), ["mevlut", "cavusoglu"]);
/// assert_eq!(words("Hay’at Tahrir al-Sham"), ["hayat", "tahrir", "al", "sham"]);
/// assert_eq!(words("the U.S. Army"), ["us", "army"]);
/// ```
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    let bare: Vec<&str> = name.split_whitespace().map(without_genitive).collect();
    let plain = plain(&bare.join(" "));
    let mut words: Vec<String> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    while words.len() > 1 && ENGLISH.contains(&words[0].as_str()) {
        words.remove(0);
    }
    words
}

/// The words that tell names apart: [`words`] without Arabic articles, unless nothing else is there.
#[must_use]
pub fn core(name: &str) -> Vec<String> {
    let all = words(name);
    let core: Vec<String> = all
        .iter()
        .filter(|word| !ARTICLES.contains(&word.as_str()))
        .cloned()
        .collect();
    if core.is_empty() { all } else { core }
}

/// A name as part of an IRI: its words joined by `-`; empty where it has none.
///
/// ```
/// assert_eq!(whowhom::actor::name::slug("Bashar al-Assad"), "bashar-al-assad");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    words(name).join("-")
}

/// A word without the ending of the genitive (`Syria's`).
fn without_genitive(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word)
}

/// Lower case, decomposed, without marks, apostrophes and full stops.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.nfkd().flat_map(char::to_lowercase).nfkd() {
        if is_combining_mark(c) || is_silent(c) {
            continue;
        }
        match latin(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    plain
}

/// Characters that belong to a word but don't tell names apart.
const fn is_silent(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʾ' | 'ʿ' | '.' | '\u{ad}')
}

/// Letters with strokes and ligatures, which Unicode does not decompose.
const fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ħ' => "h",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_don_t_tell_names_apart() {
        assert_eq!(core("Bashar al-Assad"), core("Bashar Al Assad"));
        assert_eq!(core("El Al"), ["el", "al"]);
        assert_eq!(core("Ərdoğan Ilıcalı"), core("ərdoğan ILICALI"));
    }

    #[test]
    fn odd_names_have_a_slug_or_none() {
        assert_eq!(slug("???"), "");
        assert_eq!(slug("Владимир Путин"), "владимир-путин");
        assert_eq!(slug("The"), "the");
    }
}
