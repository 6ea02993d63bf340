//! The house stands: modules are stairs, imports only descend, and every outside crate stays
//! inside its fence.
//!
//! The table below says what each stair may name. It is read from top to bottom like the `mod` lines of
//! `src/lib.rs`; a change of the house is a change of this table.

use crate::support::{code, files, here, literals, name, schema, text, word_at};
use std::collections::BTreeSet;
use std::path::Path;

/// What a stair may name.
struct Stair {
    name: &'static str,
    /// Stairs below it.
    imports: &'static str,
    /// Crates from outside.
    crates: &'static str,
    /// Whether it may open files.
    files: bool,
}

const fn stair(name: &'static str, imports: &'static str, crates: &'static str, files: bool) -> Stair {
    Stair {
        name,
        imports,
        crates,
        files,
    }
}

const SHUT: bool = false;
const OPEN: bool = true;

/// All stairs, those that are planned too.
#[rustfmt::skip]
const STAIRS: &[Stair] = &[
    // ── language
    stair("text", "", "", SHUT),
    stair("source", "text", "chardetng encoding_rs jiff pulldown_cmark serde serde_json walkdir whatlang", OPEN),
    stair("token", "text", "", SHUT),
    // ndarray, rayon: the trainer's, behind the feature `train`. pulp: products of the network, by the processor's means. Files: a model that the user brings.
    stair("syntax", "text token", "fst ndarray pulp rayon serde serde_json sha2 unicode_normalization", OPEN),
    stair("clause", "text syntax", "", SHUT),
    // ── meaning
    stair("vocab", "", "oxigraph", SHUT),
    stair("schema", "vocab", "oxigraph sha2 strsim unicode_normalization walkdir", OPEN),
    stair("mention", "text token syntax schema", "unicode_normalization", SHUT),
    stair("claim", "text token syntax clause schema mention", "jiff", SHUT),
    stair("reading", "text source token syntax schema mention claim", "jiff", SHUT),
    stair("actor", "text schema mention claim reading", "petgraph strsim unicode_normalization", SHUT),
    // pathfinding: entities of coreference are paired by an assignment.
    stair("score", "text token syntax schema mention claim reading actor", "jiff pathfinding serde serde_json unicode_normalization", SHUT),
    // ── graph
    stair("graph", "text source vocab schema mention claim reading actor", "jiff oxigraph sha2", SHUT),
    stair("store", "text vocab schema actor graph", "oxigraph serde serde_json sha2", OPEN),
    stair("build", "text source syntax schema reading actor graph store", "rayon", SHUT),
    stair("query", "vocab schema store", "jiff oxigraph strsim", OPEN),
    stair("shape", "vocab schema store query", "jiff oxigraph sha2", SHUT),
    stair("network", "vocab schema store query", "jiff petgraph", SHUT),
    stair("export", "vocab schema store query network", "jiff oxigraph serde serde_json", OPEN),
    stair("serve", "vocab schema store query shape network export", "axum oxigraph serde serde_json tokio", OPEN),
];

/// Names that only the program may speak.
const PRINTING: &[&str] = &["println!", "eprintln!", "print!", "eprint!", "dbg!"];
/// No stage reads the clock or throws dice: the same input gives the same bytes.
const CHANCE: &[&str] = &[
    "SystemTime",
    "Instant::",
    "Zoned::now",
    "Timestamp::now",
    "rand::",
    "fastrand",
    "RandomState",
    "thread_rng",
];
const FILES: &[&str] = &[
    "std::fs",
    "fs::",
    "std::net",
    "TcpStream",
    "TcpListener",
    "std::process",
    "std::env",
];

/// What every stage speaks of: whoever acts, and the text that is read.
const COMMON: &[&str] = &["Actor", "Document"];

/// Rust names that look like a class or relation of the ontology and are none, each with its reason.
const NO_DOMAIN: &[(&str, &str, &str)] = &[
    ("source", "Place", "where in a file an error stands"),
    ("source", "Event", "pulldown_cmark's"),
    (
        "source",
        "Organization",
        "schema.org's type of a publisher in JSON",
    ),
    (
        "syntax",
        "Person",
        "a morphological feature of Universal Dependencies",
    ),
    ("claim", "Place", "where a claim holds, a role of every claim"),
    ("graph", "Place", "where a claim holds, a role of every claim"),
    ("store", "Place", "where a store is kept: memory or disk"),
    ("build", "Event", "what the build tells of its progress"),
    ("query", "Party", "either side of a claim"),
    ("schema", "Place", "a role of every frame"),
    ("vocab", "*", "the one place that names IRIs"),
];

#[test]
fn modules_stand_in_the_order_of_the_stairs() {
    let lib = text(&here("src/lib.rs"));
    let modules: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let order = |name: &&str| STAIRS.iter().position(|stair| stair.name == *name);
    let places: Vec<Option<usize>> = modules.iter().map(order).collect();
    for (module, place) in modules.iter().zip(&places) {
        assert!(
            place.is_some(),
            "{module} is no stair: enter it in tests/staircase.rs"
        );
    }
    assert!(
        places.is_sorted(),
        "src/lib.rs lists its modules out of order: {modules:?}"
    );
}

#[test]
fn the_table_only_descends() {
    for (i, stair) in STAIRS.iter().enumerate() {
        for import in stair.imports.split_whitespace() {
            let below = STAIRS[..i].iter().any(|lower| lower.name == import);
            assert!(
                below,
                "{} may not import {import}: it does not lie below",
                stair.name
            );
        }
    }
}

