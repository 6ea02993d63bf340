//! What the Markdown files say holds: links lead somewhere, and Turtle and SPARQL are well-formed.
//! (`tests/cli.rs` compares `docs/cli.md` with the program's help.)

use crate::support::{here, name, text};
use oxigraph::io::{RdfFormat, RdfParser};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use whowhom::query::{self, Limits, Prefixes};

/// Files whose Turtle is shortened by dots.
const SHORTENED: &[&str] = &["docs/graph.md"];

/// All Markdown files, those of the cases left out: they are texts to read, fenced.
fn files() -> Vec<PathBuf> {
    let own = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || ["target", "shared", "cases"].contains(&&*name))
    };
    let entries = walkdir::WalkDir::new(here(""))
        .sort_by_file_name()
        .into_iter()
        .filter_entry(own);
    let paths = entries.map(|entry| entry.unwrap().into_path());
    let found: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    assert!(found.iter().any(|path| name(path) == "README.md"));
    found
}

/// The fenced blocks of a language, with the file.
fn blocks(language: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for path in files() {
        let (file, mut open) = (text(&path), None);
        for event in Parser::new(&file) {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == language => {
                    open = Some(String::new());
                }
                Event::Text(words) => {
                    if let Some(block) = &mut open {
                        block.push_str(&words);
                    }
                }
                Event::End(TagEnd::CodeBlock) => found.extend(open.take().map(|block| (name(&path), block))),
                _ => {}
            }
        }
    }
    assert!(!found.is_empty(), "no block of {language}");
    found
}

#[test]
fn links_lead_somewhere() {
    let mut faults = Vec::new();
    for path in files() {
        let file = text(&path);
        for event in Parser::new(&file) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else {
                continue;
            };
            let target = dest_url.split('#').next().unwrap_or_default();
            let folder = path.parent().unwrap_or(Path::new(""));
            if !dest_url.contains(':') && !folder.join(target).exists() {
                faults.push(format!("{}: {dest_url}", name(&path)));
            }
        }
    }
    assert!(faults.is_empty(), "links to nowhere:\n{}", faults.join("\n"));
}

#[test]
fn turtle_is_turtle() {
    let mut known = String::new();
    for (prefix, iri) in Prefixes::default().iter() {
        writeln!(known, "@prefix {prefix}: <{iri}> .").unwrap();
    }
    for (file, block) in blocks("turtle") {
        // The README's are whole files; the others go without the prefixes that are always the same.
        let turtle = if file == "README.md" {
            block
        } else {
            format!("{known}{block}")
        };
        let mut parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(&turtle);
        let fault = parser.find_map(Result::err);
        let fault = fault.filter(|_| !SHORTENED.contains(&file.as_str()));
        assert!(fault.is_none(), "{file}: {fault:?} in\n{turtle}");
    }
}

#[test]
fn queries_are_queries() {
    let check = |file: &str, sparql: &str| {
        let fault = query::check(sparql, &Prefixes::default(), &Limits::default()).err();
        assert!(fault.is_none(), "{file}: {fault:?} in\n{sparql}");
    };
    for (file, block) in blocks("sparql") {
        check(&file, &block);
    }
    let mut asked = 0;
    for (file, block) in blocks("console") {
        for line in block.lines() {
            let query = line.strip_prefix("$ whowhom query '");
            if let Some(query) = query.and_then(|rest| rest.split('\'').next()) {
                check(&file, query);
                asked += 1;
            }
        }
    }
    assert!(asked > 0, "no query on a command line");
}
