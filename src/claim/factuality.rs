//! Polarity, modality and sources of what a token says: read on the way up to the root.

mod own;

use super::context::Context;
use super::filler::Actor;
use super::lexicon::{content_frame, frames_of, noun_frames};
use super::speaker::{carriers, speakers};
use super::{Source, en};
use crate::clause::roles::{arguments, infinitive, is_passive, preposition};
use crate::mention::At;
use crate::schema::{Frame, Modality, Polarity, Role};
use crate::syntax::{Rel, Tree, Upos};
use crate::text::Span;
pub(super) use own::argument_negations;

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
        counted: Vec::new(),
    };
    let mut token = at.token as usize;
    for _ in 0..=tree.len() {
        walk.own_words(token);
        walk.colour.path.push(token);
        walk.according_to(token);
        let Some(head) = walk.above(token) else { break };
        walk.climb(token, head);
        token = head;
    }
    if walk.open && own::is_question(tree, token) {
        walk.take(Some(Modality::Possible));
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
    /// Words whose negations and auxiliaries have been reckoned with.
    counted: Vec<usize>,
}

impl Walk<'_> {
    /// The word above; of an infinitive that the parser hung on the verb the noun right before it that it completes
    /// (`abandoned plans to visit X`).
    fn above(&self, token: usize) -> Option<usize> {
        let (tree, head) = (self.tree, self.tree.head(token)?);
        let noun = tree.child(head, &[Rel::Obj]).filter(|&o| {
            matches!(tree.rel(token), Rel::Xcomp | Rel::Advcl)
                && infinitive(self.tree, token)
                && tree.children(token).any(|c| c == o + 1)
                && tree.upos(o) == Upos::Noun
                && !self.colour.path.contains(&o)
        });
        let completed = noun.filter(|&o| content_frame(self.context, self.here(o), token).is_some());
        completed.or(Some(head))
    }

    fn here(&self, token: usize) -> At {
        At {
            token: token as u32,
            ..self.at
        }
    }

    fn take(&mut self, modality: Option<Modality>) {
        let Some(modality) = modality else { return };
        // What may come about, or would under a condition, is less than planned.
        let weaker = matches!(modality, Modality::Possible | Modality::Hypothetical);
        if self.colour.modality == Modality::Actual || self.colour.modality == Modality::Planned && weaker {
            self.colour.modality = modality;
        }
    }

    /// Negations, modal verbs, adverbs and conditions of one word.
    fn own_words(&mut self, token: usize) {
        if !self.open {
            return;
        }
        let reported = self.is_reported(token);
        if !self.counted.contains(&token) {
            let negations = self.negations_of(token);
            self.negations += negations;
            self.take(own::modality(self.tree, token, reported, negations % 2 == 1));
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
            let same_form = self.tree.xpos(first) == self.tree.xpos(token) || self.tree.xpos(token) == "VB";
            let modal = self
                .tree
                .children(first)
                .filter(|&c| self.tree.rel(c) == Rel::Aux)
                .find_map(|c| en::modal(self.tree.lemma(c), reported));
            let or = self
                .tree
                .children(token)
                .any(|c| self.tree.rel(c) == Rel::Cc && self.tree.lemma(c) == "or");
            if same_form {
                self.take(modal);
                // `did not meet X or visit Y`.
                self.negations += u32::from(or) * (self.negations_of(first) % 2);
            }
        }
    }

    /// How often a word is negated by itself.
    fn negations_of(&self, token: usize) -> u32 {
        let below = self.colour.path.last().copied();
        own::negations(self.tree, token, below)
    }

    /// Whether the clause of a token is a content that somebody says.
    fn is_reported(&self, token: usize) -> bool {
        let up = self
            .tree
            .head(token)
            .filter(|_| matches!(self.tree.rel(token), Rel::Ccomp | Rel::Parataxis));
        up.is_some_and(|verb| {
            content_frame(self.context, self.here(verb), token)
                .is_some_and(|(f, _)| f.attributes || f.content_modality == Some(Modality::Planned))
        })
    }

    /// What the word above makes of this one.
    fn climb(&mut self, token: usize, head: usize) {
        let rel = self.tree.rel(token);
        let above = self.here(head);
        self.spoken_aside(token);
        if let Some((frame, source)) = content_frame(self.context, above, token) {
            // `X is said to have met Y`, `is suspected of having met Y`: nobody says who says so.
            let unsourced = frame.attributes
                && source.is_none()
                && is_passive(self.tree, head)
                && !matches!(rel, Rel::Ccomp | Rel::Csubj);
            if self.open && !self.is_saying(token) {
                self.colour_content(frame, source, token, head);
                self.take(unsourced.then_some(Modality::Possible));
            }
            if frame.attributes {
                self.add_sources(source, above);
                self.open &= self.is_denied_report(head);
            }
            return;
        }
        if self.open && self.outcome(token, head) {
            return;
        }
        match rel {
            Rel::Xcomp | Rel::Advcl | Rel::Acl if infinitive(self.tree, token) => {
                if self.open && !self.light_operator(token, head) && !self.is_transparent(head) {
                    self.take(Some(Modality::Planned));
                }
                self.open &= rel == Rel::Xcomp;
            }
            // `did not leave without meeting X`.
            Rel::Advcl if self.open && own::negations(self.tree, token, None) % 2 == 1 => {
                self.negations += self.negations_of(head);
                self.open = false;
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
            // `the planned meeting took place on Monday`.
            rel if rel.is_subject() && self.open && self.took_place(token, head) => {
                self.colour.modality = Modality::Actual;
            }
            rel if rel.is_subject() => {
                self.open &= self.tree.upos(token) != Upos::Verb && en::occurs(self.tree.lemma(head));
            }
            Rel::Obj | Rel::Obl | Rel::OblAgent | Rel::Nmod => self.open &= self.carries(token, head),
            _ => (),
        }
    }

    /// What a frame makes of its content, with an eye on whether the frame's own word is denied.
    fn colour_content(&mut self, frame: &Frame, source: Option<usize>, token: usize, head: usize) {
        let (tree, verb) = (self.tree, self.tree.lemma(head).to_lowercase());
        let denies = frame.content_polarity == Some(Polarity::Negative);
        let own = source.is_some() && source == self.subject_of(token);
        let modality = frame.content_modality.map(|modality| match modality {
            // What one needs to do oneself one means to do.
            Modality::Requested if own && !frame.attributes && verb != "ought" => Modality::Planned,
            // What one wants others to do.
            Modality::Planned if !own && infinitive(self.tree, token) && en::desires(&verb) => {
                Modality::Requested
            }
            Modality::Planned
                if !own && tree.rel(token) == Rel::Ccomp && matches!(&*verb, "hope" | "wish") =>
            {
                if verb == "hope" {
                    Modality::Possible
                } else {
                    Modality::Hypothetical
                }
            }
            modality => modality,
        });
        // `would like to visit`, `would like X to visit`.
        let would = tree
            .children(head)
            .any(|c| tree.rel(c) == Rel::Aux && tree.lemma(c).eq_ignore_ascii_case("would"));
        let wished = (would && en::desires(&verb) && infinitive(self.tree, token)).then_some(if own {
            Modality::Planned
        } else {
            Modality::Requested
        });
        if wished.is_some() {
            self.take(wished);
            self.negations += self.negations_of(head);
            self.counted.push(head);
            return;
        }
        let negated = self.is_negated(head);
        if denies && negated {
            // Not denied and not ruled out: open. Not failed to: done.
            self.count(head);
            let weak = frame.attributes || frame.content_modality.is_some();
            self.take(weak.then_some(Modality::Possible));
            return;
        }
        let verbal = tree.upos(head) == Upos::Verb;
        if negated && verbal && modality == Some(Modality::Possible) && !frame.attributes {
            // Who did not try did not.
            return;
        }
        if modality == Some(Modality::Possible) && verbal && self.told_outcome(head) {
            return;
        }
        self.take(modality);
        self.negations += u32::from(denies);
    }

    /// Whether a word is denied, by itself or by a word of failing above it.
    fn is_negated(&self, head: usize) -> bool {
        (self.negations_of(head) + self.denials_above(head)) % 2 == 1
    }

    fn denials_above(&self, head: usize) -> u32 {
        let above = self.tree.head(head).map(|up| self.here(up));
        let frame = above.and_then(|above| content_frame(self.context, above, head));
        u32::from(frame.is_some_and(|(f, _)| !f.attributes && f.content_polarity == Some(Polarity::Negative)))
    }

    /// Takes the denials of a word as reckoned with.
    fn count(&mut self, head: usize) {
        self.counted.push(head);
        self.negations += self.denials_above(head);
    }

    /// `tried to attack but failed`, `tried in vain`, `tried and succeeded`.
    fn told_outcome(&mut self, head: usize) -> bool {
        let tree = self.tree;
        let next = tree
            .children(head)
            .filter(|&c| tree.rel(c) == Rel::Conj)
            .map(|c| tree.lemma(c));
        let ends: Vec<&str> = next.collect();
        let vain = tree.children(head).any(|c| {
            matches!(tree.lemma(c), "vain" if tree.rel(c).is_oblique()) || tree.lemma(c) == "unsuccessfully"
        });
        if vain || ends.contains(&"fail") {
            self.negations += 1;
            return true;
        }
        ends.contains(&"succeed")
    }

    /// Whether a noun that is denied or announced is itself something said: an accusation that is denied was made.
    fn is_saying(&self, token: usize) -> bool {
        let noun = token == self.at.token as usize && self.tree.upos(token) == Upos::Noun;
        noun && noun_frames(self.context, self.here(token))
            .iter()
            .any(|id| self.context.schema.frame(*id).attributes)
    }

    /// Whether an event that was planned, or may have been, is said to have taken place.
    fn took_place(&self, token: usize, head: usize) -> bool {
        let tree = self.tree;
        let place = tree
            .child(head, &[Rel::Obj])
            .is_some_and(|o| tree.lemma(o) == "place");
        let happened = match tree.lemma(head) {
            "take" => place,
            lemma => matches!(lemma, "happen" | "occur" | "begin" | "start"),
        };
        happened && tree.xpos(head) == "VBD" && token == self.at.token as usize
    }

    /// What becomes of a plan, promise, threat, report or chance that a noun names: kept, broken, taken, denied.
    fn outcome(&mut self, token: usize, head: usize) -> bool {
        let object = matches!(self.tree.rel(token), Rel::Obj | Rel::NsubjPass);
        if !object || token == self.at.token as usize || self.tree.upos(token) != Upos::Noun {
            return false;
        }
        let verb = self.tree.lemma(head).to_lowercase();
        let noun = self.tree.lemma(token);
        let word = matches!(noun, "promise" | "pledge" | "vow" | "word" | "commitment");
        let out = self.tree.child(head, &[Rel::CompoundPrt]).is_some();
        let fulfilled = match &*verb {
            "keep" | "honour" | "honor" => word,
            "carry" => out,
            verb => en::fulfils(verb),
        };
        let chance = matches!(noun, "chance" | "opportunity" | "occasion");
        match self.colour.modality {
            Modality::Planned if fulfilled => self.colour.modality = Modality::Actual,
            Modality::Planned if en::breaks(&verb) => {
                self.colour.modality = Modality::Actual;
                self.negations += 1;
            }
            Modality::Possible if chance && en::seizes(&verb) => self.colour.modality = Modality::Actual,
            _ => return false,
        }
        true
    }

    /// `denied reports that …`: what a noun reports and the verb above denies is denied.
    fn is_denied_report(&self, noun: usize) -> bool {
        let above = self.tree.head(noun).map(|up| self.here(up));
        self.tree.upos(noun) == Upos::Noun
            && above
                .and_then(|above| content_frame(self.context, above, noun))
                .is_some_and(|(f, _)| f.content_polarity == Some(Polarity::Negative))
    }

    /// Verbs that colour an infinitive without being frames: `has yet to`, `has to`, `is going to`.
    fn light_operator(&mut self, token: usize, head: usize) -> bool {
        let tree = self.tree;
        let is = |lemma: &str| tree.lemma(head).eq_ignore_ascii_case(lemma);
        if is("have") && tree.rel(token) != Rel::Acl {
            let yet = tree.children(head).any(|c| tree.lemma(c) == "yet");
            let past = tree.xpos(head) == "VBD"
                || tree
                    .children(head)
                    .any(|c| tree.lemma(c) == "do" && tree.xpos(c) == "VBD");
            self.negations += u32::from(yet);
            self.take((!yet && !past).then_some(Modality::Requested));
            return true;
        }
        if is("go") && tree.xpos(head) == "VBG" {
            self.take(Some(Modality::Planned));
            return true;
        }
        false
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
