//! Small cases whose counts were worked out by hand.

use super::align::{Analysis, Tight, Word};
use super::count::Count;
use super::scores::{Scores, score};
use crate::syntax::conllu;
use crate::syntax::train::corpus::{Document, documents};
use crate::text::Span;
use std::fmt::Write;

/// A treebank of one document: each line is `id form upos head relation [SpaceAfter=No]`, an empty line
/// ends a sentence.
fn treebank(lines: &str) -> Document {
    let mut text = String::from("# newdoc id = d\n");
    for line in lines.trim().lines().map(str::trim) {
        let columns: Vec<&str> = line.split_whitespace().collect();
        match columns[..] {
            [] => text.push('\n'),
            [id, form] => writeln!(text, "{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_").unwrap(),
            [id, form, upos, head, rel, ..] => {
                let misc = columns.get(5).unwrap_or(&"_");
                writeln!(
                    text,
                    "{id}\t{form}\t{form}\t{upos}\t_\t_\t{head}\t{rel}\t_\t{misc}"
                )
                .unwrap();
            }
            _ => panic!("{line}"),
        }
    }
    text.push('\n');
    documents(conllu::read(&text).unwrap()).remove(0)
}

fn analysis(lines: &str) -> Analysis {
    let document = treebank(lines);
    Analysis::gold(&document, &Tight::new(&document.text))
}

fn compare(gold: &str, system: &str) -> Scores {
    score(&analysis(gold), &analysis(system))
}

fn count(right: usize, gold: usize, system: usize) -> Count {
    Count { right, gold, system }
}

const TWO: &str = "
    1 Kim NOUN 2 nsubj
    2 left VERB 0 root
    3 . PUNCT 2 punct

    1 Ali NOUN 2 nsubj
    2 stayed VERB 0 root";

#[test]
fn the_same_twice_is_all_right() {
    let scores = compare(TWO, TWO);
    assert_eq!(scores.tokens, count(5, 5, 5));
    assert_eq!(scores.sentences, count(2, 2, 2));
    assert_eq!(scores.las, count(5, 5, 5));
    assert_eq!(
        scores.errors.head_only + scores.errors.relation_only + scores.errors.both,
        0
    );
}

/// One sentence found where there are two: no sentence agrees, all words do. `stayed` is no root in the
/// found tree, so its head is wrong; the other four heads are right: UAS and LAS 4 of 5.
#[test]
fn a_missing_end_of_a_sentence() {
    let scores = compare(
        TWO,
        "1 Kim NOUN 2 nsubj
         2 left VERB 0 root
         3 . PUNCT 2 punct
         4 Ali NOUN 5 nsubj
         5 stayed VERB 2 parataxis",
    );
    assert_eq!(scores.sentences, count(0, 2, 1));
    assert_eq!(scores.words, count(5, 5, 5));
    assert_eq!(scores.uas, count(4, 5, 5));
    assert_eq!(scores.las, count(4, 5, 5));
    assert_eq!(scores.errors.both, 1);
    assert_eq!(scores.relations["root"], count(1, 2, 1));
    assert_eq!(scores.relations["parataxis"], count(0, 0, 1));
}

/// `U.S` and `.` found for `U.S.`: of gold's tokens `from` and `U.S.` only the first is found, of the three
/// found ones one is right: precision 1/3, recall 1/2, F1 2/5. `from` hangs on `U.S.`, which is not found, so
/// its head is wrong for that cause.
#[test]
fn a_wrong_end_of_a_token() {
    let scores = compare(
        "1 from ADP 2 case
         2 U.S. PROPN 0 root",
        "1 from ADP 2 case
         2 U.S PROPN 0 root SpaceAfter=No
         3 . PUNCT 2 punct",
    );
    assert_eq!(scores.tokens, count(1, 2, 3));
    assert_eq!(scores.words, count(1, 2, 3));
    assert_eq!(scores.upos, count(1, 2, 3));
    assert_eq!(scores.uas, count(0, 2, 3));
    assert_eq!(scores.errors.causes.head_not_found, 1);
    assert!((scores.tokens.precision() - 100.0 / 3.0).abs() < 1e-9);
    assert!((scores.tokens.recall() - 50.0).abs() < 1e-9);
    assert!((scores.tokens.f1() - 40.0).abs() < 1e-9);
    // The sentence's first and last character agree all the same.
    assert_eq!(scores.sentences, count(1, 1, 1));
}

