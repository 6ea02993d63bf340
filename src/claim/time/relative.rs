//! Expressions that lean on the day of publication, or on the last date that the text has named.

use super::calendar::{Unit, count, day, month, season, unit, weekday};
use super::{Precision, Read, Words, between, one_day, whole_month, whole_year};
use jiff::ToSpan;
use jiff::civil::Date;

impl Words<'_> {
    pub(super) fn relative(&self, i: usize) -> Option<Read> {
        self.relative_day(i)
            .or_else(|| self.weekday(i))
            .or_else(|| self.past_stretch(i))
            .or_else(|| self.ago(i))
            .or_else(|| self.after_last(i))
            .or_else(|| self.end_of_unit(i))
            .or_else(|| self.last_unit(i))
            .or_else(|| self.season(i))
            .or_else(|| self.feast(i))
    }

    fn relative_day(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let (taken, shift) = match (self.word(i), self.word(i + 1)) {
            ("earlier" | "later", "today") => (2, 0),
            ("today", _) if self.is_nowadays(i) => return None,
            ("today" | "tonight", _) => (1, 0),
            ("yesterday", _) => (1, -1),
            ("tomorrow", "night" | "morning" | "evening" | "afternoon") => (2, 1),
            ("tomorrow", _) => (1, 1),
            ("last", "night") => (2, -1),
            ("this", "day") if self.before(i, 1) == "to" => return None,
            ("this", "morning" | "afternoon" | "evening" | "day") => (2, 0),
            _ => return None,
        };
        Some(one_day(today.checked_add(shift.days()).ok()?, taken))
    }

    /// `is still used today`: nowadays, no day.
    fn is_nowadays(&self, i: usize) -> bool {
        (1..=3).any(|back| {
            matches!(
                self.before(i, back),
                "still" | "known" | "used" | "than" | "modern"
            )
        })
    }

    /// A weekday is the last one up to publication, or the next with `next` or `coming`.
    fn weekday(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let (at, ahead, strictly) = match self.word(i) {
            "next" | "coming" => (i + 1, true, true),
            "last" | "previous" | "past" => (i + 1, false, true),
            "this" => (i + 1, false, false),
            _ => (i, false, false),
        };
        let weekday = weekday(self.word(at))?;
        if matches!(self.before(i, 1), "every" | "each" | "a" | "any") {
            return None;
        }
        // `Friday the 13th`.
        if self.word(at + 1) == "the" && day(self.word(at + 2)).is_some() {
            return None;
        }
        let back = i32::from(today.weekday().since(weekday));
        let shift = if ahead {
            7 - back
        } else if strictly && back == 0 {
            -7
        } else {
            -back
        };
        Some(one_day(today.checked_add(shift.days()).ok()?, at + 1 - i))
    }

    /// `the past two days`, `the last three weeks`, `the last few months`, `the past decade`.
    fn past_stretch(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let at = i + usize::from(self.word(i) == "the");
        if !matches!(self.word(at), "past" | "last" | "previous") {
            return None;
        }
        let many = matches!(self.word(at + 1), "few" | "several").then_some(3.0);
        let given = count(self.word(at + 1)).or(many);
        // `the past decade`; a bare `last year` is a unit of the calendar.
        let long = at > i && self.word(at) == "past" || unit(self.word(at + 1)) == Some(Unit::Decade);
        let (count, behind) = match given {
            Some(count) => (count, at + 2),
            None if long => (1.0, at + 1),
            None => return None,
        };
        let back = before(today, count, unit(self.word(behind))?)?;
        between(Some(back), Some(today), behind + 1 - i)
    }

    /// `two days ago`, `a few years ago`, `5,000 years ago`.
    fn ago(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let (number, behind) = self.some(i)?;
        let unit = unit(self.word(behind))?;
        if !matches!(self.word(behind + 1), "ago" | "back") {
            return None;
        }
        stepped(today, -number, unit, behind + 2 - i)
    }

    /// How many, and where the unit stands: `two`, `a few`, `a couple of`.
    fn some(&self, i: usize) -> Option<(f64, usize)> {
        match (self.word(i), self.word(i + 1), self.word(i + 2)) {
            ("several" | "some", _, _) if unit(self.word(i + 1)).is_some() => Some((3.0, i + 1)),
            ("a", "few", _) => Some((3.0, i + 2)),
            ("a", "couple", "of") => Some((2.0, i + 3)),
            (tens, "-", ones) if count(tens).is_some() && count(ones).is_some() => {
                Some((count(tens)? + count(ones)?, i + 3))
            }
            (word, _, _) => Some((count(word)?, i + 1)),
        }
    }

    /// What leans on the last date: `a year later`, `two days earlier`, `the following month`, `the same year`.
    fn after_last(&self, i: usize) -> Option<Read> {
        let (_, begin, _, precision) = self.last?;
        if let Some((number, behind)) = self.some(i) {
            let unit = unit(self.word(behind))?;
            let sign = match self.word(behind + 1) {
                "later" | "afterwards" => 1.0,
                "earlier" | "before" => -1.0,
                _ => return None,
            };
            return self
                .finer(unit)
                .then(|| stepped(begin, sign * number, unit, behind + 2 - i))
                .flatten();
        }
        let at = i + usize::from(self.word(i) == "the");
        let steps = match self.word(at) {
            "following" | "next" if at > i => 1.0,
            "previous" | "preceding" if at > i => -1.0,
            "same" if at > i => 0.0,
            "that" => 0.0,
            _ => return None,
        };
        let unit =
            unit(self.word(at + 1)).or_else(|| (self.word(at + 1) == "morning").then_some(Unit::Day))?;
        let fits = self.finer(unit) || precision == Precision::Day && unit == Unit::Day;
        fits.then(|| stepped(begin, steps, unit, at + 2 - i)).flatten()
    }

    /// Whether the last date is known as finely as a unit asks for.
    fn finer(&self, unit: Unit) -> bool {
        let precision = self.last.map(|(_, _, _, precision)| precision);
        match unit {
            Unit::Hour | Unit::Day | Unit::Week => precision == Some(Precision::Day),
            Unit::Month => matches!(precision, Some(Precision::Day | Precision::Month)),
            Unit::Year | Unit::Decade | Unit::Century => self
                .last
                .is_some_and(|(_, begin, end, _)| begin.year() == end.year()),
        }
    }

    /// `the end of the year`, `year end`.
    fn end_of_unit(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let (taken, unit) = match [0, 1, 2, 3, 4].map(|k| self.word(i + k)) {
            ["the", "end", "of", "the" | "this", unit] => (5, unit),
            [unit, "end", ..] if matches!(self.before(i, 1), "by" | "at" | "before" | "until") => (2, unit),
            [unit, "'s" | "’s", "end", ..]
                if matches!(self.before(i, 1), "by" | "at" | "before" | "until") =>
            {
                (3, unit)
            }
            _ => return None,
        };
        match unit {
            "year" => Some(one_day(today.last_of_year(), taken)),
            "month" => Some(one_day(today.last_of_month(), taken)),
            _ => None,
        }
    }

    /// `last month`, `this week`, `next year`, `this weekend`, `last September`.
    fn last_unit(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let shift = match self.word(i) {
            "last" | "previous" => -1,
            "this" => 0,
            "next" | "coming" => 1,
            _ => return None,
        };
        match self.word(i + 1) {
            // `this past week`.
            "past" if shift == 0 && self.word(i + 2) == "week" => week(today, -1, 3),
            "week" => week(today, shift, 2),
            "weekend" => {
                let (_, begin, end, _) = week(today, shift, 2)?;
                between(begin.checked_add(5.days()).ok(), Some(end), 2)
            }
            "month" => Some(whole_month(today.checked_add(shift.months()).ok()?, 2)),
            "year" => whole_year(today.year().checked_add(i16::try_from(shift).ok()?)?, 2),
            word => {
                // `last September`.
                let month = month(word).filter(|_| shift != 0)?;
                let year = if month > today.month() {
                    today.year() - 1
                } else {
                    today.year()
                };
                let year = year + i16::from(shift > 0);
                Some(whole_month(Date::new(year, month, 1).ok()?, 2))
            }
        }
    }

    /// `last summer`, `this winter`; a bare `the summer` is the last that has begun.
    fn season(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let led = matches!(self.word(i), "last" | "this" | "next" | "previous");
        let word = self.word(i + usize::from(led));
        let months = season(word)?;
        let sure = matches!(word, "summer" | "winter" | "autumn");
        let leads = matches!(
            self.before(i, 1),
            "the" | "in" | "during" | "late" | "early" | "and" | "by" | ""
        );
        let ends = matches!(
            self.word(i + 1),
            "" | ","
                | "."
                | ";"
                | ")"
                | "and"
                | "or"
                | "of"
                | "to"
                | "when"
                | "in"
                | "months"
                | "is"
                | "are"
                | "can"
                | "was"
        );
        let bare = sure && leads && ends;
        if !led && !bare {
            return None;
        }
        let begun = Date::new(today.year(), months.0, 1).ok()? <= today;
        let year = today.year() - i16::from(!begun);
        let (taken, first, last, precision) = Self::season_in(months, year, 1 + usize::from(led))?;
        let over = last < today;
        let shift = match self.word(i) {
            "last" | "previous" if !over => -1,
            "next" => 1,
            "this" if over => i16::from((today - last).get_days() > 180),
            _ => 0,
        };
        if shift == 0 {
            return Some((taken, first, last, precision));
        }
        Self::season_in(months, year + shift, taken)
    }

    /// Feasts that lie on one day.
    fn feast(&self, i: usize) -> Option<Read> {
        let today = self.today?;
        let (taken, month, day) = match (self.word(i), self.word(i + 1), self.word(i + 2)) {
            ("christmas", "eve", _) => (2, 12, 24),
            ("christmas", "day", _) => (2, 12, 25),
            ("christmas", _, _)
                if matches!(
                    self.before(i, 1),
                    "at" | "before" | "after" | "for" | "by" | "until" | "till" | "this" | "last" | "on"
                ) =>
            {
                (1, 12, 25)
            }
            ("halloween", _, _) => (1, 10, 31),
            ("new", "year", "'s" | "’s") if self.word(i + 3) == "day" => (4, 1, 1),
            ("new", "year", "'s" | "’s") if self.word(i + 3) == "eve" => (4, 12, 31),
            _ => return None,
        };
        let this = Date::new(today.year(), month, day).ok()?;
        let shift = match (this - today).get_days() {
            61.. => -1,
            _ => 0,
        };
        Some(one_day(this.checked_add(shift.years()).ok()?, taken))
    }
}

