//! Exponential, logistic function and hyperbolic tangent, made of sums and products only, so that
//! they give the same bits on every machine and a compiler can compute many at once.

#![expect(
    clippy::inline_always,
    reason = "what is called in loops that are compiled for wider registers must stand in them"
)]

/// 1.5 × 2²³: added to a number it rounds it to a whole one, which then stands in the low bits.
pub(crate) const ROUNDER: f32 = 12_582_912.0;

/// The exponential; wrong by less than one part in 100,000; beyond ±87 it stays at its bounds.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let t = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let rounded = t + ROUNDER;
    let f = t - (rounded - ROUNDER);
    // The Taylor series of 2^f around 0 for |f| ≤ ½.
    let series = 1.0
        + f * (std::f32::consts::LN_2
            + f * (0.240_226_5 + f * (0.055_504_11 + f * (0.009_618_13 + f * 0.001_333_36))));
    series * f32::from_bits(rounded.to_bits().wrapping_add(127) << 23)
}

/// The logistic function.
#[inline(always)]
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The hyperbolic tangent.
#[inline(always)]
pub(crate) fn tanh(x: f32) -> f32 {
    2.0 * sigmoid(2.0 * x) - 1.0
}

/// The rectifier with a slope of a tenth below nought.
#[inline(always)]
pub(crate) fn leaky(x: f32) -> f32 {
    x.max(0.1 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_agree_with_the_library() {
        for i in -4000..4000_i16 {
            let x = f32::from(i) / 50.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "exp {x}");
            assert!(
                (sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-5,
                "sigmoid {x}"
            );
            assert!((tanh(x) - x.tanh()).abs() < 1e-5, "tanh {x}");
        }
        assert_eq!(
            exp(-1e9).to_bits(),
            exp(-126.0 / std::f32::consts::LOG2_E).to_bits()
        );
        assert!(exp(f32::MAX).is_finite());
    }
}
