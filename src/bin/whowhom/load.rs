//! From arguments to what they name: documents, ontology, model, store.

use super::Outcome;
use super::args::{self, Documents, Folders, Kept, Tools};
use super::screen::Screen;
use anyhow::{Context, Result, bail};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write;
use whowhom::graph;
use whowhom::mention;
use whowhom::reading::LANGUAGES;
use whowhom::schema::{Schema, Sources};
use whowhom::source::{self, Config, Format};
use whowhom::store::{self, Access, Store};
use whowhom::syntax::Model;

/// Digits of a hash that are shown.
const SHORT: usize = 8;

/// What is known of the documents.
pub(crate) fn config(documents: &Documents, model: &Model) -> Result<Config> {
    let date = match &documents.date {
        None => None,
        Some(text) => match source::parse_date(text) {
            Some(date) => Some(date),
            None => bail!("--date: no date in {text:?} (hint: write it as 2024-11-30)"),
        },
    };
    Ok(Config {
        date,
        publisher: documents.publisher.clone(),
        title: documents.title.clone(),
        url: documents.url.clone(),
        licence: documents.licence.clone(),
        language: documents.language.clone(),
        format: documents.from_jsonl.then_some(Format::JsonLines),
        known: vec![model.language.clone()],
    })
}

/// The documents, one after the other.
pub(crate) fn documents(documents: &Documents, config: &Config) -> source::Documents {
    source::read(documents.paths.iter().cloned(), config)
}

/// Tells that there were none.
pub(crate) fn tell_none(documents: &Documents, screen: &Screen) {
    let paths: Vec<String> = documents
        .paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let endings = "documents end in .txt, .md, .json or .jsonl";
    screen.note(&format!("no documents in {} (hint: {endings})", paths.join(", ")));
}

/// The ontology.
pub(crate) fn schema(folders: &Folders) -> Result<Cow<'static, Schema>> {
    let sources = match (folders.only.as_slice(), folders.added.as_slice()) {
        ([], []) => return Ok(Cow::Borrowed(Schema::embedded())),
        ([], added) => Sources::with(added.to_vec()),
        (only, _) => Sources::only(only.to_vec()),
    };
    let schema = Schema::load(&sources).map_err(|error| {
        let faults = error.faults.len();
        let plural = if faults == 1 { "" } else { "s" };
        anyhow::anyhow!("the ontology has {faults} fault{plural}:\n{error}")
    })?;
    Ok(Cow::Owned(schema))
}

/// The language model.
pub(crate) fn model(tools: &Tools) -> Result<Model> {
    let Some(path) = &tools.model else {
        return Ok(Model::english());
    };
    let model = Model::load(path).with_context(|| path.display().to_string())?;
    let primary = model.language.split('-').next().unwrap_or_default();
    if !LANGUAGES.contains(&primary) {
        bail!(
            "{}: the model is of language {:?}, and the rules know {} (hint: --model or WHOWHOM_MODEL names another)",
            path.display(),
            model.language,
            LANGUAGES.join(", ")
        );
    }
    if !mention::knows_names_of(&model) {
        bail!(
            "the model's weights for names are of another layout (hint: train them anew with whowhom-train --names)"
        );
    }
    Ok(model)
}

/// How readings are described; what is kept beyond the usual is part of what read the documents, so that asking
/// otherwise reads them again.
pub(crate) fn graph(schema: &Schema, model: &Model, base: &str, kept: &Kept) -> graph::Config {
    let mut config = graph::Config {
        base: base.to_owned(),
        ontology_hash: schema.hash().to_owned(),
        model_hash: model.checksum.clone(),
        ..graph::Config::default()
    };
    if kept.open {
        config.extractor.push_str(" --open");
    }
    if kept.min_confidence > 0.0 {
        let _ = write!(config.extractor, " --min-confidence {}", kept.min_confidence);
    }
    config
}

/// A store to read.
pub(crate) fn store(store: &args::Store) -> Result<Store> {
    Store::open(&store.dir, Access::Read).map_err(|error| match error {
        store::Error::Missing(dir) => anyhow::anyhow!(
            "there is no store at {0} (hint: `whowhom build PATH --store {0}` makes one, --store or WHOWHOM_STORE names another)",
            dir.display()
        ),
        error => error.into(),
    })
}

/// Prints the versions.
pub(crate) fn version(screen: &mut Screen) -> Result<Outcome> {
    let (schema, model) = (Schema::embedded(), Model::english());
    let short = |hash: &str| hash.chars().take(SHORT).collect::<String>();
    writeln!(
        screen,
        "whowhom {} (model {} {}, ontology {})",
        env!("CARGO_PKG_VERSION"),
        model.language,
        short(&model.checksum),
        short(schema.hash())
    )?;
    Ok(Outcome::Done)
}
