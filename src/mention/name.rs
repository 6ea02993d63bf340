//! Finds names: runs of capitalised words, cut into titles, known names and what remains.

use super::phrase::{Phrase, SeedAt};
use super::sequence::Found;
use super::{Kind, Mention, NameType};
use crate::schema::{Naming, Noun, NounId, SeedId, normalise};
use crate::syntax::{Rel, Upos};
use crate::text::{Span, calendar};

/// Small words that may stand inside a name.
const PARTICLES: &[&str] = &[
    "bin", "ibn", "bint", "abu", "abd", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du",
    "la", "le", "von", "zu",
];
/// Arabic articles, which a hyphen joins to their word.
pub(super) const ARTICLES: &[&str] = &["al", "el", "as", "ad", "an", "ar", "at", "az", "ul", "ash"];

/// What a stretch of a run is.
#[derive(Clone, Copy)]
enum Part {
    Seed(SeedAt),
    Noun(NounId),
    Word,
}

#[derive(Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    part: Part,
}

/// Appends the names of a sentence.
pub(super) fn find(phrase: &Phrase<'_>, found: &mut Vec<Mention>) {
    let mut i = 0;
    while i < phrase.len() {
        let end = run_end(phrase, i);
        if end == i {
            i += 1;
            continue;
        }
        if let Some(seed) = shared_name(phrase, i) {
            let mut mention = phrase.mention(i, i + 1, Kind::Name);
            mention.class = Some(phrase.schema.actor(seed).class);
            mention.seed = Some(seed);
            found.push(mention);
            i += 1;
            continue;
        }
        let pieces = cut(phrase, i, end);
        read(phrase, &pieces, found);
        i = pieces.last().map_or(end, |p| p.end).max(i + 1);
    }
}

/// The first of two known actors that share a word (`North and South Korea`).
fn shared_name(phrase: &Phrase<'_>, i: usize) -> Option<SeedId> {
    let and = phrase.forms.get(i + 1)? == "and" && phrase.is_capitalised(i) && i + 2 < phrase.len();
    if !and {
        return None;
    }
    let second = phrase.seed(i + 2).filter(|s| s.end > i + 3)?;
    let name = format!(
        "{} {}",
        phrase.forms[i],
        phrase.span(i + 3, second.end).of(phrase.text)
    );
    let known = phrase.schema.names(&crate::schema::normalise(&name));
    known
        .iter()
        .find(|(_, naming)| *naming == Naming::Name)
        .map(|(seed, _)| *seed)
}

/// Where the run of name words that begins at `i` ends; `i` if none begins.
fn run_end(phrase: &Phrase<'_>, i: usize) -> usize {
    let known = phrase.seed(i).map_or(i, |s| s.end);
    // `al-Assad` at the beginning of a name.
    let article = ARTICLES.contains(&phrase.forms[i].to_lowercase().as_str())
        && phrase.forms.get(i + 1).is_some_and(|f| f == "-")
        && phrase.tokens[i].span.end == phrase.tokens[i + 1].span.start;
    if known == i && article && i + 2 < phrase.len() && phrase.is_capitalised(i + 2) {
        return rest_of_run(phrase, i + 3);
    }
    if known == i && !is_name_word(phrase, i) {
        return i;
    }
    rest_of_run(phrase, known.max(i + 1))
}

/// How far a run goes on from token `end`.
fn rest_of_run(phrase: &Phrase<'_>, mut end: usize) -> usize {
    while end < phrase.len() {
        if is_name_word(phrase, end) {
            end = phrase.seed(end).map_or(end + 1, |s| s.end);
        } else if let Some(next) = bridge(phrase, end) {
            end = next;
        } else {
            break;
        }
    }
    end
}

/// A word of a name by itself.
fn is_name_word(phrase: &Phrase<'_>, i: usize) -> bool {
    if !phrase.is_capitalised(i)
        || phrase.forms[i].len() < 2 && !phrase.forms[i].ends_with('.') && phrase.tree.upos(i) != Upos::Propn
    {
        return false;
    }
    match phrase.tree.upos(i) {
        Upos::Propn => true,
        _ if phrase.name_over(i).is_some() => true,
        Upos::Adj => phrase.tree.xpos(i) == "NNP" || phrase.seed(i).is_some() || is_odd_capital(phrase, i),
        Upos::Noun => phrase.seed(i).is_some() || is_odd_capital(phrase, i) || is_strange_subject(phrase, i),
        Upos::X | Upos::Verb | Upos::Num | Upos::Adv | Upos::Intj => {
            phrase.tree.xpos(i) == "NNP"
                || phrase.seed(i).is_some()
                || i > 0 && !phrase.shouted && all_capitals(phrase, i) && phrase.tree.upos(i) != Upos::Num
        }
        _ => false,
    }
}

