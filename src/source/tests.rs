//! Whole files and folders, and what holds for any bytes.

use super::*;
use proptest::prelude::*;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A folder of its own for a test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("whowhom-source-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        let folder = Self(path);
        for (file, text) in files {
            let file = folder.0.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        folder
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn read(&self) -> Vec<Result<Document, String>> {
        collect(&self.0, &Config::default())
    }

    fn ids(&self) -> Vec<String> {
        self.read().into_iter().map(|found| found.unwrap().id).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn collect(path: &Path, config: &Config) -> Vec<Result<Document, String>> {
    let found = read([path], config);
    found
        .map(|found| found.map_err(|error| error.to_string()))
        .collect()
}

fn one(path: &Path, config: &Config) -> Result<Document, String> {
    let mut found = collect(path, config);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn stream(bytes: &[u8], format: Option<Format>) -> Vec<Result<Document, Error>> {
    let config = Config {
        format,
        ..Config::default()
    };
    read(
        [Input::reader("stdin", std::io::Cursor::new(bytes.to_vec()))],
        &config,
    )
    .collect()
}

#[test]
fn a_folder_is_read_in_the_order_of_its_paths() {
    let folder = Folder::new(
        "order",
        &[
            ("b.txt", "B"),
            ("a/z.md", "Z"),
            (
                "a/feed.jsonl",
                "{\"text\": \"1\"}\n{\"text\": \"2\", \"id\": \"two\"}\n",
            ),
            ("c.json", "[{\"text\": \"C\", \"url\": \"https://e.org/c\"}]"),
            (".hidden.txt", "no"),
            (".git/x.txt", "no"),
            ("picture.png", "no"),
            ("b.meta.json", "{}"),
        ],
    );
    assert_eq!(folder.ids(), ["a/feed#1", "two", "a/z", "b", "https://e.org/c"]);
}

#[test]
fn a_sidecar_describes_its_text() {
    let folder = Folder::new(
        "sidecar",
        &[
            ("call.txt", "date 2001-01-01 Shafaq News/ They met."),
            (
                "call.meta.json",
                r#"{"id": "2024-call", "date": "2024-11-30", "publisher": null, "title": "Talks", "licence": "CC0"}"#,
            ),
        ],
    );
    let document = one(&folder.0, &Config::default()).unwrap();
    assert_eq!(document.id, "2024-call");
    assert_eq!(document.date, parse_date("2024-11-30"));
    assert_eq!(document.publisher.as_deref(), Some("Shafaq News"));
    assert_eq!(document.title.as_deref(), Some("Talks"));
    assert_eq!(document.licence.as_deref(), Some("CC0"));
    assert_eq!(document.masked.len(), 2);

    let config = Config {
        date: parse_date("2024-12-01"),
        publisher: Some("INA".to_owned()),
        ..Config::default()
    };
    let document = one(&folder.file("call.txt"), &config).unwrap();
    assert_eq!(document.date, parse_date("2024-12-01"));
    assert_eq!(document.publisher.as_deref(), Some("INA"));
}

#[test]
fn a_broken_sidecar_is_an_error_that_names_it() {
    let folder = Folder::new(
        "broken",
        &[("a.txt", "They met."), ("a.meta.json", "{\n \"id\": }")],
    );
    let error = one(&folder.0, &Config::default()).unwrap_err();
    assert!(
        error.contains("a.meta.json:2:8: not valid JSON: expected value;"),
        "{error}"
    );
    fs::write(folder.file("a.meta.json"), "{\"date\": \"soon\"}").unwrap();
    let error = one(&folder.0, &Config::default()).unwrap_err();
    assert!(
        error.contains("a.meta.json: field `date` is no date: \"soon\";"),
        "{error}"
    );
    let error = one(&folder.file("a.meta.json"), &Config::default()).unwrap_err();
    assert!(error.contains("a description, not a document;"), "{error}");
}

#[test]
fn a_file_of_unknown_ending_is_read_when_named() {
    let folder = Folder::new("unknown", &[("call.2024", "They met."), ("README", "They met.")]);
    assert!(folder.read().is_empty());
    assert_eq!(
        one(&folder.file("call.2024"), &Config::default()).unwrap().id,
        "call"
    );
    assert_eq!(
        one(&folder.file("README"), &Config::default()).unwrap().id,
        "README"
    );
}

#[test]
fn a_missing_file_is_named_and_the_others_are_read() {
    let folder = Folder::new("missing", &[("a.txt", "They met.")]);
    let inputs = [folder.file("none.txt"), folder.file("a.txt")];
    let found: Vec<_> = read(inputs, &Config::default()).collect();
    let error = found[0].as_ref().unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("none.txt: no such file or folder; check the path")
    );
    assert!(found[1].is_ok());
}

#[test]
fn a_file_too_long_for_offsets_is_refused() {
    let folder = Folder::new("large", &[("a.txt", "")]);
    let file = fs::File::options()
        .write(true)
        .open(folder.file("a.txt"))
        .unwrap();
    // A hole: it takes no room on the disk.
    file.set_len(5 << 30).unwrap();
    let error = one(&folder.0, &Config::default()).unwrap_err();
    assert!(
        error.ends_with("a.txt: document of 4 GiB or more; split it"),
        "{error}"
    );
}

#[test]
fn standard_input_is_one_plain_document_unless_told() {
    let lines = b"{\"text\": \"A\"}\n{\"text\": \"B\"}\n";
    let found = stream(lines, None);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].as_ref().unwrap().id, "stdin");
    let found = stream(lines, Some(Format::JsonLines));
    let ids: Vec<_> = found.into_iter().map(|found| found.unwrap().id).collect();
    assert_eq!(ids, ["stdin#1", "stdin#2"]);
}

#[test]
fn an_empty_file_is_a_document_with_a_note() {
    for bytes in [&b""[..], b"\xEF\xBB\xBF", b" \n"] {
        let document = stream(bytes, None).remove(0).unwrap();
        assert_eq!(document.notes, [Note::whole("the document is empty")]);
        assert_eq!(document.language, "en");
    }
}

#[test]
fn markdown_datelines_stand_below_the_heading() {
    let text = "---\npublisher: INA\n---\n# Leaders talk\n\nBAGHDAD (AP) — They *met*.\n";
    let document = stream(text.as_bytes(), Some(Format::Markdown)).remove(0).unwrap();
    assert_eq!(document.title.as_deref(), Some("Leaders talk"));
    assert_eq!(document.publisher.as_deref(), Some("INA"));
    let masked: Vec<_> = document
        .masked
        .iter()
        .map(|span| span.of(&document.text))
        .collect();
    assert_eq!(
        masked,
        ["---\npublisher: INA\n---", "#", "BAGHDAD (AP) —", "*", "*"]
    );
}

#[test]
fn records_are_read_as_they_are_asked_for() {
    /// A stream that must not be read beyond its first block.
    struct Endless(usize);
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0 += 1;
            assert!(self.0 < 4, "read ahead");
            let line = b"{\"text\": \"They met.\"}\n";
            buffer[..line.len()].copy_from_slice(line);
            Ok(line.len())
        }
    }
    let config = Config {
        format: Some(Format::JsonLines),
        ..Config::default()
    };
    let mut documents = read([Input::reader("endless", Endless(0))], &config);
    assert_eq!(documents.next().unwrap().unwrap().id, "endless#1");
    assert_eq!(documents.next().unwrap().unwrap().id, "endless#2");
}

