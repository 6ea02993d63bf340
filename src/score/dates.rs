//! Time expressions against gold: how many are found with the right tokens, and how many with the right value.
//!
//! Input: lines of JSON with `tokens`, `dct` (the document's date) and `timexes` (first token `start`, one past
//! the last `end`, and `when`, or `from` and `to`, or `notBefore` and `notAfter`). Output: [`DateScores`].
//! A value is right where its first and its last day are those of the gold, as far as the gold has them.

use super::Counts;
use super::given::{self, Given, Malformed};
use crate::claim::Time;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A document with its time expressions.
#[derive(Clone, Debug, Default)]
pub struct DatedDocument {
    /// What names it.
    pub id: String,
    /// What sort of text it is; empty where the gold does not say.
    pub genre: String,
    /// The text, set as a writer would.
    pub given: Given,
    /// Its date.
    pub date: Option<Date>,
    /// What is to be found.
    pub expressions: Vec<Expression>,
}

/// A time expression of the gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// First token and one past the last.
    pub tokens: (usize, usize),
    /// The first day, where the gold has one.
    pub begin: Option<Date>,
    /// The last day, where the gold has one.
    pub end: Option<Date>,
}

/// A line of the gold.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    doc: String,
    #[serde(default)]
    genre: String,
    tokens: Vec<String>,
    #[serde(default)]
    dct: Option<Date>,
    timexes: Vec<Timex>,
}

/// A time expression as the gold has it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Timex {
    start: usize,
    end: usize,
    when: Option<String>,
    from: Option<String>,
    to: Option<String>,
    not_before: Option<String>,
    not_after: Option<String>,
}

impl Timex {
    fn expression(&self) -> Expression {
        let begin = self
            .when
            .as_ref()
            .or(self.from.as_ref())
            .or(self.not_before.as_ref());
        let end = self
            .when
            .as_ref()
            .or(self.to.as_ref())
            .or(self.not_after.as_ref());
        Expression {
            tokens: (self.start, self.end),
            begin: begin.and_then(|value| days(value)).map(|(first, _)| first),
            end: end.and_then(|value| days(value)).map(|(_, last)| last),
        }
    }
}

/// Reads the gold.
///
/// ```
/// let line = r#"{"tokens": ["In", "1999"], "timexes": [{"start": 1, "end": 2, "when": "1999"}]}"#;
/// let documents = whowhom::score::dates::documents(line)?;
/// assert_eq!(documents[0].expressions[0].end.map(|day| day.to_string()).as_deref(), Some("1999-12-31"));
/// # Ok::<(), whowhom::score::given::Malformed>(())
/// ```
///
/// # Errors
/// If a line is no JSON of that form, or an expression lies outside its document's tokens.
pub fn documents(gold: &str) -> Result<Vec<DatedDocument>, Malformed> {
    let document = |(number, line): (usize, Line)| {
        let is_outside = |timex: &Timex| timex.start >= timex.end || timex.end > line.tokens.len();
        if line.timexes.iter().any(is_outside) {
            let reason = "a time expression lies outside the document's tokens".to_owned();
            return Err(Malformed { line: number, reason });
        }
        Ok(DatedDocument {
            id: line.doc,
            genre: line.genre,
            given: Given::running(&line.tokens),
            date: line.dct,
            expressions: line.timexes.iter().map(Timex::expression).collect(),
        })
    };
    given::lines(gold)?.into_iter().map(document).collect()
}

