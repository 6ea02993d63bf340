//! What readings become, as N-Quads under `tests/graph/`; `UPDATE_EXPECT=1` rewrites them.

use crate::readings::*;
use oxigraph::model::{Quad, Term};
use whowhom::claim::{Bound, Filler, Object, OpenVerb, Place, Precision, Predicate, Quantity, Time};
use whowhom::graph::{Config, describe};
use whowhom::mention::Chain;
use whowhom::schema::{Polarity, Role};
use whowhom::text::Span;
use whowhom::vocab::{oa, ww};

/// Compares quads with a file.
fn check(name: &str, quads: &[Quad]) {
    let path = format!("{}/tests/graph/{name}.nq", env!("CARGO_MANIFEST_DIR"));
    let mut lines = quads
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" .\n");
    lines.push_str(" .\n");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &lines).unwrap();
    }
    assert_eq!(lines, std::fs::read_to_string(&path).unwrap(), "{path}");
}

/// A day, with the words at a span.
fn day(span: Span) -> Time {
    let day = jiff::civil::date(2024, 11, 30);
    Time {
        begin: day,
        end: day,
        precision: Precision::Day,
        span,
    }
}

/// A claim with all its parts, a denial of the same, an open relation, an old name and an office.
fn everything() -> Story {
    let mut story = Story::new("sana/1");
    story.reading.document.text = String::from("On Saturday, 57 dead (Çankaya). ");
    story.reading.document.url = Some("https://example.org/1".to_owned());
    let syria = story.chain(seeded("Syria", SYRIA));
    let assad = story.chain(Chain {
        of: Some(syria),
        noun: Some(PRESIDENT),
        ..named("Bashar al-Assad", PERSON, &["Assad", "al-Assad"])
    });
    let army = story.chain(described("Syrian army", GROUP, Some(ARMY), Some(syria)));
    let front = story.chain(Chain {
        former: vec!["Nusra Front".to_owned()],
        ..named("HTS", GROUP, &[])
    });
    story.chain(named("HTS", GROUP, &[]));

    let claim = story.claim(army, ATTACKED, front);
    claim.time = Some(day(Span::new(0, 11)));
    claim.place = Some(Place {
        chain: Some(syria),
        span: Span::new(22, 31),
    });
    let quantity = Quantity {
        value: 57.0,
        bound: Bound::Lower,
        unit: "death".into(),
        span: Span::new(13, 20),
    };
    claim.quantities = vec![
        quantity.clone(),
        Quantity {
            value: 2.5,
            ..quantity
        },
    ];
    claim.fillers = vec![Filler {
        role: Role::Instrument,
        chain: None,
        span: Span::new(16, 20),
    }];
    claim.attribution = vec![source(assad), source(syria)];
    story.claim(army, ATTACKED, front).polarity = Polarity::Negative;
    story.claim(assad, PHONED, front).predicate = Predicate::Open(OpenVerb {
        lemma: "call off".to_owned(),
        preposition: None,
    });
    story.claim(front, FORMERLY, front).object = Object::Literal("Nusra Front".to_owned());
    story.claim(assad, SPOKE, syria).position = Some(Span::new(3, 11));
    story
}

#[test]
fn everything_has_its_place_in_the_graph() {
    let story = everything();
    let config = Config {
        selectors: false,
        ..Config::default()
    };
    check("everything", &describe(&story.reading, &schema(), &config).said);
    check("catalogue", &describe(&story.reading, &schema(), &config).entry);
}

#[test]
fn evidence_is_anchored_in_the_text() {
    let mut story = Story::new("d");
    let (a, b) = (
        story.chain(named("Çiçek", PERSON, &[])),
        story.chain(named("Şahin", PERSON, &[])),
    );
    story.reading.document.text = String::from("“🙂” ");
    story.claim(a, SPOKE, b);
    check("evidence", &story.describe().said);
}

#[test]
fn the_words_at_each_position_are_those_quoted() {
    let story = everything();
    let text: Vec<char> = story.reading.document.text.chars().collect();
    let said = story.describe().said;
    let number = |subject: &str, predicate| {
        let quad = said
            .iter()
            .find(|quad| quad.subject.to_string() == subject && quad.predicate == predicate);
        let Some(Term::Literal(number)) = quad.map(|quad| &quad.object) else {
            panic!("{subject}")
        };
        number.value().parse::<usize>().unwrap()
    };
    let mut quotes = 0;
    for quad in said.iter().filter(|quad| quad.predicate == oa::EXACT) {
        let evidence = quad.subject.to_string().replace("/quote", "");
        let words: String = text[number(&evidence, ww::START)..number(&evidence, ww::END)]
            .iter()
            .collect();
        assert_eq!(quad.object, oxigraph::model::Literal::from(words).into());
        quotes += 1;
    }
    assert_eq!(quotes, 21);
}

#[test]
fn two_claims_of_one_trigger_are_told_apart() {
    let mut story = Story::new("d");
    let (a, b) = (
        story.chain(named("A", GROUP, &[])),
        story.chain(named("B", GROUP, &[])),
    );
    let claim = story.claim(a, ATTACKED, b).clone();
    story.reading.claims.push(claim);
    let said = story.describe().said;
    let claims = said
        .iter()
        .filter(|quad| quad.object == Term::from(ww::CLAIM))
        .count();
    let events = said
        .iter()
        .filter(|quad| quad.predicate == ww::REPORTS)
        .map(|quad| &quad.object);
    assert_eq!(
        (claims, events.collect::<std::collections::HashSet<_>>().len()),
        (2, 1)
    );
}

#[test]
fn a_description_is_the_same_twice() {
    assert_eq!(everything().describe(), everything().describe());
}

#[test]
fn nothing_panics_on_spans_that_do_not_fit() {
    let mut story = everything();
    story.reading.document.text = String::from("é");
    assert!(!story.describe().said.is_empty());
}
