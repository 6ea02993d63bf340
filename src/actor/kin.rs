//! Which different names are names of one actor: spelt otherwise, shortened, with a middle name more.
//!
//! Input: keys ([`super::key`]). Output: the *hints* of a key, under which names that may be one meet, and the
//! [`Verdict`] on two keys. Only keys that share a hint are ever compared, so that the work is linear in keys.
//!
//! Two actors taken for one do more harm than one taken for two: what is alike but contradicts (another middle
//! initial, another number behind the name) is [`Verdict::Contrary`], and a name that could be short for two
//! contrary ones is taken for neither ([`edges`]).

mod body;
mod fold;
mod human;

use crate::schema::{Lore, Schema};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// Why two names are taken for one actor's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The same words, transcribed or spelt in another way.
    Spelling,
    /// The same with a name or an initial between that the other leaves out.
    Middle,
    /// A given name and its short or foreign form.
    Variant,
    /// The same names with others behind them.
    Longer,
    /// Family name and given name change places.
    Order,
    /// A family name with the office that the other holds in that year.
    Office,
    /// A single name by which a text says that the other is known.
    Called,
    /// The user's ontology says so.
    Told,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Spelling => "spelt otherwise",
            Self::Middle => "a middle name more",
            Self::Variant => "a variant of the given name",
            Self::Longer => "further names behind",
            Self::Order => "the other order",
            Self::Office => "the same office in the same year",
            Self::Called => "also known as",
            Self::Told => "said to be the same",
        })
    }
}

/// What two names tell of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One actor.
    Same(Reason),
    /// Alike, and not of one actor.
    Contrary,
    /// Nothing.
    Unknown,
}

/// The judge of names, by what the ontology knows of them.
#[derive(Clone, Debug, Default)]
pub struct Kin {
    lore: Arc<Lore>,
    /// The keys of which the ontology says that they are, or are not, another's.
    told: Arc<BTreeSet<String>>,
}

impl Kin {
    /// A judge with the knowledge of an ontology.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let lore = Arc::clone(&schema.lore);
        let told = lore
            .told
            .keys()
            .flat_map(|(a, b)| [a.clone(), b.clone()])
            .collect();
        Self {
            lore,
            told: Arc::new(told),
        }
    }

    /// The IRI of the known actor that one of these keys is said to be of; of several the first.
    #[must_use]
    pub fn seed_of<'k>(&self, keys: impl IntoIterator<Item = &'k String>) -> Option<&str> {
        let found = keys.into_iter().filter_map(|key| self.lore.told_seeds.get(key));
        found.min().map(String::as_str)
    }

    /// Whether a key is of one document alone, and nobody has said that it is another's too.
    #[must_use]
    pub fn stands_alone(&self, key: &str) -> bool {
        super::key::is_own(key) && !self.told.contains(key)
    }

    /// The hints of a key, sorted: names that may be one share at least one.
    #[must_use]
    pub fn hints(&self, key: &str) -> Vec<String> {
        let mut hints = match Sort::of(key) {
            Some((Sort::Human, name)) => human::hints(self, name),
            Some((Sort::Body, name)) => body::hints(self, name, rest(key)),
            Some((Sort::Land, name)) => body::hints(self, name, "place"),
            None if super::key::is_own(key) => BTreeSet::new(),
            None => BTreeSet::from([match key.split_once(".alone.") {
                Some((name, _)) => format!("{CALLED}{name}"),
                None => format!("{OFFICE}{key}"),
            }]),
        };
        if self.told.contains(key) {
            let told = self.lore.told.keys().filter(|(a, b)| a == key || b == key);
            hints.extend(told.map(|(a, b)| format!("told.{a}.{b}")));
        }
        hints.into_iter().collect()
    }

    /// What two keys tell of each other; the order does not matter.
    ///
    /// ```
    /// use whowhom::{actor::kin::{Kin, Reason, Verdict}, schema::Schema};
    /// let kin = Kin::new(Schema::embedded());
    /// assert_eq!(kin.verdict("muammar-gaddafi", "moammar-qaddafi"), Verdict::Same(Reason::Spelling));
    /// assert_eq!(kin.verdict("george-w-bush", "george-h-w-bush"), Verdict::Contrary);
    /// assert_eq!(kin.verdict("boris-johnson", "ben-johnson"), Verdict::Unknown);
    /// ```
    #[must_use]
    pub fn verdict(&self, a: &str, b: &str) -> Verdict {
        match self.lore.told.get(&ordered(a, b)) {
            Some(true) => return Verdict::Same(Reason::Told),
            Some(false) => return Verdict::Contrary,
            None => {}
        }
        match (Sort::of(a), Sort::of(b)) {
            (Some((Sort::Human, a)), Some((Sort::Human, b))) => human::verdict(self, a, b),
            (Some((Sort::Body, x)), Some((Sort::Body, y))) if rest(a) == rest(b) => {
                body::verdict(self, x, y, false)
            }
            (Some((Sort::Land, x)), Some((Sort::Land, y))) => {
                match (body::verdict(self, x, y, true), rest(a), rest(b)) {
                    // `Birmingham, Alabama` is not Birmingham in England.
                    (Verdict::Same(_), a, b) if a != b && a != "place" && b != "place" => Verdict::Contrary,
                    (verdict, ..) => verdict,
                }
            }
            _ => Verdict::Unknown,
        }
    }
}

