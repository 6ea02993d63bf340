//! Completions, manual pages and the reference of all commands, made of the arguments' own help.

use super::Outcome;
use super::args::{Args, Completions, Man};
use super::screen::Screen;
use anyhow::{Context, Result};
use clap::{Command, CommandFactory};
use std::io::Write;

/// Columns of the help in the reference.
const COLUMNS: usize = 100;

/// Prints a script for a shell.
pub(crate) fn completions(args: &Completions, screen: &mut Screen) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "whowhom", &mut script);
    screen.write_all(&script)?;
    Ok(Outcome::Done)
}

/// Prints the manual page, or writes all of them.
pub(crate) fn man(args: &Man, screen: &mut Screen) -> Result<Outcome> {
    let Some(dir) = &args.dir else {
        clap_mangen::Man::new(Args::command()).render(screen)?;
        return Ok(Outcome::Done);
    };
    let context = || format!("{}: the manual pages can't be written", dir.display());
    std::fs::create_dir_all(dir).with_context(context)?;
    clap_mangen::generate_to(Args::command(), dir).with_context(context)?;
    Ok(Outcome::Done)
}

/// Prints `docs/cli.md`.
pub(crate) fn markdown(screen: &mut Screen) -> Result<Outcome> {
    let mut program = Args::command().term_width(COLUMNS);
    program.build();
    writeln!(screen, "# The program\n")?;
    writeln!(
        screen,
        "Made of the program's own help; `UPDATE_EXPECT=1 cargo test` rewrites it."
    )?;
    section(&mut program, "##", screen)?;
    let visible = program
        .get_subcommands_mut()
        .filter(|command| !command.is_hide_set());
    for command in visible {
        section(command, "##", screen)?;
    }
    Ok(Outcome::Done)
}

fn section(command: &mut Command, level: &str, screen: &mut Screen) -> Result<()> {
    let name = command.get_bin_name().unwrap_or(command.get_name()).to_owned();
    let help = command.render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    writeln!(
        screen,
        "\n{level} `{name}`\n\n```text\n{}\n```",
        help.join("\n").trim_end()
    )?;
    Ok(())
}
