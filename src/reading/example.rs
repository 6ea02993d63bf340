//! Does the reader read the examples that the frames carry?
//!
//! Input: a [`Reader`]. Output: one [`Outcome`] an example and counter-example, in order of the frames.

use super::{Reader, Reading};
use crate::claim::{Claim, Object, Predicate};
use crate::mention::{Chain, ChainId};
use crate::schema::{Expected, FrameId, RelationId, Schema, normalise};
use crate::text::Span;

/// How one example went.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The frame that carries it.
    pub frame: FrameId,
    /// Its number among the frame's examples, or counter-examples, from 1.
    pub number: usize,
    /// Whether it is a counter-example.
    pub counter: bool,
    /// What went wrong; none where it was read rightly.
    pub fault: Option<Fault>,
    /// What was read.
    pub reading: Reading,
}

/// What went wrong with an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Why, in a few words.
    pub cause: &'static str,
    /// The claim that was expected; none of a counter-example.
    pub expected: Option<Expected>,
}

/// Reads every example and counter-example of every frame.
pub fn check<'a>(reader: &'a Reader<'a>) -> impl Iterator<Item = Outcome> + 'a {
    let frames = (0..reader.schema.frames.len() as u32).map(FrameId);
    frames.flat_map(|id| of_frame(reader, id))
}

/// Reads every example and counter-example of one frame.
#[must_use]
pub fn of_frame(reader: &Reader<'_>, id: FrameId) -> Vec<Outcome> {
    let frame = reader.schema.frame(id);
    let examples = frame.examples.iter().zip(1..).map(|(example, number)| {
        let reading = reader.read_text(&example.text);
        let fault = example.expected.iter().find_map(|expected| {
            let cause = cause(reader.schema, &reading, id, expected)?;
            Some(Fault {
                cause,
                expected: Some(expected.clone()),
            })
        });
        Outcome {
            frame: id,
            number,
            counter: false,
            fault,
            reading,
        }
    });
    let counters = frame.counter_examples.iter().zip(1..).map(|(text, number)| {
        let reading = reader.read_text(text);
        let fires = reading.claims.iter().any(|claim| claim.frame == Some(id));
        let fault = fires.then_some(Fault {
            cause: "the frame fires in its counter-example",
            expected: None,
        });
        Outcome {
            frame: id,
            number,
            counter: true,
            fault,
            reading,
        }
    });
    examples.chain(counters).collect()
}

/// Why an expected claim is not there; none if it is.
fn cause(schema: &Schema, reading: &Reading, frame: FrameId, expected: &Expected) -> Option<&'static str> {
    let relation = schema.relation_named(&expected.relation)?;
    let symmetric = schema.relation(relation).symmetric;
    let claims = || reading.claims.iter();
    let pair = |claim: &&Claim| between(schema, reading, claim, expected, symmetric);
    let same = |claim: &&Claim| specialises(schema, claim, relation);
    let colour = |claim: &Claim| claim.modality == expected.modality && claim.polarity == expected.polarity;
    if claims().filter(pair).filter(same).any(colour) {
        return None;
    }
    let mentioned = |which: &str| {
        let mut chains = (0..reading.mentions.chains.len() as u32).map(ChainId);
        chains.any(|id| names(schema, reading, id, None, which))
    };
    Some(if claims().filter(pair).any(|claim| same(&claim)) {
        "modality or polarity"
    } else if claims().any(|claim| pair(&claim)) {
        "another relation between the two"
    } else if claims()
        .filter(same)
        .any(|claim| between(schema, reading, claim, expected, true))
    {
        "the wrong way round"
    } else if !mentioned(&expected.subject) {
        "the subject is no mention"
    } else if !schema.relation(relation).literal && !mentioned(&expected.object) {
        "the object is no mention"
    } else if claims().any(|claim| claim.frame == Some(frame) || same(&claim)) {
        "the wrong words for subject or object"
    } else {
        "the frame does not fire"
    })
}

fn specialises(schema: &Schema, claim: &Claim, relation: RelationId) -> bool {
    let Predicate::Known(found) = claim.predicate else {
        return false;
    };
    found == relation || schema.ancestors(found).any(|above| above == relation)
}

/// Whether a claim is between the two expected.
fn between(schema: &Schema, reading: &Reading, claim: &Claim, expected: &Expected, symmetric: bool) -> bool {
    let subject = |which: &str| {
        names(
            schema,
            reading,
            claim.subject,
            Some(claim.evidence.subject),
            which,
        )
    };
    let object = |which: &str| match &claim.object {
        Object::Actor(chain) => names(schema, reading, *chain, Some(claim.evidence.object), which),
        Object::Literal(text) => alike(text, which),
    };
    subject(&expected.subject) && object(&expected.object)
        || symmetric && subject(&expected.object) && object(&expected.subject)
}

/// Whether these words name the chain: by a name it has here or beforehand, or by the words of a mention.
fn names(schema: &Schema, reading: &Reading, id: ChainId, evidence: Option<Span>, which: &str) -> bool {
    let Chain {
        name,
        aliases,
        former,
        seed,
        mentions,
        ..
    } = reading.mentions.chain(id);
    let text = reading.document.text.as_str();
    let seed = seed.map(|seed| schema.actor(seed));
    let of_seed = seed
        .into_iter()
        .flat_map(|seed| seed.names().map(|(name, _)| name));
    let of_text = mentions.iter().flat_map(|mention| {
        let mention = reading.mentions.mention(*mention);
        let titled = mention.title.map(|title| title.cover(mention.span));
        [Some(mention.span), titled].into_iter().flatten()
    });
    let of_text = of_text.chain(evidence).map(|span| span.of(text));
    let own = std::iter::once(name)
        .chain(aliases)
        .chain(former)
        .map(String::as_str);
    own.chain(of_seed).chain(of_text).any(|name| alike(name, which))
}

/// What may follow a name that is given without it: a preposition, or the number of a king.
const TAILS: &[&str] = &["of", "in", "for", "at", "from", "ii", "iii"];

/// Whether a name is the expected one: equal, or with more before it (a title, a first name), or with
/// what may follow it.
fn alike(name: &str, which: &str) -> bool {
    let bare = |text: &str| {
        let words = normalise(text);
        let words = words.strip_prefix("the ").unwrap_or(&words);
        words.strip_suffix(" s").unwrap_or(words).to_owned()
    };
    let (name, which) = (bare(name), bare(which));
    if name == which || name.ends_with(&format!(" {which}")) {
        return true;
    }
    let rest = name.strip_prefix(&format!("{which} ")).unwrap_or_default();
    TAILS.contains(&rest.split(' ').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_what_surrounds_them() {
        assert!(alike("Prime Minister Al-Sudani", "Al-Sudani"));
        assert!(alike("the army of Syria", "army"));
        assert!(!alike("Syrian army", "Syria"));
    }
}
