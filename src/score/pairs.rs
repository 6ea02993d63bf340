//! Claims between given stretches of text against gold: categories of coded sentences, relations of documents.
//!
//! Two kinds of lines of JSON. With `gold` rows of `source_text`, `target_text` and a category in `plover` (several
//! with `|`): a row is found where a claim of one of the categories leads from the one to the other. With `entities`
//! and `relations` of `type` between two stretches, in characters: a relation is found where a claim that the
//! guidelines count to its type has subject and object there, either way round where it has no direction.

use super::Counts;
use super::given::{self, Malformed};
use super::guideline::GUIDELINES;
use super::predict;
use crate::claim::{self, Object, Predicate};
use crate::reading::Reading;
use crate::schema::{FrameId, Modality, Polarity, RelationId, Schema};
use crate::text::Span;
use serde::Deserialize;
use std::collections::BTreeSet;

/// How sure a given relation must be.
const SURE: f64 = 0.5;

/// A text with what is to be found between stretches of it.
#[derive(Clone, Debug, Default)]
pub struct PairedDocument {
    /// What names it.
    pub id: String,
    /// The text.
    pub text: String,
    /// What is wanted.
    pub wanted: Vec<Wanted>,
    /// The entities given, between which what is not wanted is wrong; none where only rows are given.
    pub entities: Vec<Span>,
}

/// Something between two stretches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// Where the first stands.
    pub subject: Vec<Span>,
    /// Where the second stands.
    pub object: Vec<Span>,
    /// Categories, or a type of relation.
    pub kinds: BTreeSet<String>,
    /// Whether it holds either way round.
    pub symmetric: bool,
}

#[derive(Deserialize)]
struct Line {
    #[serde(alias = "doc", default)]
    id: String,
    text: String,
    #[serde(default)]
    gold: Vec<Coded>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default)]
    entities: Vec<(usize, usize, String, f64)>,
}

#[derive(Deserialize)]
struct Coded {
    #[serde(default)]
    source_text: String,
    #[serde(default)]
    target_text: String,
    #[serde(default)]
    plover: Option<String>,
}

#[derive(Deserialize)]
struct Relation {
    #[serde(rename = "type")]
    kind: String,
    arg1: (usize, usize),
    arg2: (usize, usize),
    conf: f64,
}

/// Reads the gold; of relations only the types that the guidelines know.
///
/// ```
/// let line = r#"{"text": "Iran met Oman", "gold": [{"source_text": "Iran", "target_text": "Oman", "plover": "CONSULT"}]}"#;
/// assert_eq!(whowhom::score::pairs::documents(line)?[0].wanted.len(), 1);
/// # Ok::<(), whowhom::score::given::Malformed>(())
/// ```
///
/// # Errors
/// If a line is no JSON of that form, or a relation lies outside its text.
pub fn documents(gold: &str) -> Result<Vec<PairedDocument>, Malformed> {
    let document = |(number, line): (usize, Line)| {
        let reason = "a relation lies outside the text".to_owned();
        let wanted = line.wanted().ok_or(Malformed { line: number, reason })?;
        let reason = "an entity lies outside the text".to_owned();
        let entities = line.entities().ok_or(Malformed { line: number, reason })?;
        Ok(PairedDocument {
            entities,
            id: line.id,
            text: line.text,
            wanted: wanted.into_iter().collect(),
        })
    };
    given::lines(gold)?.into_iter().map(document).collect()
}

impl Line {
    /// Where each character begins, and the end.
    fn bytes(&self) -> Vec<usize> {
        let starts = self.text.char_indices().map(|(byte, _)| byte);
        starts.chain([self.text.len()]).collect()
    }

    /// The entities of which the gold is sure.
    fn entities(&self) -> Option<Vec<Span>> {
        let bytes = self.bytes();
        let sure = self.entities.iter().filter(|(.., sure)| *sure >= SURE);
        sure.map(|(start, end, ..)| Some(Span::new(*bytes.get(*start)?, *bytes.get(*end)?)))
            .collect()
    }

    fn wanted(&self) -> Option<BTreeSet<Wanted>> {
        let mut wanted = BTreeSet::new();
        for row in &self.gold {
            let kinds = row
                .plover
                .iter()
                .flat_map(|kinds| kinds.split('|'))
                .flat_map(categories);
            let kinds: BTreeSet<String> = kinds.map(str::to_owned).collect();
            let places = |words: &str| -> Vec<Span> {
                let found = self.text.match_indices(words).filter(|_| !words.is_empty());
                found.map(|(at, words)| Span::new(at, at + words.len())).collect()
            };
            let (subject, object) = (places(&row.source_text), places(&row.target_text));
            if !kinds.is_empty() && !subject.is_empty() && !object.is_empty() {
                wanted.insert(Wanted {
                    subject,
                    object,
                    kinds,
                    symmetric: false,
                });
            }
        }
        let bytes = self.bytes();
        for relation in self
            .relations
            .iter()
            .filter(|r| r.conf >= SURE && GUIDELINES.knows_type(&r.kind))
        {
            let span = |(start, end): (usize, usize)| Some(Span::new(*bytes.get(start)?, *bytes.get(end)?));
            let (a, b) = (span(relation.arg1)?, span(relation.arg2)?);
            let symmetric = GUIDELINES.is_symmetric(&relation.kind);
            // What has no direction is given both ways.
            let (a, b) = if symmetric && b < a { (b, a) } else { (a, b) };
            wanted.insert(Wanted {
                subject: vec![a],
                object: vec![b],
                kinds: BTreeSet::from([relation.kind.clone()]),
                symmetric,
            });
        }
        Some(wanted)
    }
}

