//! Hashing of words and of features made from them.

/// Mixes one more value into a hash.
#[inline]
#[must_use]
pub(crate) const fn mix(hash: u64, value: u64) -> u64 {
    let h = (hash ^ value).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    h ^ (h >> 32)
}

/// The hash of a sequence of characters, as seen.
#[inline]
pub(crate) fn chars(seed: u64, characters: impl Iterator<Item = char>) -> u64 {
    characters.fold(seed, |hash, c| mix(hash, c as u64))
}
