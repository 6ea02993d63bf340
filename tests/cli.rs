//! The program as a user meets it: the built binary, its output, its messages and its exit codes.

mod conllu;
mod model;
#[cfg(feature = "persist")]
mod persist;
mod propositions;
mod score;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A story with a few claims.
const STORY: &str = "Iraqi Prime Minister Mohammed Shia Al-Sudani met Russian Foreign Minister Sergey Lavrov in Baghdad \
                     on Friday. France said that Russia attacked Georgia.\n";

/// What the program did.
struct Done {
    code: i32,
    out: String,
    err: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whowhom"));
    command
        .env_remove("WHOWHOM_STORE")
        .env_remove("WHOWHOM_MODEL")
        .stdin(Stdio::null());
    command
}

fn run<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Done {
    program().args(args).output().unwrap().into()
}

fn run_with_input<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>, input: &str) -> Done {
    let mut command = program();
    command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap().into()
}

/// Checks the exit code and that a message says all of this.
#[track_caller]
fn check_error(done: &Done, code: i32, says: &[&str]) {
    assert_eq!(done.code, code, "stdout: {}\nstderr: {}", done.out, done.err);
    for words in says {
        assert!(done.err.contains(words), "{words:?} is not in: {}", done.err);
    }
}

/// A folder of its own for a test, empty.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn file(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, content).unwrap();
    path.display().to_string()
}

