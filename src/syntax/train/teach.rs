//! What several trained networks hold probable, as targets for one that shall be as good as all
//! of them together (distillation, Hinton et al. 2015; for parsers Kuncoro et al. 2016).

use super::forward::{Net, Pass, forward, meet, score_arcs, score_labels, softmax};
use super::layout::add;
use super::sample::{Sample, Targets};
use rayon::prelude::*;

/// Mixes into each sample's targets what the teachers say, with the annotators' choice counting `gold`.
pub(super) fn teach(teachers: &[Net], samples: &mut [Sample], gold: f32) {
    if teachers.is_empty() {
        return;
    }
    let share = (1.0 - gold) / teachers.len() as f32;
    samples.par_iter_mut().for_each(|sample| {
        let mut targets = Targets::default();
        for teacher in teachers {
            listen(teacher, sample, share, &mut targets);
        }
        let n = sample.len();
        let (tags, labels) = (targets.tags.len() / n.max(1), targets.labels.len() / n.max(1));
        for word in 0..n {
            targets.tags[word * tags + usize::from(sample.tags[word])] += gold;
            targets.heads[word * (n + 1) + sample.heads[word]] += gold;
            targets.labels[word * labels + usize::from(sample.labels[word])] += gold;
        }
        sample.targets = targets;
    });
}

/// Adds one teacher's probabilities.
fn listen(teacher: &Net, sample: &Sample, share: f32, targets: &mut Targets) {
    let mut pass = Pass::default();
    let (mut scores, mut active) = (Vec::new(), Vec::new());
    forward(teacher, &[sample], &mut pass, None);
    mix(&mut pass.tags, teacher.sizes.tags, share, &mut targets.tags);
    score_arcs(teacher, &pass, 0, &mut scores);
    mix(&mut scores, sample.len() + 1, share, &mut targets.heads);
    let mut sums = vec![0.0; sample.len() * teacher.sizes.label];
    for (word, sum) in sums.chunks_exact_mut(teacher.sizes.label).enumerate() {
        meet(teacher, &pass, word, sample.head(word), sum);
    }
    score_labels(teacher, &sums, &mut active, &mut scores);
    mix(&mut scores, teacher.sizes.rels, share, &mut targets.labels);
}

/// Makes each word's scores into probabilities and adds a share of them.
fn mix(scores: &mut [f32], count: usize, share: f32, targets: &mut Vec<f32>) {
    targets.resize(scores.len(), 0.0);
    scores.chunks_exact_mut(count).for_each(softmax);
    add(targets, scores, share);
}
