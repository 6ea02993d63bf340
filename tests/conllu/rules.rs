//! The rules of CoNLL-U, one function a rule, after levels 1 and 2 of the validator of Universal Dependencies
//! (<https://universaldependencies.org/contributing/validation.html>) as far as they concern a file without
//! empty nodes and enhanced dependencies.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use whowhom::syntax::{Rel, Upos};

/// One sentence of a file: its comments and its rows, each of ten columns.
pub(crate) struct Sentence<'f> {
    pub(crate) comments: Vec<&'f str>,
    pub(crate) rows: Vec<[&'f str; 10]>,
}

pub(crate) const FORM: usize = 1;
const LEMMA: usize = 2;
const UPOS: usize = 3;
const FEATS: usize = 5;
const HEAD: usize = 6;
const DEPREL: usize = 7;
const DEPS: usize = 8;
pub(crate) const MISC: usize = 9;

/// The name of a rule and what it found.
pub(crate) type Faults = Vec<(&'static str, String)>;

/// Everything that breaks a rule in a file.
pub(crate) fn check(file: &str) -> Faults {
    let mut faults = Vec::new();
    let mut tell = |rule: &'static str, found: Option<String>| faults.extend(found.map(|what| (rule, what)));
    tell("line ends", line_ends(file));
    tell("normal form", normal_form(file));
    tell("empty lines", empty_lines(file));
    tell("order of lines", order_of_lines(file));
    tell("columns", columns(file));
    if !faults.is_empty() {
        return faults;
    }
    let sentences = sentences(file);
    let mut tell = |rule: &'static str, found: Option<String>| faults.extend(found.map(|what| (rule, what)));
    tell("unique sentence ids", unique_ids(&sentences));
    tell("space before a paragraph", space_before_paragraph(&sentences));
    for sentence in &sentences {
        for (rule, find) in RULES {
            tell(rule, find(sentence));
        }
    }
    faults
}

type Rule = fn(&Sentence<'_>) -> Option<String>;

const RULES: &[(&str, Rule)] = &[
    ("blanks in columns", blanks),
    ("ids", ids),
    ("sentence id", sentence_id),
    ("text", text),
    ("newdoc and newpar", borders),
    ("SpaceAfter", space_after),
    ("range", range),
    ("part of speech", upos),
    ("features", features),
    ("relation", relation),
    ("root", root),
    ("tree", tree),
    ("enhanced dependencies", deps),
    ("MISC", misc),
];

/// The sentences of a file whose lines have been checked.
pub(crate) fn sentences(file: &str) -> Vec<Sentence<'_>> {
    let blocks = file.split("\n\n").filter(|block| !block.trim().is_empty());
    blocks
        .map(|block| {
            let lines = block.split('\n').filter(|line| !line.is_empty());
            let (comments, rows): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with('#'));
            let rows = rows.iter().map(|row| {
                let columns: Vec<&str> = row.split('\t').collect();
                <[&str; 10]>::try_from(columns).unwrap()
            });
            Sentence {
                comments,
                rows: rows.collect(),
            }
        })
        .collect()
}

impl<'f> Sentence<'f> {
    /// The value of a comment `# name = value`.
    fn values(&self, name: &str) -> Vec<&'f str> {
        let value = |comment: &&'f str| {
            let rest = comment.strip_prefix('#')?.trim_start().strip_prefix(name)?;
            rest.trim_start()
                .strip_prefix("= ")
                .or(rest.trim_start().strip_prefix('='))
        };
        self.comments.iter().filter_map(value).collect()
    }

    /// How many comments are `# name` or `# name id = …`.
    fn marks(&self, name: &str) -> usize {
        let is = |comment: &&&str| {
            let rest = comment
                .strip_prefix('#')
                .and_then(|rest| rest.trim_start().strip_prefix(name));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        self.comments.iter().filter(is).count()
    }

    pub(crate) fn starts_document(&self) -> bool {
        self.marks("newdoc") > 0
    }

    pub(crate) fn starts_paragraph(&self) -> bool {
        self.starts_document() || self.marks("newpar") > 0
    }

    /// The rows of words.
    pub(crate) fn words(&self) -> Vec<&[&'f str; 10]> {
        self.rows.iter().filter(|row| !row[0].contains('-')).collect()
    }

    /// The rows of written words: ranges, and words outside them.
    pub(crate) fn written(&self) -> Vec<&[&'f str; 10]> {
        let mut covered = 0;
        let mut found = Vec::new();
        for row in &self.rows {
            let last = row[0].split_once('-').and_then(|(_, last)| last.parse().ok());
            if let Some(last) = last {
                covered = last;
                found.push(row);
            } else if row[0].parse().is_ok_and(|id: usize| id > covered) {
                found.push(row);
            }
        }
        found
    }
}

