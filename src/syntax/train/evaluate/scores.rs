//! Compares two analyses of one document.

use super::align::{Analysis, Word, align};
use super::count::Count;
use super::errors::{DISTANCES, Errors};
use crate::text::Span;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Counts of one analysis against the treebank, as the `CoNLL` 2018 shared task defines them.
///
/// The unit of all but the first two is the syntactic word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Written words whose first and last character agree.
    pub tokens: Count,
    /// Sentences whose first and last character agree.
    pub sentences: Count,
    /// Syntactic words.
    pub words: Count,
    /// Universal parts of speech.
    pub upos: Count,
    /// Language-specific tags.
    pub xpos: Count,
    /// All universal features.
    pub ufeats: Count,
    /// Lemmas.
    pub lemmas: Count,
    /// Heads.
    pub uas: Count,
    /// Heads with universal relations.
    pub las: Count,
    /// Heads with universal relations, by relation; and `acl:relcl`, which counts under `acl` too.
    pub relations: BTreeMap<String, Count>,
    /// What went wrong.
    pub errors: Errors,
}

impl AddAssign<&Self> for Scores {
    fn add_assign(&mut self, other: &Self) {
        self.tokens += other.tokens;
        self.sentences += other.sentences;
        self.words += other.words;
        self.upos += other.upos;
        self.xpos += other.xpos;
        self.ufeats += other.ufeats;
        self.lemmas += other.lemmas;
        self.uas += other.uas;
        self.las += other.las;
        for (relation, count) in &other.relations {
            *self.relations.entry(relation.clone()).or_default() += *count;
        }
        self.errors += &other.errors;
    }
}

/// The sub-type that is told apart, because claims rest on it.
const RELATIVE: &str = "acl:relcl";

fn base(rel: &str) -> &str {
    rel.split(':').next().unwrap_or(rel)
}

/// Places that stand in both sorted lists.
fn shared(gold: &[Span], system: &[Span]) -> Count {
    let (mut g, mut s, mut right) = (0, 0, 0);
    while g < gold.len() && s < system.len() {
        match gold[g].start.cmp(&system[s].start) {
            Ordering::Less => g += 1,
            Ordering::Greater => s += 1,
            Ordering::Equal => {
                right += usize::from(gold[g].end == system[s].end);
                g += 1;
                s += 1;
            }
        }
    }
    Count {
        right,
        gold: gold.len(),
        system: system.len(),
    }
}

/// Scores one analysis of a document against the treebank's.
pub(super) fn score(gold: &Analysis, system: &Analysis) -> Scores {
    let pairs = align(&gold.words, &system.words);
    let mut twin = vec![None; gold.words.len()];
    for &(g, s) in &pairs {
        twin[g] = Some(s);
    }
    // Both heads are roots, or the found head stands for the right one.
    let same_head = |g: &Word, s: &Word| match (g.head, s.head) {
        (None, None) => true,
        (Some(g), Some(s)) => twin[g] == Some(s),
        _ => false,
    };
    let count = |right: &dyn Fn(&Word, &Word) -> bool| Count {
        right: pairs
            .iter()
            .filter(|(g, s)| right(&gold.words[*g], &system.words[*s]))
            .count(),
        gold: gold.words.len(),
        system: system.words.len(),
    };
    Scores {
        tokens: shared(&gold.tokens, &system.tokens),
        sentences: shared(&gold.sentences, &system.sentences),
        words: count(&|_, _| true),
        upos: count(&|g, s| g.upos == s.upos),
        xpos: count(&|g, s| g.xpos == s.xpos),
        ufeats: count(&|g, s| g.feats == s.feats),
        lemmas: count(&|g, s| g.lemma == "_" || g.lemma == s.lemma),
        uas: count(&same_head),
        las: count(&|g, s| same_head(g, s) && base(&g.rel) == base(&s.rel)),
        relations: by_relation(gold, system, &pairs, &same_head),
        errors: errors(gold, system, &pairs, &twin, &same_head),
    }
}

fn by_relation(
    gold: &Analysis,
    system: &Analysis,
    pairs: &[(usize, usize)],
    same_head: &dyn Fn(&Word, &Word) -> bool,
) -> BTreeMap<String, Count> {
    let mut relations: BTreeMap<String, Count> = BTreeMap::new();
    let mut each = |rel: &str, count: Count| {
        *relations.entry(base(rel).to_owned()).or_default() += count;
        if rel == RELATIVE {
            *relations.entry(RELATIVE.to_owned()).or_default() += count;
        }
    };
    let (right, wanted, found) = (1, 1, 1);
    let none = Count::default();
    for word in &gold.words {
        each(&word.rel, Count { gold: wanted, ..none });
    }
    for word in &system.words {
        each(
            &word.rel,
            Count {
                system: found,
                ..none
            },
        );
    }
    for &(g, s) in pairs {
        let (g, s) = (&gold.words[g], &system.words[s]);
        if same_head(g, s) && base(&g.rel) == base(&s.rel) {
            // The sub-type is right only where both say so.
            let rel = if g.rel == s.rel { &g.rel } else { base(&g.rel) };
            each(rel, Count { right, ..none });
        }
    }
    relations
}

fn errors(
    gold: &Analysis,
    system: &Analysis,
    pairs: &[(usize, usize)],
    twin: &[Option<usize>],
    same_head: &dyn Fn(&Word, &Word) -> bool,
) -> Errors {
    let mut errors = Errors {
        words: pairs.len(),
        ..Errors::default()
    };
    let sentence_of = |word: &Word| system.sentences.partition_point(|s| s.end <= word.place.start);
    for &(at, s) in pairs {
        let (g, s) = (&gold.words[at], &system.words[s]);
        let (head, relation) = (same_head(g, s), base(&g.rel) == base(&s.rel));
        match (head, relation) {
            (true, true) => (),
            (true, false) => errors.relation_only += 1,
            (false, true) => errors.head_only += 1,
            (false, false) => errors.both += 1,
        }
        if !relation {
            let pair = (base(&g.rel).to_owned(), base(&s.rel).to_owned());
            *errors.confusions.entry(pair).or_default() += 1;
        }
        let class = g.head.map_or(DISTANCES.len() + 1, |h| {
            DISTANCES.partition_point(|far| *far < h.abs_diff(at))
        });
        errors.by_distance[class].0 += 1;
        errors.by_distance[class].1 += usize::from(!head);
        if head {
            continue;
        }
        let head = g
            .head
            .map(|h| (&gold.words[h], twin[h].map(|s| &system.words[s])));
        let causes = &mut errors.causes;
        let cause = match head {
            Some((_, None)) => &mut causes.head_not_found,
            Some((_, Some(found))) if sentence_of(found) != sentence_of(s) => &mut causes.other_sentence,
            _ if g.upos != s.upos => &mut causes.tag_of_word,
            Some((right, Some(found))) if right.upos != found.upos => &mut causes.tag_of_head,
            _ => &mut causes.parser,
        };
        *cause += 1;
    }
    errors
}
