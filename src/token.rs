//! Cuts text into sentences and tokens, after the conventions of Universal Dependencies.

use crate::text::Span;
use std::borrow::Cow;

/// One token (a syntactic word) at its place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its characters in the document.
    pub span: Span,
    /// Whether it is a later part of the same written word (`n't` in `don't`).
    pub joined: bool,
}

/// One sentence and its tokens, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From the first token's start to the last one's end.
    pub span: Span,
    /// Never empty.
    pub tokens: Vec<Token>,
    /// Whether a new paragraph begins with it.
    pub opens_paragraph: bool,
}

impl Token {
    /// The word as it stands, without soft hyphens, with straight quotes.
    #[must_use]
    pub fn form<'t>(&self, text: &'t str) -> Cow<'t, str> {
        Cow::Borrowed(self.span.of(text))
    }
}