/// First and last day of a value in ISO 8601 (`2004`, `-0776`, `1849-11`, `1880-01-08`); nothing for times of
/// day, and for days that stand in no year.
fn days(value: &str) -> Option<(Date, Date)> {
    let (sign, plain) = value.strip_prefix('-').map_or((1, value), |rest| (-1, rest));
    let parts: Vec<&str> = plain.split('T').next()?.split('-').collect();
    let year: i16 = parts[0].parse().ok().filter(|_| parts[0].len() >= 4)?;
    let number = |at: usize| parts.get(at).map(|part| part.parse::<i8>().ok());
    let date = |month, day| Date::new(sign * year, month, day).ok();
    match (number(1), number(2)) {
        (None, _) => date(1, 1).zip(date(12, 31)),
        (Some(month), None) => date(month?, 1).map(|first| (first, first.last_of_month())),
        (Some(month), Some(day)) => date(month?, day?).map(|day| (day, day)),
    }
}

/// How well time expressions agree with gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateScores {
    /// Found with the right tokens.
    pub detected: Counts,
    /// Found with the right tokens and value.
    pub valued: Counts,
}

impl DateScores {
    /// Counts a document.
    pub fn add(&mut self, found: &[Time], gold: &DatedDocument) {
        let found: BTreeMap<(usize, usize), &Time> = found
            .iter()
            .map(|time| {
                let tokens = gold.given.tokens_in(time.span);
                ((tokens.start, tokens.end), time)
            })
            .collect();
        let (mut detected, mut valued) = (0, 0);
        for expression in &gold.expressions {
            if let Some(time) = found.get(&expression.tokens) {
                detected += 1;
                valued += usize::from(expression.is(time));
            }
        }
        for (counts, right) in [(&mut self.detected, detected), (&mut self.valued, valued)] {
            counts.right += right;
            counts.found += right;
            counts.wrong += found.len() - right;
            counts.wanted += gold.expressions.len();
        }
    }
}

impl Expression {
    /// Whether a time has this value.
    #[must_use]
    pub fn is(&self, time: &Time) -> bool {
        let known = self.begin.is_some() || self.end.is_some();
        known && self.begin.is_none_or(|day| day == time.begin) && self.end.is_none_or(|day| day == time.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Precision;
    use crate::text::Span;
    use jiff::civil::date;

    #[test]
    fn values_have_a_first_and_a_last_day() {
        let first_and_last = |value| days(value).map(|(a, b)| format!("{a}/{b}"));
        assert_eq!(first_and_last("2004").as_deref(), Some("2004-01-01/2004-12-31"));
        assert_eq!(
            first_and_last("2004-02").as_deref(),
            Some("2004-02-01/2004-02-29")
        );
        assert_eq!(
            first_and_last("2004-02-03").as_deref(),
            Some("2004-02-03/2004-02-03")
        );
        assert_eq!(days("-0776").map(|(a, _)| a.year()), Some(-776));
        assert_eq!((days("--09"), days("15:11:00"), days("w")), (None, None, None));
    }

    #[test]
    fn tokens_and_days_must_be_right() {
        let line = r#"{"tokens": ["In", "1999", "and", "in", "May", "2001", "and", "2003"], "timexes": [
            {"start": 1, "end": 2, "when": "1999"}, {"start": 4, "end": 6, "when": "2001-05"},
            {"start": 7, "end": 8, "notBefore": "2003"}]}"#;
        let gold = &documents(&line.replace('\n', " ")).unwrap()[0];
        let time = |start, end, begin: Date, last: Date| Time {
            begin,
            end: last,
            precision: Precision::Interval,
            span: Span::new(start, end),
        };
        // `1999` is right; `May` alone has too few tokens; `2003` begins rightly, and its end is not asked for.
        let found = [
            time(3, 7, date(1999, 1, 1), date(1999, 12, 31)),
            time(15, 18, date(2001, 5, 1), date(2001, 5, 31)),
            time(28, 32, date(2003, 1, 1), date(2003, 1, 1)),
        ];
        let mut scores = DateScores::default();
        scores.add(&found, gold);
        assert_eq!(
            (
                scores.detected.right,
                scores.detected.wrong,
                scores.detected.wanted
            ),
            (2, 1, 3)
        );
        assert_eq!(scores.valued.right, 2);
    }
}
