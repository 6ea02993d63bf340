//! Questions to a small store, with their answers.

use oxigraph::io::RdfFormat;
use oxigraph::model::Literal;
use proptest::prelude::*;

use super::*;

fn store() -> Store {
    let store = Store::new().unwrap();
    store
        .load_from_slice(RdfFormat::TriG, include_str!("fixture/store.trig"))
        .unwrap();
    store
}

fn ask(text: &str) -> Result<Answer, Error> {
    answer(&store(), text, &Prefixes::default(), &Limits::default())
}

fn text(answer: &Answer, format: Format) -> String {
    let mut out = Vec::new();
    print(answer, format, &Prefixes::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Compares the rows of a prepared query, cells parted by ` | `; `columns` picks columns.
#[track_caller]
fn check(name: &str, values: &[&str], columns: &str, expected: &[&str]) {
    let library = Library::embedded().unwrap();
    let answer = run(library.get(name).unwrap(), values).unwrap();
    let Answer::Table(table) = answer else {
        panic!("no table")
    };
    let picked: Vec<usize> = columns
        .split(' ')
        .map(|c| table.columns.iter().position(|name| name == c).expect(c))
        .collect();
    let cell = |term: &Option<Term>| {
        term.as_ref()
            .map_or("–".to_owned(), |t| print::shown(t, &Prefixes::default()))
    };
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| {
            picked
                .iter()
                .map(|i| cell(&row[*i]))
                .collect::<Vec<_>>()
                .join(" | ")
        })
        .collect();
    assert_eq!(rows, expected);
}

fn run(query: &Prepared, values: &[&str]) -> Result<Answer, Error> {
    let pair = |value: &&str| {
        value
            .split_once('=')
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .unwrap()
    };
    let values: Vec<(String, String)> = values.iter().map(pair).collect();
    query.answer(&store(), &Prefixes::default(), &Limits::default(), &values)
}

#[track_caller]
fn fails(name: &str, values: &[&str], message: &str) {
    let library = Library::embedded().unwrap();
    let error = library
        .get(name)
        .and_then(|query| run(query, values))
        .unwrap_err();
    assert_eq!(error.to_string(), message);
}

#[test]
fn every_prepared_query_is_sparql_and_described() {
    for query in Library::embedded().unwrap().iter() {
        let filled = query.filled_with(&oxigraph::model::NamedNode::new_unchecked("urn:x").into());
        super::check(&filled, &Prefixes::default(), &Limits::default())
            .unwrap_or_else(|e| panic!("{}: {e}", query.name));
        assert!(!query.description.is_empty() && query.parameters.iter().all(|p| !p.description.is_empty()));
    }
}

#[test]
fn what_did_lists_acts_and_both_sides_of_mutual_ones() {
    let columns = "date relation whom document";
    let expected = [
        "– | ww:holdsPosition | Syria | doc:n1",
        "2024-11-30 | ww:spokeWithByPhone | Mohammed Shia al-Sudani | doc:n1",
        "2024-12-02 | ww:metWith | Mohammed Shia al-Sudani | doc:n2",
    ];
    check("what-did", &["actor=Bashar al-Assad"], columns, &expected);
    check(
        "what-did",
        &["actor=a:bashar-al-assad", "from=2024-12", "to=2024"],
        columns,
        &expected[2..],
    );
    let call = ["2024-11-30 | ww:spokeWithByPhone | Bashar al-Assad | doc:n1"];
    check(
        "what-did",
        &["actor=Al-Sudani", "relation=spokeWith"],
        columns,
        &call,
    );
}

#[test]
fn done_to_lists_what_was_suffered() {
    check(
        "done-to",
        &["actor=HTS"],
        "date who relation",
        &["2024-11-30 | Russia | ww:attackedFromTheAir"],
    );
    check(
        "done-to",
        &["actor=Syria", "relation=attacked"],
        "date who",
        &["2024-12-02 | Hayat Tahrir al-Sham"],
    );
}

#[test]
fn timeline_falls_back_on_the_date_of_publication() {
    let expected = [
        "2024-11-30 | Russia | ww:attackedFromTheAir | Hayat Tahrir al-Sham | ww:positive",
        "2024-12-02 | Hayat Tahrir al-Sham | ww:attacked | Syria | ww:positive",
        "2024-12-02 | Russia | ww:attackedFromTheAir | Hayat Tahrir al-Sham | ww:negative",
        "2024-12-02 | Hayat Tahrir al-Sham | ww:formerlyKnownAs | Jabhat al-Nusra | ww:positive",
    ];
    check(
        "timeline",
        &["actor=HTS"],
        "date who relation whom polarity",
        &expected,
    );
}

#[test]
fn meetings_are_counted_once_a_pair() {
    let expected = &["Bashar al-Assad | Mohammed Shia al-Sudani | 1 | 1 | 2024-12-02"];
    check("who-met-whom", &[], "one other meetings claims first", expected);
    check(
        "who-met-whom",
        &["actor=Al-Sudani"],
        "one other meetings claims first",
        expected,
    );
    check("who-met-whom", &["actor=Russia"], "one", &[]);
}

#[test]
fn sources_stand_nearest_first() {
    let call = ["Syrian presidency | 1", "SANA | 2"];
    check(
        "who-said",
        &["actor=Al-Sudani", "relation=spokeWith"],
        "source rank",
        &call,
    );
    check(
        "who-said",
        &["source=Russia"],
        "relation polarity",
        &["ww:attackedFromTheAir | ww:negative"],
    );
    let attacks = [
        "Russia | SANA | SANA | 1 | 0",
        "Russia | Russia | The Herald | 0 | 1",
    ];
    check(
        "sources",
        &["relation=attacked", "object=HTS"],
        "who source publisher affirm deny",
        &attacks,
    );
}

#[test]
fn attacks_count_events_and_leave_out_denied_ones() {
    let expected = ["Hayat Tahrir al-Sham | ww:attackedFromTheAir | 1 | 1"];
    check(
        "attacks-by",
        &["actor=russia"],
        "whom relation events claims",
        &expected,
    );
    check("attacks-by", &["actor=Bashar al-Assad"], "whom", &[]);
}

#[test]
fn between_goes_both_ways() {
    let expected = &["– | Russia | ww:negative", "2024-11-30 | Russia | ww:positive"];
    check(
        "between",
        &["one=Russia", "other=HTS"],
        "date who polarity",
        expected,
    );
    check(
        "between",
        &["one=HTS", "other=Russia"],
        "date who polarity",
        expected,
    );
}

#[test]
fn offices_denials_plans_and_contradictions() {
    check(
        "positions",
        &[],
        "person position of claims",
        &["Bashar al-Assad | President | Syria | 1"],
    );
    check("positions", &["at=Russia"], "person", &[]);
    let denied = ["Russia | ww:attackedFromTheAir | Hayat Tahrir al-Sham | Russia"];
    check("denied", &[], "who relation whom source", &denied);
    let planned = ["Mohammed Shia al-Sudani | ww:expressedSupportFor | Syria"];
    check("planned", &["actor=Syria"], "who relation whom", &planned);
    check(
        "contradictions",
        &[],
        "who whom affirmedBy deniedBy",
        &["Russia | Hayat Tahrir al-Sham | SANA | Russia"],
    );
}

#[test]
fn documents_actors_and_evidence() {
    check(
        "documents",
        &["from=2024-12-02"],
        "document date by claims",
        &["doc:n2 | 2024-12-02 | The Herald | 4"],
    );
    let actors = [
        "Hayat Tahrir al-Sham | 2 | 2 | 2",
        "Bashar al-Assad | 3 | 0 | 2",
        "Mohammed Shia al-Sudani | 1 | 2 | 2",
        "Syria | 0 | 3 | 2",
    ];
    check("actors", &["least=3"], "name acts actedOn documents", &actors);
    let words = [
        "trigger | attacked | 133 | 141",
        "object | Syria’s army | 142 | 154",
    ];
    check(
        "evidence",
        &["actor=Syria", "document=n2"],
        "part words start end",
        &words,
    );
}

#[test]
fn wrong_values_are_explained() {
    let near = "(hint: did you mean Bashar al-Assad?)";
    fails(
        "what-did",
        &["actor=Bashar al-Asad"],
        &format!("no actor 'Bashar al-Asad' here {near}"),
    );
    let near = "(hint: did you mean Bashar al-Assad, al-Assad?)";
    fails(
        "what-did",
        &["actor=Assad"],
        &format!("no actor 'Assad' here {near}"),
    );
    fails("what-did", &[], "'what-did' needs 'actor' (hint: who acted)");
    fails(
        "denied",
        &["acter=HTS"],
        "'denied' has no parameter 'acter' (hint: it takes actor)",
    );
    let expected = "(hint: expected a date such as 2024, 2024-11 or 2024-11-30)";
    fails(
        "documents",
        &["from=2024-13"],
        &format!("'2024-13' will not do for 'from' {expected}"),
    );
    fails(
        "wat-did",
        &[],
        "no prepared query 'wat-did' (hint: did you mean what-did?)",
    );
    let near = "(hint: did you mean attacked, attackedFromTheAir, attacked from the air?)";
    fails(
        "sources",
        &["relation=atacked"],
        &format!("no relation 'atacked' here {near}"),
    );
}

#[test]
fn names_shared_by_several_actors_are_ambiguous() {
    let store = store();
    let other = "INSERT DATA { <urn:x> <http://www.w3.org/2004/02/skos/core#altLabel> 'Al-Sudani' }";
    SparqlEvaluator::new()
        .parse_update(other)
        .unwrap()
        .on_store(&store)
        .execute()
        .unwrap();
    let prefixes = Prefixes::default();
    let error = actor(&store, &prefixes, "al-sudani").unwrap_err().to_string();
    let them = "a:mohammed-shia-al-sudani, urn:x";
    assert_eq!(
        error,
        format!("'al-sudani' may be more than one actor (hint: say which: {them})")
    );
    assert_eq!(actor(&store, &prefixes, "<urn:x>").unwrap().as_str(), "urn:x");
    let by_phone = relation(&store, &prefixes, "spoke by phone with").unwrap();
    assert_eq!(prefixes.shorten(by_phone.as_str()), "ww:spokeWithByPhone");
}

#[test]
fn values_never_become_query_text() {
    let query = "# title: t\n# param: words (text) – w\nSELECT ?x { BIND($words AS ?x) } # $words\n";
    let query = Prepared::parse("t", query).unwrap();
    let evil = "words=\" AS ?x) } #\n\\";
    let Answer::Table(table) = run(&query, &[evil]).unwrap() else {
        panic!("no table")
    };
    assert_eq!(
        table.rows,
        [[Some(Literal::new_simple_literal(&evil[6..]).into())]]
    );
}

#[test]
fn heads_of_prepared_queries_are_checked() {
    let error = |text: &str| Prepared::parse("q", text).unwrap_err().to_string();
    assert_eq!(
        error("ASK {}"),
        "q, line 1: no title (hint: begin with '# title: …')"
    );
    assert!(
        error("# title: t\n# param: x (hue) – c\nASK {}")
            .starts_with("q, line 2: no kind of parameter 'hue'")
    );
    assert!(error("# title: t\n# param: x (text) – c\nASK {}").contains("'x' is not used"));
    assert!(error("# title: t\nASK { ?s ?p $o }").contains("$o is not a parameter"));
    assert!(error("# title: t\n# param: x (text, optional) – c\nASK { ?s ?p $x }").contains("# if: x"));
}

#[test]
fn syntax_errors_say_where() {
    let error = |text: &str| ask(text).unwrap_err().to_string();
    let message = error("SELECT * WHERE {\n  ?s ww:subject ?o .\n  ?s ww:object }");
    assert!(
        message.starts_with("line 3, column 16: found '}', expected \""),
        "{message}"
    );
    let message = error("ASK { ?s nope:x ?o }");
    assert!(
        message.contains("(hint: declare it with PREFIX name: <iri>)"),
        "{message}"
    );
    assert!(error("DROP ALL").starts_with("this is an update, and queries only read"));
}

#[test]
fn declared_prefixes_win() {
    assert_eq!(ask("ASK { ?c a ww:Claim }").unwrap(), Answer::Boolean(false));
    assert_eq!(
        ask("ASK { GRAPH <document/n1> { ?c a ww:Claim } }").unwrap(),
        Answer::Boolean(true)
    );
    assert_eq!(
        ask("PREFIX ww: <urn:> ASK { GRAPH ?g { ?c a ww:Claim } }").unwrap(),
        Answer::Boolean(false)
    );
}

#[test]
fn answers_are_written_in_all_formats() {
    let answer = ask("SELECT ?n ?o { a:syria skos:prefLabel ?n OPTIONAL { a:syria ww:no ?o } }").unwrap();
    assert_eq!(text(&answer, Format::Table), "n      o\n─────  ─\nSyria\n");
    assert_eq!(text(&answer, Format::Csv), "n,o\r\nSyria,\r\n");
    assert_eq!(text(&answer, Format::Tsv), "?n\t?o\n\"Syria\"@en\t\n");
    assert!(text(&answer, Format::Json).contains(r#""value":"Syria""#));
    assert!(text(&answer, Format::Xml).contains("<literal xml:lang=\"en\">Syria</literal>"));
    let graph = ask("CONSTRUCT WHERE { a:sana a ?c }").unwrap();
    assert_eq!(text(&graph, Format::Csv).lines().count(), 2);
    assert_eq!(text(&ask("ASK {}").unwrap(), Format::Table), "true\n");
    let error = Format::from_name("jsn").unwrap_err().to_string();
    assert_eq!(error, "no output format 'jsn' (hint: did you mean json?)");
}

#[test]
fn rows_are_limited() {
    let limits = Limits {
        rows: 3,
        ..Limits::default()
    };
    let error = answer(&store(), "SELECT * { ?s ?p ?o }", &Prefixes::default(), &limits).unwrap_err();
    assert_eq!(error.to_string(), "more than 3 rows (hint: add a LIMIT)");
}

#[test]
fn what_the_guard_lets_pass_overflows_no_stack() {
    let repeat =
        |before: &str, part: &str, n: usize, after: &str| format!("{before}{}{after}", part.repeat(n));
    for query in [
        repeat("ASK { FILTER(1", "+1", 3900, ") }"),
        repeat("ASK { FILTER(1", "||1", 1900, ") }"),
        repeat("SELECT * { {} ", "UNION{}", 3900, " }"),
        repeat("SELECT * { ", "OPTIONAL{}", 3900, " }"),
        repeat("ASK { FILTER(", "!", 190, "1) }"),
        repeat("ASK { FILTER(", "SUBSTR(", 8, &repeat("1", ",1)", 8, ") }")),
        repeat("ASK ", "{", 200, &"}".repeat(200)),
        repeat("ASK { FILTER(", "(", 190, &repeat("1", ")", 190, ") }")),
    ] {
        ask(&query).unwrap();
    }
}

#[test]
fn the_guard_stops_what_would() {
    let deep = |open: &str| guard::check(&format!("ASK {{ {}", open.repeat(300)), &Limits::default());
    // A `<#…` may be an IRI or an operator and a comment: then brackets count as never closed.
    let doubtful = ["?a<b#>)\n+(", "?a<b'>'+((", "<#a> ("];
    let plain = [
        "(",
        "[ a ",
        "{",
        "<<",
        "!",
        "! ",
        "?a<(",
        "'x' (",
        "<http://x/> (",
        "# (\n (",
        "<<( ",
        "REGEX # (\n (",
    ];
    for open in plain.into_iter().chain(doubtful) {
        assert!(matches!(deep(open), Err(Error::TooDeep(_))), "{open}");
    }
    let fine = ["\"(((\"", "<http://x/a_(b)#c>", "'''(('''"]
        .repeat(20)
        .join(" , ");
    guard::check(&format!("ASK {{ ?s ?p {fine} }}"), &Limits::default()).unwrap();
    assert!(matches!(
        guard::check(&"x".repeat(2 << 20), &Limits::default()),
        Err(Error::TooLong(..))
    ));
}

proptest! {
    #[test]
    fn pieces_tile_any_text(text in "[(){}<>\"'#\\\\\n a?$é]{0,40}") {
        let pieces = scan::pieces(&text);
        let mut at = 0;
        for (_, range) in pieces {
            prop_assert_eq!(range.start, at);
            at = range.end;
        }
        prop_assert_eq!(at, text.len());
        let _ = guard::check(&text, &Limits::default());
    }
}
