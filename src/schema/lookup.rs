//! What a [`Schema`] answers.

use super::compile;
use super::fault::Error;
use super::index::{NameMatch, NounMatch};
use super::name::Word;
use super::source::{Source, Sources};
use super::{
    Category, CategoryId, Class, ClassId, Construction, Frame, FrameId, Naming, Noun, NounId, Relation,
    RelationId, Schema, Seed, SeedId,
};
use std::iter;
use std::sync::LazyLock;

/// Loading.
impl Schema {
    /// The embedded ontology, compiled once.
    ///
    /// # Panics
    /// Where the embedded ontology has faults, which a test rules out.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Schema> = LazyLock::new(|| {
            Schema::load(&Sources::embedded())
                .unwrap_or_else(|error| panic!("the embedded ontology is tested to have no faults:\n{error}"))
        });
        &EMBEDDED
    }

    /// Reads and compiles these files.
    ///
    /// # Errors
    /// All faults of all files together, each with file, line and reason; faults of syntax, where
    /// there are any, come alone.
    pub fn load(sources: &Sources) -> Result<Self, Error> {
        Self::compile(sources.read()?)
    }

    /// Compiles these texts.
    ///
    /// # Errors
    /// As of [`Schema::load`].
    pub fn compile(sources: Vec<Source>) -> Result<Self, Error> {
        compile::compile(sources)
    }

    /// The Turtle that it was made of: name and text of each file, in order.
    pub fn turtle_sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sources
            .iter()
            .map(|source| (source.name.as_str(), source.text.as_ref()))
    }

    /// SHA-256 of the texts that it was made of, in hex digits; the files' names don't count.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// Things by id.
impl Schema {
    /// The class of that id.
    #[must_use]
    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.0 as usize]
    }

    /// The category of that id.
    #[must_use]
    pub fn category(&self, id: CategoryId) -> &Category {
        &self.categories[id.0 as usize]
    }

    /// The relation of that id.
    #[must_use]
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.0 as usize]
    }

    /// The frame of that id.
    #[must_use]
    pub fn frame(&self, id: FrameId) -> &Frame {
        &self.frames[id.0 as usize]
    }

    /// The role noun of that id.
    #[must_use]
    pub fn noun(&self, id: NounId) -> &Noun {
        &self.nouns[id.0 as usize]
    }

    /// The actor of that id.
    #[must_use]
    pub fn actor(&self, id: SeedId) -> &Seed {
        &self.actors[id.0 as usize]
    }
}

/// Things by name or IRI.
impl Schema {
    /// The class of that name (`Person`).
    #[must_use]
    pub fn class_named(&self, name: &str) -> Option<ClassId> {
        let at = self.classes.iter().position(|class| class.name == name)?;
        Some(ClassId(at as u16))
    }

    /// The category of that name (`CONSULT`).
    #[must_use]
    pub fn category_named(&self, name: &str) -> Option<CategoryId> {
        let at = self
            .categories
            .iter()
            .position(|category| category.name == name)?;
        Some(CategoryId(at as u16))
    }

    /// The relation of that name (`spokeWith`).
    #[must_use]
    pub fn relation_named(&self, name: &str) -> Option<RelationId> {
        self.relation_names.get(name).copied()
    }

    /// The relation of that IRI.
    #[must_use]
    pub fn relation_of_iri(&self, iri: &str) -> Option<RelationId> {
        let at = self
            .relations
            .binary_search_by(|relation| relation.iri.as_str().cmp(iri))
            .ok()?;
        Some(RelationId(at as u16))
    }

    /// The frame of that IRI.
    #[must_use]
    pub fn frame_of_iri(&self, iri: &str) -> Option<FrameId> {
        let at = self
            .frames
            .binary_search_by(|frame| frame.iri.as_str().cmp(iri))
            .ok()?;
        Some(FrameId(at as u32))
    }

    /// The actor of that IRI.
    #[must_use]
    pub fn actor_of_iri(&self, iri: &str) -> Option<SeedId> {
        let at = self
            .actors
            .binary_search_by(|actor| actor.iri.as_str().cmp(iri))
            .ok()?;
        Some(SeedId(at as u32))
    }
}

/// Classes and relations above others.
impl Schema {
    /// Whether `class` is `other` or lies below it.
    #[must_use]
    pub fn is_a(&self, class: ClassId, other: ClassId) -> bool {
        self.index.ancestry[class.0 as usize]
            .binary_search(&other)
            .is_ok()
    }

    /// Whether a domain or range lets in a `class`; an empty one lets in any.
    #[must_use]
    pub fn allows(&self, classes: &[ClassId], class: ClassId) -> bool {
        classes.is_empty() || classes.iter().any(|allowed| self.is_a(class, *allowed))
    }

