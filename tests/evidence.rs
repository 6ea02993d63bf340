//! Every claim shows its words: the spans of its evidence lie in the text and hold what they say, and a
//! store of all documents that are at hand meets the shapes.

use crate::support::{built_by, documents, here, reader, schema, shared, show_claim};
use oxigraph::model::NamedNode;
use rayon::prelude::*;
use std::path::PathBuf;
use whowhom::claim::{Claim, Object};
use whowhom::mention::ChainId;
use whowhom::reading::Reading;
use whowhom::schema::{FrameId, Role, Slot};
use whowhom::shape::{self, Shapes};
use whowhom::source::Document;
use whowhom::text::Span;

/// Most faults that are shown.
const SHOWN: usize = 40;

/// The project's own documents, and the shared articles where they are.
fn all() -> Vec<Document> {
    let mut paths: Vec<PathBuf> = vec![here("docs/examples"), here("tests/corpus")];
    paths.extend(shared("data/articles/text"));
    documents(&paths)
}

fn check(what: &str, faults: &[String]) {
    let shown = &faults[..faults.len().min(SHOWN)];
    assert!(
        faults.is_empty(),
        "{} {what}:\n{}",
        faults.len(),
        shown.join("\n")
    );
}

#[test]
fn claims_show_their_words() {
    let readings: Vec<Reading> = all()
        .into_par_iter()
        .map(|document| reader().with_open_relations(true).read(document))
        .collect();
    let mut faults = Vec::new();
    for reading in &readings {
        for claim in &reading.claims {
            let about = format!("{}: {}", reading.document.id, show_claim(reading, claim));
            faults.extend(
                faults_of(reading, claim)
                    .into_iter()
                    .map(|fault| format!("{about}: {fault}")),
            );
        }
    }
    let ends = readings
        .iter()
        .flat_map(|reading| reading.claims.iter().flat_map(|claim| ends(reading, claim)));
    let (mut all, mut mentioned) = (0, 0);
    for end in ends {
        all += 1;
        mentioned += usize::from(end == Spoken::Mentioned);
    }
    println!(
        "evidence: {mentioned} of {all} subjects and objects are mentioned in their spans, the others implied"
    );
    check("faults in the evidence", &faults);
    assert!(mentioned * 5 >= all * 4, "too much is only implied");
}

/// What is wrong with the evidence of a claim.
fn faults_of(reading: &Reading, claim: &Claim) -> Vec<String> {
    let odd: Vec<String> = spans(claim)
        .into_iter()
        .filter(|(_, span)| !lies_in(*span, &reading.document.text))
        .map(|(what, span)| format!("{what} at {}..{}", span.start, span.end))
        .collect();
    // Where spans are odd the words can't be asked for.
    if !odd.is_empty() {
        return odd;
    }
    let (evidence, mut faults) = (&claim.evidence, Vec::new());
    let words = |span: Span| format!("“{}”", span.of(&reading.document.text));
    // Who speaks may be named in another sentence.
    let by_speaker = claim
        .frame
        .is_some_and(|id| schema().frame(id).has_slot(Role::Agent, &Slot::Speaker));
    for (what, span) in spans(claim).into_iter().take(3) {
        let apart = by_speaker && what == "subject";
        if !apart && !evidence.clause.contains(span) {
            faults.push(format!(
                "the {what} lies outside the clause {}",
                words(evidence.clause)
            ));
        }
    }
    if claim
        .frame
        .is_some_and(|frame| !evokes(reading, evidence.trigger, frame))
    {
        faults.push(format!(
            "the trigger {} is no word of its frame",
            words(evidence.trigger)
        ));
    }
    if spoken(reading, evidence.subject, claim.subject) == Spoken::Silent {
        faults.push(format!(
            "no mention of the subject in {}",
            words(evidence.subject)
        ));
    }
    match &claim.object {
        Object::Actor(chain) if spoken(reading, evidence.object, *chain) == Spoken::Silent => {
            faults.push(format!("no mention of the object in {}", words(evidence.object)));
        }
        Object::Literal(literal)
            if !evidence
                .object
                .of(&reading.document.text)
                .contains(literal.as_str()) =>
        {
            faults.push(format!("not the object's words: {}", words(evidence.object)));
        }
        _ => {}
    }
    faults
}

