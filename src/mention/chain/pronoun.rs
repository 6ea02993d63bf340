//! What pronouns stand for: actors and things by salience, within a few sentences.

use super::{Builder, PRONOUN_REACH};
use crate::mention::nominal::Nominal;
use crate::mention::pronoun::Sort;
use crate::mention::{At, Chain, ChainId, Kind};
use crate::schema::normalise;
use crate::syntax::{Rel, Tree, Upos};

/// Something that a pronoun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Candidate {
    /// A mention of an actor, or a pronoun that stands for one.
    Actor(usize),
    /// A noun phrase, by its thing; whether it is plural.
    Thing(usize, bool),
}

/// What a pronoun was found to stand for.
enum Referent {
    Actors(Vec<ChainId>),
    Thing(usize),
}

impl Builder<'_> {
    pub(super) fn pronoun(&mut self, i: usize) {
        let Some(sort) = Sort::of(self.words(i)) else {
            return;
        };
        let referent = match sort {
            Sort::Speaker | Sort::Speakers | Sort::Hearer => return,
            Sort::Man | Sort::Woman => self.person(i, sort),
            Sort::Thing => self.thing(i),
            Sort::Several => self.several(i),
        };
        match referent {
            Some(Referent::Actors(chains)) => self.mentions[i].chains = chains,
            Some(Referent::Thing(thing)) => {
                self.pronouns.insert(i, thing);
            }
            None => {}
        }
    }

    fn person(&mut self, i: usize, sort: Sort) -> Option<Referent> {
        let fits = |id: ChainId, chain: &Chain| {
            self.text.schema.class(chain.class).human && self.gender_fits(id, chain, sort)
        };
        let chain = self
            .candidates(i)
            .into_iter()
            .find_map(|c| self.one_chain(c, &fits))?;
        self.genders
            .insert(chain, if sort == Sort::Man { 'm' } else { 'f' });
        Some(Referent::Actors(vec![chain]))
    }

    fn one_chain(&self, candidate: Candidate, fits: &impl Fn(ChainId, &Chain) -> bool) -> Option<ChainId> {
        let Candidate::Actor(k) = candidate else {
            return None;
        };
        let [chain] = self.mentions[k].chains[..] else {
            return None;
        };
        fits(chain, &self.chains[chain.0 as usize]).then_some(chain)
    }

    /// `it`: the most salient body, country, place or thing; nothing where it stands for a clause.
    fn thing(&self, i: usize) -> Option<Referent> {
        let head = self.mentions[i].head;
        if is_expletive(&self.text.trees[head.sentence as usize], head.token as usize) {
            return None;
        }
        let fits = |_: ChainId, chain: &Chain| !self.text.schema.class(chain.class).human;
        let mut candidates = self.candidates(i).into_iter();
        candidates.find_map(|candidate| match candidate {
            Candidate::Thing(thing, plural) => (!plural).then_some(Referent::Thing(thing)),
            Candidate::Actor(k) if self.is_plural(k) && self.mentions[k].kind != Kind::Name => None,
            Candidate::Actor(_) => Some(Referent::Actors(vec![self.one_chain(candidate, &fits)?])),
        })
    }

    /// Whether nothing says that a person is of the other gender: not a pronoun before, a noun, or the name.
    fn gender_fits(&self, id: ChainId, chain: &Chain, sort: Sort) -> bool {
        let noun = chain.noun.and_then(|n| self.text.schema.noun(n).gender);
        let known = self
            .genders
            .get(&id)
            .copied()
            .or(noun)
            .or_else(|| self.gender_of_name(chain));
        match known {
            Some('f') => sort == Sort::Woman,
            Some(_) => sort == Sort::Man,
            None => true,
        }
    }

    fn gender_of_name(&self, chain: &Chain) -> Option<char> {
        let names = std::iter::once(&chain.name).chain(&chain.aliases);
        let first = |name: &String| normalise(name).split(' ').next().map(str::to_owned);
        let full = |name: &&String| name.contains(' ') || chain.noun.is_none();
        names
            .filter(full)
            .filter_map(first)
            .find_map(|name| self.text.schema.lore.given.get(&name).copied())
    }

    /// What a pronoun may stand for, the most salient first: subjects before others, the same sentence before
    /// the one above.
    fn candidates(&self, i: usize) -> Vec<Candidate> {
        let at = self.mentions[i].head;
        let mut found: Vec<(u32, std::cmp::Reverse<At>, Candidate)> = Vec::new();
        for (k, other) in self.mentions[..i].iter().enumerate().rev() {
            let back = at.sentence - other.head.sentence;
            if back > PRONOUN_REACH {
                break;
            }
            let candidate = match self.pronouns.get(&k) {
                Some(&thing) => Candidate::Thing(thing, Sort::of(self.words(k)) == Some(Sort::Several)),
                None if other.chains.is_empty() || other.kind == Kind::Adjective => continue,
                None => Candidate::Actor(k),
            };
            if let Some(score) = self.salience(at, other.head) {
                found.push((score, std::cmp::Reverse(other.head), candidate));
            }
        }
        for nominal in self.nominals_before(at) {
            if let Some(score) = self.salience(at, nominal.head) {
                let candidate = Candidate::Thing(nominal.thing, nominal.plural);
                found.push((score, std::cmp::Reverse(nominal.head), candidate));
            }
        }
        found.sort_by_key(|(score, head, _)| (*score, *head));
        found.into_iter().map(|(_, _, candidate)| candidate).collect()
    }

    /// The noun phrases before a place, within reach.
    fn nominals_before(&self, at: At) -> &[Nominal] {
        let first = At::new((at.sentence as usize).saturating_sub(PRONOUN_REACH as usize), 0);
        let from = self.nominals.partition_point(|n| n.head < first);
        let to = self.nominals.partition_point(|n| n.head < at);
        &self.nominals[from..to]
    }

    /// How far what stands at `other` is from a pronoun's mind, least first; nothing where it can't be meant:
    /// another argument of the pronoun's own clause, or the phrase that the pronoun is in.
    fn salience(&self, pronoun: At, other: At) -> Option<u32> {
        let back = pronoun.sentence - other.sentence;
        let tree = &self.text.trees[other.sentence as usize];
        let token = other.token as usize;
        if back == 0 {
            let own = tree.head(pronoun.token as usize);
            let possessive = tree.rel(pronoun.token as usize) == Rel::NmodPoss;
            let beside = tree.head(token) == own && !possessive;
            let reflexive = self.is_reflexive(pronoun);
            if reflexive && beside && tree.rel(token).is_subject() {
                return Some(0);
            }
            if beside || is_within(tree, pronoun.token as usize, token) {
                return None;
            }
        }
        let rank = match tree.rel(token) {
            rel if rel.is_subject() => 0,
            Rel::Obj | Rel::Iobj => 1,
            Rel::NmodPoss => 3,
            _ => 2,
        };
        Some(back * 3 + rank)
    }

    fn is_reflexive(&self, pronoun: At) -> bool {
        let sentence = &self.text.sentences[pronoun.sentence as usize];
        let word = sentence.tokens[pronoun.token as usize].form(self.text.words);
        word.ends_with("self") || word.ends_with("selves")
    }

    /// `they`: the last subjects together, a plural, or a body of people.
    fn several(&self, i: usize) -> Option<Referent> {
        let candidates = self.candidates(i);
        let here = self.mentions[i].head.sentence;
        let class = |k: usize| {
            self.text
                .schema
                .class(self.chains[self.mentions[k].chains[0].0 as usize].class)
        };
        let actors = || {
            candidates.iter().filter_map(|candidate| match candidate {
                Candidate::Actor(k) => Some(*k),
                Candidate::Thing(..) => None,
            })
        };
        for reach in [1, PRONOUN_REACH] {
            let near = |k: &usize| here - self.mentions[*k].head.sentence <= reach;
            let sets = actors().filter(near);
            if let Some(found) = sets
                .clone()
                .find_map(|k| self.set_of(k, class(k).territorial && !class(k).collective))
            {
                return Some(Referent::Actors(found));
            }
            // Two persons of one clause (`X met Y. They …`).
            let people = self.recent(i, reach, |c| self.text.schema.class(c.class).human && c.named);
            if people.len() == 2 {
                return Some(Referent::Actors(people));
            }
            let body = sets.clone().find(|&k| class(k).collective && !class(k).sovereign);
            if let Some(k) = body {
                return Some(Referent::Actors(self.mentions[k].chains.clone()));
            }
        }
        candidates.iter().find_map(|candidate| match candidate {
            Candidate::Thing(thing, true) => Some(Referent::Thing(*thing)),
            _ => None,
        })
    }

    /// Several actors that one mention stands for, or that are coordinated with it, or a plural.
    fn set_of(&self, k: usize, inert: bool) -> Option<Vec<ChainId>> {
        let mention = &self.mentions[k];
        if mention.chains.len() > 1 {
            return Some(mention.chains.clone());
        }
        let coordinated = self.coordinated(k);
        if coordinated.len() > 1 {
            return Some(coordinated);
        }
        (self.is_plural(k) && mention.kind != Kind::Pronoun && !inert).then(|| mention.chains.clone())
    }

    /// The actors that stand in coordination with a mention.
    fn coordinated(&self, k: usize) -> Vec<ChainId> {
        let at = self.mentions[k].head;
        let tree = &self.text.trees[at.sentence as usize];
        let others = tree
            .children(at.token as usize)
            .filter(|&c| tree.rel(c) == Rel::Conj && tree.upos(c) != Upos::Verb);
        let mut chains = self.mentions[k].chains.clone();
        for token in others {
            if let Some(&other) = self.heads.get(&At {
                token: token as u32,
                ..at
            }) {
                chains.extend(self.mentions[other].chains.iter().copied());
            }
        }
        chains
    }
}

/// Whether a word is part of the phrase of another; what is coordinated with it (`Syria and its army`) is not.
fn is_within(tree: &Tree, below: usize, above: usize) -> bool {
    let mut at = below;
    for _ in 0..tree.len() {
        let Some(head) = tree.head(at) else { return false };
        if head == above {
            return tree.rel(at) != Rel::Conj;
        }
        at = head;
    }
    false
}

/// Whether an `it` stands for a clause behind it (`it is clear that …`), or for nothing (`it rains`).
fn is_expletive(tree: &Tree, token: usize) -> bool {
    if tree.rel(token) == Rel::Expl {
        return true;
    }
    let Some(predicate) = tree.head(token).filter(|_| tree.rel(token).is_subject()) else {
        return false;
    };
    let clause = tree.children(predicate).any(|c| match tree.rel(c) {
        Rel::Csubj | Rel::CsubjPass => true,
        Rel::Ccomp | Rel::Xcomp => c > predicate && tree.upos(predicate) == Upos::Adj,
        _ => false,
    });
    clause || matches!(tree.lemma(predicate), "rain" | "snow" | "seem" | "appear")
}
