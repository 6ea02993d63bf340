//! The phrases that a frame asks for beside its roles (`put X on trial`, `find X guilty`).

use super::context::Context;
use crate::mention::At;
use crate::schema::Frame;
use crate::syntax::{Rel, Tree, Upos};

/// How many words may lie between a verb and the end of its phrase.
const REACH: usize = 14;

/// Whether one of the phrases that a frame asks for stands behind a word, in its clause.
pub(super) fn has_phrase(context: &Context<'_>, at: At, frame: &Frame) -> bool {
    frame.phrases.is_empty() || frame.phrases.iter().any(|phrase| has(context, at, phrase))
}

fn has(context: &Context<'_>, at: At, phrase: &str) -> bool {
    let tree = context.tree(at);
    let token = at.token as usize;
    let end = tree.len().min(token + 1 + REACH);
    (token + 1..end).any(|last| is_below(tree, last, token) && ends_phrase(context, at, last, phrase))
}

/// Whether a phrase ends with a token; what only qualifies its last word is passed over (`from their land`).
fn ends_phrase(context: &Context<'_>, at: At, last: usize, phrase: &str) -> bool {
    let tree = context.tree(at);
    let mut next = Some(last);
    for word in phrase.rsplit(' ') {
        let mut found = next.filter(|&t| t > at.token as usize);
        while let Some(passed) = found.filter(|&t| t != last && qualifies(tree, t, word)) {
            found = passed.checked_sub(1);
        }
        let Some(token) = found.filter(|&t| t > at.token as usize) else {
            return false;
        };
        let form = context.form(At {
            token: token as u32,
            ..at
        });
        if form != word && tree.lemma(token) != word {
            return false;
        }
        next = token.checked_sub(1);
    }
    true
}

/// Whether a token may stand within a phrase that does not name it: articles, possessives, numbers.
fn qualifies(tree: &Tree, token: usize, word: &str) -> bool {
    let lemma = tree.lemma(token);
    lemma != word
        && lemma != "no"
        && (matches!(tree.upos(token), Upos::Det | Upos::Num) || tree.rel(token) == Rel::NmodPoss)
}

/// Whether a token hangs on another without a clause between them.
fn is_below(tree: &Tree, token: usize, above: usize) -> bool {
    let mut at = token;
    for _ in 0..tree.len() {
        match tree.head(at) {
            Some(head) if head == above => return true,
            Some(head) if tree.upos(head) != Upos::Verb => at = head,
            _ => return false,
        }
    }
    false
}