/// A category of the gold under the names of the guidelines.
fn categories(name: &str) -> Vec<&str> {
    match name.trim() {
        "YIELD" => vec!["CONCEDE", "RETREAT"],
        other => vec![other],
    }
}

/// A claim of a reading: subject, object, and what it counts as.
struct Made {
    subject: Span,
    object: Span,
    kinds: BTreeSet<String>,
}

fn made(reading: &Reading, schema: &Schema) -> Vec<Made> {
    let names = predict::predictions(reading, schema);
    let claims = reading
        .claims
        .iter()
        .zip(names)
        .filter(|(claim, _)| matches!(claim.object, Object::Actor(_)));
    let made = claims.filter_map(|(claim, prediction)| {
        let Predicate::Known(relation) = claim.predicate else {
            return None;
        };
        let category = category(schema, relation, claim.frame)?;
        let category = plover(category, claim.modality, claim.polarity).to_owned();
        let types = GUIDELINES.types_of(&prediction.relation).map(str::to_owned);
        Some(Made {
            subject: claim.evidence.subject,
            object: claim.evidence.object,
            kinds: types.chain([category]).collect(),
        })
    });
    made.collect()
}

/// The category of a relation, or that under which news coded by PLOVER has it or the frame that evoked it.
fn category(schema: &Schema, relation: RelationId, frame: Option<FrameId>) -> Option<&'static str> {
    let own = &schema.relation(relation).name;
    let evoked = frame.and_then(|frame| GUIDELINES.plover(&schema.frame(frame).name));
    let base = schema.ancestors(relation).last().unwrap_or(relation);
    evoked
        .or_else(|| GUIDELINES.plover(own))
        .or_else(|| super::category(&schema.relation(base).name))
}

/// The category as PLOVER codes it, where the mode of an act counts: what is asked for is a request; a promise of
/// talks, support, help, aid or of giving way an agreement; and not to do any of these a rejection.
fn plover(category: &str, modality: Modality, polarity: Polarity) -> &str {
    let friendly = matches!(
        category,
        "AGREE" | "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "CONCEDE" | "RETREAT"
    );
    match (modality, polarity) {
        _ if category == "ROLE" => category,
        (Modality::Requested, _) => "REQUEST",
        (_, Polarity::Negative) if friendly => "REJECT",
        (Modality::Planned, _) if friendly => "AGREE",
        _ => category,
    }
}

/// The category of each wanted row, whether or not a claim leads from the one to the other: that of the claims that do,
/// else what the words between say, else, where no word evokes anything, `CONSULT`.
#[must_use]
pub fn answers(reading: &Reading, document: &PairedDocument, schema: &Schema) -> Vec<BTreeSet<String>> {
    let made = made(reading, schema);
    let input = reading.claim_input();
    let told = |wanted: &Wanted| -> BTreeSet<String> {
        let leading = made.iter().find(|made| leads(made, wanted));
        leading.map(|made| made.kinds.clone()).unwrap_or_default()
    };
    let guessed = |wanted: &Wanted| {
        let guess = claim::between(input, schema, *wanted.subject.first()?, *wanted.object.first()?)?;
        let category = category(schema, guess.relation, Some(guess.frame))?;
        Some(plover(category, guess.modality, guess.polarity).to_owned())
    };
    let answer = |wanted: &Wanted| {
        let told = told(wanted);
        if told.is_empty() {
            BTreeSet::from([guessed(wanted).unwrap_or_else(|| "CONSULT".to_owned())])
        } else {
            told
        }
    };
    document.wanted.iter().map(answer).collect()
}

