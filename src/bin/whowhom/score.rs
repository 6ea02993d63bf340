//! `whowhom score`: claims against gold, in the table of the project's `score_claims.py`, and what lies below them.

mod attribution;
mod coreference;
mod dates;
mod linking;
mod names;
mod pairs;

use super::args::{Score, Scored};
use super::screen::Screen;
use super::{Outcome, load};
use anyhow::{Context, Result, anyhow, bail};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use whowhom::reading::Reader;
use whowhom::score::given::Malformed;
use whowhom::score::{self, Agreement, Counts, Faults, Gold, Part, Prediction};
use whowhom::source::{self, Config};

/// Relations outside the inventory that are named.
const NAMED: usize = 20;

/// The names of the levels, in the order of `score::Level`.
const LEVELS: [&str; 3] = ["dyad", "category", "relation"];

/// Scores claims and prints the table.
pub(crate) fn run(args: &Score, screen: &mut Screen) -> Result<Outcome> {
    match args.what {
        Scored::Claims => claims(args, screen),
        Scored::Names => names::run(args, screen),
        Scored::Coreference => coreference::run(args, screen),
        Scored::Dates => dates::run(args, screen),
        Scored::Linking => linking::run(args, screen),
        Scored::Attribution => attribution::run(args, screen),
        Scored::Relations | Scored::Categories => pairs::run(args, screen),
    }
}

fn claims(args: &Score, screen: &mut Screen) -> Result<Outcome> {
    let gold = gold(&args.gold)?;
    if gold.is_empty() {
        let dir = args.gold.display();
        screen.note(&format!("no gold in {dir} (hint: a file .json for each article)"));
        return Ok(Outcome::Nothing);
    }
    let ids: BTreeSet<&str> = gold.iter().map(|article| article.id.as_str()).collect();
    let (predictions, errors) = match &args.predictions {
        Some(path) => (predictions(path)?, 0),
        None => read(args, &ids, screen)?,
    };
    tell_left_out(&predictions, &ids, screen);
    let is_scored =
        |p: &&Prediction| ids.contains(p.document.as_str()) && score::category(&p.relation).is_some();
    let scored = predictions.iter().filter(is_scored).count();
    if args.show {
        for article in &gold {
            for (roles, note) in [(false, ""), (true, " (ROLE)")] {
                show(
                    &score::faults(&predictions, article, roles),
                    article,
                    note,
                    screen,
                )?;
            }
        }
    }
    writeln!(screen, "{} articles, {scored} predicted relations\n", gold.len())?;
    let totals = score::claims(&predictions, &gold);
    part("", &totals.events, screen)?;
    part("ROLE", &totals.roles, screen)?;
    articles(&predictions, &gold, screen)?;
    reliability(&score::reliability(&predictions, &gold), screen)?;
    Ok(match (errors, scored) {
        (1.., _) => Outcome::Faulty,
        (0, 0) => Outcome::Nothing,
        _ => Outcome::Done,
    })
}

/// The bands of confidence that are counted apart, by their lower ends.
const BANDS: [f32; 5] = [0.0, 0.4, 0.6, 0.7, 0.8];

/// How many claims are right of those that are equally sure.
fn reliability(judged: &[(f32, bool)], screen: &mut Screen) -> Result<()> {
    if judged.is_empty() {
        return Ok(());
    }
    writeln!(screen, "\nconfidence     claims   mean  right")?;
    for (i, low) in BANDS.iter().enumerate() {
        let high = BANDS.get(i + 1).copied().unwrap_or(f32::INFINITY);
        let band: Vec<&(f32, bool)> = judged.iter().filter(|(c, _)| (*low..high).contains(c)).collect();
        let count = band.len().max(1) as f32;
        let mean = band.iter().map(|(confidence, _)| confidence).sum::<f32>().abs() / count;
        let right = band.iter().filter(|(_, right)| *right).count() as f32 / count;
        let name = format!("{low:.1} to {:.1}", high.min(1.0));
        writeln!(screen, "{name:12}  {:7}  {mean:5.2}  {right:5.2}", band.len())?;
    }
    Ok(())
}

