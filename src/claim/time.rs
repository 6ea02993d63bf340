//! Time expressions: found by their words, resolved against the day of publication and the date before them.
//!
//! Dates of the calendar ([`absolute`]) first, then what leans on the day of publication or on the last date in
//! the text ([`relative`]). An expression is as short as annotators of TIMEX3 have it: without preposition, with
//! the article only where it is part of the meaning (`the past three years`).

mod absolute;
mod calendar;
mod relative;

use super::{Precision, Time};
use crate::text::Span;
use jiff::civil::{Date, date};

/// A time expression in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Timex {
    /// First token, and one past the last.
    pub tokens: (usize, usize),
    pub time: Time,
    /// The stretch from that time on, where `since` stands before it.
    pub since: Option<Time>,
}

impl Timex {
    /// When what it dates happens or holds.
    pub(super) fn when(&self) -> Time {
        self.since.as_ref().unwrap_or(&self.time).clone()
    }
}

/// The words of one sentence.
struct Words<'a> {
    /// In small letters.
    forms: &'a [String],
    /// Day of publication.
    today: Option<Date>,
    /// The last date that the text names.
    last: Option<Read>,
    /// The year of a story told of long ago: that of a full date in one of the last sentences.
    told: Option<i16>,
}

/// How many sentences a date of long ago gives its year to those behind it.
const TOLD: usize = 3;

/// What was read: tokens taken, first and last day, precision.
type Read = (usize, Date, Date, Precision);

/// Finds the time expressions of the sentences of a document.
///
/// Each sentence has its words in small letters and their spans.
pub(super) fn find_all<'a>(
    sentences: impl Iterator<Item = (Vec<String>, Vec<Span>)> + 'a,
    today: Option<Date>,
) -> impl Iterator<Item = Vec<Timex>> + 'a {
    let (mut last, mut told) = (None, None);
    sentences.enumerate().map(move |(number, (words, spans))| {
        let mut reader = Words {
            forms: &words,
            today,
            last,
            told: told.filter(|(_, at)| number - at <= TOLD).map(|(year, _)| year),
        };
        let found = reader.find(&spans);
        last = reader.last;
        told = reader
            .told
            .map(|year| (year, number))
            .filter(|_| !found.is_empty())
            .or(told);
        found
    })
}

impl Words<'_> {
    fn find(&mut self, spans: &[Span]) -> Vec<Timex> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < self.forms.len() {
            let Some(read) = self.read(i) else {
                i += 1;
                continue;
            };
            let (taken, begin, end, precision) = read;
            self.last = Some(read);
            if matches!(precision, Precision::Day | Precision::Month) {
                // Within a year of publication nothing is long ago.
                let near = self
                    .today
                    .is_none_or(|today| (today - begin).get_days().abs() < 365);
                self.told = (!near).then(|| begin.year());
            }
            let time = Time {
                begin,
                end,
                precision,
                span: spans[i].cover(spans[i + taken - 1]),
            };
            found.push(Timex {
                tokens: (i, i + taken),
                since: self.since(i, &time),
                time,
            });
            i += taken;
        }
        found
    }

    /// From a time on, up to publication.
    fn since(&self, i: usize, time: &Time) -> Option<Time> {
        let today = self
            .today
            .filter(|today| self.before(i, 1) == "since" && *today > time.begin)?;
        Some(Time {
            end: today,
            precision: Precision::Interval,
            ..time.clone()
        })
    }

    fn word(&self, i: usize) -> &str {
        self.forms.get(i).map_or("", String::as_str)
    }

    fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |k| self.word(k))
    }

    fn read(&self, i: usize) -> Option<Read> {
        self.absolute(i).or_else(|| self.relative(i))
    }
}

const fn one_day(day: Date, taken: usize) -> Read {
    (taken, day, day, Precision::Day)
}

fn whole_month(day: Date, taken: usize) -> Read {
    (taken, day.first_of_month(), day.last_of_month(), Precision::Month)
}

