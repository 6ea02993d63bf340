//! What several tests share: one schema, one model, the way claims are written down, files to compare with.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use whowhom::build::{self, Build};
use whowhom::claim::{Bound, Claim, Object, Predicate};
use whowhom::graph;
use whowhom::mention::ChainId;
use whowhom::reading::{Reader, Reading};
use whowhom::schema::{Modality, Polarity, Schema};
use whowhom::source::{self, Document};
use whowhom::store::Store;
use whowhom::syntax::Model;

static MODEL: LazyLock<Model> = LazyLock::new(Model::english);

/// The embedded ontology.
pub(crate) fn schema() -> &'static Schema {
    Schema::embedded()
}

/// The English model, loaded once for all tests.
pub(crate) fn model() -> &'static Model {
    &MODEL
}

/// A reader over both.
pub(crate) fn reader() -> Reader<'static> {
    Reader::new(schema(), model())
}

/// The documents of files and folders, as the program reads them.
pub(crate) fn documents(paths: &[PathBuf]) -> Vec<Document> {
    let read = source::read(paths.iter().cloned(), &source::Config::default());
    read.map(|document| document.unwrap_or_else(|error| panic!("{error}")))
        .collect()
}

/// Puts documents into a store, all in one build, as the program does.
pub(crate) fn put(store: &mut Store, documents: impl IntoIterator<Item = Document>) {
    put_by(reader(), store, documents);
}

/// The same with a reader of one's own.
fn put_by(reader: Reader<'_>, store: &mut Store, documents: impl IntoIterator<Item = Document>) {
    let config = graph::Config {
        ontology_hash: schema().hash().to_owned(),
        model_hash: model().checksum.clone(),
        ..graph::Config::default()
    };
    let build = Build {
        schema: schema(),
        config: build::Config {
            graph: config,
            ..build::Config::default()
        },
        read: |document| reader.read(document),
    };
    let documents = documents.into_iter().map(Ok::<_, source::Error>);
    let summary = build.run(documents, store, |_| ()).unwrap();
    assert_eq!(summary.failures, 0);
}

/// A store in memory that holds these documents.
pub(crate) fn built(documents: impl IntoIterator<Item = Document>) -> Store {
    let mut store = Store::memory().unwrap();
    put(&mut store, documents);
    store
}

/// A store in memory that holds what a reader finds in these documents.
pub(crate) fn built_by(reader: Reader<'_>, documents: impl IntoIterator<Item = Document>) -> Store {
    let mut store = Store::memory().unwrap();
    put_by(reader, &mut store, documents);
    store
}

/// A file or folder of the repository.
pub(crate) fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A file or folder of `shared/`, which lies beside the checkout on some machines only.
///
/// `None` says on the test's output what is skipped.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let found = ["shared", "../shared", "../../shared"]
        .iter()
        .map(|folder| here(folder).join(path))
        .find(|path| path.exists());
    if found.is_none() {
        println!("skipped: there is no shared/{path} on this machine");
    }
    found
}

/// Whether expectations are to be rewritten (`UPDATE_EXPECT=1 cargo test`).
pub(crate) fn update() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1")
}

/// All files below a folder of the repository whose names end in `ending`, sorted; without any, where there is no folder.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(here(folder))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    found.sort();
    found
}

/// A file's path inside the repository, with `/` on every system.
pub(crate) fn name(path: &Path) -> String {
    let path = path.strip_prefix(here("")).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// A file's text.
pub(crate) fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", name(path)))
}

