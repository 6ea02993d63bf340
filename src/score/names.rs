//! Names against gold: how many are found with the right tokens and type.
//!
//! Input: lines of JSON with `tokens` and `entities` (first token, one past the last, type); lines with the
//! same `doc` are one document. Output: [`NameScores`]. Types of several inventories are understood; names of
//! other types (events, things) count neither as gold nor as found.

use super::Counts;
use super::given::{self, Malformed};
use super::guideline::GUIDELINES;
use crate::mention::{Kind, Mention, NameType};
use crate::reading::Reading;
use crate::schema::Schema;
use crate::text::Span;
use crate::token::{Sentence, Token};
use serde::Deserialize;
use std::collections::BTreeSet;

/// A name in a sentence: first token, one past the last, type.
pub type Named = (usize, usize, NameType);

/// A document given as tokens, with its names.
#[derive(Clone, Debug, Default)]
pub struct NamedDocument {
    /// The tokens with blanks between them.
    pub text: String,
    /// The sentences as given.
    pub sentences: Vec<Sentence>,
    /// The names of each sentence.
    pub names: Vec<Vec<Named>>,
}

/// A line of the gold.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    doc: Option<String>,
    tokens: Vec<String>,
    entities: Vec<(usize, usize, String)>,
}

/// Reads the gold.
///
/// ```
/// let line = r#"{"tokens": ["Putin", "left", "Minsk"], "entities": [[0, 1, "PER"], [2, 3, "LOC"]]}"#;
/// let documents = whowhom::score::names::documents(line)?;
/// assert_eq!(documents[0].text, "Putin left Minsk");
/// assert_eq!(documents[0].names[0].len(), 2);
/// # Ok::<(), whowhom::score::given::Malformed>(())
/// ```
///
/// # Errors
/// If a line is no JSON of that form, or a name has no tokens in its sentence.
pub fn documents(gold: &str) -> Result<Vec<NamedDocument>, Malformed> {
    let mut documents: Vec<NamedDocument> = Vec::new();
    let mut last: Option<String> = None;
    for (number, line) in given::lines::<Line>(gold)? {
        let is_inside = |(start, end, _): &(usize, usize, String)| start < end && *end <= line.tokens.len();
        if line.tokens.is_empty() || !line.entities.iter().all(is_inside) {
            return Err(Malformed {
                line: number,
                reason: "an entity lies outside the tokens, or there are none".to_owned(),
            });
        }
        if line.doc.is_none() || line.doc != last || documents.is_empty() {
            documents.push(NamedDocument::default());
        }
        last.clone_from(&line.doc);
        if let Some(document) = documents.last_mut() {
            document.push(&line);
        }
    }
    Ok(documents)
}

impl NamedDocument {
    fn push(&mut self, line: &Line) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let mut tokens = Vec::new();
        for (i, form) in line.tokens.iter().enumerate() {
            if i > 0 {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(form);
            tokens.push(Token {
                span: Span::new(start, self.text.len()),
                joined: false,
            });
        }
        self.sentences.push(Sentence {
            span: tokens[0].span.cover(tokens[tokens.len() - 1].span),
            tokens,
            opens_paragraph: false,
        });
        let names = line.entities.iter();
        self.names.push(
            names
                .filter_map(|(s, e, t)| Some((*s, *e, name_type(t)?)))
                .collect(),
        );
    }
}

/// What the inventories call a type; nothing for types that are none of the three.
#[must_use]
pub fn name_type(name: &str) -> Option<NameType> {
    match name {
        "PER" | "person" | "politician" => Some(NameType::Per),
        "LOC" | "GPE" | "location" | "country" => Some(NameType::Loc),
        "ORG" | "organisation" | "organization" | "politicalparty" => Some(NameType::Org),
        _ => None,
    }
}

/// The names of a reading, for each sentence: those of which the sequence model is sure, or with them those that
/// only the rules take for names, which claims need and which are wrong more often.
#[must_use]
pub fn names(reading: &Reading, schema: &Schema, sure: bool) -> Vec<Vec<Named>> {
    let mut names = vec![Vec::new(); reading.sentences.len()];
    let names_of = |m: &&Mention| m.kind == Kind::Name && (m.sort.is_some() || !sure);
    for mention in reading.mentions.mentions.iter().filter(names_of) {
        let chain = mention
            .chains
            .first()
            .map(|chain| reading.mentions.chain(*chain).class);
        let class = mention
            .class
            .or(chain)
            .map(|class| schema.class(class).name.as_str());
        if let Some(sort) = class.and_then(|class| name_type(GUIDELINES.name_type(class)?)) {
            let (start, end) = mention.tokens;
            names[mention.head.sentence as usize].push((start as usize, end as usize, sort));
        }
    }
    names
}