#[test]
fn imports_only_descend() {
    each_file(|stair, path, code, faults| {
        for module in modules_named(code) {
            let allowed = module == stair.name || stair.imports.split_whitespace().any(|i| i == module);
            if !allowed && STAIRS.iter().any(|s| s.name == module) {
                faults.push(format!(
                    "{path} imports {module}, which the table does not give to {}",
                    stair.name
                ));
            }
        }
        let root = path.matches('/').count() == 1;
        let climbs = if root { "super::" } else { "super::super::" };
        let deep = path.matches('/').count() > 2;
        if !deep && code.contains(climbs) {
            faults.push(format!("{path} reaches other stairs by {climbs}, write crate::"));
        }
    });
}

#[test]
fn outside_crates_stay_inside_their_fences() {
    let outside = dependencies();
    each_file(|stair, path, code, faults| {
        for krate in &outside {
            let named = word_at(code, krate).any(|at| code[at + krate.len()..].starts_with("::"));
            if named && !stair.crates.split_whitespace().any(|c| c == krate) {
                faults.push(format!(
                    "{path} names {krate}, which the table does not give to {}",
                    stair.name
                ));
            }
        }
    });
}

#[test]
fn only_some_stairs_open_files() {
    each_file(|stair, path, code, faults| {
        let opened = FILES.iter().find(|word| word_at(code, word).next().is_some());
        if let (false, Some(word)) = (stair.files, opened) {
            faults.push(format!("{path} names {word}, and {} opens no files", stair.name));
        }
    });
}

#[test]
fn the_library_neither_prints_nor_throws_dice() {
    each_file(|_, path, code, faults| {
        for word in PRINTING.iter().chain(CHANCE) {
            if word_at(code, word).next().is_some() {
                faults.push(format!("{path} names {word}"));
            }
        }
    });
}

#[test]
fn no_name_in_the_code_is_of_the_domain() {
    let schema = schema();
    let classes = schema.classes.iter().map(|class| class.name.as_str());
    // A relation's name may be a plain English word (`told`): those in camel case are unmistakable.
    let camel = |name: &&str| name.chars().any(char::is_uppercase);
    let relations = schema.relations.iter().map(|relation| relation.name.as_str());
    let domain: BTreeSet<&str> = classes
        .chain(relations.filter(camel))
        .filter(|name| !COMMON.contains(name))
        .collect();
    each_file(|stair, path, code, faults| {
        let (bare, literals) = literals(code);
        let allowed = |word: &str| {
            let entry =
                |(name, one, _): &(&str, &str, &str)| *name == stair.name && (*one == word || *one == "*");
            NO_DOMAIN.iter().any(entry)
        };
        let named = |word: &&&str| literals.contains(**word) || word_at(&bare, word).next().is_some();
        for word in domain.iter().filter(named).filter(|word| !allowed(word)) {
            faults.push(format!(
                "{path} names {word}, a class or relation of the ontology"
            ));
        }
        // `schema.relation_named("told")` would tie the code to one relation all the same.
        if bare.contains("_named(\"") {
            faults.push(format!("{path} asks the schema for a thing by a name of its own"));
        }
    });
}

/// Runs a check over all files of all stairs, tests and comments left out, and shows what it found.
fn each_file(check: impl Fn(&Stair, &str, &str, &mut Vec<String>)) {
    let mut faults = Vec::new();
    for path in files("src", ".rs") {
        let path_name = name(&path);
        let Some(stair) = stair_of(&path_name) else {
            continue;
        };
        if !is_test(&path) {
            check(stair, &path_name, &code(&text(&path)), &mut faults);
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

fn stair_of(path: &str) -> Option<&'static Stair> {
    let name = path.strip_prefix("src/")?.split(['/', '.']).next()?;
    STAIRS.iter().find(|stair| stair.name == name)
}

fn is_test(path: &Path) -> bool {
    path.ends_with("tests.rs") || name(path).contains("/tests/")
}

/// The modules behind each `crate::`, also in braces.
fn modules_named(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for at in word_at(code, "crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.extend(first_word(rest)),
            Some(group) => {
                let mut depth = 0;
                let mut fresh = true;
                for (i, letter) in group.char_indices() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => fresh = true,
                        _ if letter.is_alphanumeric() && fresh => {
                            found.extend(first_word(&group[i..]));
                            fresh = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!word.is_empty()).then_some(word)
}

/// The names of the crates that the project depends on, as Rust writes them.
fn dependencies() -> Vec<String> {
    let manifest = text(&here("Cargo.toml"));
    let mut within = false;
    let mut found = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            within = line.contains("dependencies");
        } else if let Some((name, _)) = line.split_once('=').filter(|_| within) {
            found.push(name.trim().replace('-', "_"));
        }
    }
    assert!(
        found.iter().any(|name| name == "oxigraph"),
        "Cargo.toml is read wrongly: {found:?}"
    );
    found
}

#[test]
fn imports_in_braces_are_seen() {
    let code = "use crate::{text::{Note, Span}, token, schema::Schema};\nlet x = crate::claim::read;";
    let found: Vec<String> = modules_named(code).into_iter().collect();
    assert_eq!(found, ["claim", "schema", "text", "token"]);
}