pub(crate) fn entries(misc: &str) -> impl Iterator<Item = &str> {
    misc.split('|').filter(|entry| *entry != "_")
}

fn is_tight(row: &[&str; 10]) -> bool {
    entries(row[MISC]).any(|entry| entry == "SpaceAfter=No")
}

fn fault(wrong: bool, what: impl FnOnce() -> String) -> Option<String> {
    wrong.then(what)
}

// ── the file ──────────────────────────────────────────────────────────────────────────────────

/// Lines end with a line feed alone.
fn line_ends(file: &str) -> Option<String> {
    fault(file.contains('\r'), || "a carriage return".to_owned())
}

/// All text is in NFC.
fn normal_form(file: &str) -> Option<String> {
    let odd = file.split('\n').find(|line| line.nfc().ne(line.chars()));
    odd.map(|line| format!("{line:?} is not in NFC"))
}

/// One empty line ends each sentence, the last too, and no other line is empty or blank.
fn empty_lines(file: &str) -> Option<String> {
    let blank = file
        .split('\n')
        .any(|line| !line.is_empty() && line.trim().is_empty());
    let ended = file.is_empty() || file.ends_with("\n\n");
    let extra = file.starts_with('\n') || file.contains("\n\n\n");
    fault(blank || extra || !ended, || {
        format!("blank {blank}, extra {extra}, ended {ended}")
    })
}

/// In a sentence comments come first, then rows, at least one.
fn order_of_lines(file: &str) -> Option<String> {
    let blocks = file.split("\n\n").filter(|block| !block.is_empty());
    let wrong = |block: &&str| {
        let comments = block.split('\n').map(|line| line.starts_with('#'));
        !comments.clone().is_sorted_by(|a, b| a >= b) || comments.clone().all(|comment| comment)
    };
    blocks.into_iter().find(wrong).map(str::to_owned)
}

/// Every row has ten columns.
fn columns(file: &str) -> Option<String> {
    let rows = file
        .split('\n')
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.into_iter()
        .find(|row| row.split('\t').count() != 10)
        .map(str::to_owned)
}

