//! Who and what is spoken of: mentions, and the chains of mentions of one thing.
//!
//! Input: text, sentences and trees of one document, and the [`Schema`].
//! Output: [`Mentions`]: names apart from their titles, descriptions by role nouns, country adjectives,
//! pronouns; and the [`Chain`]s that say which of them are one actor.

mod agree;
mod chain;
mod describe;
mod half;
mod name;
mod nominal;
mod phrase;
mod pronoun;
mod sense;
mod sequence;
#[cfg(feature = "train")]
pub mod train;

use crate::schema::{ClassId, NounId, Schema, SeedId};
use crate::syntax::{Model, Tree};
use crate::text::Span;
use crate::token::Sentence;
use phrase::Phrase;
pub use pronoun::Sort as PronounSort;
use std::collections::HashMap;

/// A token of a document: sentence and place in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// Index of the sentence.
    pub sentence: u32,
    /// Index of the token in the sentence.
    pub token: u32,
}

impl At {
    /// The token `token` of sentence `sentence`.
    #[must_use]
    pub const fn new(sentence: usize, token: usize) -> Self {
        Self {
            sentence: sentence as u32,
            token: token as u32,
        }
    }
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

/// What a name is a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameType {
    /// A person.
    Per,
    /// A place, a country.
    Loc,
    /// An organisation, of whatever sort.
    Org,
}

impl NameType {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Per, Self::Loc, Self::Org];
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
    /// First and last token, as places in the sentence of `head`; the last is exclusive.
    pub tokens: (u32, u32),
    /// How it is spoken of.
    pub kind: Kind,
    /// What it seems to be.
    pub class: Option<ClassId>,
    /// What the sequence model takes a name for.
    pub sort: Option<NameType>,
    /// The known actor, where the name finder has found one.
    pub seed: Option<SeedId>,
    /// What the name stands for where that is not the known actor of that name: the team of a country, say.
    pub sense: Option<ClassId>,
    /// The role noun, of a description or of a title before a name.
    pub noun: Option<NounId>,
    /// The words of the title before or beside a name (`Prime Minister`).
    pub title: Option<Span>,
    /// The mention of the country or body that it belongs to (`Iraqi` Prime Minister).
    pub of: Option<MentionId>,
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
    /// Other names that the document says it is known by, sorted.
    pub known_as: Vec<String>,
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
    /// Whether nothing speaks against its holding the office of its role noun, alone and now (`a mayor`, `former`).
    pub incumbent: bool,
    /// Its mentions, in order of the text.
    pub mentions: Vec<MentionId>,
}

/// Where something that is no actor is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spot {
    /// By a noun.
    Noun(At),
    /// By a pronoun.
    Pronoun(MentionId),
}

/// What stage 7 finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// In order of the text.
    pub mentions: Vec<Mention>,
    /// In order of their first mention.
    pub chains: Vec<Chain>,
    /// What is spoken of more than once and is no known actor: things, and who speaks where nobody says who.
    pub things: Vec<Vec<Spot>>,
}

impl Mentions {
    /// The mention of that number.
    #[must_use]
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.0 as usize]
    }

    /// The chain of that number.
    #[must_use]
    pub fn chain(&self, id: ChainId) -> &Chain {
        &self.chains[id.0 as usize]
    }

    /// Mentions by the token that heads them; of several the longest.
    #[must_use]
    pub fn by_head(&self) -> HashMap<At, MentionId> {
        let mut heads: HashMap<At, MentionId> = HashMap::new();
        for (i, mention) in self.mentions.iter().enumerate() {
            let id = MentionId(i as u32);
            let held = heads.entry(mention.head).or_insert(id);
            if self.mention(*held).span.len() < mention.span.len() {
                *held = id;
            }
        }
        heads
    }
}

/// What the stage reads.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    pub words: &'a str,
    pub sentences: &'a [Sentence],
    pub trees: &'a [Tree],
    pub schema: &'a Schema,
}

/// Whether the weights for names of a model can be read; a model may have none, and then rules alone find names.
#[must_use]
pub fn knows_names_of(model: &Model) -> bool {
    model.names.is_empty() || sequence::is_sound(&model.names)
}

/// Finds mentions and chains.
///
/// ```
/// use whowhom::{mention, reading::Reader, schema::Schema, syntax::Model};
/// let (schema, model) = (Schema::embedded(), Model::english());
/// let text = "Iraqi Prime Minister Mohammed Shia Al-Sudani met Lavrov. Al-Sudani left.";
/// let mentions = Reader::new(schema, &model).read_text(text).mentions;
/// assert_eq!(mentions.chains.iter().filter(|c| c.name.ends_with("Al-Sudani")).count(), 1);
/// ```
#[must_use]
pub fn find(text: &str, sentences: &[Sentence], trees: &[Tree], schema: &Schema, model: &Model) -> Mentions {
    let text = Text {
        words: text,
        sentences,
        trees,
        schema,
    };
    let finder = sequence::Finder::new(text, model);
    let mut found: Vec<Mention> = Vec::new();
    let mut halves = half::Halves::default();
    for sentence in 0..sentences.len() {
        let mut phrase = Phrase::new(text, sentence);
        if let Some(finder) = &finder {
            finder.mark(&mut phrase);
        }
        let from = found.len();
        name::find(&phrase, &mut found);
        halves.find(&phrase, from, &mut found);
        agree::settle(&phrase, from, &mut found);
        describe::find(&phrase, from, &mut found);
        pronoun::find(&phrase, &mut found);
        found[from..].sort_by_key(|m| (m.span.start, m.span.end));
        sense::settle(&phrase, from, &mut found);
        phrase::relate(&phrase, from, &mut found);
    }
    chain::build(text, found)
}
