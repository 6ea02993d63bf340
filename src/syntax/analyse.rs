//! Text in, sentences with their trees out, for whoever wants the grammar alone.
//!
//! The call is a method of [`Model`], because the model is all that parsing depends on: there is nothing to
//! configure and nothing to keep, and threads share one `&Model`.
//! Buffers are worth keeping over many sentences only, which [`Parser`] does inside each call.
//! Views borrow the text and the tree and copy nothing.

use super::label::{Rel, Upos};
use super::tree::Tree;
use super::{Model, Parser};
use crate::text::Span;
use crate::token::{Sentence, Token};
use std::borrow::Cow;
use std::ops::Range;

// Threads share one model.
const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<Model>();
};

/// A text, its sentences, and a tree for each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis<'t> {
    /// The text, to which all spans refer.
    pub text: &'t str,
    /// The sentences in their order.
    pub sentences: Vec<Sentence>,
    /// One a sentence.
    pub trees: Vec<Tree>,
}

impl Model {
    /// Cuts a text into sentences and tokens, and tags, lemmatizes and parses them.
    ///
    /// ```
    /// use whowhom::syntax::{Model, Rel, Upos};
    ///
    /// let model = Model::english();
    /// let analysis = model.parse("The ministers met in Oslo. They didn't agree.");
    /// let first = analysis.sentences().next().expect("there are two");
    /// let verb = first.root().expect("every sentence has a root");
    /// assert_eq!((verb.form().as_ref(), verb.lemma(), verb.upos()), ("met", "meet", Upos::Verb));
    /// let subject = verb.children().find(|token| token.rel() == Rel::Nsubj).expect("somebody met");
    /// assert_eq!(subject.form(), "ministers");
    /// assert_eq!(subject.head(), Some(verb));
    /// ```
    ///
    /// Threads share the model:
    ///
    /// ```
    /// let model = whowhom::syntax::Model::english();
    /// let texts = ["Iran met Oman.", "France denied it."];
    /// let roots: Vec<String> = std::thread::scope(|scope| {
    ///     let threads = texts.map(|text| scope.spawn(|| {
    ///         let analysis = model.parse(text);
    ///         analysis.sentences().filter_map(|s| Some(s.root()?.lemma().to_owned())).collect::<String>()
    ///     }));
    ///     threads.map(|thread| thread.join().expect("no text panics")).to_vec()
    /// });
    /// assert_eq!(roots, ["meet", "deny"]);
    /// ```
    #[must_use]
    pub fn parse<'t>(&self, text: &'t str) -> Analysis<'t> {
        let sentences = self.splitter.split(text, &[]);
        let trees = Parser::new(self).parse_all(text, &sentences);
        Analysis {
            text,
            sentences,
            trees,
        }
    }
}

impl Analysis<'_> {
    /// The sentences, each with its tree.
    #[must_use]
    pub fn sentences(&self) -> impl ExactSizeIterator<Item = SentenceView<'_>> {
        let pairs = self.sentences.iter().zip(&self.trees);
        pairs.map(|(sentence, tree)| SentenceView::new(self.text, sentence, tree, 0))
    }
}

/// One sentence with its tree; a few references, free to copy.
#[derive(Clone, Copy, Debug)]
pub struct SentenceView<'a> {
    text: &'a str,
    sentence: &'a Sentence,
    tree: &'a Tree,
    /// Bytes before `text`, where it is a piece of a longer one.
    offset: u64,
}

impl<'a> SentenceView<'a> {
    /// A sentence of a text with its own tree; `offset` bytes stand before the text.
    pub(super) const fn new(text: &'a str, sentence: &'a Sentence, tree: &'a Tree, offset: u64) -> Self {
        Self {
            text,
            sentence,
            tree,
            offset,
        }
    }

    /// Its words as they stand.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.sentence.span.of(self.text)
    }

    /// Its place in the text at hand, in bytes.
    #[must_use]
    pub const fn span(self) -> Span {
        self.sentence.span
    }

    /// Its place in the whole input, in bytes: that of [`span`](Self::span), but in a [`Stream`](super::Stream).
    #[must_use]
    pub fn range(self) -> Range<u64> {
        range(self.offset, self.sentence.span)
    }

    /// Number of tokens, at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "no sentence is empty")]
    pub fn len(self) -> usize {
        self.tree.len()
    }

    /// Token `i`, from 0.
    #[must_use]
    pub fn token(self, i: usize) -> Option<TokenView<'a>> {
        (i < self.len()).then_some(TokenView { sentence: self, i })
    }

    /// The tokens from left to right.
    #[must_use]
    pub fn tokens(self) -> impl ExactSizeIterator<Item = TokenView<'a>> + DoubleEndedIterator {
        (0..self.len()).map(move |i| TokenView { sentence: self, i })
    }

    /// The token that has no head.
    #[must_use]
    pub fn root(self) -> Option<TokenView<'a>> {
        self.token(self.tree.root()?)
    }

    /// The tree, as arrays.
    #[must_use]
    pub const fn tree(self) -> &'a Tree {
        self.tree
    }
}

