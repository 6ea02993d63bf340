//! Claims with their sources and evidence.

use super::Scene;
use super::mint::{Names, below, short_hash};
use super::sheet::Sheet;
use crate::actor::name;
use crate::claim::{Claim, Filler, Object, Predicate};
use crate::schema::{Modality, Polarity, Role};
use crate::text::Span;
use crate::vocab::{self, grasp, oa, rdf, ww, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};

/// How many bytes before and after a quotation anchor it (Web Annotation's prefix and suffix).
const ANCHOR: usize = 32;

/// A claim and the nodes that stand for it.
pub(super) struct Told<'r> {
    pub(super) claim: &'r Claim,
    pub(super) node: NamedNode,
    pub(super) subject: NamedNode,
    pub(super) relation: NamedNode,
    pub(super) object: Term,
}

/// Describes every claim; those whose actors or relation are unknown are left out.
pub(super) fn describe<'r>(scene: &Scene<'r>, sheet: &mut Sheet) -> Vec<Told<'r>> {
    let mut names = Names::default();
    let told: Vec<Told<'r>> = scene
        .reading
        .claims
        .iter()
        .filter_map(|claim| tell(scene, claim, &mut names))
        .collect();
    for told in &told {
        core(scene, told, sheet);
        sources(scene, told, sheet);
        evidence(scene, told, sheet);
    }
    told
}

/// Names a claim and its parts.
fn tell<'r>(scene: &Scene<'r>, claim: &'r Claim, names: &mut Names) -> Option<Told<'r>> {
    let subject = scene.actor(claim.subject)?.clone();
    let relation = relation(scene, &claim.predicate)?;
    let object: Term = match &claim.object {
        Object::Actor(chain) => scene.actor(*chain)?.clone().into(),
        Object::Literal(text) => Literal::from(text.as_str()).into(),
    };
    let (start, end) = scene.characters.span(claim.evidence.trigger);
    let hash = hash(scene, claim, &subject, &relation, &object);
    let name = format!("{start}-{end}-{}-{hash}", vocab::local(relation.as_str()));
    Some(Told {
        claim,
        node: scene.mint.claim(&names.unique(&name)),
        subject,
        relation,
        object,
    })
}

/// A relation's IRI; an open one is named by its lemma.
fn relation(scene: &Scene<'_>, predicate: &Predicate) -> Option<NamedNode> {
    let iri = match predicate {
        Predicate::Known(id) => scene.schema.relations.get(id.0 as usize)?.iri.clone(),
        Predicate::Open(verb) => match name::slug(&verb.to_string()) {
            slug if slug.is_empty() => return None,
            slug => format!("{}{slug}", vocab::OPEN),
        },
    };
    Some(NamedNode::new_unchecked(iri))
}

/// What tells apart the claims of one trigger.
fn hash(
    scene: &Scene<'_>,
    claim: &Claim,
    subject: &NamedNode,
    relation: &NamedNode,
    object: &Term,
) -> String {
    let object = object.to_string();
    let (polarity, modality) = (polarity(claim.polarity), modality(claim.modality));
    let mut parts = vec![
        subject.as_str(),
        relation.as_str(),
        &object,
        polarity.as_str(),
        modality.as_str(),
    ];
    parts.extend(
        claim
            .attribution
            .iter()
            .filter_map(|source| scene.actor(source.chain))
            .map(NamedNode::as_str),
    );
    short_hash(&parts)
}

/// What is claimed.
fn core(scene: &Scene<'_>, told: &Told<'_>, sheet: &mut Sheet) {
    let Told { claim, node, .. } = told;
    sheet.is_a(node, ww::CLAIM);
    sheet.add(node, ww::DOCUMENT, scene.mint.document());
    sheet.add(node, ww::SUBJECT, told.subject.clone());
    sheet.add(node, ww::RELATION, told.relation.clone());
    sheet.add(node, ww::OBJECT, told.object.clone());
    if matches!(told.object, Term::NamedNode(_)) {
        let triple = Triple::new(told.subject.clone(), told.relation.clone(), told.object.clone());
        sheet.add(node, rdf::REIFIES, triple);
    }
    sheet.add(node, ww::POLARITY, polarity(claim.polarity));
    sheet.add(node, ww::MODALITY, modality(claim.modality));
    sheet.add(node, ww::CONFIDENCE, confidence(claim.confidence));
    if let Some(frame) = claim
        .frame
        .and_then(|frame| scene.schema.frames.get(frame.0 as usize))
    {
        sheet.add(node, ww::FRAME, NamedNodeRef::new_unchecked(&frame.iri));
    }
    if let Some(position) = claim.position {
        sheet.text(node, ww::POSITION, scene.words(position));
    }
    let quote = if claim.evidence.clause.is_empty() {
        claim.evidence.trigger
    } else {
        claim.evidence.clause
    };
    sheet.text(node, ww::QUOTE, scene.words(quote));
}

