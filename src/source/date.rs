//! Dates as publishers write them.

use crate::text::calendar::{MONTHS, WEEKDAYS};
use jiff::civil::Date;

/// Reads a day: `2024-11-30`, `2024/11/30`, `20241130`, `30 November 2024`, `November 30, 2024`,
/// `Sat, 30 Nov 2024`, each alone or followed by a time of day.
///
/// The day is taken as written, whatever the zone. `None` where it is no day of the calendar.
///
/// ```
/// use whowhom::source::parse_date;
/// assert_eq!(parse_date("Sat, 30 Nov 2024 23:10:00 -0500"), parse_date("2024-11-30T23:10:00-05:00"));
/// assert_eq!(parse_date("2024-02-30"), None);
/// ```
#[must_use]
pub fn parse(written: &str) -> Option<Date> {
    let written = written.trim();
    in_digits(written).or_else(|| in_words(written))
}

/// Reads the day that a text begins with, and how many bytes it takes.
pub(super) fn leading(text: &str) -> Option<(Date, usize)> {
    let mut ends = text
        .match_indices(char::is_whitespace)
        .map(|(at, _)| at)
        .chain([text.len()])
        .take(5);
    ends.find_map(|end| {
        let written = text[..end].trim_end_matches([',', '.', ';', ':']);
        Some((parse(written)?, written.len()))
    })
}

/// Whether a word names a month.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// `2024-11-30`, `2024/11/30`, `20241130`, then perhaps a time.
fn in_digits(written: &str) -> Option<Date> {
    let year = written.get(..4)?;
    let (month, day, rest) = match written.as_bytes().get(4)? {
        b'-' | b'/' => {
            let mark = char::from(written.as_bytes()[4]);
            let (month, rest) = written[5..].split_once(mark)?;
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            (month, &rest[..end], &rest[end..])
        }
        _ => (written.get(4..6)?, written.get(6..8)?, written.get(8..)?),
    };
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim_start();
    (rest.is_empty() || is_time(rest)).then_some(())?;
    Date::new(number(year)?, number(month)?, number(day)?).ok()
}

/// `30 November 2024`, `Saturday, Nov. 30, 2024`, then perhaps a time.
fn in_words(written: &str) -> Option<Date> {
    let mut words = written
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .peekable();
    words.next_if(|word| named(word, &WEEKDAYS).is_some());
    let (first, second, year) = (words.next()?, words.next()?, words.next()?);
    let (day, month_word) = if is_month(first) {
        (second, first)
    } else {
        (first, second)
    };
    (year.len() == 4).then_some(())?;
    words.next_if(|word| word.eq_ignore_ascii_case("at"));
    words.peek().is_none_or(|time| is_time(time)).then_some(())?;
    Date::new(number(year)?, month(month_word)?, number(ordinal(day))?).ok()
}

/// The number of a month, from 1.
fn month(word: &str) -> Option<i8> {
    named(word, &MONTHS).map(|index| index as i8 + 1)
}

/// Which of the names a word is or shortens (`Nov`, `Sept.`).
fn named(word: &str, names: &[&str]) -> Option<usize> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let start = |name: &str| {
        name.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    (word.len() >= 3).then_some(())?;
    names.iter().position(|name| start(name))
}

/// `30th` without its letters.
fn ordinal(day: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| day.strip_suffix(ending))
        .unwrap_or(day)
}

/// Whether what follows a date begins with a time of day: `10:05`, `1005`, `10:05:59.5Z`.
fn is_time(rest: &str) -> bool {
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != ':')
        .unwrap_or(rest.len());
    let digits: String = rest[..end].chars().filter(char::is_ascii_digit).collect();
    let digits = if digits.len() % 2 == 1 {
        format!("0{digits}")
    } else {
        digits
    };
    let part = |at: usize| digits.get(at..at + 2).and_then(number::<u8>);
    (4..=6).contains(&digits.len())
        && part(0).is_some_and(|hour| hour <= 24)
        && part(2).is_some_and(|minute| minute < 60)
        && part(4).is_none_or(|second| second <= 60)
}

/// A number in ASCII digits only, without a sign.
fn number<N: std::str::FromStr>(digits: &str) -> Option<N> {
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_day_in_many_hands() {
        for written in [
            "2024-11-30",
            " 2024-11-30 ",
            "2024/11/30",
            "20241130",
            "20241130T101500Z",
            "2024-11-30T10:15:00Z",
            "2024-11-30T10:15:00.123+03:00",
            "2024-11-30 10:15:00 UTC",
            "Sat, 30 Nov 2024 10:15:00 GMT",
            "30 Nov 2024 10:15 +0300",
            "30 November 2024",
            "30th November, 2024",
            "November 30, 2024",
            "Nov. 30, 2024 at 9:15 PM",
            "Saturday, November 30, 2024",
        ] {
            assert_eq!(parse(written), Some(date(2024, 11, 30)), "{written}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for written in [
            "",
            "2024",
            "2024-11",
            "2024-13-01",
            "2024-02-30",
            "2024-11-30x",
            "2024-11-30T25:00",
            "2024-11-3000",
            "yesterday",
            "30 Nov",
            "30 No 2024",
            "30 November 24",
            "30/11/2024",
            "1732924800",
            "+024-11-30",
            "２０２４-11-30",
            "31 April 2024",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
    }

    #[test]
    fn a_leading_date_knows_its_length() {
        assert_eq!(leading("2024-11-30 Shafaq"), Some((date(2024, 11, 30), 10)));
        assert_eq!(leading("Nov 30, 2024. On"), Some((date(2024, 11, 30), 12)));
        assert_eq!(leading("On Saturday"), None);
    }
}
