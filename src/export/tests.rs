//! Exports of small stores, compared as text and read back.

use std::collections::BTreeSet;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{BaseDirection, BlankNode, Quad};
use proptest::prelude::*;

use super::*;

const FIXTURE: &str = include_str!("../query/fixture/store.trig");

fn store(trig: &str) -> Store {
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::TriG, trig).unwrap();
    store
}

fn text(store: &Store, format: Format, config: &Config) -> String {
    let mut out = Vec::new();
    write(store, format, config, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn oxigraph_format(format: Format) -> RdfFormat {
    RdfFormat::from_extension(format.ending()).unwrap()
}

fn quads(text: &str, format: Format) -> BTreeSet<String> {
    let parser = RdfParser::from_format(oxigraph_format(format)).for_slice(text);
    parser
        .map(|quad| quad.unwrap_or_else(|e| panic!("{e}\n{text}")).to_string())
        .collect()
}

fn of_store(store: &Store, wanted: impl Fn(&Quad) -> bool) -> BTreeSet<String> {
    store
        .iter()
        .map(Result::unwrap)
        .filter(wanted)
        .map(|quad| quad.to_string())
        .collect()
}

#[test]
fn turtle_reads_as_a_person_would_write_it() {
    let trig = "@prefix ww: <https://w3id.org/whowhom/ontology#> . @prefix a: <https://w3id.org/whowhom/actor/> .
        a:b ww:x 1, 0.50, true, 'p\\nq'@en, '1'^^<urn:t>, 1.5E0 ; a ww:Person . a:a ww:x a:b . <urn:o> ww:x <urn:o%20> .
        <https://w3id.org/whowhom/claim/d/1-2> a ww:Claim . a:\\-x\\~ a ww:Person . <https://w3id.org/whowhom/actor/x/y> a ww:a.b .";
    let expected = "\
@prefix a: <https://w3id.org/whowhom/actor/> .
@prefix ww: <https://w3id.org/whowhom/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/whowhom/> .

a:\\-x\\~ a ww:Person .
a:a ww:x a:b .

a:b a ww:Person ;
    ww:x 0.5, 1, \"1\"^^<urn:t>, \"1.5\"^^xsd:double, \"p\\nq\"@en, true .

<actor/x/y> a ww:a.b .
<claim/d/1-2> a ww:Claim .
<urn:o> ww:x <urn:o%20> .
";
    let written = text(&store(trig), Format::Turtle, &Config::default());
    assert_eq!(written, expected);
}

#[test]
fn trig_and_json_ld_hold_named_graphs() {
    let trig = "<urn:a> <urn:b> <urn:c> . GRAPH <https://w3id.org/whowhom/document/d> {
        <https://w3id.org/whowhom/claim/d/1> a <https://w3id.org/whowhom/ontology#Claim> ;
        <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( <urn:a> <urn:b> 'x' )>> }";
    let config = Config {
        version: Version::Rdf12,
        ..Config::default()
    };
    let expected = "\
@prefix doc: <https://w3id.org/whowhom/document/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix ww: <https://w3id.org/whowhom/ontology#> .
@base <https://w3id.org/whowhom/> .

<urn:a> <urn:b> <urn:c> .

GRAPH doc:d {
    <claim/d/1> a ww:Claim ;
        rdf:reifies <<( <urn:a> <urn:b> \"x\" )>> .
}
";
    assert_eq!(text(&store(trig), Format::TriG, &config), expected);
    let expected = r#"{
  "@context": {
    "@base": "https://w3id.org/whowhom/",
    "doc": "https://w3id.org/whowhom/document/",
    "ww": "https://w3id.org/whowhom/ontology#"
  },
  "@graph": [
    {
      "@id": "urn:a",
      "urn:b": { "@id": "urn:c" }
    },
    {
      "@id": "doc:d",
      "@graph": [
        { "@id": "claim/d/1", "@type": "ww:Claim" }
      ]
    }
  ]
}
"#;
    assert_eq!(text(&store(trig), Format::JsonLd, &Config::default()), expected);
    let error = write(&store(trig), Format::JsonLd, &config, &mut Vec::new()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "jsonld can't carry RDF 1.2 (hint: RDF 1.1, or turtle, trig, ntriples, nquads)"
    );
}

#[test]
fn graphs_are_chosen() {
    let store = store(FIXTURE);
    let count = |format, graphs, ontology| {
        let config = Config {
            graphs,
            ontology,
            ..Config::default()
        };
        quads(&text(&store, format, &config), format).len()
    };
    let graph = |name| Graphs::from_name(name, &Prefixes::default());
    let all = count(Format::NQuads, None, false);
    assert!(count(Format::NQuads, None, true) > all);
    assert_eq!(count(Format::NTriples, Some(Graphs::All), false), all);
    assert_eq!(
        count(Format::Turtle, None, false),
        count(Format::TriG, Some(Graphs::Default), false)
    );
    let named = graph("doc:n1").unwrap();
    assert_eq!(
        count(Format::Turtle, Some(named.clone()), false),
        count(Format::JsonLd, Some(named), false)
    );
    let config = Config {
        graphs: Some(graph("doc:n3").unwrap()),
        ..Config::default()
    };
    let error = write(&store, Format::Turtle, &config, &mut Vec::new())
        .unwrap_err()
        .to_string();
    let expected = "no graph 'https://w3id.org/whowhom/document/n3' (hint: did you mean https://w3id.org/whowhom/document/n";
    assert!(error.starts_with(expected), "{error}");
    assert!(graph("nothing").is_err());
}

#[test]
fn formats_have_names_and_endings() {
    for &format in Format::ALL {
        assert_eq!(Format::from_name(format.name()).unwrap(), format);
        assert_eq!(
            Format::from_path(&Path::new("x").with_extension(format.ending())).unwrap(),
            format
        );
        assert_eq!(Format::from_name(format.media_type()).unwrap(), format);
    }
    let error = Format::from_name("turtel").unwrap_err().to_string();
    assert_eq!(error, "no format 'turtel' (hint: did you mean turtle?)");
    assert!(
        Format::from_path(Path::new("x"))
            .unwrap_err()
            .to_string()
            .contains("turtle, trig")
    );
}

#[test]
fn an_empty_store_gives_empty_files() {
    let store = Store::new().unwrap();
    for &format in Format::ALL {
        assert_eq!(
            quads(&text(&store, format, &Config::default()), format).len(),
            0,
            "{format:?}"
        );
    }
}

#[test]
fn answers_are_exported_too() {
    let triple = Triple::new(
        NamedNode::new_unchecked("urn:a"),
        NamedNode::new_unchecked("urn:b"),
        Literal::from(1),
    );
    let mut out = Vec::new();
    triples(
        &[triple.clone(), triple],
        Format::Turtle,
        &Config::default(),
        &mut out,
    )
    .unwrap();
    assert_eq!(out, b"<urn:a> <urn:b> 1 .\n");
}

#[test]
fn what_is_written_can_be_read_again() {
    let store = store(FIXTURE);
    for &format in Format::ALL {
        let config = Config {
            graphs: Some(Graphs::All),
            ontology: true,
            ..Config::default()
        };
        let written = quads(&text(&store, format, &config), format);
        let plain = |quad: &Quad| !quad.object.is_triple();
        if format.holds_graphs() {
            assert_eq!(written, of_store(&store, plain), "{format:?}");
        } else {
            assert_eq!(written.len(), of_store(&store, plain).len(), "{format:?}");
        }
    }
}

fn iri() -> impl Strategy<Value = NamedNode> {
    let space = prop_oneof![
        Just("https://w3id.org/whowhom/actor/"),
        Just("https://w3id.org/whowhom/ontology#"),
        Just("https://w3id.org/whowhom/"),
        Just("https://w3id.org/whowhom/document/d/actor/"),
        Just("http://example.org/x?y="),
        Just("urn:x:"),
        Just("a:"),
    ];
    (space, "[a-zA-Z0-9_.:/?#@!$&'()*+,;=~%é·×\u{300}語😀-]{0,8}[a-z]")
        .prop_filter_map("no IRI", |(space, rest)| {
            NamedNode::new(format!("{space}{rest}")).ok()
        })
}

fn literal() -> impl Strategy<Value = Literal> {
    let odd = prop_oneof![
        any::<String>(),
        "[\\r\\n\\t\"'\\\\ <>&\u{85}\u{a0}a]{0,6}",
        "[+-]?[0-9]{1,3}([.][0-9]{0,2})?(E[0-9])?"
    ];
    let datatype = prop_oneof![
        Just(xsd::INTEGER.into_owned()),
        Just(xsd::DECIMAL.into_owned()),
        Just(xsd::DOUBLE.into_owned()),
        Just(xsd::BOOLEAN.into_owned()),
        Just(xsd::DATE.into_owned()),
        iri(),
    ];
    prop_oneof![
        odd.clone().prop_map(Literal::new_simple_literal),
        (odd.clone(), "[a-z]{2}(-[a-z]{2})?")
            .prop_map(|(v, l)| Literal::new_language_tagged_literal(v, l).unwrap()),
        (odd, datatype).prop_map(|(v, d)| Literal::new_typed_literal(v, d)),
    ]
}

fn object() -> impl Strategy<Value = Term> {
    let node = "[a-z][a-z0-9]{0,3}".prop_map(|id| BlankNode::new(id).unwrap());
    prop_oneof![4 => iri().prop_map(Term::from), 6 => literal().prop_map(Term::from), 1 => node.prop_map(Term::from)]
}

fn quad() -> impl Strategy<Value = Quad> {
    let predicate = prop_oneof![4 => iri(), 1 => Just(oxigraph::model::vocab::rdf::TYPE.into_owned())];
    let graph = prop_oneof![Just(GraphName::DefaultGraph), iri().prop_map(GraphName::from)];
    (iri(), predicate, object(), graph).prop_map(|(s, p, o, g)| Quad::new(s, p, o, g))
}

fn triple_term() -> impl Strategy<Value = Quad> {
    let reifies = oxigraph::model::vocab::rdf::REIFIES.into_owned();
    let directed = (any::<String>(), any::<bool>()).prop_map(|(value, left)| {
        let direction = if left {
            BaseDirection::Ltr
        } else {
            BaseDirection::Rtl
        };
        Term::from(Literal::new_directional_language_tagged_literal(value, "ar", direction).unwrap())
    });
    let term = (iri(), iri(), prop_oneof![object(), directed]).prop_map(|(s, p, o)| Triple::new(s, p, o));
    (iri(), term).prop_map(move |(s, t)| Quad::new(s, reifies.clone(), t, GraphName::DefaultGraph))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_quads_round_trip(mut given in prop::collection::vec(quad(), 0..12), terms in prop::collection::vec(triple_term(), 0..3)) {
        given.extend(terms);
        let store = Store::new().unwrap();
        store.extend(given).unwrap();
        for format in [Format::TriG, Format::NQuads] {
            let config = Config { version: Version::Rdf12, ..Config::default() };
            prop_assert_eq!(quads(&text(&store, format, &config), format), of_store(&store, |_| true));
        }
        let plain = |quad: &Quad| !quad.object.is_triple();
        let written = text(&store, Format::JsonLd, &Config::default());
        prop_assert_eq!(quads(&written, Format::JsonLd), of_store(&store, plain), "{}", written);
        let default = |quad: &Quad| quad.graph_name.is_default_graph() && !quad.object.is_triple();
        for format in [Format::Turtle, Format::NTriples] {
            prop_assert_eq!(quads(&text(&store, format, &Config::default()), format), of_store(&store, default));
        }
    }

    #[test]
    fn rdf_xml_round_trips_or_says_why_not(given in prop::collection::vec(quad(), 0..8)) {
        let store = Store::new().unwrap();
        store.extend(given).unwrap();
        let mut out = Vec::new();
        match write(&store, Format::RdfXml, &Config::default(), &mut out) {
            Err(Error::Unwritable(..)) => {}
            Err(error) => prop_assert!(false, "{}", error),
            Ok(()) => {
                let written = String::from_utf8(out).unwrap();
                let default = |quad: &Quad| quad.graph_name.is_default_graph();
                prop_assert_eq!(quads(&written, Format::RdfXml), of_store(&store, default), "{}", written);
            }
        }
    }
}
