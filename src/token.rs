//! Cuts text into sentences and tokens, after the conventions of Universal Dependencies.
//!
//! Input: a text and the stretches of it that are no prose. Output: [`Sentence`]s, in order.
//! What is English in it lies in `token/en.rs` and `token/en/`.

mod boundary;
mod en;
mod features;
mod sentence;
mod splitter;
#[cfg(feature = "train")]
pub mod train;
mod word;

pub use splitter::Splitter;

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
        plain(self.span.of(text))
    }
}

/// A word without soft hyphens and with straight quotes, as the language model knows it.
#[must_use]
pub fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() || !word.contains(is_variant) {
        return Cow::Borrowed(word);
    }
    let straight = |c| match c {
        '’' | '‘' | 'ʼ' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‐' | '‑' => '-',
        _ => c,
    };
    Cow::Owned(word.chars().filter(|c| !is_ignorable(*c)).map(straight).collect())
}

/// Characters that are seen as something else, or not at all.
const fn is_variant(c: char) -> bool {
    is_ignorable(c) || matches!(c, '’' | '‘' | 'ʼ' | '´' | '“' | '”' | '„' | '«' | '»' | '‐' | '‑')
}

/// Soft hyphens and marks of width nought.
const fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Opening brackets and quotes.
const fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '‘' | '„' | '«' | '<')
}

/// Closing brackets and quotes.
const fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '”' | '»' | '>')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<String> {
        let form = |t: &Token| t.form(text).into_owned();
        Splitter::default()
            .split(text, &[])
            .iter()
            .map(|s| s.tokens.iter().map(form).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn words_are_cut_as_the_treebanks_do() {
        for (text, expected) in [
            (
                "Mohammed Shia Al-Sudani's office",
                "Mohammed Shia Al - Sudani 's office",
            ),
            (
                "They don't, can't and cannot.",
                "They do n't , ca n't and can not .",
            ),
            (
                "state-owned non-member 2004-2005",
                "state - owned non-member 2004 - 2005",
            ),
            (
                "$40 billion, US$200,000 and 10%",
                "$ 40 billion , US$ 200,000 and 10 %",
            ),
            ("at 10:30pm (GMT)", "at 10:30 pm ( GMT )"),
            (
                "“The security of Syria,” he said.",
                "\" The security of Syria , \" he said .",
            ),
            ("the workers' strike", "the workers ' strike"),
            ("U.S.-led forces", "U.S. - led forces"),
            (
                "see https://bbc.co.uk/a-b, @user #tag",
                "see https://bbc.co.uk/a-b , @user #tag",
            ),
            ("HTS and/or ISIS; 9/11", "HTS and / or ISIS ; 9/11"),
            ("wait... what?!", "wait ... what ?!"),
            ("in\u{AD}formation", "information"),
        ] {
            assert_eq!(show(text).join(" | "), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_they_should() {
        for (text, expected) in [
            ("Gen. Ali spoke. He left.", 2),
            ("He met J. Smith in Washington, D.C. The talks failed.", 2),
            ("The U.S. Senate voted.", 1),
            ("\"We agreed.\" He left.", 2),
            ("“Why?” she asked.", 1),
            ("Headline without stop\n\nThe text begins.", 2),
            ("It ended.Then it began.", 2),
            ("Prices rose 3.5 percent. In 2020 they fell.", 2),
            ("", 0),
            ("...", 1),
        ] {
            assert_eq!(show(text).len(), expected, "{text}: {:?}", show(text));
        }
    }

    #[test]
    fn masked_stretches_are_no_prose() {
        let text = "<p>Hello</p> world";
        let tokens = Splitter::default().split(text, &[Span::new(0, 3), Span::new(8, 12)]);
        assert_eq!(tokens[0].tokens.len(), 2);
    }
}
