//! Whether who is spoken of by an office can be the one who holds it.

use super::Builder;
use crate::mention::Kind;

impl Builder<'_> {
    /// Whether a title or description can be that of the one who holds the office: one, definite, not of another time.
    pub(super) fn is_incumbent(&self, i: usize) -> bool {
        const OTHER: &[&str] = &[
            "former",
            "ex",
            "late",
            "next",
            "future",
            "previous",
            "new",
            "old",
            "deputy",
            "vice",
            "acting",
            "interim",
            "ousted",
            "deposed",
            "outgoing",
            "then",
            "self",
            "proclaimed",
            "rival",
            "first",
            "second",
            "third",
            "designate",
            "exiled",
            "opposition",
            "would",
            "century",
            "another",
            "other",
            "any",
            "every",
            "each",
            "no",
            "a",
            "an",
            "some",
            "several",
            "many",
        ];
        let mention = &self.mentions[i];
        let (sentence, from) = (
            mention.head.sentence as usize,
            mention.title.unwrap_or(mention.span).start,
        );
        let tokens = &self.text.sentences[sentence].tokens;
        let end = mention.title.unwrap_or(mention.span).end;
        let first = tokens
            .partition_point(|token| token.span.start < from)
            .saturating_sub(3);
        let behind = tokens.partition_point(|token| token.span.start < end);
        let words = tokens[first..behind]
            .iter()
            .map(|token| token.form(self.text.words).to_lowercase());
        // Only the words of the phrase itself: what stands before a comma or verb is another's.
        let phrase: Vec<String> = words.collect();
        let begin = phrase
            .iter()
            .rposition(|word| {
                matches!(
                    word.as_str(),
                    "," | "." | "\"" | "the" | "and" | "by" | "of" | "with"
                )
            })
            .map_or(0, |at| at + 1);
        let one = mention.title.is_some() || mention.kind == Kind::Name || !self.is_plural(i);
        one && !phrase[begin..].iter().any(|word| OTHER.contains(&word.as_str()))
    }
}