/// One token in its sentence; free to copy. Two are equal if they are the same token of the same tree.
#[derive(Clone, Copy, Debug)]
pub struct TokenView<'a> {
    sentence: SentenceView<'a>,
    i: usize,
}

impl PartialEq for TokenView<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.i == other.i && std::ptr::eq(self.sentence.tree, other.sentence.tree)
    }
}

impl Eq for TokenView<'_> {}

impl<'a> TokenView<'a> {
    fn token(self) -> &'a Token {
        &self.sentence.sentence.tokens[self.i]
    }

    /// Its number in the sentence, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.i
    }

    /// The word as the model knows it: without soft hyphens, with straight quotes.
    #[must_use]
    pub fn form(self) -> Cow<'a, str> {
        self.token().form(self.sentence.text)
    }

    /// The word as it stands.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.span().of(self.sentence.text)
    }

    /// Its place in the text at hand, in bytes.
    #[must_use]
    pub fn span(self) -> Span {
        self.token().span
    }

    /// Its place in the whole input, in bytes: that of [`span`](Self::span), but in a [`Stream`](super::Stream).
    #[must_use]
    pub fn range(self) -> Range<u64> {
        range(self.sentence.offset, self.span())
    }

    /// Whether it is a later part of a written word (`n't` in `don't`).
    #[must_use]
    pub fn is_joined(self) -> bool {
        self.token().joined
    }

    /// Lemma.
    #[must_use]
    pub fn lemma(self) -> &'a str {
        self.sentence.tree.lemma(self.i)
    }

    /// Universal part of speech.
    #[must_use]
    pub fn upos(self) -> Upos {
        self.sentence.tree.upos(self.i)
    }

    /// Language-specific tag.
    #[must_use]
    pub fn xpos(self) -> &'a str {
        self.sentence.tree.xpos(self.i)
    }

    /// Morphological features: name and value, as in `("Number", "Plur")`.
    pub fn feats(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let feats = self.sentence.tree.feats(self.i);
        feats.split('|').filter_map(|feature| feature.split_once('='))
    }

    /// The token that it depends on; `None` for the root.
    #[must_use]
    pub fn head(self) -> Option<Self> {
        self.sentence.token(self.sentence.tree.head(self.i)?)
    }

    /// Relation to the head.
    #[must_use]
    pub fn rel(self) -> Rel {
        self.sentence.tree.rel(self.i)
    }

    /// The tokens that depend on it, from left to right.
    pub fn children(self) -> impl Iterator<Item = Self> + 'a {
        let sentence = self.sentence;
        let child = move |i| TokenView { sentence, i };
        self.sentence.tree.children(self.i).map(child)
    }

    /// The sentence that it stands in.
    #[must_use]
    pub const fn sentence(self) -> SentenceView<'a> {
        self.sentence
    }
}

fn range(offset: u64, span: Span) -> Range<u64> {
    offset + u64::from(span.start)..offset + u64::from(span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_analysed_together_are_what_each_is_alone() {
        let model = Model::english();
        let long = "The army, the navy and the police left the town. ".repeat(3) + &"and so on, ".repeat(40);
        let text = format!("Iran met Oman. Yes. {long}they said. France denied it.\n\nNo.");
        let analysis = model.parse(&text);
        assert!(analysis.sentences.len() > 5);
        let mut parser = Parser::new(&model);
        for (sentence, tree) in analysis.sentences.iter().zip(&analysis.trees) {
            assert_eq!(
                parser.parse(&text, sentence),
                *tree,
                "{}",
                sentence.span.of(&text)
            );
        }
        assert!(parser.parse_all("", &[]).is_empty());
    }

    #[test]
    fn views_say_what_the_arrays_say() {
        let model = Model::english();
        let analysis = model.parse("“We didn’t,” said Çelik. He left.");
        assert_eq!(analysis.sentences().len(), 2);
        for (sentence, tree) in analysis.sentences().zip(&analysis.trees) {
            assert_eq!(sentence.tokens().len(), tree.len());
            let root = sentence.root().expect("a root");
            assert_eq!((root.head(), Some(root.index())), (None, tree.root()));
            for (i, token) in sentence.tokens().enumerate() {
                assert_eq!(token.index(), i);
                assert_eq!(token.head().map(TokenView::index), tree.head(i));
                assert_eq!(token.lemma(), tree.lemma(i));
                assert!(token.children().all(|child| child.head() == Some(token)));
                let features: Vec<String> = token
                    .feats()
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect();
                assert_eq!(features.join("|"), tree.feats(i).trim_matches('_'));
                let range = token.range();
                assert_eq!(
                    &analysis.text[range.start as usize..range.end as usize],
                    token.text()
                );
            }
        }
        let first = analysis.sentences().next().expect("two");
        let quote = first.token(0).expect("tokens");
        assert_eq!((quote.text(), quote.form().as_ref()), ("“", "\""));
        assert!(
            first
                .tokens()
                .any(|token| token.form() == "n't" && token.is_joined())
        );
        assert!(first.token(first.len()).is_none());
    }
}
