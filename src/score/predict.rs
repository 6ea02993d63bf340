//! The claims of a reading as the gold would write them.

use super::{Named, Prediction};
use crate::claim::{Claim, Object, Predicate};
use crate::mention::ChainId;
use crate::reading::Reading;
use crate::schema::{ClassId, Schema};

/// The claims of a reading as predictions, in order of the text.
///
/// A specialisation counts as the relation that it specialises; an open relation is `open:` and its verb.
#[must_use]
pub fn predictions(reading: &Reading, schema: &Schema) -> Vec<Prediction> {
    reading
        .claims
        .iter()
        .map(|claim| prediction(reading, claim, schema))
        .collect()
}

fn prediction(reading: &Reading, claim: &Claim, schema: &Schema) -> Prediction {
    let chain = |id: ChainId| reading.mentions.chain(id);
    let named = |name: &str, class: ClassId| Named {
        name: name.to_owned(),
        kind: Some(schema.class(class).name.clone()),
    };
    let actor = |id: ChainId| named(&chain(id).name, chain(id).class);
    let relation = match &claim.predicate {
        Predicate::Known(id) => schema
            .relation(schema.ancestors(*id).last().unwrap_or(*id))
            .name
            .clone(),
        Predicate::Open(verb) => format!("open:{verb}"),
    };
    let object = match &claim.object {
        Object::Actor(id) => actor(*id),
        Object::Literal(name) => named(name, chain(claim.subject).class),
    };
    Prediction {
        document: reading.document.id.clone(),
        subject: actor(claim.subject),
        relation,
        object,
        polarity: format!("{:?}", claim.polarity).to_lowercase(),
        modality: format!("{:?}", claim.modality).to_lowercase(),
        date: claim.time.as_ref().map(crate::claim::Time::iso),
        according_to: claim
            .attribution
            .iter()
            .map(|source| chain(source.chain).name.clone())
            .collect(),
        confidence: Some(claim.confidence),
    }
}
