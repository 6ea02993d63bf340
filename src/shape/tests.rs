//! Stores that break a rule, each with what the report says.

use oxigraph::io::RdfFormat;

use super::*;
use crate::vocab::BASE;

const FIXTURE: &str = include_str!("../query/fixture/store.trig");

fn store(trig: &str) -> Store {
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::TriG, trig).unwrap();
    store
}

fn shapes() -> Shapes {
    Shapes::embedded().unwrap()
}

/// The violations of the fixture after a replacement, as `path constraint value`, shortened.
fn after(old: &str, new: &str) -> Vec<String> {
    assert!(FIXTURE.contains(old), "{old}");
    let report = check(&store(&FIXTURE.replacen(old, new, 1)), &shapes(), BASE).unwrap();
    report.results.iter().map(shown).collect()
}

fn shown(v: &Violation) -> String {
    let last = |iri: &str| iri.rsplit(['#', '/']).next().unwrap().to_owned();
    let value = v.value.as_ref().map_or("–".into(), ToString::to_string);
    format!(
        "{} {} {value}",
        last(v.path.as_str()),
        last(v.constraint.as_str()).replace("ConstraintComponent", "")
    )
}

#[test]
fn the_fixture_conforms() {
    let report = check(&store(FIXTURE), &shapes(), BASE).unwrap();
    assert_eq!(
        report.results.iter().map(shown).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
    assert!(report.conforms);
}

#[test]
fn each_kind_of_constraint_is_checked() {
    let claim = "ww:polarity ww:positive ; ww:modality ww:actual ; ww:confidence 0.5 ; ";
    assert_eq!(
        after(claim, "ww:modality ww:actual ; ww:confidence 0.5 ; "),
        ["polarity MinCount –"]
    );
    assert_eq!(
        after("ww:modality ww:planned", "ww:modality ww:planned, ww:actual"),
        ["modality MaxCount –"]
    );
    assert_eq!(
        after("ww:modality ww:planned", "ww:modality ww:maybe"),
        [format!("modality In <{WW}maybe>")]
    );
    assert!(
        after("ww:confidence 0.5", "ww:confidence 1.5")[0].starts_with("confidence MaxInclusive \"1.5\"")
    );
    assert_eq!(after("ww:confidence 0.5", "ww:confidence \"0.5\"").len(), 3);
    assert_eq!(
        after(
            "ww:relation ww:metWith ; ww:object",
            "ww:relation \"met\" ; ww:object"
        ),
        ["relation NodeKind \"met\""]
    );
    assert_eq!(
        after("ww:start 18 ; ww:end 24", "ww:start 25 ; ww:end 24").len(),
        1
    );
    assert_eq!(
        after("ww:start 18 ; ww:end 24", "ww:start -1 ; ww:end 24").len(),
        1
    );
    assert_eq!(
        after("ww:part \"trigger\"", "ww:part \"The trigger\""),
        ["part Pattern \"The trigger\""]
    );
    assert_eq!(
        after("oa:exact \"phoned\"", "oa:exact \"\""),
        ["exact MinLength \"\""]
    );
    assert_eq!(after("ww:end \"2024-11-30\"", "ww:end \"2024-11-29\"").len(), 1);
    assert_eq!(after("a ww:LocalActor, ww:Place", "a ww:Place").len(), 1);
    assert_eq!(
        after("<document/n1> a schema:NewsArticle ;", "<document/n1> ").len(),
        4
    );
}

#[test]
fn unknown_parts_of_shacl_are_refused() {
    let shapes = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:property <urn:p> .
        <urn:p> sh:path <urn:q> ; sh:uniqueLang true .";
    let error = Shapes::parse(shapes).unwrap_err().to_string();
    assert!(
        error.starts_with("shape <urn:p>: sh:uniqueLang \"true\""),
        "{error}"
    );
    assert!(
        Shapes::parse("<urn:s> a")
            .unwrap_err()
            .to_string()
            .starts_with("the shapes are not turtle")
    );
}

#[test]
fn evidence_stands_where_it_says() {
    let texts = |iri: &str| match iri.rsplit('/').next() {
        Some("n1") => Some(include_str!("../query/fixture/n1.txt").to_owned()),
        Some("n2") => Some(include_str!("../query/fixture/n2.txt").to_owned()),
        _ => None,
    };
    let of = |trig: &str| check_evidence(&store(trig), BASE, &texts).unwrap();
    assert_eq!(of(FIXTURE), Report::new(Vec::new()));
    let report = of(&FIXTURE.replacen("oa:exact \"phoned\"", "oa:exact \"called\"", 1));
    assert_eq!(
        report.results[0].message,
        "the text has 'phoned' there, not 'called'"
    );
    let report = of(&FIXTURE.replacen("ww:start 18 ; ww:end 24", "ww:start 18 ; ww:end 900", 1));
    assert_eq!(report.results.len(), 2);
    assert!(check_evidence(&store(FIXTURE), BASE, &|_| None).unwrap().conforms);
}

#[test]
fn a_report_is_rdf() {
    let bad = FIXTURE.replacen("ww:confidence 0.5", "ww:confidence 7.0", 1);
    let report = check(&store(&bad), &shapes(), BASE).unwrap();
    let triples = report.triples(BASE);
    assert_eq!(triples.len(), 2 + 1 + 8);
    assert!(
        triples
            .iter()
            .any(|t| t.to_string().contains("shacl#conforms> \"false\""))
    );
    assert_eq!(triples, report.triples(BASE));
}
