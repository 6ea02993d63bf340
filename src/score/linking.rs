//! Identity of actors against gold: which names, within and across documents, are rightly taken for one.
//!
//! Input: lines of JSON with `tokens` and `mentions` (first token, one past the last, type, title and id in a
//! knowledge base), or with `text`, `entities` and `relations` of type `IsSynonymOf`, in characters.
//! Output: [`LinkingScores`].
//!
//! Of the first kind all pairs of differing names of persons, organisations and places are made, within a
//! document and across documents: a pair is wanted where the ids agree, and found where the names' mentions
//! have one actor. Of the second kind the pairs that are given are wanted; nothing says which are not, so only
//! what is found of them is counted.

use super::Counts;
use super::given::{self, Given, Malformed};
use super::guideline::GUIDELINES;
use crate::actor::kin::Kin;
use crate::actor::{self, Local};
use crate::mention::{ChainId, Kind};
use crate::reading::Reading;
use crate::schema::{Schema, normalise};
use crate::text::Span;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// How sure a given synonym must be.
const SURE: f64 = 0.5;
/// Names that are longer are descriptions.
const LONGEST: usize = 6;

/// A document with the names that are to be told apart.
#[derive(Clone, Debug, Default)]
pub struct LinkedDocument {
    /// What names it.
    pub id: String,
    /// The text.
    pub text: String,
    /// Its names, each once: where they stand, and what they are.
    pub names: Vec<LinkedName>,
    /// Pairs of stretches that are one actor.
    pub synonyms: Vec<(Span, Span)>,
}

/// A name of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedName {
    /// The words, made comparable.
    pub name: String,
    /// Type in the gold.
    pub kind: String,
    /// Id in the knowledge base.
    pub id: String,
    /// Where the name stands.
    pub spans: Vec<Span>,
}

/// A line of the gold.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    doc: String,
    #[serde(default)]
    tokens: Vec<String>,
    #[serde(default)]
    mentions: Vec<(usize, usize, String, String, String)>,
    text: Option<String>,
    #[serde(default)]
    entities: Vec<(usize, usize, String, f64)>,
    #[serde(default)]
    relations: Vec<Relation>,
}

#[derive(Deserialize)]
struct Relation {
    #[serde(rename = "type")]
    kind: String,
    arg1: (usize, usize),
    arg2: (usize, usize),
    conf: f64,
}

/// Reads the gold.
///
/// ```
/// let line = r#"{"tokens": ["Dr.", "No", "and", "no", "one"], "mentions": [[0, 2, "person", "Dr._No", "Q1"]]}"#;
/// let documents = whowhom::score::linking::documents(line)?;
/// assert_eq!(documents[0].names[0].name, "dr no");
/// # Ok::<(), whowhom::score::given::Malformed>(())
/// ```
///
/// # Errors
/// If a line is no JSON of that form, or a mention lies outside its document.
pub fn documents(gold: &str) -> Result<Vec<LinkedDocument>, Malformed> {
    let document = |(number, line): (usize, Line)| {
        line.document().ok_or_else(|| Malformed {
            line: number,
            reason: "a mention lies outside the document, or the document has no text".to_owned(),
        })
    };
    given::lines(gold)?.into_iter().map(document).collect()
}

impl Line {
    fn document(self) -> Option<LinkedDocument> {
        match &self.text {
            Some(text) => self.with_synonyms(text),
            None if self.tokens.is_empty() => None,
            None => self.with_names(),
        }
    }

    fn with_names(self) -> Option<LinkedDocument> {
        let given = Given::running(&self.tokens);
        let mut names: BTreeMap<(String, String, String), Vec<Span>> = BTreeMap::new();
        for (start, end, kind, _, id) in &self.mentions {
            given.span(*start, *end)?;
            if !GUIDELINES.is_linked(kind) {
                continue;
            }
            if let Some((start, end)) = bare_name(&self.tokens, *start, *end)
                && !(GUIDELINES.is_human(kind) && self.tokens[start..end].iter().any(|word| word == "of"))
            {
                let span = given.span(start, end)?;
                let name = normalise(span.of(&given.text));
                names
                    .entry((name, kind.clone(), id.clone()))
                    .or_default()
                    .push(span);
            }
        }
        let names = names.into_iter().map(|((name, kind, id), spans)| LinkedName {
            name,
            kind,
            id,
            spans,
        });
        Some(LinkedDocument {
            id: self.doc,
            names: names.collect(),
            text: given.text,
            synonyms: Vec::new(),
        })
    }

