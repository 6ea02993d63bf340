//! Frames at work: each verb, noun and adjective that evokes one, with the actors that fill its roles.

mod slot;

use super::allegation;
use super::context::Context;
use super::en;
use super::filler::{self, Actor};
use super::lexicon::{is_nominal, is_verbal, noun_frames, verb_frames};
use super::light::light_verb;
use super::phrase::has_phrase;
use crate::clause::roles::{Arguments, arguments, infinitive, predicate_over, preposition};
use crate::mention::{At, ChainId, Kind};
use crate::schema::{ClassId, Frame, FrameId, Modality, Naming, Role, Slot};
use crate::syntax::{Rel, Upos};

/// A frame that fired.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub frame: FrameId,
    pub trigger: At,
    /// The predicate that carries time, place and negation: the trigger, or its light verb.
    pub clause: At,
    pub agents: Vec<Actor>,
    pub recipients: Vec<Actor>,
    /// Tokens of further roles.
    pub others: Vec<(Role, usize)>,
    /// Whether a recipient's place is taken by what is no actor (`the two countries fight terrorism`).
    pub inert: bool,
    /// Whether a participant was taken over from an earlier event.
    pub recalled: bool,
}

/// Everything that can be asked of a trigger's surroundings.
struct Site<'a> {
    context: &'a Context<'a>,
    at: At,
    token: usize,
    arguments: Arguments,
    /// The light verb of a noun.
    light: Option<usize>,
    nominal: bool,
}

/// The frames that fire at a token: of those with a relation the first that finds its roles.
pub(super) fn at(context: &Context<'_>, at: At) -> Vec<Match> {
    let tree = context.tree(at);
    let token = at.token as usize;
    let (ids, nominal) = match tree.upos(token) {
        Upos::Verb => (verb_frames(context, at), false),
        Upos::Noun | Upos::Adj if is_verbal(tree, token) && !verb_frames(context, at).is_empty() => {
            (verb_frames(context, at), false)
        }
        Upos::Noun | Upos::Propn => (noun_frames(context, at), true),
        Upos::Adj if is_nominal(tree, token) => (noun_frames(context, at), true),
        Upos::Adj => (
            context
                .schema
                .frames_for_adjective(&tree.lemma(token).to_lowercase())
                .to_vec(),
            false,
        ),
        _ => return Vec::new(),
    };
    if nominal && !ids.is_empty() && is_topic(context, at) {
        return Vec::new();
    }
    let is_actor = is_compound_actor(context, at);
    let mut partial: Option<Match> = None;
    for id in ids {
        let frame = context.schema.frame(id);
        if frame.relation.is_none() {
            continue;
        }
        // What is an actor itself is no event (`air force`), unless the frame is about what it is.
        let itself = frame.roles.iter().any(|(_, slots)| slots.contains(&Slot::Itself));
        if nominal && !itself && is_actor {
            continue;
        }
        let site = site(context, at, id, nominal);
        match site.read(id, frame) {
            Some(found) if is_whole(context, &found, frame) => return vec![found],
            Some(found)
                if partial.is_none()
                    && (nominal || found.recipients.is_empty() && !found.agents.is_empty()) =>
            {
                partial = Some(found);
            }
            _ => (),
        }
    }
    partial.into_iter().collect()
}

/// Whether a noun only says what an agreement or meeting is about (`trade talks`, `ceasefire deal`).
fn is_topic(context: &Context<'_>, at: At) -> bool {
    let tree = context.tree(at);
    let token = at.token as usize;
    let symmetric = |head: usize| {
        let head = At {
            token: head as u32,
            ..at
        };
        let mut frames = noun_frames(context, head).into_iter();
        let relation = |frame| context.schema.frame(frame).relation;
        frames.any(|f| relation(f).is_some_and(|r| context.schema.relation(r).symmetric))
    };
    tree.rel(token) == Rel::Compound
        && tree
            .head(token)
            .is_some_and(|h| tree.upos(h) == Upos::Noun && symmetric(h))
}

