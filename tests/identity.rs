//! Actor identity against the gold that was made before the code: pairs of names, and cases of several documents.
//!
//! `cargo test identity -- --nocapture` prints the figures. What came of each pair and line stands in
//! `tests/gold/scores.csv`, with its cause; what was ok must stay ok, and `UPDATE_EXPECT=1` rewrites the file.

use crate::ratchet;
use crate::support::{reader, schema};
use std::collections::BTreeMap;
use std::fs;
use whowhom::actor::kin::{Kin, Known, edges};
use whowhom::actor::{self, name};
use whowhom::mention::{ChainId, Kind};
use whowhom::reading::Reading;
use whowhom::schema::{Naming, normalise};
use whowhom::source::Document;
use whowhom::text::Span;

/// A pair of names of the gold.
struct Pair {
    names: [String; 2],
    kind: String,
    same: bool,
    phenomenon: String,
}

fn pairs() -> Vec<Pair> {
    let text = fs::read_to_string("tests/gold/actors/pairs.csv").unwrap();
    let rows = text.lines().skip(1).map(cells);
    let pair = |cells: Vec<String>| {
        let [name, other, kind, same, phenomenon] = cells.try_into().unwrap();
        assert!(matches!(same.as_str(), "yes" | "no"), "{name}");
        Pair {
            names: [name, other],
            kind,
            same: same == "yes",
            phenomenon,
        }
    };
    rows.map(pair).collect()
}

/// The cells of a row of CSV.
fn cells(row: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in row.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

/// The actor of a name by itself: a seed, or a key.
fn known(name: &str, kind: &str) -> Result<String, String> {
    let words = normalise(name);
    let plain = words.strip_prefix("the ").unwrap_or(&words);
    let seeds = schema()
        .names(plain)
        .iter()
        .filter(|(_, naming)| matches!(naming, Naming::Name | Naming::Former));
    let fits = |class: &whowhom::schema::Class| match kind {
        "person" => class.human,
        "place" => class.territorial,
        _ => class.collective,
    };
    let mut seeds = seeds
        .map(|(seed, _)| schema().actor(*seed))
        .filter(|seed| fits(schema().class(seed.class)));
    if let (Some(seed), None) = (seeds.next(), seeds.next()) {
        return Err(seed.iri.clone());
    }
    let key = name::core(name).join("-");
    Ok(match kind {
        "person" => key,
        kind => format!("{key}.{kind}"),
    })
}

fn are_one(kin: &Kin, pair: &Pair) -> bool {
    let [a, b] = &pair.names;
    match (known(a, &pair.kind), known(b, &pair.kind)) {
        (Err(a), Err(b)) => a == b,
        (Ok(a), Ok(b)) if a == b => pair.kind != "person" || a.contains('-'),
        (Ok(a), Ok(b)) => {
            let known = [a, b].map(|key| Known {
                hints: kin.hints(&key).into_iter().collect(),
                key,
            });
            !edges(kin, &known).is_empty()
        }
        _ => false,
    }
}

#[test]
fn pairs_of_names_are_told_apart() {
    let kin = Kin::new(schema());
    let mut rows = Vec::new();
    for pair in pairs() {
        let [a, b] = &pair.names;
        rows.push(Row {
            cause: pair.phenomenon.clone(),
            case: format!("{a} | {b}"),
            wanted: pair.same,
            found: are_one(&kin, &pair),
        });
    }
    let (precision, recall) = judge("pairs", &rows);
    assert!(
        precision >= 0.98 && recall >= 0.90,
        "precision {precision:.3}, recall {recall:.3}"
    );
}

/// What came of a pair.
struct Row {
    cause: String,
    case: String,
    wanted: bool,
    found: bool,
}

impl Row {
    fn outcome(&self) -> ratchet::Row {
        let outcome = match (self.wanted, self.found) {
            (true, false) => "missed",
            (false, true) => "wrong",
            _ => "ok",
        };
        ratchet::Row {
            outcome,
            cause: self.cause.clone(),
            case: self.case.clone(),
        }
    }
}

/// Prints the figures, and compares the outcomes with those of the file; precision and recall.
fn judge(task: &str, rows: &[Row]) -> (f64, f64) {
    let count = |found: bool, wanted: bool| {
        rows.iter()
            .filter(|r| r.found == found && r.wanted == wanted)
            .count()
    };
    let (right, wrong, missed) = (count(true, true), count(true, false), count(false, true));
    let (precision, recall) = (
        right as f64 / (right + wrong) as f64,
        right as f64 / (right + missed) as f64,
    );
    println!(
        "{task}: {right} right, {wrong} wrong, {missed} missed: precision {precision:.3}, recall {recall:.3}"
    );
    ratchet::keep(task, rows.iter().map(Row::outcome));
    (precision, recall)
}

// ── cases of several documents ───────────────────────────────────────────────────────────────

/// A case: documents by name, and pairs of mentions that are one actor, or are not.
#[derive(Default)]
struct Case {
    title: String,
    documents: BTreeMap<String, Document>,
    pairs: Vec<([(String, String); 2], bool)>,
}

/// The cases of a file: a heading each, with blocks `document NAME DATE`, `same` and `different`.
fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case {
                title: title.to_owned(),
                ..Case::default()
            });
        }
        let Some(fence) = line.strip_prefix("```").filter(|fence| !fence.is_empty()) else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let case = cases.last_mut().expect("a block stands under a heading");
        match fence.split(' ').collect::<Vec<_>>()[..] {
            ["document", id, date] => {
                let mut document = reader().read_text("").document;
                id.clone_into(&mut document.id);
                document.text = block.join("\n");
                document.date = Some(date.parse().unwrap());
                case.documents.insert(id.to_owned(), document);
            }
            [verdict @ ("same" | "different")] => {
                let mention = |part: &str| {
                    let (id, words) = part.split_once(':').unwrap();
                    (id.trim().to_owned(), words.trim().to_owned())
                };
                case.pairs.extend(block.iter().map(|line| {
                    let (a, b) = line.split_once('|').unwrap();
                    ([mention(a), mention(b)], verdict == "same")
                }));
            }
            _ => panic!("unknown block {fence}"),
        }
    }
    cases
}

