//! One sentence as the finders see it: forms, name words, and which mention belongs to which.

use super::sequence::Found;
use super::{At, Kind, Mention, MentionId, Text};
use crate::schema::{self, NounId, Schema, SeedId};
use crate::syntax::{Rel, Tree, Upos};
use crate::text::Span;
use crate::token::Token;
use std::borrow::Cow;

/// A sentence with its words folded for look-up.
pub(super) struct Phrase<'a> {
    pub sentence: usize,
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub tree: &'a Tree,
    pub schema: &'a Schema,
    pub forms: Vec<Cow<'a, str>>,
    /// Name words, and the token that each stands in.
    words: Vec<schema::Word>,
    token_of: Vec<usize>,
    /// The same with a genitive's `s` joined to its word (`Korean People's Army`).
    joined: (Vec<schema::Word>, Vec<usize>, Vec<usize>),
    /// The first name word of each token, and one past the last.
    first_word: Vec<usize>,
    /// Whether most words of the sentence begin with a capital, so that capitals say nothing.
    pub shouted: bool,
    /// Form and lemma of each token, folded, for role nouns.
    lemmas: Vec<(String, String)>,
    /// The longest known name and the longest role noun that begin at each token.
    seeds: Vec<Option<SeedAt>>,
    nouns: Vec<Option<(NounId, usize)>>,
    /// The names that the sequence model finds.
    pub names: Vec<Found>,
    /// Whether a sequence model has looked for names.
    pub sequenced: bool,
    /// Which tokens have a capital and were never seen in small letters.
    pub strange: Vec<bool>,
}

/// A known actor's name at some tokens.
#[derive(Clone, Copy)]
pub(super) struct SeedAt {
    pub end: usize,
    pub seed: SeedId,
    pub naming: schema::Naming,
}

impl<'a> Phrase<'a> {
    pub(super) fn new(text: Text<'a>, sentence: usize) -> Self {
        let tokens = &text.sentences[sentence].tokens;
        let tree = &text.trees[sentence];
        let forms: Vec<Cow<'a, str>> = tokens.iter().map(|t| t.form(text.words)).collect();
        let (mut words, mut token_of, mut first_word) = (Vec::new(), Vec::new(), Vec::new());
        let mut lemmas = Vec::new();
        for (i, form) in forms.iter().enumerate() {
            first_word.push(words.len());
            for word in schema::words(form) {
                words.push(word);
                token_of.push(i);
            }
            let lower = |s: &str| schema::one_spelling(s.trim_end_matches('.').to_lowercase());
            lemmas.push((lower(form), lower(tree.lemma(i))));
        }
        first_word.push(words.len());
        let joined = join_genitives(tokens, &words, &token_of);
        let letters = forms
            .iter()
            .filter(|f| f.starts_with(char::is_alphabetic))
            .count();
        let capitals = forms.iter().filter(|f| f.starts_with(char::is_uppercase)).count();
        let shouted = letters > 3 && capitals * 10 > letters * 6;
        let mut phrase = Self {
            sentence,
            text: text.words,
            tokens,
            tree,
            schema: text.schema,
            forms,
            words,
            token_of,
            joined,
            shouted,
            first_word,
            lemmas,
            seeds: Vec::new(),
            nouns: Vec::new(),
            names: Vec::new(),
            sequenced: false,
            strange: vec![false; tokens.len()],
        };
        phrase.seeds = (0..tokens.len()).map(|i| phrase.longest_seed(i)).collect();
        phrase.nouns = (0..tokens.len()).map(|i| phrase.noun_alone(i)).collect();
        phrase
    }

    /// The name of the sequence model that a token is part of.
    pub(super) fn name_over(&self, i: usize) -> Option<&Found> {
        self.names.iter().find(|name| (name.start..name.end).contains(&i))
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The text from token `start` to before token `end`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.tokens[start].span.cover(self.tokens[end - 1].span)
    }

    /// The longest known name that begins at token `i`.
    pub(super) fn seed(&self, i: usize) -> Option<SeedAt> {
        *self.seeds.get(i)?
    }

    fn longest_seed(&self, i: usize) -> Option<SeedAt> {
        let plain = self.seed_in(&self.words, &self.token_of, &self.first_word, i);
        let joined = self.seed_in(&self.joined.0, &self.joined.1, &self.joined.2, i);
        match (plain, joined) {
            (Some(p), Some(j)) => Some(if j.end > p.end + 1 { j } else { p }),
            (p, j) => p.or(j.filter(|j| j.end > i + 2)),
        }
    }

