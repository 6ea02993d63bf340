//! Datelines: `LONDON, Nov 30 (Reuters) -`, `Shafaq News/`, `BAGHDAD —`, `(AP)`,
//! `MOSCOW, November 30. /TASS/.`.
//!
//! A dateline needs capitals, an agency in brackets or a short name with a slash. In doubt
//! nothing is recognised: a dateline read as prose costs little, prose that is masked is lost.

use super::date;
use jiff::civil::Date;

/// How many characters a dateline may take.
const LONGEST_DATELINE: usize = 80;

/// How many bytes a name in a dateline may take.
const LONGEST_NAME: usize = 40;

/// Words in brackets at the head of a text that name no agency.
const NO_AGENCY: &[&str] = &[
    "update",
    "updates",
    "updated",
    "correct",
    "corrected",
    "correction",
    "exclusive",
    "breaking",
    "photo",
    "photos",
    "video",
    "watch",
    "opinion",
    "analysis",
    "live",
];

/// Last words of the names that stand before a free-standing slash.
const NEWS_WORDS: &[&str] = &[
    "news", "agency", "press", "media", "times", "post", "tv", "radio", "today",
];

/// Words in small letters inside the names of places.
const PARTICLES: &[&str] = &[
    "al", "am", "da", "de", "del", "di", "do", "el", "la", "las", "le", "los", "of", "sur",
];

/// A dateline at the head of a line.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Dateline {
    /// How many bytes it takes, its dash included.
    pub(super) length: usize,
    /// The agency, where it names one.
    pub(super) publisher: Option<String>,
    /// The day, where it tells the year.
    pub(super) date: Option<Date>,
}

/// Reads the dateline that a line begins with.
pub(super) fn read(line: &str) -> Option<Dateline> {
    let end = line
        .char_indices()
        .nth(LONGEST_DATELINE)
        .map_or(line.len(), |(at, _)| at);
    let window = &line[..end];
    slash(window)
        .or_else(|| bracket(window, '(', ')'))
        .or_else(|| bracket(window, '/', '/'))
        .or_else(|| capitals(window).filter(|found| has_small(&line[found.length..])))
}

/// `Shafaq News/`: a short name in title case, a slash, a blank.
fn slash(window: &str) -> Option<Dateline> {
    let (before, after) = window.split_once('/')?;
    let name = before.trim_end();
    let free = name.len() < before.len();
    let words: Vec<&str> = name.split(' ').collect();
    let news = words.last().is_some_and(|word| is_one_of(word, NEWS_WORDS));
    let fine = is_name(name) && words.iter().all(|word| starts_upper(word));
    (fine && after.starts_with(char::is_whitespace) && (news || !free)).then(|| Dateline {
        length: before.len() + 1,
        publisher: names_agency(name).then(|| name.to_owned()),
        date: None,
    })
}

/// `LONDON, Nov 30 (Reuters) -`, `Erbil (Kurdistan24) –`, `(AP)`, `MOSCOW, November 30. /TASS/.`.
fn bracket(window: &str, open: char, close: char) -> Option<Dateline> {
    let (before, rest) = window.split_once(open)?;
    let (agency, after) = rest.split_once(close)?;
    let place = Origin::read(before.trim_end().trim_end_matches('.'));
    let alone = before.is_empty() && is_acronym(agency) && begins_sentence(after);
    let tail = match dash(after) {
        Some(length) => length,
        None if open == '/' && after.starts_with('.') => 1,
        None if alone => 0,
        None => return None,
    };
    let placed = before.is_empty() || place.is_some();
    (placed && is_agency(agency) && !spells(before, agency)).then(|| Dateline {
        length: window.len() - after.len() + tail,
        publisher: Some(agency.to_owned()),
        date: place.and_then(|place| place.date),
    })
}

/// `BAGHDAD —`, `BAGHDAD, Nov 30 -`.
fn capitals(window: &str) -> Option<Dateline> {
    let marks = window.char_indices().filter(|(_, c)| "-–—―".contains(*c));
    let mut found = marks.filter_map(|(at, mark)| Some((at, mark, dash(&window[at..])?)));
    let (at, mark, length) = found.find(|(at, mark, _)| *mark == '—' || window[..*at].ends_with(' '))?;
    let before = window[..at].trim_end();
    let place = Origin::read(before).filter(|place| place.capitals)?;
    // Four letters may be a body as well as a city (NATO, ROME): they need the longer dash.
    let letters = before.chars().filter(|c| c.is_alphabetic()).count();
    let long = mark == '—' || window[at..].starts_with("--");
    (letters >= if long { 4 } else { 5 }).then_some(Dateline {
        length: at + length,
        publisher: None,
        date: place.date,
    })
}

/// The length of the dash that a text begins with, blanks before it included.
///
/// A hyphen needs a blank on one side at least: `(dpa)-style` holds none.
fn dash(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start_matches(' ').len();
    let rest = &text[start..];
    let length = ["--", "—", "–", "―", "-"]
        .iter()
        .find(|dash| rest.starts_with(**dash))?
        .len();
    let after = &rest[length..];
    let apart = start > 0 || after.is_empty() || after.starts_with(char::is_whitespace);
    (rest.starts_with('—') || apart).then_some(start + length)
}

/// The place and day in a dateline: `LONDON`, `Erbil, Iraq`, `BEIJING, Nov. 30, 2024`.
struct Origin {
    capitals: bool,
    date: Option<Date>,
}

