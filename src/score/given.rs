//! Gold whose texts are given as tokens: lines of JSON, and the text that the tokens make.

use crate::text::Span;
use crate::token::{Sentence, Token};
use serde::de::DeserializeOwned;
use std::ops::Range;

/// What is wrong with a line of gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// The lines of a file of JSON Lines, each with its number from 1; blank ones are left out.
pub(super) fn lines<T: DeserializeOwned>(gold: &str) -> Result<Vec<(usize, T)>, Malformed> {
    let numbered = gold
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let parsed = numbered.map(|(i, line)| match serde_json::from_str(line) {
        Ok(parsed) => Ok((i + 1, parsed)),
        Err(error) => Err(Malformed {
            line: i + 1,
            reason: error.to_string(),
        }),
    });
    parsed.collect()
}

/// A text made of tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The text.
    pub text: String,
    /// Where each token lies in it.
    pub tokens: Vec<Span>,
}

impl Given {
    /// Sentences of tokens, a blank between tokens and a line for each sentence.
    #[must_use]
    pub fn sentences(sentences: &[Vec<String>]) -> (Self, Vec<Sentence>) {
        let (mut given, mut cut) = (Self::default(), Vec::new());
        for sentence in sentences.iter().filter(|s| !s.is_empty()) {
            let from = given.tokens.len();
            for (i, form) in sentence.iter().enumerate() {
                given.push(form, if i == 0 { "\n" } else { " " });
            }
            let spans = &given.tokens[from..];
            cut.push(Sentence {
                span: spans[0].cover(spans[spans.len() - 1]),
                tokens: spans.iter().map(|&span| Token { span, joined: false }).collect(),
                opens_paragraph: false,
            });
        }
        (given, cut)
    }

    /// Tokens set as an English writer would: no blank before a full stop, around a hyphen, within quotes.
    ///
    /// ```
    /// use whowhom::score::given::Given;
    /// let tokens = ["Kim", "Jong", "-", "un", "'s", "(", "third", ")", "test", "."].map(str::to_owned);
    /// assert_eq!(Given::running(&tokens).text, "Kim Jong-un's (third) test.");
    /// ```
    #[must_use]
    pub fn running(tokens: &[String]) -> Self {
        let mut given = Self::default();
        let mut quoted = false;
        let mut glued = true;
        for form in tokens {
            let quote = form == "\"";
            let closes = quote && quoted || CLOSING.contains(&form.as_str()) || is_clitic(form);
            given.push(form, if glued || closes { "" } else { " " });
            quoted ^= quote;
            glued = quote && quoted || OPENING.contains(&form.as_str());
        }
        given
    }

    fn push(&mut self, form: &str, gap: &str) {
        if !self.text.is_empty() {
            self.text.push_str(gap);
        }
        let start = self.text.len();
        self.text.push_str(form);
        self.tokens.push(Span::new(start, self.text.len()));
    }

    /// The tokens that a stretch of the text touches.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.end <= span.start);
        let last = self.tokens.partition_point(|token| token.start < span.end);
        first..last.max(first)
    }

    /// The stretch of the tokens `start..end`; nothing where the text has no such tokens.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let tokens = self.tokens.get(start..end)?;
        Some(tokens.first()?.cover(*tokens.last()?))
    }
}

/// Tokens with no blank before them.
const CLOSING: &[&str] = &[".", ",", ";", ":", "!", "?", ")", "]", "”", "%", "-", "…", "..."];
/// Tokens with no blank behind them.
const OPENING: &[&str] = &["(", "[", "“", "-", "$", "£", "€", "#"];

/// Endings that are tokens of their own (`'s`, `n't`).
fn is_clitic(form: &str) -> bool {
    matches!(
        form.to_lowercase().replace('’', "'").as_str(),
        "'s" | "'" | "n't" | "'re" | "'ve" | "'ll" | "'d" | "'m"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_lie_where_their_words_are() {
        let words = "He said \" I do n't know , \" on 5 % of well - known days .";
        let tokens: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let given = Given::running(&tokens);
        assert_eq!(given.text, "He said \"I don't know,\" on 5% of well-known days.");
        for (token, span) in tokens.iter().zip(&given.tokens) {
            assert_eq!(span.of(&given.text), token);
        }
        assert_eq!(given.tokens_in(given.span(3, 6).unwrap()), 3..6);
        assert_eq!(given.span(3, 99), None);
    }

    #[test]
    fn sentences_keep_their_tokens() {
        let sentences = [vec!["A".to_owned(), "b".to_owned()], vec![], vec!["c".to_owned()]];
        let (given, cut) = Given::sentences(&sentences);
        assert_eq!(given.text, "A b\nc");
        assert_eq!(cut.iter().map(|s| s.tokens.len()).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(given.tokens.len(), 3);
    }

    #[test]
    fn a_malformed_line_is_told_by_its_number() {
        assert_eq!(lines::<u8>("1\n\nx\n").unwrap_err().line, 3);
        assert_eq!(lines::<u8>("1\n\n2\n"), Ok(vec![(1, 1), (3, 2)]));
    }
}
