//! What a name that nothing is known of seems to be: by apposition, by the sequence model, by what is done to it.

use super::Builder;
use crate::mention::{At, NameType};
use crate::schema::{Class, ClassId};
use crate::syntax::Rel;

impl Builder<'_> {
    /// What a name that nothing is known of seems to be.
    pub(super) fn class_of_name(&self, i: usize) -> ClassId {
        let schema = self.text.schema;
        let mention = &self.mentions[i];
        if let Some(class) = mention.class {
            return class;
        }
        let other = self.apposed(i).or_else(|| self.predicate_of(i));
        if let Some(class) = other.and_then(|k| self.mentions[k].noun.map(|n| schema.noun(n).class)) {
            return class;
        }
        let first =
            |fits: fn(&Class) -> bool| ClassId(schema.classes.iter().position(fits).unwrap_or(0) as u16);
        let word = !self.words(i).contains(' ');
        if word && mention.sort != Some(NameType::Org) && self.is_done_to_humans(i) {
            return first(|c| c.human);
        }
        match mention.sort {
            Some(NameType::Per) => return first(|c| c.human),
            Some(NameType::Loc) => return first(Class::is_mere_place),
            Some(NameType::Org) => return first(|c| c.collective && c.unmarked),
            None => {}
        }
        let head = mention.head;
        let tree = &self.text.trees[head.sentence as usize];
        let token = head.token as usize;
        let words = self.words(i);
        let count = words.split_whitespace().count();
        let article = mention
            .tokens
            .0
            .checked_sub(1)
            .is_some_and(|d| tree.lemma(d as usize) == "the");
        let local = tree.children(token).any(|c| {
            tree.rel(c) == Rel::Case && matches!(tree.lemma(c), "in" | "at" | "near" | "outside" | "across")
        });
        let capitals = words
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_uppercase);
        let odd = words
            .chars()
            .any(|c| c.is_numeric() || matches!(c, '&' | '.') && count == 1);
        if local && count < 3 {
            return first(Class::is_mere_place);
        }
        let body = first(|c| c.collective && c.unmarked);
        if article || capitals || odd {
            return body;
        }
        let person = first(|c| c.human);
        let subject = tree.rel(token).is_subject();
        let speaks = subject
            && tree.head(token).is_some_and(|v| {
                schema
                    .frames_for_verb(tree.lemma(v))
                    .iter()
                    .any(|f| schema.frame(*f).attributes)
            });
        if (2..=4).contains(&count) || speaks {
            person
        } else {
            body
        }
    }

    /// Whether a name is the object of what is done to humans and bodies, not to places (`arrested X`).
    fn is_done_to_humans(&self, i: usize) -> bool {
        let (schema, head) = (self.text.schema, self.mentions[i].head);
        let tree = &self.text.trees[head.sentence as usize];
        let token = head.token as usize;
        if !matches!(tree.rel(token), Rel::Obj | Rel::NsubjPass) {
            return false;
        }
        let frames = tree
            .head(token)
            .map_or(&[][..], |verb| schema.frames_for_verb(tree.lemma(verb)));
        let mut asked = frames
            .iter()
            .filter(|id| schema.frame(**id).relation.is_some())
            .map(|id| schema.recipient_classes(*id))
            .peekable();
        let is_human = |class: &ClassId| schema.class(*class).human;
        let is_place = |class: &ClassId| schema.class(*class).is_mere_place();
        asked.peek().is_some()
            && asked.all(|classes| classes.iter().any(is_human) && !classes.iter().any(is_place))
    }

    /// The role noun that the copula says of a name.
    fn predicate_of(&self, i: usize) -> Option<usize> {
        let head = self.mentions[i].head;
        let tree = &self.text.trees[head.sentence as usize];
        let above = tree
            .head(head.token as usize)
            .filter(|_| tree.rel(head.token as usize) == Rel::Nsubj)?;
        tree.child(above, &[Rel::Cop])?;
        self.heads
            .get(&At {
                token: above as u32,
                ..head
            })
            .copied()
    }
}
