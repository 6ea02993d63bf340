//! Coreference against gold: MUC, B³ and `CEAFe`, their mean, and how many links are right.
//!
//! Input: lines of JSON with `sents` (tokens) and `clusters` (first token and one past the last, in tokens
//! of the document); mentions that stand alone are not annotated. Output: [`CoreferenceScores`].
//!
//! The measures are those of the `CoNLL` shared task of 2012 (Pradhan et al. 2014), for mentions that are found
//! and not given: MUC counts links (Vilain et al. 1995), B³ mentions (Bagga and Baldwin 1998), `CEAFe` entities
//! (Luo 2005). A *link* leads from a mention to the nearest one before it in its cluster.

mod extent;

use super::Counts;
use super::given::{self, Given, Malformed};
use crate::claim;
use crate::mention::{At, Chain, ChainId, Kind, MentionId, PronounSort, Spot};
use crate::reading::Reading;
use crate::schema::Schema;
use crate::text::Span;
use crate::token::Sentence;
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where a mention stands: first token and one past the last, in tokens of the document.
pub type Extent = (usize, usize);
/// Mentions of one thing.
pub type Cluster = BTreeSet<Extent>;

/// A document with its clusters.
#[derive(Clone, Debug, Default)]
pub struct ClusteredDocument {
    /// What names it.
    pub id: String,
    /// What sort of text it is; empty where the gold does not say.
    pub genre: String,
    /// The text.
    pub given: Given,
    /// The sentences as given.
    pub sentences: Vec<Sentence>,
    /// The clusters of gold.
    pub clusters: Vec<Cluster>,
}

/// A line of the gold.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    doc: String,
    #[serde(default)]
    genre: String,
    sents: Vec<Vec<String>>,
    clusters: Vec<Cluster>,
}

/// Reads the gold.
///
/// ```
/// let line = r#"{"sents": [["Putin", "left"], ["He", "waved"]], "clusters": [[[0, 1], [2, 3]]]}"#;
/// let documents = whowhom::score::coreference::documents(line)?;
/// assert_eq!(documents[0].clusters[0].len(), 2);
/// # Ok::<(), whowhom::score::given::Malformed>(())
/// ```
///
/// # Errors
/// If a line is no JSON of that form, or a mention lies outside its document's tokens.
pub fn documents(gold: &str) -> Result<Vec<ClusteredDocument>, Malformed> {
    let document = |(number, line): (usize, Line)| {
        let tokens: usize = line.sents.iter().map(Vec::len).sum();
        let is_outside = |(start, end): &Extent| start >= end || *end > tokens;
        if line.clusters.iter().flatten().any(is_outside) {
            let reason = "a mention lies outside the document's tokens".to_owned();
            return Err(Malformed { line: number, reason });
        }
        let (given, sentences) = Given::sentences(&line.sents);
        Ok(ClusteredDocument {
            id: line.doc,
            genre: line.genre,
            given,
            sentences,
            clusters: line.clusters,
        })
    };
    given::lines(gold)?.into_iter().map(document).collect()
}