/// The gold of a folder, in the order of the files' names.
fn gold(dir: &Path) -> Result<Vec<Gold>> {
    let context = || {
        let dir = dir.display();
        format!("{dir}: the gold can't be read (hint: name a folder with a file .json for each article)")
    };
    let entries: io::Result<Vec<_>> = fs::read_dir(dir).with_context(context)?.collect();
    let paths = entries
        .with_context(context)?
        .into_iter()
        .map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    let gold = |path: &PathBuf| {
        serde_json::from_str(&text(path)?).map_err(|error| {
            let (file, line) = (path.display(), error.line());
            anyhow!(
                "{file}:{line}: no gold: {error} (hint: an article has `id`, `actors` by key and `relations`)"
            )
        })
    };
    paths.iter().map(gold).collect()
}

/// The predictions of a file, one a line.
fn predictions(path: &Path) -> Result<Vec<Prediction>> {
    let text = text(path)?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let prediction = |(i, line)| {
        serde_json::from_str(line).map_err(|error| {
            let (file, line) = (path.display(), i + 1);
            anyhow!(
                "{file}:{line}: no claim: {error} (hint: `whowhom read --format jsonl` writes such lines)"
            )
        })
    };
    lines.map(prediction).collect()
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path)
        .with_context(|| format!("{}: can't be read (hint: check the path)", path.display()))
}

/// The claims of the texts for which there is gold, and how many texts could not be read.
fn read(args: &Score, ids: &BTreeSet<&str>, screen: &Screen) -> Result<(Vec<Prediction>, usize)> {
    let dir = match &args.texts {
        Some(dir) => dir.clone(),
        None => args.gold.canonicalize()?.with_file_name("text"),
    };
    if !dir.is_dir() {
        let dir = dir.display();
        return Err(anyhow!(
            "{dir}: no such folder (hint: --texts names the folder with the texts)"
        ));
    }
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let config = Config {
        known: vec![model.language.clone()],
        ..Config::default()
    };
    let (mut documents, mut seen, mut errors) = (Vec::new(), BTreeSet::new(), 0);
    for document in source::read([dir.clone()], &config) {
        match document {
            Ok(document) if ids.contains(document.id.as_str()) => {
                seen.insert(document.id.clone());
                documents.push(document);
            }
            Ok(document) => screen.note(&format!("not in the gold, left out: {}", document.id)),
            Err(error) => {
                errors += 1;
                screen.error(&error.to_string());
            }
        }
    }
    for id in ids.iter().filter(|id| !seen.contains(**id)) {
        screen.note(&format!("no text of {id} in {}", dir.display()));
    }
    let reader = Reader::new(&schema, &model);
    let found: Vec<Vec<Prediction>> = documents
        .into_par_iter()
        .map(|document| score::predictions(&reader.read(document), &schema))
        .collect();
    Ok((found.concat(), errors))
}

/// Tells which predictions are not scored.
fn tell_left_out(predictions: &[Prediction], ids: &BTreeSet<&str>, screen: &Screen) {
    let (mut outside, mut documents) = (BTreeMap::new(), BTreeSet::new());
    for prediction in predictions {
        if score::category(&prediction.relation).is_none() {
            *outside.entry(prediction.relation.as_str()).or_insert(0_usize) += 1;
        } else if !ids.contains(prediction.document.as_str()) {
            documents.insert(prediction.document.as_str());
        }
    }
    for document in documents {
        screen.note(&format!("not in the gold, left out: {document}"));
    }
    let mut outside: Vec<(&str, usize)> = outside.into_iter().collect();
    outside.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let named = outside.iter().take(NAMED);
    let named: Vec<String> = named.map(|(name, count)| format!("{name} {count}")).collect();
    if !named.is_empty() {
        screen.note(&format!("outside the inventory, left out: {}", named.join(", ")));
    }
}

/// Prints what was missed in an article and what was found wrongly.
fn show(faults: &Faults<'_>, article: &Gold, note: &str, screen: &mut Screen) -> io::Result<()> {
    if faults.missed.is_empty() && faults.wrong.is_empty() {
        return Ok(());
    }
    let name = |key: &str| {
        let actor = article.actors.get(key);
        actor
            .and_then(|actor| actor.names.first())
            .map_or_else(|| key.to_owned(), Clone::clone)
    };
    writeln!(screen, "== {}{note}", article.id)?;
    for (row, level) in &faults.missed {
        let reached = match level {
            None => String::new(),
            Some(level) => format!("   [{} found]", LEVELS[*level as usize]),
        };
        let (subject, object) = (name(&row.subject), name(&row.object));
        let (relation, evidence) = (&row.relation, &row.evidence);
        writeln!(
            screen,
            "  missed  {subject} | {relation} | {object}{reached}   « {evidence} »"
        )?;
    }
    for wrong in &faults.wrong {
        let (subject, object) = (&wrong.subject.name, &wrong.object.name);
        writeln!(screen, "  wrong   {subject} | {} | {object}", wrong.relation)?;
    }
    writeln!(screen)
}