/// A claim in one line: subject, relation, object, then what is special about it.
pub(crate) fn show_claim(reading: &Reading, claim: &Claim) -> String {
    let chain = |id: ChainId| reading.mentions.chain(id).name.as_str();
    let text = reading.document.text.as_str();
    let relation = match &claim.predicate {
        Predicate::Known(id) => schema().relation(*id).name.clone(),
        Predicate::Open(verb) => format!("“{verb}”"),
    };
    let object = match &claim.object {
        Object::Actor(id) => chain(*id),
        Object::Literal(literal) => literal,
    };
    let mut line = format!("{} {relation} {object}", chain(claim.subject));
    let mut add = |part: String| line.extend([" | ", &part]);
    if claim.polarity == Polarity::Negative {
        add("not".to_owned());
    }
    if claim.modality != Modality::Actual {
        add(format!("{:?}", claim.modality).to_lowercase());
    }
    if let Some(position) = claim.position {
        add(format!("as {}", position.of(text)));
    }
    if let Some(time) = &claim.time {
        add(format!("on {}", time.iso()));
    }
    if let Some(place) = &claim.place {
        let words = words(place.span.of(text));
        add(place.chain.map_or(words, |id| format!("in {}", chain(id))));
    }
    for quantity in &claim.quantities {
        let bound = match quantity.bound {
            Bound::Exact => "",
            Bound::Lower => "at least ",
            Bound::Upper => "at most ",
            Bound::About => "about ",
        };
        add(format!("{bound}{} {}", quantity.value, quantity.unit));
    }
    if !claim.attribution.is_empty() {
        let sources: Vec<&str> = claim.attribution.iter().map(|s| chain(s.chain)).collect();
        add(format!("according to {}", sources.join(" > ")));
    }
    line
}

/// A stretch of text in one line.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The trees of a reading, a line a token: number, form, lemma, part of speech, head, relation.
pub(crate) fn show_trees(reading: &Reading) -> String {
    let mut shown = String::new();
    for (sentence, tree) in reading.sentences.iter().zip(&reading.trees) {
        if !shown.is_empty() {
            shown.push('\n');
        }
        for (i, token) in sentence.tokens.iter().enumerate() {
            let form = token.form(&reading.document.text);
            let head = tree.head(i).map_or(0, |head| head + 1);
            let (lemma, upos, rel) = (tree.lemma(i), tree.upos(i).as_str(), tree.rel(i).as_str());
            writeln!(shown, "{} {form} {lemma} {upos} {head} {rel}", i + 1).unwrap();
        }
    }
    shown
}

/// Rust code without comments and without its test module.
pub(crate) fn code(file: &str) -> String {
    let mut kept = String::new();
    let mut lines = file.lines();
    while let Some(line) = lines.next() {
        if line == "#[cfg(test)]" {
            let opening = lines.next().unwrap_or_default();
            if opening.ends_with('{') {
                lines.by_ref().find(|line| *line == "}");
            }
            continue;
        }
        let line = line.trim_start();
        let line = if line.starts_with("//") { "" } else { line };
        let line = line.split(" // ").next().unwrap_or_default();
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

/// Where a word stands in code, not as a part of a longer one.
pub(crate) fn word_at<'c>(code: &'c str, word: &str) -> impl Iterator<Item = usize> + 'c {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let (length, open) = (word.len(), word.ends_with(part));
    let found: Vec<usize> = code.match_indices(word).map(|(at, _)| at).collect();
    found.into_iter().filter(move |&at| {
        let begins = !code[..at].ends_with(part);
        begins && !(open && code[at + length..].starts_with(part))
    })
}

/// Code without what stands in its string literals, and those literals, escapes left out.
pub(crate) fn literals(code: &str) -> (String, BTreeSet<String>) {
    let (mut bare, mut found) = (String::new(), BTreeSet::new());
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        bare.push(letter);
        if letter == '\'' && letters.next_if_eq(&'"').is_some() {
            // A quotation mark as a character: '"'.
            letters.next_if_eq(&'\'');
        } else if letter == '"' {
            let mut literal = String::new();
            while let Some(letter) = letters.next().filter(|c| *c != '"') {
                if letter == '\\' {
                    letters.next();
                } else {
                    literal.push(letter);
                }
            }
            bare.push('"');
            found.insert(literal);
        }
    }
    (bare, found)
}
