//! The arguments of a verb, wherever the tree has put them: passives, shared and controlled
//! subjects, participles, relative clauses.

use super::en;
use crate::syntax::{Rel, Tree, Upos};

/// The tokens that fill the places of one predicate; coordination is not yet unfolded.
#[derive(Clone, Debug, Default)]
pub(super) struct Arguments {
    /// Logical subject.
    pub subject: Option<usize>,
    /// Logical object.
    pub object: Option<usize>,
    /// Indirect object.
    pub indirect: Option<usize>,
    /// Obliques with their prepositions (lower case, several words joined by blanks).
    pub obliques: Vec<(String, usize)>,
    /// Clauses that complete it.
    pub complements: Vec<usize>,
    /// Whether the verb is passive.
    pub passive: bool,
}

/// How far shared subjects are followed.
const DEPTH: usize = 6;

/// The prepositions of a nominal or clause: `case` or `mark` children with what is fixed to them.
pub(super) fn preposition(tree: &Tree, i: usize) -> String {
    let mut words = String::new();
    let first = tree
        .children(i)
        .filter(|&c| c < i && matches!(tree.rel(c), Rel::Compound | Rel::Flat | Rel::NmodDesc | Rel::Amod));
    // The parser sometimes hangs the preposition on the first word of the name.
    let inside: Vec<usize> = first
        .flat_map(|f| {
            tree.children(f)
                .filter(move |&c| c < f && tree.rel(c) == Rel::Case)
        })
        .collect();
    let own = tree
        .children(i)
        .filter(|&c| matches!(tree.rel(c), Rel::Case | Rel::Mark));
    for c in own.chain(inside) {
        if matches!(tree.xpos(c), "POS") {
            continue;
        }
        for word in std::iter::once(c).chain(tree.children(c).filter(|&f| tree.rel(f) == Rel::Fixed)) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(match tree.lemma(word) {
                "accord" => "according",
                "include" => "including",
                lemma => lemma,
            });
        }
    }
    words
}

/// Whether a token is a verb in the passive.
pub(super) fn is_passive(tree: &Tree, v: usize) -> bool {
    if tree
        .children(v)
        .any(|c| matches!(tree.rel(c), Rel::NsubjPass | Rel::AuxPass | Rel::CsubjPass))
    {
        return true;
    }
    let bare = tree.children(v).all(|c| !matches!(tree.rel(c), Rel::Aux));
    let by = tree.children(v).any(|c| tree.rel(c) == Rel::OblAgent);
    let object = tree.child(v, &[Rel::Obj]).is_some() && !by;
    tree.xpos(v) == "VBN" && bare && !object && matches!(tree.rel(v), Rel::Acl | Rel::Advcl | Rel::Amod)
        || tree.xpos(v) == "VBN"
            && bare
            && tree.rel(v) == Rel::Conj
            && tree.head(v).is_some_and(|h| is_passive(tree, h))
}

