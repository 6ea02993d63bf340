//! Trains the language model from CoNLL-U treebanks.

use clap::Parser;
use std::path::PathBuf;
use whowhom::syntax::Model;
use whowhom::syntax::conllu::{self, Gold};
use whowhom::syntax::train::{Config, evaluate, train};

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
    /// Score this model instead of training one.
    #[arg(long)]
    model: Option<PathBuf>,
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
    let bytes = if let Some(path) = &args.model {
        std::fs::read(path)?
    } else {
        let mut gold = Vec::new();
        for path in &args.train {
            gold.extend(read(path)?);
        }
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
        train(&gold, &config, &|line| eprintln!("{line}"))
    };
    if let Some(path) = &args.output {
        std::fs::write(path, &bytes)?;
        eprintln!("{}: {} bytes", path.display(), bytes.len());
    }
    let model = Model::from_bytes(bytes.into(), true)?;
    for path in &args.dev {
        let a = evaluate(&model, &read(path)?);
        println!(
            "{}: {} tokens, UPOS {:.2}, XPOS {:.2}, features {:.2}, lemmas {:.2}, UAS {:.2}, LAS {:.2}",
            path.display(),
            a.tokens,
            a.upos,
            a.xpos,
            a.feats,
            a.lemmas,
            a.uas,
            a.las
        );
        let relations: Vec<String> = a
            .by_relation
            .iter()
            .map(|(rel, f1)| format!("{rel} {f1:.1}"))
            .collect();
        println!("  {}", relations.join(", "));
    }
    Ok(())
}

fn read(path: &PathBuf) -> anyhow::Result<Vec<Gold>> {
    let text = std::fs::read_to_string(path).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
    conllu::read(&text).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))
}
