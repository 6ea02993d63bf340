//! Finds pronouns, and the words that stand for them in plural (`the two leaders` is a description).

use super::phrase::Phrase;
use super::{Kind, Mention};
use crate::syntax::Upos;

/// Appends the personal and possessive pronouns of a sentence.
pub(super) fn find(phrase: &Phrase<'_>, found: &mut Vec<Mention>) {
    for i in 0..phrase.len() {
        if phrase.tree.upos(i) == Upos::Pron && Sort::of(&phrase.forms[i]).is_some() {
            found.push(phrase.mention(i, i + 1, Kind::Pronoun));
        }
    }
}

/// What a pronoun asks of what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// `he`, `him`, `his`.
    Man,
    /// `she`, `her`.
    Woman,
    /// `it`, `its`.
    Thing,
    /// `they`, `them`, `their`.
    Several,
    /// `I`, `my`: whoever speaks.
    Speaker,
    /// `we`, `our`: whoever speaks, and others.
    Speakers,
    /// `you`, `your`: whoever is spoken to.
    Hearer,
}

impl Sort {
    /// The sort of a personal or possessive pronoun.
    #[must_use]
    pub fn of(form: &str) -> Option<Self> {
        Some(match form.to_ascii_lowercase().as_str() {
            "he" | "him" | "his" | "himself" => Self::Man,
            "she" | "her" | "hers" | "herself" => Self::Woman,
            "it" | "its" | "itself" => Self::Thing,
            "they" | "them" | "their" | "theirs" | "themselves" => Self::Several,
            "i" | "me" | "my" | "mine" | "myself" => Self::Speaker,
            "we" | "us" | "our" | "ours" | "ourselves" => Self::Speakers,
            "you" | "your" | "yours" | "yourself" | "yourselves" => Self::Hearer,
            _ => return None,
        })
    }
}