/// The subject on the surface, also one shared with or controlled by another verb.
fn surface_subject(tree: &Tree, v: usize, depth: usize) -> Option<usize> {
    let own = tree
        .children(v)
        .find(|&c| matches!(tree.rel(c), Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter));
    if own.is_some() || depth == 0 {
        return own;
    }
    let head = tree.head(v)?;
    match tree.rel(v) {
        Rel::Conj => surface_subject(tree, head, depth - 1).or_else(|| participle_subject(tree, head)),
        // `recognised the need to redeploy` is sometimes parsed so; a need does nothing itself.
        Rel::Xcomp => tree
            .child(head, &[Rel::Obj, Rel::Iobj])
            .or_else(|| addressee(tree, head, v).filter(|_| infinitive(tree, v)))
            .filter(|&o| !(infinitive(tree, v) && en::is_intent(tree.lemma(o))))
            .or_else(|| surface_subject(tree, head, depth - 1))
            .or_else(|| participle_subject(tree, head)),
        Rel::Advcl if tree.upos(head) == Upos::Verb || tree.child(head, &[Rel::Cop]).is_some() => {
            let object = tree.child(head, &[Rel::Obj]);
            // `expressed X's readiness to help`: the infinitive belongs to the noun and its possessor.
            let possessor = object.filter(|&o| o > head && o < v && infinitive(tree, v));
            let possessor = possessor.and_then(|o| tree.child(o, &[Rel::NmodPoss]));
            if possessor.is_some_and(|p| tree.upos(p) == Upos::Propn) {
                return possessor;
            }
            let purpose = tree
                .children(v)
                .any(|c| tree.rel(c) == Rel::Mark && tree.lemma(c) == "to");
            // `asked Russia to use …` is sometimes parsed as an adverbial clause, `prevented Russia from using …`
            // always; `appealed to Russia to use …` has no object.
            // (so are `accused X of using …`, `criticised X for using …`, `warned X against using …`).
            let done = is_gerund(tree, v)
                && match preposition(tree, v).as_str() {
                    "from" | "of" | "against" | "into" => true,
                    "for" | "with" => {
                        object.is_some_and(|o| matches!(tree.upos(o), Upos::Propn | Upos::Pron))
                    }
                    _ => false,
                };
            let addressee = addressee(tree, head, v).filter(|_| purpose);
            addressee
                .or_else(|| object.filter(|_| purpose && is_asking(tree, head) || done))
                .or_else(|| surface_subject(tree, head, depth - 1))
                .or_else(|| participle_subject(tree, head))
        }
        // `plans to attack` with the infinitive on a verb.
        Rel::Acl if infinitive(tree, v) && tree.upos(head) == Upos::Verb => {
            surface_subject(tree, head, depth - 1)
        }
        Rel::Acl if infinitive(tree, v) || is_gerund(tree, v) => holder(tree, head, depth - 1),
        // `is due to meet X`, `denied having met X`, and gerunds that are read as nouns: `ruled out meeting X`.
        Rel::Ccomp if infinitive(tree, v) || is_participial(tree, v) => {
            surface_subject(tree, head, depth - 1)
        }
        Rel::Obl | Rel::Obj if infinitive(tree, v) || is_noun_gerund(tree, v) => {
            surface_subject(tree, head, depth - 1)
        }
        Rel::Parataxis if tree.children(v).any(|c| tree.rel(c) == Rel::Aux) => {
            surface_subject(tree, head, depth - 1).or_else(|| participle_subject(tree, head))
        }
        _ => participle_subject(tree, v),
    }
}

/// Whom `called on X to …` and `appealed to X to …` ask.
fn addressee(tree: &Tree, head: usize, v: usize) -> Option<usize> {
    let prepositions: &[&str] = match tree.lemma(head) {
        "call" => &["on", "upon"],
        "appeal" | "plead" => &["to", "with"],
        "demand" | "request" => &["of", "from"],
        _ => return None,
    };
    let asked = |c: &usize| {
        *c > head
            && *c < v
            && tree.rel(*c).is_oblique()
            && prepositions.contains(&preposition(tree, *c).as_str())
    };
    tree.children(head).find(asked)
}

/// Verbs whose object does what the infinitive says, also where the tree has it as an adverbial.
fn is_asking(tree: &Tree, v: usize) -> bool {
    matches!(
        tree.lemma(v),
        "ask"
            | "urge"
            | "call"
            | "press"
            | "tell"
            | "order"
            | "force"
            | "help"
            | "allow"
            | "invite"
            | "require"
            | "want"
            | "warn"
            | "push"
            | "pressure"
            | "appeal"
            | "plead"
            | "beg"
            | "implore"
            | "advise"
            | "encourage"
            | "command"
            | "instruct"
    )
}

/// The noun that a participle or relative clause hangs on.
fn participle_subject(tree: &Tree, v: usize) -> Option<usize> {
    match tree.rel(v) {
        Rel::Acl if !infinitive(tree, v) => tree.head(v),
        Rel::AclRelcl if !has_relative(tree, v) && !has_own_subject(tree, v) => tree.head(v),
        _ => None,
    }
}

