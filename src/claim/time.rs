//! Time expressions: found by their words, resolved against the day of publication.

use super::{Precision, Time};
use crate::text::Span;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// A time expression in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Timex {
    /// First token, and one past the last.
    pub tokens: (usize, usize),
    pub time: Time,
}

/// The words of one sentence, in lower case.
struct Words<'a> {
    words: &'a [String],
    today: Option<Date>,
}

/// What was read: tokens taken, first and last day, precision.
type Read = (usize, Date, Date, Precision);

/// Finds the time expressions of a sentence; `spans` are those of its tokens.
pub(super) fn find(words: &[String], spans: &[Span], today: Option<Date>) -> Vec<Timex> {
    let reader = Words { words, today };
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if let Some((taken, begin, end, precision)) = reader.read(i) {
            let span = spans[i].cover(spans[i + taken - 1]);
            found.push(Timex {
                tokens: (i, i + taken),
                time: Time {
                    begin,
                    end,
                    precision,
                    span,
                },
            });
            i += taken;
        } else {
            i += 1;
        }
    }
    found
}

impl Words<'_> {
    fn word(&self, i: usize) -> &str {
        self.words.get(i).map_or("", String::as_str)
    }

    fn read(&self, i: usize) -> Option<Read> {
        self.iso(i)
            .or_else(|| self.day_month(i))
            .or_else(|| self.month_day(i))
            .or_else(|| self.since_year(i))
            .or_else(|| self.relative_day(i))
            .or_else(|| self.weekday(i))
            .or_else(|| self.past_stretch(i))
            .or_else(|| self.ago(i))
            .or_else(|| self.last_unit(i))
            .or_else(|| self.month(i))
            .or_else(|| self.year(i))
    }

    /// `2024-11-30`, in one token or cut at its hyphens.
    fn iso(&self, i: usize) -> Option<Read> {
        let joined: String = (0..5).map(|k| self.word(i + k)).collect();
        let one: Option<Date> = (self.word(i).len() == 10)
            .then(|| self.word(i).parse().ok())
            .flatten();
        if let Some(day) = one {
            return Some((1, day, day, Precision::Day));
        }
        let parts = [self.word(i).len(), self.word(i + 2).len(), self.word(i + 4).len()];
        let day: Date = (parts == [4, 2, 2]).then(|| joined.parse().ok()).flatten()?;
        Some((5, day, day, Precision::Day))
    }

    /// `5 April 2016`, `5-6 April 2016`, `5th of April`.
    fn day_month(&self, i: usize) -> Option<Read> {
        let first = day_number(self.word(i))?;
        let (last, mut k) = match (self.word(i + 1), day_number(self.word(i + 2))) {
            ("-" | "–" | "to" | "and", Some(last)) => (last, i + 3),
            _ => (first, i + 1),
        };
        if self.word(k) == "of" {
            k += 1;
        }
        let month = month_number(self.word(k))?;
        self.finish_date(i, k + 1, first, last, month)
    }

    /// `November 30, 2024`, `Nov. 30`.
    fn month_day(&self, i: usize) -> Option<Read> {
        let month = month_number(self.word(i))?;
        let first = day_number(self.word(i + 1))?;
        let (last, k) = match (self.word(i + 2), day_number(self.word(i + 3))) {
            ("-" | "–" | "to", Some(last)) => (last, i + 4),
            _ => (first, i + 2),
        };
        self.finish_date(i, k, first, last, month)
    }

    fn finish_date(&self, from: usize, mut k: usize, first: i8, last: i8, month: i8) -> Option<Read> {
        let comma = usize::from(self.word(k) == ",");
        let year = match year_number(self.word(k + comma)) {
            Some(year) => {
                k += comma + 1;
                year
            }
            None => self.nearest_year(month, first)?,
        };
        let begin = Date::new(year, month, first).ok()?;
        let end = Date::new(year, month, last).ok()?;
        let precision = if begin == end {
            Precision::Day
        } else {
            Precision::Interval
        };
        (begin <= end).then_some((k - from, begin, end, precision))
    }

    /// The year in which a day lies nearest to publication; a near future counts.
    fn nearest_year(&self, month: i8, day: i8) -> Option<i16> {
        let today = self.today?;
        let this = Date::new(today.year(), month, day.min(28)).ok()?;
        let ahead = (this - today).get_days();
        Some(if ahead > 90 {
            today.year() - 1
        } else if ahead < -275 {
            today.year() + 1
        } else {
            today.year()
        })
    }

    /// `since 2020`.
    fn since_year(&self, i: usize) -> Option<Read> {
        let year = (self.word(i) == "since")
            .then(|| year_number(self.word(i + 1)))
            .flatten()?;
        let begin = Date::new(year, 1, 1).ok()?;
        let end = self.today.filter(|t| *t > begin)?;
        Some((2, begin, end, Precision::Interval))
    }

    fn relative_day(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let (taken, shift) = match (self.word(i), self.word(i + 1)) {
            ("earlier" | "later", "today") => (2, 0),
            ("today" | "tonight", _) => (1, 0),
            ("yesterday", _) => (1, -1),
            ("tomorrow", _) => (1, 1),
            ("last", "night") => (2, -1),
            ("this", "morning" | "afternoon" | "evening") => (2, 0),
            _ => return None,
        };
        let day = today.checked_add(shift.days()).ok()?;
        Some((taken, day, day, Precision::Day))
    }

    /// A weekday is the last one up to publication, or the next with `next` or `coming`.
    fn weekday(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let (at, ahead, strictly) = match self.word(i) {
            "next" | "coming" => (i + 1, true, true),
            "last" | "previous" => (i + 1, false, true),
            _ => (i, false, false),
        };
        let weekday = weekday(self.word(at))?;
        let back = i32::from(today.weekday().since(weekday));
        let shift = if ahead {
            7 - back
        } else if strictly && back == 0 {
            -7
        } else {
            -back
        };
        let day = today.checked_add(shift.days()).ok()?;
        Some((at + 1 - i, day, day, Precision::Day))
    }

    /// `over the past two days`, `in the last three weeks`.
    fn past_stretch(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let at = i + usize::from(self.word(i) == "the");
        if !matches!(self.word(at), "past" | "last" | "previous") {
            return None;
        }
        let count = super::en::number(self.word(at + 1))
            .or_else(|| matches!(self.word(at + 1), "few" | "several").then_some(3.0))?;
        let days = unit_days(self.word(at + 2))?;
        let back = (count * f64::from(days)).clamp(1.0, 36_500.0) as i32;
        let begin = today.checked_sub(back.days()).ok()?;
        Some((at + 3 - i, begin, today, Precision::Interval))
    }

    /// `two days ago`, `a month earlier`.
    fn ago(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let back = matches!(self.word(i + 2), "ago");
        let count = if matches!(self.word(i), "a" | "an") {
            Some(1.0)
        } else {
            super::en::number(self.word(i))
        };
        let count = count.filter(|_| back)?.clamp(0.0, 3000.0) as i32;
        let unit = self.word(i + 1);
        match unit.trim_end_matches('s') {
            "day" => Some(one_day(today.checked_sub(count.days()).ok()?, 3)),
            "week" => Some(one_day(today.checked_sub(count.weeks()).ok()?, 3)),
            "month" => Some(whole_month(today.checked_sub(count.months()).ok()?, 3)),
            "year" => whole_year(today.checked_sub(count.years()).ok()?.year(), 3),
            _ => None,
        }
    }

    /// `last month`, `this week`, `next year`.
    fn last_unit(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let shift = match self.word(i) {
            "last" | "previous" => -1,
            "this" => 0,
            "next" | "coming" => 1,
            _ => return None,
        };
        match self.word(i + 1) {
            "week" => {
                let monday = today
                    .checked_sub(i32::from(today.weekday().to_monday_zero_offset()).days())
                    .ok()?;
                let begin = monday.checked_add((7 * shift).days()).ok()?;
                Some((2, begin, begin.checked_add(6.days()).ok()?, Precision::Interval))
            }
            "month" => Some(whole_month(today.checked_add(shift.months()).ok()?, 2)),
            "year" => whole_year(today.year().checked_add(shift as i16)?, 2),
            word => {
                // `last September`.
                let month = month_number(word)?;
                let year = if month > today.month() {
                    today.year() - 1
                } else {
                    today.year()
                };
                Some(whole_month(
                    Date::new(year + i16::from(shift > 0), month, 1).ok()?,
                    2,
                ))
            }
        }
    }

    /// `September 2020`, `in September`, `mid January`.
    fn month(&self, i: usize) -> Option<Read> {
        let month = month_number(self.word(i))?;
        if let Some(year) = year_number(self.word(i + 1)) {
            return Some(whole_month(Date::new(year, month, 1).ok()?, 2));
        }
        let led = i > 0
            && matches!(
                self.word(i - 1),
                "in" | "since" | "until" | "by" | "mid" | "late" | "early" | "of" | "this" | "-"
            );
        let year = led.then(|| self.nearest_year(month, 15)).flatten()?;
        Some(whole_month(Date::new(year, month, 1).ok()?, 1))
    }

    /// `in 2010`, `during 2004`.
    fn year(&self, i: usize) -> Option<Read> {
        let year = year_number(self.word(i))?;
        let led = i > 0
            && matches!(
                self.word(i - 1),
                "in" | "during" | "of" | "by" | "until" | "early" | "late" | "mid" | "throughout"
            );
        led.then(|| whole_year(year, 1)).flatten()
    }
}