/// How well names agree with gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameScores {
    /// All types together.
    pub all: Counts,
    /// Each type, in the order of [`NameType::ALL`].
    pub types: [Counts; NameType::ALL.len()],
    /// Found with the right tokens, whatever the type.
    pub spans: Counts,
}

impl NameScores {
    /// All counts with what they are of.
    #[must_use]
    pub const fn rows(&self) -> [(&'static str, Counts); 5] {
        let [person, place, organization] = self.types;
        [
            ("all", self.all),
            ("persons", person),
            ("places", place),
            ("organisations", organization),
            ("any type", self.spans),
        ]
    }

    /// Counts the names of one sentence.
    pub fn add(&mut self, found: &[Named], gold: &[Named]) {
        let unique = |names: &[Named]| names.iter().copied().collect::<BTreeSet<Named>>();
        let (found, gold) = (unique(found), unique(gold));
        for name in found.union(&gold) {
            let counts = &mut self.types[name.2 as usize];
            for counts in [&mut self.all, counts] {
                count(counts, found.contains(name), gold.contains(name));
            }
        }
        let spans = |names: &BTreeSet<Named>| names.iter().map(|n| (n.0, n.1)).collect::<BTreeSet<_>>();
        let (found, gold) = (spans(&found), spans(&gold));
        for span in found.union(&gold) {
            count(&mut self.spans, found.contains(span), gold.contains(span));
        }
    }
}

fn count(counts: &mut Counts, found: bool, wanted: bool) {
    counts.right += usize::from(found && wanted);
    counts.wrong += usize::from(found && !wanted);
    counts.found += usize::from(found && wanted);
    counts.wanted += usize::from(wanted);
}

#[cfg(test)]
mod tests {
    use super::*;
    use NameType::{Loc, Org, Per};

    #[test]
    fn tokens_and_type_must_be_right() {
        let mut scores = NameScores::default();
        let gold = [(0, 2, Per), (4, 5, Loc), (7, 8, Org)];
        // One right, one with another type, one too long, one twice.
        let found = [(0, 2, Per), (4, 5, Org), (6, 8, Org), (0, 2, Per)];
        scores.add(&found, &gold);
        assert_eq!((scores.all.right, scores.all.wrong, scores.all.wanted), (1, 2, 3));
        assert_eq!(
            (scores.spans.right, scores.spans.wrong, scores.spans.wanted),
            (2, 1, 3)
        );
        let [person, place, organization] = scores.types;
        assert_eq!((person.right, person.wanted), (1, 1));
        assert_eq!((place.right, place.wrong, place.wanted), (0, 0, 1));
        assert_eq!((organization.right, organization.wrong), (0, 2));
        assert!((scores.all.f1() - 2.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn lines_of_one_document_stay_together() {
        let gold = "{\"doc\": \"a\", \"tokens\": [\"x\"], \"entities\": []}\n\n\
                    {\"doc\": \"a\", \"tokens\": [\"y\"], \"entities\": [[0, 1, \"MISC\"]]}\n\
                    {\"doc\": \"b\", \"tokens\": [\"z\"], \"entities\": [[0, 1, \"politician\"]]}\n";
        let documents = documents(gold).unwrap();
        let texts: Vec<&str> = documents.iter().map(|d| d.text.as_str()).collect();
        assert_eq!(texts, ["x\ny", "z"]);
        assert!(documents[0].names[1].is_empty());
        assert_eq!(documents[1].names[0], [(0, 1, Per)]);
    }

    #[test]
    fn a_name_outside_its_sentence_is_told_with_its_line() {
        let gold =
            "{\"tokens\": [\"x\"], \"entities\": []}\n{\"tokens\": [\"x\"], \"entities\": [[0, 2, \"PER\"]]}";
        assert_eq!(documents(gold).unwrap_err().line, 2);
    }
}
