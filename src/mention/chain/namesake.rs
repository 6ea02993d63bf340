//! Names that several actors bear: which of them a document means.

use super::{Builder, parts};
use crate::mention::Kind;
use crate::schema::{ClassId, Naming, SeedId, normalise};
use std::collections::HashMap;

impl Builder<'_> {
    /// A name of several known actors is of the one of whose places the document speaks most, else of the first.
    pub(super) fn choose_among_namesakes(&mut self) {
        let schema = self.text.schema;
        let mut support: HashMap<SeedId, usize> = HashMap::new();
        for seed in self.mentions.iter().filter_map(|mention| mention.seed) {
            let actor = schema.actor(seed);
            for whole in actor.country.iter().chain(&actor.part_of) {
                *support.entry(*whole).or_default() += 1;
            }
        }
        for i in 0..self.mentions.len() {
            let (Kind::Name, Some(seed)) = (self.mentions[i].kind, self.mentions[i].seed) else {
                continue;
            };
            let names = schema.names(&normalise(self.words(i)));
            let namesakes = names
                .iter()
                .filter(|(_, naming)| *naming == Naming::Name)
                .map(|(seed, _)| *seed);
            if !namesakes.clone().any(|namesake| namesake == seed) {
                continue;
            }
            let weight = |seed: &SeedId| support.get(seed).copied().unwrap_or(0);
            let best = namesakes.rev().max_by_key(weight);
            if let Some(best) = best.filter(|best| weight(best) > weight(&seed)) {
                self.mentions[i].seed = Some(best);
                self.mentions[i].class = Some(schema.actor(best).class);
            }
        }
    }

    /// A place that the document says lies elsewhere than the known one does so throughout.
    pub(super) fn spread_senses(&mut self) {
        let schema = self.text.schema;
        let is_mere_place = |class: ClassId| schema.class(class).is_mere_place();
        let elsewhere: HashMap<String, ClassId> = (0..self.mentions.len())
            .filter_map(|i| {
                let sense = self.mentions[i].sense.filter(|class| is_mere_place(*class))?;
                Some((normalise(self.words(i)), sense))
            })
            .collect();
        if elsewhere.is_empty() {
            return;
        }
        for i in 0..self.mentions.len() {
            let known = self.mentions[i]
                .seed
                .is_some_and(|seed| is_mere_place(schema.actor(seed).class));
            let sense = elsewhere.get(&normalise(self.words(i))).copied();
            if let (true, Some(sense)) = (known, sense) {
                let mention = &mut self.mentions[i];
                (mention.seed, mention.sense, mention.class) = (None, Some(sense), Some(sense));
            }
        }
    }

    /// First and last words that stand in the document with different words between.
    pub(super) fn contest(&mut self) {
        let mut seen: HashMap<String, String> = HashMap::new();
        for i in 0..self.mentions.len() {
            let key = normalise(self.words(i));
            let Some((first, between, last)) = parts(&key).filter(|(_, between, _)| !between.is_empty())
            else {
                continue;
            };
            let ends = format!("{first} {last}");
            let held = seen.entry(ends.clone()).or_insert_with(|| between.to_owned());
            if held != between {
                self.contested.insert(ends);
            }
        }
    }
}