/// The chain of the mention that holds most of some words and ends where they do.
fn chain(reading: &Reading, words: &str) -> Option<ChainId> {
    let start = reading
        .document
        .text
        .find(words)
        .unwrap_or_else(|| panic!("{words} is not in the text"));
    let span = Span::new(start, start + words.len());
    let shared = |other: Span| {
        other
            .end
            .min(span.end)
            .saturating_sub(other.start.max(span.start))
    };
    let mentions = reading.mentions.mentions.iter();
    mentions
        .filter(|m| shared(m.span) > 0 && m.chains.len() == 1 && m.kind != Kind::Pronoun)
        .max_by_key(|m| {
            (
                m.span.end == span.end,
                shared(m.span),
                std::cmp::Reverse(m.span.len()),
            )
        })
        .map(|m| m.chains[0])
}

#[test]
fn actors_of_several_documents_are_told_apart() {
    let kin = Kin::new(schema());
    let mut rows = Vec::new();
    let mut files: Vec<_> = fs::read_dir("tests/gold/actors")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    for file in files {
        for case in cases(&fs::read_to_string(&file).unwrap()) {
            let readings: BTreeMap<&str, Reading> = case
                .documents
                .iter()
                .map(|(id, document)| (id.as_str(), reader().read(document.clone())))
                .collect();
            let locals: Vec<actor::Local> = readings
                .iter()
                .flat_map(|(id, reading)| {
                    let year = reading.document.date.map(jiff::civil::Date::year);
                    actor::locals(&reading.mentions, schema(), id, year)
                })
                .collect();
            let actors = actor::resolve(&kin, &locals, str::to_owned);
            for (mentions, same) in &case.pairs {
                let found = mentions.each_ref().map(|(id, words)| {
                    let chain = chain(&readings[id.as_str()], words)?;
                    actors.of(&format!("{id}/{}", chain.0))
                });
                let [(a, x), (b, y)] = mentions;
                rows.push(Row {
                    cause: file.file_stem().unwrap().to_string_lossy().into_owned(),
                    case: format!("{}: {a}: {x} | {b}: {y}", case.title),
                    wanted: *same,
                    found: found[0].is_some() && found[0] == found[1],
                });
            }
        }
    }
    let (precision, recall) = judge("cases", &rows);
    assert!(
        precision >= 0.86 && recall >= 0.76,
        "precision {precision:.3}, recall {recall:.3}"
    );
}
