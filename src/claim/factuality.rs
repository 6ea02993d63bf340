//! Polarity, modality and sources of what a token says: read on the way up to the root.

use super::clause::{self, arguments, preposition};
use super::context::Context;
use super::filler::{self, Actor};
use super::{Source, en};
use crate::mention::At;
use crate::schema::{Frame, FrameId, Modality, Polarity, Role, Slot};
use crate::syntax::{Rel, Tree, Upos};
use crate::text::Span;

/// How a claim is coloured.
#[derive(Clone, Debug, Default)]
pub(super) struct Colour {
    pub polarity: Polarity,
    pub modality: Modality,
    pub sources: Vec<Source>,
    /// The highest predicate on the way: the clause that carries time and place, if the own one has none.
    pub path: Vec<usize>,
}

/// Walks from a trigger to the root.
pub(super) fn read(context: &Context<'_>, at: At) -> Colour {
    let tree = context.tree(at);
    let mut walk = Walk {
        context,
        tree,
        at,
        colour: Colour::default(),
        negations: 0,
        open: true,
    };
    let mut token = at.token as usize;
    for _ in 0..=tree.len() {
        walk.colour.path.push(token);
        walk.own_words(token);
        walk.according_to(token);
        let Some(head) = tree.head(token) else { break };
        walk.climb(token, head);
        token = head;
    }
    walk.speech();
    let mut colour = walk.colour;
    if walk.negations % 2 == 1 {
        colour.polarity = Polarity::Negative;
    }
    colour
}

struct Walk<'a> {
    context: &'a Context<'a>,
    tree: &'a Tree,
    at: At,
    colour: Colour,
    negations: u32,
    /// Whether what stands above still colours the trigger; closed once a clause only reports it.
    open: bool,
}

