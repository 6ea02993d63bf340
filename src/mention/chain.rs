//! Joins mentions into chains: a deterministic sieve from the surest evidence to the weakest.
//!
//! Names first (known actors, equal names, surnames, acronyms, former names), then appositions and
//! titles, then descriptions, then pronouns by salience.

mod alias;
mod kind;
mod namesake;
mod office;
mod pronoun;
mod refer;

use super::nominal::{self, Nominal};
use super::{At, Chain, ChainId, Kind, Mention, MentionId, Mentions, Spot, Text};
use crate::schema::{ClassId, Naming, SeedId, normalise};
use crate::syntax::Rel;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many sentences a pronoun looks back.
const PRONOUN_REACH: u32 = 3;
/// How many mentions away one that lies inside another can stand.
const NEIGHBOURS: usize = 12;
/// How many mentions anything looks back, so that long texts cost no more a word.
const MENTION_REACH: usize = 2000;
/// How many sentences a bare description (`the group`) looks back.
const DESCRIPTION_REACH: u32 = 12;

struct Builder<'a> {
    text: Text<'a>,
    mentions: Vec<Mention>,
    chains: Vec<Chain>,
    by_seed: HashMap<SeedId, ChainId>,
    by_name: HashMap<String, ChainId>,
    heads: HashMap<At, usize>,
    /// Chains by the last word of a name of several words.
    by_last_word: HashMap<String, Vec<ChainId>>,
    /// First and last words of names that are of two people.
    contested: HashSet<String>,
    /// What is no actor.
    nominals: Vec<Nominal>,
    /// Pronouns that stand for things, by their mentions.
    pronouns: BTreeMap<usize, usize>,
    /// `m` or `f`, of persons for whom a pronoun has stood.
    genders: HashMap<ChainId, char>,
}

/// Builds the chains of a document's mentions, which stand in order of the text.
pub(super) fn build(text: Text<'_>, mentions: Vec<Mention>) -> Mentions {
    let mut heads: HashMap<At, usize> = HashMap::new();
    for (i, mention) in mentions.iter().enumerate() {
        let held = heads.entry(mention.head).or_insert(i);
        if mentions[*held].span.len() < mention.span.len() {
            *held = i;
        }
    }
    let mut builder = Builder {
        text,
        contested: HashSet::new(),
        nominals: nominal::find(text, &mentions),
        pronouns: BTreeMap::new(),
        genders: HashMap::new(),
        mentions,
        chains: Vec::new(),
        by_seed: HashMap::new(),
        by_name: HashMap::new(),
        heads,
        by_last_word: HashMap::new(),
    };
    builder.choose_among_namesakes();
    builder.spread_senses();
    builder.contest();
    builder.full_names();
    builder.index_last_words();
    builder.short_names();
    builder.descriptions_and_pronouns();
    builder.finish()
}