/// The clusters of two mentions and more of a reading whose sentences and tokens were given.
#[must_use]
pub fn clusters(reading: &Reading, schema: &Schema) -> Vec<Cluster> {
    let mut first = Vec::with_capacity(reading.sentences.len());
    let mut tokens = 0;
    for sentence in &reading.sentences {
        first.push(tokens);
        tokens += sentence.tokens.len();
    }
    let mentions = &reading.mentions;
    let place = |head: At, (start, end): (usize, usize)| {
        let first = first[head.sentence as usize];
        (first + start, first + end)
    };
    let of_mention = |id: &MentionId| {
        let mention = mentions.mention(*id);
        let tree = &reading.trees[mention.head.sentence as usize];
        place(mention.head, extent::of_mention(mention, tree))
    };
    let of_spot = |spot: &Spot| match spot {
        Spot::Noun(at) => {
            let tree = &reading.trees[at.sentence as usize];
            place(*at, extent::of_noun(at.token as usize, tree))
        }
        Spot::Pronoun(id) => of_mention(id),
    };
    let refers = |id: &&MentionId| {
        let mention = mentions.mention(**id);
        // A mention of several actors is one of none of them; adjectives are not annotated.
        mention.chains.len() == 1
            && mention.kind != Kind::Adjective
            && extent::refers(mention, &reading.trees[mention.head.sentence as usize])
    };
    let chains = mentions.chains.iter().enumerate();
    let mut spoken = speakers(reading, schema);
    let of_chain = |(i, chain): (usize, &Chain)| {
        let said = spoken
            .remove(&Speaker::Actor(ChainId(i as u32)))
            .unwrap_or_default();
        chain
            .mentions
            .iter()
            .filter(refers)
            .chain(&said)
            .map(of_mention)
            .collect::<Cluster>()
    };
    let mut clusters: Vec<Cluster> = chains.map(of_chain).collect();
    clusters.extend(
        mentions
            .things
            .iter()
            .map(|spots| spots.iter().map(of_spot).collect()),
    );
    clusters.extend(spoken.values().map(|said| said.iter().map(of_mention).collect()));
    let mut taken = BTreeSet::new();
    for cluster in &mut clusters {
        cluster.retain(|place| taken.insert(*place));
    }
    clusters.retain(|cluster| cluster.len() > 1);
    clusters
}

/// Whom a pronoun of the first or second person stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Speaker {
    /// The one who speaks the words around it.
    Actor(ChainId),
    /// Somebody known by pronouns only, in one quotation or outside all.
    Nobody(PronounSort, Option<Span>),
}

/// The pronouns of the first and second person, by whom they stand for.
fn speakers(reading: &Reading, schema: &Schema) -> BTreeMap<Speaker, Vec<MentionId>> {
    let text = &reading.document.text;
    let input = reading.claim_input();
    let (speeches, quotations) = (claim::speeches(input, schema), claim::quotations(text));
    let mut spoken: BTreeMap<Speaker, Vec<MentionId>> = BTreeMap::new();
    for (i, mention) in reading.mentions.mentions.iter().enumerate() {
        let sort = PronounSort::of(mention.span.of(text)).filter(|_| mention.kind == Kind::Pronoun);
        let Some(sort @ (PronounSort::Speaker | PronounSort::Speakers | PronounSort::Hearer)) = sort else {
            continue;
        };
        let around = |spans: &mut dyn Iterator<Item = Span>| {
            spans
                .filter(|span| span.contains(mention.span))
                .min_by_key(|span| span.len())
        };
        let speech = around(&mut speeches.iter().map(|speech| speech.span));
        let by = speeches
            .iter()
            .find(|s| Some(s.span) == speech && s.direct)
            .map(|s| s.by.as_slice());
        let speaker = match (sort, by) {
            (PronounSort::Speaker, Some([chain])) => Speaker::Actor(*chain),
            _ => Speaker::Nobody(sort, around(&mut quotations.iter().copied())),
        };
        spoken.entry(speaker).or_default().push(MentionId(i as u32));
    }
    spoken
}

/// Right and all, of what was found and of what was wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measure {
    /// Of what was found, how much is right.
    pub found: (f64, f64),
    /// Of what was wanted, how much was found.
    pub wanted: (f64, f64),
}

impl Measure {
    /// The part of what was found that is right; 0 where nothing was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.found)
    }

    /// The part of what was wanted that was found; 0 where nothing was wanted.
    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.wanted)
    }

    /// Their harmonic mean.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    fn add(&mut self, found: (f64, f64), wanted: (f64, f64)) {
        self.found = (self.found.0 + found.0, self.found.1 + found.1);
        self.wanted = (self.wanted.0 + wanted.0, self.wanted.1 + wanted.1);
    }
}

