//! Who says or thinks what: every attribution of a document, also of those who are no actors and of what
//! makes no claim.
//!
//! Input: clauses, words of saying, quotations. Output: [`Attribution`]s. Claims take their sources on the
//! way up the tree; here the same words are looked at from above.

use super::context::Context;
use super::lexicon::frames_of;
use super::speaker::speakers;
use crate::clause::{self, Clause, Kind};
use crate::mention::{At, ChainId};
use crate::syntax::{Rel, Tree, Upos};
use crate::text::Span;

/// A source, and what is said to come from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The words that name the source.
    pub source: Span,
    /// The source as actors of the document; empty where it is none (`a new study`).
    pub by: Vec<ChainId>,
    /// The word of saying or thinking, or `according`.
    pub cue: Span,
    /// The words that are said or thought, in order.
    pub content: Vec<Span>,
    /// Whether they stand in quotation marks.
    pub direct: bool,
}

/// Finds all attributions, in order of their cues.
pub(super) fn find(context: &Context<'_>) -> Vec<Attribution> {
    let mut found = Vec::new();
    for (sentence, tree) in context.trees.iter().enumerate() {
        let at = |token: usize| At::new(sentence, token);
        for clause in clause::clauses(tree) {
            found.extend(of_clause(context, tree, &clause, sentence));
        }
        let according = (0..tree.len()).filter(|&t| is_according(tree, t));
        found.extend(according.filter_map(|token| of_according(context, at(token))));
    }
    for attribution in &mut found {
        widen(context, attribution);
    }
    let spoken = context.speeches.iter().filter(|speech| !speech.by.is_empty());
    for speech in spoken.filter(|speech| is_sentence(context, speech.span)) {
        let told = |a: &&mut Attribution| speech.cue.contains(a.cue) || a.cue.contains(speech.cue);
        if let Some(attribution) = found.iter_mut().find(told) {
            match attribution
                .content
                .iter_mut()
                .find(|content| overlap(**content, speech.span))
            {
                Some(content) => *content = content.cover(speech.span),
                None => attribution.content.push(speech.span),
            }
            attribution.direct |= speech.direct;
        } else {
            found.push(Attribution {
                source: speech.cue,
                by: speech.by.clone(),
                cue: speech.cue,
                content: vec![speech.span],
                direct: speech.direct,
            });
        }
    }
    for attribution in &mut found {
        attribution.content.sort_unstable();
    }
    found.sort_by(|a, b| (a.cue, &a.content).cmp(&(b.cue, &b.content)));
    found
}

/// The content that a clause of saying or thinking has, or is set into.
fn of_clause(context: &Context<'_>, tree: &Tree, clause: &Clause, sentence: usize) -> Option<Attribution> {
    let at = |token: usize| At::new(sentence, token);
    let subject = clause.subject?;
    let cue = clause.verb(tree)?;
    let content = clause.constituents.iter().find(|c| c.kind == Kind::Content);
    let around = tree
        .head(clause.head)
        .filter(|_| tree.rel(clause.head) == Rel::Parataxis && content.is_none());
    let says = frames_of(context, at(cue))
        .iter()
        .any(|f| context.schema.frame(*f).attributes);
    let content = match (content, around) {
        _ if is_filler(tree, clause, subject) => return None,
        // `Russia attacked, he said`: the sentence around has the clause of saying in it.
        (Some(content), _) if tree.is_under(clause.head, content.head) => clause::whole(tree, content.head),
        (Some(content), _) => reported(tree, clause, content.head),
        (None, Some(around)) if says => clause::whole(tree, around),
        _ => return None,
    };
    let span = |words: &[usize]| {
        words
            .iter()
            .map(|&word| context.token_span(at(word)))
            .reduce(Span::cover)
    };
    let by = speakers(context, at(subject), Some(at(cue)));
    Some(Attribution {
        source: span(&clause::long(tree, subject))?,
        by: by.iter().map(|actor| actor.chain).collect(),
        cue: context.token_span(at(cue)),
        content: vec![span(&content)?],
        direct: false,
    })
}

