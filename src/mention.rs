//! Who and what is spoken of: mentions, and the chains of mentions of one thing.

use crate::schema::{ClassId, NounId, SeedId};
use crate::text::Span;

/// A token of a document: sentence and place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// Index of the sentence.
    pub sentence: u32,
    /// Index of the token in the sentence.
    pub token: u32,
}

/// How something is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// By its name.
    Name,
    /// By what it is or does (`the Syrian army`, `rebels`).
    Description,
    /// By a country's adjective (`Syrian`).
    Adjective,
    /// By a pronoun.
    Pronoun,
}

/// An index into [`Mentions::mentions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MentionId(pub u32);
/// An index into [`Mentions::chains`]: an actor as one document knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChainId(pub u32);

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its syntactic head.
    pub head: At,
    /// The words of name or description, titles left out.
    pub span: Span,
    /// How it is spoken of.
    pub kind: Kind,
    /// What it seems to be.
    pub class: Option<ClassId>,
    /// The role noun, of a description or of a title before a name.
    pub noun: Option<NounId>,
    /// The actor it belongs to; several where a plural stands for several actors.
    pub chains: Vec<ChainId>,
}

/// All mentions of one actor in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Fullest name in the document, or the description.
    pub name: String,
    /// Other names it has in the document, sorted.
    pub aliases: Vec<String>,
    /// Names it once had, sorted.
    pub former: Vec<String>,
    /// What it is.
    pub class: ClassId,
    /// Whether it has a name; else it is known by a description only.
    pub named: bool,
    /// The seed actor it is, if any.
    pub seed: Option<SeedId>,
    /// The country or body it belongs to (the army's country, the minister's).
    pub of: Option<ChainId>,
    /// Role noun that describes it.
    pub noun: Option<NounId>,
    /// Its mentions, in order of the text.
    pub mentions: Vec<MentionId>,
}

/// What stage 7 finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// In order of the text.
    pub mentions: Vec<Mention>,
    /// In order of their first mention.
    pub chains: Vec<Chain>,
}
