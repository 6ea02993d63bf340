//! How sure a claim is: a logistic model over how it was found.

use super::context::Context;
use super::{Claim, Predicate};

/// The probability that a claim is right; `claim.confidence` holds the penalty of the steps taken so far.
pub(super) fn of(context: &Context<'_>, claim: &Claim) -> f32 {
    let mut score = 1.6 + 0.5 * claim.confidence;
    let reach = claim.evidence.subject.cover(claim.evidence.object).len() as f32;
    score -= 0.004 * reach;
    if matches!(claim.predicate, Predicate::Open(_)) {
        score -= 1.0;
    }
    let named = |chain: crate::mention::ChainId| context.mentions.chain(chain).named;
    if !named(claim.subject) {
        score -= 0.3;
    }
    if !claim.attribution.is_empty() {
        score += 0.1;
    }
    let probability = 1.0 / (1.0 + (-score).exp());
    (probability * 100.0).round() / 100.0
}