fn ratio((part, whole): (f64, f64)) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// How well clusters agree with gold, over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CoreferenceScores {
    /// Links, as many as a cluster needs.
    pub muc: Measure,
    /// Mentions, each by what its clusters share.
    pub b_cubed: Measure,
    /// Entities, paired so that they agree best.
    pub ceaf: Measure,
    /// Mentions, whatever their cluster.
    pub mentions: Counts,
    /// Links to the nearest mention before.
    pub links: Counts,
}

impl CoreferenceScores {
    /// The mean of the three F1.
    #[must_use]
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf.f1()) / 3.0
    }

    /// Counts a document.
    pub fn add(&mut self, found: &[Cluster], gold: &[Cluster]) {
        self.muc.add(muc(found, gold), muc(gold, found));
        self.b_cubed.add(b_cubed(found, gold), b_cubed(gold, found));
        let alike = entities(found, gold);
        self.ceaf
            .add((alike, found.len() as f64), (alike, gold.len() as f64));
        let all = |clusters: &[Cluster]| clusters.iter().flatten().copied().collect::<BTreeSet<Extent>>();
        count(&mut self.mentions, &all(found), &all(gold));
        let (found_of, gold_of) = (index(found), index(gold));
        let right = |link: &&(Extent, Extent), of: &BTreeMap<Extent, usize>| {
            of.get(&link.0)
                .is_some_and(|cluster| of.get(&link.1) == Some(cluster))
        };
        let (found, gold) = (links(found), links(gold));
        let correct = found.iter().filter(|link| right(link, &gold_of)).count();
        self.links.right += correct;
        self.links.wrong += found.len() - correct;
        self.links.found += gold.iter().filter(|link| right(link, &found_of)).count();
        self.links.wanted += gold.len();
    }
}

fn count(counts: &mut Counts, found: &BTreeSet<Extent>, gold: &BTreeSet<Extent>) {
    let right = found.intersection(gold).count();
    counts.right += right;
    counts.wrong += found.len() - right;
    counts.found += right;
    counts.wanted += gold.len();
}

/// Each mention with the nearest one before it.
fn links(clusters: &[Cluster]) -> Vec<(Extent, Extent)> {
    let of = |cluster: &Cluster| {
        let places: Vec<Extent> = cluster.iter().copied().collect();
        places
            .windows(2)
            .map(|pair| (pair[0], pair[1]))
            .collect::<Vec<_>>()
    };
    clusters.iter().flat_map(of).collect()
}

fn index(clusters: &[Cluster]) -> BTreeMap<Extent, usize> {
    let places = clusters.iter().enumerate();
    places
        .flat_map(|(i, cluster)| cluster.iter().map(move |place| (*place, i)))
        .collect()
}

/// Of the links that the clusters of `these` need, how many those of `others` have.
fn muc(these: &[Cluster], others: &[Cluster]) -> (f64, f64) {
    let of = index(others);
    let (mut right, mut all) = (0, 0);
    for cluster in these {
        let parts: BTreeSet<usize> = cluster
            .iter()
            .filter_map(|place| of.get(place).copied())
            .collect();
        let alone = cluster.iter().filter(|place| !of.contains_key(place)).count();
        right += cluster.len() - parts.len() - alone;
        all += cluster.len().saturating_sub(1);
    }
    (right as f64, all as f64)
}

/// For each mention of `these`, how much of its cluster the one in `others` shares.
fn b_cubed(these: &[Cluster], others: &[Cluster]) -> (f64, f64) {
    let of = index(others);
    let (mut right, mut all) = (0.0, 0);
    for cluster in these {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for other in cluster.iter().filter_map(|place| of.get(place)) {
            *shared.entry(*other).or_default() += 1;
        }
        let squares: usize = shared.values().map(|n| n * n).sum();
        right += squares as f64 / cluster.len() as f64;
        all += cluster.len();
    }
    (right, all as f64)
}