/// What is missed of a document or read otherwise, a line each.
#[must_use]
pub fn faults(reading: &Reading, document: &PairedDocument, schema: &Schema) -> Vec<String> {
    let made = made(reading, schema);
    let words = |spans: &[Span]| {
        spans
            .first()
            .map_or("", |span| span.of(&document.text))
            .to_owned()
    };
    let joined = |kinds: &BTreeSet<String>| kinds.iter().cloned().collect::<Vec<_>>().join("|");
    let fault = |wanted: &Wanted| {
        let between: Vec<&Made> = made.iter().filter(|made| leads(made, wanted)).collect();
        let found: BTreeSet<String> = between.iter().flat_map(|made| &made.kinds).cloned().collect();
        if between.iter().any(|made| agrees(made, wanted)) {
            return None;
        }
        let (subject, object, wanted) = (
            words(&wanted.subject),
            words(&wanted.object),
            joined(&wanted.kinds),
        );
        let found = if found.is_empty() {
            "nothing".to_owned()
        } else {
            joined(&found)
        };
        let line = format!(
            "{}: {subject} | {wanted} | {object}: {found} « {} »",
            document.id, document.text
        );
        Some(line.replace('\n', " "))
    };
    document.wanted.iter().filter_map(fault).collect()
}

fn meets(spans: &[Span], span: Span) -> bool {
    spans
        .iter()
        .any(|other| other.start < span.end && span.start < other.end)
}

fn leads(made: &Made, wanted: &Wanted) -> bool {
    meets(&wanted.subject, made.subject) && meets(&wanted.object, made.object)
        || wanted.symmetric && meets(&wanted.subject, made.object) && meets(&wanted.object, made.subject)
}

fn agrees(made: &Made, wanted: &Wanted) -> bool {
    leads(made, wanted) && !made.kinds.is_disjoint(&wanted.kinds)
}

/// Counts what is found of a document: `pairs`, whatever the category, and the right ones; of given entities all that
/// is claimed between any two of them, or what counts to the type `only`.
pub fn add(
    pairs: &mut Counts,
    right: &mut Counts,
    reading: &Reading,
    document: &PairedDocument,
    only: Option<&str>,
    schema: &Schema,
) {
    let made = made(reading, schema);
    for wanted in &document.wanted {
        pairs.wanted += 1;
        right.wanted += 1;
        pairs.found += usize::from(made.iter().any(|made| leads(made, wanted)));
        right.found += usize::from(made.iter().any(|made| agrees(made, wanted)));
    }
    // Of given rows, what the gold does not ask for is neither right nor wrong; between given entities it is wrong.
    let asked = |made: &&Made| {
        if !document.entities.is_empty() {
            let typed = made.kinds.iter().any(|kind| match only {
                Some(only) => kind == only,
                None => GUIDELINES.knows_type(kind),
            });
            return typed
                && meets(&document.entities, made.subject)
                && meets(&document.entities, made.object);
        }
        document.wanted.iter().any(|wanted| leads(made, wanted))
    };
    for made in made.iter().filter(asked) {
        pairs.right += 1;
        let correct = document.wanted.iter().any(|wanted| agrees(made, wanted));
        right.right += usize::from(correct);
        right.wrong += usize::from(!correct);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Reader;
    use crate::syntax::Model;

    fn counts(line: &str) -> (Counts, Counts) {
        let documents = documents(line).unwrap();
        let (schema, model) = (Schema::embedded(), Model::english());
        let reading = Reader::new(schema, &model).read_text(&documents[0].text);
        let (mut pairs, mut right) = (Counts::default(), Counts::default());
        add(&mut pairs, &mut right, &reading, &documents[0], None, schema);
        (pairs, right)
    }

    #[test]
    fn a_category_is_right_between_its_ends() {
        let line = r#"{"text": "Russia attacked Georgia.", "gold": [
            {"source_text": "Russia", "target_text": "Georgia", "plover": "ASSAULT|COERCE"},
            {"source_text": "Russia", "target_text": "Georgia", "plover": "AID"},
            {"source_text": "Russia", "target_text": "", "plover": "AID"}]}"#;
        let (pairs, right) = counts(&line.replace('\n', " "));
        assert_eq!(
            (pairs.found, pairs.wanted, right.found, right.right, right.wrong),
            (2, 2, 1, 1, 0)
        );
    }

    #[test]
    fn a_relation_without_direction_is_wanted_once() {
        let line = r#"{"text": "Russia attacked Georgia.", "relations": [
            {"type": "FightingAgainst", "arg1": [0, 6], "arg2": [16, 23], "conf": 1},
            {"type": "FightingAgainst", "arg1": [16, 23], "arg2": [0, 6], "conf": 1},
            {"type": "FightingAgainst", "arg1": [16, 23], "arg2": [0, 6], "conf": 0.2},
            {"type": "CoLocated", "arg1": [16, 23], "arg2": [0, 6], "conf": 1}]}"#;
        let (_, right) = counts(&line.replace('\n', " "));
        assert_eq!((right.found, right.wanted, right.wrong), (1, 1, 0));
    }

    #[test]
    fn between_given_entities_what_is_not_wanted_is_wrong() {
        let line = r#"{"text": "Russia attacked Georgia.", "entities": [[0, 6, "Location", 1], [16, 23, "Location", 1]]}"#;
        let (_, right) = counts(line);
        assert_eq!((right.right, right.wrong, right.wanted), (0, 1, 0));
    }
}
