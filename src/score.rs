//! Claims against gold: how many are right, how many are found, how often time, modality and sources agree.
//!
//! Input: [`Prediction`]s, of readings by [`predictions`], and [`Gold`], both in the project's JSON.
//! Output: [`Scores`]. What the gold is annotated with lies in `score/guidelines.json`.
//!
//! A prediction matches a gold row at a level: *dyad* when subject and object are right (either way
//! round where the relation is symmetric), *category* when the category is right too, *relation* when
//! the relation is. Subject and object are looked up among the article's actors by their names.
//! Relations that the guidelines don't know (open ones, say) are left out.

pub mod attribution;
pub mod coreference;
pub mod dates;
pub mod given;
mod guideline;
pub mod linking;
mod name;
pub mod names;
pub mod pairs;
mod period;
mod predict;

pub use predict::predictions;

use guideline::GUIDELINES;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A claim as the gold would write it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// The document's id.
    pub document: String,
    /// Who.
    pub subject: Named,
    /// Name of the relation, not of a specialisation.
    pub relation: String,
    /// Whom.
    pub object: Named,
    /// `positive` or `negative`.
    #[serde(default = "positive")]
    pub polarity: String,
    /// `actual`, `planned`, `requested`, `possible` or `hypothetical`.
    #[serde(default = "actual")]
    pub modality: String,
    /// ISO 8601 day, month, year, or interval with `/`.
    #[serde(default)]
    pub date: Option<String>,
    /// Names of the sources, nearest first, without the publisher.
    #[serde(default)]
    pub according_to: Vec<String>,
    /// How sure its maker is, 0 to 1.
    #[serde(default)]
    pub confidence: Option<f32>,
}

/// An actor by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The fullest name in the document.
    pub name: String,
    /// The name of its class.
    #[serde(rename = "type", default)]
    pub kind: Option<String>,
}

/// What two readers found in one article.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Gold {
    /// The document's id.
    pub id: String,
    /// Its actors by key.
    pub actors: BTreeMap<String, GoldActor>,
    /// Who did what to whom.
    pub relations: Vec<Row>,
}

/// An actor of the gold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GoldActor {
    /// The name of its class.
    #[serde(rename = "type")]
    pub kind: String,
    /// All names by which it goes in the article.
    pub names: Vec<String>,
}

/// A relation of the gold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// Key of the subject.
    #[serde(rename = "s")]
    pub subject: String,
    /// Name of the relation.
    #[serde(rename = "r")]
    pub relation: String,
    /// Name of its category.
    #[serde(rename = "c")]
    pub category: String,
    /// Key of the object.
    #[serde(rename = "o")]
    pub object: String,
    /// Whether subject and object may be exchanged.
    pub symmetric: bool,
    /// `positive` or `negative`.
    pub polarity: String,
    /// How certain.
    pub modality: String,
    /// When.
    pub date: Option<String>,
    /// Keys of the sources.
    pub according_to: Vec<String>,
    /// Whether any careful reader would list it.
    pub vital: bool,
    /// The words that say so.
    #[serde(default)]
    pub evidence: String,
}

/// How well predictions agree with gold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Scores {
    /// Events, of which the vital ones are wanted.
    pub events: Part,
    /// Offices, memberships and the like, which are all wanted.
    pub roles: Part,
}

/// The scores of events or of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Subject and object right.
    pub dyad: Counts,
    /// The category right too.
    pub category: Counts,
    /// The relation right.
    pub relation: Counts,
    /// Over the pairs matched as relation: how often the rest is right.
    pub agreement: Agreement,
}

/// Counts at one level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Predictions that find a row first.
    pub right: usize,
    /// Different predictions that match no row.
    pub wrong: usize,
    /// Wanted rows that are found.
    pub found: usize,
    /// Wanted rows.
    pub wanted: usize,
}