fn ordered(a: &str, b: &str) -> (String, String) {
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    (first.to_owned(), second.to_owned())
}

/// What stands behind the name in a key: the family of names, or whose body it is.
fn rest(key: &str) -> &str {
    key.split_once('.').map_or("", |(_, rest)| rest)
}

/// What a key is a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Human,
    Body,
    Land,
}

impl Sort {
    /// The sort of a key, and the name in it; none for offices, things, and what is of one document.
    fn of(key: &str) -> Option<(Self, &str)> {
        match key.split_once('.') {
            None => Some((Self::Human, key)),
            Some((name, "body")) => Some((Self::Body, name)),
            Some((name, rest)) if rest == "place" || rest.starts_with("place.") => Some((Self::Land, name)),
            Some((name, rest)) if rest.starts_with("of.") => Some((Self::Body, name)),
            Some(_) => None,
        }
    }
}

/// A key with its hints.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// The key.
    pub key: String,
    /// Sorted.
    pub hints: BTreeSet<String>,
}

/// A hint under which more keys meet than this proves nothing.
pub const CROWD: usize = 48;

/// The pairs of keys that share a hint and are one actor: no third key of a hint that they share fits one of them
/// and contradicts the other. `known` are all keys that share a hint with one of them; the pairs are sorted.
#[must_use]
pub fn edges(kin: &Kin, known: &[Known]) -> Vec<(String, String, Reason)> {
    let mut by_hint: BTreeMap<&str, Vec<&Known>> = BTreeMap::new();
    for known in known {
        for hint in &known.hints {
            by_hint.entry(hint).or_default().push(known);
        }
    }
    by_hint.retain(|_, keys| (2..=CROWD).contains(&keys.len()));
    let mut found = BTreeMap::new();
    for keys in by_hint.values() {
        for (i, a) in keys.iter().enumerate() {
            for b in &keys[i + 1..] {
                let (a, b) = if a.key <= b.key { (*a, *b) } else { (*b, *a) };
                found
                    .entry((a.key.clone(), b.key.clone()))
                    .or_insert_with(|| edge(kin, a, b, &by_hint));
            }
        }
    }
    let edges = found
        .into_iter()
        .filter_map(|((a, b), reason)| Some((a, b, reason?)));
    edges.collect()
}

/// Why two keys are one actor's, if they are.
fn edge(kin: &Kin, a: &Known, b: &Known, by_hint: &BTreeMap<&str, Vec<&Known>>) -> Option<Reason> {
    let Verdict::Same(reason) = judge(kin, a, b) else {
        return None;
    };
    if reason == Reason::Told {
        return Some(reason);
    }
    let spoils = |c: &Known| match (judge(kin, a, c), judge(kin, b, c)) {
        (Verdict::Same(_), Verdict::Contrary) | (Verdict::Contrary, Verdict::Same(_)) => true,
        // Two that are no variants of each other, for one office or one single name.
        (Verdict::Same(why), Verdict::Unknown) | (Verdict::Unknown, Verdict::Same(why)) => {
            matches!(why, Reason::Office | Reason::Called) && why == reason
        }
        _ => false,
    };
    let shared = a
        .hints
        .intersection(&b.hints)
        .filter_map(|hint| by_hint.get(hint.as_str()));
    let mut thirds = shared.flatten().filter(|c| c.key != a.key && c.key != b.key);
    (!thirds.any(|c| spoils(c))).then_some(reason)
}

