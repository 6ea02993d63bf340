//! Polarity and modality against the gold that was made before they were tuned: `tests/gold/factuality`, a file a
//! construction, a block a sentence with the claims whose colour is judged.
//!
//! `cargo test factuality -- --nocapture` prints the figures by construction. A claim that is not read at all counts
//! as not right.

use crate::ontology::{between, specialises};
use crate::ratchet;
use crate::support::{files, reader, schema, text};
use std::collections::BTreeMap;
use whowhom::reading::Reading;
use whowhom::schema::{Expected, Modality, Polarity};

/// A sentence with the claims that are judged; none where it makes no claim.
struct Block {
    sentence: String,
    expected: Vec<Expected>,
}

fn blocks(file: &str) -> Vec<Block> {
    let fenced = file
        .split("```factuality\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap());
    let block = |fenced: &str| {
        let (sentence, claims) = fenced
            .split_once("---")
            .expect("a block has a sentence, --- and claims");
        Block {
            sentence: sentence.trim().to_owned(),
            expected: claims.trim().lines().map(expected).collect(),
        }
    };
    fenced.map(block).collect()
}

/// `Obama metWith Putin (planned, negative)`.
fn expected(line: &str) -> Expected {
    let (claim, colour) = match line.strip_suffix(')').and_then(|line| line.rsplit_once(" (")) {
        Some((claim, colour)) => (claim, colour),
        None => (line, ""),
    };
    let words: Vec<&str> = claim.split(' ').collect();
    let at = words
        .iter()
        .position(|word| schema().relation_named(word).is_some())
        .unwrap_or_else(|| panic!("{line}: no relation"));
    let mut expected = Expected {
        subject: words[..at].join(" "),
        relation: words[at].to_owned(),
        object: words[at + 1..].join(" "),
        modality: Modality::Actual,
        polarity: Polarity::Positive,
    };
    for value in colour.split(", ").filter(|value| !value.is_empty()) {
        match value {
            "negative" => expected.polarity = Polarity::Negative,
            "planned" => expected.modality = Modality::Planned,
            "requested" => expected.modality = Modality::Requested,
            "possible" => expected.modality = Modality::Possible,
            "hypothetical" => expected.modality = Modality::Hypothetical,
            _ => panic!("{line}: unknown {value}"),
        }
    }
    expected
}

/// `ok`, `wrong` where it is read in another colour, `missed` where it is not read.
fn outcome(reading: &Reading, expected: &Expected) -> &'static str {
    let relation = schema().relation_named(&expected.relation).unwrap();
    let symmetric = schema().relation(relation).symmetric;
    let mut found = reading
        .claims
        .iter()
        .filter(|claim| specialises(claim, relation) && between(reading, claim, expected, symmetric))
        .peekable();
    if found.peek().is_none() {
        return "missed";
    }
    let right = found.all(|claim| (claim.modality, claim.polarity) == (expected.modality, expected.polarity));
    if right { "ok" } else { "wrong" }
}

#[test]
fn polarity_and_modality_are_told() {
    let (mut rows, mut counts) = (Vec::new(), BTreeMap::new());
    for file in files("tests/gold/factuality", ".md") {
        let construction = file.file_stem().unwrap().to_string_lossy().into_owned();
        let [right, wrong, missed]: &mut [usize; 3] = counts.entry(construction.clone()).or_default();
        for Block { sentence, expected } in blocks(&text(&file)) {
            let reading = reader().read_text(&sentence);
            let outcomes: Vec<&str> = expected
                .iter()
                .map(|expected| outcome(&reading, expected))
                .collect();
            let nothing = if reading.claims.is_empty() { "ok" } else { "wrong" };
            let claims_nothing = Some(nothing).filter(|_| expected.is_empty());
            for (i, outcome) in outcomes.into_iter().chain(claims_nothing).enumerate() {
                match outcome {
                    "ok" => *right += 1,
                    "wrong" => *wrong += 1,
                    _ => *missed += 1,
                }
                let number = if i == 0 {
                    String::new()
                } else {
                    format!(" [{}]", i + 1)
                };
                rows.push(ratchet::Row {
                    outcome,
                    cause: construction.clone(),
                    case: format!("{sentence}{number}"),
                });
            }
        }
    }
    let mut all = [0; 3];
    for (construction, [right, wrong, missed]) in &counts {
        println!("{construction:20} {right:4} right {wrong:4} wrong {missed:4} not read");
        all = [all[0] + right, all[1] + wrong, all[2] + missed];
    }
    let [right, wrong, missed] = all;
    println!(
        "factuality: {right} right, {wrong} wrong, {missed} not read: {:.3} of all, {:.3} of those read",
        right as f64 / (right + wrong + missed) as f64,
        right as f64 / (right + wrong) as f64
    );
    ratchet::keep("factuality", rows.into_iter());
}
