//! The IRIs that the code calls by name.

/// Own terms.
pub const WW: &str = "https://w3id.org/whowhom/ontology#";
/// Open relations: a verb's lemma that no frame covers.
pub const OPEN: &str = "https://w3id.org/whowhom/open#";
/// Where instances live unless `--base` says otherwise.
pub const BASE: &str = "https://w3id.org/whowhom/";
