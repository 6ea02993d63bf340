//! The golden showcase: `exports/` holds the showcase as the writers write it, byte for byte, and the
//! same documents give the same bytes whatever their order and the number of threads.

use crate::support::{built, documents, here, name, put, update};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use std::collections::BTreeSet;
use std::fs;
use whowhom::export::{self, Config, Format, Version};
use whowhom::source::Document;
use whowhom::store::Store;

/// The formats of the showcase; Turtle holds the default graph only.
const GOLDEN: &[Format] = &[Format::Turtle, Format::TriG, Format::NQuads, Format::JsonLd];

fn showcase() -> Store {
    built(documents(&[here("docs/examples/aleppo-call.txt")]))
}

fn golden(format: Format) -> std::path::PathBuf {
    here("exports/aleppo-call").with_extension(format.ending())
}

/// A store as a file.
fn write(store: &Store, format: Format, version: Version) -> String {
    let config = Config {
        version,
        ..Config::default()
    };
    let mut bytes = Vec::new();
    export::write(store.quads(), format, &config, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// All that a store holds, triple terms too.
fn everything(store: &Store) -> String {
    write(store, Format::NQuads, Version::Rdf12)
}

#[test]
fn the_exports_are_what_is_written() {
    let store = showcase();
    for &format in GOLDEN {
        let (path, made) = (golden(format), write(&store, format, Version::Rdf11));
        if update() {
            fs::write(&path, &made).unwrap();
        }
        let held = fs::read_to_string(&path).unwrap_or_default();
        let differs = held.lines().zip(made.lines()).position(|(a, b)| a != b);
        assert!(
            held == made,
            "{} is not what is written, from line {} on: UPDATE_EXPECT=1 cargo test exports rewrites it",
            name(&path),
            differs.unwrap_or_else(|| held.lines().count().min(made.lines().count())) + 1
        );
    }
}

/// Every format says the same, and all that RDF 1.1 can say.
#[test]
fn the_exports_are_read_back() {
    let store = showcase();
    let all = store.quads().iter().map(Result::unwrap);
    let all: Vec<_> = all.filter(|quad| !quad.object.is_triple()).collect();
    for &format in GOLDEN {
        let graphs = all
            .iter()
            .filter(|quad| format.holds_graphs() || quad.graph_name.is_default_graph());
        let expected: BTreeSet<String> = graphs.map(ToString::to_string).collect();
        assert!(expected.len() > 50, "{}: {}", format.name(), expected.len());
        let parser = RdfParser::from_format(rdf_format(format));
        // What the test above compares with the file.
        let made = write(&store, format, Version::Rdf11);
        let read: BTreeSet<String> = parser
            .for_slice(&made)
            .map(|quad| {
                quad.unwrap_or_else(|error| panic!("{}: {error}", format.name()))
                    .to_string()
            })
            .collect();
        let first = read.symmetric_difference(&expected).next();
        assert_eq!(first, None, "{} says something else", format.name());
    }
}

fn rdf_format(format: Format) -> RdfFormat {
    match format {
        Format::Turtle => RdfFormat::Turtle,
        Format::TriG => RdfFormat::TriG,
        Format::NTriples => RdfFormat::NTriples,
        Format::NQuads => RdfFormat::NQuads,
        Format::RdfXml => RdfFormat::RdfXml,
        Format::JsonLd => RdfFormat::JsonLd {
            profile: JsonLdProfileSet::empty(),
        },
    }
}

/// All example documents.
fn examples() -> Vec<Document> {
    let found = documents(&[here("docs/examples")]);
    assert!(found.len() > 3);
    found
}

#[test]
fn order_does_not_matter() {
    let expected = everything(&built(examples()));
    assert!(everything(&built(examples().into_iter().rev())) == expected);
    for turn in 1..examples().len() {
        let mut turned = examples();
        turned.rotate_left(turn);
        assert!(everything(&built(turned)) == expected, "turned by {turn}");
    }
}

#[test]
fn threads_do_not_matter() {
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| everything(&built(examples())))
    };
    assert!(with(1) == with(2));
}

#[test]
fn one_by_one_or_all_at_once_is_the_same() {
    let mut store = Store::memory().unwrap();
    for document in examples() {
        put(&mut store, [document]);
    }
    assert!(everything(&store) == everything(&built(examples())));
}
