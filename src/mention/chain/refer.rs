//! What descriptions and pronouns take up: offices, bare nouns, plural sets, he, she, it and they.
//!
//! Works on the chains that the names have made, in order of the text, since each looks back.

use super::{Builder, DESCRIPTION_REACH, MENTION_REACH, NEIGHBOURS, PRONOUN_REACH, one_line};
use crate::mention::pronoun::Sort;
use crate::mention::{At, Chain, ChainId, Kind, Mention};
use crate::schema::{ClassId, NounId, normalise};
use crate::syntax::{Rel, Upos};

impl Builder<'_> {
    /// In order of the text, since each looks back.
    pub(super) fn descriptions_and_pronouns(&mut self) {
        for i in 0..self.mentions.len() {
            match self.mentions[i].kind {
                Kind::Description => self.description(i),
                Kind::Pronoun => self.pronoun(i),
                _ => (),
            }
        }
    }

    fn description(&mut self, i: usize) {
        let schema = self.text.schema;
        let Some(noun) = self.mentions[i].noun else { return };
        if schema.noun(noun).document {
            return;
        }
        let named = |s: &Self, k: usize| s.mentions[k].kind == Kind::Name && !s.mentions[k].chains.is_empty();
        if let Some(k) = self
            .apposed(i)
            .or_else(|| self.predicated(i))
            .filter(|k| named(self, *k))
        {
            let chain = self.mentions[k].chains[0];
            let class = schema.class(schema.noun(noun).class);
            if class.human == schema.class(self.chains[chain.0 as usize].class).human {
                self.take_title(i, k);
                return self.join(i, chain);
            }
        }
        let several = self.owners_in_coordination(i);
        if several.len() > 1 {
            return self.split(i, &several);
        }
        if let Some(chains) = self.plural_set(i) {
            self.mentions[i].chains = chains;
            return;
        }
        if let Some(chain) = self.antecedent(i, noun) {
            return self.join(i, chain);
        }
        let key = format!("the {}", normalise(self.words(i)));
        if let Some(&chain) = self
            .by_name
            .get(&key)
            .filter(|_| !self.words(i).contains(char::is_numeric))
        {
            return self.join(i, chain);
        }
        let name = one_line(self.words(i));
        let class = self.mentions[i].class.unwrap_or(schema.noun(noun).class);
        let chain = self.new_chain(i, name, class, false);
        self.by_name.insert(key, chain);
    }

    /// Gives a name the office that stands in apposition to it.
    fn take_title(&mut self, i: usize, k: usize) {
        let (noun, span, of) = (self.mentions[i].noun, self.mentions[i].span, self.mentions[i].of);
        let name = &mut self.mentions[k];
        if name.title.is_none() {
            name.noun = noun;
            name.title = Some(span);
            name.of = of;
        }
    }

    /// Countries that share a plural noun (`the Syrian and Russian air forces`).
    fn owners_in_coordination(&self, i: usize) -> Vec<usize> {
        let mention = &self.mentions[i];
        let tree = &self.text.trees[mention.head.sentence as usize];
        if !tree.has(mention.head.token as usize, "Number=Plur") {
            return Vec::new();
        }
        let inside = |m: &Mention| {
            m.head.sentence == mention.head.sentence
                && mention.span.contains(m.span)
                && m.span.end < mention.span.end
        };
        (i.saturating_sub(NEIGHBOURS)..(i + NEIGHBOURS).min(self.mentions.len()))
            .filter(|&k| {
                k != i
                    && inside(&self.mentions[k])
                    && matches!(self.mentions[k].kind, Kind::Adjective | Kind::Name)
            })
            .filter(|&k| !self.mentions[k].chains.is_empty())
            .collect()
    }

    /// Makes one actor for each country of a shared noun.
    fn split(&mut self, i: usize, owners: &[usize]) {
        let last = self.mentions[owners[owners.len() - 1]].span.end;
        let end = self.mentions[i].span.end;
        let noun = one_line(&self.text.words[last as usize..end as usize]);
        let class = self.mentions[i].class.unwrap_or(ClassId(0));
        let mut chains = Vec::new();
        for &owner in owners {
            let name = format!("{} {noun}", one_line(self.words(owner)));
            let key = format!("the {}", normalise(&name));
            let of = self.mentions[owner].chains.first().copied();
            let chain = self
                .by_name
                .get(&key)
                .copied()
                .unwrap_or_else(|| self.new_chain(i, name, class, false));
            self.chains[chain.0 as usize].of = of;
            self.by_name.insert(key, chain);
            chains.push(chain);
        }
        self.mentions[i].chains = chains;
    }

    /// Whether a description has no words of its own that tell which it is.
    fn is_bare(&self, i: usize) -> bool {
        let mention = &self.mentions[i];
        let tree = &self.text.trees[mention.head.sentence as usize];
        let definite = mention.tokens.0.checked_sub(1).is_some_and(|d| {
            matches!(
                tree.lemma(d as usize),
                "the" | "this" | "that" | "these" | "those" | "both"
            )
        });
        definite
            && mention.of.is_none()
            && tree
                .child(mention.head.token as usize, &[Rel::AclRelcl, Rel::Nmod])
                .is_none()
    }

    /// `the two leaders`, `both countries`, `the sides`: the last two that fit.
    fn plural_set(&self, i: usize) -> Option<Vec<ChainId>> {
        let mention = &self.mentions[i];
        let tree = &self.text.trees[mention.head.sentence as usize];
        let words = self.words(i).to_lowercase();
        let two = words.starts_with("two ") || words.starts_with("both ");
        let both = mention
            .tokens
            .0
            .checked_sub(1)
            .is_some_and(|d| tree.lemma(d as usize) == "both");
        let bare = self.is_bare(i) || both || two;
        let human = self.text.schema.class(mention.class?).human;
        let plural = tree.has(mention.head.token as usize, "Number=Plur");
        if !bare
            || !plural
            || !(two || both || human || words == "sides" || words == "countries" || words == "parties")
        {
            return None;
        }
        let class = mention.class?;
        let fits = |c: &Chain| {
            let schema = self.text.schema;
            let (a, b) = (schema.class(class), schema.class(c.class));
            if a.human {
                b.human && c.named
            } else {
                c.class == class
                    || (words.ends_with("sides") || words.ends_with("parties")) && b.collective && !b.human
            }
        };
        let found = self.recent(i, DESCRIPTION_REACH, fits);
        (found.len() >= 2).then(|| found[..2].to_vec())
    }

    /// The chains that were mentioned before `i`, the latest first, each once.
    fn recent(&self, i: usize, reach: u32, fits: impl Fn(&Chain) -> bool) -> Vec<ChainId> {
        let sentence = self.mentions[i].head.sentence;
        let mut found = Vec::new();
        for mention in self.mentions[..i].iter().rev().take(MENTION_REACH) {
            if sentence - mention.head.sentence > reach {
                break;
            }
            for &chain in &mention.chains {
                if !found.contains(&chain) && fits(&self.chains[chain.0 as usize]) {
                    found.push(chain);
                }
            }
        }
        found
    }

    /// What a definite description takes up.
    fn antecedent(&self, i: usize, noun: NounId) -> Option<ChainId> {
        let schema = self.text.schema;
        let entry = schema.noun(noun);
        let class = schema.class(entry.class);
        let mention = &self.mentions[i];
        let capital = self.words(i).starts_with(char::is_uppercase);
        let tree = &self.text.trees[mention.head.sentence as usize];
        if tree.has(mention.head.token as usize, "Number=Plur") {
            return None;
        }
        if class.human {
            // The office must be the same (`the minister` after `Prime Minister X`: its last word).
            let last = |n: NounId| schema.noun(n).lemmas[0].rsplit(' ').next().map(str::to_owned);
            let bare = self.is_bare(i) || capital && mention.of.is_none();
            let same = |c: &Chain| c.named && c.noun.is_some_and(|n| n == noun || last(n) == last(noun));
            let found = self.recent(i, u32::MAX, same);
            return found.first().copied().filter(|_| bare);
        }
        if !self.is_bare(i) {
            return None;
        }
        let fits = |c: &Chain| {
            let other = schema.class(c.class);
            if !c.named {
                return c.noun == Some(noun);
            }
            c.class == entry.class && !other.human
                || class.collective
                    && !class.sovereign
                    && !class.territorial
                    && !entry.body
                    && other.collective
                    && !other.sovereign
        };
        self.recent(i, DESCRIPTION_REACH, fits).first().copied()
    }

    fn pronoun(&mut self, i: usize) {
        let Some(sort) = Sort::of(self.words(i)) else {
            return;
        };
        let chains = match sort {
            Sort::Speaker => return,
            Sort::Man | Sort::Woman => self
                .salient(i, |s, c| {
                    s.text.schema.class(c.class).human && s.gender_fits(c, sort)
                })
                .into_iter()
                .collect(),
            Sort::Thing => self
                .salient(i, |s, c| !s.text.schema.class(c.class).human)
                .into_iter()
                .collect(),
            Sort::Several => self.several(i),
        };
        self.mentions[i].chains = chains;
    }

    fn gender_fits(&self, chain: &Chain, sort: Sort) -> bool {
        let gender = chain.noun.and_then(|n| self.text.schema.noun(n).gender);
        match gender {
            Some('f') => sort == Sort::Woman,
            Some('m') => sort == Sort::Man,
            _ => true,
        }
    }

    /// The mentions that a pronoun may stand for, the most salient first:
    /// subjects before others, the same sentence before the one above.
    fn candidates(&self, i: usize) -> Vec<usize> {
        let mention = &self.mentions[i];
        let at = mention.head;
        let tree = &self.text.trees[at.sentence as usize];
        let own = tree.head(at.token as usize);
        let possessive = tree.rel(at.token as usize) == Rel::NmodPoss;
        let mut found: Vec<(u32, u32, usize)> = Vec::new();
        for (k, other) in self.mentions[..i].iter().enumerate().rev() {
            let back = at.sentence - other.head.sentence;
            if back > PRONOUN_REACH {
                break;
            }
            if other.chains.is_empty() || other.kind == Kind::Adjective {
                continue;
            }
            let tree = &self.text.trees[other.head.sentence as usize];
            let token = other.head.token as usize;
            let same_clause = back == 0 && tree.head(token) == own && !possessive;
            if same_clause {
                continue;
            }
            let rel = tree.rel(token);
            let rank = match rel {
                _ if rel.is_subject() => 0,
                Rel::Obj | Rel::Iobj => 1,
                Rel::Obl | Rel::OblAgent => 2,
                Rel::NmodPoss => 3,
                _ => 2,
            };
            found.push((back * 3 + rank, k as u32, k));
        }
        found.sort_by_key(|(score, k, _)| (*score, u32::MAX - *k));
        found.into_iter().map(|(_, _, k)| k).collect()
    }

    fn salient(&self, i: usize, fits: impl Fn(&Self, &Chain) -> bool) -> Option<ChainId> {
        let single = |k: &usize| self.mentions[*k].chains.len() == 1;
        let candidates = self.candidates(i);
        let chains = candidates
            .iter()
            .filter(|k| single(k))
            .map(|k| self.mentions[*k].chains[0]);
        chains
            .into_iter()
            .find(|c| fits(self, &self.chains[c.0 as usize]))
    }

    /// `they`: the last subjects together, a plural, or a body of people.
    fn several(&self, i: usize) -> Vec<ChainId> {
        let candidates = self.candidates(i);
        let here = self.mentions[i].head.sentence;
        let class = |k: usize| {
            self.text
                .schema
                .class(self.chains[self.mentions[k].chains[0].0 as usize].class)
        };
        for reach in [1, PRONOUN_REACH] {
            let near = candidates
                .iter()
                .copied()
                .filter(|&k| here - self.mentions[k].head.sentence <= reach);
            if let Some(found) = near
                .clone()
                .find_map(|k| self.set_of(k, class(k).territorial && !class(k).collective))
            {
                return found;
            }
            // Two persons of one clause (`X met Y. They …`).
            let people = self.recent(i, reach, |c| self.text.schema.class(c.class).human && c.named);
            if people.len() == 2 {
                return people;
            }
            let body = near.clone().find(|&k| class(k).collective && !class(k).sovereign);
            if let Some(k) = body {
                return self.mentions[k].chains.clone();
            }
        }
        Vec::new()
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