#[test]
fn claims_are_printed_as_json_lines() {
    let folder = folder("claims_are_printed_as_json_lines");
    let story = file(&folder, "story.txt", STORY);
    let done = run([
        "read",
        &story,
        "--date",
        "2024-11-30",
        "--publisher",
        "Example News",
    ]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let claims: Vec<serde_json::Value> = done
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let attack = claims
        .iter()
        .find(|claim| claim["relation"] == "attacked")
        .unwrap();
    assert_eq!(attack["document"], "story");
    assert_eq!(attack["publisher"], "Example News");
    assert_eq!(attack["subject"]["name"], "Russia");
    assert_eq!(attack["subject"]["type"], "Country");
    assert_eq!(attack["subject"]["iri"], "https://w3id.org/whowhom/actor/russia");
    assert_eq!(attack["object"]["name"], "Georgia");
    assert_eq!(attack["according_to"], serde_json::json!(["France"]));
    assert_eq!(attack["polarity"], "positive");
    let trigger = &attack["evidence"]["trigger"];
    let place = |end: &str| trigger[end].as_u64().unwrap() as usize;
    let words: String = STORY
        .chars()
        .skip(place("start"))
        .take(place("end") - place("start"))
        .collect();
    assert_eq!(trigger["text"], words);
    let keys: Vec<&str> = attack.as_object().unwrap().keys().map(String::as_str).collect();
    let wanted = [
        "document",
        "publisher",
        "subject",
        "relation",
        "mode",
        "category",
        "object",
        "polarity",
        "modality",
        "date",
        "place",
        "according_to",
        "quantities",
        "position",
        "event",
        "claim",
        "evidence",
        "frame",
        "confidence",
    ];
    assert_eq!(keys, wanted);
}

/// A claim's, an event's and an actor's IRI are the same in JSON and in RDF.
#[test]
fn iris_are_those_of_the_graph() {
    let folder = folder("iris_are_those_of_the_graph");
    let story = file(&folder, "story.txt", STORY);
    let quads = run(["read", &story, "--format", "nquads"]).out;
    let lines = run(["read", &story]).out;
    assert!(lines.lines().count() > 1);
    for line in lines.lines() {
        let claim: serde_json::Value = serde_json::from_str(line).unwrap();
        let iri = |value: &serde_json::Value| format!("<{}>", value.as_str().unwrap());
        let reports = format!(
            "{} <https://w3id.org/whowhom/ontology#reports> {}",
            iri(&claim["claim"]),
            iri(&claim["event"])
        );
        assert!(quads.contains(&reports), "{reports}");
        for end in ["subject", "object"] {
            let actor = format!(
                "<https://w3id.org/whowhom/ontology#identifiedAs> {}",
                iri(&claim[end]["iri"])
            );
            assert!(quads.contains(&actor), "{actor}");
        }
    }
}

#[test]
fn claims_are_printed_as_a_table() {
    let folder = folder("claims_are_printed_as_a_table");
    let story = file(&folder, "story.txt", STORY);
    let done = run([
        "read",
        &story,
        "--format",
        "table",
        "--title",
        "Lavrov in Baghdad",
    ]);
    assert_eq!(done.code, 0);
    assert!(
        done.out.starts_with("Lavrov in Baghdad · story\n"),
        "{}",
        done.out
    );
    assert!(done.out.contains("“Russia attacked Georgia”"), "{}", done.out);
    assert!(
        !done.out.contains('\x1b'),
        "no colours where there is no terminal"
    );
    assert!(
        done.out.lines().all(|line| line == line.trim_end()),
        "no blanks at the ends of lines"
    );
}

#[test]
fn every_format_is_written() {
    let folder = folder("every_format_is_written");
    let story = file(&folder, "story.txt", STORY);
    for (format, sign) in [
        ("turtle", "ww:attacked"),
        ("trig", "a ww:Claim"),
        ("ntriples", "<https://w3id.org/whowhom/ontology#attacked>"),
        ("nquads", "<https://w3id.org/whowhom/catalogue>"),
        ("rdfxml", "<rdf:RDF"),
        ("jsonld", "@graph"),
        ("conllu", "# text = France said that Russia attacked Georgia."),
    ] {
        let done = run(["read", &story, "--format", format]);
        check_error(&done, 0, &[]);
        assert!(done.out.contains(sign), "{format}: {}", done.out);
    }
}

#[test]
fn confidence_is_a_sieve() {
    let folder = folder("confidence_is_a_sieve");
    let story = file(&folder, "story.txt", STORY);
    let all = run(["read", &story]).out.lines().count();
    let none = run(["read", &story, "--min-confidence", "1"]);
    assert!(all > 0);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    check_error(
        &run(["read", &story, "--min-confidence", "2"]),
        2,
        &["from 0 to 1"],
    );
}

#[test]
fn a_missing_file_is_named() {
    let done = run(["read", "/nowhere/story.txt"]);
    check_error(
        &done,
        2,
        &[
            "error: /nowhere/story.txt: no such file or folder",
            "check the path",
        ],
    );
}

#[test]
fn the_readable_are_read_all_the_same() {
    let folder = folder("the_readable_are_read_all_the_same");
    let story = file(&folder, "story.txt", STORY);
    let done = run(["read", "/nowhere/story.txt", &story]);
    check_error(&done, 2, &["/nowhere/story.txt"]);
    assert!(done.out.contains("attacked"));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("an_unreadable_file_is_named");
    let story = file(&folder, "story.txt", STORY);
    fs::set_permissions(&story, fs::Permissions::from_mode(0o000)).unwrap();
    // The administrator may read everything.
    if fs::read(&story).is_err() {
        check_error(&run(["read", &story]), 2, &[&story, "check its permissions"]);
    }
}

#[test]
fn a_folder_without_documents_has_nothing() {
    let folder = folder("a_folder_without_documents_has_nothing");
    file(&folder, "picture.png", [0x89, b'P', b'N', b'G']);
    let folder = folder.display().to_string();
    let done = run(["read", &folder]);
    check_error(
        &done,
        1,
        &["no documents in", &folder, "hint: documents end in .txt"],
    );
}

#[test]
fn a_binary_file_is_refused() {
    let folder = folder("a_binary_file_is_refused");
    let picture = file(&folder, "picture.txt", [0x89, b'P', b'N', b'G', 0, 1, 2, 3, 0, 0]);
    check_error(&run(["read", &picture]), 2, &[&picture, "not a text file"]);
}

#[test]
fn broken_utf8_is_read() {
    let folder = folder("broken_utf8_is_read");
    let mut bytes = b"Russia attacked Georgia, the caf\xE9 owner Ren\xE9 said. ".to_vec();
    bytes.extend(STORY.as_bytes());
    let story = file(&folder, "story.txt", bytes);
    let done = run(["read", &story]);
    check_error(&done, 0, &[]);
    assert!(done.out.contains("attacked"));
}

#[test]
fn a_malformed_line_is_named_and_the_others_read() {
    let folder = folder("a_malformed_line_is_named_and_the_others_read");
    let record = |id: &str| serde_json::json!({"id": id, "text": STORY}).to_string();
    let feed = file(
        &folder,
        "feed.jsonl",
        format!("{}\n{{\"id\": oops}}\n{}\n", record("one"), record("two")),
    );
    let done = run(["read", &feed]);
    check_error(&done, 2, &[&format!("{feed}:2:"), "not valid JSON"]);
    assert!(done.out.contains("\"document\":\"one\"") && done.out.contains("\"document\":\"two\""));
    let done = run_with_input(
        ["read", "-", "--from-jsonl"],
        &format!("{}\nno json\n", record("one")),
    );
    check_error(&done, 2, &["stdin:2:"]);
    assert!(done.out.contains("\"document\":\"one\""));
}

#[test]
fn a_bad_date_is_refused() {
    let folder = folder("a_bad_date_is_refused");
    let story = file(&folder, "story.txt", STORY);
    let done = run(["read", &story, "--date", "someday"]);
    check_error(&done, 2, &["--date", "\"someday\"", "2024-11-30"]);
    let feed = file(
        &folder,
        "feed.jsonl",
        "{\"text\": \"Russia attacked Georgia.\", \"date\": \"2024-13-45\"}\n",
    );
    check_error(
        &run(["read", &feed]),
        2,
        &[":1", "`date` is no date", "2024-13-45"],
    );
}

#[test]
fn another_language_is_refused_unless_forced() {
    let folder = folder("another_language_is_refused_unless_forced");
    let text = "Der russische Präsident Wladimir Putin hat am Freitag in Moskau mit dem türkischen Präsidenten \
                über die Lage in Syrien gesprochen. Die Gespräche dauerten nach Angaben des Kremls zwei Stunden.\n";
    let story = file(&folder, "story.txt", text);
    check_error(
        &run(["read", &story]),
        2,
        &[&story, "German", "force the language"],
    );
    assert_ne!(run(["read", &story, "--language", "en"]).code, 2);
}

#[test]
fn an_ontology_that_does_not_parse_is_named_with_its_line() {
    let folder = folder("an_ontology_that_does_not_parse");
    let story = file(&folder, "story.txt", STORY);
    let own = file(
        &folder,
        "own/relations.ttl",
        "@prefix ww: <https://w3id.org/whowhom/ontology#> .\nww:x a ww:Relation ;;; .\noops\n",
    );
    let done = run([
        "read",
        &story,
        "--ontology",
        &folder.join("own").display().to_string(),
    ]);
    check_error(&done, 2, &["the ontology has 1 fault", &format!("{own}:")]);
}

#[test]
fn an_ontology_that_contradicts_itself_is_named_with_its_line() {
    let folder = folder("an_ontology_that_contradicts_itself");
    let story = file(&folder, "story.txt", STORY);
    let text = "@prefix ww: <https://w3id.org/whowhom/ontology#> .\n@prefix f: <https://w3id.org/whowhom/frame/> .\n\n\
                f:hobnob.v a ww:Frame ; ww:relation ww:greetedBy ; ww:verb \"hobnob\" ; ww:agent \"subj\" ; ww:recipient \"obj\" .\n";
    let own = file(&folder, "own/frames.ttl", text);
    let done = run([
        "read",
        &story,
        "--ontology",
        &folder.join("own").display().to_string(),
    ]);
    check_error(&done, 2, &[&format!("{own}:4:"), "greetedBy"]);
}

#[test]
fn malformed_sparql_is_shown_with_its_place() {
    let done = run(["query", "SELECT ?a WHERE {\n  ?a ww:spokeWith }"]);
    check_error(
        &done,
        2,
        &["line 2, column", "expected", "  ?a ww:spokeWith }\n", "^"],
    );
    check_error(&run(["query", "DROP ALL"]), 2, &["this is an update"]);
    let folder = folder("malformed_sparql_is_shown_with_its_place");
    let query = file(&folder, "mine.rq", "SELEKT ?a {}");
    check_error(
        &run(["query", "--file", &query]),
        2,
        &[&query, "line 1, column 1"],
    );
}

#[test]
fn what_is_misspelt_is_guessed() {
    check_error(
        &run(["query", "--name", "who-met-hwom"]),
        2,
        &["did you mean who-met-whom"],
    );
    check_error(&run(["export", "--format", "turtel"]), 2, &["turtel", "turtle"]);
    check_error(&run(["read", "x", "--format", "tabel"]), 2, &["tabel", "table"]);
    check_error(&run(["qeury"]), 2, &["query"]);
    check_error(
        &run(["read", "x", "--min-confidense", "1"]),
        2,
        &["--min-confidence"],
    );
}

#[test]
fn a_missing_store_says_how_to_build_one() {
    let folder = folder("a_missing_store");
    let store = folder.join("store").display().to_string();
    let hint = format!("whowhom build PATH --store {store}");
    let said = ["there is no store at", &store, &hint];
    check_error(&run(["query", "ASK {}", "--store", &store]), 2, &said);
    check_error(&run(["export", "--store", &store]), 2, &said);
    check_error(&run(["check", "--store", &store]), 2, &said);
    check_error(&run(["explain", "claim:x", "--store", &store]), 2, &said);
    let done: Done = program()
        .args(["query", "ASK {}"])
        .env("WHOWHOM_STORE", &store)
        .output()
        .unwrap()
        .into();
    check_error(&done, 2, &said);
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let folder = folder("a_store_of_a_newer_version");
    file(
        &folder,
        "whowhom.json",
        "{\"format\": 999, \"base\": \"https://w3id.org/whowhom/\"}",
    );
    let store = folder.display().to_string();
    let said = ["format 999", "newer version", "update"];
    check_error(&run(["query", "ASK {}", "--store", &store]), 2, &said);
    let document = file(&folder, "story.txt", STORY);
    check_error(&run(["build", &document, "--store", &store]), 2, &said);
}

#[test]
fn queries_are_listed() {
    let done = run(["query", "--list"]);
    assert_eq!(done.code, 0);
    assert!(done.out.contains("who-met-whom") && done.out.contains("parameters"));
}

#[test]
fn nobody_reading_on_is_no_error() {
    let folder = folder("nobody_reading_on_is_no_error");
    let story = file(&folder, "story.txt", STORY.repeat(300));
    for args in [
        vec!["read", &story],
        vec!["read", &story, "--format", "trig"],
        vec!["ontology", "actors"],
    ] {
        let mut command = program();
        let mut child = command
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let done: Done = child.wait_with_output().unwrap().into();
        assert_eq!((done.code, done.err.as_str()), (0, ""));
    }
}

#[test]
fn nothing_in_nothing_out() {
    let done = run_with_input(["read", "-"], "");
    check_error(&done, 1, &["note: stdin: the document is empty"]);
    assert_eq!(done.out, "");
    let done = run_with_input(["read", "-", "--quiet"], "");
    assert_eq!((done.code, done.err.as_str()), (1, ""));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = folder("the_same_input_gives_the_same_bytes");
    for number in 0..20 {
        file(&folder, &format!("{number}.txt"), STORY.repeat(number));
    }
    let folder = folder.display().to_string();
    for format in ["jsonl", "table", "trig", "turtle", "jsonld"] {
        let read = |threads: &str| {
            let mut command = program();
            command
                .args(["read", &folder, "--format", format])
                .env("RAYON_NUM_THREADS", threads);
            command.output().unwrap().stdout
        };
        let first = read("1");
        assert!(!first.is_empty());
        assert!(first == read("1") && first == read("2"), "{format}");
    }
}

#[test]
fn the_ontology_is_listed() {
    for list in ["relations", "frames", "actors", "nouns"] {
        let done = run(["ontology", list]);
        assert_eq!(done.code, 0, "{}", done.err);
        assert!(done.out.lines().count() > 10, "{list}");
    }
    assert!(run(["ontology"]).out.contains("relations"));
}

/// A frame's own examples are tested, and a wrong one is shown.
#[test]
fn examples_are_tested() {
    let folder = folder("examples_are_tested");
    let text = "@prefix ww: <https://w3id.org/whowhom/ontology#> .\n@prefix f: <https://w3id.org/whowhom/frame/> .\n\
                f:snog.v a ww:Frame ; ww:relation ww:metWith ; ww:verb \"snog\" ; ww:agent \"subj\" ; ww:recipient \"obj\" ;\n\
                ww:example \"The sun shone on Syria and Russia. => Syria metWith Russia\" .\n";
    file(&folder, "frames.ttl", text);
    let done = run(["ontology", "test", "--ontology", &folder.display().to_string()]);
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(
        done.out.contains("snog.v") && done.out.contains("Syria metWith Russia"),
        "{}",
        done.out
    );
    assert!(done.out.contains("examples are read rightly"));
}

#[test]
fn versions_completions_and_manual() {
    let version = run(["--version"]).out;
    assert!(
        version.starts_with(&format!("whowhom {} (model en ", env!("CARGO_PKG_VERSION"))),
        "{version}"
    );
    assert!(version.contains("ontology "));
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            run(["completions", shell]).out.contains("min-confidence"),
            "{shell}"
        );
    }
    assert!(run(["man"]).out.contains(".TH"));
    let folder = folder("versions_completions_and_manual");
    assert_eq!(run(["man", &folder.display().to_string()]).code, 0);
    assert!(folder.join("whowhom-read.1").exists());
    check_error(&run::<&str>([]), 2, &["Usage"]);
}

#[test]
fn the_reference_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let made = run(["reference"]).out;
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let held = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        held == made,
        "docs/cli.md is not what the program's help says: UPDATE_EXPECT=1 cargo test rewrites it"
    );
}

#[cfg(not(feature = "persist"))]
#[test]
fn without_rocksdb_a_build_says_so() {
    let folder = folder("without_rocksdb_a_build_says_so");
    let story = file(&folder, "story.txt", STORY);
    let new = folder.join("new").display().to_string();
    check_error(&run(["build", &story, "--store", &new]), 2, &["persist"]);
}
