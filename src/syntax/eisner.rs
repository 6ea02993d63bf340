//! The best projective tree with one root (Eisner 1996), over scores in whole numbers.

#![expect(
    clippy::inline_always,
    reason = "what is called in loops that are compiled for wider registers must stand in them"
)]

use pulp::{Arch, NullaryFnOnce};

/// Scores stay within ± this, so that the sum over a sentence of [`LONGEST`] words fits into 32 bits.
pub(crate) const BOUND: i32 = 1 << 22;
/// Most words that are put into one tree.
pub(crate) const LONGEST: usize = 256;
/// The head of the root.
pub(crate) const ROOT: u32 = u32::MAX;

/// Tables of the best parts of a tree; kept from sentence to sentence.
///
/// A part reaches over the words from `i` to `j` and hangs at one of its ends. Each table that is
/// read along both ends is held twice, so that the words between lie side by side in memory.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    n: usize,
    /// Complete, head at the left: `[i][j]`, then `[j][i]`.
    right: [Vec<i32>; 2],
    /// Complete, head at the right: `[i][j]`, then `[j][i]`.
    left: [Vec<i32>; 2],
    /// Of two words with an arc between them: head at the left `[i][j]`, head at the right `[j][i]`.
    arcs: [Vec<i32>; 2],
    todo: Vec<(Part, usize, usize)>,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Right,
    Left,
    ArcRight,
    ArcLeft,
}

impl Decoder {
    /// Finds the heads of `n` words, at most [`LONGEST`]; `scores[d * (n + 1) + h]` is the worth of the arc from
    /// head `h` to dependent `d`, with `n` for the root.
    pub(crate) fn decode(&mut self, arch: Arch, scores: &[i32], n: usize, heads: &mut Vec<u32>) {
        heads.clear();
        heads.resize(n, ROOT);
        if n < 2 {
            return;
        }
        self.n = n;
        let tables = self.right.iter_mut().chain(&mut self.left).chain(&mut self.arcs);
        for table in tables {
            table.clear();
            table.resize(n * n, 0);
        }
        arch.dispatch(Fill {
            decoder: self,
            scores,
        });
        let whole = |k: usize| self.left[0][k] + self.right[1][(n - 1) * n + k] + scores[k * (n + 1) + n];
        let root = first_best((0..n).map(whole));
        self.todo.clear();
        self.todo
            .extend([(Part::Left, 0, root), (Part::Right, root, n - 1)]);
        self.trace(heads);
    }

    /// The best parts from `i` to `j`, from shorter ones.
    #[inline(always)]
    fn fill(&mut self, scores: &[i32], i: usize, j: usize) {
        let n = self.n;
        let inner = best(
            &self.right[0][i * n + i..i * n + j],
            &self.left[1][j * n + i + 1..=j * n + j],
        );
        self.arcs[0][i * n + j] = inner + scores[j * (n + 1) + i];
        self.arcs[1][j * n + i] = inner + scores[i * (n + 1) + j];
        let right = best(
            &self.arcs[0][i * n + i + 1..=i * n + j],
            &self.right[1][j * n + i + 1..=j * n + j],
        );
        self.right[0][i * n + j] = right;
        self.right[1][j * n + i] = right;
        let left = best(
            &self.left[0][i * n + i..i * n + j],
            &self.arcs[1][j * n + i..j * n + j],
        );
        self.left[0][i * n + j] = left;
        self.left[1][j * n + i] = left;
    }

    /// Walks back through the parts of the best tree and notes its arcs.
    fn trace(&mut self, heads: &mut [u32]) {
        let n = self.n;
        while let Some((part, i, j)) = self.todo.pop() {
            if i == j {
                continue;
            }
            match part {
                Part::Right => {
                    let k = i
                        + 1
                        + split(
                            &self.arcs[0][i * n + i + 1..=i * n + j],
                            &self.right[1][j * n + i + 1..=j * n + j],
                        );
                    self.todo.extend([(Part::ArcRight, i, k), (Part::Right, k, j)]);
                }
                Part::Left => {
                    let k = i + split(
                        &self.left[0][i * n + i..i * n + j],
                        &self.arcs[1][j * n + i..j * n + j],
                    );
                    self.todo.extend([(Part::Left, i, k), (Part::ArcLeft, k, j)]);
                }
                Part::ArcRight | Part::ArcLeft => {
                    if matches!(part, Part::ArcRight) {
                        heads[j] = i as u32;
                    } else {
                        heads[i] = j as u32;
                    }
                    let k = i + split(
                        &self.right[0][i * n + i..i * n + j],
                        &self.left[1][j * n + i + 1..=j * n + j],
                    );
                    self.todo.extend([(Part::Right, i, k), (Part::Left, k + 1, j)]);
                }
            }
        }
    }
}

