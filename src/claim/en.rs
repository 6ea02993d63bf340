//! The small words of English that colour a claim.

use crate::schema::Modality;

/// What a modal auxiliary says; `reported` is a clause that somebody says.
pub(super) fn modal(lemma: &str, reported: bool) -> Option<Modality> {
    Some(match lemma {
        "will" | "shall" | "'ll" | "wo" => Modality::Planned,
        "would" | "'d" if reported => Modality::Planned,
        "would" | "'d" => Modality::Hypothetical,
        "may" | "might" | "could" | "can" | "ca" => Modality::Possible,
        "should" | "must" | "ought" => Modality::Requested,
        _ => return None,
    })
}

/// What an adverb says.
pub(super) fn adverb(lemma: &str) -> Option<Modality> {
    Some(match lemma {
        "allegedly" | "reportedly" | "possibly" | "perhaps" | "probably" | "supposedly" | "apparently"
        | "maybe" | "presumably" | "likely" | "purportedly" => Modality::Possible,
        _ => return None,
    })
}

/// What an adjective before an event says of it.
pub(super) fn attribute(lemma: &str) -> Option<Modality> {
    Some(match lemma {
        "alleged" | "allege" | "suspected" | "suspect" | "possible" | "potential" | "likely" | "rumoured"
        | "rumored" | "purported" | "supposed" | "presumed" | "unconfirmed" | "feared" | "reported"
        | "attempted" | "attempt" | "probable" => Modality::Possible,
        "planned" | "plan" | "upcoming" | "scheduled" | "schedule" | "proposed" | "propose"
        | "forthcoming" | "future" | "impending" | "imminent" | "intended" | "threatened" | "threaten"
        | "promised" | "looming" | "cancelled" | "canceled" | "cancel" | "abandoned" | "abandon"
        | "postponed" => Modality::Planned,
        _ => return None,
    })
}

/// Whether an adjective before an event says that it did not take place.
pub(super) fn undone(lemma: &str) -> bool {
    matches!(
        lemma,
        "averted"
            | "avert"
            | "foiled"
            | "foil"
            | "thwarted"
            | "thwart"
            | "prevented"
            | "cancelled"
            | "canceled"
            | "cancel"
            | "abandoned"
            | "abandon"
            | "aborted"
            | "abort"
    )
}

/// Verbs that do what was promised, planned or threatened.
pub(super) fn fulfils(verb: &str) -> bool {
    matches!(
        verb,
        "keep"
            | "fulfil"
            | "fulfill"
            | "honour"
            | "honor"
            | "carry"
            | "implement"
            | "execute"
            | "realise"
            | "realize"
    )
}

/// Verbs that don't.
pub(super) fn breaks(verb: &str) -> bool {
    matches!(verb, "break" | "betray")
}

/// Verbs that use a chance.
pub(super) fn seizes(verb: &str) -> bool {
    matches!(verb, "take" | "seize" | "use" | "grasp")
}

/// Verbs of wishes that somebody else should act.
pub(super) fn desires(verb: &str) -> bool {
    matches!(
        verb,
        "want" | "like" | "wish" | "prefer" | "love" | "need" | "desire"
    )
}

/// Words that deny.
pub(super) fn negates(lemma: &str) -> bool {
    matches!(
        lemma.to_lowercase().as_str(),
        "not" | "n't" | "never" | "neither" | "nor" | "no"
    )
}

/// A plural as one, by its ending.
pub(super) fn singular(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return Some(format!("{stem}y"));
    }
    word.strip_suffix('s')
        .filter(|stem| stem.len() > 2 && !stem.ends_with('s'))
        .map(str::to_owned)
}

/// Words that open a condition.
pub(super) fn condition(lemma: &str) -> bool {
    matches!(lemma, "if" | "unless" | "provided" | "whether" | "lest")
}

/// Whoever speaks.
pub(super) fn is_speaker(form: &str) -> bool {
    matches!(
        form,
        "i" | "me" | "my" | "mine" | "we" | "us" | "our" | "ours" | "myself" | "ourselves"
    )
}

/// Nouns that stand for what follows `of`.
pub(super) fn is_part(lemma: &str) -> bool {
    matches!(
        lemma,
        "number"
            | "group"
            | "series"
            | "majority"
            | "rest"
            | "part"
            | "member"
            | "dozen"
            | "hundred"
            | "thousand"
            | "score"
            | "pair"
            | "couple"
            | "range"
            | "list"
            | "string"
            | "wave"
            | "lot"
            | "half"
            | "handful"
            | "variety"
            | "most"
            | "some"
            | "many"
            | "all"
            | "several"
    )
}