/// `don't` as one token of two words against one word: the token agrees, and no word does, since neither
/// `do` nor `n't` reads `don't`. `They` and `go` agree.
#[test]
fn a_multiword_token_taken_for_one_word() {
    let gold = "1 They PRON 4 nsubj
         2-3 don't
         2 do AUX 4 aux
         3 n't PART 4 advmod
         4 go VERB 0 root";
    let scores = compare(
        gold,
        "1 They PRON 3 nsubj
         2 don't AUX 3 aux
         3 go VERB 0 root",
    );
    assert_eq!(scores.tokens, count(3, 3, 3));
    assert_eq!(scores.words, count(2, 4, 3));
    assert_eq!(scores.las, count(2, 4, 3));
    // Cut otherwise inside, `n't` is found by its form; `do` is not.
    let scores = compare(
        gold,
        "1 They PRON 4 nsubj
         2-3 don't
         2 don AUX 4 aux
         3 N'T PART 4 advmod
         4 go VERB 0 root",
    );
    assert_eq!(scores.words, count(3, 4, 4));
}

/// `north` hangs on `Kim` instead of `left`: one head wrong, its relation right. The right head is one word
/// away, and all tags are right.
#[test]
fn a_wrong_head() {
    let scores = compare(
        "1 Kim NOUN 2 nsubj
         2 left VERB 0 root
         3 north ADV 2 advmod",
        "1 Kim NOUN 2 nsubj
         2 left VERB 0 root
         3 north ADV 1 advmod",
    );
    assert_eq!(scores.uas, count(2, 3, 3));
    assert_eq!(scores.las, count(2, 3, 3));
    assert_eq!(scores.errors.head_only, 1);
    assert_eq!(scores.errors.causes.parser, 1);
    // Distance 1: `Kim` and `north`, of which one is wrong; one root, which is right.
    assert_eq!(scores.errors.by_distance[0], (2, 1));
    assert_eq!(scores.errors.by_distance[super::DISTANCES.len() + 1], (1, 0));
}

/// `nsubj:pass` for `nsubj` is right; `acl` for `acl:relcl` is right as `acl`, and the relative clause apart
/// is not found. `obl` for `nmod` is wrong.
#[test]
fn sub_types_are_left_out() {
    let scores = compare(
        "1 Kim NOUN 2 nsubj:pass
         2 hired VERB 0 root
         3 seen VERB 1 acl:relcl
         4 there NOUN 2 nmod",
        "1 Kim NOUN 2 nsubj
         2 hired VERB 0 root
         3 seen VERB 1 acl
         4 there NOUN 2 obl",
    );
    assert_eq!(scores.las, count(3, 4, 4));
    assert_eq!(scores.relations["nsubj"], count(1, 1, 1));
    assert_eq!(scores.relations["acl"], count(1, 1, 1));
    assert_eq!(scores.relations["acl:relcl"], count(0, 1, 0));
    assert_eq!(scores.errors.commonest(9), [("nmod", "obl", 1)]);
    assert_eq!(scores.errors.relation_only, 1);
}

/// Only universal features count, in any order; a lemma `_` of the treebank agrees with every lemma.
#[test]
fn features_and_lemmas() {
    assert_eq!(
        super::align::universal("Number=Sing|ExtPos=ADP|Case=Nom|NumForm=Word"),
        "Case=Nom|Number=Sing"
    );
    let word = |lemma: &str| Word {
        place: Span::new(0, 3),
        multiword: false,
        lower: "kim".to_owned(),
        upos: "NOUN".to_owned(),
        xpos: "NN".to_owned(),
        feats: String::new(),
        lemma: lemma.to_owned(),
        head: None,
        rel: "root".to_owned(),
    };
    let of = |lemma: &str| Analysis {
        tokens: vec![Span::new(0, 3)],
        sentences: vec![Span::new(0, 3)],
        words: vec![word(lemma)],
    };
    assert_eq!(score(&of("_"), &of("kim")).lemmas, count(1, 1, 1));
    assert_eq!(score(&of("kim"), &of("_")).lemmas, count(0, 1, 1));
}

/// Blanks follow the file, paragraphs are parted by an empty line; the second sentence of the first
/// paragraph follows without a blank.
#[test]
fn the_raw_text_of_a_document() {
    let line = |id, form, misc| format!("{id}\t{form}\t_\tX\t_\t_\t0\troot\t_\t{misc}\n");
    let file = [
        "# newdoc id = a\n# sent_id = a-1\n".to_owned(),
        "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n".to_owned(),
        line("1", "do", "_") + &line("2", "n't", "_") + &line("3", "!", "SpaceAfter=No") + "\n",
        line("1", "Go", "_") + "\n# newpar\n",
        line("1", "Home", "_") + "\n# newdoc id = b\n",
        line("1", "End", "_"),
    ];
    let documents = documents(conllu::read(&file.concat()).unwrap());
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0].text, "don't!Go\n\nHome ");
    assert_eq!(documents[0].id, "a");
    assert_eq!(documents[0].sentences[0].id, "a-1");
    let places = documents[0].places();
    assert_eq!(places[0].tokens.len(), 3);
    assert!(places[0].tokens[1].joined && !places[0].tokens[2].joined);
    assert_eq!(documents[1].text, "End ");
}
