//! `whowhom build`: documents into a store.

use super::args::Build;
use super::screen::Screen;
use super::{Outcome, load, read};
use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Mutex, PoisonError};
use whowhom::build::{self, Event, Summary};
use whowhom::graph;
use whowhom::query::Prefixes;
use whowhom::reading::Reader;
use whowhom::schema::Schema;
use whowhom::store::{self, Store};

/// Tables made and not yet printed, by id of the document, in the order they were made.
type Tables = Mutex<BTreeMap<String, Vec<String>>>;

/// Reads documents into a store.
pub(crate) fn run(args: &Build, screen: &mut Screen) -> Result<Outcome> {
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let config = load::config(&args.documents, &model)?;
    if let Some(threads) = args.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build_global().context("--threads")?;
    }
    let mut store = open(args, screen)?;
    let graph = load::graph(&schema, &model, store.base(), &args.kept);
    let reader = Reader::new(&schema, &model).with_open_relations(args.kept.open);
    let (width, paint) = (screen.width, screen.paint);
    let tables = Tables::default();
    let build = build::Build {
        schema: &schema,
        config: build::Config {
            graph: graph.clone(),
            again: args.print,
            ..build::Config::default()
        },
        read: |document| {
            let mut reading = reader.read(document);
            reading
                .claims
                .retain(|claim| claim.confidence >= args.kept.min_confidence);
            if args.print {
                let table = read::table(&reading, &schema, &graph, width, paint);
                let mut tables = tables.lock().unwrap_or_else(PoisonError::into_inner);
                tables.entry(reading.document.id.clone()).or_default().push(table);
            }
            reading
        },
    };
    let bar = progress(screen);
    let mut failed = Ok(());
    let summary = build.run(load::documents(&args.documents, &config), &mut store, |event| {
        bar.suspend(|| {
            let told = tell(event, &tables, screen);
            failed = std::mem::replace(&mut failed, Ok(())).and(told);
        });
        bar.inc(1);
    });
    bar.finish_and_clear();
    let summary = summary.with_context(|| args.store.dir.display().to_string())?;
    failed?;
    keep_ontology(&mut store, &schema, summary)?;
    screen.tell(&format!("{}: {}", args.store.dir.display(), sentence(&summary)));
    Ok(match summary {
        Summary { failures: 1.., .. } => Outcome::Faulty,
        Summary { documents: 0, .. } => {
            load::tell_none(&args.documents, screen);
            Outcome::Nothing
        }
        _ => Outcome::Done,
    })
}

/// Opens the store, or makes one.
fn open(args: &Build, screen: &Screen) -> Result<Store> {
    let dir = &args.store.dir;
    let base = base(args)?;
    let config = store::Config {
        base: base.clone(),
        keep_text: !args.no_text,
    };
    // An existing store keeps its base unless another one is asked for, which is an error.
    let store = match args.base {
        None if dir.join("whowhom.json").exists() => Store::open(dir, store::Access::Write)?,
        _ => Store::create(dir, config)?,
    };
    if args.no_text && store.keeps_text() {
        screen.note("--no-text: this store was made to keep texts, and goes on to do so");
    }
    Ok(store)
}

/// Where instances live.
fn base(args: &Build) -> Result<String> {
    let Some(base) = &args.base else {
        return Ok(whowhom::vocab::BASE.to_owned());
    };
    if !base.ends_with('/') || Prefixes::new(base).expand("a:x").is_none() {
        bail!(
            "--base: {base:?} will not do (hint: an absolute IRI with a / at its end, such as https://example.org/news/)"
        );
    }
    Ok(base.clone())
}

/// The ontology lies in the store too, in a graph of its own, for queries and exports.
fn keep_ontology(store: &mut Store, schema: &Schema, summary: Summary) -> Result<()> {
    if summary.documents > summary.unchanged {
        let (name, triples) = graph::ontology(schema, store.base());
        store.writer(schema)?.put_graph(&name, triples)?;
    }
    Ok(())
}

/// Tells of one document: its claims if asked for, its notes, its failure.
fn tell(event: Event, tables: &Tables, screen: &mut Screen) -> std::io::Result<()> {
    match event {
        Event::Failed(message) => screen.error(&message),
        Event::Done { id, notes, .. } => {
            screen.notes(&id, &notes);
            let mut tables = tables.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(waiting) = tables.get_mut(&id).filter(|waiting| !waiting.is_empty()) {
                screen.write_all(waiting.remove(0).as_bytes())?;
                screen.flush()?;
            }
        }
    }
    Ok(())
}

/// A line that says how far it got, where somebody looks on.
fn progress(screen: &Screen) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if screen.is_quiet() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} documents, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// The summary in words.
fn sentence(summary: &Summary) -> String {
    let count = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    };
    format!(
        "{} ({} unchanged, {} replaced), {}, {}, {}, {}",
        count(summary.documents, "document"),
        summary.unchanged,
        summary.replaced,
        count(summary.sentences, "sentence"),
        count(summary.claims, "claim"),
        count(summary.notes, "note"),
        count(summary.failures, "failure"),
    )
}
