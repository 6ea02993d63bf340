//! Markdown: the text as written, with everything that is not prose masked.
//!
//! What the parser calls text is prose; all else (markers, link targets, images, code blocks,
//! rules, front matter) is masked. HTML blocks keep their words: only their tags are masked.

use super::mask::{Markup, join, push_lines};
use super::meta::Meta;
use super::{Error, Place, front, plain};
use crate::text::Span;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// Finds what is no prose in a Markdown text, its front matter and its title.
pub(super) fn read(text: &str, place: &Place) -> Result<Markup, Error> {
    let (meta, start) = front::read(text, place)?.unwrap_or_default();
    let prose = Prose::of(&text[start..]);
    let mut masked = plain::tags(text);
    masked.push(Span::new(0, text[..start].trim_end().len()));
    let mut at = start;
    for piece in prose.pieces {
        push_lines(text, at..start + piece.start, &mut masked);
        at = start + piece.end;
    }
    push_lines(text, at..text.len(), &mut masked);
    let heading = Meta {
        title: prose.title.filter(|title| !title.is_empty()),
        ..Meta::default()
    };
    Ok(Markup {
        masked: join(masked),
        meta: meta.or(heading),
        body: prose.body.map(|body| start + body),
    })
}

/// The prose of a text: its pieces in order, disjoint.
#[derive(Default)]
struct Prose {
    pieces: Vec<Range<usize>>,
    /// The words of a heading that all prose follows.
    title: Option<String>,
    /// Where that heading ends.
    body: Option<usize>,
    /// For each open element whether it holds no prose, and how many do not.
    open: Vec<bool>,
    silent: usize,
}

impl Prose {
    fn of(text: &str) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let mut prose = Self::default();
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            match event {
                Event::Start(tag) => prose.start(&tag, range.end),
                Event::End(_) => prose.end(),
                Event::Text(words) => prose.text(&words, range),
                Event::Code(words) => prose.text(&words, inside_ticks(text, range)),
                Event::Html(_) => prose.piece(range),
                _ => {}
            }
        }
        prose
    }

    /// Opens an element that ends at `end`; a heading before all prose is the title.
    fn start(&mut self, tag: &Tag, end: usize) {
        if matches!(tag, Tag::Heading { .. }) && self.pieces.is_empty() {
            self.title = Some(String::new());
            self.body = Some(end);
        }
        self.open.push(is_silent(tag));
        self.silent += usize::from(is_silent(tag));
    }

    fn end(&mut self) {
        self.silent -= usize::from(self.open.pop().unwrap_or(false));
    }

    fn text(&mut self, words: &str, range: Range<usize>) {
        let in_title = self.silent == 0 && self.body.is_some_and(|body| range.start < body);
        if let Some(title) = self.title.as_mut().filter(|_| in_title) {
            title.push_str(words);
        }
        self.piece(range);
    }

    /// Adds prose; what the parser tells twice is taken once.
    fn piece(&mut self, range: Range<usize>) {
        let last = self.pieces.last().map_or(0, |last| last.end);
        let start = range.start.max(last);
        if self.silent == 0 && start < range.end {
            self.pieces.push(start..range.end);
        }
    }
}

/// Whether an element holds no prose: a picture, a block of code, an address as a link.
const fn is_silent(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Image { .. }
            | Tag::CodeBlock(_)
            | Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            }
    )
}

/// A stretch of code in a line without its ticks.
fn inside_ticks(text: &str, range: Range<usize>) -> Range<usize> {
    let code = &text[range.clone()];
    let start = range.start + code.len() - code.trim_start_matches('`').len();
    let end = range.start + code.trim_end_matches('`').len();
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::mask::gaps;

    fn markup(text: &str) -> Markup {
        read(text, &Place::file("a.md")).unwrap()
    }

    fn check(text: &str, prose: &str) {
        let masked = markup(text).masked;
        let pieces = gaps(&masked, 0..text.len()).map(|gap| &text[gap]);
        assert_eq!(pieces.collect::<String>(), prose);
    }

    #[test]
    fn markers_are_masked_and_words_stay() {
        check("# Talks\n\nThe **UN** *met*.\n", " Talks\n\nThe UN met.\n");
        check(
            "The [UN](https://un.org \"x\") met ![flag](f.png)here.",
            "The UN met here.",
        );
        check(
            "- Iraq\n- Syria\n\n> He said\n> so.\n",
            " Iraq\n Syria\n\n He said\n so.\n",
        );
        check("See <https://e.org> and `a b`.", "See  and a b.");
        check(
            "He met [Assad][1].\n\n[1]: https://e.org\n",
            "He met Assad.\n\n\n",
        );
        check("Talks\n=====\n\nText\\*\n\n***\n", "Talks\n\n\nText*\n\n\n");
        check(
            "| who | whom |\n|---|---|\n| Iraq | Syria |\n",
            " who  whom \n\n Iraq  Syria \n",
        );
    }

    #[test]
    fn code_blocks_and_tags_are_masked() {
        check("Text\n\n```rust\nlet a = 1;\n```\n\nMore", "Text\n\n\n\n\n\nMore");
        check("<div>\n<p>Iraq said so.</p>\n</div>\n", "\nIraq said so.\n\n");
        check("Iraq<br>and <b>Syria</b>&nbsp;met", "Iraqand Syriamet");
    }

    #[test]
    fn front_matter_is_masked_and_wins_over_the_heading() {
        let text = "---\ntitle: Front\n---\n# Head *line*\n\nText.";
        check(text, "\n Head line\n\nText.");
        assert_eq!(markup(text).meta.title.as_deref(), Some("Front"));
    }

    #[test]
    fn a_heading_before_all_prose_is_the_title() {
        let found = markup("![flag](f.png)\n\n# Head *line*\n\n## Second\n\nText.");
        assert_eq!(found.meta.title.as_deref(), Some("Head line"));
        assert_eq!(markup("Text.\n\n# Head\n").meta.title, None);
    }
}