    fn with_synonyms(&self, text: &str) -> Option<LinkedDocument> {
        let bytes: Vec<usize> = text
            .char_indices()
            .map(|(byte, _)| byte)
            .chain([text.len()])
            .collect();
        let kinds: BTreeMap<(usize, usize), &str> = self
            .entities
            .iter()
            .map(|(start, end, kind, _)| ((*start, *end), kind.as_str()))
            .collect();
        let is_actor = |of: &(usize, usize)| kinds.get(of).is_some_and(|kind| GUIDELINES.is_synonym(kind));
        let mut synonyms = BTreeSet::new();
        for relation in self
            .relations
            .iter()
            .filter(|r| r.kind == "IsSynonymOf" && r.conf >= SURE)
        {
            if is_actor(&relation.arg1) && is_actor(&relation.arg2) {
                let span = |of: (usize, usize)| Some(Span::new(*bytes.get(of.0)?, *bytes.get(of.1)?));
                let (a, b) = (span(relation.arg1)?, span(relation.arg2)?);
                synonyms.insert((a.min(b), a.max(b)));
            }
        }
        Some(LinkedDocument {
            id: self.doc.clone(),
            text: text.to_owned(),
            names: Vec::new(),
            synonyms: synonyms.into_iter().collect(),
        })
    }
}

/// The tokens of a mention without article and genitive, where they are a name: capitals at both ends, no
/// comma, few words, no pronoun, and nothing that is told of it with a preposition (`City Hall in New York`).
fn bare_name(tokens: &[String], mut start: usize, mut end: usize) -> Option<(usize, usize)> {
    const TELLING: &[&str] = &[
        "in", "from", "at", "on", "with", "to", "for", "by", "who", "which", "near",
    ];
    const ARTICLES: &[&str] = &["the", "a", "an"];
    const GENITIVES: &[&str] = &["'s", "’s", "'", "’"];
    const PRONOUNS: &[&str] = &[
        "i", "me", "my", "we", "us", "our", "ours", "you", "your", "he", "him", "his", "she", "her", "hers",
        "it", "its", "they", "them", "their", "this", "that", "these", "those", "who", "which", "all",
        "both", "here", "there", "one", "some", "many", "most", "others", "everyone", "what",
    ];
    while start < end && ARTICLES.contains(&tokens[start].to_lowercase().as_str()) {
        start += 1;
    }
    while start < end && GENITIVES.contains(&tokens[end - 1].as_str()) {
        end -= 1;
    }
    let words = tokens
        .get(start..end)
        .filter(|words| (1..=LONGEST).contains(&words.len()))?;
    let is_large = |word: &String| word.chars().next().is_some_and(char::is_uppercase);
    let is_apart = |word: &String| {
        matches!(
            word.as_str(),
            "," | "(" | ")" | ";" | ":" | "\"" | "“" | "”" | "—" | "–"
        )
    };
    let pronoun = PRONOUNS.contains(&words[0].to_lowercase().as_str());
    let told = words.iter().any(|word| TELLING.contains(&word.as_str()));
    let fits =
        !told && is_large(&words[0]) && is_large(&words[words.len() - 1]) && !words.iter().any(is_apart);
    (fits && !pronoun).then_some((start, end))
}

/// How well identity agrees with gold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkingScores {
    /// Pairs of names of one document.
    pub within: Counts,
    /// Pairs of names of different documents.
    pub across: Counts,
    /// The same, all together, by type.
    pub kinds: BTreeMap<String, Counts>,
    /// Given pairs: found, and wanted.
    pub synonyms: Counts,
    /// Pairs that are wrongly one, or wrongly two, as `document: name | document: name`.
    pub wrong: Vec<String>,
    /// Pairs that are one in gold and not found.
    pub missed: Vec<String>,
}

/// A name with the actor that was found for it.
struct Node<'a> {
    document: &'a LinkedDocument,
    name: &'a LinkedName,
    actor: Option<&'a str>,
}

/// Scores readings of the gold's documents, in their order.
#[must_use]
pub fn score(gold: &[LinkedDocument], readings: &[Reading], schema: &Schema) -> LinkingScores {
    let locals: Vec<Vec<Local>> = gold
        .iter()
        .zip(readings)
        .map(|(document, reading)| actor::locals(&reading.mentions, schema, &document.id, None))
        .collect();
    let actors = actor::resolve(&Kin::new(schema), &locals.concat(), str::to_owned);
    let mut scores = LinkingScores::default();
    let mut nodes = Vec::new();
    for ((document, reading), locals) in gold.iter().zip(readings).zip(&locals) {
        for name in &document.names {
            let chain = name.spans.iter().find_map(|span| chain(reading, *span));
            nodes.push(Node {
                document,
                name,
                actor: chain.and_then(|chain| actors.of(&locals[chain.0 as usize].iri)),
            });
        }
        for (a, b) in &document.synonyms {
            let (one, other) = (chain(reading, *a), chain(reading, *b));
            let found = one.is_some() && one == other;
            scores.synonyms.found += usize::from(found);
            scores.synonyms.wanted += 1;
            if !found {
                let words = |span: &Span| span.of(&document.text).replace('\n', " ");
                scores
                    .missed
                    .push(format!("{}: {} | {}", document.id, words(a), words(b)));
            }
        }
    }
    for (i, a) in nodes.iter().enumerate() {
        for b in &nodes[i + 1..] {
            scores.pair(a, b);
        }
    }
    scores
}