    /// The relations that this one specialises, nearest first, without itself.
    pub fn ancestors(&self, id: RelationId) -> impl Iterator<Item = RelationId> {
        iter::successors(self.relation(id).parent, |id| self.relation(*id).parent)
    }

    /// The classes that a frame lets its agent have: its own, else its relation's domain; empty for any.
    #[must_use]
    pub fn agent_classes(&self, id: FrameId) -> &[ClassId] {
        let frame = self.frame(id);
        match frame.relation {
            Some(relation) if frame.agent_classes.is_empty() => &self.relation(relation).domain,
            _ => &frame.agent_classes,
        }
    }

    /// The classes that a frame lets its recipient have: its own, else its relation's range; empty for any.
    #[must_use]
    pub fn recipient_classes(&self, id: FrameId) -> &[ClassId] {
        let frame = self.frame(id);
        match frame.relation {
            Some(relation) if frame.recipient_classes.is_empty() => &self.relation(relation).range,
            _ => &frame.recipient_classes,
        }
    }
}

/// Frames by their words, the more specific first: by object words, by slots that must be filled,
/// by narrowness of classes, by depth of the relation, at last by IRI.
impl Schema {
    /// Frames of a verb: its lemma, with the particle behind a blank (`call off`).
    ///
    /// The verb without its particle is a look-up of its own, to be made second.
    #[must_use]
    pub fn frames_for_verb(&self, lemma: &str) -> &[FrameId] {
        self.index.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Frames of a noun: its lemma, or the plural form (`talks`), compounds with a blank (`phone call`).
    #[must_use]
    pub fn frames_for_noun(&self, lemma: &str) -> &[FrameId] {
        self.index.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Frames of an adjective's lemma.
    #[must_use]
    pub fn frames_for_adjective(&self, lemma: &str) -> &[FrameId] {
        self.index.adjectives.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Frames of a construction.
    #[must_use]
    pub fn frames_for_construction(&self, construction: Construction) -> &[FrameId] {
        self.index
            .constructions
            .get(&construction)
            .map_or(&[], Vec::as_slice)
    }

    /// Whether `verb` (a lemma) is a light verb of a frame's nouns: *hold* of *talks*.
    #[must_use]
    pub fn is_light(&self, frame: FrameId, verb: &str) -> bool {
        self.frame(frame).lights.iter().any(|light| light == verb)
    }

    /// The light verbs of all frames, sorted.
    #[must_use]
    pub fn light_verbs(&self) -> &[String] {
        &self.index.lights
    }
}

/// Actors and role nouns by their words.
impl Schema {
    /// The actors of that name, which is as [`super::normalise`] gives it; case is ignored.
    ///
    /// Names come first, then former names, adjectives, demonyms, capitals.
    #[must_use]
    pub fn names(&self, name: &str) -> &[(SeedId, Naming)] {
        self.index.names(name)
    }

    /// The longest known name with which `words` begin, with an eye on case (see [`super::words`]).
    ///
    /// ```
    /// use whowhom::schema::{Naming, Schema, words};
    /// let schema = Schema::embedded();
    /// let words = words("the United States");
    /// assert!(schema.longest_name(&words).is_none());
    /// ```
    #[must_use]
    pub fn longest_name(&self, words: &[Word]) -> Option<NameMatch<'_>> {
        self.index.longest_name(words)
    }

    /// The longest role noun with which `words` begin; each word is its form and its lemma, both as
    /// [`super::normalise`] gives them (`ministers`, `minister`).
    ///
    /// Each word of a compound may stand as form or lemma; a hyphenated token counts as one word.
    #[must_use]
    pub fn longest_role_noun<S: AsRef<str>>(&self, words: &[(S, S)]) -> Option<NounMatch<'_>> {
        self.index.longest_noun(words)
    }
}

impl Seed {
    /// All its names, each with the reading that it is: label, aliases, former names, adjectives,
    /// demonyms, capital.
    pub fn names(&self) -> impl Iterator<Item = (&str, Naming)> {
        let label = iter::once((self.label.as_str(), Naming::Name));
        label
            .chain(self.aliases.iter().map(|name| (name.as_str(), Naming::Name)))
            .chain(self.former.iter().map(|name| (name.as_str(), Naming::Former)))
            .chain(
                self.adjectives
                    .iter()
                    .map(|name| (name.as_str(), Naming::Adjective)),
            )
            .chain(self.demonyms.iter().map(|name| (name.as_str(), Naming::Demonym)))
            .chain(self.capitals.iter().map(|name| (name.as_str(), Naming::Capital)))
    }
}