impl Walk<'_> {
    fn here(&self, token: usize) -> At {
        At {
            token: token as u32,
            ..self.at
        }
    }

    fn take(&mut self, modality: Option<Modality>) {
        if let (Some(modality), Modality::Actual) = (modality, self.colour.modality) {
            self.colour.modality = modality;
        }
    }

    /// Negations, modal verbs, adverbs and conditions of one word.
    fn own_words(&mut self, token: usize) {
        if !self.open {
            return;
        }
        let reported = self.is_reported(token);
        // What would follow under a condition has not happened.
        let conditional = |c: usize| {
            self.tree.rel(c) == Rel::Advcl
                && self
                    .tree
                    .children(c)
                    .any(|m| self.tree.rel(m) == Rel::Mark && matches!(self.tree.lemma(m), "if" | "unless"))
        };
        if self.tree.children(token).any(conditional)
            && self
                .tree
                .children(token)
                .any(|c| self.tree.rel(c) == Rel::Aux && en::modal(self.tree.lemma(c), false).is_some())
        {
            self.take(Some(Modality::Hypothetical));
        }
        for c in self.tree.children(token) {
            let lemma = self.tree.lemma(c);
            match self.tree.rel(c) {
                Rel::Advmod if en::negates(lemma) => self.negations += 1,
                Rel::Det | Rel::CcPreconj if en::negates(lemma) => self.negations += 1,
                Rel::Advmod | Rel::Amod => self.take(en::adverb(&lemma.to_lowercase())),
                Rel::Aux => self.take(en::modal(lemma, reported)),
                Rel::Mark if en::condition(lemma) => self.take(Some(Modality::Hypothetical)),
                rel if rel.is_subject() || rel == Rel::Obj => self.negations += u32::from(self.is_none(c)),
                _ => (),
            }
        }
        // The auxiliary that coordinated verbs share stands at the first.
        let bare = !self
            .tree
            .children(token)
            .any(|c| self.tree.rel(c) == Rel::Aux || self.tree.rel(c).is_subject());
        if let Some(first) = self
            .tree
            .head(token)
            .filter(|_| self.tree.rel(token) == Rel::Conj && bare && self.tree.upos(token) == Upos::Verb)
        {
            let modal = self
                .tree
                .children(first)
                .filter(|&c| self.tree.rel(c) == Rel::Aux)
                .find_map(|c| en::modal(self.tree.lemma(c), reported));
            let same_form = self.tree.xpos(first) == self.tree.xpos(token) || self.tree.xpos(token) == "VB";
            if same_form {
                self.take(modal);
            }
        }
    }

    /// A phrase with *no* or *none* before it, or *neither*.
    fn is_none(&self, c: usize) -> bool {
        matches!(self.tree.lemma(c), "nobody" | "none" | "nothing" | "neither")
            || self
                .tree
                .children(c)
                .any(|d| self.tree.rel(d) == Rel::Det && matches!(self.tree.lemma(d), "no" | "neither"))
    }

    /// Whether the clause of a token is a content that somebody says.
    fn is_reported(&self, token: usize) -> bool {
        let up = self
            .tree
            .head(token)
            .filter(|_| matches!(self.tree.rel(token), Rel::Ccomp | Rel::Parataxis));
        up.is_some_and(|verb| {
            content_frame(self.context, self.here(verb), token).is_some_and(|(f, _)| f.attributes)
        })
    }

    /// What the word above makes of this one.
    fn climb(&mut self, token: usize, head: usize) {
        let rel = self.tree.rel(token);
        let above = self.here(head);
        self.spoken_aside(token);
        if let Some((frame, source)) = content_frame(self.context, above, token) {
            if self.open {
                // What one needs to do oneself one means to do.
                let own = source.is_some() && source == self.subject_of(token);
                let modality = frame.content_modality.map(|m| {
                    if m == Modality::Requested && own && !frame.attributes {
                        Modality::Planned
                    } else {
                        m
                    }
                });
                self.take(modality);
                self.negations += u32::from(frame.content_polarity == Some(Polarity::Negative));
            }
            if frame.attributes {
                self.add_sources(source, above);
                self.open = false;
            }
            return;
        }
        match rel {
            Rel::Xcomp | Rel::Advcl | Rel::Acl if self.is_infinitive(token) => {
                let modality = (!self.is_transparent(head)).then_some(Modality::Planned);
                if self.open {
                    self.take(modality);
                }
                self.open &= rel == Rel::Xcomp;
            }
            Rel::Advcl
            | Rel::AdvclRelcl
            | Rel::AclRelcl
            | Rel::Acl
            | Rel::Parataxis
            | Rel::Appos
            | Rel::List => self.open = false,
            Rel::Conj => {
                let own = self
                    .tree
                    .children(token)
                    .any(|c| self.tree.rel(c).is_subject() || self.tree.rel(c) == Rel::Aux);
                self.open &= !own && self.tree.upos(token) != Upos::Verb;
            }
            rel if rel.is_subject() => {
                self.open &= self.tree.upos(token) != Upos::Verb && en::occurs(self.tree.lemma(head));
            }
            Rel::Obj | Rel::Obl | Rel::OblAgent | Rel::Nmod => self.open &= self.carries(token, head),
            _ => (),
        }
    }

    fn subject_of(&self, token: usize) -> Option<usize> {
        arguments(self.tree, token).subject
    }

    /// Whether the verb makes one event with the noun (`did not launch an attack`).
    fn carries(&self, token: usize, head: usize) -> bool {
        let schema = self.context.schema;
        let light = noun_frames(self.context, self.here(token))
            .iter()
            .any(|f| schema.is_light(*f, self.tree.lemma(head)));
        light
            || en::occurs(self.tree.lemma(head))
            || token == self.at.token as usize
                && self.tree.upos(head) == Upos::Verb
                && self.tree.upos(token) == Upos::Verb
    }

    fn is_infinitive(&self, token: usize) -> bool {
        self.tree
            .children(token)
            .any(|c| self.tree.rel(c) == Rel::Mark && self.tree.lemma(c) == "to")
    }

    /// A perception or help: `helped X fight`, `was seen to`.
    fn is_transparent(&self, head: usize) -> bool {
        !frames_of(self.context, self.here(head)).iter().all(|f| {
            self.context
                .schema
                .frame(*f)
                .roles
                .iter()
                .all(|(r, _)| *r != Role::Content)
        })
    }

    /// `…, Smith said` beside the clause.
    fn spoken_aside(&mut self, token: usize) {
        let asides: Vec<usize> = self
            .tree
            .children(token)
            .filter(|&c| self.tree.rel(c) == Rel::Parataxis)
            .collect();
        for aside in asides {
            self.aside(aside);
        }
    }

    fn aside(&mut self, aside: usize) {
        let schema = self.context.schema;
        let says = frames_of(self.context, self.here(aside))
            .iter()
            .any(|f| schema.frame(*f).attributes);
        let complete = self
            .tree
            .children(aside)
            .any(|c| matches!(self.tree.rel(c), Rel::Ccomp));
        if says && !complete && !self.colour.path.contains(&aside) {
            let subject = arguments(self.tree, aside).subject;
            self.add_sources(subject, self.here(aside));
        }
    }

    /// `according to X` at a predicate on the way.
    fn according_to(&mut self, token: usize) {
        if self.tree.head(token).is_none() {
            self.spoken_aside(token);
        }
        for c in self.tree.children(token) {
            let said = match self.tree.rel(c) {
                Rel::Obl | Rel::Nmod => preposition(self.tree, c).starts_with("according to"),
                Rel::Advcl | Rel::Advmod | Rel::Case => self.tree.lemma(c) == "accord",
                _ => false,
            };
            if !said || self.colour.path.contains(&c) {
                continue;
            }
            let by = if self.tree.lemma(c) == "accord" {
                self.tree.children(c).find(|&d| self.tree.rel(d).is_oblique())
            } else {
                Some(c)
            };
            if let Some(by) = by {
                self.add_sources(Some(by), self.here(c));
            }
        }
    }

    fn add_sources(&mut self, source: Option<usize>, cue: At) {
        let Some(source) = source else {
            let span = self.context.token_span(cue);
            for actor in carriers(self.context, cue) {
                self.push(actor, span, false);
            }
            return;
        };
        let span = self
            .context
            .token_span(cue)
            .cover(self.context.token_span(self.here(source)));
        for actor in speakers(self.context, self.here(source), Some(cue)) {
            self.push(actor, span, false);
        }
    }

    fn push(&mut self, actor: Actor, span: Span, direct: bool) {
        match self.colour.sources.iter_mut().find(|s| s.chain == actor.chain) {
            Some(held) => held.direct |= direct,
            None => self.colour.sources.push(Source {
                chain: actor.chain,
                span,
                direct,
            }),
        }
    }

    /// Whoever speaks the words that the trigger stands in.
    fn speech(&mut self) {
        let span = self.context.token_span(self.at);
        let mut around: Vec<_> = self
            .context
            .speeches
            .iter()
            .filter(|s| s.span.contains(span))
            .collect();
        around.sort_by_key(|s| s.span.len());
        for speech in around {
            for &chain in &speech.by {
                self.push(
                    Actor {
                        chain,
                        span: speech.cue,
                        steps: 0,
                    },
                    speech.cue,
                    speech.direct,
                );
            }
        }
    }
}

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
            Rel::Obl => preposition(tree, c),
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

