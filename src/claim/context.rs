//! What the parts of the stage look at: the document's stages below, and look-ups made once.

use super::time::Timex;
use crate::mention::{At, ChainId, Kind, Mention, MentionId, Mentions};
use crate::schema::Schema;
use crate::syntax::{Rel, Tree, Upos};
use crate::text::Span;
use crate::token::Sentence;
use std::collections::HashMap;

/// One document, as this stage reads it.
pub(super) struct Context<'a> {
    pub text: &'a str,
    pub sentences: &'a [Sentence],
    pub trees: &'a [Tree],
    pub schema: &'a Schema,
    pub mentions: &'a Mentions,
    /// Who published it.
    pub publisher: Option<&'a str>,
    pub heads: HashMap<At, MentionId>,
    /// Time expressions by sentence.
    pub timexes: Vec<Vec<Timex>>,
    /// The country of which the document speaks most, worked out once.
    pub prominent: std::cell::OnceCell<Option<ChainId>>,
    /// The stretches in quotation marks.
    pub quotes: Vec<Span>,
    /// Who speaks at a place, from quotations and announced speeches, in order of the text.
    pub speeches: Vec<Speech>,
}

/// A stretch that somebody speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    /// The words, with their quotation marks.
    pub span: Span,
    /// Who speaks them.
    pub by: Vec<ChainId>,
    /// The words that name the speaker.
    pub cue: Span,
    /// Whether it stands in quotation marks.
    pub direct: bool,
}

