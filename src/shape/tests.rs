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
    format!("{} {} {value}", last(v.path.as_str()), last(v.constraint.as_str()).replace("ConstraintComponent", ""))
}

#[test]
fn the_fixture_conforms() {
    let report = check(&store(FIXTURE), &shapes(), BASE).unwrap();
    assert_eq!(report.results.iter().map(shown).collect::<Vec<_>>(), Vec::<String>::new());
    assert!(report.conforms);
}
