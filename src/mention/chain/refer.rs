//! What descriptions take up: offices, bare nouns, plural sets.
//!
//! Works on the chains that the names have made, in order of the text, since each looks back.

use super::{Builder, DESCRIPTION_REACH, MENTION_REACH, NEIGHBOURS, one_line};
use crate::mention::{At, Chain, ChainId, Kind, Mention};
use crate::schema::{ClassId, NounId, normalise};
use crate::syntax::Rel;

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
            .apposed_by_tree(i)
            .filter(|k| named(self, *k))
            .or_else(|| self.apposed_by_commas(i).filter(|k| named(self, *k)))
            .or_else(|| self.predicated(i).filter(|k| named(self, *k)))
        {
            let chain = self.mentions[k].chains[0];
            let class = schema.class(schema.noun(noun).class);
            if class.human == schema.class(self.chains[chain.0 as usize].class).human {
                self.take_title(i, k);
                return self.join(i, chain);
            }
        }
        if let Some(chain) = self.settlement(i, noun) {
            return self.join(i, chain);
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

    /// `the village of X` is X.
    fn settlement(&self, i: usize, noun: NounId) -> Option<ChainId> {
        let (mention, next) = (&self.mentions[i], self.mentions.get(i + 1)?);
        let gap = self
            .text
            .words
            .get(mention.span.end as usize..next.span.start as usize)?;
        let [chain] = next.chains[..] else { return None };
        let place = self.text.schema.class(self.chains[chain.0 as usize].class);
        let named = next.kind == Kind::Name && gap.trim() == "of" && place.is_mere_place();
        (named && self.text.schema.noun(noun).settlement).then_some(chain)
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
        let owners: Vec<usize> = (i.saturating_sub(NEIGHBOURS)..(i + NEIGHBOURS).min(self.mentions.len()))
            .filter(|&k| {
                k != i
                    && inside(&self.mentions[k])
                    && matches!(self.mentions[k].kind, Kind::Adjective | Kind::Name)
            })
            .filter(|&k| !self.mentions[k].chains.is_empty())
            .collect();
        if owners.is_empty() {
            return self.owners_behind(i);
        }
        owners
    }

    /// The countries of `the leaders of X and Y`.
    fn owners_behind(&self, i: usize) -> Vec<usize> {
        let end = self.mentions[i].span.end;
        let owner = |k: usize| {
            let mention = self.mentions.get(k)?;
            let state = mention.chains.first().map(|c| self.chains[c.0 as usize].class);
            let sovereign = state.is_some_and(|class| self.text.schema.class(class).sovereign);
            (mention.kind == Kind::Name && sovereign).then_some(mention.span)
        };
        let gap = |from: u32, to: u32| self.text.words.get(from as usize..to as usize).map(str::trim);
        let (Some(first), Some(second)) = (owner(i + 1), owner(i + 2)) else {
            return Vec::new();
        };
        let of = matches!(gap(end, first.start), Some("of" | "from"));
        let and = gap(first.end, second.start) == Some("and");
        if of && and { vec![i + 1, i + 2] } else { Vec::new() }
    }

    /// Makes one actor for each country of a shared noun.
    fn split(&mut self, i: usize, owners: &[usize]) {
        let last = self.mentions[owners[owners.len() - 1]].span.end;
        let end = self.mentions[i].span.end;
        let behind = last > end;
        let noun = if behind {
            one_line(self.words(i))
        } else {
            one_line(&self.text.words[last as usize..end as usize])
        };
        let class = self.mentions[i].class.unwrap_or(ClassId(0));
        let mut chains = Vec::new();
        for &owner in owners {
            let whose = one_line(self.words(owner));
            let name = if behind {
                format!("{noun} of {whose}")
            } else {
                format!("{whose} {noun}")
            };
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

    fn is_definite(&self, i: usize) -> bool {
        let mention = &self.mentions[i];
        let tree = &self.text.trees[mention.head.sentence as usize];
        mention
            .tokens
            .0
            .checked_sub(1)
            .is_some_and(|d| tree.lemma(d as usize) == "the")
            || tree
                .child(mention.head.token as usize, &[Rel::Det])
                .is_some_and(|d| tree.lemma(d) == "the")
    }

    /// `X met Y. The Iraqi prime minister signed …`: an office as subject takes up the subject of the sentence
    /// before, a person of whom nothing else is said.
    fn person_just_named(&self, i: usize) -> Option<ChainId> {
        let subject = |at: At| {
            let tree = &self.text.trees[at.sentence as usize];
            tree.rel(at.token as usize).is_subject()
        };
        let at = self.mentions[i].head;
        if !subject(at) {
            return None;
        }
        let before = self.mentions[..i].iter().rev().take(MENTION_REACH);
        let mut near = before.take_while(|m| m.head.sentence + 1 >= at.sentence);
        let named =
            near.find(|m| m.head.sentence < at.sentence && subject(m.head) && m.kind == Kind::Name)?;
        let [chain] = named.chains[..] else { return None };
        let held = &self.chains[chain.0 as usize];
        let plain = held.noun.is_none() && held.named && self.text.schema.class(held.class).human;
        plain.then_some(chain)
    }

    /// `X met Y. … The Foreign Secretary said`: an office that nobody of the document is said to hold is that of the
    /// one person without an office whom it opens with, as one who does something.
    fn leading_person(&self, i: usize) -> Option<ChainId> {
        const OPENING: u32 = 3;
        let schema = self.text.schema;
        let free = |chain: &&Chain| {
            let office = chain.noun.is_some_and(|noun| !schema.noun(noun).title);
            chain.named && schema.class(chain.class).human && !office
        };
        let mut people = self.chains.iter().filter(free);
        let (one, none) = (people.next()?, people.next().is_none());
        let id = self.chains.iter().position(|chain| std::ptr::eq(chain, one))?;
        let first = self.mentions[..i]
            .iter()
            .find(|m| m.chains == [ChainId(id as u32)])?;
        let tree = &self.text.trees[first.head.sentence as usize];
        let token = first.head.token as usize;
        let acts = tree.rel(token) == Rel::Nsubj || tree.head(token).is_none();
        (none && acts && first.head.sentence < OPENING).then_some(ChainId(id as u32))
    }

    /// Whether some mention of a chain before `i` says that it belongs to another.
    fn is_of(&self, i: usize, chain: ChainId, of: ChainId) -> bool {
        let before = self.mentions[..i].iter().rev().take(MENTION_REACH);
        before.into_iter().any(|mention| {
            let owner = mention
                .of
                .and_then(|of| self.mentions[of.0 as usize].chains.first());
            mention.chains == [chain] && owner == Some(&of)
        })
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
        // `the pro-government camp` has words of its own, `the camp` has none.
        let words = mention.noun.map_or(1, |noun| {
            self.text
                .schema
                .noun(noun)
                .lemmas
                .iter()
                .map(|l| l.split(' ').count())
                .max()
                .unwrap_or(1)
        });
        let plain = (mention.tokens.1 - mention.tokens.0) as usize <= words;
        definite
            && plain
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
    pub(super) fn recent(&self, i: usize, reach: u32, fits: impl Fn(&Chain) -> bool) -> Vec<ChainId> {
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

    /// Whether a place of that name could be called by a noun for places: it is the noun of its name (`the Green
    /// Mosque`, `the mosque`), or both have none of their own.
    fn is_such_a_place(&self, chain: &Chain, noun: NounId) -> bool {
        let entry = self.text.schema.noun(noun);
        let last = |name: &str| normalise(name).rsplit(' ').next().map(str::to_owned);
        let own = chain.noun.is_some_and(|n| n == noun)
            || entry.lemmas.iter().any(|lemma| last(&chain.name) == last(lemma));
        own || entry.settlement
            && chain.noun.is_none()
            && chain
                .seed
                .is_none_or(|s| self.text.schema.actor(s).class == entry.class)
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
            // `The Iraqi prime minister` after `Iraqi Prime Minister X`.
            let of = mention
                .of
                .and_then(|of| self.mentions[of.0 as usize].chains.first().copied());
            let office = of.filter(|_| entry.position && self.is_definite(i));
            if let Some(of) = office {
                let exact =
                    |c: &&ChainId| self.chains[c.0 as usize].noun == Some(noun) && self.is_of(i, **c, of);
                return found
                    .iter()
                    .find(exact)
                    .copied()
                    .or_else(|| self.person_just_named(i));
            }
            let held = found.first().copied().filter(|_| bare);
            let leader = || self.leading_person(i).filter(|_| bare && capital && entry.sole);
            return held.or_else(leader);
        }
        if !self.is_bare(i) {
            return None;
        }
        let fits = |c: &Chain| {
            let other = schema.class(c.class);
            if !c.named {
                return c.noun == Some(noun);
            }
            c.class == entry.class
                && !other.human
                && (!class.territorial || class.sovereign || self.is_such_a_place(c, noun))
                || class.collective
                    && !class.sovereign
                    && !class.territorial
                    && !entry.body
                    && other.collective
                    && !other.sovereign
        };
        self.recent(i, DESCRIPTION_REACH, fits).first().copied()
    }
}