/// What can be asked of a word as one that evokes a frame.
fn site<'a>(context: &'a Context<'a>, at: At, id: FrameId, nominal: bool) -> Site<'a> {
    let tree = context.tree(at);
    let token = at.token as usize;
    let light = if nominal {
        light_verb(context, at, id)
    } else {
        None
    };
    let arguments = match light {
        Some(verb) => arguments(tree, verb),
        None if nominal => Arguments::default(),
        None => arguments(tree, token),
    };
    Site {
        context,
        at,
        token,
        arguments,
        light,
        nominal,
    }
}

/// How a word may evoke a frame.
pub(super) struct Fit {
    /// The light verb of a noun.
    pub light: Option<usize>,
}

/// Whether a word may evoke a frame: what the frame wants besides its roles is there.
pub(super) fn fits(context: &Context<'_>, at: At, id: FrameId) -> Option<Fit> {
    let nominal = context.tree(at).upos(at.token as usize) != Upos::Verb;
    if nominal && is_compound_actor(context, at) {
        return None;
    }
    let (site, frame) = (site(context, at, id, nominal), context.schema.frame(id));
    let filled = |slot: &Slot| site.is_filled(slot, frame);
    let all = site.has_object_word(frame) && has_phrase(context, at, frame) && frame.needs.iter().all(filled);
    all.then_some(Fit { light: site.light })
}

/// Whether a noun is part of a compound that denotes an actor (`air force`, `government forces`).
fn is_compound_actor(context: &Context<'_>, at: At) -> bool {
    let Some(mention) = context.mention_at(at).filter(|m| m.kind != Kind::Pronoun) else {
        return false;
    };
    let Some(noun) = mention.noun.map(|n| context.schema.noun(n)) else {
        return false;
    };
    let words = mention.span.of(context.text).to_lowercase();
    let words = words.trim_end_matches('s');
    let compound = |lemma: &&String| lemma.contains(' ') && words.ends_with(lemma.trim_end_matches('s'));
    noun.lemmas.iter().any(|lemma| compound(&lemma))
}

/// Whether a match has who and whom.
pub(super) fn is_whole(context: &Context<'_>, found: &Match, frame: &Frame) -> bool {
    let symmetric = frame
        .relation
        .is_some_and(|r| context.schema.relation(r).symmetric);
    let pair = |a: &Actor| found.agents.iter().any(|b| a.chain != b.chain);
    found.recipients.iter().any(pair) || symmetric && !found.inert && found.agents.iter().any(pair)
}