/// A year, before our era with a minus.
fn whole_year(year: i16, taken: usize) -> Option<Read> {
    let fits = (-9999..=9000).contains(&year) && year != 0;
    let precision = if year > 0 {
        Precision::Year
    } else {
        Precision::Interval
    };
    fits.then(|| (taken, date(year, 1, 1), date(year, 12, 31), precision))
}

/// From the first day of a year to the last of another.
fn years(first: i16, last: i16, taken: usize) -> Option<Read> {
    let begin = Date::new(first, 1, 1).ok()?;
    let end = Date::new(last, 12, 31).ok()?;
    (begin <= end).then_some((taken, begin, end, Precision::Interval))
}

fn between(begin: Option<Date>, end: Option<Date>, taken: usize) -> Option<Read> {
    let (begin, end) = begin.zip(end)?;
    (begin <= end).then_some((taken, begin, end, Precision::Interval))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let sentence = |text: &str| {
            let words: Vec<String> = text.split(' ').map(str::to_lowercase).collect();
            let spans = words.iter().map(|_| Span::default()).collect();
            (words, spans)
        };
        let found = find_all(text.split(" . ").map(sentence), Some(date(2024, 11, 30)));
        found
            .flatten()
            .map(|t| t.when().iso())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn check(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(read(text), *expected, "{text}");
        }
    }

    #[test]
    fn dates_of_the_calendar() {
        check(&[
            ("5 - 6 April 2016", "2016-04-05/2016-04-06"),
            ("Friday , May 8 , 2009", "2009-05-08"),
            ("on the 5th of January , 2001", "2001-01-05"),
            ("2024-11-03", "2024-11-03"),
            ("November 30 , 2023", "2023-11-30"),
            ("on June 18", "2024-06-18"),
            ("October , 1805", "1805-10"),
            ("in September", "2024-09"),
            ("in 2010", "2010"),
            ("the 2020 elections", "2020"),
            ("( Williams , 2010 )", "2010"),
            ("from 1871 – 72", "1871 1872"),
            ("he may go and march", ""),
        ]);
    }

    #[test]
    fn numbers_are_no_years() {
        check(&[
            ("2000 people", ""),
            ("$ 1999", ""),
            ("1,999", ""),
            ("1950 km away", ""),
            ("at least 1500 were hurt", ""),
        ]);
    }

    #[test]
    fn long_stretches() {
        check(&[
            ("the 1990s", "1990-01-01/1999-12-31"),
            ("the 19th century", "1800-01-01/1899-12-31"),
            ("the 7th century BC", "-000700-01-01/-000601-12-31"),
            ("in 776 BCE", "-000776-01-01/-000776-12-31"),
            ("summer of 2012", "2012-06-01/2012-08-31"),
            ("last summer", "2024-06-01/2024-08-31"),
            ("during World War II", "1939-09-01/1945-09-02"),
        ]);
    }

    #[test]
    fn expressions_are_resolved_against_publication() {
        check(&[
            ("On Saturday he left", "2024-11-30"),
            ("on Thursday", "2024-11-28"),
            ("last Saturday", "2024-11-23"),
            ("every Thursday", ""),
            ("over the past two days", "2024-11-28/2024-11-30"),
            ("last month", "2024-10"),
            ("two years ago", "2022"),
            ("since 2020", "2020-01-01/2024-11-30"),
            ("yesterday", "2024-11-29"),
            ("the end of the year", "2024-12-31"),
            ("this weekend", "2024-11-30/2024-12-01"),
            ("the last few months", "2024-08-30/2024-11-30"),
        ]);
    }

    #[test]
    fn expressions_lean_on_the_date_before_them() {
        check(&[
            ("in 2015 it began . A year later it ended", "2015 2016"),
            ("in March 2001 . the following month", "2001-03 2001-04"),
            ("on May 3 , 2001 . two days later", "2001-05-03 2001-05-05"),
            ("on May 3 , 2001 . the next day", "2001-05-03 2001-05-04"),
            ("in 1999 . the same year", "1999 1999"),
            ("a year later", ""),
        ]);
    }
}
