//! Trains the language model from CoNLL-U treebanks, and scores one.

mod names;
mod report;

use clap::Parser;
use std::path::PathBuf;
use whowhom::syntax::Model;
use whowhom::syntax::conllu::{self, Gold};
use whowhom::syntax::train::evaluate::Evaluation;
use whowhom::syntax::train::{Config, corpus, evaluate, renew, train};

/// What GUM's news documents are called.
const NEWS: &str = "GUM_news";

/// Trains the language model from CoNLL-U treebanks.
#[derive(Parser)]
#[command(version)]
struct Args {
    /// Treebanks to train on.
    #[arg(required_unless_present = "model")]
    train: Vec<PathBuf>,
    /// Treebanks to score on.
    #[arg(long = "dev")]
    dev: Vec<PathBuf>,
    /// Where to write the model.
    #[arg(long, short)]
    output: Option<PathBuf>,
    /// Score this model instead of training one, or take it as what stays.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Keep the network of the model given, which takes long to train, and learn the rest anew.
    #[arg(long, requires = "model", requires = "train")]
    keep_network: bool,
    /// Files with names to learn from (JSON Lines with `tokens` and `entities`).
    #[arg(long)]
    names: Vec<PathBuf>,
    /// Lists of names, each line a list and a name with a tab between.
    #[arg(long, requires = "names")]
    lists: Vec<PathBuf>,
    /// Files with names to score on.
    #[arg(long)]
    dev_names: Vec<PathBuf>,
    /// Language of the treebanks, as a BCP 47 tag.
    #[arg(long, default_value = "en")]
    language: String,
    /// Passes over the data for the model.
    #[arg(long)]
    epochs: Option<usize>,
    /// Recurrent units of the model in one direction; a multiple of 16, at most 256.
    #[arg(long, value_parser = units)]
    hidden: Option<usize>,
    /// Recurrent layers of the model.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=8))]
    layers: Option<u8>,
    /// Start of the pseudo-random numbers.
    #[arg(long)]
    seed: Option<u64>,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let mut gold = Vec::new();
    for path in &args.train {
        gold.extend(read(path)?);
    }
    let bytes = match &args.model {
        None => train(&gold, &config(&args), &|line| eprintln!("{line}")),
        Some(path) if args.keep_network => renew(&gold, &std::fs::read(path)?)?,
        Some(path) => std::fs::read(path)?,
    };
    let bytes = names::learn(bytes, &args.names, &args.lists)?;
    if let Some(path) = &args.output {
        std::fs::write(path, &bytes)?;
        eprintln!("{}: {} bytes", path.display(), bytes.len());
    }
    let model = Model::from_bytes(bytes.into(), true)?;
    for path in &args.dev {
        score(&model, path)?;
    }
    for path in &args.dev_names {
        names::score(&model, path)?;
    }
    Ok(())
}

/// How to train, as the arguments say.
fn config(args: &Args) -> Config {
    let mut config = Config {
        language: args.language.clone(),
        ..Config::default()
    };
    let set = |to: &mut usize, given: Option<usize>| *to = given.unwrap_or(*to);
    set(&mut config.network.epochs, args.epochs);
    set(&mut config.network.hidden, args.hidden);
    set(&mut config.network.layers, args.layers.map(usize::from));
    config.seed = args.seed.unwrap_or(config.seed);
    config
}

/// A number of recurrent units that the program can compute with.
fn units(text: &str) -> Result<usize, String> {
    let number = text.parse::<usize>().ok();
    number
        .filter(|n| (16..=256).contains(n) && n.is_multiple_of(16))
        .ok_or_else(|| "not a multiple of 16 from 16 to 256".to_owned())
}

/// Prints how well a model reads a treebank, and the news in it where it has documents that are named so.
fn score(model: &Model, path: &PathBuf) -> anyhow::Result<()> {
    let documents = corpus::documents(read(path)?);
    let evaluations = evaluate(model, &documents);
    let (mut all, mut news, mut papers) = (Evaluation::default(), Evaluation::default(), 0);
    for (document, evaluation) in documents.iter().zip(&evaluations) {
        all += evaluation;
        if document.id.contains(NEWS) {
            news += evaluation;
            papers += 1;
        }
    }
    report::print(&path.display().to_string(), &all);
    if papers > 0 {
        report::print(&format!("{}, {papers} news documents", path.display()), &news);
    }
    Ok(())
}

fn read(path: &PathBuf) -> anyhow::Result<Vec<Gold>> {
    let text = std::fs::read_to_string(path).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
    conllu::read(&text).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))
}
