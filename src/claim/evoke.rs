//! Frames at work: each verb, noun and adjective that evokes one, with the actors that fill its roles.

use super::context::Context;
use super::en;
use super::filler::{self, Actor};
use super::lexicon::{is_nominal, is_verbal, noun_frames, verb_frames};
use super::light::light_verb;
use crate::clause::roles::{Arguments, arguments, predicate_over, preposition};
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
    let filled = |slot: &Slot| !site.tokens(slot, frame).is_empty();
    let all = site.has_object_word(frame) && frame.needs.iter().all(filled);
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
        frame
            .needs
            .iter()
            .all(|slot| !self.tokens(slot, frame).is_empty())
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
        let recipients = if recipients.is_empty() {
            self.asked(frame, &taken)
        } else {
            recipients
        };
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

    /// Who is to do what is asked for: the subject of the content (`recommended that airlines wait`).
    fn asked(&self, frame: &Frame, taken: &[ChainId]) -> Vec<Actor> {
        if frame.content_modality != Some(Modality::Requested) || self.nominal {
            return Vec::new();
        }
        let tree = self.context.tree(self.at);
        let clause = self.arguments.complements.first().copied();
        let whom = clause.and_then(|c| arguments(tree, c).subject);
        let mut found = whom
            .filter(|&s| s > self.token)
            .map(|s| filler::actors(self.context, self.to(s)))
            .unwrap_or_default();
        found.retain(|a| !taken.contains(&a.chain));
        found
    }

    /// Whether the direct object is one of the words that the frame asks for.
    fn has_object_word(&self, frame: &Frame) -> bool {
        if frame.object_words.is_empty() {
            return true;
        }
        let tree = self.context.tree(self.at);
        let heads = self.arguments.object.into_iter().flat_map(|o| {
            std::iter::once(o).chain(tree.children(o).filter(move |&c| tree.rel(c) == Rel::Conj))
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
        if *slot == Slot::Itself {
            return self.itself();
        }
        filler::actors(self.context, self.to(token))
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

    /// The tokens in a slot.
    fn tokens(&self, slot: &Slot, frame: &Frame) -> Vec<usize> {
        let tree = self.context.tree(self.at);
        let children = |fits: &dyn Fn(usize) -> bool| -> Vec<usize> {
            tree.children(self.token).filter(|&c| fits(c)).collect()
        };
        match slot {
            Slot::Subject => self.subject(),
            Slot::Object if self.nominal => Vec::new(),
            Slot::Object => self.arguments.object.into_iter().collect(),
            Slot::Indirect => self.arguments.indirect.into_iter().collect(),
            Slot::Complement => self.arguments.complements.clone(),
            Slot::ComplementObject => self.objects_of_content(),
            Slot::Itself => vec![self.token],
            Slot::Possessor if self.nominal => children(&|c| tree.rel(c) == Rel::NmodPoss),
            Slot::Modifier if self.nominal => children(&|c| {
                matches!(
                    tree.rel(c),
                    Rel::Amod | Rel::Compound | Rel::NmodDesc | Rel::NmodUnmarked
                ) && self.is_actor(c)
            }),
            Slot::Possessor | Slot::Modifier => self.in_object(slot, frame),
            Slot::Preposition(p) => self.prepositional(p, frame),
        }
    }

    /// The objects of the clauses that complete the verb or noun (`threatened to attack X`, `a threat to attack X`).
    fn objects_of_content(&self) -> Vec<usize> {
        let tree = self.context.tree(self.at);
        let own = self
            .arguments
            .complements
            .iter()
            .copied()
            .filter(|_| !self.nominal);
        let of_noun = tree
            .children(self.token)
            .filter(|&c| matches!(tree.rel(c), Rel::Acl | Rel::Xcomp | Rel::Obl | Rel::Advcl));
        own.chain(of_noun)
            .filter(|&c| {
                tree.children(c)
                    .any(|m| tree.rel(m) == Rel::Mark && tree.lemma(m) == "to")
            })
            .filter_map(|c| arguments(tree, c).object)
            .collect()
    }

    fn is_actor(&self, token: usize) -> bool {
        self.context
            .mention_over(self.to(token))
            .is_some_and(|m| !m.chains.is_empty())
    }

    fn subject(&self) -> Vec<usize> {
        let tree = self.context.tree(self.at);
        if self.nominal && self.light.is_none() {
            return Vec::new();
        }
        let verb = self.light.unwrap_or(self.token);
        let adjective = !self.nominal && tree.upos(self.token) == Upos::Adj;
        let own = adjective.then(|| tree.child(self.token, &[Rel::Nsubj])).flatten();
        let subject = self
            .context
            .subject_of(self.to(verb), self.arguments.subject)
            .or(own);
        let beside = self.subject_before(verb);
        match subject.or(beside) {
            Some(first) => {
                let mut found = self.with_coordinated(first);
                // A list that the tree has cut ends right before the verb.
                let list = beside
                    .filter(|b| !found.contains(b))
                    .map(|b| self.with_coordinated(b))
                    .filter(|l| l.len() > 1 && l.contains(&first));
                found.extend(list.into_iter().flatten().filter(|t| *t != first));
                found
            }
            None => Vec::new(),
        }
    }

    /// The noun right before a finite verb that the tree gives no subject.
    fn subject_before(&self, verb: usize) -> Option<usize> {
        let tree = self.context.tree(self.at);
        let finite = matches!(tree.xpos(verb), "VBD" | "VBZ" | "VBP" | "VB" | "VBN" | "VBG")
            && (tree.head(verb).is_none()
                || matches!(tree.rel(verb), Rel::Conj | Rel::Parataxis | Rel::Ccomp))
            && !self.arguments.passive;
        let first = tree
            .children(verb)
            .filter(|&c| c < verb && matches!(tree.rel(c), Rel::Aux | Rel::Advmod))
            .min()
            .unwrap_or(verb);
        let before = first
            .checked_sub(1)
            .filter(|&b| finite && matches!(tree.upos(b), Upos::Noun | Upos::Propn | Upos::Pron))?;
        let mention = self.context.mention_over(self.to(before))?;
        let head = mention.head.token as usize;
        (preposition(tree, head).is_empty() && !mention.chains.is_empty()).then_some(head)
    }

    /// A subject with the actors coordinated before it, also where the tree has hung them elsewhere
    /// (`X and allied factions`).
    fn with_coordinated(&self, subject: usize) -> Vec<usize> {
        let mut found = vec![subject];
        let mut at = self.to(subject);
        for _ in 0..6 {
            let Some(before) = self.context.coordinated_before(at, found.len() > 1) else {
                break;
            };
            let token = before.token as usize;
            if found.contains(&token) {
                break;
            }
            found.insert(0, token);
            at = before;
        }
        found
    }

    /// Possessor or modifier inside the object noun that the frame asks for (`summoned Iran's envoy`).
    fn in_object(&self, slot: &Slot, frame: &Frame) -> Vec<usize> {
        let tree = self.context.tree(self.at);
        let Some(object) = self.arguments.object.filter(|_| !frame.object_words.is_empty()) else {
            return Vec::new();
        };
        let fits = |c: &usize| match slot {
            Slot::Possessor => tree.rel(*c) == Rel::NmodPoss,
            _ => matches!(tree.rel(*c), Rel::Amod | Rel::Compound | Rel::NmodDesc) && self.is_actor(*c),
        };
        tree.children(object).filter(fits).collect()
    }

    /// Phrases with a preposition: at the verb, at the noun, or at the verb's object.
    fn prepositional(&self, wanted: &str, frame: &Frame) -> Vec<usize> {
        let tree = self.context.tree(self.at);
        let has = |c: usize| matches_preposition(&preposition(tree, c), wanted);
        let mut found: Vec<usize> = self
            .arguments
            .obliques
            .iter()
            .filter(|(p, _)| matches_preposition(p, wanted))
            .map(|(_, t)| *t)
            .collect();
        let nominal =
            |c: &usize| (tree.rel(*c).is_nominal_modifier() || tree.rel(*c).is_oblique()) && has(*c);
        if found.is_empty() || self.nominal {
            let own: Vec<usize> = tree.children(self.token).filter(nominal).collect();
            if !own.is_empty() && self.nominal {
                found = own;
            } else {
                found.extend(own);
            }
            if found.is_empty() && self.nominal {
                found.extend(self.misplaced(wanted));
            }
        }
        if found.is_empty() && !self.nominal {
            let inside = self
                .arguments
                .object
                .filter(|_| !frame.object_words.is_empty() || wanted != "of" && wanted != "in");
            // `some of its troops from X`: the phrase hangs on what there is a part of.
            let whole = inside
                .filter(|&o| en::is_part(tree.lemma(o)))
                .and_then(|o| tree.child(o, &[Rel::Nmod]));
            found.extend(
                inside
                    .into_iter()
                    .chain(whole)
                    .flat_map(|o| tree.children(o).filter(nominal).collect::<Vec<_>>()),
            );
            // `called on all parties to respect …`, with the clause between.
            let clauses = tree
                .children(self.token)
                .filter(|&c| matches!(tree.rel(c), Rel::Advmod));
            found.extend(clauses.flat_map(|a| tree.children(a).filter(nominal).collect::<Vec<_>>()));
        }
        found
    }
}

impl Site<'_> {
    /// A noun's phrase that the parser hung lower (`the arrest of X by Y`: on X) or on the verb
    /// behind the noun.
    fn misplaced(&self, wanted: &str) -> Option<usize> {
        let tree = self.context.tree(self.at);
        let has = |c: usize| matches_preposition(&preposition(tree, c), wanted);
        let head = tree.head(self.token);
        let rel = tree.rel(self.token);
        // `foiled an attack by X on Y`, `there was no attack on Y by X`: phrases of the noun on the verb.
        let object = rel == Rel::Obj || rel == Rel::Nsubj && head.is_some_and(|h| h < self.token);
        let of_object = object && matches!(wanted, "by" | "on" | "against" | "between");
        let beside = |c: usize| {
            tree.head(c) == head
                && head.is_some_and(|h| c < h || of_object)
                && (tree.rel(c).is_subject() || tree.rel(c).is_oblique())
        };
        // `talks took place between X and Y`.
        let place = head
            .filter(|_| rel.is_subject())
            .and_then(|h| tree.child(h, &[Rel::Obj]))
            .filter(|&o| tree.lemma(o) == "place");
        let at_place = |c: usize| place.is_some() && tree.head(c) == place;
        let below = |mut c: usize| {
            for _ in 0..4 {
                let Some(up) = tree.head(c) else { return false };
                if up == self.token {
                    return true;
                }
                if !tree.rel(up).is_nominal_modifier() || tree.upos(up) != Upos::Propn {
                    return false;
                }
                c = up;
            }
            false
        };
        (self.token + 1..tree.len()).find(|&c| {
            has(c) && (beside(c) || tree.rel(c).is_nominal_modifier() && (below(c) || at_place(c)))
        })
    }
}

/// `as well as with` is `with`; `into` is not `in`.
fn matches_preposition(found: &str, wanted: &str) -> bool {
    found == wanted || found.ends_with(wanted) && found[..found.len() - wanted.len()].ends_with(' ')
}

/// The predicate whose time, place and date belong to a trigger.
pub(super) fn clause_of(context: &Context<'_>, found: &Match) -> usize {
    predicate_over(context.tree(found.trigger), found.clause.token as usize)
}