/// Who says so: nearest first, the publisher last, each pointing to the next.
fn sources(scene: &Scene<'_>, told: &Told<'_>, sheet: &mut Sheet) {
    let named = told
        .claim
        .attribution
        .iter()
        .filter_map(|source| Some((scene.actor(source.chain)?, Some(source))));
    let links: Vec<_> = named
        .chain(scene.publisher.iter().map(|publisher| (publisher, None)))
        .collect();
    for (index, (actor, source)) in links.iter().enumerate() {
        let rank = index + 1;
        let node = below(&told.node, &format!("source/{rank}"));
        if index == 0 {
            sheet.add(&told.node, ww::ATTRIBUTION, node.clone());
        }
        if rank < links.len() {
            sheet.add(&node, ww::VIA, below(&told.node, &format!("source/{}", rank + 1)));
        }
        sheet.is_a(&node, grasp::ATTRIBUTION);
        sheet.add(&node, ww::SOURCE, (*actor).clone());
        sheet.integer(&node, ww::RANK, rank as u32);
        if let Some(source) = source {
            sheet.add(&node, ww::DIRECT, Literal::from(source.direct));
            cue(scene, &node, source.span, sheet);
        }
    }
}

/// The words that name a source.
fn cue(scene: &Scene<'_>, node: &NamedNode, span: Span, sheet: &mut Sheet) {
    if !span.is_empty() {
        sheet.text(node, ww::WORDS, scene.words(span));
        place(scene, node, span, sheet);
    }
}

/// The words that show the claim, part by part; parts that no words show are left out.
fn evidence(scene: &Scene<'_>, told: &Told<'_>, sheet: &mut Sheet) {
    let spans = &told.claim.evidence;
    let parts = [
        ("trigger", spans.trigger),
        ("subject", spans.subject),
        ("object", spans.object),
        ("clause", spans.clause),
    ];
    let mut names = Names::default();
    for (part, span) in parts.into_iter().chain(told.claim.fillers.iter().map(filler)) {
        if !span.is_empty() {
            let node = below(&told.node, &format!("evidence/{}", names.unique(part)));
            sheet.add(&told.node, ww::EVIDENCE, node.clone());
            piece(scene, &node, part, span, sheet);
        }
    }
}

/// A further role as a part of the evidence.
fn filler(filler: &Filler) -> (&'static str, Span) {
    (role_name(filler.role), filler.span)
}

/// One piece of evidence.
fn piece(scene: &Scene<'_>, node: &NamedNode, part: &str, span: Span, sheet: &mut Sheet) {
    sheet.is_a(node, oa::SPECIFIC_RESOURCE);
    sheet.add(node, oa::HAS_SOURCE, scene.mint.document());
    sheet.text(node, ww::PART, part);
    place(scene, node, span, sheet);
    if scene.config.selectors {
        position(scene, node, span, sheet);
        quote(scene, node, span, sheet);
    }
}

/// Where in the text a node's words stand, in characters.
fn place(scene: &Scene<'_>, node: &NamedNode, span: Span, sheet: &mut Sheet) {
    let (start, end) = scene.characters.span(span);
    sheet.integer(node, ww::START, start);
    sheet.integer(node, ww::END, end);
}

/// The selector by position.
fn position(scene: &Scene<'_>, node: &NamedNode, span: Span, sheet: &mut Sheet) {
    let selector = below(node, "position");
    let (start, end) = scene.characters.span(span);
    sheet.add(node, oa::HAS_SELECTOR, selector.clone());
    sheet.is_a(&selector, oa::TEXT_POSITION_SELECTOR);
    sheet.integer(&selector, oa::START, start);
    sheet.integer(&selector, oa::END, end);
}

/// The selector by words.
fn quote(scene: &Scene<'_>, node: &NamedNode, span: Span, sheet: &mut Sheet) {
    let selector = below(node, "quote");
    let text = &scene.reading.document.text;
    sheet.add(node, oa::HAS_SELECTOR, selector.clone());
    sheet.is_a(&selector, oa::TEXT_QUOTE_SELECTOR);
    sheet.text(&selector, oa::EXACT, scene.words(span));
    sheet.text(&selector, oa::PREFIX, before(text, span));
    sheet.text(&selector, oa::SUFFIX, after(text, span));
}

/// The text just before a span.
fn before(text: &str, span: Span) -> &str {
    let end = span.range().start.min(text.len());
    let mut near = end.saturating_sub(ANCHOR)..end;
    near.find_map(|start| text.get(start..end)).unwrap_or("")
}

/// The text just after a span.
fn after(text: &str, span: Span) -> &str {
    let start = span.range().end.min(text.len());
    let near = start..(start + ANCHOR).min(text.len()) + 1;
    near.rev().find_map(|end| text.get(start..end)).unwrap_or("")
}

/// The IRI of a polarity.
pub(super) const fn polarity(polarity: Polarity) -> NamedNodeRef<'static> {
    match polarity {
        Polarity::Positive => ww::POSITIVE,
        Polarity::Negative => ww::NEGATIVE,
    }
}

/// The IRI of a modality.
const fn modality(modality: Modality) -> NamedNodeRef<'static> {
    match modality {
        Modality::Actual => ww::ACTUAL,
        Modality::Planned => ww::PLANNED,
        Modality::Requested => ww::REQUESTED,
        Modality::Possible => ww::POSSIBLE,
        Modality::Hypothetical => ww::HYPOTHETICAL,
    }
}

/// A confidence with three decimals.
fn confidence(value: f32) -> Literal {
    let value = if value.is_finite() {
        value.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let rounded = (f64::from(value) * 1000.0).round() / 1000.0;
    Literal::new_typed_literal(rounded.to_string(), xsd::DECIMAL)
}

/// What a role is called in the graph.
pub(super) const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Agent => "agent",
        Role::Recipient => "recipient",
        Role::Theme => "theme",
        Role::Instrument => "instrument",
        Role::Place => "place",
        Role::Topic => "topic",
        Role::Content => "content",
    }
}