/// The week, Monday to Sunday, that lies some weeks from a day's.
fn week(day: Date, shift: i32, taken: usize) -> Option<Read> {
    let back = i32::from(day.weekday().to_monday_zero_offset());
    let begin = day.checked_add((7 * shift - back).days()).ok()?;
    between(Some(begin), begin.checked_add(6.days()).ok(), taken)
}

/// The day that lies a number of units before another.
fn before(day: Date, number: f64, unit: Unit) -> Option<Date> {
    let number = number.clamp(0.0, 9000.0);
    let whole = number.round() as i32;
    match unit {
        Unit::Hour => day.checked_sub((whole / 24).days()),
        Unit::Day => day.checked_sub(whole.days()),
        Unit::Week => day.checked_sub(whole.weeks()),
        Unit::Month => day.checked_sub(whole.months()),
        Unit::Year => day.checked_sub(whole.years()),
        Unit::Decade => day.checked_sub((10 * whole).years()),
        Unit::Century => day.checked_sub((100 * whole).years()),
    }
    .ok()
}

/// The day, month or year that lies a number of units from a day.
fn stepped(day: Date, number: f64, unit: Unit, taken: usize) -> Option<Read> {
    let number = number.clamp(-9000.0, 9000.0).round() as i32;
    let year = |years: i32| {
        let year = i32::from(day.year()) + years;
        // There is no year 0.
        let year = if year <= 0 { year - 1 } else { year };
        whole_year(i16::try_from(year).ok()?, taken)
    };
    match unit {
        Unit::Hour => Some(one_day(day.checked_add((number / 24).days()).ok()?, taken)),
        Unit::Day => Some(one_day(day.checked_add(number.days()).ok()?, taken)),
        Unit::Week => Some(one_day(day.checked_add(number.weeks()).ok()?, taken)),
        Unit::Month => Some(whole_month(day.checked_add(number.months()).ok()?, taken)),
        Unit::Year => year(number),
        Unit::Decade => year(number.checked_mul(10)?),
        Unit::Century => year(number.checked_mul(100)?),
    }
}