/// The verdict on two keys with the hints that they share: an office and an acronym are known by their hints only.
fn judge(kin: &Kin, a: &Known, b: &Known) -> Verdict {
    let mut shared = a.hints.intersection(&b.hints).peekable();
    if shared.peek().is_none() {
        return Verdict::Unknown;
    }
    let verdict = kin.verdict(&a.key, &b.key);
    if verdict != Verdict::Unknown {
        return verdict;
    }
    let bare = |key: &str| Sort::of(key).is_none();
    let is_named_by = |key: &str, hint: &str| hint.strip_prefix(CALLED) == Some(key);
    let acronym = |hint: &str| is_named_by(&a.key, hint) != is_named_by(&b.key, hint);
    shared
        .find_map(|hint| known_by(hint).filter(|_| bare(&a.key) != bare(&b.key) || acronym(hint)))
        .map_or(verdict, Verdict::Same)
}

/// How hints of offices begin.
pub(super) const OFFICE: &str = "office.";
/// How hints of single names begin, by which a text says that somebody is known.
pub(super) const CALLED: &str = "called.";

/// Why a hint alone, between a full name and a single one, makes them one.
fn known_by(hint: &str) -> Option<Reason> {
    if hint.starts_with(OFFICE) {
        return Some(Reason::Office);
    }
    hint.starts_with(CALLED).then_some(Reason::Called)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Source, Sources};

    fn known(kin: &Kin, keys: &[&str]) -> Vec<Known> {
        let of = |key: &&str| Known {
            key: (*key).to_owned(),
            hints: kin.hints(key).into_iter().collect(),
        };
        keys.iter().map(of).collect()
    }

    fn pairs(keys: &[&str]) -> Vec<(String, String)> {
        let kin = Kin::new(Schema::embedded());
        edges(&kin, &known(&kin, keys))
            .into_iter()
            .map(|(a, b, _)| (a, b))
            .collect()
    }

    #[test]
    fn a_short_name_of_two_is_of_none() {
        assert_eq!(pairs(&["george-bush", "george-w-bush"]).len(), 1);
        assert!(pairs(&["george-bush", "george-w-bush", "george-h-w-bush"]).is_empty());
    }

    #[test]
    fn spellings_meet() {
        let found = pairs(&["muammar-gaddafi", "moammar-qaddafi", "saif-islam-gaddafi"]);
        assert_eq!(
            found,
            [("moammar-qaddafi".to_owned(), "muammar-gaddafi".to_owned())]
        );
    }

    #[test]
    fn what_is_told_goes_before_what_names_tell() {
        let more = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
                    @prefix a: <https://w3id.org/whowhom/actor/> .\n\
                    a:john-kennedy owl:differentFrom a:john-f-kennedy .\n\
                    a:abu-ala owl:sameAs a:ahmed-qurei .\n\
                    a:rebels.in.d2 owl:sameAs a:free-army.body .\n\
                    a:bashar-hafez owl:sameAs a:syria .\n";
        let mut sources = Sources::embedded().read().unwrap();
        sources.push(Source {
            name: "told.ttl".to_owned(),
            text: more.into(),
        });
        let schema = Schema::compile(sources).unwrap();
        let kin = Kin::new(&schema);
        assert_eq!(kin.verdict("john-f-kennedy", "john-kennedy"), Verdict::Contrary);
        let found = edges(
            &kin,
            &known(
                &kin,
                &["abu-ala", "ahmed-qurei", "john-kennedy", "john-f-kennedy"],
            ),
        );
        assert_eq!(
            found,
            [("abu-ala".to_owned(), "ahmed-qurei".to_owned(), Reason::Told)]
        );
        // What one document alone knows can be told too.
        assert!(kin.stands_alone("rebels.in.d1") && !kin.stands_alone("rebels.in.d2"));
        let keys = ["bashar-hafez".to_owned()];
        assert_eq!(kin.seed_of(&keys), Some("https://w3id.org/whowhom/actor/syria"));
    }

    #[test]
    fn an_office_has_one_holder_in_a_year() {
        let hint = "office.sudani.prime-minister.of.iraq.2024".to_owned();
        let key = |key: &str| Known {
            key: key.to_owned(),
            hints: BTreeSet::from([hint.clone()]),
        };
        let office = key("sudani.prime-minister.of.iraq.2024");
        let kin = Kin::default();
        assert_eq!(edges(&kin, &[office.clone(), key("mohammed-sudani")]).len(), 1);
        assert!(edges(&kin, &[office, key("mohammed-sudani"), key("karim-sudani")]).is_empty());
    }
}