/// A capital within a sentence that is not written in capitals throughout.
fn is_odd_capital(phrase: &Phrase<'_>, i: usize) -> bool {
    i > 0 && !phrase.shouted && !matches!(&*phrase.forms[i - 1], "\"" | "“" | "." | ":" | "-")
}

/// A sentence's first word that the training data never has in small letters, and that is its subject: a name
/// even if it is tagged as a common noun.
fn is_strange_subject(phrase: &Phrase<'_>, i: usize) -> bool {
    let one = !phrase.tree.has(i, "Number=Plur");
    i == 0 && one && !phrase.shouted && phrase.strange[i] && phrase.tree.rel(i).is_subject()
}

/// `un` in `Kim Jong-un`: the words before are names.
fn is_given_half(phrase: &Phrase<'_>, at: usize, next: usize) -> bool {
    let name =
        |k: usize| phrase.tree.upos(k) == Upos::Propn && phrase.is_capitalised(k) && phrase.seed(k).is_none();
    at >= 2
        && name(at - 1)
        && name(at - 2)
        && phrase.forms[next].chars().all(char::is_alphabetic)
        && phrase.tree.lemma(next) != "based"
}

fn all_capitals(phrase: &Phrase<'_>, i: usize) -> bool {
    phrase.forms[i].chars().count() > 1
        && phrase.forms[i]
            .chars()
            .all(|c| c.is_uppercase() || c.is_numeric())
}

/// Where a run goes on behind a hyphen, a particle, `of` or `&`.
fn bridge(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    let word = |k: usize| phrase.forms.get(k).map(|f| f.to_lowercase());
    let capital = |k: usize| k < phrase.len() && phrase.is_capitalised(k) && is_name_word(phrase, k);
    let tight =
        |k: usize| k > 0 && k < phrase.len() && phrase.tokens[k - 1].span.end == phrase.tokens[k].span.start;
    let form = word(at)?;
    if form == "-" && tight(at) {
        // `al- Jaafari` happens; `Iran - a country` does not.
        let next = at + 1;
        let after_article = word(at - 1).is_some_and(|w| ARTICLES.contains(&w.as_str()));
        let next_name =
            next < phrase.len() && (phrase.is_capitalised(next) && phrase.tree.upos(next) != Upos::Det);
        // `Kim Jong-un`: the second half of a given name in small letters.
        let half = next < phrase.len() && tight(next) && phrase.tree.upos(next) == Upos::Propn && at >= 2
            || next < phrase.len()
                && tight(next)
                && phrase.forms[next].len() <= 4
                && is_given_half(phrase, at, next);
        return (next_name && (tight(next) || after_article) || half).then_some(next + 1);
    }
    // `al-Assad` within a name, `5` between names (`Movimento 5 Stelle`).
    if ARTICLES.contains(&form.as_str())
        && word(at + 1).as_deref() == Some("-")
        && tight(at + 1)
        && capital(at + 2)
    {
        return Some(at + 3);
    }
    if phrase.tree.upos(at) == Upos::Num
        && form.len() <= 3
        && capital(at + 1)
        && phrase.tree.upos(at + 1) == Upos::Propn
    {
        return Some(at + 2);
    }
    if PARTICLES.contains(&form.as_str()) {
        let mut k = at + 1;
        while k < phrase.len()
            && (PARTICLES.contains(&phrase.forms[k].to_lowercase().as_str())
                || ARTICLES.contains(&phrase.forms[k].to_lowercase().as_str())
                    && phrase.forms.get(k + 1).is_some_and(|f| f == "-")
                || phrase.forms[k] == "-")
        {
            k += 1;
        }
        return (k < phrase.len() && phrase.is_capitalised(k) && phrase.tree.upos(k) != Upos::Det)
            .then_some(k + 1);
    }
    if form == "&" && capital(at + 1) {
        return Some(at + 2);
    }
    // `Ministry of Culture`, `Secretary of State`: what stands before must be a role noun.
    if form == "of" || form == "for" {
        let next = if word(at + 1).as_deref() == Some("the") {
            at + 2
        } else {
            at + 1
        };
        let noun_before = (0..at)
            .rev()
            .take(4)
            .find_map(|k| phrase.noun(k).filter(|(_, end)| *end == at))
            .map(|(n, _)| phrase.schema.noun(n));
        let of_body = noun_before.is_some_and(|n| !n.position && !n.title) && phrase.is_capitalised(at - 1);
        let of_office = (0..at)
            .rev()
            .take(3)
            .any(|k| phrase.noun(k).is_some_and(|(_, end)| end > at));
        if (of_body || of_office)
            && capital(next)
            && phrase.seed(next).is_none_or(|s| s.naming == Naming::Adjective)
        {
            return Some(next + 1);
        }
    }
    None
}

