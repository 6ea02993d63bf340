//! Dates of the calendar, with or without their year.

use super::calendar::{day, month, ordinal, season, weekday, year, year_number};
use super::{Precision, Read, Words, between, one_day, whole_month, whole_year, years};
use jiff::civil::{Date, date};

impl Words<'_> {
    pub(super) fn absolute(&self, i: usize) -> Option<Read> {
        self.named_day(i)
            .or_else(|| self.iso(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.month_day(i))
            .or_else(|| self.month_year(i))
            .or_else(|| self.season_of_year(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.century(i))
            .or_else(|| self.era(i))
            .or_else(|| self.war(i))
            .or_else(|| self.bare_year(i))
    }

    /// `Friday, May 8, 2009`, `Friday 8 May`.
    fn named_day(&self, i: usize) -> Option<Read> {
        weekday(self.word(i))?;
        let at = i + 1 + usize::from(self.word(i + 1) == ",");
        let (taken, begin, end, precision) = self.month_day(at).or_else(|| self.day_month(at))?;
        Some((at - i + taken, begin, end, precision))
    }

    /// `2024-11-30`, in one token or cut at its hyphens.
    fn iso(&self, i: usize) -> Option<Read> {
        let one: Option<Date> = (self.word(i).len() == 10)
            .then(|| self.word(i).parse().ok())
            .flatten();
        if let Some(day) = one {
            return Some(one_day(day, 1));
        }
        let parts = [self.word(i).len(), self.word(i + 2).len(), self.word(i + 4).len()];
        let joined: String = (0..5).map(|k| self.word(i + k)).collect();
        let day: Date = (parts == [4, 2, 2]).then(|| joined.parse().ok()).flatten()?;
        Some(one_day(day, 5))
    }

    /// `5 April 2016`, `5-6 April 2016`, `5th of April`.
    fn day_month(&self, i: usize) -> Option<Read> {
        let first = day(self.word(i))?;
        let (last, mut k) = match (self.word(i + 1), day(self.word(i + 2))) {
            ("-" | "–" | "to" | "and", Some(last)) => (last, i + 3),
            _ => (first, i + 1),
        };
        if self.word(k) == "of" {
            k += 1;
        }
        let month = month(self.word(k))?;
        self.finish_date(i, k + 1, first, last, month)
    }

    /// `November 30, 2024`, `Nov. 30`, `November 30th`.
    fn month_day(&self, i: usize) -> Option<Read> {
        let month = month(self.word(i))?;
        let first = day(self.word(i + 1))?;
        let (last, k) = match (self.word(i + 2), day(self.word(i + 3))) {
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
            None => self.year_behind(k).or_else(|| self.nearest_year(month, first))?,
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

    /// The year of the date behind, of which this one is the beginning: `from March to August 2011`.
    fn year_behind(&self, at: usize) -> Option<i16> {
        let joined = matches!(self.word(at), "to" | "and" | "–" | "-" | "until" | "through");
        let behind = (at + 1..at + 3).find(|&k| joined && month(self.word(k)).is_some())?;
        (behind + 1..behind + 4).find_map(|k| year_number(self.word(k)))
    }

    /// The year in which a day lies nearest to publication, where a near future counts; but behind a date
    /// long gone, a day without a year is rather of the same one.
    fn nearest_year(&self, month: i8, day: i8) -> Option<i16> {
        if let Some(year) = self.told {
            return Some(year);
        }
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

    /// `September 2020`, `May, 1750`, `May of 1750`, `in September`, `mid January`.
    fn month_year(&self, i: usize) -> Option<Read> {
        let month = month(self.word(i))?;
        let between = usize::from(matches!(self.word(i + 1), "," | "of"));
        if let Some(year) = year_number(self.word(i + 1 + between)) {
            return Some(whole_month(Date::new(year, month, 1).ok()?, 2 + between));
        }
        let verb = matches!(self.word(i), "may" | "march");
        let led = matches!(
            self.before(i, 1),
            "in" | "since"
                | "until"
                | "by"
                | "mid"
                | "late"
                | "early"
                | "of"
                | "this"
                | "-"
                | "from"
                | "and"
                | "to"
                | "through"
                | "between"
                | "during"
                | "till"
                | "last"
                | "next"
        ) && !(verb && matches!(self.before(i, 1), "and" | "to" | "of" | "this"));
        let year = led
            .then(|| self.year_behind(i + 1).or_else(|| self.nearest_year(month, 15)))
            .flatten()?;
        Some(whole_month(Date::new(year, month, 1).ok()?, 1))
    }

    /// `summer of 2012`, `fall 2004`.
    fn season_of_year(&self, i: usize) -> Option<Read> {
        let months = season(self.word(i))?;
        let of = usize::from(self.word(i + 1) == "of");
        let year = year_number(self.word(i + 1 + of))?;
        Self::season_in(months, year, 2 + of)
    }

    /// A season that begins in a year.
    pub(super) fn season_in((first, last): (i8, i8), year: i16, taken: usize) -> Option<Read> {
        let end = Date::new(year + i16::from(last < first), last, 1).ok()?;
        between(Date::new(year, first, 1).ok(), Some(end.last_of_month()), taken)
    }

    /// `1990s`, `1930's`, `the sixties`.
    fn decade(&self, i: usize) -> Option<Read> {
        const TENS: [&str; 7] = [
            "thirties",
            "forties",
            "fifties",
            "sixties",
            "seventies",
            "eighties",
            "nineties",
        ];
        if let Some(at) = TENS.iter().position(|ten| *ten == self.word(i)) {
            let first = 1930 + 10 * at as i16;
            return (self.before(i, 1) == "the")
                .then(|| years(first, first + 9, 1))
                .flatten();
        }
        let word = self.word(i);
        let digits = word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("’s"))
            .or_else(|| word.strip_suffix('s'));
        let cut = digits.is_none() && matches!(self.word(i + 1), "'s" | "’s") && self.before(i, 1) == "the";
        let first = year_number(digits.or_else(|| cut.then_some(word))?)?;
        (first % 10 == 0)
            .then(|| years(first, first + 9, 1 + usize::from(cut)))
            .flatten()
    }

    /// `19th century`, `the 7th century BC`.
    fn century(&self, i: usize) -> Option<Read> {
        let number = ordinal(self.word(i)).filter(|n| (1..=21).contains(n))?;
        let hyphen = usize::from(matches!(self.word(i + 1), "-" | "–"));
        if self.word(i + 1 + hyphen) != "century" {
            return None;
        }
        let taken = 2 + hyphen;
        if is_before_our_era(self.word(i + taken)) {
            let first = -100 * number;
            return between(
                Date::new(first, 1, 1).ok(),
                Date::new(first + 99, 12, 31).ok(),
                taken + 1,
            );
        }
        let first = 100 * (number - 1);
        let taken = taken + usize::from(matches!(self.word(i + taken), "ad" | "ce"));
        years(first.max(1), first + 99, taken)
    }

    /// `776 BC`, `394 AD`, `AD 842`.
    fn era(&self, i: usize) -> Option<Read> {
        let number = |word: &str| {
            word.replace(',', "")
                .parse::<i16>()
                .ok()
                .filter(|year| (1..=9999).contains(year))
        };
        if self.word(i) == "ad" {
            return whole_year(number(self.word(i + 1))?, 2);
        }
        let year = number(self.word(i))?;
        match self.word(i + 1) {
            era if is_before_our_era(era) => whole_year(-year, 2),
            "ad" | "ce" => whole_year(year, 2),
            _ => None,
        }
    }

    /// The two wars that texts date by.
    fn war(&self, i: usize) -> Option<Read> {
        let world_war = self.word(i) == "world" && self.word(i + 1) == "war";
        let (taken, second) = match (self.word(i), self.word(i + 2)) {
            ("wwii", _) => (1, true),
            ("wwi", _) => (1, false),
            (_, "ii" | "2" | "two") if world_war => (3, true),
            (_, "i" | "1" | "one") if world_war => (3, false),
            _ => return None,
        };
        let (begin, end) = if second {
            (date(1939, 9, 1), date(1945, 9, 2))
        } else {
            (date(1914, 7, 28), date(1918, 11, 11))
        };
        between(Some(begin), Some(end), taken)
    }

    /// `2010`, and `72` in `1871–72`.
    fn bare_year(&self, i: usize) -> Option<Read> {
        let word = self.word(i);
        if let Some(year) = year(word, self.before(i, 1), self.word(i + 1)) {
            return whole_year(year, 1);
        }
        let first =
            year_number(self.before(i, 2)).filter(|_| matches!(self.before(i, 1), "-" | "–" | "/"))?;
        let last: i16 = word.parse().ok().filter(|_| word.len() == 2)?;
        let year = first - first % 100 + last;
        (year > first).then(|| whole_year(year, 1)).flatten()
    }
}

fn is_before_our_era(word: &str) -> bool {
    matches!(word, "bc" | "bce" | "b.c." | "b.c.e.")
}