impl LinkingScores {
    fn pair(&mut self, a: &Node<'_>, b: &Node<'_>) {
        if a.name.kind != b.name.kind || a.name.name == b.name.name {
            return;
        }
        let wanted = a.name.id == b.name.id;
        let found = a.actor.is_some() && a.actor == b.actor;
        if !wanted && !found {
            return;
        }
        let place = if std::ptr::eq(a.document, b.document) {
            &mut self.within
        } else {
            &mut self.across
        };
        let kind = self.kinds.entry(a.name.kind.clone()).or_default();
        for counts in [place, kind] {
            counts.right += usize::from(found && wanted);
            counts.wrong += usize::from(found && !wanted);
            counts.found += usize::from(found && wanted);
            counts.wanted += usize::from(wanted);
        }
        if found != wanted {
            let shown = |node: &Node<'_>| format!("{}: {}", node.document.id, node.name.name);
            let pair = format!("{} | {}", shown(a), shown(b));
            let list = if found { &mut self.wrong } else { &mut self.missed };
            list.push(pair);
        }
    }

    /// All pairs made of names.
    #[must_use]
    pub fn all(&self) -> Counts {
        let sum = |part: fn(&Counts) -> usize| part(&self.within) + part(&self.across);
        Counts {
            right: sum(|c| c.right),
            wrong: sum(|c| c.wrong),
            found: sum(|c| c.found),
            wanted: sum(|c| c.wanted),
        }
    }
}

/// The chain of the mention that shares most with a stretch and ends where it does; names before descriptions.
fn chain(reading: &Reading, span: Span) -> Option<ChainId> {
    let shared = |other: Span| {
        other
            .end
            .min(span.end)
            .saturating_sub(other.start.max(span.start))
    };
    let mentions = reading.mentions.mentions.iter();
    mentions
        // A longer name around it (`Linguistic Society of America`) is another.
        .filter(|m| shared(m.span) * 2 > m.span.len() as u32)
        .filter(|m| m.chains.len() == 1 && m.kind != Kind::Pronoun)
        .max_by_key(|m| {
            (
                shared(m.span),
                m.span.end == span.end,
                m.kind == Kind::Name,
                std::cmp::Reverse(m.span.len()),
            )
        })
        .map(|m| m.chains[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str, id: &str) -> LinkedName {
        LinkedName {
            name: name.to_owned(),
            kind: "person".to_owned(),
            id: id.to_owned(),
            spans: Vec::new(),
        }
    }

    #[test]
    fn pairs_are_counted_within_and_across() {
        let names = [
            name("ann lee", "1"),
            name("lee", "1"),
            name("bo lee", "2"),
            name("ann lee", "1"),
        ];
        let documents = [LinkedDocument::default(), LinkedDocument::default()];
        let actors = [Some("x"), Some("x"), Some("x"), None];
        let nodes: Vec<Node<'_>> = names
            .iter()
            .zip(actors)
            .enumerate()
            .map(|(i, (name, actor))| Node {
                document: &documents[i / 3],
                name,
                actor,
            })
            .collect();
        let mut scores = LinkingScores::default();
        for (i, a) in nodes.iter().enumerate() {
            nodes[i + 1..].iter().for_each(|b| scores.pair(a, b));
        }
        // Within: ann lee–lee right, ann lee–bo lee and lee–bo lee wrong. Across: lee–ann lee missed; the two
        // `ann lee` have one name and are no pair.
        assert_eq!(
            (scores.within.right, scores.within.wrong, scores.within.wanted),
            (1, 2, 1)
        );
        assert_eq!(
            (scores.across.right, scores.across.wrong, scores.across.wanted),
            (0, 0, 1)
        );
        assert_eq!(
            (scores.all().wanted, scores.wrong.len(), scores.missed.len()),
            (2, 2, 1)
        );
    }

    #[test]
    fn names_lose_articles_and_genitives() {
        let of = |words: &str| {
            let tokens: Vec<String> = words.split(' ').map(str::to_owned).collect();
            bare_name(&tokens, 0, tokens.len()).map(|(a, b)| tokens[a..b].join(" "))
        };
        assert_eq!(
            of("the Sydney Morning Herald 's").as_deref(),
            Some("Sydney Morning Herald")
        );
        for none in [
            "the",
            "He",
            "the Afghan team",
            "Mark Tedeschi , QC",
            "Q B C D E F G",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn synonyms_are_given_both_ways_and_counted_once() {
        let line = r#"{"text": "Daesh (ISIL)", "entities": [[0, 5, "Organisation", 1], [7, 11, "Organisation", 1]],
            "relations": [{"type": "IsSynonymOf", "arg1": [0, 5], "arg2": [7, 11], "conf": 1},
            {"type": "IsSynonymOf", "arg1": [7, 11], "arg2": [0, 5], "conf": 1}]}"#;
        let documents = documents(&line.replace('\n', " ")).unwrap();
        assert_eq!(documents[0].synonyms, [(Span::new(0, 5), Span::new(7, 11))]);
    }
}
