//! The examples of frames: `sentence => subject relation object (planned, negative); …`.

use super::fault::hint;
use super::index::Index;
use super::{Example, Expected, Modality, Polarity, RelationId, Seed};
use std::collections::HashMap;

/// Words behind a claim, each a modality or a polarity.
const MODALITIES: &[(&str, Modality)] = &[
    ("actual", Modality::Actual),
    ("planned", Modality::Planned),
    ("requested", Modality::Requested),
    ("possible", Modality::Possible),
    ("hypothetical", Modality::Hypothetical),
];
const POLARITIES: &[(&str, Polarity)] = &[("positive", Polarity::Positive), ("negative", Polarity::Negative)];

/// Reads an example; the error says what is wrong with it.
pub(super) fn parse(text: &str, relations: &HashMap<String, RelationId>) -> Result<Example, String> {
    let Some((sentence, claims)) = text.split_once("=>") else {
        return Err(format!(
            "no => in the example \"{text}\", write \"sentence => subject relation object\""
        ));
    };
    let claims = claims.split(';').map(|claim| expected(claim.trim(), relations));
    Ok(Example {
        text: sentence.trim().to_owned(),
        expected: claims.collect::<Result<_, _>>()?,
    })
}

fn expected(claim: &str, relations: &HashMap<String, RelationId>) -> Result<Expected, String> {
    let (claim, modality, polarity) = colour(claim)?;
    let words: Vec<&str> = claim.split_whitespace().collect();
    let inner = words.get(1..words.len().max(2) - 1).unwrap_or(&[]);
    if inner.is_empty() {
        return Err(format!(
            "too few words in \"{claim}\", write \"subject relation object\""
        ));
    }
    let Some(at) = inner.iter().position(|word| relations.contains_key(*word)) else {
        return Err(unknown_relation(claim, inner, relations));
    };
    Ok(Expected {
        subject: words[..=at].join(" "),
        relation: inner[at].to_owned(),
        object: words[at + 2..].join(" "),
        modality,
        polarity,
    })
}

/// Takes the brackets off the end of a claim.
fn colour(claim: &str) -> Result<(&str, Modality, Polarity), String> {
    let (mut modality, mut polarity) = (Modality::default(), Polarity::default());
    let Some((rest, words)) = claim.strip_suffix(')').and_then(|claim| claim.rsplit_once('(')) else {
        return Ok((claim, modality, polarity));
    };
    for word in words.split(',').map(str::trim) {
        if let Some((_, found)) = MODALITIES.iter().find(|(name, _)| *name == word) {
            modality = *found;
        } else if let Some((_, found)) = POLARITIES.iter().find(|(name, _)| *name == word) {
            polarity = *found;
        } else {
            let names = MODALITIES.iter().map(|(name, _)| *name);
            let names = names.chain(POLARITIES.iter().map(|(name, _)| *name));
            let hint = hint(word, names, "take a modality or a polarity");
            return Err(format!(
                "unknown word {word} in the brackets of \"{claim}\"{hint}"
            ));
        }
    }
    Ok((rest.trim(), modality, polarity))
}

/// Names the word that seems meant for a relation: the one most like one, else one in camel case.
fn unknown_relation(claim: &str, inner: &[&str], relations: &HashMap<String, RelationId>) -> String {
    let mut names: Vec<&str> = relations.keys().map(String::as_str).collect();
    names.sort_unstable();
    let guesses = inner.iter().map(|word| (word, hint(word, &names, "")));
    if let Some((word, hint)) = guesses.into_iter().find(|(_, hint)| hint.ends_with('?')) {
        return format!("unknown relation {word} in \"{claim}\"{hint}");
    }
    format!("no known relation in \"{claim}\", write \"subject relation object\" with a relation's name")
}

/// The first subject or object that does not stand in the sentence.
///
/// An actor known beforehand may stand there under any of its names, adjectives or its capital.
pub(super) fn stray<'a>(example: &'a Example, index: &Index, actors: &[Seed]) -> Option<&'a str> {
    let mut fillers = example
        .expected
        .iter()
        .flat_map(|claim| [&claim.subject, &claim.object]);
    fillers
        .find(|name| !stands(name, &example.text, index, actors))
        .map(String::as_str)
}

fn stands(name: &str, sentence: &str, index: &Index, actors: &[Seed]) -> bool {
    sentence.contains(name)
        || index.names(&super::normalise(name)).iter().any(|(id, _)| {
            let mut names = actors[id.0 as usize].names();
            names.any(|(name, _)| sentence.contains(name))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Example, String> {
        let relations = ["metWith", "visited"].map(|name| (name.to_owned(), RelationId(0)));
        parse(text, &HashMap::from(relations))
    }

    #[test]
    fn several_claims_with_colour() {
        let example = read("A. Smith will not visit New York or B. => A. Smith visited New York (planned, negative); A. Smith metWith B").unwrap();
        assert_eq!(example.text, "A. Smith will not visit New York or B.");
        assert_eq!(example.expected.len(), 2);
        assert_eq!(example.expected[0].subject, "A. Smith");
        assert_eq!(example.expected[0].object, "New York");
        assert_eq!(example.expected[0].modality, Modality::Planned);
        assert_eq!(example.expected[0].polarity, Polarity::Negative);
        assert_eq!(example.expected[1].polarity, Polarity::Positive);
    }

    #[test]
    fn faults_say_what_helps() {
        let fault = |text| read(text).unwrap_err();
        assert_eq!(
            fault("A met B."),
            "no => in the example \"A met B.\", write \"sentence => subject relation object\""
        );
        assert_eq!(
            fault("A met B. => A metWit B"),
            "unknown relation metWit in \"A metWit B\", did you mean metWith?"
        );
        assert_eq!(
            fault("A met B. => A foo B"),
            "no known relation in \"A foo B\", write \"subject relation object\" with a relation's name"
        );
        assert_eq!(
            fault("A met B. => A metWith"),
            "too few words in \"A metWith\", write \"subject relation object\""
        );
        assert_eq!(
            fault("A met B. => A metWith B (planed)"),
            "unknown word planed in the brackets of \"A metWith B (planed)\", did you mean planned?"
        );
    }
}