/// Of matched pairs, how many have each attribute right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// Matched pairs.
    pub pairs: usize,
    /// Affirmed or denied.
    pub polarity: usize,
    /// How certain.
    pub modality: usize,
    /// The same date, or none in both.
    pub date: usize,
    /// Dates that overlap, or none in both.
    pub overlap: usize,
    /// Only sources of the gold, and none missing altogether.
    pub according_to: usize,
}

/// What went wrong in one article, at the level of relations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults<'a> {
    /// Wanted rows that are not found, each with the strictest level at which it is.
    pub missed: Vec<(&'a Row, Option<Level>)>,
    /// Different predictions that match no row.
    pub wrong: Vec<&'a Prediction>,
}

/// The levels, from the loosest to the strictest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Subject and object right.
    Dyad,
    /// The category right too.
    Category,
    /// The relation right.
    Relation,
}

/// A prediction with what its names may stand for: keys of gold actors.
struct Resolved<'a> {
    prediction: &'a Prediction,
    subject: BTreeSet<&'a str>,
    object: BTreeSet<&'a str>,
    sources: Vec<BTreeSet<&'a str>>,
}

/// What predictions do at one level.
#[derive(Default)]
struct Tally<'a> {
    /// Predictions that find a row first.
    right: usize,
    /// The rows that are found.
    found: BTreeSet<usize>,
    /// The first of each different prediction that matches no row.
    wrong: Vec<&'a Prediction>,
}

/// Scores the predictions of all articles; those of an article without gold are left out.
///
/// ```
/// use whowhom::score::{claims, predictions};
/// use whowhom::{reading::Reader, schema::Schema, syntax::Model};
/// let (schema, model) = (Schema::embedded(), Model::english());
/// let mut reading = Reader::new(schema, &model).read_text("Lavrov met Fidan.");
/// reading.document.id = "antalya".to_owned();
/// let gold = r#"{"id": "antalya", "actors": {
///         "lavrov": {"type": "Person", "names": ["Sergey Lavrov", "Lavrov"]},
///         "fidan": {"type": "Person", "names": ["Fidan"]}},
///     "relations": [{"s": "fidan", "r": "metWith", "c": "CONSULT", "o": "lavrov", "symmetric": true,
///         "polarity": "positive", "modality": "actual", "date": null, "according_to": [], "vital": true}]}"#;
/// let gold = [serde_json::from_str(gold)?];
/// let scores = claims(&predictions(&reading, schema), &gold);
/// assert_eq!(scores.events.relation.f1(), 1.0);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn claims(predictions: &[Prediction], gold: &[Gold]) -> Scores {
    let mut by_document: BTreeMap<&str, Vec<&Prediction>> = BTreeMap::new();
    for prediction in predictions {
        if GUIDELINES.category(&prediction.relation).is_some() {
            by_document
                .entry(&prediction.document)
                .or_default()
                .push(prediction);
        }
    }
    let mut scores = Scores::default();
    for article in gold {
        let predictions = by_document
            .get(article.id.as_str())
            .map_or(&[][..], Vec::as_slice);
        for (part, roles) in [(&mut scores.events, false), (&mut scores.roles, true)] {
            part.add(score(predictions, article, roles));
        }
    }
    scores
}

/// How sure each prediction of an article with gold is, and whether a row says the same with the same relation.
#[must_use]
pub fn reliability(predictions: &[Prediction], gold: &[Gold]) -> Vec<(f32, bool)> {
    let of_article = |article: &Gold| {
        let own = predictions.iter().filter(|p| p.document == article.id);
        let known = own.filter(|p| GUIDELINES.category(&p.relation).is_some());
        let judged = known.filter_map(|p| {
            let resolved = Resolved::new(p, article);
            let right = article
                .relations
                .iter()
                .any(|row| resolved.matches(Level::Relation, row));
            Some((p.confidence?, right))
        });
        judged.collect::<Vec<_>>()
    };
    gold.iter().flat_map(of_article).collect()
}

/// The category of a relation; none where the guidelines don't know it and it is left out.
#[must_use]
pub fn category(relation: &str) -> Option<&'static str> {
    GUIDELINES.category(relation)
}