/// Cuts a run into known names, role nouns and other words.
fn cut(phrase: &Phrase<'_>, start: usize, end: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut i = start;
    while i < end {
        let noun = phrase
            .noun(i)
            .filter(|(_, e)| *e <= end.max(i + 1) + 2 && phrase.is_capitalised(i))
            .filter(|(_, e)| !(*e == end && is_surname(phrase, start, i)));
        let seed = phrase.seed(i);
        let (part, next) = match (seed, noun) {
            (Some(s), Some((n, e))) if e > s.end => (Part::Noun(n), e),
            (Some(s), _) => (Part::Seed(s), s.end),
            (None, Some((n, e))) => (Part::Noun(n), e),
            (None, None) => (Part::Word, i + 1),
        };
        match (part, pieces.last_mut()) {
            (Part::Word, Some(last)) if matches!(last.part, Part::Word) => last.end = next,
            _ => pieces.push(Piece {
                start: i,
                end: next,
                part,
            }),
        }
        i = next;
    }
    pieces
}

/// Whether the last word of a run is a surname, though it may denote an office too (`John Major`, `Julie Bishop`):
/// the sequence model takes it for a person's, and it stands right behind a given name.
fn is_surname(phrase: &Phrase<'_>, start: usize, i: usize) -> bool {
    let person = phrase
        .name_over(i)
        .is_some_and(|name| name.sort == NameType::Per && name.start < i && name.end == i + 1);
    person
        && i > start
        && phrase
            .schema
            .lore
            .given
            .contains_key(&normalise(&phrase.forms[i - 1]))
}

/// Reads mentions off the pieces of one run.
fn read(phrase: &Phrase<'_>, pieces: &[Piece], found: &mut Vec<Mention>) {
    let title = pieces
        .iter()
        .rposition(|p| matches!(p.part, Part::Noun(n) if is_title(phrase, n, p)));
    let Some(at) = title else {
        return read_plain(phrase, pieces, None, found);
    };
    let (before, rest) = pieces.split_at(at);
    let Part::Noun(noun) = rest[0].part else { return };
    let office = before
        .iter()
        .rposition(|p| matches!(p.part, Part::Noun(n) if is_title(phrase, n, p)));
    let first_title = office
        .filter(|_| phrase.schema.noun(noun).title)
        .map_or(rest[0], |k| before[k]);
    let noun = if let (true, Part::Noun(n)) = (phrase.schema.noun(noun).title, first_title.part) {
        n
    } else {
        noun
    };
    // `Shadow Home Secretary X`, `Acting President X`: a lone capitalised word belongs to the office.
    let lone = before.len() == 1
        && matches!(before[0].part, Part::Word)
        && before[0].end == before[0].start + 1
        && rest.len() > 1;
    let first_title = if lone {
        Piece {
            start: before[0].start,
            ..first_title
        }
    } else {
        first_title
    };
    let before = if lone { &before[..0] } else { before };
    let span = phrase.span(first_title.start, rest[0].end);
    let cut_at = office
        .filter(|_| first_title.start < rest[0].start)
        .unwrap_or(at)
        .min(before.len());
    read_plain(phrase, &before[..cut_at], None, found);
    if rest.len() > 1 {
        read_plain(phrase, &rest[1..], Some((noun, span)), found);
    } else if !phrase.schema.noun(noun).title {
        push_office(phrase, rest[0], noun, found);
    }
}

/// An office or title of one person.
fn is_title(phrase: &Phrase<'_>, noun: NounId, piece: &Piece) -> bool {
    let noun = phrase.schema.noun(noun);
    let one = !phrase.tree.has(piece.end - 1, "Number=Plur");
    one && (noun.title || phrase.schema.class(noun.class).human)
}

/// An office that stands for its holder (`the Foreign Secretary`).
fn push_office(phrase: &Phrase<'_>, piece: Piece, noun: NounId, found: &mut Vec<Mention>) {
    let mut mention = phrase.mention(piece.start, piece.end, Kind::Description);
    mention.noun = Some(noun);
    mention.class = Some(phrase.schema.noun(noun).class);
    found.push(mention);
}

