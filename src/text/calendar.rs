//! The names of months and days of the week in English.

/// The months, in small letters.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The days of the week from Monday, in small letters.
pub(crate) const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The month, from 1, of a name in small letters or of its abbreviation with a full stop.
pub(crate) fn month(word: &str) -> Option<i8> {
    let plain = word.trim_end_matches('.');
    let short = plain.len() < word.len() || plain == "sept";
    let is = |month: &str| month == plain || short && plain.len() >= 3 && month.starts_with(plain);
    MONTHS.iter().position(|month| is(month)).map(|at| at as i8 + 1)
}

/// Whether a word is the name of a month or of a day of the week.
pub(crate) fn is_name(word: &str) -> bool {
    let word = word.to_lowercase();
    month(&word).is_some() || WEEKDAYS.contains(&word.as_str())
}
