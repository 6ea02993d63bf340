//! What holds of any text whatever: no panic, spans and trees in order, the same reading twice.

use crate::support::{here, reader, text};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use whowhom::claim::{Claim, Object};
use whowhom::mention::ChainId;
use whowhom::reading::Reading;
use whowhom::source::Document;
use whowhom::text::Span;

/// Reads a text and checks what holds of every reading.
fn check(text: &str) -> Reading {
    let reading = reader().read_text(text);
    check_sentences(&reading);
    check_trees(&reading);
    check_mentions(&reading);
    for claim in &reading.claims {
        check_claim(&reading, claim);
    }
    reading
}

fn holds(text: &str, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    start <= end && end <= text.len() && text.is_char_boundary(start) && text.is_char_boundary(end)
}

/// Sentences and tokens stand in order, apart, on characters, and hold something.
fn check_sentences(reading: &Reading) {
    let text = &reading.document.text;
    let mut at = 0;
    for sentence in &reading.sentences {
        assert!(
            !sentence.tokens.is_empty(),
            "a sentence without tokens in {text:?}"
        );
        let (first, last) = (
            sentence.tokens[0].span,
            sentence.tokens[sentence.tokens.len() - 1].span,
        );
        assert_eq!((sentence.span.start, sentence.span.end), (first.start, last.end));
        for token in &sentence.tokens {
            assert!(holds(text, token.span), "{:?} in {text:?}", token.span);
            assert!(!token.span.is_empty(), "an empty token in {text:?}");
            assert!(token.span.start >= at, "tokens overlap in {text:?}");
            // Known: a token of soft hyphens or marks of width nought alone has an empty form.
            let seen = |c: char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
            let empty = token.form(text).is_empty();
            assert!(
                !empty || !token.span.of(text).contains(seen),
                "a token without form in {text:?}"
            );
            at = token.span.end;
        }
    }
}

/// One tree a sentence, with an entry a token, one root, and every token below it.
fn check_trees(reading: &Reading) {
    assert_eq!(reading.sentences.len(), reading.trees.len());
    for (sentence, tree) in reading.sentences.iter().zip(&reading.trees) {
        let n = sentence.tokens.len();
        let lengths = [
            tree.heads.len(),
            tree.tags.len(),
            tree.features.len(),
            tree.lemma_ends.len(),
            tree.rels.len(),
        ];
        assert_eq!(lengths, [n; 5]);
        let roots = (0..n).filter(|&i| tree.head(i).is_none()).count();
        assert_eq!(roots, 1, "{roots} roots in {:?}", reading.document.text);
        // Whether a token is known to hang below the root.
        let mut below = vec![false; n];
        for i in 0..n {
            let mut path = Vec::new();
            let mut at = Some(i);
            while let Some(token) = at.filter(|&token| !below[token]) {
                assert!(path.len() <= n, "a circle in {:?}", reading.document.text);
                path.push(token);
                at = tree.head(token);
            }
            for token in path {
                below[token] = true;
            }
            let form = sentence.tokens[i].form(&reading.document.text);
            assert!(
                form.is_empty() || !tree.lemma(i).is_empty(),
                "{form:?} has no lemma"
            );
        }
    }
}

fn check_mentions(reading: &Reading) {
    let text = &reading.document.text;
    let found = &reading.mentions;
    for mention in &found.mentions {
        assert!(
            holds(text, mention.span) && !mention.span.is_empty(),
            "{mention:?} in {text:?}"
        );
        let sentence = &reading.sentences[mention.head.sentence as usize];
        assert!((mention.head.token as usize) < sentence.tokens.len());
        assert!(mention.tokens.0 < mention.tokens.1 && mention.tokens.1 as usize <= sentence.tokens.len());
        assert!(
            mention
                .chains
                .iter()
                .all(|id| (id.0 as usize) < found.chains.len())
        );
    }
    for (i, chain) in found.chains.iter().enumerate() {
        assert!(!chain.name.trim().is_empty(), "a chain without name in {text:?}");
        assert!(
            !chain.mentions.is_empty(),
            "{chain:?} without mentions in {text:?}"
        );
        let back = |id| found.mention(id).chains.contains(&ChainId(i as u32));
        assert!(chain.mentions.iter().all(|id| back(*id)), "{chain:?} in {text:?}");
    }
}

fn check_claim(reading: &Reading, claim: &Claim) {
    let text = &reading.document.text;
    let known = |id: ChainId| (id.0 as usize) < reading.mentions.chains.len();
    let shown = |span: Span| holds(text, span) && !span.is_empty();
    assert!(known(claim.subject));
    if let Object::Actor(object) = claim.object {
        assert!(known(object) && object != claim.subject, "{claim:?} in {text:?}");
    }
    let evidence = &claim.evidence;
    for span in [
        evidence.trigger,
        evidence.subject,
        evidence.object,
        evidence.clause,
    ] {
        assert!(shown(span), "{claim:?} in {text:?}");
    }
    assert!(
        claim.fillers.iter().all(|f| shown(f.span)),
        "{claim:?} in {text:?}"
    );
    assert!(
        claim.quantities.iter().all(|q| shown(q.span)),
        "{claim:?} in {text:?}"
    );
    assert!(
        claim.attribution.iter().all(|s| shown(s.span) && known(s.chain)),
        "{claim:?} in {text:?}"
    );
    assert!(
        claim.place.as_ref().is_none_or(|p| shown(p.span)),
        "{claim:?} in {text:?}"
    );
    assert!(claim.position.is_none_or(shown), "{claim:?} in {text:?}");
    if let Some(time) = &claim.time {
        // A time taken over from the context has no words of its own.
        assert!(
            holds(text, time.span) && time.begin <= time.end,
            "{claim:?} in {text:?}"
        );
    }
    assert!((0.0..=1.0).contains(&claim.confidence), "{claim:?} in {text:?}");
}

