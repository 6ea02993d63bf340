//! `whowhom actors`: who is in a store under which names; `whowhom explain ACTOR`: why it is one actor.

use super::args;
use super::screen::{Screen, Style};
use super::table::Table;
use super::{Outcome, load, query, word};
use anyhow::Result;
use oxigraph::model::{Literal, NamedNode};
use std::io::Write;
use whowhom::query::{Answer, Limits, Prefixes, answer};
use whowhom::schema::Schema;
use whowhom::store::{Doubt, Store};

/// Lists actors, or pairs of names.
pub(crate) fn run(args: &args::Actors, screen: &mut Screen) -> Result<Outcome> {
    let store = load::store(&args.store)?;
    if args.doubtful {
        return doubtful(&store, args, screen);
    }
    let filter = args.name.as_ref().map_or_else(String::new, |name| {
        let words = Literal::from(name.to_lowercase());
        format!("FILTER EXISTS {{ ?actor skos:prefLabel|skos:altLabel ?any FILTER CONTAINS(LCASE(STR(?any)), {words}) }}")
    });
    let text = format!(
        "SELECT ?name ?class (GROUP_CONCAT(DISTINCT ?other; separator=\"; \") AS ?aliases)
                (COUNT(DISTINCT ?document) AS ?documents) ?mentions ?actor
         WHERE {{
           {{ SELECT ?actor (SUM(?count) AS ?mentions)
              WHERE {{ ?local ww:identifiedAs ?actor . GRAPH ?g {{ ?local ww:mentions ?count }} }} GROUP BY ?actor }}
           ?local ww:identifiedAs ?actor .
           GRAPH ?document {{ ?local ww:mentions ?count }}
           ?actor skos:prefLabel ?label .
           OPTIONAL {{ ?actor a ?class FILTER(?class != ww:Actor) }}
           OPTIONAL {{ ?actor skos:altLabel ?other }}
           {filter}
           BIND(STR(?label) AS ?name)
         }}
         GROUP BY ?actor ?name ?class ?mentions
         ORDER BY DESC(?documents) DESC(?mentions) ?name ?class ?actor"
    );
    let found = answer(
        store.quads(),
        &text,
        &Prefixes::new(store.base()),
        &Limits::default(),
    )?;
    let is_empty = matches!(&found, Answer::Table(table) if table.rows.is_empty());
    query::print(&found, args.results, screen)?;
    if is_empty {
        screen.note("no such actor (hint: fewer words of the name, or none to list all)");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// Lists the pairs of names that a person should look at.
fn doubtful(store: &Store, args: &args::Actors, screen: &mut Screen) -> Result<Outcome> {
    let schema = load::schema(&args.tools.ontology)?;
    let mut doubts = store.doubts(&schema)?;
    if let Some(name) = &args.name {
        let words = name.to_lowercase().replace(' ', "-");
        doubts.retain(|doubt| doubt.keys.iter().any(|key| key.contains(&words)));
    }
    if doubts.is_empty() {
        screen.note("no doubtful pairs of names");
        return Ok(Outcome::Nothing);
    }
    let mut table = Table::new(vec!["name", "other", "alike by", "in the store"]);
    for doubt in &doubts {
        let Doubt {
            keys: [a, b],
            reason,
            joined,
            ..
        } = doubt;
        let state = if *joined { "one actor" } else { "two actors" };
        table.row([a.clone(), b.clone(), reason.to_string(), state.to_owned()]);
    }
    let width = screen.terminal.then_some(screen.width);
    table.write(width, screen.paint, screen)?;
    let base = store.base();
    writeln!(
        screen,
        "\nTo judge a pair, put a line into a file .ttl of a folder given with --ontology:\n  \
         <{base}actor/NAME> owl:sameAs <{base}actor/OTHER> .\n  \
         <{base}actor/NAME> owl:differentFrom <{base}actor/OTHER> ."
    )?;
    Ok(Outcome::Done)
}

/// Prints why an actor is one: its keys, what ties them, and the documents that speak of it.
pub(crate) fn explain(
    store: &Store,
    actor: &NamedNode,
    schema: &Schema,
    screen: &mut Screen,
) -> Result<Outcome> {
    let identity = store.identity(actor, schema)?;
    let seed = schema.actors.iter().find(|seed| seed.iri == actor.as_str());
    let fullest = identity.members.iter().flat_map(|member| &member.names);
    let fullest = fullest.max_by_key(|name| (name.chars().count(), std::cmp::Reverse(name.as_str())));
    let name = seed
        .map(|seed| &seed.label)
        .or(fullest)
        .map_or("", String::as_str);
    let paint = screen.paint;
    writeln!(screen, "{}", paint.put(Style::Strong, word::line(name)))?;
    let mut field = |name: &str, value: &str| {
        let name = format!("{name:<12}");
        writeln!(
            screen,
            "  {} {}",
            paint.put(Style::Faint, &name),
            word::line(value)
        )
    };
    field("actor", actor.as_str())?;
    if let Some(seed) = seed {
        field("known", "an actor of the ontology, found by its names")?;
        for iri in &seed.same_as {
            field("same as", iri)?;
        }
    }
    if !identity.keys.is_empty() {
        field("keys", &identity.keys.join(", "))?;
    }
    for (a, b, reason) in &identity.ties {
        field("one by name", &format!("{a} and {b}: {reason}"))?;
    }
    for member in identity.members.iter().filter(|member| member.keys.len() > 1) {
        field(
            "one in text",
            &format!("{}: {}", member.id, member.keys.join(" and ")),
        )?;
    }
    for member in &identity.members {
        let held: Vec<&str> = member.hints.iter().map(String::as_str).collect();
        let held = if held.is_empty() {
            String::new()
        } else {
            format!(" ({})", held.join(", "))
        };
        field(
            "document",
            &format!("{}: {}{held}", member.id, member.names.join("; ")),
        )?;
    }
    writeln!(screen)?;
    Ok(Outcome::Done)
}
