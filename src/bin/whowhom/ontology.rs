//! `whowhom ontology`: what is known beforehand, and whether its examples are read rightly.

use super::args::{self, List};
use super::screen::{Screen, Style};
use super::table::{Piece, Row, Table};
use super::{Outcome, load, word};
use anyhow::Result;
use std::io::Write;
use whowhom::reading::Reader;
use whowhom::reading::example::{self, Fault};
use whowhom::schema::{ClassId, Construction, Expected, Frame, Modality, Polarity, Schema, Slot};

/// Lists or tests the ontology.
pub(crate) fn run(args: &args::Ontology, screen: &mut Screen) -> Result<Outcome> {
    let schema = load::schema(&args.tools.ontology)?;
    let table = match args.list {
        None => overview(&schema),
        Some(List::Relations) => relations(&schema),
        Some(List::Frames) => frames(&schema),
        Some(List::Actors) => actors(&schema),
        Some(List::Nouns) => nouns(&schema),
        Some(List::Test) => return test(&schema, args, screen),
    };
    let width = screen.terminal.then_some(screen.width);
    table.write(width, screen.paint, screen)?;
    Ok(Outcome::Done)
}

fn overview(schema: &Schema) -> Table {
    let frames = &schema.frames;
    let examples = frames
        .iter()
        .map(|frame| frame.examples.len() + frame.counter_examples.len());
    let counts = [
        ("classes", schema.classes.len()),
        ("categories", schema.categories.len()),
        ("relations", schema.relations.len()),
        ("frames", frames.len()),
        ("verbs", frames.iter().map(|frame| frame.verbs.len()).sum()),
        ("event nouns", frames.iter().map(|frame| frame.nouns.len()).sum()),
        ("examples", examples.sum()),
        (
            "role nouns",
            schema.nouns.iter().map(|noun| noun.lemmas.len()).sum(),
        ),
        ("actors", schema.actors.len()),
        (
            "names of actors",
            schema.actors.iter().map(|actor| actor.names().count()).sum(),
        ),
    ];
    let mut table = Table::new(vec!["what", "how many"]);
    for (what, count) in counts {
        table.row([what.to_owned(), count.to_string()]);
    }
    table.row(["hash".to_owned(), schema.hash().chars().take(16).collect()]);
    table
}

fn relations(schema: &Schema) -> Table {
    let mut table = Table::new(vec!["relation", "category", "below", "symmetric", "who", "whom"]);
    for relation in &schema.relations {
        let parent = relation.parent.map(|parent| schema.relation(parent).name.clone());
        let symmetric = if relation.symmetric { "yes" } else { "" };
        let range = if relation.literal {
            "(a name)".to_owned()
        } else {
            classes(schema, &relation.range)
        };
        table.row([
            relation.name.clone(),
            schema.category(relation.category).name.clone(),
            parent.unwrap_or_default(),
            symmetric.to_owned(),
            classes(schema, &relation.domain),
            range,
        ]);
    }
    table
}

fn classes(schema: &Schema, ids: &[ClassId]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| schema.class(*id).name.as_str()).collect();
    names.join(", ")
}

fn frames(schema: &Schema) -> Table {
    let mut table = Table::new(vec![
        "frame",
        "relation",
        "words",
        "light verbs",
        "roles",
        "examples",
    ]);
    for frame in &schema.frames {
        let relation = frame
            .relation
            .map(|relation| schema.relation(relation).name.clone());
        let roles = frame.roles.iter().map(|(role, slots)| {
            let slots: Vec<&str> = slots.iter().map(slot).collect();
            format!("{}: {}", word::role(*role), slots.join(" "))
        });
        let examples = frame.examples.len() + frame.counter_examples.len();
        table.row([
            frame.name.clone(),
            relation.unwrap_or_default(),
            words(frame),
            frame.lights.join(", "),
            roles.collect::<Vec<_>>().join("; "),
            examples.to_string(),
        ]);
    }
    table
}