/// No two sentences have one id.
fn unique_ids(sentences: &[Sentence<'_>]) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut ids = sentences.iter().flat_map(|sentence| sentence.values("sent_id"));
    ids.find(|id| !seen.insert(*id)).map(str::to_owned)
}

/// No paragraph or document begins behind `SpaceAfter=No`.
fn space_before_paragraph(sentences: &[Sentence<'_>]) -> Option<String> {
    let wrong = |pair: &[Sentence<'_>]| {
        pair[1].starts_paragraph() && pair[0].written().last().is_some_and(|row| is_tight(row))
    };
    sentences
        .windows(2)
        .find(|pair| wrong(pair))
        .map(|pair| pair[1].comments.join("\n"))
}

// ── a sentence ────────────────────────────────────────────────────────────────────────────────

/// White space as the validator's language, Python, has it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// No column is empty; blanks stand in forms, lemmas and MISC only, single and inside; none in a range's form.
fn blanks(sentence: &Sentence<'_>) -> Option<String> {
    let wrong = |row: &[&str; 10], i: usize| {
        let column = row[i];
        let allowed = i == MISC || (matches!(i, FORM | LEMMA) && !row[0].contains('-'));
        let space = column.contains(is_space);
        let edge = column.starts_with(is_space) || column.ends_with(is_space);
        let mut letters = column.chars().zip(column.chars().skip(1));
        let double = letters.any(|(a, b)| is_space(a) && is_space(b));
        column.is_empty() || edge || double || (space && !allowed)
    };
    let row = sentence.rows.iter().find(|row| (0..10).any(|i| wrong(row, i)));
    row.map(|row| format!("{row:?}"))
}

/// Ids count from 1; a range stands before its words, ends inside the sentence and overlaps no other.
fn ids(sentence: &Sentence<'_>) -> Option<String> {
    let (mut next, mut covered) = (1, 0);
    for row in &sentence.rows {
        let wrong = match row[0].split_once('-') {
            None => {
                next += 1;
                row[0] != (next - 1).to_string()
            }
            Some((first, last)) => {
                let range = (first.parse::<usize>().ok(), last.parse::<usize>().ok());
                let (Some(first), Some(last)) = range else {
                    return Some(row[0].to_owned());
                };
                let fits = first == next && first > covered && first < last && last <= sentence.words().len();
                covered = last;
                !fits
            }
        };
        if wrong {
            return Some(row[0].to_owned());
        }
    }
    None
}

/// There is one id, without blank and slash.
fn sentence_id(sentence: &Sentence<'_>) -> Option<String> {
    let ids = sentence.values("sent_id");
    let well = |id: &str| !id.is_empty() && !id.contains(|c| is_space(c) || c == '/');
    fault(ids.len() != 1 || !well(ids[0]), || format!("{ids:?}"))
}

/// There is one text, and it is the forms with blanks where `SpaceAfter=No` does not forbid them.
fn text(sentence: &Sentence<'_>) -> Option<String> {
    let texts = sentence.values("text");
    let [text] = texts[..] else {
        return Some(format!("{texts:?}"));
    };
    let mut rest = text;
    for row in sentence.written() {
        let Some(after) = rest.strip_prefix(row[FORM]) else {
            return Some(format!("{:?} does not begin {rest:?}", row[FORM]));
        };
        rest = after;
        if !is_tight(row) {
            if !rest.is_empty() && !rest.starts_with(is_space) {
                return Some(format!("no blank before {rest:?}"));
            }
            rest = rest.trim_start_matches(is_space);
        }
    }
    fault(
        !rest.is_empty() || text.is_empty() || text.ends_with(is_space),
        || format!("{rest:?} is left"),
    )
}

/// A document and a paragraph begin once.
fn borders(sentence: &Sentence<'_>) -> Option<String> {
    let counts = (sentence.marks("newdoc"), sentence.marks("newpar"));
    fault(counts.0 > 1 || counts.1 > 1, || format!("{counts:?}"))
}

/// `SpaceAfter` is `No` if anything, and stands on the range and not inside it.
fn space_after(sentence: &Sentence<'_>) -> Option<String> {
    let written: Vec<&str> = sentence.written().iter().map(|row| row[0]).collect();
    let wrong = |row: &&[&str; 10]| {
        let mut spaces = entries(row[MISC]).filter(|entry| entry.starts_with("SpaceAfter="));
        let inside = !written.contains(&row[0]);
        spaces.any(|entry| entry != "SpaceAfter=No" || inside) || row[MISC].contains("NoSpaceAfter")
    };
    sentence.rows.iter().find(wrong).map(|row| format!("{row:?}"))
}

/// A range has form and MISC and nothing else.
fn range(sentence: &Sentence<'_>) -> Option<String> {
    let full =
        |row: &&[&str; 10]| row[0].contains('-') && row[LEMMA..MISC].iter().any(|column| *column != "_");
    sentence.rows.iter().find(full).map(|row| format!("{row:?}"))
}

/// The part of speech is one of the seventeen.
fn upos(sentence: &Sentence<'_>) -> Option<String> {
    let words = sentence.words();
    let odd = words.iter().find(|row| Upos::from_name(row[UPOS]).is_none());
    odd.map(|row| row[UPOS].to_owned())
}

/// Features are `Name=Value`, each once, sorted without regard to case.
fn features(sentence: &Sentence<'_>) -> Option<String> {
    let name = |name: &str| {
        let bare = name.split_once('[').map_or(name, |(bare, _)| bare);
        bare.starts_with(|c: char| c.is_ascii_uppercase()) && bare.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let value = |value: &str| {
        let good = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        value.starts_with(good) && value.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let wrong = |row: &&&[&str; 10]| {
        if row[FEATS] == "_" {
            return false;
        }
        let pairs: Vec<Option<(&str, &str)>> = row[FEATS].split('|').map(|f| f.split_once('=')).collect();
        let names: Vec<String> = pairs
            .iter()
            .flatten()
            .map(|(name, _)| name.to_lowercase())
            .collect();
        let malformed = pairs.iter().any(|pair| {
            pair.is_none_or(|(n, v)| !name(n) || !v.split(',').all(value) || !v.split(',').is_sorted())
        });
        malformed || !names.is_sorted_by(|a, b| a < b)
    };
    sentence
        .words()
        .iter()
        .find(wrong)
        .map(|row| row[FEATS].to_owned())
}

/// The relation's universal part is one of the 37, its sub-type is small letters.
fn relation(sentence: &Sentence<'_>) -> Option<String> {
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    let good = |rel: &str| {
        let (base, sub) = rel.split_once(':').unwrap_or((rel, "x"));
        Rel::from_name(base).is_some() && letters(base) && letters(sub)
    };
    let words = sentence.words();
    words
        .iter()
        .find(|row| !good(row[DEPREL]))
        .map(|row| row[DEPREL].to_owned())
}

/// One word has head 0; it and no other is called root.
fn root(sentence: &Sentence<'_>) -> Option<String> {
    let words = sentence.words();
    let roots = words.iter().filter(|row| row[HEAD] == "0").count();
    let named = |row: &&&[&str; 10]| (row[HEAD] == "0") != (row[DEPREL].split(':').next() == Some("root"));
    let odd = words.iter().find(named);
    fault(roots != 1 || odd.is_some(), || format!("{roots} roots, {odd:?}"))
}

/// Every head is a word, and from every word the heads lead to the root.
fn tree(sentence: &Sentence<'_>) -> Option<String> {
    let words = sentence.words();
    let heads: Option<Vec<usize>> = words.iter().map(|row| row[HEAD].parse().ok()).collect();
    let Some(heads) = heads.filter(|heads| heads.iter().all(|head| *head <= words.len())) else {
        return Some("a head that is no word".to_owned());
    };
    // Whether a word is known to hang below the root.
    let mut below = vec![false; heads.len() + 1];
    below[0] = true;
    for word in 1..=heads.len() {
        let (mut path, mut at) = (Vec::new(), word);
        while !below[at] {
            path.push(at);
            if path.len() > heads.len() {
                return Some(format!("word {word} is in a circle"));
            }
            at = heads[at - 1];
        }
        for at in path {
            below[at] = true;
        }
    }
    None
}

/// There are no enhanced dependencies.
fn deps(sentence: &Sentence<'_>) -> Option<String> {
    let full = sentence.rows.iter().find(|row| row[DEPS] != "_");
    full.map(|row| row[DEPS].to_owned())
}

/// MISC is entries with a name, without blanks around name and value; the names are different.
fn misc(sentence: &Sentence<'_>) -> Option<String> {
    let wrong = |row: &&[&str; 10]| {
        let mut names = BTreeSet::new();
        entries(row[MISC]).any(|entry| {
            let (name, value) = entry.split_once('=').unwrap_or((entry, ""));
            let blank = [name, value]
                .iter()
                .any(|part| part.starts_with(is_space) || part.ends_with(is_space));
            name.is_empty() || blank || !names.insert(name)
        })
    };
    sentence.rows.iter().find(wrong).map(|row| row[MISC].to_owned())
}

/// A well-formed file that each test spoils in one place.
const GOOD: &str = "# newdoc id = a\n# sent_id = a-1\n# text = They didn't go.\n\
    1\tThey\tthey\tPRON\tPRP\tCase=Nom|Number=Plur\t4\tnsubj\t_\t_\n\
    2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
    2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_\n\
    3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n\
    4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n\
    5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n\
    # newpar\n# sent_id = a-2\n# text = No\n1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\t_\n\n";

#[test]
fn a_well_formed_file_breaks_no_rule() {
    assert_eq!(check(GOOD), []);
    assert_eq!(check(""), []);
}

/// Each rule finds what breaks it.
#[test]
fn every_rule_finds_its_fault() {
    let spoil = |from: &str, to: &str| GOOD.replacen(from, to, 1);
    for (rule, file) in [
        ("line ends", spoil("\n", "\r\n")),
        ("normal form", spoil("They didn", "The\u{301}y didn")),
        ("empty lines", spoil("\n\n", "\n\n\n")),
        ("empty lines", spoil("\n\n", "\n \n\n")),
        ("empty lines", GOOD.trim_end().to_owned()),
        ("order of lines", spoil("2-3\t", "# note\n2-3\t")),
        ("order of lines", spoil("# newpar\n", "# newpar\n\n")),
        ("columns", spoil("\t_\t_\n", "\t_\n")),
        ("unique sentence ids", spoil("a-2", "a-1")),
        (
            "space before a paragraph",
            spoil("punct\t_\t_", "punct\t_\tSpaceAfter=No"),
        ),
        ("blanks in columns", spoil("\tthey\t", "\t they\t")),
        ("blanks in columns", spoil("\tthey\t", "\t\t")),
        ("blanks in columns", spoil("\tPRP\t", "\tP RP\t")),
        ("blanks in columns", spoil("\tthey\t", "\tth  ey\t")),
        ("blanks in columns", spoil("2-3\tdidn't", "2-3\tdid n't")),
        ("ids", spoil("4\tgo", "6\tgo")),
        ("ids", spoil("2-3\t", "3-4\t")),
        ("ids", spoil("2-3\t", "2-9\t")),
        ("ids", spoil("2-3\t", "2-2\t")),
        ("sentence id", spoil("# sent_id = a-1\n", "")),
        ("sentence id", spoil("sent_id = a-1", "sent_id = a/1")),
        ("sentence id", spoil("sent_id = a-1", "sent_id = a 1")),
        ("text", spoil("# text = They didn't go.\n", "")),
        ("text", spoil("didn't go.\n", "didn't go .\n")),
        ("text", spoil("didn't go.\n", "didn't go. \n")),
        ("text", spoil("didn't go.\n", "didn't go. Now\n")),
        ("text", spoil("They didn't go.\n", "Theydidn't go.\n")),
        ("newdoc and newpar", spoil("# newpar\n", "# newpar\n# newpar\n")),
        (
            "newdoc and newpar",
            spoil("# newdoc id = a\n", "# newdoc id = a\n# newdoc\n"),
        ),
        ("SpaceAfter", spoil("SpaceAfter=No", "SpaceAfter=Yes")),
        ("SpaceAfter", spoil("aux\t_\t_", "aux\t_\tSpaceAfter=No")),
        ("range", spoil("didn't\t_", "didn't\tdo")),
        ("part of speech", spoil("\tVERB\t", "\tVRB\t")),
        ("features", spoil("Case=Nom|Number=Plur", "Number=Plur|Case=Nom")),
        ("features", spoil("Case=Nom|Number=Plur", "Case=Nom|Case=Acc")),
        ("features", spoil("Case=Nom", "case=Nom")),
        ("features", spoil("Case=Nom", "Case")),
        ("features", spoil("Case=Nom", "Case=Nom,Acc")),
        ("relation", spoil("\taux\t", "\tauxiliary\t")),
        ("relation", spoil("\taux\t", "\taux:Pass\t")),
        ("root", spoil("\troot\t", "\tdep\t")),
        ("root", spoil("4\tnsubj", "0\troot")),
        ("root", spoil("4\tnsubj", "4\troot")),
        ("tree", spoil("4\tnsubj", "1\tnsubj")),
        ("tree", spoil("4\tnsubj", "9\tnsubj")),
        ("tree", spoil("VERB\tVB\t_\t0\troot", "VERB\tVB\t_\t1\tdep")),
        ("enhanced dependencies", spoil("nsubj\t_", "nsubj\t4:nsubj")),
        ("MISC", spoil("SpaceAfter=No", "SpaceAfter=No|")),
        ("MISC", spoil("SpaceAfter=No", "SpaceAfter=No|SpaceAfter=No")),
        ("MISC", spoil("SpaceAfter=No", "SpaceAfter=No|Gloss= go")),
    ] {
        assert_ne!(file, GOOD, "{rule}: nothing was spoilt");
        let faults = check(&file);
        assert!(
            faults.iter().any(|(found, _)| *found == rule),
            "{rule} is not found: {faults:?} in\n{file}"
        );
    }
}
