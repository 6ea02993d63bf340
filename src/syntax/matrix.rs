//! Linear maps in whole numbers: the same bits on every machine, and many products an instruction.
//!
//! An input number is held in 16 bits in units of 1/1024; a weight in 8 bits in units of its row.
//! Products and sums are exact in 32 bits for up to 512 inputs, so their order doesn't matter.

#![expect(
    clippy::inline_always,
    reason = "what is called in loops that are compiled for wider registers must stand in them"
)]

use pulp::Arch;

/// Input numbers per unit.
pub(crate) const UNIT: f32 = 1024.0;
/// Outputs computed side by side.
const LANES: usize = 8;

/// Puts numbers into units of 1/1024, in place of those held; beyond ±31.9 they stay at the bound.
#[inline(always)]
pub(crate) fn to_fixed(from: &[f32], to: &mut [i16]) {
    for (fixed, x) in to.iter_mut().zip(from) {
        *fixed = round(*x, UNIT, 32_700.0);
    }
}

/// A number in units of 1/`unit`, rounded; beyond ±`bound` units it stays at the bound.
#[inline(always)]
pub(crate) fn round(x: f32, unit: f32, bound: f32) -> i16 {
    let bounded = (x * unit).clamp(-bound, bound);
    (bounded + super::smooth::ROUNDER).to_bits() as i16
}

/// A linear map with what is added to each output.
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    /// Numbers in; even.
    pub inputs: usize,
    /// Numbers out.
    pub outputs: usize,
    /// Weights of eight outputs side by side: for each pair of inputs, the pair of each output.
    weights: Vec<i8>,
    /// Worth of one unit of each output's sum.
    scales: Vec<f32>,
    /// Added to each output.
    biases: Vec<f32>,
}

impl Matrix {
    /// A map from its rows, one an output: a weight a byte, with the worth of a row's unit.
    pub(crate) fn new(inputs: usize, rows: &[u8], scales: Vec<f32>, biases: Vec<f32>) -> Self {
        let outputs = biases.len();
        let padded = outputs.next_multiple_of(LANES);
        let mut weights = vec![0_i8; padded * inputs];
        for (output, row) in rows.chunks_exact(inputs).enumerate() {
            let (block, lane) = (output / LANES, output % LANES);
            for (input, weight) in row.iter().enumerate() {
                let at = (block * inputs / 2 + input / 2) * 2 * LANES + 2 * lane + input % 2;
                weights[at] = weight.cast_signed();
            }
        }
        let pad = |mut v: Vec<f32>| {
            v.resize(padded, 0.0);
            v
        };
        Self {
            inputs,
            outputs,
            weights,
            scales: pad(scales.into_iter().map(|s| s / UNIT).collect()),
            biases: pad(biases),
        }
    }

    /// Distance of two words' outputs in [`Matrix::apply`]'s result: the outputs, rounded up to eight.
    pub(crate) const fn stride(&self) -> usize {
        self.outputs.next_multiple_of(LANES)
    }

    /// Maps `n` words, whose inputs stand one after the other; the outputs replace those held.
    pub(crate) fn apply(&self, arch: Arch, x: &[i16], out: &mut Vec<f32>) {
        let n = x.len() / self.inputs;
        out.resize(n * self.stride(), 0.0);
        let product = Product { map: self, x, out, n };
        match arch {
            #[cfg(target_arch = "x86_64")]
            Arch::V3(simd) => simd.vectorize_product(product),
            _ => product.plain(),
        }
    }
}

/// One multiplication.
struct Product<'a> {
    map: &'a Matrix,
    x: &'a [i16],
    out: &'a mut [f32],
    n: usize,
}

impl Product<'_> {
    /// The outputs one block of eight after the other, as any machine can.
    fn plain(self) {
        let pairs = self.map.inputs / 2;
        let stride = self.map.stride();
        for (block, weights) in self.map.weights.chunks_exact(pairs * 2 * LANES).enumerate() {
            for (word, x) in self.x.chunks_exact(self.map.inputs).enumerate() {
                let mut sums = [0_i32; LANES];
                for (pair, weights) in x.chunks_exact(2).zip(weights.chunks_exact(2 * LANES)) {
                    for (sum, weight) in sums.iter_mut().zip(weights.chunks_exact(2)) {
                        *sum += i32::from(pair[0]) * i32::from(weight[0])
                            + i32::from(pair[1]) * i32::from(weight[1]);
                    }
                }
                self.map.finish(sums, block, &mut self.out[word * stride..]);
            }
        }
    }
}

impl Matrix {
    /// Sums of one block of a word as numbers.
    #[inline(always)]
    fn finish(&self, sums: [i32; LANES], block: usize, word: &mut [f32]) {
        let range = block * LANES..(block + 1) * LANES;
        let (scales, biases) = (&self.scales[range.clone()], &self.biases[range.clone()]);
        let out = &mut word[range];
        for lane in 0..LANES {
            out[lane] = sums[lane] as f32 * scales[lane] + biases[lane];
        }
    }
}

/// The same with AVX2: sixteen products an instruction, several words and blocks at once.
#[cfg(target_arch = "x86_64")]
mod avx2 {
    use super::{LANES, Product};
    use pulp::x86::V3;
    use pulp::{NullaryFnOnce, Simd};
    use std::arch::x86_64::__m256i;

