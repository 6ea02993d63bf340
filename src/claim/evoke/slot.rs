//! Where a role's fillers stand: from the slots of a frame to tokens around the word that evokes it.

use super::super::en;
use super::Site;
use crate::clause::roles::{arguments, preposition};
use crate::mention::Kind;
use crate::schema::{Frame, Slot};
use crate::syntax::{Rel, Upos};

impl Site<'_> {
    /// The tokens in a slot.
    pub(super) fn tokens(&self, slot: &Slot, frame: &Frame) -> Vec<usize> {
        let tree = self.context.tree(self.at);
        let children = |fits: &dyn Fn(usize) -> bool| -> Vec<usize> {
            tree.children(self.token).filter(|&c| fits(c)).collect()
        };
        match slot {
            Slot::Subject => self.subject(),
            // `subjected X to torture`: what the light verb is done to.
            Slot::Object if self.nominal => self
                .arguments
                .object
                .filter(|&o| o != self.token && self.light.is_some())
                .into_iter()
                .collect(),
            Slot::Object => {
                let object = self.arguments.object.or_else(|| self.swallowed());
                object.into_iter().collect()
            }
            Slot::Indirect => self.arguments.indirect.into_iter().collect(),
            Slot::Complement => self.arguments.complements.clone(),
            Slot::ComplementObject => self.objects_of_content(),
            Slot::ComplementSubject => self.subjects_of_content(),
            Slot::Itself | Slot::Speaker => vec![self.token],
            Slot::Possessor if self.nominal => children(&|c| tree.rel(c) == Rel::NmodPoss),
            Slot::Modifier if self.nominal => self.modifiers(),
            Slot::Possessor | Slot::Modifier => self.in_object(slot, frame),
            Slot::Preposition(p) => self.prepositional(p, frame),
        }
    }

    /// The name right behind a verb that the tree has made part of what is said of it (`named X prime minister`,
    /// `found X guilty`).
    fn swallowed(&self) -> Option<usize> {
        let tree = self.context.tree(self.at);
        let first = self.token + 1;
        (first < tree.len() && !self.arguments.passive).then_some(())?;
        let name = self.context.mention_over(self.to(first))?;
        let head = name.head.token as usize;
        let behind = name.tokens.0 as usize == first && name.kind == Kind::Name && !name.chains.is_empty();
        let said = tree.head(head).is_some_and(|h| {
            matches!(tree.rel(h), Rel::Xcomp | Rel::Obj | Rel::Ccomp) && tree.head(h) == Some(self.token)
        });
        (behind && said).then_some(head)
    }

    /// The actors before a noun (`the Russian attack`, `US trade talks`).
    fn modifiers(&self) -> Vec<usize> {
        let tree = self.context.tree(self.at);
        let modifies = |c: usize| {
            matches!(
                tree.rel(c),
                Rel::Amod | Rel::Compound | Rel::NmodDesc | Rel::NmodUnmarked
            ) && self.is_actor(c)
        };
        let own: Vec<usize> = tree.children(self.token).filter(|&c| modifies(c)).collect();
        if !own.is_empty() {
            return self.with_hyphenated(own);
        }
        // Of `the Iran nuclear talks`, where the tree has the actor on the word between.
        let between = tree.children(self.token).filter(|&c| {
            tree.rel(c) == Rel::Compound
                && tree.upos(c) == Upos::Noun
                && c + 1 == self.token
                && !self.is_actor(c)
        });
        let inner = between.flat_map(|c| tree.children(c).filter(|&c| modifies(c)));
        self.with_hyphenated(inner.collect())
    }

    /// Modifiers with those that a hyphen joins to them, wherever the tree has hung these (`US-China talks`).
    fn with_hyphenated(&self, modifiers: Vec<usize>) -> Vec<usize> {
        let hyphen = |i: usize| matches!(self.context.form(self.to(i)).as_str(), "-" | "–");
        let tree = self.context.tree(self.at);
        let mut found = modifiers.clone();
        // `US-led airstrikes`.
        let led = tree.children(self.token).filter(|&c| tree.lemma(c) == "lead");
        let leaders = led.flat_map(|v| tree.children(v).filter(|&c| tree.rel(c) == Rel::Compound));
        found.extend(leaders.filter(|&c| self.is_actor(c)));
        for c in modifiers {
            let before = c.checked_sub(2).filter(|_| hyphen(c - 1));
            let behind = Some(c + 2).filter(|b| *b < self.token && hyphen(c + 1));
            let both = [before, behind].into_iter().flatten();
            found.extend(both.filter(|&b| self.is_actor(b)));
        }
        found.sort_unstable();
        found.dedup();
        found
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
        // Also infinitives that the tree takes for a purpose.
        let others = tree
            .children(self.token)
            .filter(|&c| matches!(tree.rel(c), Rel::Acl | Rel::Xcomp | Rel::Obl | Rel::Advcl));
        own.chain(others)
            .filter(|&c| {
                tree.children(c)
                    .any(|m| tree.rel(m) == Rel::Mark && tree.lemma(m) == "to")
            })
            .filter_map(|c| arguments(tree, c).object)
            .collect()
    }

    /// The subjects of the clauses that complete the word (`it is shameful that X lied`).
    fn subjects_of_content(&self) -> Vec<usize> {
        let tree = self.context.tree(self.at);
        let clauses = tree
            .children(self.token)
            .filter(|&c| matches!(tree.rel(c), Rel::Ccomp | Rel::Csubj | Rel::Advcl) && c > self.token);
        let that = clauses.filter(|&c| {
            tree.children(c)
                .any(|m| tree.rel(m) == Rel::Mark && tree.lemma(m) == "that")
        });
        that.filter_map(|c| tree.child(c, &[Rel::Nsubj, Rel::NsubjPass]))
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
                // `the worst bombardment seen yet on X`.
                let participle = tree.rel(up) == Rel::Acl && tree.xpos(up) == "VBN";
                let name = tree.rel(up).is_nominal_modifier() && tree.upos(up) == Upos::Propn;
                if !name && !participle {
                    return false;
                }
                c = up;
            }
            false
        };
        (self.token + 1..tree.len()).find(|&c| {
            let phrase = tree.rel(c).is_nominal_modifier() || tree.rel(c).is_oblique();
            has(c) && (beside(c) || phrase && (below(c) || at_place(c)))
        })
    }
}

/// `as well as with` is `with`; `into` is not `in`.
fn matches_preposition(found: &str, wanted: &str) -> bool {
    found == wanted || found.ends_with(wanted) && found[..found.len() - wanted.len()].ends_with(' ')
}
