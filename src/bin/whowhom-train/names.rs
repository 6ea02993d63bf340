//! Learns and scores the finding of names.

use anyhow::{Context, Result, anyhow, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use whowhom::mention::train::{Example, find, lists, train};
use whowhom::schema::Schema;
use whowhom::score::names::{NameScores, documents};
use whowhom::syntax::Model;
use whowhom::syntax::train::with_names;

/// A model with weights for names learnt from these files; the model itself where there are none.
pub(crate) fn learn(bytes: Vec<u8>, names: &[PathBuf], listed: &[PathBuf]) -> Result<Vec<u8>> {
    if names.is_empty() {
        return Ok(bytes);
    }
    let mut examples = Vec::new();
    for path in names {
        examples.extend(read(path)?);
    }
    let mut entries = Vec::new();
    for path in listed {
        entries.extend(list(path)?);
    }
    let model = Model::from_bytes(bytes.clone().into(), true)?;
    let tell = |line| eprintln!("{line}");
    let section = train(&examples, &entries, &model, Schema::embedded(), &tell);
    Ok(with_names(&bytes, &section)?)
}

/// Prints how well a model finds the names of a file.
pub(crate) fn score(model: &Model, path: &Path) -> Result<()> {
    let mut scores = NameScores::default();
    for example in read(path)? {
        let found = find(&example, model, Schema::embedded());
        for (found, gold) in found.iter().zip(&example.names) {
            scores.add(found, gold);
        }
    }
    println!("{}: names by the sequence model alone", path.display());
    println!("              precision     recall         F1");
    for (name, counts) in scores.rows() {
        let [p, r, f] = [counts.precision(), counts.recall(), counts.f1()].map(|x| 100.0 * x);
        println!("{name:<14}{p:>9.2}{r:>11.2}{f:>11.2}");
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Example>> {
    let file = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("{file}: can't be read"))?;
    let documents = documents(&text).map_err(|e| anyhow!("{file}:{}: {}", e.line, e.reason))?;
    let example = |d: whowhom::score::names::NamedDocument| Example {
        text: d.text,
        sentences: d.sentences,
        names: d.names,
    };
    Ok(documents.into_iter().map(example).collect())
}

/// The names of a list, each with the list it stands in.
fn list(path: &Path) -> Result<Vec<(String, String)>> {
    let file = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("{file}: can't be read"))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty());
    let entry = |(i, line): (usize, &str)| {
        let (list, name) = line
            .split_once('\t')
            .with_context(|| format!("{file}:{}: no tab between list and name", i + 1))?;
        ensure!(
            lists().contains(&list),
            "{file}:{}: no list {list:?} (hint: there are {})",
            i + 1,
            lists().join(", ")
        );
        Ok((list.to_owned(), name.to_owned()))
    };
    lines.map(entry).collect()
}