/// The frame of `head` of which `token` is the content, and the token of its agent.
pub(super) fn content_frame<'a>(
    context: &Context<'a>,
    head: At,
    token: usize,
) -> Option<(&'a Frame, Option<usize>)> {
    let tree = context.tree(head);
    let h = head.token as usize;
    let schema = context.schema;
    let rel = tree.rel(token);
    let as_preposition = || Slot::Preposition(preposition(tree, token).into());
    let slot = match rel {
        Rel::Ccomp | Rel::Xcomp | Rel::Csubj | Rel::Acl => Slot::Complement,
        Rel::Advcl
            if tree
                .children(token)
                .any(|c| tree.rel(c) == Rel::Mark && tree.lemma(c) == "to") =>
        {
            Slot::Complement
        }
        Rel::Obj => Slot::Object,
        Rel::Obl | Rel::Nmod | Rel::Advcl => as_preposition(),
        _ => return None,
    };
    let gerund = matches!(rel, Rel::Acl | Rel::Advcl | Rel::Ccomp).then(as_preposition);
    let fills = |f: &Frame| {
        f.roles.iter().any(|(r, slots)| {
            *r == Role::Content
                && (slots.contains(&slot) || gerund.as_ref().is_some_and(|g| slots.contains(g)))
        })
    };
    let has_object = || tree.child(h, &[Rel::Obj, Rel::Iobj]).is_some() || clause::is_passive(tree, h);
    let fits = |f: &Frame| fills(f) && f.needs.iter().all(|n| *n != Slot::Object || has_object());
    // A clause that only modifies a noun (`a man named …`) is no content.
    if rel == Rel::Acl
        && tree.upos(h) == Upos::Noun
        && !tree.children(token).any(|c| matches!(tree.rel(c), Rel::Mark))
    {
        return None;
    }
    let ids = frames_of(context, head);
    let frame = ids
        .iter()
        .map(|f| schema.frame(*f))
        .filter(|f| fits(f))
        .max_by_key(|f| {
            (
                f.attributes,
                f.content_modality.is_some() || f.content_polarity.is_some(),
            )
        })?;
    let agent = if tree.upos(h) == Upos::Noun {
        tree.child(h, &[Rel::NmodPoss]).or_else(|| {
            tree.head(h)
                .filter(|_| tree.rel(h) == Rel::Obj)
                .and_then(|v| arguments(tree, v).subject)
        })
    } else {
        let arguments = arguments(tree, h);
        arguments.subject.or(
            if frame
                .roles
                .iter()
                .any(|(r, s)| *r == Role::Agent && s.contains(&Slot::Object))
            {
                arguments.object
            } else {
                None
            },
        )
    };
    Some((frame, agent))
}