/// A clause in *-ing* with a preposition before it (`a policy of turning away boats`).
fn is_gerund(tree: &Tree, v: usize) -> bool {
    tree.xpos(v) == "VBG"
        && tree
            .children(v)
            .any(|c| matches!(tree.rel(c), Rel::Mark | Rel::Case) && c < v)
}

/// A clause without a subject in *-ing*, or with *having*.
fn is_participial(tree: &Tree, v: usize) -> bool {
    tree.xpos(v) == "VBG"
        || tree
            .children(v)
            .any(|c| tree.rel(c) == Rel::Aux && tree.lemma(c) == "have" && tree.xpos(c) == "VBG")
}

/// A gerund with an object that is tagged as a noun (`succeeded in meeting X`).
fn is_noun_gerund(tree: &Tree, v: usize) -> bool {
    tree.upos(v) == Upos::Noun && tree.lemma(v).ends_with("ing") && tree.child(v, &[Rel::Obj]).is_some()
}

/// Whether a verb is an infinitive with *to*.
pub(super) fn infinitive(tree: &Tree, v: usize) -> bool {
    tree.children(v)
        .any(|c| tree.rel(c) == Rel::Mark && tree.lemma(c) == "to")
}

fn has_own_subject(tree: &Tree, v: usize) -> bool {
    tree.children(v).any(|c| tree.rel(c).is_subject())
}

fn has_relative(tree: &Tree, v: usize) -> bool {
    tree.children(v)
        .any(|c| is_relative(tree, c) || tree.children(c).any(|d| is_relative(tree, d)))
}

/// A relative pronoun.
pub(super) fn is_relative(tree: &Tree, i: usize) -> bool {
    tree.upos(i) == Upos::Pron && matches!(tree.xpos(i), "WDT" | "WP" | "WP$") || tree.has(i, "PronType=Rel")
}

/// Who has the plan or the wish that an infinitive completes: its possessor, or the subject above.
fn holder(tree: &Tree, noun: usize, depth: usize) -> Option<usize> {
    if let Some(possessor) = tree.child(noun, &[Rel::NmodPoss]) {
        return Some(possessor);
    }
    let verb = tree.head(noun)?;
    match tree.rel(noun) {
        Rel::Obj | Rel::Obl | Rel::Xcomp => surface_subject(tree, verb, depth),
        _ => None,
    }
}

/// The arguments of a verb or predicative adjective or noun.
pub(super) fn arguments(tree: &Tree, v: usize) -> Arguments {
    let mut found = Arguments {
        passive: is_passive(tree, v),
        ..Arguments::default()
    };
    let surface = surface_subject(tree, v, DEPTH);
    for c in tree.children(v) {
        match tree.rel(c) {
            Rel::Obj => match preposition(tree, c) {
                words if words.is_empty() || found.object.is_some() => {
                    found.object = found.object.or(Some(c));
                }
                words => found.obliques.push((words, c)),
            },
            Rel::Iobj => found.indirect = Some(c),
            Rel::OblAgent => found.obliques.push(("by".to_owned(), c)),
            rel if rel.is_oblique() || rel == Rel::Nmod => {
                let preposition = preposition(tree, c);
                if !preposition.is_empty() {
                    found.obliques.push((preposition, c));
                }
            }
            Rel::Ccomp | Rel::Xcomp | Rel::Csubj => found.complements.push(c),
            _ => (),
        }
    }
    if found.passive {
        found.object = found.object.or(surface).or_else(|| passive_object(tree, v));
        found.subject = found
            .obliques
            .iter()
            .find(|(p, _)| p == "by")
            .map(|(_, t)| *t)
            .or_else(|| low_agent(tree, v));
    } else {
        found.subject = surface;
        found.object = found
            .object
            .or_else(|| gap_object(tree, v, &found))
            .or_else(|| shared_object(tree, v))
            .or_else(|| misread_object(tree, v));
    }
    found
}

