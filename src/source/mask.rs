//! Stretches of a text that are no prose.

use super::meta::Meta;
use crate::text::Span;
use std::ops::Range;

/// What a reading of a text's markup yields.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// Stretches that are no prose, sorted and disjoint.
    pub(super) masked: Vec<Span>,
    /// What the markup says about the document.
    pub(super) meta: Meta,
    /// Where the prose below the title begins, where the markup has a title.
    pub(super) body: Option<usize>,
}

/// Sorts stretches and joins those that overlap or touch; drops empty ones.
pub(super) fn join(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => joined.push(span),
        }
    }
    joined
}

/// The non-blank stretch of each line in a range: line breaks stay visible to later stairs.
pub(super) fn push_lines(text: &str, range: Range<usize>, spans: &mut Vec<Span>) {
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let end = at + line.trim_end().len();
        if start < end {
            spans.push(Span::new(start, end));
        }
        at += line.len();
    }
}

/// The stretches of a range that no mask covers.
pub(super) fn gaps(masked: &[Span], range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let from = masked.partition_point(|span| span.end as usize <= range.start);
    let mut at = range.start;
    let last = range.end..range.end;
    masked[from..]
        .iter()
        .map(|span| span.range())
        .take_while(move |mask| mask.start < range.end)
        .chain([last])
        .filter_map(move |mask| {
            let gap = at..mask.start;
            at = mask.end;
            (gap.start < gap.end).then_some(gap)
        })
}

/// The last character boundary at or before a place; the end where the text is shorter.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_masks_are_sorted_and_disjoint() {
        let spans = [(7, 9), (0, 2), (2, 3), (8, 12), (5, 5)].map(|(a, b)| Span::new(a, b));
        assert_eq!(join(spans.to_vec()), [Span::new(0, 3), Span::new(7, 12)]);
    }

    #[test]
    fn gaps_are_what_masks_leave() {
        let masked = [Span::new(0, 2), Span::new(4, 6)];
        let found: Vec<_> = gaps(&masked, 1..9).collect();
        assert_eq!(found, [2..4, 6..9]);
        assert_eq!(gaps(&masked, 4..6).count(), 0);
        assert_eq!(gaps(&masked, 2..5).next(), Some(2..4));
        assert_eq!(gaps(&masked, 2..5).count(), 1);
    }

    #[test]
    fn line_breaks_stay_unmasked() {
        let text = "  a b \r\n\n c";
        let mut spans = Vec::new();
        push_lines(text, 0..text.len(), &mut spans);
        assert_eq!(spans.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["a b", "c"]);
    }
}
