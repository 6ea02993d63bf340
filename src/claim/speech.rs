//! Who speaks where: quotations over one or several sentences, and speeches announced by a colon.

use super::context::{Context, Speech};
use super::lexicon::frames_of;
use super::speaker::speakers;
use crate::clause::roles::arguments;
use crate::mention::{At, ChainId};
use crate::syntax::{Rel, Upos};
use crate::text::Span;

/// A quotation longer than this, in bytes, was never closed.
const LONGEST: u32 = 6000;

/// Finds all speeches of a document, in order.
pub(super) fn find(context: &Context<'_>) -> Vec<Speech> {
    let mut found: Vec<Speech> = Vec::new();
    for &quote in &context.quotes {
        let speaker = beside(context, quote)
            .or_else(|| announced(context, quote))
            .or_else(|| continued(context, quote, &found));
        if let Some((by, cue)) = speaker {
            found.push(Speech {
                span: quote,
                by,
                cue,
                direct: true,
            });
        }
    }
    found.extend(unquoted(context));
    found.extend((0..context.sentences.len()).filter_map(|s| aside(context, s)));
    found.sort_by_key(|s| (s.span.start, s.span.end));
    found
}

/// The stretches between quotation marks; a paragraph that opens again without closing goes on.
pub(super) fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut straight = false;
    for (at, c) in text.char_indices() {
        match c {
            '“' | '„' | '«' => {
                open.get_or_insert(at);
                straight = false;
            }
            '”' | '»' => {
                if let Some(start) = open.take() {
                    found.push(Span::new(start, at + c.len_utf8()));
                }
            }
            '"' => match open.take() {
                Some(start) if straight => found.push(Span::new(start, at + 1)),
                _ => {
                    open = Some(at);
                    straight = true;
                }
            },
            '\n' if straight && open.is_some_and(|s| at - s > 2000) => open = None,
            _ => (),
        }
    }
    if let Some(start) = open.filter(|_| !straight) {
        found.push(Span::new(start, text.len()));
    }
    found.retain(|s| s.len() < LONGEST as usize);
    found
}

type Speaker = (Vec<ChainId>, Span);

/// The sentences that a span touches.
fn touched(context: &Context<'_>, span: Span) -> std::ops::Range<usize> {
    let first = context.sentences.partition_point(|s| s.span.end <= span.start);
    let last = context.sentences.partition_point(|s| s.span.start < span.end);
    first..last.max(first)
}