/// The actors that speak through a noun phrase: themselves, or who issued the document that it names.
pub(super) fn speakers(context: &Context<'_>, at: At, cue: Option<At>) -> Vec<Actor> {
    if let Some(found) = issuers(context, at) {
        return found;
    }
    let found = filler::actors(context, at);
    if !found.is_empty() {
        return found;
    }
    cue.map(|cue| carriers(context, cue)).unwrap_or_default()
}

/// Who speaks through the document that a verb of saying names: `In a statement from X, it was said that …`.
fn carriers(context: &Context<'_>, cue: At) -> Vec<Actor> {
    let tree = context.tree(cue);
    let phrases = arguments(tree, cue.token as usize).obliques;
    let mut documents = phrases
        .iter()
        .filter(|(p, _)| matches!(p.as_str(), "in" | "by" | "through" | "via"));
    documents
        .find_map(|(_, t)| {
            issuers(
                context,
                At {
                    token: *t as u32,
                    ..cue
                },
            )
        })
        .unwrap_or_default()
}

/// How many mentions a document's name looks back for who issued it.
const DOCUMENT_REACH: usize = 400;

/// Who issued a document: `a statement from X`, `X's report`; a definite one is the last that was spoken of.
fn issuers(context: &Context<'_>, at: At) -> Option<Vec<Actor>> {
    let mention = context.mention_at(at)?;
    let noun = mention
        .noun
        .map(|n| context.schema.noun(n))
        .filter(|n| n.document)?;
    if let Some(named) = named_issuers(context, at) {
        return Some(named);
    }
    let near = context
        .mentions
        .mentions
        .partition_point(|m| m.span.start < mention.span.start);
    let before = context.mentions.mentions[..near]
        .iter()
        .rev()
        .take(DOCUMENT_REACH);
    let documents = before.filter(|m| {
        m.noun.is_some_and(|n| {
            context.schema.noun(n).document && (n == mention.noun.unwrap_or(n) || noun.lemmas.len() > 9)
        })
    });
    documents
        .take(8)
        .find_map(|m| named_issuers(context, m.head))
        .or(Some(Vec::new()))
}

fn named_issuers(context: &Context<'_>, at: At) -> Option<Vec<Actor>> {
    let tree = context.tree(at);
    let token = at.token as usize;
    let by = tree.children(token).filter(|&c| match tree.rel(c) {
        Rel::NmodPoss | Rel::Compound | Rel::Amod => true,
        Rel::Nmod | Rel::Obl => matches!(preposition(tree, c).as_str(), "from" | "by" | "of" | "at"),
        _ => false,
    });
    let phrases = by.map(|c| {
        filler::actors(
            context,
            At {
                token: c as u32,
                ..at
            },
        )
    });
    let issued = tree
        .child(token, &[Rel::Acl])
        .into_iter()
        .flat_map(|v| arguments(tree, v).obliques)
        .filter(|(p, _)| p == "by")
        .map(|(_, t)| {
            filler::actors(
                context,
                At {
                    token: t as u32,
                    ..at
                },
            )
        });
    // `said in a statement`: the subject above issued it.
    let above = tree
        .head(token)
        .filter(|_| tree.rel(token).is_oblique())
        .and_then(|v| arguments(tree, v).subject)
        .map(|s| {
            filler::actors(
                context,
                At {
                    token: s as u32,
                    ..at
                },
            )
        });
    phrases.chain(issued).chain(above).find(|found| !found.is_empty())
}
