//! Lists of names that the model was trained with: cities, given names and the like.
//!
//! A list is the sorted 32-bit fingerprints of its names, four bytes each.

use super::feature::{hash_name, hash_word};

/// The lists, in the order of the section.
pub(crate) const LISTS: [&str; 9] = [
    "city-metropolis",
    "city-large",
    "city-middle",
    "country",
    "region",
    "given",
    "family",
    "small",
    "small-often",
];
/// Where [`LISTS`] has given names and family names.
pub(super) const GIVEN: usize = 5;
pub(super) const FAMILY: usize = 6;
/// Words that the training data has in small letters, and often so.
pub(crate) const SEEN: [usize; 2] = [7, 8];
/// Lists of places come first.
pub(super) const PLACES: usize = GIVEN;

/// All lists, read where they lie.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists<'m>([&'m [[u8; 4]]; LISTS.len()]);

impl<'m> Lists<'m> {
    /// Reads lists of these lengths, and gives what follows them.
    pub(crate) fn new(bytes: &'m [u8], lengths: &[usize]) -> Option<(Self, &'m [u8])> {
        let mut lists = Self::default();
        let mut rest = bytes;
        for (list, length) in lists.0.iter_mut().zip(lengths) {
            let (own, behind) = rest.split_at_checked(length.checked_mul(4)?)?;
            (*list, rest) = (own.as_chunks().0, behind);
        }
        Some((lists, rest))
    }

    /// Whether the training data has a word in small letters.
    pub(crate) fn knows_small(&self, word: &str) -> bool {
        self.has(SEEN[0], hash_name(std::iter::once(hash_word(word))))
    }

    /// Whether a list has the name with this hash.
    pub(super) fn has(&self, list: usize, hash: u64) -> bool {
        let wanted = (hash >> 32) as u32;
        let found = self.0[list].binary_search_by_key(&wanted, |print| u32::from_le_bytes(*print));
        found.is_ok()
    }
}