/// The spans of a claim that must hold words, subject, object and trigger first.
fn spans(claim: &Claim) -> Vec<(&'static str, Span)> {
    let evidence = &claim.evidence;
    let mut found = vec![
        ("subject", evidence.subject),
        ("object", evidence.object),
        ("trigger", evidence.trigger),
        ("clause", evidence.clause),
    ];
    // A time may be taken over from the context, without words of its own.
    let time = claim.time.iter().map(|time| time.span);
    found.extend(time.filter(|span| !span.is_empty()).map(|span| ("time", span)));
    found.extend(claim.place.iter().map(|place| ("place", place.span)));
    found.extend(claim.position.map(|span| ("position", span)));
    found.extend(
        claim
            .quantities
            .iter()
            .map(|quantity| ("quantity", quantity.span)),
    );
    found.extend(claim.fillers.iter().map(|filler| ("filler", filler.span)));
    found.extend(claim.attribution.iter().map(|source| ("source", source.span)));
    found
}

/// Whether a span holds words of a text.
fn lies_in(span: Span, text: &str) -> bool {
    let words = text.get(span.start as usize..span.end as usize);
    words.is_some_and(|words| words.chars().any(char::is_alphanumeric))
}

/// Whether the span holds a word that evokes the frame, or the frame is one of constructions.
fn evokes(reading: &Reading, span: Span, frame: FrameId) -> bool {
    let frame = schema().frame(frame);
    let units = [&frame.verbs, &frame.nouns, &frame.adjectives];
    let parts: Vec<&str> = units
        .into_iter()
        .flatten()
        .flat_map(|unit| unit.split(' '))
        .collect();
    // Where the lemma is wrong the form still begins as the word does (`shelled`).
    let known = |(lemma, form): &(String, String)| {
        let mut parts = parts.iter();
        parts.any(|part| part == lemma || form.starts_with(part))
    };
    !frame.constructions.is_empty() || words_in(reading, span).iter().any(known)
}

/// How a span speaks of an actor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spoken {
    /// By a mention of it.
    Mentioned,
    /// By a mention of another that stands for it (`we`, a capital, an office), or by the word for an
    /// event that it took part in (`the talks`).
    Implied,
    /// Not at all.
    Silent,
}

/// How subject and object of a claim are spoken of.
fn ends(reading: &Reading, claim: &Claim) -> Vec<Spoken> {
    let mut ends = vec![(claim.evidence.subject, claim.subject)];
    if let Object::Actor(chain) = claim.object {
        ends.push((claim.evidence.object, chain));
    }
    ends.into_iter()
        .map(|(span, chain)| spoken(reading, span, chain))
        .collect()
}

/// How the span speaks of the actor.
fn spoken(reading: &Reading, span: Span, chain: ChainId) -> Spoken {
    let mentions = &reading.mentions.mentions;
    let mut there = mentions.iter().filter(|mention| span.overlaps(mention.span));
    if there.clone().any(|mention| mention.chains.contains(&chain)) {
        return Spoken::Mentioned;
    }
    let position = |claim: &Claim| claim.position.is_some_and(|words| span.overlaps(words));
    let event = |(lemma, form): &(String, String)| {
        let frames = |word: &str| schema().frames_for_noun(word);
        !(frames(lemma).is_empty() && frames(form).is_empty())
    };
    if there.next().is_some()
        || reading.claims.iter().any(position)
        || words_in(reading, span).iter().any(event)
    {
        Spoken::Implied
    } else {
        Spoken::Silent
    }
}

/// Lemma and form, in small letters, of the words that the span touches.
fn words_in(reading: &Reading, span: Span) -> Vec<(String, String)> {
    let text = &reading.document.text;
    let mut found = Vec::new();
    for (sentence, tree) in reading.sentences.iter().zip(&reading.trees) {
        for (i, token) in sentence.tokens.iter().enumerate() {
            if span.overlaps(token.span) {
                found.push((tree.lemma(i).to_lowercase(), token.form(text).to_lowercase()));
            }
        }
    }
    found
}

#[test]
fn the_store_meets_the_shapes() {
    // Open relations too, which are outside the ontology.
    let store = built_by(reader().with_open_relations(true), all());
    // Evidence without a text would not be checked, so every document must have one.
    let text = |iri: &str| {
        let held = store.text(&NamedNode::new(iri).ok()?).unwrap();
        Some(held.unwrap_or_else(|| panic!("no text of {iri}")))
    };
    let shapes = shape::check(store.quads(), &Shapes::embedded().unwrap(), store.base()).unwrap();
    let report = shapes.and(shape::check_evidence(store.quads(), store.base(), &text).unwrap());
    let faults = report.results.iter().map(|wrong| {
        let value = wrong.value.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{} {} {value}: {}", wrong.focus, wrong.path, wrong.message)
    });
    check("violations", &faults.collect::<Vec<_>>());
    assert!(report.conforms);
}
