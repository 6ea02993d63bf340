//! What feeds leave at the head of a text: a date, a title line, a dateline.
//!
//! Recognised are `date 2024-11-30`, a line that is nothing but a date, a short first line
//! without full stop before an empty line, and datelines such as `LONDON, Nov 30 (Reuters) -`,
//! `Shafaq News/`, `BAGHDAD —`, `(AP)`, `MOSCOW, November 30. /TASS/.`. Dates and datelines are
//! masked; a title line stays prose. In doubt nothing is recognised.

use super::date;
use super::mask::{Markup, gaps};
use super::meta::Meta;
use crate::text::Span;
use jiff::civil::Date;

/// How many characters a dateline may take.
const LONGEST_DATELINE: usize = 80;

/// How many bytes a title line may take: the longest headlines of news sites have about 150.
const LONGEST_TITLE: usize = 200;

/// How many bytes a name in a dateline may take.
const LONGEST_NAME: usize = 40;

/// Words in brackets at the head of a text that name no agency.
const NO_AGENCY: &[&str] = &[
    "update",
    "updates",
    "updated",
    "correct",
    "corrected",
    "correction",
    "exclusive",
    "breaking",
    "photo",
    "photos",
    "video",
    "watch",
    "opinion",
    "analysis",
    "live",
];

