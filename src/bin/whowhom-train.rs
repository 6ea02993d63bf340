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
    /// Passes over the data for the model.
    #[arg(long)]
    epochs: Option<usize>,
    /// Passes over the data for each teacher.
    #[arg(long)]
    teacher_epochs: Option<usize>,
    /// How many larger networks are trained first, for the model to learn from.
    #[arg(long)]
    teachers: Option<usize>,
    /// Recurrent units of the model in one direction; a multiple of 16.
    #[arg(long)]
    hidden: Option<usize>,
    /// Recurrent layers of the model.
    #[arg(long)]
    layers: Option<usize>,
    /// Start of the pseudo-random numbers.
    #[arg(long)]
    seed: Option<u64>,
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
        let set = |to: &mut usize, given: Option<usize>| *to = given.unwrap_or(*to);
        set(&mut config.model.epochs, args.epochs);
        set(&mut config.teacher.epochs, args.teacher_epochs);
        set(&mut config.teachers, args.teachers);
        set(&mut config.model.hidden, args.hidden);
        set(&mut config.model.layers, args.layers);
        config.seed = args.seed.unwrap_or(config.seed);
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
