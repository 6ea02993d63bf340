//! The frames that words evoke: verbs with their particles, nouns with their compounds, and whose content a clause is.

use super::context::Context;
use super::en;
use super::phrase::has_phrase;
use crate::clause::roles::{self, arguments, infinitive, preposition};
use crate::mention::At;
use crate::schema::{Frame, FrameId, Polarity, Role, Slot};
use crate::syntax::{Rel, Tree, Upos};

/// The frames that a word evokes, whatever its part of speech.
pub(super) fn frames_of(context: &Context<'_>, at: At) -> Vec<FrameId> {
    let tree = context.tree(at);
    let token = at.token as usize;
    match tree.upos(token) {
        Upos::Verb | Upos::Aux => verb_frames(context, at),
        Upos::Noun | Upos::Propn => noun_frames(context, at),
        Upos::Adj if is_nominal(tree, token) => noun_frames(context, at),
        Upos::Adj if tree.lemma(token).ends_with("ed") && tree.child(token, &[Rel::Cop]).is_some() => {
            verb_frames(context, at)
        }
        Upos::Adj => context
            .schema
            .frames_for_adjective(&tree.lemma(token).to_lowercase())
            .to_vec(),
        _ => Vec::new(),
    }
}

/// Whether an adjective stands where a noun should (`an offensive against X`).
pub(super) fn is_nominal(tree: &Tree, token: usize) -> bool {
    let place = matches!(
        tree.rel(token),
        Rel::Obj | Rel::Nsubj | Rel::NsubjPass | Rel::Obl | Rel::Nmod
    );
    let article = tree.children(token).any(|c| tree.rel(c) == Rel::Det);
    let clause = matches!(tree.rel(token), Rel::Advcl | Rel::Xcomp | Rel::Ccomp | Rel::Iobj);
    let predicate = tree
        .children(token)
        .any(|c| tree.rel(c).is_subject() || tree.rel(c) == Rel::Cop);
    clause && article && !predicate
        || place
            && tree
                .children(token)
                .any(|c| matches!(tree.rel(c), Rel::Det | Rel::NmodPoss | Rel::Amod | Rel::Case))
}

/// Whether a word tagged as a noun stands where a verb should: it has a subject or an object.
pub(super) fn is_verbal(tree: &Tree, token: usize) -> bool {
    let copula = tree.children(token).any(|c| tree.rel(c) == Rel::Cop);
    let object = tree.children(token).any(|c| tree.rel(c) == Rel::Obj);
    let subject = tree
        .children(token)
        .any(|c| tree.rel(c).is_subject() && c < token);
    !copula && (object || subject && tree.head(token).is_none())
}

/// The frames of a verb: with its particle or preposition first.
pub(super) fn verb_frames(context: &Context<'_>, at: At) -> Vec<FrameId> {
    let tree = context.tree(at);
    let token = at.token as usize;
    let lemma = tree.lemma(token).to_lowercase();
    let mut found = Vec::new();
    for c in tree.children(token).filter(|&c| c > token && c <= token + 8) {
        let particle = match tree.rel(c) {
            Rel::CompoundPrt | Rel::Advmod => tree.lemma(c).to_lowercase(),
            // Read as a phrase, the particle stands right behind the verb (`called in the army`).
            Rel::Obl if tree.children(c).any(|p| p == token + 1) => preposition(tree, c),
            Rel::Obj => tree.lemma(c).to_lowercase(),
            _ => continue,
        };
        found.extend(context.schema.frames_for_verb(&format!("{lemma} {particle}")));
    }
    if let Some(next) = (token + 1 < tree.len())
        .then_some(token + 1)
        .filter(|n| matches!(tree.upos(*n), Upos::Adp | Upos::Part | Upos::Adv))
    {
        found.extend(
            context
                .schema
                .frames_for_verb(&format!("{lemma} {}", tree.lemma(next).to_lowercase())),
        );
    }
    // `ruled out` is no ruling.
    if tree.child(token, &[Rel::CompoundPrt]).is_some() && !found.is_empty() {
        found.dedup();
        return found;
    }
    let plain = context.schema.frames_for_verb(&lemma);
    found.extend(
        unhyphenated(&lemma)
            .iter()
            .flat_map(|l| context.schema.frames_for_verb(l)),
    );
    if plain.is_empty() {
        for candidate in en::verb_lemmas(&context.form(at)) {
            found.extend(context.schema.frames_for_verb(&candidate));
        }
    }
    found.extend(plain);
    found.dedup();
    found
}

