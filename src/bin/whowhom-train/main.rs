//! Trains the language model from CoNLL-U treebanks, and scores one.

mod report;

use clap::Parser;
use std::path::PathBuf;
use whowhom::syntax::Model;
use whowhom::syntax::conllu::{self, Gold};
use whowhom::syntax::train::evaluate::Evaluation;
use whowhom::syntax::train::{Config, corpus, evaluate, train, train_splitter, with_splitter};

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
    /// Train only what finds the ends of sentences, and keep the rest of the model.
    #[arg(long, requires = "model", requires = "train")]
    splitter_only: bool,
    /// Language of the treebanks, as a BCP 47 tag.
    #[arg(long, default_value = "en")]
    language: String,
    /// Passes over the data for the parser.
    #[arg(long)]
    parse_epochs: Option<usize>,
    /// How many models, trained in different orders, vote with their weights summed.
    #[arg(long)]
    voters: Option<usize>,
    /// log₂ of the rows of the three tables: tags, actions, labels.
    #[arg(long, value_delimiter = ',')]
    bits: Option<Vec<u32>>,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let mut gold = Vec::new();
    for path in &args.train {
        gold.extend(read(path)?);
    }
    let bytes = match &args.model {
        None => train(&gold, &config(&args), &|line| eprintln!("{line}")),
        Some(path) if args.splitter_only => with_splitter(&std::fs::read(path)?, &train_splitter(&gold))?,
        Some(path) => std::fs::read(path)?,
    };
    if let Some(path) = &args.output {
        std::fs::write(path, &bytes)?;
        eprintln!("{}: {} bytes", path.display(), bytes.len());
    }
    let model = Model::from_bytes(bytes.into(), true)?;
    for path in &args.dev {
        score(&model, path)?;
    }
    Ok(())
}

/// How to train, as the arguments say.
fn config(args: &Args) -> Config {
    let mut config = Config {
        language: args.language.clone(),
        ..Config::default()
    };
    if let Some(epochs) = args.parse_epochs {
        config.parse_epochs = epochs;
    }
    if let Some(voters) = args.voters {
        config.voters = voters.max(1);
    }
    if let Some([a, b, c]) = args.bits.as_deref() {
        config.bits = [*a, *b, *c];
    }
    config
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