impl Origin {
    fn read(text: &str) -> Option<Self> {
        let (days, names): (Vec<&str>, Vec<&str>) =
            text.split(',').map(str::trim).partition(|part| is_day(part));
        let fine = text.len() <= LONGEST_NAME * 2 && names.iter().all(|name| is_place(name));
        (fine && !text.is_empty()).then(|| Self {
            capitals: names.first().is_some_and(|name| !has_small(name)),
            date: date::parse(&days.join(" ")),
        })
    }
}

/// Whether a part of a dateline tells a day: `Nov 30`, `30 November 2024`, `2024`.
fn is_day(part: &str) -> bool {
    let words = || part.split(' ');
    let number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let month = words().any(date::is_month) && words().any(number);
    (month && words().count() <= 3) || (part.len() == 4 && number(part))
}

/// Whether a part of a dateline reads like a place: up to four words, all with a capital but for
/// particles.
fn is_place(part: &str) -> bool {
    let mut words = part.split(' ');
    let first = words
        .next()
        .is_some_and(|word| starts_upper(word) && !is_one_of(word, &["the", "a", "an"]));
    let rest = words.all(|word| starts_upper(word) || PARTICLES.contains(&word));
    first && rest && is_name(part)
}

/// Whether a text can be a name: short, at most four words, no odd signs.
fn is_name(text: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || " .'’&-/".contains(c);
    text.len() <= LONGEST_NAME
        && text.split(' ').count() <= 4
        && text.chars().all(fine)
        && text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
}

/// Whether words in brackets can be the name of an agency.
fn is_agency(text: &str) -> bool {
    is_name(text) && !text.split(' ').any(|word| is_one_of(word, NO_AGENCY))
}

fn is_acronym(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn begins_sentence(text: &str) -> bool {
    text.strip_prefix(' ').is_some_and(starts_upper)
}

/// Whether a name before a slash is that of an agency and not of a city: several words, a
/// short word in capitals, or a capital or digit inside.
fn names_agency(name: &str) -> bool {
    let odd = |c: char| c.is_uppercase() || c.is_ascii_digit();
    let capitals = !has_small(name);
    name.contains(' ')
        || if capitals {
            name.len() <= 5
        } else {
            name.chars().skip(1).any(odd)
        }
}

/// Whether a bracket only shortens the name before it: `European Union (EU) –`.
fn spells(name: &str, short: &str) -> bool {
    let initials = |small: bool| {
        let words = name
            .split_whitespace()
            .filter(move |word| small || starts_upper(word));
        words
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let short = short.to_lowercase();
    name.contains(' ') && (initials(true) == short || initials(false) == short)
}

fn starts_upper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn has_small(text: &str) -> bool {
    text.contains(char::is_lowercase)
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|other| word.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line, its dateline, and the agency.
    fn check(line: &str, dateline: &str, publisher: Option<&str>) {
        let found = read(line).unwrap_or_default();
        assert_eq!(&line[..found.length], dateline, "{line}");
        assert_eq!(found.publisher.as_deref(), publisher, "{line}");
    }

    #[test]
    fn datelines_have_many_forms() {
        let rest = "The two leaders met.";
        for (dateline, publisher) in [
            ("Shafaq News/", Some("Shafaq News")),
            ("Shafaq News /", Some("Shafaq News")),
            ("INA/", Some("INA")),
            ("Baghdad/", None),
            ("LONDON (Reuters) -", Some("Reuters")),
            ("LONDON, Nov 30 (Reuters) –", Some("Reuters")),
            ("Nov 30 (Reuters) -", Some("Reuters")),
            ("ERBIL (Kurdistan24) –", Some("Kurdistan24")),
            ("Erbil (Kurdistan24) –", Some("Kurdistan24")),
            ("Erbil, Iraq (AP) —", Some("AP")),
            ("BRUSSELS/LONDON (Reuters) -", Some("Reuters")),
            ("RIO DE JANEIRO (AFP) --", Some("AFP")),
            ("Berlin (dpa) -", Some("dpa")),
            ("BEIJING, Nov. 30 (Xinhua) --", Some("Xinhua")),
            ("MOSCOW, November 30. /TASS/.", Some("TASS")),
            ("BAGHDAD —", None),
            ("BAGHDAD -", None),
            ("KYIV —", None),
            ("WASHINGTON, D.C. –", None),
            ("(AP)", Some("AP")),
            ("(Reuters) -", Some("Reuters")),
        ] {
            check(&format!("{dateline} {rest}"), dateline, publisher);
        }
        check("BAGHDAD—The two met.", "BAGHDAD—", None);
    }

    #[test]
    fn prose_is_no_dateline() {
        for text in [
            "The European Union (EU) - a bloc of 27 - met.",
            "European Union (EU) – the bloc – met.",
            "Bank of England (BoE) - the central bank - met.",
            "Islamic State (IS) said so.",
            "NATO - the alliance - met.",
            "UN — it met.",
            "CORBYN (Labour): They met.",
            "And/or it may.",
            "Iraq/Syria talks began.",
            "Iraq / Syria: the talks began.",
            "He met Assad (AP) - so they say.",
            "BOMB KILLS TWENTY - POLICE",
            "Al-Sudani met Assad - again.",
            "Prime Minister (Sudani) met him.",
            "(Update) - They met.",
            "(He said so.) They met.",
            "They met on Nov 30 (Saturday) - again.",
            "I - a minister - met him.",
            "",
            "/",
            "()",
            "—",
        ] {
            check(text, "", None);
        }
    }

    #[test]
    fn a_year_in_the_dateline_gives_the_date() {
        let found = read("LONDON, November 30, 2024 (Reuters) - They met.").unwrap();
        assert_eq!(found.date, date::parse("2024-11-30"));
    }
}