    fn seed_in(
        &self,
        words: &[schema::Word],
        token_of: &[usize],
        first_word: &[usize],
        i: usize,
    ) -> Option<SeedAt> {
        let from = first_word[i];
        if from == first_word[i + 1] {
            return None;
        }
        let found = self.schema.longest_name(&words[from..])?;
        let last = from + found.words - 1;
        let end = token_of[last] + 1;
        // A name must end where a token ends.
        (last + 1 == first_word[end]).then_some(())?;
        let (seed, naming) = *found.of.first()?;
        Some(SeedAt { end, seed, naming })
    }

    /// The longest role noun that begins at token `i`, and the token behind it; a known name that
    /// it begins with stands by itself (`State Department | spokesperson`).
    pub(super) fn noun(&self, i: usize) -> Option<(NounId, usize)> {
        *self.nouns.get(i)?
    }

    fn noun_alone(&self, i: usize) -> Option<(NounId, usize)> {
        let (noun, end) = self.longest_noun(i)?;
        let named = self.seed(i).filter(|s| s.end < end);
        let rest = named
            .and_then(|s| self.longest_noun(s.end))
            .is_some_and(|(_, e)| e == end);
        (!rest).then_some((noun, end))
    }

    fn longest_noun(&self, i: usize) -> Option<(NounId, usize)> {
        // Hyphens are tokens here and blanks there (`vice-president`).
        let tight = self.forms.get(i + 1).is_some_and(|f| f == "-");
        if !tight {
            let found = self.schema.longest_role_noun(&self.lemmas[i..])?;
            return Some((*found.of.first()?, i + found.words));
        }
        let words: Vec<usize> = (i..self.len())
            .filter(|&k| self.forms[k] != "-")
            .take(6)
            .collect();
        let lemmas: Vec<&(String, String)> = words.iter().map(|&k| &self.lemmas[k]).collect();
        let pairs: Vec<(&str, &str)> = lemmas
            .iter()
            .map(|(form, lemma)| (form.as_str(), lemma.as_str()))
            .collect();
        let found = self.schema.longest_role_noun(&pairs)?;
        Some((*found.of.first()?, words[found.words - 1] + 1))
    }

    /// The head of the tokens `start..end`: the one whose own head lies outside.
    pub(super) fn head(&self, start: usize, end: usize) -> usize {
        let outside = |i: &usize| self.tree.head(*i).is_none_or(|h| h < start || h >= end);
        let mut heads = (start..end).filter(|i| outside(i) && self.tree.upos(*i) != Upos::Punct);
        heads.next().unwrap_or(end - 1)
    }

    /// The head of a name together with the title before it.
    pub(super) fn head_of_titled(&self, title: Span, end: usize) -> usize {
        let start = self.tokens.partition_point(|t| t.span.start < title.start);
        self.head(start.min(end - 1), end)
    }

