//! Other names that a text gives an actor: in parentheses, formerly, also known as.

use super::{Builder, one_line};
use crate::mention::{ChainId, Kind};
use crate::schema::{Shape, normalise};

impl Builder<'_> {
    /// The chain of the name right before a parenthesis that holds this name alone.
    pub(super) fn alias_in_parentheses(&self, i: usize) -> Option<ChainId> {
        let before = self.outermost(i.checked_sub(1)?);
        let (a, b) = (&self.mentions[before], &self.mentions[i]);
        let gap = self.text.words.get(a.span.end as usize..b.span.start as usize)?;
        let behind = self.text.words.get(b.span.end as usize..)?.trim_start();
        let apart = matches!(gap.trim(), "(" | "[" | "(the" | ", or" | "(or" | "(“" | "(\"");
        let close = behind.starts_with([')', ']', '”', '"', ',']) || gap.trim() == ", or";
        let named = a.kind == Kind::Name && a.head.sentence == b.head.sentence;
        let short = self.words(i).chars().filter(|c| c.is_uppercase()).count() * 2
            >= self.words(i).chars().filter(|c| c.is_alphabetic()).count()
            || is_pet_name(self.words(before), self.words(i));
        (apart && close && named && short)
            .then(|| a.chains.first().copied())
            .flatten()
    }

    /// The longest name that ends where a mention does (`Communist Party of the Philippines`).
    fn outermost(&self, i: usize) -> usize {
        let end = self.mentions[i].span.end;
        let ends_there =
            |k: &usize| self.mentions[*k].span.end == end && self.mentions[*k].kind == Kind::Name;
        let near = (i.saturating_sub(super::NEIGHBOURS)..i).find(ends_there);
        near.unwrap_or(i)
    }

    /// Whether a name introduces an acronym of its own, which elsewhere is a known actor's (`the International
    /// Cricket Council (ICC)`).
    pub(super) fn introduces(&self, chain: ChainId, i: usize) -> bool {
        let full = &self.chains[chain.0 as usize];
        let acronym: String = self.words(i).chars().filter(|c| c.is_alphabetic()).collect();
        let known = self.mentions[i]
            .chains
            .first()
            .is_some_and(|c| self.chains[c.0 as usize].seed.is_some());
        let words = crate::schema::words(&full.name);
        let large = words.iter().filter(|word| word.shape != Shape::Lower);
        let initials: String = large.filter_map(|word| word.key.chars().next()).collect();
        known && full.seed.is_none() && initials == acronym.to_lowercase()
    }

    /// Gives an acronym to the name that introduces it, throughout the document.
    pub(super) fn take_over(&mut self, chain: ChainId, i: usize) {
        let acronym = one_line(self.words(i));
        let known = self.mentions[i].chains.clone();
        let same: Vec<usize> = (0..self.mentions.len())
            .filter(|&k| self.mentions[k].chains == known && one_line(self.words(k)) == acronym)
            .collect();
        for k in same {
            self.mentions[k].seed = None;
            self.join(k, chain);
        }
        self.by_name.insert(normalise(&acronym), chain);
    }

    /// The name before this one in `X, formerly known as Y`.
    pub(super) fn formerly(&self, i: usize) -> Option<usize> {
        self.cued(
            i,
            &[
                "formerly",
                "previously",
                "once called",
                "then called",
                "until recently",
                "originally",
            ],
        )
    }

    /// The name before this one in `X, better known as Y`.
    pub(super) fn also(&self, i: usize) -> Option<usize> {
        self.cued(
            i,
            &[
                "also known as",
                "better known as",
                "best known as",
                "widely known as",
                "popularly known as",
                "known as",
                "also called",
                "nicknamed",
                "a.k.a",
                "aka",
                "alias",
                "nom de guerre",
                "real name",
                "whose name",
                "new name",
                "renamed",
                "name to",
                "name of the company to",
                "name of the group to",
                "name of the party to",
                "renamed itself",
                "be called",
                "now called",
                "now known as",
            ],
        )
    }

    /// The name right before this one with one of the cues and little else between them.
    fn cued(&self, i: usize, cues: &[&str]) -> Option<usize> {
        let (before, b) = (i.checked_sub(1)?, &self.mentions[i]);
        let mut k = before;
        loop {
            let a = &self.mentions[k];
            if a.head.sentence != b.head.sentence {
                return None;
            }
            let gap = self
                .text
                .words
                .get(a.span.end as usize..b.span.start as usize)?
                .to_lowercase();
            if a.kind == Kind::Name {
                let words: Vec<&str> = gap
                    .split(|c: char| !c.is_alphabetic())
                    .filter(|w| !w.is_empty())
                    .collect();
                let short = words.len() <= 8;
                return (short && cues.iter().any(|c| is_in(&gap, c))).then_some(k);
            }
            k = k.checked_sub(1)?;
        }
    }

    /// Takes the name of mention `i` as a former name of the actor of mention `k`.
    pub(super) fn make_former(&mut self, k: usize, i: usize) {
        let Some(&chain) = self.mentions[k].chains.first() else {
            return;
        };
        let old = one_line(self.words(i));
        self.merge(chain, i);
        let held = &mut self.chains[chain.0 as usize];
        if !held.former.contains(&old) {
            held.former.push(old);
        }
    }

    /// Takes the name of mention `i` as one by which the actor of mention `k` is known.
    pub(super) fn make_alias(&mut self, k: usize, i: usize) {
        let Some(&chain) = self.mentions[k].chains.first() else {
            return;
        };
        let alias = one_line(self.words(i));
        let human = |s: &Self, c: ChainId| s.text.schema.class(s.chains[c.0 as usize].class).human;
        let other = self.mentions[i].chains.first().copied();
        // Countries have no other names that a text would have to tell; the one before is where something lies.
        if self
            .text
            .schema
            .class(self.chains[chain.0 as usize].class)
            .sovereign
        {
            return;
        }
        if other == Some(chain) || other.is_some_and(|other| human(self, other) != human(self, chain)) {
            return;
        }
        self.merge(chain, i);
        let held = &mut self.chains[chain.0 as usize];
        if !held.known_as.contains(&alias) {
            held.known_as.push(alias);
        }
    }

    /// Notes a single name in parentheses, by which a person is known elsewhere too (`Joko Widodo (Jokowi)`).
    pub(super) fn note_single_name(&mut self, chain: ChainId, i: usize) {
        let name = one_line(self.words(i));
        let held = &self.chains[chain.0 as usize];
        let human = self.text.schema.class(held.class).human;
        let part = held.name.split(' ').any(|word| word == name);
        if human && !part && !name.contains(' ') && self.alias_in_parentheses(i) == Some(chain) {
            self.chains[chain.0 as usize].known_as.push(name);
        }
    }

    /// Joins the whole chain of mention `i` to `chain`; two known actors are never joined.
    pub(super) fn merge(&mut self, chain: ChainId, i: usize) {
        let Some(&other) = self.mentions[i].chains.first() else {
            return self.join(i, chain);
        };
        let (a, b) = (
            self.chains[chain.0 as usize].seed,
            self.chains[other.0 as usize].seed,
        );
        if other == chain || (a.is_some() && b.is_some() && a != b) {
            return;
        }
        let gone = self.chains[other.0 as usize].clone();
        for mention in &mut self.mentions {
            for c in &mut mention.chains {
                if *c == other {
                    *c = chain;
                }
            }
        }
        for at in self.by_name.values_mut().chain(self.by_seed.values_mut()) {
            if *at == other {
                *at = chain;
            }
        }
        let held = &mut self.chains[chain.0 as usize];
        held.seed = a.or(b);
        if a.is_none() && b.is_some() {
            held.class = gone.class;
        }
        held.noun = held.noun.or(gone.noun);
        for name in std::iter::once(gone.name).chain(gone.aliases) {
            if name != held.name && !held.aliases.contains(&name) {
                held.aliases.push(name);
            }
        }
        held.former.extend(gone.former);
        held.known_as.extend(gone.known_as);
    }
}

/// Whether a single word begins like the first of a name (`Joko Widodo (Jokowi)`).
fn is_pet_name(full: &str, short: &str) -> bool {
    let beginning: String = full.chars().take(3).collect();
    full.contains(' ')
        && !short.contains(' ')
        && beginning.chars().count() == 3
        && short.starts_with(&beginning)
}

/// Whether a cue stands in a gap, as words of their own.
fn is_in(gap: &str, cue: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    gap.match_indices(cue).any(|(at, _)| {
        !letter(gap[..at].chars().next_back()) && !letter(gap[at + cue.len()..].chars().next())
    })
}
