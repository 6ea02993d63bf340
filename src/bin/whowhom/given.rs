//! Documents whose sentences and tokens are given: CoNLL-U files and the standard input.

use std::io::{self, Read};
use std::path::Path;
use whowhom::source::{Config, Document};
use whowhom::syntax::Model;
use whowhom::syntax::conllu::{self, Given};

/// A document and its tokens.
pub(crate) struct Tokens {
    pub(crate) document: Document,
    pub(crate) given: Given,
}

/// Reads all documents of a file, `-` being the standard input; the error says where and what.
pub(crate) fn read(path: &Path, config: &Config, model: &Model) -> Result<Vec<Tokens>, String> {
    let input = path == Path::new("-");
    let place = if input {
        "stdin".to_owned()
    } else {
        path.display().to_string()
    };
    let bytes = if input {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|error| format!("{place}: {}", reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + String::from_utf8_lossy(&error.as_bytes()[..good])
            .matches('\n')
            .count();
        format!("{place}:{line}: not UTF-8, which CoNLL-U must be (hint: convert the file)")
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    if text.trim().is_empty() {
        return Err(format!(
            "{place}:1: the file is empty (hint: CoNLL-U has rows of ten columns, and an empty line behind each sentence)"
        ));
    }
    let found = conllu::documents(text)
        .map_err(|malformed| format!("{place}:{}: {}", malformed.line, malformed.reason))?;
    let stem = path.file_stem().filter(|_| !input);
    let stem = stem.map_or_else(|| place.clone(), |stem| stem.to_string_lossy().into_owned());
    let several = found.len() > 1;
    let tokens = found.into_iter().enumerate().map(|(i, given)| {
        let nameless = || {
            if several {
                format!("{stem}#{}", i + 1)
            } else {
                stem.clone()
            }
        };
        let id = given.id.clone().unwrap_or_else(nameless);
        Tokens {
            document: document(id, &given, config, model),
            given,
        }
    });
    Ok(tokens.collect())
}

fn document(id: String, given: &Given, config: &Config, model: &Model) -> Document {
    Document {
        id,
        text: given.text.clone(),
        masked: Vec::new(),
        title: config.title.clone(),
        date: config.date,
        publisher: config.publisher.clone(),
        url: config.url.clone(),
        licence: config.licence.clone(),
        language: config.language.clone().unwrap_or_else(|| model.language.clone()),
        notes: given.notes.clone(),
    }
}

/// Why the system refused, in plain words.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file (hint: check the path)".to_owned(),
        io::ErrorKind::IsADirectory => {
            "a folder, where a CoNLL-U file is wanted (hint: name the files in it)".to_owned()
        }
        io::ErrorKind::PermissionDenied => "may not be read (hint: check its permissions)".to_owned(),
        _ => format!("cannot be read: {error} (hint: check the file)"),
    }
}