/// Reads a run without titles; `title` is the one that stood before it.
fn read_plain(
    phrase: &Phrase<'_>,
    pieces: &[Piece],
    title: Option<(NounId, Span)>,
    found: &mut Vec<Mention>,
) {
    let Some((first, last)) = pieces.first().zip(pieces.last()) else {
        return;
    };
    if let Some((noun, span)) = title {
        let mut mention = phrase.mention(first.start, last.end, Kind::Name);
        mention.head.token = phrase.head_of_titled(span, last.end) as u32;
        mention.noun = Some(noun);
        mention.title = Some(span);
        mention.class = Some(phrase.schema.noun(noun).class);
        found.push(mention);
        return;
    }
    let body = pieces
        .iter()
        .rposition(|p| matches!(p.part, Part::Noun(n) if is_body(phrase.schema.noun(n))));
    if let Some(k) = body {
        return push_body(phrase, pieces, k, found);
    }
    let seeds = pieces.iter().filter(|p| matches!(p.part, Part::Seed(_))).count();
    let words = pieces.len() - seeds;
    if let Some(office) = office_over(phrase, first, pieces.len(), found) {
        push_seed(phrase, *first, found);
        read_plain(phrase, &pieces[1..], Some(office), found);
        return;
    }
    if words == 0 {
        for piece in pieces {
            push_seed(phrase, *piece, found);
        }
    } else if let (Part::Seed(seed), true) = (first.part, pieces.len() > 1) {
        if matches!(seed.naming, Naming::Adjective | Naming::Demonym)
            || phrase.tokens.get(first.end).is_some_and(|t| t.joined)
        {
            push_seed(phrase, *first, found);
            read_plain(phrase, &pieces[1..], None, found);
        } else {
            push_unknown(phrase, first.start, last.end, found);
        }
    } else {
        push_unknown(phrase, first.start, last.end, found);
    }
}

/// The office of `Afghan Ambassador to the United States Hamdullah Mohib`, where the run begins with
/// the country: taken back from the mentions found, since the name behind holds it.
fn office_over(
    phrase: &Phrase<'_>,
    first: &Piece,
    pieces: usize,
    found: &mut Vec<Mention>,
) -> Option<(NounId, Span)> {
    let Part::Seed(seed) = first.part else { return None };
    let office = found
        .last()
        .filter(|m| m.kind == Kind::Description && pieces > 1 && seed.naming == Naming::Name)?;
    let (noun, span, end) = (office.noun?, office.span, office.tokens.1 as usize);
    let between: Vec<&str> = (end..first.start).map(|t| &*phrase.forms[t]).collect();
    let position = phrase.schema.noun(noun).position
        && matches!(between[..], ["to" | "of" | "for"] | ["to" | "of" | "for", "the"]);
    if !position {
        return None;
    }
    found.pop();
    Some((noun, span))
}

fn is_body(noun: &Noun) -> bool {
    !noun.position && !noun.title && !noun.document
}

/// A name that ends in a role noun of a body (`Greek Ministry of Culture`, `Indonesian Navy`).
fn push_body(phrase: &Phrase<'_>, pieces: &[Piece], k: usize, found: &mut Vec<Mention>) {
    let Part::Noun(noun) = pieces[k].part else { return };
    let end = pieces.last().map_or(pieces[k].end, |p| p.end);
    let (start, end) = (
        with_ordinal(phrase, pieces[0].start),
        if k + 1 < pieces.len() && matches!(pieces[k + 1].part, Part::Word) {
            end
        } else {
            pieces[k].end
        },
    );
    for piece in pieces[..k].iter().filter(|p| matches!(p.part, Part::Seed(_))) {
        push_seed(phrase, *piece, found);
    }
    let mut mention = phrase.mention(start, end, Kind::Name);
    mention.noun = Some(noun);
    mention.class = Some(phrase.schema.noun(noun).class);
    // A place noun alone with a capital (`East`, `North`) says nothing.
    let lone = start + 1 == end && phrase.schema.class(phrase.schema.noun(noun).class).territorial;
    if !lone {
        found.push(mention);
    }
    if end < pieces.last().map_or(end, |p| p.end) {
        read_plain(phrase, &pieces[k + 1..], None, found);
    }
}

