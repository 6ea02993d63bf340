//! Light verbs: the verb that a noun's event is told with (`hold talks`).

use super::context::Context;
use super::en;
use super::lexicon::is_nominal;
use crate::clause::roles::preposition;
use crate::mention::At;
use crate::schema::FrameId;
use crate::syntax::Rel;

/// The light verb of which a noun is the object (`hold talks`) or the passive's subject.
pub(super) fn light_verb(context: &Context<'_>, at: At, frame: FrameId) -> Option<usize> {
    let tree = context.tree(at);
    let mut token = at.token as usize;
    // `hold a round of talks`, `launch a series of attacks`.
    while let Some(head) = tree
        .head(token)
        .filter(|h| tree.rel(token) == Rel::Nmod && en::is_part(tree.lemma(*h)))
    {
        token = head;
    }
    if let (Rel::Conj, Some(head)) = (tree.rel(token), tree.head(token)) {
        token = head;
    }
    // `airstrikes on X positions` read as one compound: a phrase within it shows that it is none.
    let inside = |h: usize| {
        tree.children(token)
            .any(|c| tree.rel(c) == Rel::Nmod && c > token && c < h)
    };
    if let Some(head) = tree
        .head(token)
        .filter(|&h| tree.rel(token) == Rel::Compound && inside(h))
    {
        token = head;
    }
    let verb = tree.head(token)?;
    let lemma = tree.lemma(verb).to_lowercase();
    let with = |word: &str| context.schema.is_light(frame, &format!("{lemma} {word}"));
    let particle = tree
        .children(verb)
        .any(|c| tree.rel(c) == Rel::CompoundPrt && with(tree.lemma(c)));
    let fits = match tree.rel(token) {
        Rel::Obj | Rel::NsubjPass => particle || context.schema.is_light(frame, &lemma),
        Rel::Obl => with(&preposition(tree, token)),
        Rel::Advcl | Rel::Xcomp | Rel::Ccomp | Rel::Iobj => {
            is_nominal(tree, token) && context.schema.is_light(frame, &lemma)
        }
        Rel::Acl | Rel::AclRelcl => false,
        Rel::Nsubj => {
            tree.children(verb).any(|c| tree.rel(c) == Rel::AuxPass) && context.schema.is_light(frame, &lemma)
        }
        _ => false,
    };
    fits.then_some(verb)
}
