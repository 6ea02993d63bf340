//! Two analyses of one text side by side: which word of the one is which of the other.
//!
//! After the evaluation of the `CoNLL` 2018 shared task: places count the characters of the text without
//! white space; words stand for each other when their places agree, and inside written words of several
//! syntactic words by the longest common subsequence of their forms in lower case.
//! Source: `conll18_ud_eval.py` of <https://universaldependencies.org/conll18/evaluation.html>.

use crate::syntax::Tree;
use crate::syntax::conllu::Gold;
use crate::syntax::train::corpus::Document;
use crate::text::Span;
use crate::token::Sentence;
use std::borrow::Cow;

/// One syntactic word of an analysis.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Its place; the whole written word's, where that is several words.
    pub place: Span,
    /// Whether it is part of a written word of several words.
    pub multiword: bool,
    /// The form in lower case.
    pub lower: String,
    pub upos: String,
    pub xpos: String,
    /// Universal features only, sorted.
    pub feats: String,
    pub lemma: String,
    /// Its head's number in the analysis; none for a root.
    pub head: Option<usize>,
    /// Its relation with sub-type.
    pub rel: String,
}

/// An analysis of one document: places count characters without white space.
#[derive(Clone, Debug, Default)]
pub(super) struct Analysis {
    /// Written words.
    pub tokens: Vec<Span>,
    pub sentences: Vec<Span>,
    pub words: Vec<Word>,
}

/// The features that the shared task counts.
const UNIVERSAL: &[&str] = &[
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case",
    "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person",
    "Polite",
];

/// The universal ones among features, sorted.
pub(super) fn universal(feats: &str) -> String {
    let is_universal = |f: &&str| {
        f.split_once('=')
            .is_some_and(|(name, _)| UNIVERSAL.contains(&name))
    };
    let mut kept: Vec<&str> = feats.split('|').filter(is_universal).collect();
    kept.sort_unstable();
    kept.join("|")
}

/// For each byte offset of a text, how many characters stand before it, white space left out.
pub(super) struct Tight(Vec<u32>);

impl Tight {
    pub(super) fn new(text: &str) -> Self {
        let mut before = vec![0; text.len() + 1];
        let mut count = 0;
        for (at, c) in text.char_indices() {
            before[at] = count;
            count += u32::from(!c.is_whitespace());
        }
        before[text.len()] = count;
        Self(before)
    }

    fn span(&self, span: Span) -> Span {
        let at = |byte: u32| self.0.get(byte as usize).copied().unwrap_or_default();
        Span {
            start: at(span.start),
            end: at(span.end),
        }
    }
}

impl Analysis {
    /// The treebank's own.
    pub(super) fn gold(document: &Document, tight: &Tight) -> Self {
        Self::of_written(document, tight, |analysis, gold, _| {
            let base = analysis.words.len();
            for i in 0..gold.forms.len() {
                analysis.words.push(Word {
                    place: Span::default(),
                    multiword: false,
                    lower: gold.forms[i].to_lowercase(),
                    upos: gold.upos[i].clone(),
                    xpos: gold.xpos[i].clone(),
                    feats: universal(&gold.feats[i]),
                    lemma: gold.lemmas[i].clone(),
                    head: gold
                        .heads
                        .get(i)
                        .filter(|h| (**h as usize) < gold.forms.len())
                        .map(|&h| base + h as usize),
                    rel: gold.rels[i].clone(),
                });
            }
        })
    }

    /// A model's trees over the treebank's own words, one a sentence.
    pub(super) fn given(document: &Document, tight: &Tight, trees: &[Tree]) -> Self {
        Self::of_written(document, tight, |analysis, gold, number| {
            if let Some(tree) = trees.get(number) {
                let forms = gold.forms.iter().map(|form| Cow::Borrowed(form.as_str()));
                analysis.words_of(tree, forms);
            }
        })
    }

    /// Takes tokens and sentences from the treebank; `words` appends the words of a sentence.
    fn of_written(document: &Document, tight: &Tight, words: impl Fn(&mut Self, &Gold, usize)) -> Self {
        let mut analysis = Self::default();
        for (number, (gold, written)) in document.sentences.iter().zip(&document.written).enumerate() {
            let base = analysis.words.len();
            words(&mut analysis, gold, number);
            for ((range, _), place) in gold.written().zip(written) {
                let place = tight.span(*place);
                analysis.tokens.push(place);
                let multiword = range.len() > 1;
                for word in range {
                    if let Some(word) = analysis.words.get_mut(base + word) {
                        (word.place, word.multiword) = (place, multiword);
                    }
                }
            }
            if let (Some(first), Some(last)) = (written.first(), written.last()) {
                analysis.sentences.push(tight.span(first.cover(*last)));
            }
        }
        analysis
    }

