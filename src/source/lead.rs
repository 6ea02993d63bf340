//! What feeds leave at the head of a text: a date, a title line, a dateline.
//!
//! Recognised are `date 2024-11-30`, a line that is nothing but a date, a short first line
//! without full stop before an empty line, and datelines. Dates and datelines are masked; a
//! title line stays prose. In doubt nothing is recognised.

use super::date;
use super::dateline;
use super::mask::{Markup, gaps};
use super::meta::Meta;
use crate::text::Span;
use jiff::civil::Date;

/// How many bytes a line that is nothing but a date may take.
const LONGEST_DATE: usize = 50;

/// How many bytes a title line may take: the longest headlines of news sites have about 150.
const LONGEST_TITLE: usize = 200;

/// What the head of a text says, and which stretches of it are no prose.
#[derive(Debug, Default)]
pub(super) struct Lead {
    pub(super) meta: Meta,
    pub(super) masked: Vec<Span>,
}

/// Reads the head of a text whose markup is known.
pub(super) fn read(text: &str, markup: &Markup) -> Lead {
    let mut lead = Lead::default();
    let head = Head { text, markup };
    let at = lead.date_line(&head, head.skip(0));
    let body = markup.body.or_else(|| lead.title_line(&head, at)).unwrap_or(at);
    let at = lead.date_line(&head, head.skip(body.max(at)));
    lead.datelines(&head, at);
    lead
}

/// A text with its markup, to step through.
struct Head<'t> {
    text: &'t str,
    markup: &'t Markup,
}

impl<'t> Head<'t> {
    /// The next place with prose: behind white space and markup.
    fn skip(&self, mut at: usize) -> usize {
        loop {
            let rest = &self.text[at..];
            let start = at + rest.len() - rest.trim_start().len();
            let masks = &self.markup.masked;
            let next = masks.get(masks.partition_point(|mask| mask.end as usize <= start));
            match next {
                Some(mask) if mask.start as usize <= start => at = mask.end as usize,
                _ => return start,
            }
        }
    }

    /// The rest of the line, up to the next markup.
    fn line(&self, at: usize) -> &'t str {
        let line = self.text[at..].lines().next().unwrap_or("");
        let mut clear = gaps(&self.markup.masked, at..at + line.len());
        clear.next().map_or("", |gap| &self.text[gap])
    }

    /// The line with markup left out, and where it ends.
    fn whole_line(&self, at: usize) -> (String, usize) {
        let end = at + self.text[at..].find('\n').unwrap_or(self.text.len() - at);
        if end - at > LONGEST_TITLE * 2 {
            return (String::new(), end);
        }
        let pieces = gaps(&self.markup.masked, at..end).map(|gap| &self.text[gap]);
        (pieces.collect::<String>().trim().to_owned(), end)
    }
}

impl Lead {
    /// Takes `date 2024-11-30`, or a line that is nothing but a date; gives where to go on.
    fn date_line(&mut self, head: &Head, at: usize) -> usize {
        let line = head.line(at);
        let Some((date, length)) = labelled_date(line).or_else(|| lone_date(line)) else {
            return at;
        };
        self.meta.date = self.meta.date.or(Some(date));
        self.masked.push(Span::new(at, at + length));
        head.skip(at + length)
    }

    /// Takes a short line without full stop before an empty line; gives where it ends.
    fn title_line(&mut self, head: &Head, at: usize) -> Option<usize> {
        let (line, end) = head.whole_line(at);
        let mut below = head.text[end..].split('\n').skip(1);
        let apart = below.next().is_some_and(|next| next.trim().is_empty());
        let fine = apart && is_title(&line) && !head.text[end..].trim_start().is_empty();
        (fine && dateline::read(head.line(at)).is_none()).then_some(())?;
        self.meta.title = Some(line);
        Some(end)
    }

    /// Takes a dateline, or two: `Shafaq News/ BAGHDAD —`.
    fn datelines(&mut self, head: &Head, mut at: usize) {
        for _ in 0..2 {
            let Some(found) = dateline::read(head.line(at)) else {
                return;
            };
            let meta = &mut self.meta;
            meta.date = meta.date.or(found.date);
            meta.publisher = meta.publisher.take().or(found.publisher);
            self.masked.push(Span::new(at, at + found.length));
            at = head.skip(at + found.length);
        }
    }
}