/// The agent of a passive that hangs on a noun before it (`were airlifted to Vanuatu by Australia`).
fn low_agent(tree: &Tree, v: usize) -> Option<usize> {
    let below = |mut i: usize| {
        for _ in 0..DEPTH {
            match tree.head(i) {
                Some(h) if h == v => return true,
                Some(h)
                    if tree.rel(h).is_oblique()
                        || matches!(tree.rel(h), Rel::Nmod | Rel::Obj | Rel::Iobj) =>
                {
                    i = h;
                }
                _ => return false,
            }
        }
        false
    };
    (v + 1..tree.len())
        .rev()
        .find(|&i| tree.rel(i) == Rel::Nmod && preposition(tree, i) == "by" && below(i))
}

/// An object that the parser took for something else right behind the verb.
fn misread_object(tree: &Tree, v: usize) -> Option<usize> {
    if let Some(object) = tree.child(v, &[Rel::Iobj]) {
        return Some(object);
    }
    // `met Monday`, `met on 3 March` name no one.
    let bare = |i: usize| {
        preposition(tree, i).is_empty()
            && tree.upos(i) == Upos::Propn
            && !super::time::is_calendar(tree.lemma(i))
    };
    let near = tree.children(v).find(|&c| {
        c > v
            && c <= v + 5
            && bare(c)
            && matches!(
                tree.rel(c),
                Rel::OblUnmarked
                    | Rel::Obl
                    | Rel::Xcomp
                    | Rel::OblAgent
                    | Rel::Ccomp
                    | Rel::Advmod
                    | Rel::Vocative
            )
    });
    near.or_else(|| {
        let clause = tree
            .child(v, &[Rel::Ccomp, Rel::Xcomp])
            .filter(|&c| tree.upos(c) != Upos::Verb && tree.child(c, &[Rel::Cop]).is_none())?;
        tree.child(clause, &[Rel::Nsubj]).filter(|&s| s > v)
    })
}

fn passive_object(tree: &Tree, v: usize) -> Option<usize> {
    matches!(tree.rel(v), Rel::Acl | Rel::Amod | Rel::AclRelcl)
        .then(|| tree.head(v))
        .flatten()
}

/// The noun of a relative clause that has a subject and lacks its object (`the villages HTS seized`).
fn gap_object(tree: &Tree, v: usize, found: &Arguments) -> Option<usize> {
    let open = tree.rel(v) == Rel::AclRelcl
        && found.subject.is_some()
        && has_own_subject(tree, v)
        && !has_relative(tree, v);
    let stranded = tree.children(v).any(|c| tree.upos(c) == Upos::Adp);
    (open && !stranded && found.complements.is_empty())
        .then(|| tree.head(v))
        .flatten()
}

/// The object that coordinated verbs share: it stands behind the last of them (`seized and held X`).
fn shared_object(tree: &Tree, v: usize) -> Option<usize> {
    let next = tree
        .children(v)
        .filter(|&c| tree.rel(c) == Rel::Conj && tree.upos(c) == Upos::Verb)
        .last()?;
    let adjacent = !has_own_subject(tree, next) && next.abs_diff(v) <= 3;
    let bare = tree
        .children(v)
        .all(|c| c < v || matches!(tree.rel(c), Rel::Conj | Rel::Punct | Rel::Cc));
    (adjacent && bare)
        .then(|| tree.child(next, &[Rel::Obj]))
        .flatten()
}

/// The verb or predicate that a token stands in: itself or the nearest one above.
pub(super) fn predicate_over(tree: &Tree, mut i: usize) -> usize {
    for _ in 0..tree.len() {
        let is_predicate = tree.upos(i) == Upos::Verb
            || tree
                .children(i)
                .any(|c| tree.rel(c) == Rel::Cop || tree.rel(c).is_subject());
        match tree.head(i) {
            Some(head) if !is_predicate => i = head,
            _ => return i,
        }
    }
    i
}