/// `according to`, whatever the tree makes of it.
fn is_according(tree: &Tree, token: usize) -> bool {
    matches!(tree.lemma(token), "according" | "accord")
        && token + 2 < tree.len()
        && tree.lemma(token + 1) == "to"
}

/// What is so according to somebody: the clause that the phrase stands in.
fn of_according(context: &Context<'_>, cue: At) -> Option<Attribution> {
    let tree = context.tree(cue);
    let token = cue.token as usize;
    let source = match tree.rel(token) {
        Rel::Case => tree.head(token),
        _ => tree
            .children(token)
            .find(|&c| c > token && tree.rel(c).is_oblique()),
    }?;
    let phrase = if tree.rel(token) == Rel::Case {
        source
    } else {
        token
    };
    let over = tree.head(phrase)?;
    let at = |token: usize| At {
        token: token as u32,
        ..cue
    };
    let span = |words: &[usize]| {
        words
            .iter()
            .map(|&word| context.token_span(at(word)))
            .reduce(Span::cover)
    };
    let source_words = clause::long(tree, source);
    let mut content = clause::whole(tree, over);
    content.retain(|&word| !tree.is_under(word, phrase));
    Some(Attribution {
        source: span(&source_words)?,
        by: speakers(context, at(source), Some(cue))
            .iter()
            .map(|actor| actor.chain)
            .collect(),
        cue: context.token_span(cue),
        content: vec![span(&content)?],
        direct: false,
    })
}

const fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// A content that begins or ends in a quotation is the whole of it.
fn widen(context: &Context<'_>, attribution: &mut Attribution) {
    for content in &mut attribution.content {
        let own = *content;
        for quote in &context.quotes {
            if overlap(*quote, own) && !quote.contains(attribution.cue) && !own.contains(*quote) {
                *content = content.cover(*quote);
            }
            attribution.direct |= quote.contains(own);
        }
    }
}

/// `you know`, `I mean`: words that only keep the talk going.
fn is_filler(tree: &Tree, clause: &Clause, subject: usize) -> bool {
    tree.rel(clause.head) == Rel::Parataxis
        && matches!(tree.lemma(clause.head), "know" | "mean" | "see")
        && matches!(tree.lemma(subject), "you" | "I")
}

/// Whether a quotation says something by itself, and is not a word or two that the writer takes over.
fn is_sentence(context: &Context<'_>, quote: Span) -> bool {
    let words = quote
        .of(context.text)
        .trim_start_matches(['"', '“', '«', '„', ' ']);
    let first = context.sentences.partition_point(|s| s.span.end <= quote.start);
    let inside = context.sentences[first..].iter().zip(&context.trees[first..]);
    let mut touched = inside.take_while(|(s, _)| s.span.start < quote.end);
    let verb = |tree: &Tree, i: usize| matches!(tree.upos(i), Upos::Verb | Upos::Aux);
    let has_verb = touched.any(|(sentence, tree)| {
        (0..tree.len()).any(|i| verb(tree, i) && quote.contains(sentence.tokens[i].span))
    });
    has_verb && words.starts_with(char::is_uppercase)
}

/// The words of a content, and what goes on behind it with a subject of its own
/// (`he said that the talks failed, and the envoys left`).
fn reported(tree: &Tree, saying: &Clause, content: usize) -> Vec<usize> {
    let goes_on = |&c: &usize| match tree.rel(c) {
        Rel::Conj | Rel::Parataxis => c > content && tree.children(c).any(|k| tree.rel(k).is_subject()),
        Rel::Ccomp | Rel::Advcl => c > content,
        _ => false,
    };
    let more = tree
        .children(saying.head)
        .filter(goes_on)
        .flat_map(|c| clause::under(tree, c));
    clause::under(tree, content).into_iter().chain(more).collect()
}