    /// What a program finds in the bare text.
    pub(super) fn found(text: &str, tight: &Tight, sentences: &[Sentence], trees: &[Tree]) -> Self {
        let mut analysis = Self::default();
        for (sentence, tree) in sentences.iter().zip(trees) {
            let base = analysis.words.len();
            let forms = sentence.tokens.iter().map(|t| Cow::Borrowed(t.span.of(text)));
            analysis.words_of(tree, forms);
            let mut first = 0;
            for written in sentence.tokens.chunk_by(|_, later| later.joined) {
                let end = first + written.len();
                let whole = written.iter().fold(written[0].span, |span, t| span.cover(t.span));
                let place = tight.span(whole);
                analysis.tokens.push(place);
                for word in &mut analysis.words[base + first..base + end] {
                    (word.place, word.multiword) = (place, written.len() > 1);
                }
                first = end;
            }
            analysis.sentences.push(tight.span(sentence.span));
        }
        analysis
    }

    fn words_of<'t>(&mut self, tree: &Tree, forms: impl Iterator<Item = Cow<'t, str>>) {
        let base = self.words.len();
        for (i, form) in forms.enumerate() {
            self.words.push(Word {
                place: Span::default(),
                multiword: false,
                lower: form.to_lowercase(),
                upos: tree.upos(i).as_str().to_owned(),
                xpos: tree.xpos(i).to_owned(),
                feats: universal(tree.feats(i)),
                lemma: tree.lemma(i).to_owned(),
                head: tree.head(i).map(|head| base + head),
                rel: tree.rel(i).as_str().to_owned(),
            });
        }
    }
}

/// Pairs of words (gold, system) that stand for each other, in order.
pub(super) fn align(gold: &[Word], system: &[Word]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < system.len() {
        if gold[g].multiword || system[s].multiword {
            let (first_g, first_s);
            (first_g, first_s, g, s) = multiword_region(gold, system, g, s);
            if g > first_g && s > first_s {
                let region = common(&gold[first_g..g], &system[first_s..s]);
                pairs.extend(region.into_iter().map(|(a, b)| (first_g + a, first_s + b)));
            }
        } else if gold[g].place == system[s].place {
            pairs.push((g, s));
            g += 1;
            s += 1;
        } else if gold[g].place.start <= system[s].place.start {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

/// The smallest stretch of words around a written word of several words that both analyses fill:
/// first word of each, one past the last of each.
fn multiword_region(
    gold: &[Word],
    system: &[Word],
    mut g: usize,
    mut s: usize,
) -> (usize, usize, usize, usize) {
    let mut end;
    if gold[g].multiword {
        end = gold[g].place.end;
        if !system[s].multiword && system[s].place.start < gold[g].place.start {
            s += 1;
        }
    } else {
        end = system[s].place.end;
        if !gold[g].multiword && gold[g].place.start < system[s].place.start {
            g += 1;
        }
    }
    let firsts = (g, s);
    let beyond = |words: &[Word], at: usize, end: u32| {
        words.get(at).is_none_or(|word| {
            if word.multiword {
                word.place.start >= end
            } else {
                word.place.end > end
            }
        })
    };
    while !beyond(gold, g, end) || !beyond(system, s, end) {
        let of_gold = g < gold.len() && (s >= system.len() || gold[g].place.start <= system[s].place.start);
        let (word, at) = if of_gold {
            (&gold[g], &mut g)
        } else {
            (&system[s], &mut s)
        };
        if word.multiword {
            end = end.max(word.place.end);
        }
        *at += 1;
    }
    (firsts.0, firsts.1, g, s)
}

/// The longest common subsequence of two short lists of words, by their forms.
fn common(gold: &[Word], system: &[Word]) -> Vec<(usize, usize)> {
    let width = system.len() + 1;
    let mut longest = vec![0_usize; (gold.len() + 1) * width];
    for g in (0..gold.len()).rev() {
        for s in (0..system.len()).rev() {
            longest[g * width + s] = if gold[g].lower == system[s].lower {
                1 + longest[(g + 1) * width + s + 1]
            } else {
                longest[(g + 1) * width + s].max(longest[g * width + s + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < system.len() {
        if gold[g].lower == system[s].lower {
            pairs.push((g, s));
            g += 1;
            s += 1;
        } else if longest[g * width + s] == longest[(g + 1) * width + s] {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}