/// `date 2024-11-30`, `Published: 30 November 2024`, with its length.
fn labelled_date(line: &str) -> Option<(Date, usize)> {
    let label = line.find(|c: char| !c.is_ascii_alphabetic())?;
    let named = ["date", "published"]
        .iter()
        .any(|name| line[..label].eq_ignore_ascii_case(name));
    let rest = line[label..].strip_prefix(':').unwrap_or(&line[label..]);
    let value = rest.trim_start();
    (named && value.len() < rest.len()).then_some(())?;
    let (date, length) = date::leading(value)?;
    Some((date, line.len() - value.len() + length))
}

/// A line that is nothing but a date.
fn lone_date(line: &str) -> Option<(Date, usize)> {
    let line = line.trim_end();
    let date = (line.len() <= LONGEST_DATE).then(|| date::parse(line))??;
    Some((date, line.len()))
}

/// Whether a line reads like a headline.
fn is_title(line: &str) -> bool {
    let last = line
        .trim_end_matches(['"', '\'', '”', '’', '»', ')', ']'])
        .chars()
        .last();
    let open = last.is_some_and(|c| !matches!(c, '.' | ':' | ';' | ',' | '…'));
    let words = line
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphabetic));
    open && line.len() <= LONGEST_TITLE && words.take(2).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::plain;

    fn lead(text: &str) -> (Lead, Vec<&str>) {
        let lead = read(text, &plain::read(text));
        let masked = lead.masked.iter().map(|span| span.of(text)).collect();
        (lead, masked)
    }

    /// Text, what is masked of it, and the publisher.
    fn check(text: &str, masked: &[&str], publisher: Option<&str>) {
        let (lead, found) = lead(text);
        assert_eq!(found, masked, "{text}");
        assert_eq!(lead.meta.publisher.as_deref(), publisher, "{text}");
    }

    #[test]
    fn datelines_are_masked() {
        let both = ["Shafaq News/", "BAGHDAD —"];
        check("Shafaq News/ BAGHDAD — They met.", &both, Some("Shafaq News"));
        check("<p>LONDON (AP) — They met.</p>", &["LONDON (AP) —"], Some("AP"));
        check("Sudani met Assad\n\n(AP) They met.", &["(AP)"], Some("AP"));
    }

    #[test]
    fn dates_at_the_head_are_read() {
        let (lead, masked) = lead(" date 2024-11-30 Shafaq News/ On Saturday, they met.");
        assert_eq!(masked, ["date 2024-11-30", "Shafaq News/"]);
        assert_eq!(lead.meta.date, date::parse("2024-11-30"));
        assert_eq!(lead.meta.publisher.as_deref(), Some("Shafaq News"));
        check(
            "Date: 30 November 2024\nThey met.",
            &["Date: 30 November 2024"],
            None,
        );
        check("30 November 2024\n\nThey met.", &["30 November 2024"], None);
        check("date of birth 2024-11-30", &[], None);
        check("2024-11-30 was a Saturday.", &[], None);
    }

    #[test]
    fn a_title_line_is_recorded_and_stays_prose() {
        let text = "Sudani, Assad discuss Syria\r\n\r\n30 November 2024\r\nBAGHDAD — They met.";
        let (lead, masked) = lead(text);
        assert_eq!(lead.meta.title.as_deref(), Some("Sudani, Assad discuss Syria"));
        assert_eq!(masked, ["30 November 2024", "BAGHDAD —"]);
    }

    #[test]
    fn a_first_paragraph_is_no_title() {
        for text in [
            "They met.\n\nThen they left.",
            "The minister said:\n\n“We met.”",
            "They met\nin Baghdad.\n\nThen they left.",
            "Talks\n\nThey met.",
            "Sudani met Assad\n\n",
            "He said “we met.”\n\nThey left.",
        ] {
            assert_eq!(lead(text).0.meta.title, None, "{text}");
        }
    }
}