impl Builder<'_> {
    fn words(&self, i: usize) -> &str {
        self.mentions[i].span.of(self.text.words)
    }

    /// The noun phrase that a mention is in apposition to, or that is in apposition to it.
    fn apposed(&self, i: usize) -> Option<usize> {
        self.apposed_by_tree(i).or_else(|| self.apposed_by_commas(i))
    }

    fn apposed_by_tree(&self, i: usize) -> Option<usize> {
        let head = self.mentions[i].head;
        let tree = &self.text.trees[head.sentence as usize];
        let token = head.token as usize;
        let up = tree.head(token).filter(|_| tree.rel(token) == Rel::Appos);
        let other = up.or_else(|| tree.child(token, &[Rel::Appos]))?;
        let other = *self.heads.get(&At {
            token: other as u32,
            ..head
        })?;
        (other != i).then_some(other)
    }

    /// `X, the minister of Y,` and `the minister of Y, X,`, also where the tree has it otherwise: an
    /// office of one person and a name, with nothing but a comma and an article between.
    fn apposed_by_commas(&self, i: usize) -> Option<usize> {
        let office = |k: usize| {
            let mention = &self.mentions[k];
            let noun = mention
                .noun
                .map(|n| self.text.schema.noun(n))
                .filter(|_| mention.kind == Kind::Description);
            noun.is_some_and(|n| self.text.schema.class(n.class).human && n.position) && !self.is_plural(k)
        };
        let name = |k: usize| {
            let class = self.mentions[k].class;
            self.mentions[k].kind == Kind::Name && class.is_none_or(|c| self.text.schema.class(c).human)
        };
        let neighbour = |k: usize, before: bool| {
            let (first, second) = if before { (k, i) } else { (i, k) };
            let (a, b) = (&self.mentions[first], &self.mentions[second]);
            let gap = self
                .text
                .words
                .get(self.end_of(first) as usize..self.start_of(second) as usize)?;
            let same = a.head.sentence == b.head.sentence;
            let apart = gap.trim_start().starts_with(',')
                && matches!(
                    gap.trim_start_matches([',', ' ', '\n']).trim(),
                    "" | "the" | "a" | "an" | "its" | "his" | "her"
                );
            (same && apart && (office(i) && name(k) || name(i) && office(k))).then_some(k)
        };
        let near = |k: usize| {
            self.mentions[k].head.sentence == self.mentions[i].head.sentence
                && self.mentions[k].kind != Kind::Pronoun
        };
        let before = (0..i)
            .rev()
            .take(4)
            .filter(|&k| near(k))
            .find_map(|k| neighbour(k, true));
        before.or_else(|| {
            (i + 1..self.mentions.len())
                .take(4)
                .filter(|&k| near(k))
                .find_map(|k| neighbour(k, false))
        })
    }

    /// Where a mention begins with whose it is (`the GAO's counsel`).
    fn start_of(&self, k: usize) -> u32 {
        let mention = &self.mentions[k];
        let of = mention
            .of
            .map(|m| self.mentions[m.0 as usize].span)
            .filter(|s| s.end <= mention.span.start);
        let near = of.filter(|s| mention.span.start - s.end < 40);
        near.map_or(mention.span.start, |s| s.start)
    }

    /// Where a mention ends with what it is of (`minister of transport for Indonesia`).
    fn end_of(&self, k: usize) -> u32 {
        let of = self.mentions[k].of.map(|m| self.mentions[m.0 as usize].span.end);
        of.map_or(self.mentions[k].span.end, |end| {
            end.max(self.mentions[k].span.end)
        })
    }

    fn is_plural(&self, k: usize) -> bool {
        let head = self.mentions[k].head;
        self.text.trees[head.sentence as usize].has(head.token as usize, "Number=Plur")
    }

    /// A description that the copula says of a name, or the name of which it is said.
    fn predicated(&self, i: usize) -> Option<usize> {
        let head = self.mentions[i].head;
        let tree = &self.text.trees[head.sentence as usize];
        let token = head.token as usize;
        tree.child(token, &[Rel::Cop])?;
        let subject = tree.child(token, &[Rel::Nsubj])?;
        self.heads
            .get(&At {
                token: subject as u32,
                ..head
            })
            .copied()
    }

    fn new_chain(&mut self, i: usize, name: String, class: ClassId, named: bool) -> ChainId {
        let id = ChainId(self.chains.len() as u32);
        let noun = self.mentions[i].noun;
        self.chains.push(Chain {
            name,
            aliases: Vec::new(),
            former: Vec::new(),
            known_as: Vec::new(),
            class,
            named,
            seed: None,
            of: None,
            noun,
            incumbent: true,
            mentions: Vec::new(),
        });
        self.join(i, id);
        id
    }

    fn join(&mut self, i: usize, chain: ChainId) {
        self.mentions[i].chains = vec![chain];
        self.note(i, chain);
    }

    /// Lets a chain know of what one of its mentions says.
    fn note(&mut self, i: usize, chain: ChainId) {
        let mention = &self.mentions[i];
        let (kind, noun, words) = (
            mention.kind,
            mention.noun,
            mention.span.of(self.text.words).to_owned(),
        );
        let plain = one_line(&words);
        let held = &mut self.chains[chain.0 as usize];
        if held.noun.is_none() {
            held.noun = noun;
        }
        if kind == Kind::Name && plain != held.name && !held.aliases.contains(&plain) {
            if held.named && plain.chars().count() > held.name.chars().count() {
                let shorter = std::mem::replace(&mut held.name, plain);
                held.aliases.push(shorter);
            } else {
                held.aliases.push(plain);
            }
        }
    }

    /// Known actors and names of several words; the longer names come first.
    fn full_names(&mut self) {
        let mut names: Vec<usize> = (0..self.mentions.len())
            .filter(|&i| matches!(self.mentions[i].kind, Kind::Name | Kind::Adjective))
            .collect();
        names.sort_by_key(|&i| std::cmp::Reverse(self.words(i).split([' ', '-']).count().min(2)));
        for i in names {
            let words = self.words(i).to_owned();
            let key = self.key(i);
            if let Some((seed, naming)) = self.known(&words, i) {
                self.join_seed(i, seed, naming);
            } else if let Some(&chain) = self.by_name.get(&key) {
                self.join(i, chain);
            } else if words.split_whitespace().count() > 1 {
                let class = self.class_of_name(i);
                let chain = match self.shorter_or_longer(class, &key) {
                    Some(chain) => {
                        self.join(i, chain);
                        chain
                    }
                    None => self.new_chain(i, one_line(&words), class, true),
                };
                self.last_word(&key, chain);
                self.by_name.insert(key, chain);
            }
        }
    }

    /// What a name is looked up by in the document: it and its sense, where that is not the usual one.
    fn key(&self, i: usize) -> String {
        let name = normalise(self.words(i));
        match self.mentions[i].sense {
            Some(class) => format!("{name}, {}", self.text.schema.class(class).name),
            None => name,
        }
    }

    /// The seed actor of a name, unless a title says that it is a person.
    fn known(&self, words: &str, i: usize) -> Option<(SeedId, Naming)> {
        let schema = self.text.schema;
        if self.mentions[i].sense.is_some() {
            return None;
        }
        let title = self.mentions[i].title.is_some();
        if let Some(seed) = self.mentions[i].seed.filter(|s| !title || self.fits_title(i, *s)) {
            let key = normalise(words);
            let naming = schema
                .names(&key)
                .iter()
                .find(|(s, _)| *s == seed)
                .map_or(Naming::Capital, |(_, n)| *n);
            return Some((seed, naming));
        }
        let found = schema.longest_name(&crate::schema::words(words))?;
        let whole = found.words == crate::schema::words(words).len();
        let (seed, naming) = found
            .of
            .iter()
            .copied()
            .find(|(s, _)| !title || self.fits_title(i, *s))?;
        whole.then_some((seed, naming))
    }

    /// Whether a title before the name could be the actor's (`the group HTS`, not `Mr. Jordan`).
    fn fits_title(&self, i: usize, seed: SeedId) -> bool {
        let schema = self.text.schema;
        let Some(noun) = self.mentions[i].noun else {
            return true;
        };
        schema.class(schema.noun(noun).class).human == schema.class(schema.actor(seed).class).human
    }

    fn join_seed(&mut self, i: usize, seed: SeedId, naming: Naming) {
        let schema = self.text.schema;
        let actor = schema.actor(seed);
        let words = one_line(self.words(i));
        let known = self.by_seed.get(&seed).copied();
        let chain = if let Some(chain) = known {
            chain
        } else {
            let chain = self.new_chain(i, actor.label.clone(), actor.class, true);
            self.chains[chain.0 as usize].seed = Some(seed);
            self.chains[chain.0 as usize].aliases.clear();
            self.by_seed.insert(seed, chain);
            for name in std::iter::once(&actor.label).chain(&actor.aliases) {
                self.by_name.entry(normalise(name)).or_insert(chain);
            }
            chain
        };
        self.mentions[i].chains = vec![chain];
        let held = &mut self.chains[chain.0 as usize];
        if held.noun.is_none() {
            held.noun = self.mentions[i].noun;
        }
        // The label gives way to a name that the text uses; adjectives and capitals are no names.
        if matches!(naming, Naming::Name | Naming::Former)
            && words != held.name
            && !held.aliases.contains(&words)
        {
            held.aliases.push(words.clone());
        }
        if naming == Naming::Former && !held.former.contains(&words) {
            held.former.push(words);
        }
    }

    /// Names of one word, and such as are part of a longer one.
    fn short_names(&mut self) {
        for i in 0..self.mentions.len() {
            if self.mentions[i].kind != Kind::Name {
                continue;
            }
            if self.mentions[i].chains.is_empty() {
                let words = one_line(self.words(i));
                let key = self.key(i);
                let chain = self
                    .alias_in_parentheses(i)
                    .or_else(|| self.by_name.get(&key).copied())
                    .or_else(|| self.surname(i, &key));
                if let Some(chain) = chain {
                    self.join(i, chain);
                    self.note_single_name(chain, i);
                    self.by_name.entry(key).or_insert(chain);
                } else {
                    let class = self.class_of_name(i);
                    let chain = self.new_chain(i, words, class, true);
                    self.by_name.insert(key, chain);
                }
            } else if let Some(chain) = self.alias_in_parentheses(i) {
                if self.introduces(chain, i) {
                    self.take_over(chain, i);
                } else {
                    self.merge(chain, i);
                }
            }
            if let Some(k) = self.formerly(i) {
                self.make_former(k, i);
            } else if let Some(k) = self.also(i) {
                self.make_alias(k, i);
            }
        }
    }

    /// The one person whose full name has the same first and last words, and of the words between all or none
    /// (`Zaha Hadid`, `Zaha Mohammad Hadid`); nobody where the document has two such people (`George W. Bush`,
    /// `George H. W. Bush`).
    fn shorter_or_longer(&self, class: ClassId, key: &str) -> Option<ChainId> {
        let (first, between, last) = parts(key)?;
        let human = |id: ClassId| self.text.schema.class(id).human;
        if !human(class) || self.contested.contains(&format!("{first} {last}")) {
            return None;
        }
        let fits = |name: &String| {
            parts(&normalise(name)).is_some_and(|(other, middle, end)| {
                other == first
                    && end == last
                    && (middle.is_empty() || between.is_empty() || middle == between)
            })
        };
        let mut found = self.by_last_word.get(last)?.iter().filter(|id| {
            let chain = &self.chains[id.0 as usize];
            human(chain.class) && (fits(&chain.name) || chain.aliases.iter().any(fits))
        });
        let one = found.next().copied()?;
        found.next().is_none().then_some(one)
    }

    /// Notes the last word of a name.
    fn last_word(&mut self, key: &str, chain: ChainId) {
        if let Some((_, last)) = key.rsplit_once(' ') {
            let held = self.by_last_word.entry(last.to_owned()).or_default();
            if !held.contains(&chain) {
                held.push(chain);
            }
        }
    }

    /// Indexes the full names by their last words.
    fn index_last_words(&mut self) {
        for i in 0..self.chains.len() {
            let chain = &self.chains[i];
            if !chain.named {
                continue;
            }
            let keys: Vec<String> = std::iter::once(&chain.name)
                .chain(&chain.aliases)
                .map(|name| normalise(name))
                .collect();
            for key in keys {
                self.last_word(&key, ChainId(i as u32));
            }
        }
    }

    /// The person whose full name ends in this one, if there is just one.
    fn surname(&self, i: usize, key: &str) -> Option<ChainId> {
        let ends = |name: &str| {
            let name = normalise(name);
            name.strip_suffix(key)
                .is_some_and(|rest| rest.ends_with(' ') && !rest.trim().is_empty())
        };
        let human = |c: &Chain| self.text.schema.class(c.class).human;
        let mention = &self.mentions[i];
        let title_fits = mention
            .noun
            .is_none_or(|n| self.text.schema.class(self.text.schema.noun(n).class).human);
        let last = key.rsplit(' ').next().unwrap_or(key);
        let named = self.by_last_word.get(last).map_or(&[][..], Vec::as_slice);
        let mut fitting = named
            .iter()
            .map(|c| (c.0 as usize, &self.chains[c.0 as usize]))
            .filter(|(_, c)| {
                c.named
                    && (human(c) || mention.class.is_none())
                    && (ends(&c.name) || c.aliases.iter().any(|a| ends(a)))
            });
        let (first, _) = fitting.next().filter(|_| title_fits)?;
        let chain = &self.chains[first];
        (fitting.next().is_none() && human(chain)).then_some(ChainId(first as u32))
    }

    /// A known actor takes the fullest of the names that the text has for it; its label stands only
    /// where the text has adjectives and the like.
    fn text_name(&self, chain: &mut Chain) {
        let Some(seed) = chain.seed else { return };
        let actor = self.text.schema.actor(seed);
        let names: Vec<String> = std::iter::once(&actor.label)
            .chain(&actor.aliases)
            .map(|n| normalise(n))
            .collect();
        let own = |a: &&String| names.contains(&normalise(a)) && !chain.former.contains(a);
        let fullest = chain
            .aliases
            .iter()
            .filter(own)
            .max_by_key(|a| (a.chars().count(), std::cmp::Reverse(a.as_str())))
            .cloned();
        let label_used = chain
            .mentions
            .iter()
            .map(|m| &self.mentions[m.0 as usize])
            .any(|m| m.kind == Kind::Name && one_line(m.span.of(self.text.words)) == actor.label);
        if let Some(name) = fullest.filter(|n| !label_used || n.chars().count() > chain.name.chars().count())
        {
            let label = std::mem::replace(&mut chain.name, name);
            if label_used {
                chain.aliases.push(label);
            }
        }
    }

    /// Drops empty chains, orders them by first mention, and fills in who belongs to whom.
    fn finish(mut self) -> Mentions {
        let mut order: Vec<ChainId> = Vec::new();
        let mut number = vec![None; self.chains.len()];
        for &chain in self.mentions.iter().flat_map(|m| &m.chains) {
            if number[chain.0 as usize].is_none() {
                number[chain.0 as usize] = Some(ChainId(order.len() as u32));
                order.push(chain);
            }
        }
        for mention in &mut self.mentions {
            mention.chains = mention
                .chains
                .iter()
                .filter_map(|c| number[c.0 as usize])
                .collect();
            mention.chains.dedup();
        }
        let mut chains: Vec<Chain> = order
            .iter()
            .map(|old| self.chains[old.0 as usize].clone())
            .collect();
        for chain in &mut chains {
            chain.of = chain.of.and_then(|of| number[of.0 as usize]);
            chain.aliases.retain(|a| *a != chain.name);
            chain.aliases.sort();
            chain.aliases.dedup();
            chain.former.sort();
            chain.former.dedup();
            chain.known_as.sort();
            chain.known_as.dedup();
        }
        for (i, mention) in self.mentions.iter().enumerate() {
            let of = mention
                .of
                .and_then(|k| self.mentions[k.0 as usize].chains.first().copied());
            for &chain in &mention.chains {
                let held = &mut chains[chain.0 as usize];
                held.mentions.push(MentionId(i as u32));
                if mention.chains.len() == 1 && held.of.is_none() && of != Some(chain) {
                    held.of = of;
                }
            }
        }
        for (i, mention) in self.mentions.iter().enumerate() {
            if let (Some(_), [chain]) = (mention.noun, &mention.chains[..])
                && !self.is_incumbent(i)
            {
                chains[chain.0 as usize].incumbent = false;
            }
        }
        for chain in &mut chains {
            self.text_name(chain);
            chain.aliases.retain(|a| *a != chain.name);
            chain.aliases.sort();
            chain.aliases.dedup();
        }
        Mentions {
            things: self.things(),
            mentions: self.mentions,
            chains,
        }
    }

    /// The things of two mentions and more, in order of their first.
    fn things(&self) -> Vec<Vec<Spot>> {
        let mut spots: BTreeMap<usize, Vec<(At, Spot)>> = BTreeMap::new();
        for nominal in &self.nominals {
            spots
                .entry(nominal.thing)
                .or_default()
                .push((nominal.head, Spot::Noun(nominal.head)));
        }
        for (&mention, &thing) in &self.pronouns {
            let spot = Spot::Pronoun(MentionId(mention as u32));
            spots
                .entry(thing)
                .or_default()
                .push((self.mentions[mention].head, spot));
        }
        let mut things: Vec<Vec<(At, Spot)>> = spots.into_values().filter(|spots| spots.len() > 1).collect();
        for spots in &mut things {
            spots.sort_unstable();
        }
        things.sort_unstable();
        let bare = |spots: Vec<(At, Spot)>| spots.into_iter().map(|(_, spot)| spot).collect();
        things.into_iter().map(bare).collect()
    }
}

/// First word, what stands between, and last word of a normalised name.
fn parts(key: &str) -> Option<(&str, &str, &str)> {
    let (first, rest) = key.split_once(' ')?;
    Some(match rest.rsplit_once(' ') {
        Some((between, last)) => (first, between, last),
        None => (first, "", rest),
    })
}

/// A name on one line, blanks single, typographic variants plain.
fn one_line(words: &str) -> String {
    let plain = crate::token::plain(words);
    let joined = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.replace("- ", "-").replace(" -", "-")
}
