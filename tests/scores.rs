//! The scorer of the library counts as the project's Python tool does, on all gold articles.
//!
//! The gold lies outside the repository; without it, or without Python, there is nothing to compare.

use crate::support::{reader, schema, shared};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use whowhom::score::{Agreement, Counts, Gold, Named, Part, Prediction, Row, claims, predictions};
use whowhom::source::{Config, Input, read};

#[test]
fn scores_are_those_of_the_python_tool() {
    let (Some(articles), Some(tool)) = (shared("data/articles"), shared("tools/score_claims.py")) else {
        return;
    };
    let gold = gold(&articles.join("gold"));
    let found = read_all(&articles.join("text"));
    let scores = claims(&found, &gold);
    println!("{}", table("events", &scores.events));
    println!("{}", table("roles", &scores.roles));
    for (name, predictions) in [("found", found), ("bent", bent(&gold))] {
        let lines: String = predictions
            .iter()
            .map(|p| serde_json::to_string(p).unwrap() + "\n")
            .collect();
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.jsonl"));
        fs::write(&file, lines).unwrap();
        let python = Command::new("python3")
            .args([&tool, &file, &articles.join("gold")])
            .output();
        let Ok(output) = python else {
            println!("skipped: there is no python3 on this machine");
            return;
        };
        let output = String::from_utf8(output.stdout).unwrap();
        let theirs = parts(&output);
        assert_eq!(theirs.len(), 2, "{output}");
        let ours = claims(&predictions, &gold);
        for (ours, theirs) in [ours.events, ours.roles].iter().zip(theirs) {
            assert_eq!(counts(ours), theirs.0, "{name}\n{output}");
            assert_eq!(rates(&ours.agreement), theirs.1, "{name}\n{output}");
        }
    }
}

/// The gold's own rows, bent here and there: other names, parts of names, other relations, other attributes.
fn bent(gold: &[Gold]) -> Vec<Prediction> {
    let rows = gold
        .iter()
        .flat_map(|g| g.relations.iter().map(move |row| (g, row)));
    let bend = |(i, (gold, row)): (usize, (&Gold, &Row))| {
        let named = |key: &String| {
            let actor = &gold.actors[key];
            let name = if i % 2 == 0 {
                actor.names.first()
            } else {
                actor.names.last()
            };
            let name = name.map_or("", String::as_str);
            let part = if i % 5 == 0 { name.rsplit(' ').next() } else { None };
            Named {
                name: part.unwrap_or(name).to_owned(),
                kind: (i % 7 != 0).then(|| actor.kind.clone()),
            }
        };
        let other = &gold.relations[i % gold.relations.len()];
        Prediction {
            document: gold.id.clone(),
            subject: named(if i % 6 == 0 { &row.object } else { &row.subject }),
            relation: if i % 3 == 0 {
                &other.relation
            } else {
                &row.relation
            }
            .clone(),
            object: named(if i % 6 == 0 { &row.subject } else { &row.object }),
            polarity: other.polarity.clone(),
            modality: other.modality.clone(),
            date: if i % 4 == 0 { &other.date } else { &row.date }.clone(),
            according_to: row.according_to.iter().map(|key| named(key).name).collect(),
            confidence: None,
        }
    };
    rows.enumerate().map(bend).collect()
}

/// The predictions for all texts of a folder.
fn read_all(folder: &Path) -> Vec<Prediction> {
    let documents = read([Input::from(folder)], &Config::default());
    let readings = documents.map(|document| reader().read(document.expect("the articles can be read")));
    readings
        .flat_map(|reading| predictions(&reading, schema()))
        .collect()
}

fn gold(folder: &Path) -> Vec<Gold> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        .collect()
}

/// The counts of the three levels, a row each.
fn counts(part: &Part) -> Vec<[usize; 4]> {
    let row = |c: &Counts| [c.right, c.wrong, c.found, c.wanted];
    [part.dyad, part.category, part.relation]
        .iter()
        .map(row)
        .collect()
}

/// Pairs and rates as the tool prints them.
fn rates(agreement: &Agreement) -> (usize, Vec<String>) {
    let of = [
        agreement.polarity,
        agreement.modality,
        agreement.date,
        agreement.overlap,
        agreement.according_to,
    ];
    let rate = |right: &usize| format!("{:.3}", *right as f64 / agreement.pairs as f64);
    (agreement.pairs, of.iter().map(rate).collect())
}

/// The counts of the levels; matched pairs and the rates over them.
type Printed = (Vec<[usize; 4]>, (usize, Vec<String>));

/// What the tool prints, for events and for roles.
fn parts(output: &str) -> Vec<Printed> {
    let mut found = Vec::new();
    let mut levels = Vec::new();
    for line in output.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ["dyad" | "category" | "relation", right, wrong, hits, wanted, ..] = words[..] {
            levels.push([right, wrong, hits, wanted].map(|number| number.parse().unwrap()));
        } else if let Some(rest) = line.strip_prefix("of ") {
            let pairs = words[1].parse().unwrap();
            let rates = rest.split_once("right: ").map_or("", |(_, rates)| rates);
            let rates = rates
                .split(", ")
                .filter_map(|rate| Some(rate.rsplit_once(' ')?.1.to_owned()));
            found.push((std::mem::take(&mut levels), (pairs, rates.collect())));
        }
    }
    found
}

fn table(title: &str, part: &Part) -> String {
    let mut shown = format!("{title:10} right wrong found wanted     P     R    F1\n");
    for (level, c) in [
        ("dyad", part.dyad),
        ("category", part.category),
        ("relation", part.relation),
    ] {
        let Counts {
            right,
            wrong,
            found,
            wanted,
        } = c;
        let (p, r, f) = (c.precision(), c.recall(), c.f1());
        writeln!(
            shown,
            "{level:10} {right:5} {wrong:5} {found:5} {wanted:6} {p:.3} {r:.3} {f:.3}"
        )
        .unwrap();
    }
    let (pairs, rates) = rates(&part.agreement);
    write!(shown, "of {pairs} pairs right: {}", rates.join(" ")).unwrap();
    shown
}