/// Fills the tables, from the shortest parts to the whole sentence.
struct Fill<'a> {
    decoder: &'a mut Decoder,
    scores: &'a [i32],
}

impl NullaryFnOnce for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let n = self.decoder.n;
        for length in 1..n {
            for i in 0..n - length {
                self.decoder.fill(self.scores, i, i + length);
            }
        }
    }
}

/// The highest sum of two numbers at one place.
#[inline(always)]
fn best(a: &[i32], b: &[i32]) -> i32 {
    a.iter().zip(b).fold(i32::MIN, |best, (a, b)| best.max(a + b))
}

/// The first place with the highest sum.
fn split(a: &[i32], b: &[i32]) -> usize {
    first_best(a.iter().zip(b).map(|(a, b)| a + b))
}

fn first_best(sums: impl Iterator<Item = i32>) -> usize {
    let mut found = (i32::MIN, 0);
    for (place, sum) in sums.enumerate() {
        if sum > found.0 {
            found = (sum, place);
        }
    }
    found.1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether heads make a projective tree with one root.
    fn is_tree(heads: &[u32]) -> bool {
        let n = heads.len();
        let up = |i: usize| (heads[i] != ROOT).then_some(heads[i] as usize);
        let reaches_root = |i: usize| {
            let mut at = i;
            (0..=n).any(|_| match up(at) {
                None => true,
                Some(head) => {
                    at = head;
                    false
                }
            })
        };
        let under = |mut i: usize, head: usize| {
            (0..=n).any(|_| {
                if i == head {
                    return true;
                }
                i = up(i).unwrap_or(i);
                false
            })
        };
        heads.iter().filter(|h| **h == ROOT).count() == 1
            && (0..n).all(reaches_root)
            && (0..n).all(|i| up(i).is_none_or(|h| (i.min(h) + 1..i.max(h)).all(|k| under(k, h))))
    }

    fn worth(scores: &[i32], heads: &[u32]) -> i32 {
        let n = heads.len();
        let column = |h: u32| if h == ROOT { n } else { h as usize };
        (0..n).map(|d| scores[d * (n + 1) + column(heads[d])]).sum()
    }

    /// Against all trees there are, for up to five words.
    #[test]
    fn no_tree_is_better() {
        let mut seed = 7_u64;
        let mut decoder = Decoder::default();
        let mut heads = Vec::new();
        for round in 0..60 {
            let n = round % 5 + 1;
            let scores: Vec<i32> = (0..n * (n + 1))
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (seed >> 40) as i32 % 1000 - 500
                })
                .collect();
            decoder.decode(Arch::new(), &scores, n, &mut heads);
            assert!(is_tree(&heads), "{heads:?}");
            let all = (0..(n + 1).pow(n as u32)).filter_map(|mut code| {
                let heads: Vec<u32> = (0..n)
                    .map(|_| {
                        let h = code % (n + 1);
                        code /= n + 1;
                        if h == n { ROOT } else { h as u32 }
                    })
                    .collect();
                let loops = heads.iter().enumerate().any(|(i, h)| *h as usize == i);
                (!loops && is_tree(&heads)).then(|| worth(&scores, &heads))
            });
            assert_eq!(Some(worth(&scores, &heads)), all.max());
        }
    }

    #[test]
    fn the_longest_sentence_stays_within_32_bits() {
        let n = LONGEST;
        let mut decoder = Decoder::default();
        let mut heads = Vec::new();
        for score in [BOUND, -BOUND] {
            decoder.decode(Arch::new(), &vec![score; n * (n + 1)], n, &mut heads);
            assert!(is_tree(&heads));
        }
    }
}