fn words(frame: &Frame) -> String {
    let written = [&frame.verbs, &frame.nouns, &frame.adjectives]
        .into_iter()
        .flatten();
    let mut words: Vec<&str> = written.map(String::as_str).collect();
    words.extend(frame.constructions.iter().map(|construction| match construction {
        Construction::Title => "(title)",
        Construction::Body => "(body)",
        Construction::Member => "(member)",
        Construction::Ally => "(ally)",
        Construction::FormerName => "(former name)",
        Construction::Location => "(location)",
        Construction::Allegation => "(allegation)",
    }));
    words.join(", ")
}

fn slot(slot: &Slot) -> &str {
    match slot {
        Slot::Subject => "subj",
        Slot::Object => "obj",
        Slot::Indirect => "iobj",
        Slot::Possessor => "poss",
        Slot::Modifier => "mod",
        Slot::Itself => "self",
        Slot::Complement => "comp",
        Slot::ComplementObject => "comp-obj",
        Slot::ComplementSubject => "comp-subj",
        Slot::Speaker => "speaker",
        Slot::Preposition(preposition) => preposition,
    }
}

fn actors(schema: &Schema) -> Table {
    let mut table = Table::new(vec!["actor", "class", "other names", "of", "part of"]);
    for actor in &schema.actors {
        let label = |id: &whowhom::schema::SeedId| schema.actor(*id).label.as_str();
        let others: Vec<&str> = actor.names().skip(1).map(|(name, _)| name).collect();
        let part_of: Vec<&str> = actor.part_of.iter().map(label).collect();
        table.row([
            actor.label.clone(),
            schema.class(actor.class).name.clone(),
            others.join(", "),
            actor.country.as_ref().map(label).unwrap_or_default().to_owned(),
            part_of.join(", "),
        ]);
    }
    table
}

fn nouns(schema: &Schema) -> Table {
    let mut table = Table::new(vec!["nouns", "class", "sector", "kind"]);
    for noun in &schema.nouns {
        let kinds = [
            (noun.position, "position"),
            (noun.body, "body"),
            (noun.title, "title"),
            (noun.document, "document"),
        ];
        let kinds: Vec<&str> = kinds
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, kind)| kind)
            .collect();
        table.row([
            noun.lemmas.join(", "),
            schema.class(noun.class).name.clone(),
            noun.sector.clone(),
            kinds.join(", "),
        ]);
    }
    table
}

/// Reads every example and prints those that are not read rightly.
fn test(schema: &Schema, args: &args::Ontology, screen: &mut Screen) -> Result<Outcome> {
    let model = load::model(&args.tools)?;
    let reader = Reader::new(schema, &model);
    let mut table = Table::new(vec!["frame", "example", "what is wrong", "expected"]);
    let mut count = 0;
    for outcome in example::check(&reader) {
        count += 1;
        let Some(fault) = outcome.fault else { continue };
        let number = format!("{}{}", if outcome.counter { "not " } else { "" }, outcome.number);
        table.rows.push(Row {
            cells: vec![
                Piece::new(Style::Strong, schema.frame(outcome.frame).name.as_str()),
                number.into(),
                Piece::new(Style::Bad, fault.cause),
                expected(&fault).into(),
            ],
            below: vec![Piece::new(
                Style::Faint,
                word::line(&outcome.reading.document.text),
            )],
        });
    }
    let failures = table.rows.len();
    if failures > 0 {
        let width = screen.terminal.then_some(screen.width);
        table.write(width, screen.paint, screen)?;
        writeln!(screen)?;
    }
    writeln!(
        screen,
        "{} of {count} examples are read rightly",
        count - failures
    )?;
    Ok(if failures == 0 {
        Outcome::Done
    } else {
        Outcome::Nothing
    })
}

/// The claim that was expected, as the example writes it.
fn expected(fault: &Fault) -> String {
    let Some(Expected {
        subject,
        relation,
        object,
        modality,
        polarity,
    }) = &fault.expected
    else {
        return String::new();
    };
    let modality = (*modality != Modality::default()).then(|| word::modality(*modality));
    let polarity = (*polarity != Polarity::default()).then(|| word::polarity(*polarity));
    let marks: Vec<&str> = modality.into_iter().chain(polarity).collect();
    let marks = if marks.is_empty() {
        String::new()
    } else {
        format!(" ({})", marks.join(", "))
    };
    format!("{subject} {relation} {object}{marks}")
}