/// Verbs that say that an event takes place.
pub(super) fn occurs(lemma: &str) -> bool {
    matches!(
        lemma,
        "take"
            | "happen"
            | "occur"
            | "begin"
            | "start"
            | "continue"
            | "end"
            | "last"
            | "follow"
            | "resume"
            | "result"
            | "come"
            | "be"
            | "intensify"
            | "erupt"
            | "break"
            | "schedule"
            | "plan"
            | "expect"
            | "hold"
            | "conduct"
            | "launch"
            | "carry"
    )
}

/// Prepositions of place.
pub(super) fn is_local(preposition: &str) -> bool {
    let last = preposition.rsplit(' ').next().unwrap_or(preposition);
    matches!(
        last,
        "in" | "at"
            | "near"
            | "around"
            | "outside"
            | "inside"
            | "across"
            | "throughout"
            | "within"
            | "along"
            | "off"
            | "over"
            | "into"
    )
}

/// Words of direction (`southeast of Aleppo`).
pub(super) fn is_direction(lemma: &str) -> bool {
    let parts = ["north", "south", "east", "west"];
    parts.iter().any(|p| lemma.to_lowercase().starts_with(p))
        || matches!(
            lemma,
            "outside" | "suburb" | "countryside" | "outskirt" | "outskirts" | "center" | "centre"
        )
}

/// Nouns of harm that are counted, and verbs that bring them.
pub(super) fn is_toll(lemma: &str) -> bool {
    matches!(
        lemma,
        "death" | "casualty" | "injury" | "fatality" | "dead" | "victim" | "wounded" | "killing"
    )
}

/// How a number is bounded by the words before it.
pub(super) fn bound(words: &str) -> super::Bound {
    let words = words.to_lowercase();
    let has = |list: &[&str]| list.iter().any(|w| words.ends_with(w));
    if has(&[
        "at least",
        "more than",
        "over",
        "no fewer than",
        "no less than",
        "minimum of",
        "upwards of",
    ]) {
        super::Bound::Lower
    } else if has(&[
        "at most",
        "up to",
        "fewer than",
        "less than",
        "under",
        "no more than",
    ]) {
        super::Bound::Upper
    } else if has(&[
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "approximately",
        "roughly",
    ]) {
        super::Bound::About
    } else {
        super::Bound::Exact
    }
}

/// A number in letters.
pub(super) fn number(word: &str) -> Option<f64> {
    let plain = word.replace(',', "");
    if let Ok(value) = plain.parse::<f64>() {
        return value.is_finite().then_some(value);
    }
    let small = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let lower = word.to_lowercase();
    if let Some(value) = small.iter().position(|w| *w == lower) {
        return Some(value as f64);
    }
    Some(match lower.as_str() {
        "thirty" => 30.0,
        "forty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        "dozen" | "dozens" => 12.0,
        "hundred" | "hundreds" => 100.0,
        "thousand" | "thousands" => 1000.0,
        "million" | "millions" => 1e6,
        "billion" | "billions" => 1e9,
        _ => return None,
    })
}

/// Lemmas that a verb's form may have, where the tagger's own is not known: `blamed` → blam, blame.
pub(super) fn verb_lemmas(form: &str) -> Vec<String> {
    const IRREGULAR: &[(&str, &str)] = &[
        ("froze", "freeze"),
        ("frozen", "freeze"),
        ("unfroze", "unfreeze"),
        ("shook", "shake"),
        ("struck", "strike"),
        ("drew", "draw"),
        ("upheld", "uphold"),
        ("sank", "sink"),
        ("fled", "flee"),
        ("shot", "shoot"),
        ("swore", "swear"),
        ("lent", "lend"),
        ("overthrew", "overthrow"),
        ("withdrew", "withdraw"),
        ("withheld", "withhold"),
        ("overran", "overrun"),
        ("fought", "fight"),
        ("sought", "seek"),
    ];
    if let Some((_, lemma)) = IRREGULAR.iter().find(|(f, _)| *f == form) {
        return vec![(*lemma).to_owned()];
    }
    let mut found = Vec::new();
    for ending in ["ed", "ing", "es", "s", "d"] {
        let Some(stem) = form.strip_suffix(ending).filter(|s| s.len() > 2) else {
            continue;
        };
        found.push(stem.to_owned());
        found.push(format!("{stem}e"));
        if let Some(y) = stem.strip_suffix('i') {
            found.push(format!("{y}y"));
        }
        let mut letters = stem.chars().rev();
        if letters.next() == letters.next() {
            found.push(stem[..stem.len() - 1].to_owned());
        }
    }
    found
}

/// Verbs that say of their subject what it is or has, and not what it does to another.
pub(super) fn is_copular(lemma: &str) -> bool {
    matches!(
        lemma,
        "be" | "become"
            | "remain"
            | "seem"
            | "appear"
            | "have"
            | "do"
            | "include"
            | "mean"
            | "need"
            | "want"
            | "like"
    )
}