/// The frames of a noun: its compound first, then the plural, then the lemma.
pub(super) fn noun_frames(context: &Context<'_>, at: At) -> Vec<FrameId> {
    let tree = context.tree(at);
    let token = at.token as usize;
    let (lemma, form) = (tree.lemma(token).to_lowercase(), context.form(at));
    let mut found = Vec::new();
    if let Some(c) = token
        .checked_sub(1)
        .filter(|&c| matches!(tree.rel(c), Rel::Compound | Rel::Amod))
    {
        let first = tree.lemma(c).to_lowercase();
        for last in [&form, &lemma] {
            found.extend(context.schema.frames_for_noun(&format!("{first} {last}")));
        }
    }
    for c in tree
        .children(token)
        .filter(|&c| tree.rel(c) == Rel::Nmod && c > token)
    {
        let tail = format!(
            "{} {} {}",
            lemma,
            preposition(tree, c),
            context.form(At {
                token: c as u32,
                ..at
            })
        );
        found.extend(context.schema.frames_for_noun(&tail));
    }
    if form != lemma {
        found.extend(context.schema.frames_for_noun(&form));
    }
    found.extend(context.schema.frames_for_noun(&lemma));
    found.extend(
        unhyphenated(&lemma)
            .iter()
            .flat_map(|l| context.schema.frames_for_noun(l)),
    );
    found.dedup();
    found
}

/// `co-operation` as `cooperation`.
fn unhyphenated(lemma: &str) -> Option<String> {
    lemma.contains('-').then(|| lemma.replace('-', ""))
}

fn has_that(tree: &Tree, token: usize) -> bool {
    let subject = tree.children(token).find(|&c| tree.rel(c).is_subject());
    tree.children(token).any(|c| {
        tree.lemma(c) == "that"
            && (tree.rel(c) == Rel::Mark
                || subject.is_some_and(|s| {
                    c < s && !tree.rel(c).is_subject() && tree.rel(c) != Rel::Det && tree.rel(c) != Rel::Obj
                }))
    })
}

/// `ruled out attacking X`: right behind the verb or its particle.
fn is_bare_gerund(tree: &Tree, verb: usize, token: usize) -> bool {
    tree.xpos(token) == "VBG" && preposition(tree, token).is_empty() && token > verb && token - verb <= 2
}

/// Whether what stands before a phrase makes one verb with the word above it.
fn is_particle(context: &Context<'_>, tree: &Tree, verb: usize, token: usize) -> bool {
    let particle = preposition(tree, token);
    let near = tree
        .children(token)
        .any(|c| tree.rel(c) == Rel::Case && c == verb + 1);
    let lemma = tree.lemma(verb).to_lowercase();
    near && !context
        .schema
        .frames_for_verb(&format!("{lemma} {particle}"))
        .is_empty()
}