impl<'a> Context<'a> {
    pub(super) fn tree(&self, at: At) -> &'a Tree {
        &self.trees[at.sentence as usize]
    }

    pub(super) fn token_span(&self, at: At) -> Span {
        self.sentences[at.sentence as usize].tokens[at.token as usize].span
    }

    pub(super) fn form(&self, at: At) -> String {
        let token = &self.sentences[at.sentence as usize].tokens[at.token as usize];
        token.form(self.text).to_lowercase()
    }

    pub(super) fn mention_at(&self, at: At) -> Option<&'a Mention> {
        self.heads.get(&at).map(|id| self.mentions.mention(*id))
    }

    /// Whether a token is part of a time expression.
    pub(super) fn is_time(&self, at: At) -> bool {
        let token = at.token as usize;
        let mut timexes = self.timexes[at.sentence as usize].iter();
        timexes.any(|timex| (timex.tokens.0..timex.tokens.1).contains(&token))
    }

    /// The name or description whose words hold a token.
    pub(super) fn mention_over(&self, at: At) -> Option<&'a Mention> {
        self.mention_at(at).or_else(|| {
            let span = self.token_span(at);
            let near = self
                .mentions
                .mentions
                .partition_point(|m| m.span.start <= span.start + 60);
            let mut before = self.mentions.mentions[..near].iter().rev().take(6);
            before.find(|m| {
                m.kind == Kind::Name
                    && m.head.sentence == at.sentence
                    && (m.span.contains(span) || m.title.is_some_and(|t| t.contains(span)))
            })
        })
    }

    /// The actor that stands right before another with nothing but *and* between, or in a list (`listed`) a comma.
    pub(super) fn coordinated_before(&self, at: At, listed: bool) -> Option<At> {
        let mention = self.mention_over(at)?;
        let start = mention
            .title
            .map_or(mention.span.start, |t| t.start.min(mention.span.start));
        let near = self.mentions.mentions.partition_point(|m| m.span.start < start);
        let before = self.mentions.mentions[..near]
            .iter()
            .rev()
            .find(|m| m.span.end <= start && m.kind != Kind::Adjective)?;
        let gap = self.text.get(before.span.end as usize..start as usize)?.trim();
        let and = matches!(
            gap,
            "and" | ", and" | "and the" | ", and the" | "and its" | "and their" | "&"
        ) || listed && matches!(gap, "," | ", the");
        let tree = self.tree(before.head);
        let free = crate::clause::roles::preposition(tree, before.head.token as usize).is_empty()
            && tree.rel(before.head.token as usize) != Rel::NmodPoss;
        // `rescued X, and the navy saved Y`: X is the object of its own verb.
        let verb = tree.head(before.head.token as usize);
        let taken = tree.rel(before.head.token as usize) == Rel::Obj
            && verb.is_some_and(|v| v < before.head.token as usize && tree.upos(v) == Upos::Verb);
        (and && free && !taken && before.head.sentence == at.sentence && !before.chains.is_empty())
            .then_some(before.head)
    }

    /// The subject that the tree gives a verb, unless it lies in a quotation that the verb is not in
    /// (`"…", X told Y`); then the name right beside the verb.
    pub(super) fn subject_of(&self, verb: At, subject: Option<usize>) -> Option<usize> {
        let to = |token: usize| At {
            token: token as u32,
            ..verb
        };
        let quoted = |token: usize| {
            let (own, other) = (self.token_span(verb), self.token_span(to(token)));
            self.quotes.iter().any(|q| q.contains(other) && !q.contains(own))
        };
        let subject = subject?;
        if !quoted(subject) {
            return Some(subject);
        }
        let beside = [verb.token.checked_sub(1), Some(verb.token + 1)];
        let mut names = beside
            .into_iter()
            .flatten()
            .filter(|t| (*t as usize) < self.tree(verb).len());
        let name = names.find_map(|t| self.mention_over(to(t as usize)).filter(|m| !m.chains.is_empty()));
        name.map(|m| m.head.token as usize)
            .filter(|s| !quoted(*s))
            .or(Some(subject))
    }

    /// How often the argument at a place is negated by itself (`met Xi but not Li`), of a word that is denied or not.
    pub(super) fn negations_of_argument(&self, word: At, argument: Span, denied: bool) -> u32 {
        let sentence = &self.sentences[word.sentence as usize];
        let tree = self.tree(word);
        let inside = |i: &usize| argument.contains(sentence.tokens[*i].span);
        let mut heads = (0..tree.len())
            .filter(inside)
            .filter(|i| tree.head(*i).is_none_or(|h| !inside(&h)));
        heads.next().map_or(0, |head| {
            super::factuality::argument_negations(tree, head, denied)
        })
    }

    /// The innermost speech that a place lies in.
    pub(super) fn speech_at(&self, span: Span) -> Option<&Speech> {
        let inside = self
            .speeches
            .iter()
            .filter(|s| s.span.contains(span) && !s.by.is_empty());
        inside.min_by_key(|s| s.span.len())
    }

    /// The span of everything under a token.
    pub(super) fn subtree(&self, at: At) -> Span {
        let tree = self.tree(at);
        let tokens = &self.sentences[at.sentence as usize].tokens;
        let under =
            (0..tree.len()).filter(|&i| tree.is_under(i, at.token as usize) && tree.upos(i) != Upos::Punct);
        under
            .map(|i| tokens[i].span)
            .fold(self.token_span(at), Span::cover)
    }

    /// The span of a noun phrase without clauses, appositions and coordinated phrases.
    pub(super) fn phrase(&self, at: At) -> Span {
        let tree = self.tree(at);
        let tokens = &self.sentences[at.sentence as usize].tokens;
        let mut span = self.token_span(at);
        let mut open = vec![at.token as usize];
        while let Some(i) = open.pop() {
            span = span.cover(tokens[i].span);
            open.extend(tree.children(i).filter(|&c| {
                !matches!(
                    tree.rel(c),
                    Rel::AclRelcl
                        | Rel::Acl
                        | Rel::Appos
                        | Rel::Conj
                        | Rel::Cc
                        | Rel::Punct
                        | Rel::Parataxis
                        | Rel::Case
                        | Rel::Mark
                        | Rel::Cop
                        | Rel::Aux
                        | Rel::Advcl
                ) && !tree.rel(c).is_subject()
                    && tree.upos(c) != Upos::Verb
            }));
        }
        span
    }
}
