//! Stores: the default graph is a function of the documents, whatever happened on the way.

use crate::readings::*;
use oxigraph::model::{GraphNameRef, NamedNodeRef, Quad, Term};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use whowhom::actor;
use whowhom::actor::kin::Kin;
use whowhom::build::{Build, Config, Event};
use whowhom::claim::Object;
use whowhom::mention::{Chain, ChainId};
use whowhom::schema::{Modality, Polarity};
use whowhom::store::{Outcome, Store};
use whowhom::vocab::{owl, rdf, skos, ww};

/// All quads of a store as sorted lines.
pub(crate) fn dump(store: &Store) -> Vec<String> {
    let mut lines: Vec<String> = store
        .quads()
        .iter()
        .map(|quad| quad.unwrap().to_string())
        .collect();
    lines.sort();
    lines
}

/// The lines of the default graph.
fn default_graph(store: &Store) -> BTreeSet<String> {
    let quads = store
        .quads()
        .quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph));
    quads.map(|quad| quad.unwrap().to_string()).collect()
}

/// A fresh store of those stories, in that order.
pub(crate) fn store_of<'s>(stories: impl IntoIterator<Item = &'s Story>) -> Store {
    let mut store = Store::memory().unwrap();
    put_all(&mut store, stories);
    store
}

pub(crate) fn put_all<'s>(store: &mut Store, stories: impl IntoIterator<Item = &'s Story>) {
    let mut writer = store.writer(&schema()).unwrap();
    for story in stories {
        writer
            .put(&story.describe(), &story.reading.document.text)
            .unwrap();
    }
}

// ── what the default graph should be, computed the plain way ─────────────────────────────────

type Sheet = BTreeMap<String, BTreeMap<String, Vec<Term>>>;

/// The default graph that follows from the documents' graphs.
fn expected(store: &Store) -> BTreeSet<String> {
    let sheet = sheet(store);
    let actors = resolve(&sheet);
    let mut lines = BTreeSet::new();
    let mut names: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for (local, actor) in actors.iter() {
        lines.insert(line(local, ww::IDENTIFIED_AS, &iri(actor)));
        if let Some(seed) = schema().actors.iter().find(|seed| seed.iri == actor) {
            lines.extend(seed_lines(seed));
            continue;
        }
        for class in &sheet[local][rdf::TYPE.as_str()] {
            for class in above(&plain(class)) {
                lines.insert(line(actor, rdf::TYPE, &iri(&class)));
            }
        }
        let names = names.entry(actor.to_owned()).or_default();
        names.0.extend(texts(&sheet, local, skos::PREF_LABEL));
        names.1.extend(texts(&sheet, local, skos::ALT_LABEL));
    }
    for (actor, (main, others)) in &names {
        let best = main
            .iter()
            .min_by_key(|name| (usize::MAX - name.chars().count(), (*name).clone()))
            .unwrap();
        lines.insert(line(actor, skos::PREF_LABEL, &text(best)));
        let others = main.union(others).filter(|name| *name != best);
        lines.extend(others.map(|name| line(actor, skos::ALT_LABEL, &text(name))));
    }
    for node in sheet.values() {
        lines.extend(relation_lines(node, &actors));
    }
    lines
}

fn sheet(store: &Store) -> Sheet {
    let mut sheet = Sheet::new();
    for quad in store.quads().iter().map(|quad| quad.unwrap()) {
        if plain_graph(&quad).contains("/document/") {
            let node = sheet
                .entry(quad.subject.to_string().replace(['<', '>'], ""))
                .or_default();
            node.entry(quad.predicate.as_str().to_owned())
                .or_default()
                .push(quad.object);
        }
    }
    sheet
}

fn plain_graph(quad: &Quad) -> String {
    quad.graph_name.to_string()
}

fn plain(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(text) => text.value().to_owned(),
        other => other.to_string(),
    }
}

fn texts(sheet: &Sheet, node: &str, predicate: NamedNodeRef<'_>) -> Vec<String> {
    sheet[node]
        .get(predicate.as_str())
        .into_iter()
        .flatten()
        .map(plain)
        .collect()
}

fn resolve(sheet: &Sheet) -> actor::Actors {
    let is_local = |node: &BTreeMap<String, Vec<Term>>| {
        node.get(rdf::TYPE.as_str())
            .is_some_and(|all| all.contains(&Term::from(ww::LOCAL_ACTOR)))
    };
    let locals: Vec<actor::Local> = sheet
        .iter()
        .filter(|(_, node)| is_local(node))
        .map(|(iri, _)| actor::Local {
            iri: iri.clone(),
            keys: texts(sheet, iri, ww::KEY),
            hints: texts(sheet, iri, ww::HINT),
            seed: texts(sheet, iri, ww::SEED).pop(),
        })
        .collect();
    actor::resolve(&Kin::new(&schema()), &locals, |key| {
        format!("https://w3id.org/whowhom/actor/{key}")
    })
}

