//! N-Triples and N-Quads: one statement a line, sorted within each graph.

use std::io::Write;

use oxigraph::model::{GraphName, Triple};

use super::{Error, Writer};

/// Writes a statement a line, with its graph where it has one.
pub(super) struct Lines<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Lines<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out }
    }
}

impl Writer for Lines<'_> {
    fn start(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn graph(&mut self, name: &GraphName, triples: &[Triple]) -> Result<(), Error> {
        let end = if name.is_default_graph() {
            " .".to_owned()
        } else {
            format!(" {name} .")
        };
        let mut lines: Vec<String> = triples.iter().map(|triple| format!("{triple}{end}")).collect();
        lines.sort();
        lines
            .iter()
            .try_for_each(|line| Ok(writeln!(self.out, "{line}")?))
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }
}
