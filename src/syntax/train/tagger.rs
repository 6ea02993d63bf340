//! Trains the tagger, and tags the training data by models that have not seen it.

use super::learner::{Learner, Mean, Random};
use super::lexicon::Forms;
use super::{Config, Example, STRIDES};
use crate::syntax::tag::{self, Scratch};
use crate::syntax::word::Word;
use rayon::prelude::*;

/// Trains on `examples`.
pub(crate) fn train(
    examples: &[Example],
    lexicon: &Forms,
    open: &[bool],
    config: &Config,
    tell: &(dyn Fn(String) + Sync),
) -> Mean {
    let refs: Vec<&Example> = examples.iter().collect();
    learn(&refs, lexicon, open, config, tell).mean()
}

fn learn(
    examples: &[&Example],
    lexicon: &Forms,
    open: &[bool],
    config: &Config,
    tell: &(dyn Fn(String) + Sync),
) -> Learner {
    let words: Vec<(Vec<Word>, Vec<Option<u8>>)> = examples.iter().map(|e| lexicon.words(e)).collect();
    let mut learner = Learner::new(config.bits[0], STRIDES[0]);
    let mut random = Random(config.seed);
    let mut scratch = Scratch::default();
    for epoch in 0..config.tag_epochs {
        let (mut wrong, mut all) = (0, 0);
        for s in random.order(examples.len()) {
            let (seen, sure) = &words[s];
            let mut tags: Vec<u8> = Vec::with_capacity(seen.len());
            for (i, known) in sure.iter().enumerate() {
                let gold = examples[s].tags[i];
                if let Some(tag) = *known {
                    tags.push(tag);
                    continue;
                }
                let guess = tag::choose(&learner, open, seen, i, &tags, &mut scratch);
                learner.tick();
                all += 1;
                if guess != gold {
                    wrong += 1;
                    learner.update(&scratch.features, gold as usize, guess as usize);
                }
                tags.push(guess);
            }
        }
        tell(format!(
            "tagger, pass {}: {:.2} % of the doubtful words right",
            epoch + 1,
            100.0 - 100.0 * f64::from(wrong) / f64::from(all.max(1))
        ));
    }
    learner
}

/// Tags every sentence by a tagger trained on the other parts of the data.
pub(crate) fn jackknife(examples: &[Example], open: &[bool], config: &Config) -> Vec<Vec<u8>> {
    let folds: Vec<Vec<(usize, Vec<u8>)>> = (0..config.folds)
        .into_par_iter()
        .map(|fold| {
            let rest: Vec<&Example> = examples
                .iter()
                .enumerate()
                .filter(|(i, _)| i % config.folds != fold)
                .map(|(_, e)| e)
                .collect();
            let lexicon = Forms::collect(rest.iter().copied());
            let short = Config {
                tag_epochs: config.tag_epochs.min(5),
                ..config.clone()
            };
            let learner = learn(&rest, &lexicon, open, &short, &|_| ());
            let weights = learner.mean().quantise();
            let mut scratch = Scratch::default();
            let held_out = examples
                .iter()
                .enumerate()
                .filter(|(i, _)| i % config.folds == fold);
            held_out
                .map(|(i, example)| {
                    let (words, sure) = lexicon.words(example);
                    let mut tags = Vec::new();
                    tag::tag(&weights, open, &words, &sure, &mut scratch, &mut tags);
                    (i, tags)
                })
                .collect()
        })
        .collect();
    let mut all = vec![Vec::new(); examples.len()];
    for (i, tags) in folds.into_iter().flatten() {
        all[i] = tags;
    }
    all
}
