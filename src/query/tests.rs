use oxigraph::io::RdfFormat;
use oxigraph::model::Literal;
use proptest::prelude::*;

use super::*;

fn store() -> Store {
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::TriG, include_str!("fixture/store.trig")).unwrap();
    store
}

fn ask(text: &str) -> Result<Answer, Error> {
    answer(&store(), text, &Prefixes::default(), &Limits::default())
}

/// Runs a prepared query, with `name=value` arguments; the answer as aligned text.
fn prepared(name: &str, values: &[&str]) -> Result<String, Error> {
    let values: Vec<(String, String)> =
        values.iter().map(|v| v.split_once('=').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap()).collect();
    let library = Library::embedded()?;
    let answer =
        library.get(name)?.answer(&store(), &Prefixes::default(), &Limits::default(), &values)?;
    Ok(text(&answer, Format::Table))
}

fn text(answer: &Answer, format: Format) -> String {
    let mut out = Vec::new();
    print(answer, format, &Prefixes::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Compares the rows, cells parted by ` | `; `columns` picks columns.
#[track_caller]
fn check(name: &str, values: &[&str], columns: &str, expected: &[&str]) {
    let values: Vec<(String, String)> =
        values.iter().map(|v| v.split_once('=').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap()).collect();
    let library = Library::embedded().unwrap();
    let query = library.get(name).unwrap();
    let answer = query.answer(&store(), &Prefixes::default(), &Limits::default(), &values).unwrap();
    let Answer::Table(table) = answer else { panic!("no table") };
    let picked: Vec<usize> =
        columns.split(' ').map(|c| table.columns.iter().position(|name| name == c).expect(c)).collect();
    let cell = |term: &Option<Term>| term.as_ref().map_or("–".to_owned(), |t| print::shown(t, &Prefixes::default()));
    let rows: Vec<String> =
        table.rows.iter().map(|row| picked.iter().map(|i| cell(&row[*i])).collect::<Vec<_>>().join(" | ")).collect();
    assert_eq!(rows, expected);
}

#[test]
fn dump() {
    for q in Library::embedded().unwrap().iter() {
        let mut v = vec![];
        for p in &q.parameters {
            match &*p.name { "actor" if !p.optional => v.push("actor=Bashar al-Assad"), "one" => v.push("one=Russia"), "other" => v.push("other=HTS"), "relation" if !p.optional => v.push("relation=attacked"), _ => {} }
        }
        println!("## {} {v:?}\n{}", q.name, prepared(&q.name, &v).unwrap_or_else(|e| e.to_string()));
    }
}
