//! Prints an evaluation as tables.

use whowhom::syntax::train::evaluate::{Causes, Count, DISTANCES, Errors, Evaluation, Scores, percent};

/// How many confusions of relations are shown.
const CONFUSIONS: usize = 15;

/// Prints the figures of one treebank, or of a part of one.
pub(crate) fn print(name: &str, evaluation: &Evaluation) {
    println!("{name}: {} words", evaluation.raw.words.gold);
    println!("{:<12} {:>32}   {:>9}", "", "from raw text", "from gold");
    println!(
        "{:<12} {:>10} {:>10} {:>10}   {:>9}",
        "", "precision", "recall", "F1", "F1"
    );
    let (raw, given) = (rows(&evaluation.raw), rows(&evaluation.given));
    for ((name, raw), (_, given)) in raw.iter().zip(given) {
        println!(
            "{name:<12} {:>10.2} {:>10.2} {:>10.2}   {:>9.2}",
            raw.precision(),
            raw.recall(),
            raw.f1(),
            given.f1()
        );
    }
    relations(evaluation);
    println!("\nerrors from gold tokens");
    errors(&evaluation.given.errors);
    println!("\nerrors from raw text, among the words that were found");
    errors(&evaluation.raw.errors);
    println!();
}

fn rows(scores: &Scores) -> [(&'static str, Count); 9] {
    [
        ("tokens", scores.tokens),
        ("sentences", scores.sentences),
        ("words", scores.words),
        ("UPOS", scores.upos),
        ("XPOS", scores.xpos),
        ("features", scores.ufeats),
        ("lemmas", scores.lemmas),
        ("UAS", scores.uas),
        ("LAS", scores.las),
    ]
}

/// Relations with their F1, the commonest first.
fn relations(evaluation: &Evaluation) {
    println!(
        "\n{:<12} {:>10} {:>10} {:>10}   {:>9}",
        "relation", "gold", "found", "F1 raw", "F1 gold"
    );
    let mut all: Vec<(&String, &Count)> = evaluation.given.relations.iter().collect();
    all.sort_by_key(|(name, count)| (std::cmp::Reverse(count.gold), *name));
    for (name, given) in all {
        let raw = evaluation.raw.relations.get(name).copied().unwrap_or_default();
        println!(
            "{name:<12} {:>10} {:>10} {:>10.2}   {:>9.2}",
            given.gold,
            given.system,
            raw.f1(),
            given.f1()
        );
    }
}

fn errors(errors: &Errors) {
    let words = |n: usize| format!("{n} ({:.2} % of words)", percent(n, errors.words));
    println!("  wrong head, right relation: {}", words(errors.head_only));
    println!("  right head, wrong relation: {}", words(errors.relation_only));
    println!("  both wrong:                 {}", words(errors.both));
    let Causes {
        head_not_found,
        other_sentence,
        tag_of_word,
        tag_of_head,
        parser,
    } = errors.causes;
    let share = |n: usize| format!("{n} ({:.1} %)", percent(n, errors.wrong_heads()));
    println!(
        "  wrong heads: head not found {}, in another sentence {}, word's tag wrong {}, head's tag wrong {}, tags right {}",
        share(head_not_found),
        share(other_sentence),
        share(tag_of_word),
        share(tag_of_head),
        share(parser)
    );
    let mut from = 1;
    let mut classes: Vec<String> = Vec::new();
    for to in DISTANCES {
        classes.push(if from == to {
            to.to_string()
        } else {
            format!("{from}–{to}")
        });
        from = to + 1;
    }
    classes.extend([format!("{from} and more"), "root".to_owned()]);
    let classes: Vec<String> = classes
        .iter()
        .zip(errors.by_distance)
        .map(|(class, (all, wrong))| format!("{class}: {:.1} % of {all}", percent(wrong, all)))
        .collect();
    println!("  wrong heads by distance: {}", classes.join(", "));
    let confusions: Vec<String> = errors
        .commonest(CONFUSIONS)
        .iter()
        .map(|(right, found, n)| format!("{right} as {found} {n}"))
        .collect();
    println!("  wrong relations: {}", confusions.join(", "));
}