fn above(class: &str) -> Vec<String> {
    let schema = schema();
    let Some(class) = schema.classes.iter().find(|known| known.iri == class) else {
        return vec![];
    };
    let parents = class
        .parents
        .iter()
        .flat_map(|id| above(&schema.classes[id.0 as usize].iri));
    parents.chain([class.iri.clone()]).collect()
}

fn seed_lines(seed: &whowhom::schema::Seed) -> Vec<String> {
    let mut lines = vec![line(&seed.iri, skos::PREF_LABEL, &text(&seed.label))];
    lines.extend(
        above(&schema().classes[seed.class.0 as usize].iri)
            .iter()
            .map(|class| line(&seed.iri, rdf::TYPE, &iri(class))),
    );
    lines.extend(
        seed.aliases
            .iter()
            .map(|name| line(&seed.iri, skos::ALT_LABEL, &text(name))),
    );
    lines.extend(
        seed.same_as
            .iter()
            .map(|same| line(&seed.iri, owl::SAME_AS, &iri(same))),
    );
    lines
}

fn relation_lines(claim: &BTreeMap<String, Vec<Term>>, actors: &actor::Actors) -> Vec<String> {
    let get = |predicate: NamedNodeRef<'_>| claim.get(predicate.as_str()).map(|all| all[0].clone());
    let holds =
        get(ww::POLARITY) == Some(ww::POSITIVE.into()) && get(ww::MODALITY) == Some(ww::ACTUAL.into());
    let (true, Some(subject), Some(relation), Some(object)) =
        (holds, get(ww::SUBJECT), get(ww::RELATION), get(ww::OBJECT))
    else {
        return vec![];
    };
    let subject = actors.of(&plain(&subject)).unwrap().to_owned();
    let relation = plain(&relation);
    let mut lines = Vec::new();
    let schema = schema();
    let mut known = schema.relations.iter().find(|known| known.iri == relation);
    while let Some(relation) = known {
        let predicate = NamedNodeRef::new_unchecked(&relation.iri);
        match actors.of(&plain(&object)) {
            Some(object) => {
                lines.push(line(&subject, predicate, &iri(object)));
                lines.extend(
                    relation
                        .symmetric
                        .then(|| line(object, predicate, &iri(&subject))),
                );
            }
            None => lines.push(line(&subject, predicate, &text(&plain(&object)))),
        }
        known = relation.parent.map(|parent| &schema.relations[parent.0 as usize]);
    }
    lines
}

fn line(subject: &str, predicate: NamedNodeRef<'_>, object: &Term) -> String {
    format!("<{subject}> {predicate} {object}")
}

fn iri(iri: &str) -> Term {
    NamedNodeRef::new_unchecked(iri).into()
}

fn text(text: &str) -> Term {
    oxigraph::model::Literal::from(text).into()
}

// ── stories made by chance ───────────────────────────────────────────────────────────────────

/// Actors whose names overlap in all ways that matter.
fn pool(index: usize, first: Option<ChainId>) -> Chain {
    let former = |name: &str, former: &str| Chain {
        former: vec![former.to_owned()],
        ..named(name, GROUP, &[])
    };
    match index {
        0 => named("Bashar al-Assad", PERSON, &["Assad"]),
        1 => named("Bashar Assad", PERSON, &[]),
        2 => named("Ahmed al-Sharaa", PERSON, &["Abu Mohammad al-Jolani", "Sharaa"]),
        3 => named("Abu Mohammad al-Jolani", PERSON, &[]),
        4 => Chain {
            noun: Some(PRESIDENT),
            of: first,
            ..named("Assad", PERSON, &[])
        },
        5 => named("Hayat Tahrir al-Sham", GROUP, &["HTS"]),
        6 => named("HTS", PARTY, &["Tahrir"]),
        7 => former("Hayat Tahrir al-Sham", "Nusra Front"),
        8 => former("Jabha", "HTS"),
        9 => named("Nusra Front", GROUP, &[]),
        10 => named("nusra front", GROUP, &["Jabha"]),
        11 => seeded("Damascus", SYRIA),
        12 => seeded("Syria", SYRIA),
        13 => seeded("Moscow", RUSSIA),
        14 => described("the Syrian army", GROUP, Some(ARMY), first),
        15 => described("rebels", GROUP, None, None),
        16 => named("Nusra Front", PARTY, &[]),
        18 => named("George Bush", PERSON, &[]),
        19 => named("George W. Bush", PERSON, &[]),
        20 => named("George H. W. Bush", PERSON, &[]),
        21 => named("Georg W. Bush", PERSON, &["Moammar Qaddafi"]),
        22 => named("Muammar Gaddafi", PERSON, &[]),
        23 => Chain {
            noun: Some(PRESIDENT),
            of: first,
            ..named("Hafiz Assad", PERSON, &[])
        },
        24 => Chain {
            noun: Some(PRESIDENT),
            of: first,
            ..named("Bashar al-Assad", PERSON, &[])
        },
        25 => named("the Nusrah Front", GROUP, &[]),
        _ => named("Syria", COUNTRY, &["HTS"]),
    }
}