    /// Blocks of eight outputs taken together.
    const BLOCKS: usize = 2;

    pub(super) trait Vectorize {
        fn vectorize_product(self, product: Product<'_>);
    }

    impl Vectorize for V3 {
        fn vectorize_product(self, product: Product<'_>) {
            Simd::vectorize(self, Tiles { simd: self, product });
        }
    }

    struct Tiles<'a> {
        simd: V3,
        product: Product<'a>,
    }

    impl NullaryFnOnce for Tiles<'_> {
        type Output = ();

        #[inline(always)]
        fn call(mut self) {
            let blocks = self.product.map.stride() / LANES;
            let mut block = 0;
            while block + BLOCKS <= blocks {
                self.words::<BLOCKS>(block);
                block += BLOCKS;
            }
            while block < blocks {
                self.words::<1>(block);
                block += 1;
            }
        }
    }

    impl Tiles<'_> {
        /// All words with some blocks: six words at a time, then those that are left.
        #[inline(always)]
        fn words<const B: usize>(&mut self, block: usize) {
            let mut word = 0;
            while word + 6 <= self.product.n {
                self.tile::<6, B>(word, block);
                word += 6;
            }
            while word + 2 <= self.product.n {
                self.tile::<2, B>(word, block);
                word += 2;
            }
            if word < self.product.n {
                self.tile::<1, B>(word, block);
            }
        }

        /// `W` words with `B` blocks; the sums stay in registers.
        #[inline(always)]
        fn tile<const W: usize, const B: usize>(&mut self, word: usize, block: usize) {
            let map = self.product.map;
            let pairs = map.inputs / 2;
            let (x, _) = self.product.x.as_chunks::<2>();
            let (weights, _) = map.weights.as_chunks::<{ 2 * LANES }>();
            let x: [&[[i16; 2]]; W] = std::array::from_fn(|w| &x[(word + w) * pairs..][..pairs]);
            let weights: [&[[i8; 2 * LANES]]; B] =
                std::array::from_fn(|b| &weights[(block + b) * pairs..][..pairs]);
            let zero: __m256i = pulp::cast([0_i32; LANES]);
            let mut sums = [[zero; B]; W];
            let avx2 = self.simd.avx2;
            for pair in 0..pairs {
                let weights: [__m256i; B] =
                    std::array::from_fn(|b| avx2._mm256_cvtepi8_epi16(pulp::cast(weights[b][pair])));
                for w in 0..W {
                    let both: i32 = pulp::cast(x[w][pair]);
                    let both: __m256i = pulp::cast([both; LANES]);
                    for b in 0..B {
                        let products = avx2._mm256_madd_epi16(both, weights[b]);
                        sums[w][b] = avx2._mm256_add_epi32(sums[w][b], products);
                    }
                }
            }
            let stride = map.stride();
            for (w, sums) in sums.iter().enumerate() {
                let out = &mut self.product.out[(word + w) * stride..(word + w + 1) * stride];
                for (b, sums) in sums.iter().enumerate() {
                    map.finish(pulp::cast(*sums), block + b, out);
                }
            }
        }
    }
}
#[cfg(target_arch = "x86_64")]
use avx2::Vectorize as _;

#[cfg(test)]
mod tests {
    use super::*;

    /// Every path gives what the plain sum of products gives, to the last bit.
    #[test]
    fn all_paths_agree() {
        for (n, inputs, outputs) in [(1, 16, 1), (7, 32, 23), (13, 64, 40), (6, 16, 8), (0, 16, 8)] {
            let byte = |i: usize| (i.wrapping_mul(2_654_435_761) >> 7) as u8;
            let rows: Vec<u8> = (0..inputs * outputs).map(byte).collect();
            let x: Vec<i16> = (0..n * inputs)
                .map(|i| i16::from(byte(i + 5)) * 100 - 9000)
                .collect();
            let scales: Vec<f32> = (0..outputs).map(|i| 0.5 + i as f32).collect();
            let biases: Vec<f32> = (0..outputs).map(|i| i as f32 - 3.0).collect();
            let map = Matrix::new(inputs, &rows, scales.clone(), biases.clone());
            let mut out = Vec::new();
            map.apply(Arch::new(), &x, &mut out);
            let mut plain = vec![0.0; n * map.stride()];
            Product {
                map: &map,
                x: &x,
                out: &mut plain,
                n,
            }
            .plain();
            assert_eq!(out, plain);
            for word in 0..n {
                for output in 0..outputs {
                    let row = &rows[output * inputs..(output + 1) * inputs];
                    let sum: i32 = row
                        .iter()
                        .zip(&x[word * inputs..])
                        .map(|(w, x)| i32::from(w.cast_signed()) * i32::from(*x))
                        .sum();
                    let expected = sum as f32 * (scales[output] / UNIT) + biases[output];
                    assert_eq!(out[word * map.stride() + output].to_bits(), expected.to_bits());
                }
            }
        }
    }

    #[test]
    fn numbers_round_to_the_nearest_unit_and_stay_in_bounds() {
        let mut fixed = [0; 5];
        to_fixed(&[0.0, 1.0, -0.0015, 1e9, -1e9], &mut fixed);
        assert_eq!(fixed, [0, 1024, -2, 32_700, -32_700]);
    }
}