    pub(super) fn is_capitalised(&self, i: usize) -> bool {
        self.forms[i].chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn mention(&self, start: usize, end: usize, kind: Kind) -> Mention {
        Mention {
            head: At::new(self.sentence, self.head(start, end)),
            span: self.span(start, end),
            tokens: (start as u32, end as u32),
            kind,
            class: None,
            sort: None,
            seed: None,
            sense: None,
            noun: None,
            title: None,
            of: None,
            chains: Vec::new(),
        }
    }
}

/// The name words with each genitive's `s` joined to the word before it.
fn join_genitives(
    tokens: &[Token],
    words: &[schema::Word],
    token_of: &[usize],
) -> (Vec<schema::Word>, Vec<usize>, Vec<usize>) {
    let (mut all, mut owners): (Vec<schema::Word>, Vec<usize>) = (Vec::new(), Vec::new());
    for (word, &token) in words.iter().zip(token_of) {
        match all.last_mut() {
            Some(last) if tokens[token].joined && word.key == "s" => {
                last.key.push('s');
                if let Some(owner) = owners.last_mut() {
                    *owner = token;
                }
            }
            _ => {
                all.push(word.clone());
                owners.push(token);
            }
        }
    }
    let first = (0..=tokens.len())
        .map(|t| owners.partition_point(|o| *o < t))
        .collect();
    (all, owners, first)
}

/// Finds for each mention of a body, office or group the country or body that it belongs to:
/// an adjective or name before it, its possessor, or what follows *of* or *for*.
pub(super) fn relate(phrase: &Phrase<'_>, from: usize, found: &mut [Mention]) {
    for i in from..found.len() {
        if found[i].of.is_some() || matches!(found[i].kind, Kind::Pronoun | Kind::Adjective) {
            continue;
        }
        let body = |class: Option<crate::schema::ClassId>| {
            class.is_some_and(|c| phrase.schema.class(c).collective && !phrase.schema.class(c).sovereign)
        };
        match found[i].noun.map(|n| phrase.schema.noun(n)) {
            Some(noun) if noun.title || noun.document => continue,
            None if !(body(found[i].class) || found[i].class.is_none() && found[i].kind == Kind::Name) => {
                continue;
            }
            _ => (),
        }
        found[i].of = owner(phrase, from, found, i).map(|k| MentionId(k as u32));
    }
}

/// How many mentions away an owner is sought.
const NEIGHBOURS: usize = 12;

fn owner(phrase: &Phrase<'_>, from: usize, found: &[Mention], i: usize) -> Option<usize> {
    let mention = &found[i];
    let head = mention.head.token as usize;
    let tree = phrase.tree;
    let near = || from.max(i.saturating_sub(NEIGHBOURS))..(i + NEIGHBOURS).min(found.len());
    // An adjective inside a longer description is not what anything is of.
    let inner = |k: usize| {
        let span = found[k].span;
        near().any(|o| {
            o != i
                && o != k
                && found[o].span.contains(span)
                && found[o].span != span
                && !found[o].span.contains(mention.span)
        })
    };
    let others =
        || (from..found.len()).filter(move |k| *k != i && found[*k].kind != Kind::Pronoun && !inner(*k));
    // Inside the mention's own words (`Syrian army`), or right before title or name.
    let inside =
        others().find(|k| mention.span.contains(found[*k].span) && found[*k].span.end < mention.span.end);
    let start = mention
        .title
        .map_or(mention.span.start, |t| t.start.min(mention.span.start));
    let before = others().rfind(|k| {
        let gap = found[*k].span.end as usize..start as usize;
        found[*k].span.end <= start
            && phrase
                .text
                .get(gap)
                .is_some_and(|g| matches!(g.trim(), "" | "'s" | "’s" | "'" | "’"))
    });
    let by_tree = others().find(|k| {
        let other = found[*k].head.token as usize;
        let Some(above) = tree.head(other) else {
            return false;
        };
        let held = above == head || (above as u32) >= mention.tokens.0 && (above as u32) < mention.tokens.1;
        held && match tree.rel(other) {
            Rel::NmodPoss | Rel::Compound | Rel::Amod | Rel::NmodDesc => true,
            Rel::Nmod => tree
                .children(other)
                .any(|c| tree.rel(c) == Rel::Case && matches!(tree.lemma(c), "of" | "for" | "at" | "to")),
            _ => false,
        }
    });
    // `X, minister of transport for Indonesia`: the title stands in an apposition of its own.
    let behind = others().find(|k| {
        let gap = mention.span.end as usize..found[*k].span.start as usize;
        let words = phrase.text.get(gap).map(str::trim);
        found[*k].span.start >= mention.span.end
            && words.is_some_and(|w| matches!(w, "of" | "of the" | "for" | "for the" | "to the" | "at the"))
    });
    let portfolio = |k: &usize| {
        let gap = mention.span.end as usize..found[*k].span.start as usize;
        let class = found[*k].class.map(|c| phrase.schema.class(c));
        phrase
            .text
            .get(gap)
            .is_some_and(|g| g.trim_start().starts_with("for"))
            && class.is_some_and(|c| c.territorial && !c.sovereign)
    };
    let (by_tree, behind) = (
        by_tree.filter(|k| !portfolio(k)),
        behind.filter(|k| !portfolio(k)),
    );
    if mention.noun.is_none() {
        return inside.or(before).filter(|k| {
            found[*k]
                .seed
                .is_some_and(|s| phrase.schema.class(phrase.schema.actor(s).class).sovereign)
        });
    }
    inside.or(before).or(by_tree).or(behind)
}