/// What a story is made of: actors of the pool, and claims among them.
type Plot = (Vec<usize>, Vec<(usize, u16, usize, u8)>);

fn plot() -> impl Strategy<Value = Plot> {
    let claims = prop::collection::vec((0..4_usize, 0..4_u16, 0..4_usize, 0..6_u8), 0..4);
    (prop::collection::vec(0..26_usize, 1..5), claims)
}

fn story(id: usize, (actors, claims): &Plot) -> Story {
    let mut story = Story::new(&format!("doc {id}"));
    let mut first = None;
    let ids: Vec<ChainId> = actors
        .iter()
        .map(|index| {
            let id = story.chain(pool(*index, first));
            first.get_or_insert(id);
            id
        })
        .collect();
    for (subject, relation, object, colour) in claims {
        let object = ids[object % ids.len()];
        let claim = story.claim(
            ids[subject % ids.len()],
            whowhom::schema::RelationId(*relation),
            object,
        );
        if *relation == FORMERLY.0 {
            claim.object = Object::Literal("Old name".to_owned());
        }
        match colour {
            0 => claim.polarity = Polarity::Negative,
            1 => claim.modality = Modality::Planned,
            _ => {}
        }
    }
    story
}

/// A story put, or (without a plot) retracted.
pub(crate) fn steps() -> impl Strategy<Value = Vec<(usize, Option<Plot>)>> {
    prop::collection::vec((0..5_usize, prop::option::weighted(0.75, plot())), 1..14)
}

