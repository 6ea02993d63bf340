//! `whowhom score coreference`: chains of mentions against gold.

use super::super::args::Score;
use super::super::screen::Screen;
use super::super::{Outcome, load};
use super::lines;
use anyhow::Result;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, Write};
use whowhom::reading::Reader;
use whowhom::score::coreference::{self, Cluster, ClusteredDocument, CoreferenceScores};

/// Scores chains and prints a table, a row for each genre.
pub(super) fn run(args: &Score, screen: &mut Screen) -> Result<Outcome> {
    let form = "`sents` and `clusters` of mentions like [0, 2]";
    let gold = lines(args, coreference::documents, form, screen)?;
    if gold.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let reader = Reader::new(&schema, &model);
    let read = |document: &ClusteredDocument| {
        let reading = reader.read_tokens(&document.given.text, document.sentences.clone());
        coreference::clusters(&reading, &schema)
    };
    let found: Vec<Vec<Cluster>> = gold.par_iter().map(read).collect();
    let mut all = CoreferenceScores::default();
    let mut genres: BTreeMap<&str, CoreferenceScores> = BTreeMap::new();
    for (found, document) in found.iter().zip(&gold) {
        all.add(found, &document.clusters);
        if !document.genre.is_empty() {
            genres
                .entry(&document.genre)
                .or_default()
                .add(found, &document.clusters);
        }
        if args.show {
            show(found, document, screen)?;
        }
    }
    writeln!(
        screen,
        "{:14}{:>8}{:>8}{:>8}{:>8}{:>10}{:>10}{:>9}{:>9}",
        "F1", "CoNLL", "MUC", "B3", "CEAFe", "mentions", "links P", "links R", "links F1"
    )?;
    row("all", &all, screen)?;
    for (genre, scores) in &genres {
        row(genre, scores, screen)?;
    }
    Ok(Outcome::Done)
}

fn row(name: &str, scores: &CoreferenceScores, screen: &mut Screen) -> io::Result<()> {
    let [conll, muc, b_cubed, ceaf] = [
        scores.conll(),
        scores.muc.f1(),
        scores.b_cubed.f1(),
        scores.ceaf.f1(),
    ];
    let (mentions, links) = (scores.mentions.f1(), scores.links);
    let (p, r, f1) = (links.precision(), links.recall(), links.f1());
    writeln!(
        screen,
        "{name:14}{conll:8.3}{muc:8.3}{b_cubed:8.3}{ceaf:8.3}{mentions:10.3}{p:10.3}{r:9.3}{f1:9.3}"
    )
}

/// Prints the clusters of a document, found and wanted; `+` marks mentions that gold has in some cluster.
fn show(found: &[Cluster], document: &ClusteredDocument, screen: &mut Screen) -> io::Result<()> {
    writeln!(screen, "{}", document.id)?;
    for (what, clusters, others) in [
        ("found", found, document.clusters.as_slice()),
        ("wanted", document.clusters.as_slice(), found),
    ] {
        for cluster in clusters {
            let words = |(start, end): &(usize, usize)| {
                let span = document.given.span(*start, *end).unwrap_or_default();
                let other = others.iter().position(|other| other.contains(&(*start, *end)));
                let mark = other.map_or("–".to_owned(), |other| other.to_string());
                format!(
                    "{start}:{}[{mark}]",
                    span.of(&document.given.text).replace('\n', " ")
                )
            };
            let words: Vec<String> = cluster.iter().map(words).collect();
            writeln!(screen, "  {what:7} {}", words.join(" = "))?;
        }
    }
    Ok(())
}
