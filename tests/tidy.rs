//! The files are tidy: what `rustfmt` and clippy don't see.

use crate::support::{files, name, text};
use std::path::PathBuf;

/// Longest line of Rust, in characters.
const WIDEST: usize = 160;
/// Most lines of a file.
const LONGEST: usize = 600;

fn rust() -> Vec<PathBuf> {
    ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| files(folder, ".rs"))
        .collect()
}

/// Fails with a line for every fault.
fn check(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn every_file_says_what_it_does() {
    let stub = "fn main() {}\n";
    let silent = |path: &PathBuf| !text(path).starts_with("//!") && text(path) != stub;
    let silent: Vec<String> = rust().iter().filter(|p| silent(p)).map(|p| name(p)).collect();
    check(&silent);
}

#[test]
fn lines_are_short_and_clean() {
    // Spelt in two halves, so that this file doesn't find itself.
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("X", "XX"),
        concat!("db", "g!("),
    ];
    let mut faults = Vec::new();
    for path in rust() {
        let file = text(&path);
        for (i, line) in file.lines().enumerate() {
            let place = || format!("{}:{}", name(&path), i + 1);
            if line.chars().count() > WIDEST {
                faults.push(format!("{}: {} characters", place(), line.chars().count()));
            }
            if line.contains('\t') {
                faults.push(format!("{}: a tab", place()));
            }
            faults.extend(
                words
                    .iter()
                    .filter(|word| line.contains(*word))
                    .map(|word| format!("{}: {word}", place())),
            );
        }
    }
    check(&faults);
}

#[test]
fn files_are_not_too_long() {
    let mut faults = Vec::new();
    for path in rust() {
        let (path, lines) = (name(&path), text(&path).lines().count());
        if lines > LONGEST {
            faults.push(format!("{path}: {lines} lines"));
        }
    }
    check(&faults);
}

#[test]
fn files_end_with_one_newline() {
    let mut faults = Vec::new();
    let kinds = [
        ("src", ".rs"),
        ("tests", ".rs"),
        ("benches", ".rs"),
        ("ontology", ".ttl"),
        ("ontology", ".rq"),
    ];
    for (folder, ending) in kinds {
        for path in files(folder, ending) {
            let file = text(&path);
            if !file.ends_with('\n') || file.ends_with("\n\n") {
                faults.push(name(&path));
            }
        }
    }
    check(&faults);
}

/// Every triple can be cited and files can be merged.
#[test]
fn the_ontology_has_no_blank_nodes() {
    let mut faults = Vec::new();
    for path in files("ontology", ".ttl") {
        for (i, line) in text(&path).lines().enumerate() {
            let bare = without_quoted(line);
            let bare = bare.split(" #").next().unwrap_or_default();
            if !bare.starts_with('#') && (bare.contains('[') || bare.contains("_:")) {
                faults.push(format!("{}:{}: {line}", name(&path), i + 1));
            }
        }
    }
    check(&faults);
}

/// The line without what stands in quotation marks.
fn without_quoted(line: &str) -> String {
    line.replace("\\\"", "")
        .split('"')
        .step_by(2)
        .collect::<Vec<_>>()
        .join("\"\"")
}
