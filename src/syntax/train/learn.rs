//! Trains one network on all samples.

use super::Schedule;
use super::adam::Adam;
use super::backward::Gradient;
use super::forward::{Net, Pass, forward};
use super::random::Random;
use super::sample::Sample;
use crate::syntax::sizes::Sizes;

/// Steps over which the rate rises from nought.
const RISE: f32 = 200.0;

/// Trains a network of some sizes.
///
/// A batch is cut in two halves, which two threads learn from; their gradients are added in one
/// order, so the number of threads changes nothing.
pub(super) fn learn(
    samples: &[Sample],
    sizes: Sizes,
    schedule: &Schedule,
    seed: u64,
    tell: &(dyn Fn(String) + Sync),
) -> Net {
    let mut net = Net::new(sizes, seed);
    let mut adam = Adam::new(&net);
    let mut random = Random(seed);
    let mut chances = [Random(random.next()), Random(random.next())];
    let (mut passes, mut gradients) = <([Pass; 2], [Gradient; 2])>::default();
    let words: usize = samples.iter().map(Sample::len).sum();
    let steps = (schedule.epochs * words / schedule.batch).max(1) as f32;
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut step = 0.0;
    for epoch in 0..schedule.epochs {
        random.shuffle(&mut order);
        let mut losses = [0.0_f32; 3];
        for halves in batches(samples, &order, schedule.batch) {
            let size: usize = halves.iter().flatten().map(|s| s.len()).sum();
            let share = 1.0 / size.max(1) as f32;
            let mut work = passes
                .iter_mut()
                .zip(&mut gradients)
                .zip(&mut chances)
                .zip(&halves);
            let mut half = || {
                let (((pass, gradient), chance), samples) = work.next()?;
                let net = &net;
                Some(move || {
                    gradient.clear(net);
                    forward(net, samples, pass, Some((chance, schedule.dropout)));
                    gradient.learn(net, samples, pass, share);
                })
            };
            if let (Some(first), Some(second)) = (half(), half()) {
                rayon::join(first, second);
            }
            for gradient in &gradients {
                for (sum, loss) in losses.iter_mut().zip(gradient.losses) {
                    *sum += loss;
                }
            }
            step += 1.0;
            // Up along a line, then down along a half wave.
            let wave = 0.5 * (1.0 + (std::f32::consts::PI * f32::min(step / steps, 1.0)).cos());
            let rate = schedule.rate * f32::min(step / RISE, 1.0) * wave.max(0.01);
            adam.step(&mut net, &mut gradients, rate);
        }
        let [tags, heads, labels] = losses.map(|loss| loss / words.max(1) as f32);
        tell(format!(
            "pass {} of {}: loss of tags {tags:.3}, heads {heads:.3}, relations {labels:.3}",
            epoch + 1,
            schedule.epochs
        ));
    }
    net
}

/// Batches of about `size` words, each in two halves of about the same size.
fn batches<'s>(samples: &'s [Sample], order: &[usize], size: usize) -> Vec<[Vec<&'s Sample>; 2]> {
    let mut all = Vec::new();
    let mut batch: [Vec<&Sample>; 2] = Default::default();
    let mut sizes = [0, 0];
    for &k in order {
        let half = usize::from(sizes[1] < sizes[0]);
        sizes[half] += samples[k].len();
        batch[half].push(&samples[k]);
        if sizes[0] + sizes[1] >= size {
            all.push(std::mem::take(&mut batch));
            sizes = [0, 0];
        }
    }
    if sizes[0] > 0 {
        all.push(batch);
    }
    all
}
