//! Plain text: HTML tags and character references that were left in it are no prose.

use super::mask::{Markup, join};
use crate::text::Span;
use std::ops::Range;

/// Tags that feeds leave in a text; `<String>` and `<unknown>` are words.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "noscript",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "script",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "video",
    "wbr",
];

/// Named character references of news texts.
const NAMED: &[&str] = &[
    "amp", "apos", "bull", "cent", "copy", "deg", "emsp", "ensp", "euro", "gt", "hellip", "laquo", "ldquo",
    "lsquo", "lt", "mdash", "middot", "nbsp", "ndash", "pound", "quot", "raquo", "rdquo", "reg", "rsquo",
    "sbquo", "shy", "thinsp", "trade", "zwj", "zwnj",
];

/// Tags whose content is no prose either.
const SILENT: &[(&str, &str)] = &[("script", "</script>"), ("style", "</style>")];

/// The longest name of a tag or a character reference that is looked for.
const LONGEST_NAME: usize = 12;

/// Finds what is no prose in a plain text.
pub(super) fn read(text: &str) -> Markup {
    Markup {
        masked: join(tags(text)),
        ..Markup::default()
    }
}

/// Finds tags, comments and character references.
///
/// Of `&amp;` only `amp;` is taken: the sign that is left is what it stands for.
pub(super) fn tags(text: &str) -> Vec<Span> {
    let mut scanner = Scanner {
        text,
        missing: Vec::new(),
    };
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['<', '&']) {
        let start = at + found;
        let stretch = scanner.stretch(start);
        at = stretch.as_ref().map_or(start + 1, |range| range.end);
        spans.extend(stretch.map(|range| Span::new(range.start, range.end)));
    }
    spans
}

/// Looks at one text; remembers what it does not hold, so that the search stays linear.
struct Scanner<'t> {
    text: &'t str,
    /// Closers that do not occur any more.
    missing: Vec<&'static str>,
}

impl Scanner<'_> {
    /// The markup that begins at a `<` or `&`.
    fn stretch(&mut self, start: usize) -> Option<Range<usize>> {
        let rest = &self.text[start..];
        if rest.starts_with('&') {
            return reference(rest).map(|range| start + range.start..start + range.end);
        }
        if rest.starts_with("<!--") {
            return self.closed(start, "-->");
        }
        if rest.starts_with("<?xml") || rest.get(..9).is_some_and(|r| r.eq_ignore_ascii_case("<!doctype")) {
            return tag_end(rest).map(|end| start..start + end);
        }
        let (name, end) = tag(rest)?;
        let closer = SILENT
            .iter()
            .find(|(silent, _)| name.eq_ignore_ascii_case(silent));
        let content = closer.and_then(|(_, closer)| self.closed(start, closer));
        Some(content.unwrap_or(start..start + end))
    }

    /// From `start` to the end of the next `closer`, if there is one.
    fn closed(&mut self, start: usize, closer: &'static str) -> Option<Range<usize>> {
        if self.missing.contains(&closer) {
            return None;
        }
        let rest = &self.text.as_bytes()[start..];
        let found = rest
            .windows(closer.len())
            .position(|w| w.eq_ignore_ascii_case(closer.as_bytes()));
        if found.is_none() {
            self.missing.push(closer);
        }
        found.map(|at| start..start + at + closer.len())
    }
}

/// The name and the length of the tag that a text begins with.
///
/// Attributes must look like some: `a <b and c> d` is no tag.
fn tag(rest: &str) -> Option<(&str, usize)> {
    let inner = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    let name = leading_name(inner);
    let known = TAGS.iter().any(|tag| name.eq_ignore_ascii_case(tag));
    let end = known.then(|| tag_end(rest))??;
    let attributes = inner[name.len()..end - (rest.len() - inner.len()) - 1].trim();
    let apart = !inner[name.len()..].starts_with(|c: char| c.is_alphanumeric() || "-_:.@".contains(c));
    let fine = attributes.is_empty() || attributes == "/" || attributes.contains('=');
    (apart && fine).then_some((name, end))
}

/// The letters and digits that a text begins with, cut where no name is so long.
fn leading_name(text: &str) -> &str {
    let head = text.bytes().take(LONGEST_NAME);
    let length = head.take_while(u8::is_ascii_alphanumeric).count();
    &text[..length]
}

/// Where the `>` of a tag ends, if no other `<` comes first.
fn tag_end(rest: &str) -> Option<usize> {
    let end = 1 + rest[1..].find(['<', '>'])?;
    rest[end..].starts_with('>').then_some(end + 1)
}

/// The part of a character reference that is no prose.
fn reference(rest: &str) -> Option<Range<usize>> {
    let inner = rest[1..].strip_prefix('#').unwrap_or(&rest[1..]);
    let name = leading_name(inner);
    let numbered = inner.len() + 1 < rest.len();
    let start = rest.len() - inner.len();
    let end = start + name.len() + 1;
    let digits = name.strip_prefix(['x', 'X']).unwrap_or(name);
    let known = if numbered {
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit())
    } else {
        NAMED.contains(&name)
    };
    let closed = inner[name.len()..].starts_with(';');
    (known && closed).then_some(if name == "amp" { 1..end } else { 0..end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<&str> {
        read(text).masked.iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn tags_and_references_are_masked() {
        assert_eq!(
            check("<p class=\"x\">Iraq&nbsp;&amp; Syria<br/>said<BR></p>"),
            ["<p class=\"x\">", "&nbsp;", "amp;", "<br/>", "<BR></p>"]
        );
        assert_eq!(check("Iraq&#39;s &#x2019;"), ["&#39;", "&#x2019;"]);
        assert_eq!(check("a<!-- no\nprose -->b"), ["<!-- no\nprose -->"]);
        assert_eq!(
            check("a<script>if (a < b) {}</script>b"),
            ["<script>if (a < b) {}</script>"]
        );
        assert_eq!(
            check("<!DOCTYPE html><?xml version='1.0'?>x"),
            ["<!DOCTYPE html><?xml version='1.0'?>"]
        );
    }

    #[test]
    fn signs_are_no_tags() {
        for text in [
            "3 < 5 and 7 > 2",
            "if a <b and c> d",
            "a List<String> of <unknown> things",
            "<b@example.org>",
            "AT&T; R&D; &; &#; &nbsp <p",
            "<",
            "<<<p<",
            "<!-- never closed",
        ] {
            assert!(check(text).is_empty(), "{text}: {:?}", check(text));
        }
    }

    #[test]
    fn long_runs_of_openers_take_no_time() {
        for opener in ["<!--", "<a ", "<script>", "&", "<a b=\"", "&#"] {
            read(&opener.repeat(200_000));
        }
    }
}
