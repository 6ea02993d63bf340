//! The propositions or facts of one document as rows with tabs.

use super::trees::comment;
use std::borrow::Cow;
use std::fmt::Write;
use whowhom::clause::{self, Fact, Proposition};
use whowhom::syntax::Tree;
use whowhom::syntax::conllu::Given;
use whowhom::token::{Sentence, Token};

/// What is written.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// Facts rather than propositions.
    pub(crate) facts: bool,
    /// Those that are less sure are left out.
    pub(crate) least: f32,
}

/// The rows of a text and how many they are.
pub(crate) fn of_text(
    name: &str,
    text: &str,
    sentences: &[Sentence],
    trees: &[Tree],
    style: Style,
) -> (usize, String) {
    let mut rows = Rows::new(style);
    for (number, (sentence, tree)) in sentences.iter().zip(trees).enumerate() {
        let words = sentence.tokens.iter().map(|token| token.form(text)).collect();
        let id = format!("{name}-{}", number + 1);
        rows.add(
            &id,
            &one_line(sentence.span.of(text)),
            tree,
            &Words::new(words, &sentence.tokens),
        );
    }
    (rows.count, rows.text)
}

/// The rows of given tokens and how many they are.
pub(crate) fn of_tokens(name: &str, given: &Given, trees: &[Tree], style: Style) -> (usize, String) {
    let mut rows = Rows::new(style);
    for (number, (sentence, tree)) in given.sentences.iter().zip(trees).enumerate() {
        let made = format!("{name}-{}", number + 1);
        let id = comment(given, number, "sent_id").unwrap_or(&made);
        let text = comment(given, number, "text").unwrap_or_else(|| sentence.span.of(&given.text));
        let forms = given.forms(number).into_iter().map(Cow::Borrowed).collect();
        let words = Words::new(forms, &sentence.tokens);
        rows.add(id, &one_line(text), tree, &words);
    }
    (rows.count, rows.text)
}

/// A sentence without the tabs and line ends that would break a row.
fn one_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ").trim().to_owned()
}

/// The words of a sentence, and whether a blank stands before each.
struct Words<'a> {
    forms: Vec<Cow<'a, str>>,
    spaced: Vec<bool>,
}

impl<'a> Words<'a> {
    fn new(forms: Vec<Cow<'a, str>>, tokens: &[Token]) -> Self {
        let spaced = |i: usize| i == 0 || tokens[i].span.start > tokens[i - 1].span.end;
        Self {
            spaced: (0..tokens.len()).map(spaced).collect(),
            forms,
        }
    }

    /// Some of the words, with blanks as in the text.
    fn phrase(&self, words: &[usize]) -> String {
        let mut out = String::new();
        for (at, &word) in words.iter().enumerate() {
            let follows = at > 0 && words[at - 1] + 1 == word;
            if at > 0 && (!follows || self.spaced[word]) {
                out.push(' ');
            }
            out.push_str(&self.forms[word].replace(['\t', '\n', '\r'], " "));
        }
        out
    }
}

/// Rows of several sentences.
struct Rows {
    style: Style,
    count: usize,
    text: String,
}

impl Rows {
    const fn new(style: Style) -> Self {
        Self {
            style,
            count: 0,
            text: String::new(),
        }
    }

    fn add(&mut self, id: &str, sentence: &str, tree: &Tree, words: &Words<'_>) {
        if self.style.facts {
            for fact in clause::facts(tree) {
                self.fact(id, &fact, words);
            }
        } else {
            for proposition in clause::propositions(tree) {
                self.proposition(sentence, &proposition, words);
            }
        }
    }

    fn fact(&mut self, id: &str, fact: &Fact, words: &Words<'_>) {
        if fact.confidence < self.style.least {
            return;
        }
        let parts = [&fact.subject, &fact.relation, &fact.object].map(|part| words.phrase(part));
        let _ = writeln!(self.text, "{id}\t{}", parts.join("\t"));
        self.count += 1;
    }

    fn proposition(&mut self, sentence: &str, proposition: &Proposition, words: &Words<'_>) {
        if proposition.confidence < self.style.least {
            return;
        }
        let relation = match proposition.relation.as_slice() {
            [] => "is".to_owned(),
            relation => words.phrase(relation),
        };
        let arguments: Vec<String> = proposition.arguments.iter().map(|a| words.phrase(a)).collect();
        let _ = writeln!(
            self.text,
            "{sentence}\t{:.2}\t{relation}\t{}",
            proposition.confidence,
            arguments.join("\t")
        );
        self.count += 1;
    }
}
