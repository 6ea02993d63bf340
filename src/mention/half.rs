//! Halves of a land by their direction: `the South`, after `South Korea`.

use super::phrase::Phrase;
use super::{Kind, Mention};
use crate::schema::SeedId;

/// The countries named so far whose names begin with a direction.
#[derive(Default)]
pub(super) struct Halves(Vec<(&'static str, SeedId)>);

const DIRECTIONS: [&str; 4] = ["north", "south", "east", "west"];

impl Halves {
    /// Finds `the South` in a sentence, and learns of the countries that it names.
    pub(super) fn find(&mut self, phrase: &Phrase<'_>, from: usize, found: &mut Vec<Mention>) {
        for i in 1..phrase.len() {
            let taken = |m: &Mention| (m.tokens.0 as usize..m.tokens.1 as usize).contains(&i);
            if is_half(phrase, i)
                && !found[from..].iter().any(taken)
                && let Some(seed) = self.of(&phrase.forms[i].to_lowercase())
            {
                let mut mention = phrase.mention(i, i + 1, Kind::Name);
                mention.seed = Some(seed);
                mention.class = Some(phrase.schema.actor(seed).class);
                found.push(mention);
            }
        }
        for mention in &found[from..] {
            if let Some(seed) = mention.seed {
                self.learn(phrase, seed);
            }
        }
    }

    /// The one country of a direction.
    fn of(&self, form: &str) -> Option<SeedId> {
        let mut known = self.0.iter().filter(|(direction, _)| *direction == form);
        let (_, seed) = known.next()?;
        known.next().is_none().then_some(*seed)
    }

    fn learn(&mut self, phrase: &Phrase<'_>, seed: SeedId) {
        let actor = phrase.schema.actor(seed);
        let label = actor.label.to_lowercase();
        let first = label.split(' ').next();
        let direction = DIRECTIONS.iter().find(|d| first == Some(**d));
        if let Some(direction) = direction
            && phrase.schema.class(actor.class).sovereign
            && !self.0.contains(&(*direction, seed))
        {
            self.0.push((direction, seed));
        }
    }
}

/// Whether a token is a direction with a capital and an article, and nothing named behind it.
fn is_half(phrase: &Phrase<'_>, i: usize) -> bool {
    let next = phrase.forms.get(i + 1);
    phrase.is_capitalised(i)
        && !phrase.shouted
        && phrase.forms[i - 1].eq_ignore_ascii_case("the")
        && next.is_none_or(|form| !form.starts_with(char::is_uppercase) && form != "-" && form != "of")
}