/// The slot of `head` that `token` fills as a content.
fn content_slot(context: &Context<'_>, head: At, token: usize) -> Option<Slot> {
    let tree = context.tree(head);
    let h = head.token as usize;
    Some(match tree.rel(token) {
        // `stopped to meet X` has met X.
        Rel::Xcomp | Rel::Advcl if tree.lemma(h) == "stop" && infinitive(tree, token) => return None,
        // A clause that only modifies a noun (`a man named …`) is no content.
        Rel::Acl if tree.upos(h) == Upos::Noun && tree.child(token, &[Rel::Mark]).is_none() => return None,
        Rel::Ccomp | Rel::Xcomp | Rel::Csubj | Rel::CsubjPass | Rel::Acl => Slot::Complement,
        Rel::Advcl if infinitive(tree, token) || is_bare_gerund(tree, h, token) || has_that(tree, token) => {
            Slot::Complement
        }
        // `reports that X did Y`, read as a relative clause.
        Rel::AclRelcl if tree.upos(h) == Upos::Noun && has_that(tree, token) => Slot::Complement,
        Rel::Obl if infinitive(tree, token) => Slot::Complement,
        // `called off his visit`, read as a phrase with *off*.
        Rel::Obl if is_particle(context, tree, h, token) => Slot::Object,
        Rel::Obj | Rel::NsubjPass => Slot::Object,
        Rel::Obl | Rel::Nmod | Rel::Advcl => Slot::Preposition(preposition(tree, token).into()),
        _ => return None,
    })
}

/// Whether the objects of a word are what a frame asks for: one of its words (`dropped plans`, not `dropped tariffs`),
/// and one at all where it needs one.
fn has_its_object(tree: &Tree, h: usize, frame: &Frame) -> bool {
    let mut objects = tree
        .children(h)
        .filter(|&c| matches!(tree.rel(c), Rel::Obj | Rel::NsubjPass));
    let words = &frame.object_words;
    let has_word = words.is_empty() || objects.any(|o| words.iter().any(|word| word == tree.lemma(o)));
    let has_any = || tree.child(h, &[Rel::Obj, Rel::Iobj]).is_some() || roles::is_passive(tree, h);
    has_word && (!frame.needs.contains(&Slot::Object) || has_any())
}

/// The token of whoever plans, says or fails what the content tells.
fn agent_of_content(tree: &Tree, h: usize, frame: &Frame) -> Option<usize> {
    if tree.upos(h) == Upos::Noun {
        return tree.child(h, &[Rel::NmodPoss]).or_else(|| {
            tree.head(h)
                .filter(|_| tree.rel(h) == Rel::Obj)
                .and_then(|v| arguments(tree, v).subject)
        });
    }
    let of_object = frame
        .roles
        .iter()
        .any(|(r, s)| *r == Role::Agent && s.contains(&Slot::Object));
    let arguments = arguments(tree, h);
    arguments.subject.or(arguments.object.filter(|_| of_object))
}

/// The frame of `head` of which `token` is the content, and the token of its agent.
pub(super) fn content_frame<'a>(
    context: &Context<'a>,
    head: At,
    token: usize,
) -> Option<(&'a Frame, Option<usize>)> {
    let tree = context.tree(head);
    let (h, rel) = (head.token as usize, tree.rel(token));
    let slot = content_slot(context, head, token)?;
    let gerund = matches!(rel, Rel::Acl | Rel::Advcl | Rel::Ccomp)
        .then(|| Slot::Preposition(preposition(tree, token).into()));
    let fills = |f: &Frame| {
        f.roles.iter().any(|(r, slots)| {
            *r == Role::Content
                && (slots.contains(&slot) || gerund.as_ref().is_some_and(|g| slots.contains(g)))
        })
    };
    // The passive's subject is what did not come about; else the event stands.
    let undone = |f: &Frame| rel != Rel::NsubjPass || f.content_polarity == Some(Polarity::Negative);
    let ids = frames_of(context, head);
    let frame = ids
        .iter()
        .map(|f| context.schema.frame(*f))
        .filter(|f| fills(f) && undone(f) && has_its_object(tree, h, f) && has_phrase(context, head, f))
        .max_by_key(|f| {
            (
                // `is expected to` is no prediction that somebody makes.
                roles::is_passive(tree, h) && f.needs.contains(&Slot::Object),
                f.attributes,
                f.content_modality.is_some() || f.content_polarity.is_some(),
            )
        })?;
    Some((frame, agent_of_content(tree, h, frame)))
}
