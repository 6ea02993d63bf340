//! `whowhom export`: a store as RDF.

use super::args::{self, Rdf};
use super::screen::Screen;
use super::{Outcome, load};
use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use whowhom::export::{self, Config, Format, Graphs, Version};
use whowhom::query::Prefixes;

/// Exports a store.
pub(crate) fn run(args: &args::Export, screen: &mut Screen) -> Result<Outcome> {
    let format = format(args)?;
    let store = load::store(&args.store)?;
    let prefixes = Prefixes::new(store.base());
    let graphs = args.graph.as_deref().map(|name| Graphs::from_name(name, &prefixes));
    let config = Config {
        graphs: graphs.transpose()?,
        version: Version::from_name(&args.rdf)?,
        ontology: args.with_ontology,
        prefixes,
    };
    let Some(path) = &args.output else {
        export::write(store.quads(), format, &config, screen)?;
        return Ok(Outcome::Done);
    };
    let context = || format!("--output {}", path.display());
    let mut file = BufWriter::new(File::create(path).with_context(context)?);
    export::write(store.quads(), format, &config, &mut file).with_context(context)?;
    file.flush().with_context(context)?;
    screen.tell(&format!("{}: {}", path.display(), format.name()));
    Ok(Outcome::Done)
}

/// The format asked for, else that of the file's ending.
fn format(args: &args::Export) -> Result<Format> {
    match (args.format, &args.output) {
        (Some(Rdf::Turtle), _) => Ok(Format::Turtle),
        (Some(Rdf::Trig), _) => Ok(Format::TriG),
        (Some(Rdf::Ntriples), _) => Ok(Format::NTriples),
        (Some(Rdf::Nquads), _) => Ok(Format::NQuads),
        (Some(Rdf::Rdfxml), _) => Ok(Format::RdfXml),
        (Some(Rdf::Jsonld), _) => Ok(Format::JsonLd),
        (None, Some(path)) => Format::from_path(path).with_context(|| format!("--output {}", path.display())),
        (None, None) => Ok(Format::TriG),
    }
}