/// Does the steps; the stories that stand at the end.
pub(crate) fn play(store: &mut Store, steps: &[(usize, Option<Plot>)]) -> BTreeMap<usize, Story> {
    let mut standing = BTreeMap::new();
    let mut writer = store.writer(&schema()).unwrap();
    for (id, plot) in steps {
        if let Some(plot) = plot {
            let told = story(*id, plot);
            writer.put(&told.describe(), &told.reading.document.text).unwrap();
            standing.insert(*id, told);
        } else {
            let was_there = standing.remove(id).is_some();
            assert_eq!(writer.retract(&format!("doc {id}")).unwrap(), was_there);
        }
    }
    standing
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happened_the_same_documents_make_the_same_quads(steps in steps()) {
        let mut store = Store::memory().unwrap();
        let standing = play(&mut store, &steps);
        prop_assert_eq!(default_graph(&store), expected(&store));
        prop_assert_eq!(dump(&store), dump(&store_of(standing.values().rev())));
        store.writer(&schema()).unwrap().rebuild().unwrap();
        prop_assert_eq!(dump(&store), dump(&store_of(standing.values())));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_at_once_is_the_same_as_one_by_one(
        before in steps(),
        plots in prop::collection::vec((0..40_usize, plot()), 16..40),
    ) {
        let (mut one, mut all) = (Store::memory().unwrap(), Store::memory().unwrap());
        play(&mut one, &before);
        play(&mut all, &before);
        let stories: Vec<Story> = plots.iter().map(|(id, plot)| story(*id, plot)).collect();
        put_all(&mut one, &stories);
        let described: Vec<_> = stories.iter().map(|story| (story.describe(), &story.reading.document.text)).collect();
        let documents: Vec<_> = described.iter().map(|(described, text)| (described, text.as_str())).collect();
        let outcomes = all.writer(&schema()).unwrap().put_all(&documents).unwrap();
        prop_assert_eq!(outcomes.len(), stories.len());
        prop_assert_eq!(dump(&all), dump(&one));
    }
}

// ── single cases ─────────────────────────────────────────────────────────────────────────────

/// Two leaders speak by phone.
fn phone_call(id: &str) -> Story {
    let mut story = Story::new(id);
    let syria = story.chain(seeded("Syria", SYRIA));
    let assad = story.chain(Chain {
        of: Some(syria),
        noun: Some(PRESIDENT),
        ..named("Bashar al-Assad", PERSON, &[])
    });
    let sudani = story.chain(named("Mohammed Shia al-Sudani", PERSON, &["al-Sudani"]));
    story.claim(assad, PHONED, sudani).attribution = vec![source(syria)];
    story
}

#[test]
fn a_relation_holds_with_all_above_it_and_both_ways() {
    let store = store_of([&phone_call("d1"), &phone_call("d2")]);
    let lines = default_graph(&store);
    let base = "https://w3id.org/whowhom/";
    for relation in ["spokeWith", "spokeWithByPhone"] {
        let (a, b) = ("bashar-assad", "mohammed-shia-sudani");
        for (a, b) in [(a, b), (b, a)] {
            let wanted = format!("<{base}actor/{a}> <{base}ontology#{relation}> <{base}actor/{b}>");
            assert!(lines.contains(&wanted), "{wanted} in {lines:#?}");
        }
    }
}

#[test]
fn the_same_reading_again_changes_nothing() {
    let mut store = store_of([&phone_call("d1")]);
    let before = dump(&store);
    let description = phone_call("d1").describe();
    let text = phone_call("d1").reading.document.text;
    assert_eq!(
        store.writer(&schema()).unwrap().put(&description, &text).unwrap(),
        Outcome::Unchanged
    );
    assert_eq!(dump(&store), before);
}

#[test]
fn a_text_is_kept_as_long_as_a_document_has_it() {
    let mut store = store_of([&phone_call("d1"), &phone_call("d2")]);
    let (first, second) = (
        phone_call("d1").describe().document,
        phone_call("d2").describe().document,
    );
    assert_eq!(
        store.text(&first).unwrap().unwrap(),
        phone_call("d1").reading.document.text
    );
    store.writer(&schema()).unwrap().retract("d1").unwrap();
    assert_eq!(store.text(&first).unwrap(), None);
    assert!(store.text(&second).unwrap().is_some());
}

#[test]
fn retracting_everything_leaves_nothing() {
    let mut store = store_of([&phone_call("d1"), &phone_call("d2")]);
    let mut writer = store.writer(&schema()).unwrap();
    assert!(writer.retract("d2").unwrap() && writer.retract("d1").unwrap());
    assert!(!writer.retract("d1").unwrap());
    assert_eq!(dump(&store), Vec::<String>::new());
}

#[test]
fn another_ontology_derives_the_default_graph_anew() {
    let mut store = store_of([&phone_call("d1")]);
    let before = default_graph(&store);
    let mut other = schema();
    other.relations[SPOKE.0 as usize].symmetric = false;
    store.writer(&other).unwrap();
    assert!(default_graph(&store).len() < before.len());
    store.writer(&schema()).unwrap();
    assert_eq!(default_graph(&store), before);
}

// ── building ─────────────────────────────────────────────────────────────────────────────────

/// Documents, of which the second can't be read in and the last repeats the first's id.
fn incoming() -> Vec<Result<whowhom::source::Document, String>> {
    let document = |id: &str, text: &str| {
        let mut document = Story::new(id).reading.document;
        document.text = String::from(text);
        document
    };
    vec![
        Ok(document("d1", "One.")),
        Err("not to be read".to_owned()),
        Ok(document("d2", "Two.")),
        Ok(document("d1", "Three.")),
    ]
}

/// Reads a document as one that says nothing.
fn read(document: whowhom::source::Document) -> whowhom::reading::Reading {
    whowhom::reading::Reading {
        document,
        ..Story::new("").reading
    }
}

#[test]
fn a_build_goes_on_past_failures_and_again_changes_nothing() {
    let schema = schema();
    let build = Build {
        schema: &schema,
        config: Config {
            batch: 3,
            ..Config::default()
        },
        read,
    };
    let mut store = Store::memory().unwrap();
    let mut events = Vec::new();
    let summary = build
        .run(incoming(), &mut store, |event| events.push(event))
        .unwrap();
    assert_eq!(
        (
            summary.documents,
            summary.failures,
            summary.replaced,
            summary.notes
        ),
        (3, 1, 1, 1)
    );
    assert!(matches!(&events[1], Event::Failed(message) if message == "not to be read"));
    let document = Story::new("d1").describe().document;
    assert_eq!(store.text(&document).unwrap().as_deref(), Some("Three."));

    let before = dump(&store);
    let last: Vec<_> = incoming().drain(2..).collect();
    let summary = build.run(last, &mut store, drop).unwrap();
    assert_eq!((summary.documents, summary.unchanged), (2, 2));
    assert_eq!(dump(&store), before);
}

#[cfg(not(feature = "persist"))]
#[test]
fn without_rocksdb_it_says_what_to_build() {
    use whowhom::store::{Access, Error};
    let folder = std::env::temp_dir().join("whowhom-never-made");
    let error = Store::open(&folder, Access::Write).unwrap_err();
    assert!(matches!(error, Error::NotPersistent) && error.to_string().contains("--features persist"));
    assert!(!folder.exists());
}