/// What went wrong among the events of an article, or among its roles; see [`claims`] for how much.
#[must_use]
pub fn faults<'a>(predictions: &'a [Prediction], article: &'a Gold, roles: bool) -> Faults<'a> {
    let known = |p: &&Prediction| p.document == article.id && GUIDELINES.category(&p.relation).is_some();
    let predictions: Vec<&Prediction> = predictions.iter().filter(known).collect();
    let (predictions, rows) = part(&predictions, article, roles);
    let tally = |level| Tally::new(level, &predictions, &rows);
    let strictest = tally(Level::Relation);
    let looser = [Level::Category, Level::Dyad].map(|level| (level, tally(level).found));
    let missed = |(i, row): (usize, &&'a Row)| {
        let reached = looser.iter().find(|(_, found)| found.contains(&i));
        let is_missed = (roles || row.vital) && !strictest.found.contains(&i);
        is_missed.then_some((*row, reached.map(|(level, _)| *level)))
    };
    Faults {
        missed: rows.iter().enumerate().filter_map(missed).collect(),
        wrong: strictest.wrong,
    }
}

/// The scores of one article's events or roles.
fn score(predictions: &[&Prediction], article: &Gold, roles: bool) -> Part {
    let (predictions, rows) = part(predictions, article, roles);
    let count = |level| counts(level, &predictions, &rows, roles);
    Part {
        dyad: count(Level::Dyad),
        category: count(Level::Category),
        relation: count(Level::Relation),
        agreement: agreement(&predictions, &rows),
    }
}

/// The predictions and rows that are events, or those that are roles.
fn part<'a>(
    predictions: &[&'a Prediction],
    article: &'a Gold,
    roles: bool,
) -> (Vec<Resolved<'a>>, Vec<&'a Row>) {
    let in_part = |category: Option<&str>| (category == Some(GUIDELINES.apart.as_str())) == roles;
    let predictions = predictions
        .iter()
        .filter(|p| in_part(GUIDELINES.category(&p.relation)))
        .map(|p| Resolved::new(p, article))
        .collect();
    let rows = article
        .relations
        .iter()
        .filter(|row| in_part(Some(&row.category)))
        .collect();
    (predictions, rows)
}

