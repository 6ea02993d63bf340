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
fn stack_probe() {
    let n = 1950;
    let cases = [
        ("or", format!("ASK {{ FILTER(1{}) }}", "||1".repeat(n))),
        ("plus", format!("ASK {{ FILTER(1{}) }}", " + 1".repeat(3900))),
        ("var plus", format!("SELECT * {{ VALUES ?x {{ 1 }} FILTER(?x{}) }}", "+?x".repeat(3900))),
        ("in", format!("SELECT * {{ VALUES ?x {{ 1 }} FILTER(?x IN (1{})) }}", ",?x".repeat(290))),
        ("path300", format!("SELECT * {{ ?s ww:a{} ?o }}", "/ww:a".repeat(290))),
        ("alt", format!("SELECT * {{ ?s ww:a{} ?o }}", "|ww:a".repeat(3900))),
        ("union", format!("SELECT * {{ {{}} {} }}", "UNION{}".repeat(3900))),
        ("optional", format!("SELECT * {{ {} }}", "OPTIONAL{}".repeat(3900))),
        ("optional2", format!("SELECT * {{ {} }}", "OPTIONAL{?s ?p ?o}".repeat(2000))),
        ("minus", format!("SELECT * {{ {} }}", "MINUS{?x a ?y}".repeat(3900))),
        ("bind", format!("SELECT * {{ {} }}", (0..3900).map(|i| format!("BIND(1 AS ?v{i})")).collect::<String>())),
        ("filter", format!("SELECT * {{ ?s ?p ?o {} }}", "FILTER(?s)".repeat(3900))),
        ("exists", format!("SELECT * {{ ?s ?p ?o {} }}", "FILTER EXISTS{?s ?p ?o}".repeat(900))),
        ("bgp", format!("SELECT * {{ {} }}", "?s ?p ?o.".repeat(290))),
        ("bgp2", format!("SELECT * {{ {} }}", (0..290).map(|i| format!("?s{i} a ?s{}.", i + 1)).collect::<String>())),
        ("parens", format!("ASK {{ FILTER({}1{}) }}", "(".repeat(195), ")".repeat(195))),
        ("braces", format!("ASK {}{}", "{".repeat(199), "}".repeat(199))),
        ("not", format!("ASK {{ FILTER({}1) }}", "!".repeat(195))),
        ("brackets", format!("ASK {{ ?s ?p {}?x{} }}", "[a ".repeat(195), "]".repeat(195))),
        ("lists", format!("ASK {{ ?s ?p {}1{} }}", "(".repeat(195), ")".repeat(195))),
        ("reified", format!("ASK {{ {} a a a {} ?p ?o }}", "<<".repeat(95), "a a >>".repeat(95))),
        ("terms", format!("ASK {{ ?s ?p {} ?a a ?b {} }}", "<<( ?a a ".repeat(95), ")>>".repeat(95))),
        ("subselect", format!("{}{}", "SELECT * {".repeat(199), "}".repeat(199))),
        ("functions", format!("ASK {{ FILTER({}1{}) }}", "STR(".repeat(195), ")".repeat(195))),
        ("if", format!("ASK {{ FILTER({}1{}) }}", "IF(1,1,".repeat(145), ")".repeat(145))),
        ("substr", format!("ASK {{ FILTER({}1{}) }}", "SUBSTR(".repeat(8), ",1)".repeat(8))),
        ("count", format!("SELECT ({}1{} AS ?x) {{}}", "COUNT(".repeat(190), ")".repeat(190))),
        ("concat", format!("ASK {{ FILTER({}1{}) }}", "STR(".repeat(190), ")".repeat(190))),
        ("custom", format!("ASK {{ FILTER({}1{}) }}", "xsd:integer(".repeat(190), ")".repeat(190))),
        ("existsdeep", format!("ASK {{ {}{} }}", "FILTER NOT EXISTS { ?s ?p ?o ".repeat(190), "}".repeat(190))),
        ("pathdeep", format!("ASK {{ ?s {}a{} ?o }}", "(".repeat(190), ")*".repeat(190))),
        ("pathdeep2", format!("ASK {{ ?s {}a{} ?o }}", "^(".repeat(190), ")".repeat(190))),
        ("groupby", format!("SELECT * {{}} GROUP BY {}1{}", "(".repeat(190), ")".repeat(190))),
        ("bad parens", format!("ASK {{ FILTER({}1 }}", "(".repeat(195))),
        ("bad braces", format!("ASK {{ {}", "{".repeat(195))),
        ("bad select", "SELECT * { ".repeat(195)),
        ("bad brackets", format!("ASK {{ ?s ?p {}?x", "[a ".repeat(195))),
        ("bad lists", format!("ASK {{ {}1", "(".repeat(195))),
        ("bad if", format!("ASK {{ FILTER({}1", "IF(1,1,".repeat(195))),
        ("bad custom", format!("ASK {{ FILTER({}1", "xsd:integer(".repeat(195))),
        ("bad reified", format!("ASK {{ {} a a a ", "<<".repeat(95))),
        ("bad terms", format!("ASK {{ ?s ?p {} ?a a ?b", "<<( ?a a ".repeat(95))),
        ("bad count", format!("SELECT ({}1", "COUNT(".repeat(190))),
        ("bad exists", format!("ASK {{ {}", "FILTER NOT EXISTS { ?s ?p ?o ".repeat(190))),
        ("bad construct", format!("CONSTRUCT {{ ?s ?p {}", "[a ".repeat(195))),
        ("bad pathlist", format!("ASK {{ ?s {}", "(a|!(".repeat(90))),
        ("bad annot", format!("ASK {{ ?s ?p ?o {}", "{| a ?o ".repeat(190))),
        ("annot", format!("ASK {{ ?s ?p ?o {}{} }}", "{| a ?o ".repeat(90), "|}".repeat(90))),
    ];
    for (name, text) in cases {
        let now = std::process::Command::new("date").arg("+%s%3N").output().unwrap().stdout;
        let t0: u64 = String::from_utf8(now).unwrap().trim().parse().unwrap();
        eprint!("{name}: ");
        let result = ask(&text);
        let now = std::process::Command::new("date").arg("+%s%3N").output().unwrap().stdout;
        let t1: u64 = String::from_utf8(now).unwrap().trim().parse().unwrap();
        let out = match result { Ok(_) => "ok".into(), Err(e) => e.to_string().chars().take(150).collect::<String>() };
        eprintln!("{} ms {out}", t1 - t0);
    }
}