/// Last words of the names that stand before a free-standing slash.
const NEWS_WORDS: &[&str] = &[
    "news", "agency", "press", "media", "times", "post", "tv", "radio", "today",
];

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
        (fine && dateline(head.line(at)).is_none()).then_some(())?;
        self.meta.title = Some(line);
        Some(end)
    }

    /// Takes a dateline, or two: `Shafaq News/ BAGHDAD —`.
    fn datelines(&mut self, head: &Head, mut at: usize) {
        for _ in 0..2 {
            let Some(found) = dateline(head.line(at)) else {
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
    let date = (line.len() <= LONGEST_NAME).then(|| date::parse(line))??;
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

/// A dateline at the head of a line.
#[derive(Debug, Default, PartialEq)]
struct Dateline {
    length: usize,
    publisher: Option<String>,
    date: Option<Date>,
}

fn dateline(line: &str) -> Option<Dateline> {
    let end = line
        .char_indices()
        .nth(LONGEST_DATELINE)
        .map_or(line.len(), |(at, _)| at);
    let window = &line[..end];
    slash(window)
        .or_else(|| bracket(window, '(', ')'))
        .or_else(|| bracket(window, '/', '/'))
        .or_else(|| capitals(window).filter(|found| has_small(&line[found.length..])))
}

/// `Shafaq News/`: a short name in title case, a slash, a blank.
fn slash(window: &str) -> Option<Dateline> {
    let (before, after) = window.split_once('/')?;
    let name = before.trim_end();
    let free = name.len() < before.len();
    let words: Vec<&str> = name.split(' ').collect();
    let news = words.last().is_some_and(|word| is_one_of(word, NEWS_WORDS));
    let fine = is_name(name) && words.iter().all(|word| starts_upper(word));
    (fine && after.starts_with(char::is_whitespace) && (news || !free)).then(|| Dateline {
        length: before.len() + 1,
        publisher: names_agency(name).then(|| name.to_owned()),
        date: None,
    })
}

/// `LONDON, Nov 30 (Reuters) -`, `Erbil (Kurdistan24) –`, `(AP)`, `MOSCOW, November 30. /TASS/.`.
fn bracket(window: &str, open: char, close: char) -> Option<Dateline> {
    let (before, rest) = window.split_once(open)?;
    let (agency, after) = rest.split_once(close)?;
    let stop = usize::from(open == '/' && after.starts_with('.'));
    let dash = dash(&after[stop..]);
    let place = Place::read(before.trim_end().trim_end_matches('.'));
    let alone = before.is_empty();
    let capitals = agency.len() > 1 && agency.bytes().all(|b| b.is_ascii_uppercase());
    let begins = after.trim_start().starts_with(char::is_uppercase) && after.starts_with(' ');
    let closed = dash.is_some() || stop > 0 || (alone && capitals && begins);
    let named = is_name(agency) && !agency.split(' ').any(|word| is_one_of(word, NO_AGENCY));
    let fine = closed && named && !spells(before, agency) && (alone || place.is_some());
    fine.then(|| Dateline {
        length: window.len() - after.len() + stop + dash.unwrap_or(0),
        publisher: Some(agency.to_owned()),
        date: place.and_then(|place| place.date),
    })
}

/// `BAGHDAD —`, `BAGHDAD, Nov 30 -`.
fn capitals(window: &str) -> Option<Dateline> {
    let marks = window.char_indices().filter(|(_, c)| "-–—―".contains(*c));
    let mut found = marks.filter_map(|(at, mark)| Some((at, mark, dash(&window[at..])?)));
    let (at, mark, length) = found.find(|(at, mark, _)| *mark == '—' || window[..*at].ends_with(' '))?;
    let before = window[..at].trim_end();
    let place = Place::read(before).filter(|place| place.capitals)?;
    // Four letters may be a body as well as a city (NATO, ROME): they need the longer dash.
    let letters = before.chars().filter(|c| c.is_alphabetic()).count();
    let long = mark == '—' || window[at..].starts_with("--");
    (letters >= if long { 4 } else { 5 }).then_some(Dateline {
        length: at + length,
        publisher: None,
        date: place.date,
    })
}

/// The length of the dash that a text begins with, blanks before it included.
///
/// A hyphen needs a blank on one side at least: `(dpa)-style` holds none.
fn dash(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start_matches(' ').len();
    let rest = &text[start..];
    let length = ["--", "—", "–", "―", "-"]
        .iter()
        .find(|dash| rest.starts_with(**dash))?
        .len();
    let after = &rest[length..];
    let apart = start > 0 || after.is_empty() || after.starts_with(char::is_whitespace);
    (rest.starts_with('—') || apart).then_some(start + length)
}

/// The place and day in a dateline: `LONDON`, `Erbil, Iraq`, `BEIJING, Nov. 30, 2024`.
struct Place {
    capitals: bool,
    date: Option<Date>,
}

impl Place {
    fn read(text: &str) -> Option<Self> {
        let (days, names): (Vec<&str>, Vec<&str>) =
            text.split(',').map(str::trim).partition(|part| is_day(part));
        let fine = text.len() <= LONGEST_NAME * 2 && names.iter().all(|name| is_place(name));
        (fine && !text.is_empty()).then(|| Self {
            capitals: names.first().is_some_and(|name| !has_small(name)),
            date: date::parse(&days.join(" ")),
        })
    }
}

/// Whether a part of a dateline tells a day: `Nov 30`, `30 November 2024`, `2024`.
fn is_day(part: &str) -> bool {
    let words = || part.split(' ');
    let number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let month = words().any(date::is_month) && words().any(number);
    (month && words().count() <= 3) || (part.len() == 4 && number(part))
}

/// Whether a part of a dateline reads like a place: up to four words, the first and all longer
/// ones with a capital.
fn is_place(part: &str) -> bool {
    let small = |word: &str| word.len() <= 3 && word.chars().all(char::is_lowercase);
    let mut words = part.split(' ');
    let first = words
        .next()
        .is_some_and(|word| starts_upper(word) && !is_one_of(word, &["the", "a", "an"]));
    let rest = words.all(|word| starts_upper(word) || small(word));
    first && rest && is_name(part)
}

/// Whether a text can be a name: short, at most four words, no odd signs.
fn is_name(text: &str) -> bool {
    let fine = |c: char| c.is_alphanumeric() || " .'’&-/".contains(c);
    text.len() <= LONGEST_NAME
        && text.split(' ').count() <= 4
        && text.chars().all(fine)
        && text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
}

/// Whether a name before a slash is that of an agency and not of a city: several words, a
/// short word in capitals, or a capital or digit inside.
fn names_agency(name: &str) -> bool {
    let odd = |c: char| c.is_uppercase() || c.is_ascii_digit();
    let capitals = !has_small(name);
    name.contains(' ')
        || if capitals {
            name.len() <= 5
        } else {
            name.chars().skip(1).any(odd)
        }
}

/// Whether a bracket only shortens the name before it: `European Union (EU) –`.
fn spells(name: &str, short: &str) -> bool {
    let initials = |small: bool| {
        let words = name
            .split_whitespace()
            .filter(move |word| small || starts_upper(word));
        words
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let short = short.to_lowercase();
    name.contains(' ') && (initials(true) == short || initials(false) == short)
}

fn starts_upper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn has_small(text: &str) -> bool {
    text.contains(char::is_lowercase)
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|other| word.eq_ignore_ascii_case(other))
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
        let rest = "The two leaders met.";
        for (dateline, publisher) in [
            ("Shafaq News/", Some("Shafaq News")),
            ("Shafaq News /", Some("Shafaq News")),
            ("INA/", Some("INA")),
            ("Baghdad/", None),
            ("LONDON (Reuters) -", Some("Reuters")),
            ("LONDON, Nov 30 (Reuters) –", Some("Reuters")),
            ("Nov 30 (Reuters) -", Some("Reuters")),
            ("ERBIL (Kurdistan24) –", Some("Kurdistan24")),
            ("Erbil (Kurdistan24) –", Some("Kurdistan24")),
            ("Erbil, Iraq (AP) —", Some("AP")),
            ("BRUSSELS/LONDON (Reuters) -", Some("Reuters")),
            ("RIO DE JANEIRO (AFP) --", Some("AFP")),
            ("Berlin (dpa) -", Some("dpa")),
            ("BEIJING, Nov. 30 (Xinhua) --", Some("Xinhua")),
            ("MOSCOW, November 30. /TASS/.", Some("TASS")),
            ("BAGHDAD —", None),
            ("BAGHDAD -", None),
            ("KYIV —", None),
            ("WASHINGTON, D.C. –", None),
            ("(AP)", Some("AP")),
            ("(Reuters) -", Some("Reuters")),
        ] {
            check(&format!("{dateline} {rest}"), &[dateline], publisher);
        }
        check("BAGHDAD—The two met.", &["BAGHDAD—"], None);
        check(
            "Shafaq News/ BAGHDAD — They met.",
            &["Shafaq News/", "BAGHDAD —"],
            Some("Shafaq News"),
        );
        check("<p>LONDON (AP) — They met.</p>", &["LONDON (AP) —"], Some("AP"));
    }

    #[test]
    fn prose_is_no_dateline() {
        for text in [
            "The European Union (EU) - a bloc of 27 - met.",
            "European Union (EU) – the bloc – met.",
            "Bank of England (BoE) - the central bank - met.",
            "Islamic State (IS) said so.",
            "NATO - the alliance - met.",
            "UN — it met.",
            "And/or it may.",
            "Iraq/Syria talks began.",
            "Iraq / Syria: the talks began.",
            "He met Assad (AP) - so they say.",
            "BOMB KILLS TWENTY - POLICE",
            "Al-Sudani met Assad - again.",
            "Prime Minister (Sudani) met him.",
            "(Update) - They met.",
            "(He said so.) They met.",
            "They met on Nov 30 (Saturday) - again.",
            "I - a minister - met him.",
            "",
            "/",
            "()",
            "—",
        ] {
            check(text, &[], None);
        }
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
    fn a_year_in_the_dateline_gives_the_date() {
        let (lead, _) = lead("LONDON, November 30, 2024 (Reuters) - They met.");
        assert_eq!(lead.meta.date, date::parse("2024-11-30"));
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
