//! Documents whose sentences and tokens are given: CoNLL-U, sentences by the line, and the standard input.

use std::fmt::Write;
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

/// Reads all documents of a CoNLL-U file, `-` being the standard input; the error says where and what.
pub(crate) fn read(path: &Path, config: &Config, model: &Model) -> Result<Vec<Tokens>, String> {
    let file = open(path, "CoNLL-U")?;
    if file.text.trim().is_empty() {
        return Err(format!(
            "{}:1: the file is empty (hint: CoNLL-U has rows of ten columns, and an empty line behind each sentence)",
            file.place
        ));
    }
    let found = conllu::documents(&file.text)
        .map_err(|malformed| format!("{}:{}: {}", file.place, malformed.line, malformed.reason))?;
    let several = found.len() > 1;
    let tokens = found.into_iter().enumerate().map(|(i, given)| {
        let nameless = || {
            if several {
                format!("{}#{}", file.stem, i + 1)
            } else {
                file.stem.clone()
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

/// Reads a file of one sentence a line, or id, tab and sentence, with blanks between the tokens; of several files the
/// numbers of lines go with the name of their file.
pub(crate) fn lines(
    path: &Path,
    several: bool,
    config: &Config,
    model: &Model,
) -> Result<Vec<Tokens>, String> {
    let file = open(path, "text of lines")?;
    let mut rows = String::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        let (id, sentence) = line.split_once('\t').unwrap_or(("", line));
        if sentence.contains('\t') {
            return Err(format!(
                "{}:{number}: more than one tab (hint: a line is a sentence, or id, tab, sentence)",
                file.place
            ));
        }
        if sentence.trim().is_empty() {
            continue;
        }
        let id = match id.trim() {
            "" if several => format!("{}-{number}", file.stem),
            "" => number.to_string(),
            id => id.to_owned(),
        };
        let shown = sentence.replace(char::is_control, " ");
        let _ = writeln!(rows, "# sent_id = {id}\n# text = {}", shown.trim());
        for (i, form) in (1..).zip(sentence.split_whitespace()) {
            let _ = writeln!(rows, "{i}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_");
        }
        rows.push('\n');
    }
    if rows.is_empty() {
        return Err(format!(
            "{}:1: there is no sentence (hint: a line is a sentence, or id, tab, sentence)",
            file.place
        ));
    }
    let found =
        conllu::documents(&rows).map_err(|malformed| format!("{}: {}", file.place, malformed.reason))?;
    let tokens = found.into_iter().map(|given| Tokens {
        document: document(file.stem.clone(), &given, config, model),
        given,
    });
    Ok(tokens.collect())
}

/// A file's text, with what it is called in messages and documents.
struct File {
    place: String,
    stem: String,
    text: String,
}

/// Opens a file, or the standard input.
fn open(path: &Path, format: &str) -> Result<File, String> {
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
    let bytes = bytes.map_err(|error| format!("{place}: {}", reason(&error, format)))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + String::from_utf8_lossy(&error.as_bytes()[..good])
            .matches('\n')
            .count();
        format!("{place}:{line}: not UTF-8, which {format} must be (hint: convert the file)")
    })?;
    let text = text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned);
    let stem = path.file_stem().filter(|_| !input);
    let stem = stem.map_or_else(|| place.clone(), |stem| stem.to_string_lossy().into_owned());
    Ok(File { place, stem, text })
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
fn reason(error: &io::Error, format: &str) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file (hint: check the path)".to_owned(),
        io::ErrorKind::IsADirectory => {
            format!("a folder, where a file of {format} is wanted (hint: name the files in it)")
        }
        io::ErrorKind::PermissionDenied => "may not be read (hint: check its permissions)".to_owned(),
        _ => format!("cannot be read: {error} (hint: check the file)"),
    }
}