/// One, where likeness is a whole number, as the pairing asks for.
const ONE: f64 = 1e12;

/// How alike the entities are where they are paired best, one with one (Luo's φ₄).
fn entities(these: &[Cluster], others: &[Cluster]) -> f64 {
    let (few, many) = if these.len() <= others.len() {
        (these, others)
    } else {
        (others, these)
    };
    if few.is_empty() {
        return 0.0;
    }
    let alike =
        |a: &Cluster, b: &Cluster| 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64;
    let rows = few.iter().map(|a| {
        many.iter()
            .map(|b| (alike(a, b) * ONE) as i64)
            .collect::<Vec<_>>()
    });
    let weights: Result<Matrix<i64>, _> = Matrix::from_rows(rows);
    weights.map_or(0.0, |weights| kuhn_munkres(&weights).0 as f64 / ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clusters of mentions of one token each.
    fn clusters(of: &[&[usize]]) -> Vec<Cluster> {
        of.iter()
            .map(|cluster| cluster.iter().map(|&at| (at, at + 1)).collect())
            .collect()
    }

    fn scores(found: &[&[usize]], gold: &[&[usize]]) -> CoreferenceScores {
        let mut scores = CoreferenceScores::default();
        scores.add(&clusters(found), &clusters(gold));
        scores
    }

    fn near(measure: &Measure, precision: f64, recall: f64) {
        let (p, r) = (measure.precision(), measure.recall());
        assert!(
            (p - precision).abs() < 1e-9 && (r - recall).abs() < 1e-9,
            "{p} {r}"
        );
    }

    #[test]
    fn the_example_of_the_shared_task() {
        // Pradhan et al. 2014, figure 1: key {a b c} {d e f g}, response {a b} {c d} {f g h i}.
        let scores = scores(&[&[1, 2], &[3, 4], &[6, 7, 8, 9]], &[&[1, 2, 3], &[4, 5, 6, 7]]);
        near(&scores.muc, 2.0 / 5.0, 2.0 / 5.0);
        // Precision: a b 2/2 each, c d 1/2 each, f g 2/4 each, h i none: 4 of 8; recall: 5/3 and 5/4 of 7.
        near(&scores.b_cubed, 4.0 / 8.0, (5.0 / 3.0 + 5.0 / 4.0) / 7.0);
        // Paired best: {a b} with {a b c} 4/5, {f g h i} with {d e f g} 1/2.
        near(&scores.ceaf, 1.3 / 3.0, 1.3 / 2.0);
    }

    #[test]
    fn links_lead_to_the_nearest_before() {
        let scores = scores(&[&[1, 3, 4], &[7, 8]], &[&[1, 2, 3], &[4, 5], &[7, 9, 8]]);
        // 1-3 and 7-8 are right, 3-4 is wrong; of gold 7-8 is found, and no other with both its ends.
        assert_eq!((scores.links.right, scores.links.wrong), (2, 1));
        assert_eq!((scores.links.found, scores.links.wanted), (1, 5));
        assert_eq!(
            (
                scores.mentions.right,
                scores.mentions.wrong,
                scores.mentions.wanted
            ),
            (5, 0, 8)
        );
    }

    #[test]
    fn the_same_is_all_right_and_nothing_is_none() {
        let same = scores(&[&[1, 2], &[3, 4, 5]], &[&[3, 4, 5], &[1, 2]]);
        assert!((same.conll() - 1.0).abs() < 1e-9);
        let none = scores(&[], &[&[1, 2]]);
        assert!(none.conll().abs() < 1e-9);
    }

    #[test]
    fn a_mention_outside_its_document_is_told() {
        let line = r#"{"sents": [["a"]], "clusters": [[[0, 1], [1, 2]]]}"#;
        assert_eq!(documents(line).unwrap_err().line, 1);
    }
}
