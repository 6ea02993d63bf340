//! Dates as stretches of days.

/// Whether two ISO 8601 dates (days, months, years, intervals) have a day in common; false where one is none.
pub(super) fn overlap(a: &str, b: &str) -> bool {
    match (period(a), period(b)) {
        (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
        _ => false,
    }
}

type Day = (u32, u32, u32);

fn period(date: &str) -> Option<(Day, Day)> {
    let first = date.split('/').next()?;
    let last = date.rsplit('/').next()?;
    Some((day(first, false)?, day(last, true)?))
}

/// The first or last day of a day, month or year.
fn day(date: &str, last: bool) -> Option<Day> {
    let year = digits(date, 4)?;
    let rest = &date[4..];
    let month = rest.strip_prefix('-').and_then(|rest| digits(rest, 2));
    let rest = if month.is_some() { &rest[3..] } else { rest };
    let day = rest.strip_prefix('-').and_then(|rest| digits(rest, 2));
    let month = month.unwrap_or(if last { 12 } else { 1 });
    if !(1..=12).contains(&month) {
        return None;
    }
    Some((
        year,
        month,
        day.unwrap_or(if last { days(year, month) } else { 1 }),
    ))
}

/// The number that the first `count` digits make.
fn digits(text: &str, count: usize) -> Option<u32> {
    let digits = text.get(..count)?;
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

const fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
