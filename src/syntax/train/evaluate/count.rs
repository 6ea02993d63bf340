//! How many things are right, of how many.

use std::ops::AddAssign;

/// How many units both analyses have, and each of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Units that are right.
    pub right: usize,
    /// Units of the treebank.
    pub gold: usize,
    /// Units that were found.
    pub system: usize,
}

impl Count {
    /// Share of the found units that are right, in per cent; 0 where there are none.
    #[must_use]
    pub fn precision(self) -> f64 {
        percent(self.right, self.system)
    }

    /// Share of the treebank's units that were found rightly, in per cent; 0 where there are none.
    #[must_use]
    pub fn recall(self) -> f64 {
        percent(self.right, self.gold)
    }

    /// Harmonic mean of precision and recall, in per cent; 0 where there are no units.
    #[must_use]
    pub fn f1(self) -> f64 {
        percent(2 * self.right, self.gold + self.system)
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.gold += other.gold;
        self.system += other.system;
    }
}

/// A share in per cent; 0 of nothing is 0.
#[must_use]
pub fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
