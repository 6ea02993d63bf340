//! Where the program prints: results to the standard output, all else to the standard error.

use std::fmt::{self, Display};
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

/// Columns of a page where no terminal says how many it has.
const PAGE: usize = 100;
/// A terminal narrower than this is taken for this wide.
const NARROWEST: usize = 40;

/// The standard output and error.
pub(crate) struct Screen {
    out: BufWriter<StdoutLock<'static>>,
    quiet: bool,
    /// Whether results go to a terminal.
    pub(crate) terminal: bool,
    /// Columns of the terminal, or of a page.
    pub(crate) width: usize,
    /// The colours of results.
    pub(crate) paint: Paint,
    /// The colours of messages.
    warn: Paint,
}

impl Screen {
    /// The screen of this process.
    pub(crate) fn new(quiet: bool) -> Self {
        let terminal = io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let columns = terminal.then(terminal_size::terminal_size).flatten();
        let columns = columns.map(|(width, _)| usize::from(width.0).max(NARROWEST));
        Self {
            out: BufWriter::new(io::stdout().lock()),
            quiet,
            terminal,
            width: columns.unwrap_or(PAGE),
            paint: Paint(terminal && !plain),
            warn: Paint(io::stderr().is_terminal() && !plain),
        }
    }

    /// Tells of an error.
    pub(crate) fn error(&self, message: &str) {
        say(&format!("{}: {message}", self.warn.put(Style::Bad, "error")));
    }

    /// Tells of something odd, unless kept quiet.
    pub(crate) fn note(&self, message: &str) {
        if !self.quiet {
            say(&format!("{}: {message}", self.warn.put(Style::Odd, "note")));
        }
    }

    /// Tells how it went, unless kept quiet.
    pub(crate) fn tell(&self, message: &str) {
        if !self.quiet {
            say(message);
        }
    }

    /// Whether notes, progress and summaries are left out.
    pub(crate) const fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Drops what nobody reads, so that leaving doesn't try to write it.
    pub(crate) fn forget(self) {
        let _ = self.out.into_parts();
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes a line to the standard error; where that fails there is nobody left to tell.
fn say(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// What a stretch of text is, which decides its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    /// Text.
    #[default]
    Plain,
    /// A heading, or the word that matters.
    Strong,
    /// What may be passed over.
    Faint,
    /// A relation.
    Relation,
    /// Something uncertain or odd.
    Odd,
    /// Something denied or wrong.
    Bad,
}

/// Whether to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paint(pub(crate) bool);

impl Paint {
    /// The text in a style.
    pub(crate) const fn put<T: Display>(self, style: Style, text: T) -> Painted<T> {
        let style = if self.0 { style } else { Style::Plain };
        Painted { style, text }
    }
}

/// A text in a style.
pub(crate) struct Painted<T> {
    style: Style,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = match self.style {
            Style::Plain => return self.text.fmt(f),
            Style::Strong => "1",
            Style::Faint => "2",
            Style::Relation => "36",
            Style::Odd => "33",
            Style::Bad => "31",
        };
        write!(f, "\x1b[{code}m{}\x1b[0m", self.text)
    }
}
