//! The files of `ontology/` that the program carries within it.

/// Lists files of `ontology/` with their texts.
macro_rules! embed {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../ontology/", $name)))),*]
    };
}

/// Each file's path within `ontology/`, and its text; `shapes.ttl` belongs to the stair `shape`.
pub(super) const FILES: &[(&str, &str)] = embed! {};

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