impl Site<'_> {
    fn to(&self, token: usize) -> At {
        At {
            token: token as u32,
            ..self.at
        }
    }

    fn read(&self, id: FrameId, frame: &Frame) -> Option<Match> {
        let schema = self.context.schema;
        self.has_object_word(frame).then_some(())?;
        has_phrase(self.context, self.at, frame).then_some(())?;
        frame
            .needs
            .iter()
            .all(|slot| self.is_filled(slot, frame))
            .then_some(())?;
        let slots = |role: Role| {
            frame
                .roles
                .iter()
                .find(|(r, _)| *r == role)
                .map_or(&[][..], |(_, s)| s)
        };
        let agents = self.fill(slots(Role::Agent), frame, schema.agent_classes(id), &[]);
        let taken: Vec<ChainId> = agents.iter().map(|a| a.chain).collect();
        let recipients = self.fill(
            slots(Role::Recipient),
            frame,
            schema.recipient_classes(id),
            &taken,
        );
        let mut recipients = recipients;
        if recipients.is_empty() {
            recipients = self.asked(frame, &taken);
            recipients.retain(|a| self.allowed(a, schema.recipient_classes(id)));
        }
        if recipients.is_empty() && slots(Role::Recipient).contains(&Slot::Object) {
            recipients = self.doer_of_object(schema.recipient_classes(id), &taken);
        }
        if recipients.is_empty() {
            recipients = self.places_of(slots(Role::Recipient), frame);
            recipients.retain(|a| self.allowed(a, schema.recipient_classes(id)) && !taken.contains(&a.chain));
        }
        let inert = recipients.is_empty()
            && slots(Role::Recipient)
                .iter()
                .any(|s| !self.tokens(s, frame).is_empty());
        let mut others = Vec::new();
        for role in [Role::Theme, Role::Instrument, Role::Topic] {
            let tokens = slots(role)
                .iter()
                .map(|slot| self.tokens(slot, frame))
                .map(|tokens| tokens.into_iter().filter(|&t| !self.context.is_time(self.to(t))))
                .map(Iterator::collect::<Vec<usize>>)
                .find(|t| !t.is_empty());
            others.extend(tokens.into_iter().flatten().map(|t| (role, t)));
        }
        let clause = self.light.unwrap_or(self.token);
        Some(Match {
            frame: id,
            trigger: self.at,
            clause: self.to(clause),
            agents,
            recipients,
            others,
            inert,
            recalled: false,
        })
    }

    /// Where the things are to which harm is done (`struck targets in X`), or come from (`tariffs on goods from X`):
    /// the place stands for them.
    fn places_of(&self, slots: &[Slot], frame: &Frame) -> Vec<Actor> {
        let (tree, schema) = (self.context.tree(self.at), self.context.schema);
        let Some(relation) = frame.relation.map(|relation| schema.relation(relation)) else {
            return Vec::new();
        };
        let category = schema.category(relation.category);
        let wanted = match category.quad.as_deref() {
            _ if category.reproach => "in",
            Some("material conflict") => "from",
            _ => return Vec::new(),
        };
        let things: Vec<usize> = slots.iter().flat_map(|slot| self.tokens(slot, frame)).collect();
        let within = |c: usize| tree.rel(c).is_nominal_modifier() && preposition(tree, c) == wanted;
        let places = things
            .iter()
            .flat_map(|&thing| tree.children(thing).filter(|&c| within(c)));
        // `fired at targets in X`, with the place hung on the verb, right behind the thing.
        let beside = self.arguments.obliques.iter();
        let beside = beside.filter(|(p, t)| p == wanted && things.iter().any(|thing| thing + 2 == *t));
        let all = places.chain(beside.map(|(_, t)| *t));
        let actors = all.flat_map(|place| filler::actors(self.context, self.to(place)));
        let fits = |actor: &Actor| {
            let class = schema.class(self.context.mentions.chain(actor.chain).class);
            class.sovereign || category.reproach && class.territorial
        };
        actors.filter(fits).collect()
    }

    /// Whether anything stands in a slot; a date does not (`called X on Friday`).
    fn is_filled(&self, slot: &Slot, frame: &Frame) -> bool {
        let tokens = self.tokens(slot, frame);
        let phrase = matches!(slot, Slot::Preposition(_));
        tokens
            .into_iter()
            .any(|token| !phrase || !self.context.is_time(self.to(token)))
    }

    /// Who is to do what is asked for: the subject of the content (`recommended that airlines wait`).
    fn asked(&self, frame: &Frame, taken: &[ChainId]) -> Vec<Actor> {
        if frame.content_modality != Some(Modality::Requested) || self.nominal {
            return Vec::new();
        }
        let tree = self.context.tree(self.at);
        let infinitive = |c: usize| tree.rel(c) == Rel::Advcl && infinitive(tree, c);
        let purpose = || tree.children(self.token).find(|&c| infinitive(c));
        let clause = self.arguments.complements.first().copied().or_else(purpose);
        let whom = clause.and_then(|c| arguments(tree, c).subject);
        let mut found = whom
            .filter(|&s| s > self.token)
            .map(|s| filler::actors(self.context, self.to(s)))
            .unwrap_or_default();
        found.retain(|a| !taken.contains(&a.chain));
        found
    }

    /// Whoever does what the object names (`condemned the attack by X`, with the phrase hung on the verb).
    fn doer_of_object(&self, classes: &[ClassId], taken: &[ChainId]) -> Vec<Actor> {
        let arguments = &self.arguments;
        let Some(object) = arguments.object.filter(|_| !self.nominal && !arguments.passive) else {
            return Vec::new();
        };
        let mut phrases = arguments.obliques.iter();
        let by = phrases.find(|(p, t)| p == "by" && *t > object);
        let mut found = by.map_or_else(Vec::new, |(_, t)| filler::actors(self.context, self.to(*t)));
        found.retain(|a| self.allowed(a, classes) && !taken.contains(&a.chain));
        found
    }

    /// Whether the direct object is one of the words that the frame asks for.
    fn has_object_word(&self, frame: &Frame) -> bool {
        if frame.object_words.is_empty() {
            return true;
        }
        let tree = self.context.tree(self.at);
        // `a number of errors`, `sanctions and tariffs`.
        let whole = |o: usize| tree.child(o, &[Rel::Nmod]).filter(|_| en::is_part(tree.lemma(o)));
        let heads = self.arguments.object.into_iter().flat_map(|o| {
            let listed = tree.children(o).filter(move |&c| tree.rel(c) == Rel::Conj);
            std::iter::once(o).chain(whole(o)).chain(listed)
        });
        let mut words = heads.flat_map(|o| {
            let lemma = tree.lemma(o).to_lowercase();
            let form = self.context.form(self.to(o));
            let compound = o
                .checked_sub(1)
                .map(|c| format!("{} {lemma}", tree.lemma(c).to_lowercase()));
            // What the tagger takes for a word of its own: `troops`, `supplies`.
            let one = en::singular(&lemma);
            [Some(lemma), Some(form), compound, one].into_iter().flatten()
        });
        words.any(|word| frame.object_words.contains(&word))
    }

    /// The actors of the first slots that hold any of the right class.
    fn fill(&self, slots: &[Slot], frame: &Frame, classes: &[ClassId], taken: &[ChainId]) -> Vec<Actor> {
        // A noun's own possessor is nearer than its light verb's subject (`X affirmed Y's commitment`).
        let possessor = slots.iter().filter(|s| self.nominal && **s == Slot::Possessor);
        let rest = slots.iter().filter(|s| !(self.nominal && **s == Slot::Possessor));
        for slot in possessor.chain(rest) {
            let mut found = Vec::new();
            for token in self.tokens(slot, frame) {
                found.extend(self.actors(slot, token));
            }
            found.retain(|a| self.allowed(a, classes) && !taken.contains(&a.chain));
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn actors(&self, slot: &Slot, token: usize) -> Vec<Actor> {
        match slot {
            Slot::Itself => self.itself(),
            Slot::Speaker => allegation::speakers(self.context, self.at),
            _ => filler::actors(self.context, self.to(token)),
        }
    }

    /// Whether an actor has one of the classes; a capital may stand for its country.
    fn allowed(&self, actor: &Actor, classes: &[ClassId]) -> bool {
        let schema = self.context.schema;
        let chain = self.context.mentions.chain(actor.chain);
        if schema.allows(classes, chain.class) {
            return true;
        }
        let sovereign = classes.iter().any(|c| schema.class(*c).sovereign);
        sovereign
            && schema
                .names(&crate::schema::normalise(&chain.name))
                .iter()
                .any(|(_, n)| *n == Naming::Capital)
    }

    /// What a noun itself stands for: its own actor, what it is in apposition to, what it is said of.
    fn itself(&self) -> Vec<Actor> {
        let tree = self.context.tree(self.at);
        let subject = tree
            .child(self.token, &[Rel::Cop])
            .and_then(|_| tree.child(self.token, &[Rel::Nsubj]));
        let apposed = tree
            .head(self.token)
            .filter(|_| tree.rel(self.token) == Rel::Appos);
        let apposition = tree.child(self.token, &[Rel::Appos, Rel::Flat]);
        let titled = tree
            .head(self.token)
            .filter(|_| matches!(tree.rel(self.token), Rel::Compound | Rel::NmodDesc));
        // `X is one of its members`, `as a member`.
        let above = tree
            .head(self.token)
            .filter(|h| tree.rel(self.token) == Rel::Nmod && tree.child(*h, &[Rel::Cop]).is_some())
            .and_then(|h| tree.child(h, &[Rel::Nsubj]));
        for token in [subject, apposed, apposition, titled, above]
            .into_iter()
            .flatten()
        {
            let found = filler::actors(self.context, self.to(token));
            if !found.is_empty() {
                return found;
            }
        }
        let own = self
            .context
            .mention_at(self.at)
            .filter(|m| m.kind == Kind::Description);
        own.map(|m| {
            m.chains
                .iter()
                .map(|&chain| Actor {
                    chain,
                    span: m.span,
                    steps: 0,
                })
                .collect()
        })
        .unwrap_or_default()
    }
}

/// The predicate whose time, place and date belong to a trigger.
pub(super) fn clause_of(context: &Context<'_>, found: &Match) -> usize {
    predicate_over(context.tree(found.trigger), found.clause.token as usize)
}
