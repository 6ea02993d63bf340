//! The words of the calendar as numbers.

use super::super::en;
use crate::text::calendar::WEEKDAYS;
pub(super) use crate::text::calendar::month;
use jiff::civil::Weekday;

/// Words that a number before them counts: `2000 people` is no year.
const COUNTED: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "troops",
    "soldiers",
    "miles",
    "mile",
    "km",
    "kilometers",
    "kilometres",
    "metres",
    "meters",
    "m",
    "feet",
    "ft",
    "years",
    "days",
    "hours",
    "times",
    "dollars",
    "euros",
    "pounds",
    "tons",
    "tonnes",
    "percent",
    "%",
    "cases",
    "deaths",
    "others",
    "copies",
    "words",
    "votes",
    "workers",
    "students",
    "residents",
    "families",
    "police",
    "officers",
    "acres",
    "hectares",
    "square",
    "kg",
    "members",
    "more",
    "jobs",
    "homes",
    "houses",
    "calories",
    "points",
    "a.m.",
    "p.m.",
    "hrs",
    "gmt",
    "bc",
    "bce",
];

/// Words that say that a number behind them is no year.
const COUNTING: &[&str] = &[
    "$", "£", "€", "#", "no.", "number", "least", "most", "than", "over", "some", "nearly", "room", "page",
    "p.", "pp.",
];

/// `1999`: a year of our time, unless it counts something.
pub(super) fn year(word: &str, before: &str, behind: &str) -> Option<i16> {
    let year = year_number(word)?;
    (!COUNTED.contains(&behind) && !COUNTING.contains(&before)).then_some(year)
}

/// A number of four digits that could be a year.
pub(super) fn year_number(word: &str) -> Option<i16> {
    word.parse()
        .ok()
        .filter(|year| word.len() == 4 && (1400..=2100).contains(year))
}

/// `5`, `5th`, `fifth`.
pub(super) fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let ending = &word[digits.len()..];
    if !matches!(ending, "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    digits
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let day = WEEKDAYS.iter().position(|day| *day == word)?;
    Weekday::from_monday_zero_offset(day as i8).ok()
}

/// First and last month of a season in the north; the last of winter is in the year behind.
pub(super) fn season(word: &str) -> Option<(i8, i8)> {
    Some(match word {
        "spring" => (3, 5),
        "summer" => (6, 8),
        "autumn" | "fall" => (9, 11),
        "winter" => (12, 2),
        _ => return None,
    })
}

/// `19th`, `nineteenth`: the number of a century.
pub(super) fn ordinal(word: &str) -> Option<i16> {
    const WORDS: [&str; 21] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "twenty-first",
    ];
    let digits = word.trim_end_matches(char::is_alphabetic);
    let ending = &word[digits.len()..];
    let number = digits
        .parse()
        .ok()
        .filter(|_| matches!(ending, "st" | "nd" | "rd" | "th"));
    number.or_else(|| WORDS.iter().position(|w| *w == word).map(|at| at as i16 + 1))
}

/// How many: `two`, `a`, `5,000`.
pub(super) fn count(word: &str) -> Option<f64> {
    match word {
        "a" | "an" => Some(1.0),
        _ => en::number(word),
    }
}

/// What time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
}

/// `day`, `days` …
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" | "centurie" => Unit::Century,
        _ => return None,
    })
}