/// Words and marks from which texts like news, and texts unlike any, are thrown together.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "Russia", "Georgia", "Iran", "the United States", "Obama", "Putin", "Prime Minister", "Lena Koch", "al-Assad",
    "Hezbollah", "HTS", "(HTS)", "the Syrian army", "the group", "the two leaders", "rebels", "troops", "talks",
    "attack", "attacked", "was attacked by", "met", "will meet", "held talks with", "said", "said that", "told",
    "according to", "a statement", "The statement added that", "denied", "refused to", "failed to", "if", "may",
    "did not", "who", "which", "whose", "he", "She", "them", "it", "its", "they", "we", "I", "and", "or", "but",
    "of", "in", "on", "with", "to", "by", "from", "against", "over the past two days", "on Saturday", "in 2020",
    "yesterday", "since", "between", "November 30, 2024", "32 villages", "at least 57 deaths", "$2.5 billion", "10%",
    "formerly known as", "a town in", "southeast of Aleppo", "not", "never", "no longer", "’s", "'s", "n't", "'",
    "\"", "“", "”", "‘", "’", "«", "»", "(", ")", "[", "]", ",", ".", "...", "…", "?", "!", ";", ":", "-", "–", "—",
    "/", "\n", "\n\n", "\r\n", "\t", " ", "  ", "\u{a0}", "\u{ad}", "\u{200b}", "\u{feff}", "\0", "\u{1}", "\u{1b}",
    "\u{7f}", "روسيا", "هاجمت", "جورجيا", "العراق،", "俄罗斯", "Россия", "Türkiye", "İstanbul", "ß", "e\u{301}", "🇸🇾", "👩‍👩‍👧",
    "😀", "\u{202e}", "\u{10ffff}", "<p>", "</p>", "&amp;", "http://e.org/?a=b", "@desk", "#tag", "- ", "* ", "1. ",
    "U.S.", "Gen.", "J.", "St.", "a.m.", "RUSSIA", "ATTACKS", "x", "0", "1/2", "½", "٣", "Ⅷ",
];

pub(crate) fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "\\PC{0,6}",
    ];
    let gap = prop_oneof![5 => Just(" "), 1 => Just(""), 1 => Just("\n")];
    proptest::collection::vec((piece, gap), 0..60)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

/// The same texts every time; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` bring others and more.
pub(crate) fn config() -> ProptestConfig {
    let asked = ProptestConfig::default();
    let rng_seed = match asked.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_241_130),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    ProptestConfig {
        failure_persistence: None,
        rng_seed,
        ..asked
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_read(text in anything()) {
        let reading = check(&text);
        let again = check(&text);
        prop_assert_eq!(reading.sentences, again.sentences);
        prop_assert_eq!(reading.trees, again.trees);
        prop_assert_eq!(reading.mentions, again.mentions);
        prop_assert_eq!(reading.claims, again.claims);
    }

    #[test]
    fn any_characters_are_read(text in any::<String>()) {
        check(&text);
    }

    /// Stretches that are no prose give no tokens, wherever they lie.
    #[test]
    fn any_mask_is_kept(text in anything(), cuts in proptest::collection::vec(any::<proptest::sample::Index>(), 0..8)) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| places[cut.index(places.len())]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let masked: Vec<Span> = cuts.chunks_exact(2).map(|cut| Span::new(cut[0], cut[1])).collect();
        let reading = reader().read(Document { masked: masked.clone(), text, ..reader().read_text("").document });
        check_sentences(&reading);
        check_trees(&reading);
        check_mentions(&reading);
        let overlap = |a: Span, b: Span| a.start < b.end && b.start < a.end;
        for token in reading.sentences.iter().flat_map(|sentence| &sentence.tokens) {
            prop_assert!(!masked.iter().any(|m| overlap(*m, token.span)), "{:?} in {:?}", token.span, masked);
        }
    }
}

#[test]
fn odd_texts_are_read() {
    let article = text(&here("tests/corpus/ferry.txt"));
    for odd in [
        "",
        " ",
        "\n\n\n",
        "a",
        ".",
        "\"",
        "\0",
        "\u{feff}",
        "’",
        "👩‍👩‍👧",
        "(((((((((((",
        "” ” ” “ “ “",
        "- - - - - -",
        "1 2 3 4 5 6 7 8 9 10",
        "...............................",
        "he he he he he",
        "Russia and and and Georgia",
        "who who who said said said",
        "If if if Russia attacks, attacks, attacks",
        "<html><body><p>Russia attacked <b>Georgia</b>.</p><script>x < y && z</script></body></html>",
        "RUSSIA ATTACKED GEORGIA, FRANCE SAID ON MONDAY. OBAMA DID NOT MEET PUTIN.",
        "russia attacked georgia france said on monday obama did not meet putin he met lavrov",
        "Russia\tattacked\tGeorgia\r\nFrance\tsaid\tso\r\n",
        "هاجمت روسيا جورجيا يوم الاثنين، حسبما قالت فرنسا.",
        "“Russia attacked Georgia, “France said that “Spain met Iran.",
    ] {
        check(odd);
    }
    check(&article.to_uppercase());
    check(&article.to_lowercase());
    check(&article.replace(['.', ',', '"', '“', '”', '\n'], " "));
    check(&article.chars().rev().collect::<String>());
}

/// Work grows with the text, not with its square: a document may be one line without a stop.
#[test]
fn a_line_of_two_megabytes_is_read() {
    let line =
        "Russia attacked Georgia and Obama met Putin in Sochi on Saturday while ".repeat(2_000_000 / 71);
    let reading = check(&line);
    assert!(!reading.sentences.is_empty());
}