/// Prints the scores of events or of roles.
fn part(title: &str, part: &Part, screen: &mut Screen) -> io::Result<()> {
    writeln!(
        screen,
        "{title:12}{:>7}{:>7}{:>7}{:>8}{:>8}{:>8}{:>8}",
        "right", "wrong", "found", "wanted", "P", "R", "F1"
    )?;
    for (name, counts) in LEVELS.iter().zip([part.dyad, part.category, part.relation]) {
        let Counts {
            right,
            wrong,
            found,
            wanted,
        } = counts;
        write!(screen, "{name:12}{right:7}{wrong:7}{found:7}{wanted:8}")?;
        for number in rates(&counts) {
            write!(screen, "{number:8.3}")?;
        }
        writeln!(screen)?;
    }
    let pairs = part.agreement.pairs;
    writeln!(
        screen,
        "of {pairs} matched relations right: {}\n",
        attributes(&part.agreement)
    )
}

/// How often each attribute is right.
fn attributes(agreement: &Agreement) -> String {
    if agreement.pairs == 0 {
        return "-".to_owned();
    }
    let rates = [
        ("polarity", agreement.polarity),
        ("modality", agreement.modality),
        ("date", agreement.date),
        ("date~", agreement.overlap),
        ("according_to", agreement.according_to),
    ];
    let rates = rates.map(|(name, right)| format!("{name} {:.3}", right as f64 / agreement.pairs as f64));
    rates.join(", ")
}

/// Prints the scores of each article.
fn articles(predictions: &[Prediction], gold: &[Gold], screen: &mut Screen) -> io::Result<()> {
    write!(screen, "{:42}", "P / R / F1")?;
    for name in LEVELS.iter().chain(&["ROLE"]) {
        write!(screen, "{name:^20}")?;
    }
    writeln!(screen)?;
    for article in gold {
        let scores = score::claims(predictions, std::slice::from_ref(article));
        let Part {
            dyad,
            category,
            relation,
            ..
        } = scores.events;
        write!(screen, "{:42}", article.id)?;
        for counts in [dyad, category, relation, scores.roles.relation] {
            let [precision, recall, f1] = rates(&counts);
            write!(screen, "{precision:6.2}{recall:6.2}{f1:6.2}  ")?;
        }
        writeln!(screen)?;
    }
    Ok(())
}

/// Reads a file of gold in JSON Lines with `parse`; `form` says what a line looks like.
fn lines<T>(
    args: &Score,
    parse: fn(&str) -> Result<Vec<T>, Malformed>,
    form: &str,
    screen: &Screen,
) -> Result<Vec<T>> {
    let file = args.gold.display();
    if args.predictions.is_some() || args.texts.is_some() {
        bail!("{file} holds its own texts (hint: leave out predictions and --texts)");
    }
    let gold = parse(&text(&args.gold)?).map_err(|malformed| {
        let (line, reason) = (malformed.line, malformed.reason);
        anyhow!("{file}:{line}: {reason} (hint: a line has {form})")
    })?;
    if gold.is_empty() {
        screen.note(&format!(
            "no gold in {file} (hint: JSON Lines, a line has {form})"
        ));
    }
    Ok(gold)
}

/// Prints counts with their rates, a row each.
fn table(title: &str, rows: &[(&str, Counts)], screen: &mut Screen) -> io::Result<()> {
    writeln!(
        screen,
        "{title:14}{:>7}{:>7}{:>8}{:>8}{:>8}{:>8}",
        "right", "wrong", "wanted", "P", "R", "F1"
    )?;
    for (name, counts) in rows {
        let Counts {
            right, wrong, wanted, ..
        } = counts;
        write!(screen, "{name:14}{right:7}{wrong:7}{wanted:8}")?;
        for number in rates(counts) {
            write!(screen, "{number:8.3}")?;
        }
        writeln!(screen)?;
    }
    Ok(())
}

fn rates(counts: &Counts) -> [f64; 3] {
    [counts.precision(), counts.recall(), counts.f1()]
}
