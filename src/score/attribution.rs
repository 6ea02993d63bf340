//! Attributions against gold: who is said to have said which words.
//!
//! Input: lines of JSON with `tokens` and `attributions` (tokens of the `source`, stretches of the `content`).
//! Output: [`Counts`]. An attribution is found where one of the reading covers half of the gold's source and half
//! of its content or more; it is right where it does so for some of the gold.

use super::Counts;
use super::given::{self, Given, Malformed};
use crate::claim;
use crate::reading::Reading;
use crate::schema::Schema;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Who, and what: tokens of the document.
pub type Attribution = (BTreeSet<usize>, BTreeSet<usize>);

/// A document with its attributions.
#[derive(Clone, Debug, Default)]
pub struct AttributedDocument {
    /// What names it.
    pub id: String,
    /// What kind of text it is (`news`).
    pub genre: String,
    /// The text, set as a writer would.
    pub given: Given,
    /// What is to be found.
    pub attributions: Vec<Attribution>,
}

/// A line of the gold.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    doc: String,
    #[serde(default)]
    genre: String,
    tokens: Vec<String>,
    attributions: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    source: Vec<usize>,
    content: Vec<(usize, usize)>,
}

/// Reads the gold.
///
/// ```
/// let line = r#"{"tokens": ["He", "said", "no"], "attributions": [{"source": [0], "content": [[2, 3]]}]}"#;
/// assert_eq!(whowhom::score::attribution::documents(line)?[0].attributions.len(), 1);
/// # Ok::<(), whowhom::score::given::Malformed>(())
/// ```
///
/// # Errors
/// If a line is no JSON of that form, or a place lies outside its document's tokens.
pub fn documents(gold: &str) -> Result<Vec<AttributedDocument>, Malformed> {
    let document = |(number, line): (usize, Line)| {
        let said = |said: &Said| -> Attribution {
            let content = said.content.iter().flat_map(|(start, end)| *start..*end);
            (said.source.iter().copied().collect(), content.collect())
        };
        let attributions: Vec<Attribution> = line.attributions.iter().map(said).collect();
        let mut places = attributions
            .iter()
            .flat_map(|(source, content)| source.iter().chain(content));
        if places.any(|place| *place >= line.tokens.len()) {
            let reason = "a source or content lies outside the document's tokens".to_owned();
            return Err(Malformed { line: number, reason });
        }
        Ok(AttributedDocument {
            id: line.doc,
            genre: line.genre,
            given: Given::running(&line.tokens),
            attributions,
        })
    };
    given::lines(gold)?.into_iter().map(document).collect()
}

/// The attributions of a reading.
#[must_use]
pub fn attributions(reading: &Reading, given: &Given, schema: &Schema) -> Vec<Attribution> {
    let input = reading.claim_input();
    let tokens = |span| given.tokens_in(span).collect::<BTreeSet<usize>>();
    let all: BTreeSet<Attribution> = claim::attributions(input, schema)
        .into_iter()
        .map(|said| {
            (
                tokens(said.source),
                said.content.into_iter().flat_map(tokens).collect(),
            )
        })
        .collect();
    all.into_iter().collect()
}

/// Whether one of the reading is one of the gold.
fn agree(found: &Attribution, gold: &Attribution) -> bool {
    let half = |found: &BTreeSet<usize>, gold: &BTreeSet<usize>| {
        !gold.is_empty() && found.intersection(gold).count() * 2 >= gold.len()
    };
    half(&found.0, &gold.0) && half(&found.1, &gold.1)
}

/// Those of the gold that are missed, then those that are found wrongly.
#[must_use]
pub fn differences<'a>(
    found: &'a [Attribution],
    gold: &'a [Attribution],
) -> (Vec<&'a Attribution>, Vec<&'a Attribution>) {
    let missed = gold
        .iter()
        .filter(|gold| !found.iter().any(|found| agree(found, gold)));
    let wrong = found
        .iter()
        .filter(|found| !gold.iter().any(|gold| agree(found, gold)));
    (missed.collect(), wrong.collect())
}

/// Counts the attributions of a document.
pub fn add(counts: &mut Counts, found: &[Attribution], gold: &[Attribution]) {
    let right = found
        .iter()
        .filter(|found| gold.iter().any(|gold| agree(found, gold)))
        .count();
    counts.right += right;
    counts.wrong += found.len() - right;
    counts.found += gold
        .iter()
        .filter(|gold| found.iter().any(|found| agree(found, gold)))
        .count();
    counts.wanted += gold.len();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_source_and_content_is_enough() {
        let of = |source: &[usize], content: &[usize]| {
            (
                source.iter().copied().collect(),
                content.iter().copied().collect(),
            )
        };
        let gold = [of(&[0, 1], &[3, 4, 5, 6]), of(&[8], &[9, 10])];
        // The first has half of both; the second has the source and too little of the content; the third nothing.
        let found = [of(&[1], &[3, 4]), of(&[8], &[11]), of(&[2], &[3, 4, 5, 6])];
        let mut counts = Counts::default();
        add(&mut counts, &found, &gold);
        assert_eq!(
            (counts.right, counts.wrong, counts.found, counts.wanted),
            (1, 2, 1, 2)
        );
    }
}