/// Where a body's name begins that has a number before it (`3rd Infantry Division`).
fn with_ordinal(phrase: &Phrase<'_>, start: usize) -> usize {
    let is_ordinal = |form: &str| {
        let digits = form.trim_end_matches(|c: char| c.is_ascii_lowercase());
        matches!(&form[digits.len()..], "st" | "nd" | "rd" | "th")
            && (1..=3).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let before = start
        .checked_sub(1)
        .filter(|before| is_ordinal(&phrase.forms[*before]));
    before.unwrap_or(start)
}

fn push_seed(phrase: &Phrase<'_>, piece: Piece, found: &mut Vec<Mention>) {
    let Part::Seed(seed) = piece.part else { return };
    let adjective = seed.naming == Naming::Adjective
        && (phrase.tree.upos(piece.end - 1) == Upos::Adj
            || matches!(
                phrase.tree.rel(phrase.head(piece.start, piece.end)),
                Rel::Amod | Rel::Compound
            ));
    let kind = if adjective { Kind::Adjective } else { Kind::Name };
    let mut mention = phrase.mention(piece.start, piece.end, kind);
    mention.class = Some(phrase.schema.actor(seed.seed).class);
    mention.seed = Some(seed.seed);
    found.push(mention);
}

/// Names that nothing is known of, as the sequence model bounds them; the whole stretch where it sees none.
fn push_unknown(phrase: &Phrase<'_>, start: usize, end: usize, found: &mut Vec<Mention>) {
    if end == start + 1 && is_calendar(phrase.tree.lemma(start)) {
        return;
    }
    let before = found.len();
    for name in phrase.names.iter().filter(|n| n.start < end && start < n.end) {
        let stop = with_numeral(phrase, name.end.min(end));
        let mut first = name.start.max(start);
        // `Ursula von der Leyen`, of which the model has seen the ends.
        let behind_particles = found[before..]
            .last()
            .filter(|held| is_joined_by_particles(phrase, held.tokens.1 as usize, first));
        if let Some(held) = behind_particles {
            first = held.tokens.0 as usize;
            found.pop();
        }
        let mut mention = phrase.mention(first, stop, Kind::Name);
        mention.sort = Some(sort(phrase, name));
        found.push(mention);
    }
    if found.len() == before && (!phrase.sequenced || looks_like_an_actor(phrase, start, end)) {
        found.push(phrase.mention(start, end, Kind::Name));
    }
}

/// Whether nothing but particles stands between two tokens (`von der`).
fn is_joined_by_particles(phrase: &Phrase<'_>, from: usize, to: usize) -> bool {
    from < to && (from..to).all(|i| PARTICLES.contains(&phrase.forms[i].as_ref()))
}

/// Where a name ends that has a number behind it (`Mohammed VI`).
fn with_numeral(phrase: &Phrase<'_>, end: usize) -> usize {
    let is_numeral =
        |form: &str| (2..=5).contains(&form.len()) && form.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let behind = phrase.forms.get(end).is_some_and(|form| is_numeral(form));
    end + usize::from(behind)
}

/// What the sequence model takes a name for; but a body of two or three words mostly has one that is a common word
/// elsewhere (`group`, `party`), and a name without is rather a person's. It cost 0.002 of the F1 of names on the
/// development sets, and brought back claims whose relation asks for a person.
fn sort(phrase: &Phrase<'_>, name: &Found) -> NameType {
    let words = name.start..name.end;
    let article = name.start > 0 && phrase.tree.upos(name.start - 1) == Upos::Det;
    let is_strange =
        |i: usize| phrase.strange[i] && !all_capitals(phrase, i) && phrase.tree.upos(i) == Upos::Propn;
    if name.sort == NameType::Org
        && (2..=3).contains(&words.len())
        && !article
        && words.clone().all(is_strange)
    {
        return NameType::Per;
    }
    name.sort
}

/// Whether the tree takes a stretch for a name that does something or has something done to it.
fn looks_like_an_actor(phrase: &Phrase<'_>, start: usize, end: usize) -> bool {
    let is_name = |i: usize| phrase.tree.upos(i) == Upos::Propn || is_strange_subject(phrase, i);
    let rel = phrase.tree.rel(phrase.head(start, end));
    let argument = rel.is_subject()
        || matches!(
            rel,
            Rel::Obj | Rel::Iobj | Rel::Obl | Rel::Nmod | Rel::NmodPoss | Rel::Conj
        );
    argument && !phrase.shouted && (start..end).all(is_name)
}

/// Names of days and months, of feasts and zones of time.
pub(super) fn is_calendar(lemma: &str) -> bool {
    const FEASTS: &[&str] = &["Christmas", "Easter", "Ramadan", "Eid", "GMT", "UTC"];
    lemma.starts_with(char::is_uppercase) && calendar::is_name(lemma) || FEASTS.contains(&lemma)
}
