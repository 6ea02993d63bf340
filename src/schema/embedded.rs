//! The files of `ontology/` that the program carries within it.

/// Lists files of `ontology/` with their texts.
macro_rules! embed {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../ontology/", $name)))),*]
    };
}

/// Each file's path within `ontology/`, and its text; `shapes.ttl` belongs to the stair `shape`.
pub(super) const FILES: &[(&str, &str)] = embed! {
    "core.ttl"
    "relations.ttl"
    "actors/contest-words.ttl"
    "actors/countries.ttl"
    "actors/given-names.ttl"
    "actors/groups.ttl"
    "actors/media.ttl"
    "actors/name-variants.ttl"
    "actors/nouns-business.ttl"
    "actors/nouns-documents.ttl"
    "actors/nouns-government.ttl"
    "actors/nouns-justice.ttl"
    "actors/nouns-media.ttl"
    "actors/nouns-military.ttl"
    "actors/nouns-places.ttl"
    "actors/nouns-rebels.ttl"
    "actors/nouns-society.ttl"
    "actors/nouns-titles.ttl"
    "actors/organizations.ttl"
    "actors/parties.ttl"
    "actors/peoples.ttl"
    "actors/places.ttl"
    "frames/accuse.ttl"
    "frames/agree.ttl"
    "frames/aid.ttl"
    "frames/appraise.ttl"
    "frames/assault.ttl"
    "frames/coerce.ttl"
    "frames/communication.ttl"
    "frames/concede.ttl"
    "frames/consult.ttl"
    "frames/cooperate.ttl"
    "frames/mobilize.ttl"
    "frames/operators.ttl"
    "frames/protest.ttl"
    "frames/reject.ttl"
    "frames/request.ttl"
    "frames/retreat.ttl"
    "frames/role.ttl"
    "frames/sanction.ttl"
    "frames/support.ttl"
    "frames/threaten.ttl"
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use walkdir::WalkDir;

    #[test]
    fn every_file_is_embedded() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology");
        let mut found: Vec<String> = WalkDir::new(&folder)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "ttl"))
            .map(|entry| entry.path().strip_prefix(&folder).unwrap().display().to_string())
            .filter(|name| name != "shapes.ttl")
            .collect();
        found.sort();
        let mut listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        listed.sort_unstable();
        assert_eq!(listed, found);
    }
}