fn one_day(day: Date, taken: usize) -> Read {
    (taken, day, day, Precision::Day)
}

fn whole_month(day: Date, taken: usize) -> Read {
    (taken, day.first_of_month(), day.last_of_month(), Precision::Month)
}

fn whole_year(year: i16, taken: usize) -> Option<Read> {
    (1..=9000)
        .contains(&year)
        .then(|| (taken, date(year, 1, 1), date(year, 12, 31), Precision::Year))
}

fn unit_days(word: &str) -> Option<i32> {
    Some(match word.trim_end_matches('s') {
        "day" => 1,
        "week" => 7,
        "month" => 30,
        "year" => 365,
        _ => return None,
    })
}

fn day_number(word: &str) -> Option<i8> {
    let digits = word
        .trim_end_matches("st")
        .trim_end_matches("nd")
        .trim_end_matches("rd")
        .trim_end_matches("th");
    digits
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

fn year_number(word: &str) -> Option<i16> {
    word.parse()
        .ok()
        .filter(|year| word.len() == 4 && (1500..=2100).contains(year))
}

fn month_number(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
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
    let plain = word.trim_end_matches('.');
    let at = MONTHS
        .iter()
        .position(|m| *m == plain || word.ends_with('.') && plain.len() >= 3 && m.starts_with(plain))?;
    Some(at as i8 + 1)
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let words: Vec<String> = text.split(' ').map(str::to_lowercase).collect();
        let spans: Vec<Span> = words.iter().map(|_| Span::default()).collect();
        let found = find(&words, &spans, Some(date(2024, 11, 30)));
        found.iter().map(|t| t.time.iso()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn expressions_are_resolved_against_publication() {
        for (text, expected) in [
            ("On Saturday he left", "2024-11-30"),
            ("on Thursday", "2024-11-28"),
            ("last Saturday", "2024-11-23"),
            ("over the past two days", "2024-11-28/2024-11-30"),
            ("5 - 6 April 2016", "2016-04-05/2016-04-06"),
            ("on June 18", "2024-06-18"),
            ("in September", "2024-09"),
            ("last month", "2024-10"),
            ("two years ago", "2022"),
            ("in 2010", "2010"),
            ("since 2020", "2020-01-01/2024-11-30"),
            ("yesterday", "2024-11-29"),
            ("November 30 , 2023", "2023-11-30"),
            ("he may go", ""),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
