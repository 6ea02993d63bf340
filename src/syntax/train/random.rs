//! Pseudo-random numbers from a seed (`SplitMix64`, Steele et al. 2014): the same on every machine.

/// A generator.
#[derive(Clone, Debug)]
pub(super) struct Random(pub u64);

impl Random {
    /// The next 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to 1, without 1.
    pub(super) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// Nearly normal, with mean 0 and deviation 1: the sum of twelve even numbers.
    pub(super) fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.unit()).sum::<f32>() - 6.0
    }

    /// Puts things into a random order.
    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        for i in (1..things.len()).rev() {
            things.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }

    /// A mask of dropout: 0 with probability `p`, else what keeps the mean.
    pub(super) fn mask(&mut self, p: f32, n: usize, mask: &mut Vec<f32>) {
        mask.clear();
        let (keep, bound) = (1.0 / (1.0 - p), (p * 65_536.0) as u64);
        while mask.len() < n {
            let bits = self.next();
            for k in 0..4.min(n - mask.len()) {
                mask.push(if (bits >> (16 * k)) & 0xFFFF < bound {
                    0.0
                } else {
                    keep
                });
            }
        }
    }
}
