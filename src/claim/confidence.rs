//! How sure a claim is: a logistic model over how it was found.
//!
//! The weights were fitted to the 169 claims of the development articles (ten-fold: a Brier score of .211, where the
//! share of right claims alone has .220); `whowhom score claims` prints how they hold.

use super::context::Context;
use super::{Claim, Predicate};
use crate::schema::Modality;

/// The log odds of a claim with nothing against it.
const BASE: f32 = 1.12;
/// Of each step between the place of a role and the mention that fills it.
const STEP: f32 = -0.27;
/// Of a subject without a name.
const UNNAMED: f32 = -0.37;
/// Of what is not told as a fact.
const NOT_ACTUAL: f32 = -0.47;
/// Of what stands in a quotation.
const QUOTED: f32 = -0.85;
/// Of a time.
const TIMED: f32 = 0.64;
/// Of a verb that no frame covers; by judgement, since the gold has none.
const OPEN: f32 = -1.0;
/// More steps count as this many.
const MOST_STEPS: f32 = 3.0;

/// The probability that a claim is right, to two places; `claim.confidence` holds the steps taken, negative.
pub(super) fn of(context: &Context<'_>, claim: &Claim) -> f32 {
    let quoted = context
        .quotes
        .iter()
        .any(|quote| quote.contains(claim.evidence.trigger));
    let signals = [
        (!context.mentions.chain(claim.subject).named, UNNAMED),
        (claim.modality != Modality::Actual, NOT_ACTUAL),
        (quoted, QUOTED),
        (claim.time.is_some(), TIMED),
        (matches!(claim.predicate, Predicate::Open(_)), OPEN),
    ];
    let steps = (-claim.confidence).min(MOST_STEPS);
    let weights = signals
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, weight)| weight);
    let odds = BASE + STEP * steps + weights.sum::<f32>();
    let probability = 1.0 / (1.0 + (-odds).exp());
    (probability * 100.0).round() / 100.0
}