fn counts(level: Level, predictions: &[Resolved<'_>], rows: &[&Row], all: bool) -> Counts {
    let Tally { right, found, wrong } = Tally::new(level, predictions, rows);
    let wanted: Vec<usize> = (0..rows.len()).filter(|&i| all || rows[i].vital).collect();
    Counts {
        right,
        wrong: wrong.len(),
        found: wanted.iter().filter(|i| found.contains(i)).count(),
        wanted: wanted.len(),
    }
}

/// Pairs predictions and rows of the same relation, the most alike first, each used once.
fn agreement(predictions: &[Resolved<'_>], rows: &[&Row]) -> Agreement {
    let mut pairs = Vec::new();
    for (j, prediction) in predictions.iter().enumerate() {
        for (i, row) in rows.iter().enumerate() {
            if prediction.matches(Level::Relation, row) {
                pairs.push((prediction.marks(row), j, i));
            }
        }
    }
    let sum = |marks: &[bool; 5]| marks.iter().filter(|mark| **mark).count();
    pairs.sort_by_key(|(marks, j, i)| (std::cmp::Reverse(sum(marks)), *j, *i));
    let (mut used_predictions, mut used_rows) = (BTreeSet::new(), BTreeSet::new());
    let mut total = Agreement::default();
    for (marks, j, i) in pairs {
        if !used_predictions.contains(&j) && !used_rows.contains(&i) {
            used_predictions.insert(j);
            used_rows.insert(i);
            total.add(Agreement::of(marks));
        }
    }
    total
}

impl<'a> Tally<'a> {
    fn new(level: Level, predictions: &[Resolved<'a>], rows: &[&Row]) -> Self {
        let (mut tally, mut alarms) = (Self::default(), BTreeSet::new());
        for prediction in predictions {
            let hits: Vec<usize> = (0..rows.len())
                .filter(|&i| prediction.matches(level, rows[i]))
                .collect();
            if hits.iter().any(|i| !tally.found.contains(i)) {
                tally.right += 1;
                tally.found.extend(hits);
            } else if hits.is_empty() && alarms.insert(prediction.alarm(level)) {
                tally.wrong.push(prediction.prediction);
            }
        }
        tally
    }
}

impl<'a> Resolved<'a> {
    fn new(prediction: &'a Prediction, article: &'a Gold) -> Self {
        let actor = |named: &Named| name::resolve(&named.name, named.kind.as_deref(), &article.actors);
        let source = |name: &String| name::resolve(name, None, &article.actors);
        Self {
            prediction,
            subject: actor(&prediction.subject),
            object: actor(&prediction.object),
            sources: prediction.according_to.iter().map(source).collect(),
        }
    }

    fn matches(&self, level: Level, row: &Row) -> bool {
        let between =
            |subject: &str, object: &str| self.subject.contains(subject) && self.object.contains(object);
        let dyad = between(&row.subject, &row.object) || row.symmetric && between(&row.object, &row.subject);
        let relation = &self.prediction.relation;
        dyad && match level {
            Level::Dyad => true,
            Level::Category => GUIDELINES.category(relation) == Some(row.category.as_str()),
            Level::Relation => *relation == row.relation,
        }
    }

    /// What makes two false alarms one.
    fn alarm(&self, level: Level) -> (Vec<String>, Option<&str>, Vec<String>) {
        let relation = match level {
            Level::Dyad => None,
            Level::Category => GUIDELINES.category(&self.prediction.relation),
            Level::Relation => Some(self.prediction.relation.as_str()),
        };
        let words = |named: &Named| name::words(&named.name);
        (
            words(&self.prediction.subject),
            relation,
            words(&self.prediction.object),
        )
    }

    /// Polarity, modality, date, overlap of dates, sources: right or wrong.
    fn marks(&self, row: &Row) -> [bool; 5] {
        let prediction = self.prediction;
        let date = prediction.date.as_deref().filter(|date| !date.is_empty());
        let gold = row.date.as_deref();
        let overlap = match (date, gold) {
            (Some(date), Some(gold)) => date == gold || period::overlap(date, gold),
            _ => date == gold,
        };
        let named =
            |source: &BTreeSet<&str>| row.according_to.iter().any(|key| source.contains(key.as_str()));
        let sources = if self.sources.is_empty() || row.according_to.is_empty() {
            self.sources.is_empty() && row.according_to.is_empty()
        } else {
            self.sources.iter().all(named)
        };
        [
            prediction.polarity == row.polarity,
            prediction.modality == row.modality,
            date == gold,
            overlap,
            sources,
        ]
    }
}

impl Part {
    fn add(&mut self, other: Self) {
        self.dyad.add(other.dyad);
        self.category.add(other.category);
        self.relation.add(other.relation);
        self.agreement.add(other.agreement);
    }
}

impl Counts {
    /// Share of the predictions that are right; 0 where there are none.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Share of the wanted rows that are found; 0 where none is wanted.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.found, self.wanted)
    }

    /// Harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        }
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.found += other.found;
        self.wanted += other.wanted;
    }
}

impl Agreement {
    fn of([polarity, modality, date, overlap, according_to]: [bool; 5]) -> Self {
        Self {
            pairs: 1,
            polarity: polarity.into(),
            modality: modality.into(),
            date: date.into(),
            overlap: overlap.into(),
            according_to: according_to.into(),
        }
    }

    fn add(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.polarity += other.polarity;
        self.modality += other.modality;
        self.date += other.date;
        self.overlap += other.overlap;
        self.according_to += other.according_to;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

fn positive() -> String {
    "positive".to_owned()
}

fn actual() -> String {
    "actual".to_owned()
}

#[cfg(test)]
mod tests;