#[test]
fn documents_can_be_read_on_another_thread() {
    fn sent<T: Send>(_: T) {}
    sent(read(["a.txt"], &Config::default()));
}

#[test]
fn a_long_line_is_read_at_once() {
    let line = "The ministers & the presidents <b>met</b> in Baghdad, ".repeat(200_000);
    for format in [Format::Plain, Format::Markdown] {
        let document = stream(line.as_bytes(), Some(format)).remove(0).unwrap();
        assert_eq!(document.masked.len(), 400_000);
    }
}

/// What holds for every document.
fn check_document(document: &Document) {
    let mut end = 0;
    for span in &document.masked {
        assert!(span.start >= end && !span.is_empty(), "{span} after {end}");
        assert!(document.text.get(span.range()).is_some(), "{span}");
        end = span.end;
    }
    for note in &document.notes {
        assert!(document.text.get(note.span.range()).is_some(), "{note:?}");
    }
}

/// Texts made of what the readers look for.
fn newsy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,4}",
        Just("\n".to_owned()),
        Just("\r\n\r\n".to_owned()),
        prop::sample::select(vec![
            "---",
            "date: ",
            "date 2024-11-30",
            "# ",
            "*",
            "**",
            "`",
            "```",
            "> ",
            "- ",
            "[a](b)",
            "![",
            "](",
            "<p>",
            "<!--",
            "-->",
            "<script",
            "&amp;",
            "&#",
            ";",
            "LONDON",
            "(Reuters)",
            " – ",
            "/",
            "Shafaq News/",
            "|",
            "|---|",
            "    ",
            "\t",
            "[^1]: ",
            "\u{FEFF}",
            "\u{AD}",
            "\0",
            "é",
            "“",
            "{\"text\": \"a\"}",
            "[",
            "]",
            ",",
            "{\"date\": \"x\", \"text\": \"",
            "\"}",
            "2024",
            "November",
            "<a href=\"",
            ">",
            "\\",
            "~~",
            ":\n",
            "=",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

const FORMATS: [Format; 4] = [Format::Plain, Format::Markdown, Format::JsonLines, Format::Json];

proptest! {
    #[test]
    fn any_bytes_are_a_document_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for format in FORMATS {
            stream(&bytes, Some(format)).iter().flatten().for_each(check_document);
        }
    }

    #[test]
    fn any_text_is_a_document_or_an_error(text in newsy()) {
        for format in FORMATS {
            stream(text.as_bytes(), Some(format)).iter().flatten().for_each(check_document);
        }
    }

    #[test]
    fn any_record_is_a_document(text in newsy()) {
        let line = serde_json::json!({"text": text, "lang": "en"}).to_string();
        let document = stream(line.as_bytes(), Some(Format::JsonLines)).remove(0).unwrap();
        prop_assert_eq!(&document.text, &text);
        check_document(&document);
    }

    #[test]
    fn any_date_is_read_or_refused(text in "\\PC{0,20}") {
        let _ = parse_date(&text);
    }
}