/// The speaker named in the sentence where the quotation begins or ends, outside it.
fn beside(context: &Context<'_>, quote: Span) -> Option<Speaker> {
    let range = touched(context, quote);
    let (first, last) = (range.start, range.end.checked_sub(1)?);
    let mut candidates: Vec<(u32, At)> = Vec::new();
    for sentence in [first, last, last + 1] {
        let Some(tree) = context.trees.get(sentence) else {
            continue;
        };
        // A sentence behind counts only if it goes on in small letters (`" said X.`).
        if sentence == last + 1 && !begins_small(context, sentence) {
            continue;
        }
        for token in 0..tree.len() {
            let at = At::new(sentence, token);
            let span = context.token_span(at);
            if quote.contains(span) || !is_cue(context, at) {
                continue;
            }
            let distance = if span.end <= quote.start {
                quote.start - span.end
            } else {
                span.start.saturating_sub(quote.end)
            };
            candidates.push((distance, at));
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    candidates
        .into_iter()
        .filter(|(d, _)| *d < 200)
        .find_map(|(_, at)| speaker_of(context, at, Some(quote)))
}

fn begins_small(context: &Context<'_>, sentence: usize) -> bool {
    context.sentences.get(sentence).is_some_and(|s| {
        s.span
            .of(context.text)
            .starts_with(|c: char| c.is_lowercase() || c == ',')
    })
}

/// A word of saying, or `according`.
fn is_cue(context: &Context<'_>, at: At) -> bool {
    let tree = context.tree(at);
    let token = at.token as usize;
    if matches!(tree.lemma(token), "according" | "accord") {
        return true;
    }
    tree.upos(token) == Upos::Verb
        && frames_of(context, at)
            .iter()
            .any(|f| context.schema.frame(*f).attributes)
}

/// Who speaks at a cue.
fn speaker_of(context: &Context<'_>, at: At, quote: Option<Span>) -> Option<Speaker> {
    let tree = context.tree(at);
    let token = at.token as usize;
    let by = if matches!(tree.lemma(token), "according" | "accord") {
        let up = tree.head(token).filter(|_| tree.rel(token) == Rel::Case);
        up.or_else(|| tree.children(token).find(|&c| tree.rel(c).is_oblique()))
    } else {
        let arguments = arguments(tree, token);
        context
            .subject_of(at, arguments.subject)
            .or_else(|| inverted(context, at))
    }?;
    let by_at = At {
        token: by as u32,
        ..at
    };
    if quote.is_some_and(|q| q.contains(context.token_span(by_at))) {
        return None;
    }
    let found = speakers(context, by_at, Some(at));
    let chains: Vec<ChainId> = found.iter().map(|a| a.chain).collect();
    (!chains.is_empty()).then(|| (chains, context.token_span(at).cover(context.token_span(by_at))))
}

/// The noun behind a verb of saying that the tree has as something else (`" said Djamal`).
fn inverted(context: &Context<'_>, at: At) -> Option<usize> {
    let tree = context.tree(at);
    let token = at.token as usize;
    let dependent = tree
        .children(token)
        .find(|&c| c > token && matches!(tree.rel(c), Rel::Obj | Rel::Obl | Rel::Xcomp | Rel::Dep));
    dependent.filter(|&c| {
        context
            .mention_over(At {
                token: c as u32,
                ..at
            })
            .is_some()
    })
}

/// The speaker of the sentence before, which ends in a colon.
fn announced(context: &Context<'_>, quote: Span) -> Option<Speaker> {
    let sentence = touched(context, quote).start.checked_sub(1)?;
    colon_speaker(context, sentence)
}

fn colon_speaker(context: &Context<'_>, sentence: usize) -> Option<Speaker> {
    let words = context.sentences.get(sentence)?.span.of(context.text);
    if !words.trim_end().ends_with(':') {
        return None;
    }
    let tree = &context.trees[sentence];
    let mut cues = (0..tree.len())
        .rev()
        .map(|t| At::new(sentence, t))
        .filter(|at| is_cue(context, *at));
    cues.find_map(|at| speaker_of(context, at, None))
}

/// A quotation right behind another, with nothing between that names a new speaker.
fn continued(context: &Context<'_>, quote: Span, found: &[Speech]) -> Option<Speaker> {
    let last = found.last()?;
    let between = context.text.get(last.span.end as usize..quote.start as usize)?;
    let near = between.chars().filter(|c| c.is_alphabetic()).count() < 60;
    near.then(|| (last.by.clone(), last.cue))
}

/// `…, X said.` and `…, said X.`, wherever the tree has hung them: all before the comma is X's.
fn aside(context: &Context<'_>, sentence: usize) -> Option<Speech> {
    let tree = &context.trees[sentence];
    let tokens = &context.sentences[sentence].tokens;
    let mark = |t: usize| tokens.get(t).map_or("", |t| t.span.of(context.text));
    (1..tree.len()).rev().find_map(|token| {
        let at = At::new(sentence, token);
        if tree.upos(token) != Upos::Verb || !is_cue(context, at) {
            return None;
        }
        let before = context
            .mention_over(At::new(sentence, token - 1))
            .filter(|m| m.tokens.1 as usize == token);
        let after = context
            .mention_over(At::new(sentence, (token + 1).min(tree.len() - 1)))
            .filter(|m| m.tokens.0 as usize == token + 1);
        let ends = |t: usize| matches!(mark(t), "." | "," | "" | ";" | ":" | "!");
        let first = |m: &crate::mention::Mention| m.title.map_or(m.span.start, |t| t.start.min(m.span.start));
        let (mention, start) = match (before, after) {
            (Some(m), _) if ends(token + 1) => (m, first(m)),
            (_, Some(m)) if ends(m.tokens.1 as usize) => (m, tokens[token].span.start),
            _ => return None,
        };
        let head = Span {
            start: context.sentences[sentence].span.start,
            end: start,
        };
        let said = head.of(context.text).trim_end();
        let said = said.strip_suffix("the").map_or(said, str::trim_end);
        let apart = said.ends_with([',', '"', '”']) && said.split_whitespace().count() > 2;
        let span = Span {
            end: head.start + said.len() as u32,
            ..head
        };
        let cue = context.token_span(at).cover(mention.span);
        (apart && !mention.chains.is_empty()).then(|| Speech {
            span,
            by: mention.chains.clone(),
            cue,
            direct: false,
        })
    })
}

/// A document that calls itself somebody's words (`Statement by X on Y`): all behind its first paragraph is.
fn heading(context: &Context<'_>) -> Option<Speech> {
    let first = context.sentences.first()?;
    let tree = context.trees.first()?;
    let next = context.sentences.iter().skip(1).find(|s| s.opens_paragraph)?;
    let document = (0..tree.len().min(3)).map(|t| At::new(0, t)).find(|at| {
        let noun = context.mention_at(*at).and_then(|m| m.noun);
        noun.is_some_and(|n| context.schema.noun(n).document)
    })?;
    let behind = document.token as usize + 1;
    let by = behind < tree.len() && matches!(tree.lemma(behind), "by" | "of" | "from");
    let start = first.tokens.get(behind).map(|t| t.span.start)?;
    let named = context.mentions.mentions.iter().filter(|m| {
        m.head.sentence == 0
            && m.span.start >= start
            && m.kind == crate::mention::Kind::Name
            && !m.chains.is_empty()
    });
    let human = |m: &&crate::mention::Mention| {
        context
            .schema
            .class(context.mentions.chain(m.chains[0]).class)
            .human
    };
    let speaker = named
        .clone()
        .find(human)
        .or_else(|| named.clone().next())
        .filter(|_| by)?;
    let end = context.sentences.last()?.span.end;
    Some(Speech {
        span: Span {
            start: next.span.start,
            end,
        },
        by: speaker.chains.clone(),
        cue: context.token_span(document).cover(speaker.span),
        direct: true,
    })
}

/// Paragraphs without quotation marks behind a sentence that ends in a colon: the speech goes on to the end.
fn unquoted(context: &Context<'_>) -> Vec<Speech> {
    let mut found: Vec<Speech> = heading(context).into_iter().collect();
    for sentence in 0..context.sentences.len() {
        let Some((by, cue)) = colon_speaker(context, sentence) else {
            continue;
        };
        let Some(next) = context.sentences.get(sentence + 1) else {
            continue;
        };
        let words = next.span.of(context.text);
        if !next.opens_paragraph || words.starts_with(['“', '"', '«', '„']) {
            continue;
        }
        let end = context.sentences.last().map_or(next.span.end, |s| s.span.end);
        found.push(Speech {
            span: Span {
                start: next.span.start,
                end,
            },
            by,
            cue,
            direct: true,
        });
    }
    // A later announcement ends the one before.
    for i in 1..found.len() {
        found[i - 1].span.end = found[i].span.start;
    }
    found
}
