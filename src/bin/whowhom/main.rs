//! The program `whowhom`: turns arguments into calls of the library, and results into text and an
//! exit code (0 success, 1 nothing found or a check failed, 2 an error).

mod actors;
mod args;
mod build;
mod check;
mod claims;
mod draw;
mod explain;
mod export;
mod given;
mod json;
mod load;
mod ontology;
mod propose;
mod propositions;
mod query;
mod read;
mod reference;
mod score;
mod screen;
mod table;
mod trees;
mod word;

use anyhow::Result;
use args::{Args, Command};
use clap::{CommandFactory, Parser};
use screen::Screen;
use std::io::Write;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// As wished.
    Done,
    /// Nothing was found, or a check failed.
    Nothing,
    /// Errors that have been told already.
    Faulty,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Nothing => Self::from(1),
            Outcome::Faulty => Self::from(2),
        }
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    let mut screen = Screen::new(args.quiet);
    let outcome = run(&args, &mut screen).and_then(|outcome| {
        screen.flush()?;
        Ok(outcome)
    });
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => {
            screen.forget();
            ExitCode::SUCCESS
        }
        Err(error) => {
            // What was found before the error is not withheld.
            let _ = screen.flush();
            screen.error(&format!("{error:#}"));
            Outcome::Faulty.into()
        }
    }
}

fn run(args: &Args, screen: &mut Screen) -> Result<Outcome> {
    if args.version {
        return load::version(screen);
    }
    match &args.command {
        Some(Command::Read(args)) => read::run(args, screen),
        Some(Command::Build(args)) => build::run(args, screen),
        Some(Command::Query(args)) => query::run(args, screen),
        Some(Command::Export(args)) => export::run(args, screen),
        Some(Command::Explain(args)) => explain::run(args, screen),
        Some(Command::Actors(args)) => actors::run(args, screen),
        Some(Command::Check(args)) => check::run(args, screen),
        Some(Command::Ontology(args)) => ontology::run(args, screen),
        Some(Command::Propose(args)) => propose::run(args, screen),
        Some(Command::Score(args)) => score::run(args, screen),
        Some(Command::Completions(args)) => reference::completions(args, screen),
        Some(Command::Man(args)) => reference::man(args, screen),
        Some(Command::Reference) => reference::markdown(screen),
        None => {
            screen.error(&format!("no command given\n\n{}", Args::command().render_help()));
            Ok(Outcome::Faulty)
        }
    }
}

/// Whether an error is only that nobody reads on.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = |cause: &(dyn std::error::Error + 'static)| {
        let error = cause.downcast_ref::<std::io::Error>();
        error.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    };
    error.chain().any(io)
}
