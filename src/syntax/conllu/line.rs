//! One line of a CoNLL-U file: blank, a comment, or a row of ten columns.

/// How many columns a row has.
const COLUMNS: usize = 10;

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'t> {
    /// Ends a sentence.
    Blank,
    /// What stands behind `#`, without blanks around it.
    Comment(&'t str),
    /// A token, a multiword token or an empty node.
    Row(Row<'t>),
}

/// A row and its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row<'t> {
    pub(super) id: Id,
    pub(super) form: &'t str,
    pub(super) lemma: &'t str,
    pub(super) upos: &'t str,
    pub(super) xpos: &'t str,
    pub(super) feats: &'t str,
    pub(super) head: &'t str,
    pub(super) rel: &'t str,
    pub(super) misc: &'t str,
}

/// The first column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Id {
    /// A syntactic word, from 1.
    Word(usize),
    /// A written word of several syntactic words: the first and the last of them.
    Range(usize, usize),
    /// A word that is not written (`8.1`).
    Empty,
}

/// Reads one line; the error says what is wrong and how to mend it.
pub(super) fn parse(line: &str) -> Result<Line<'_>, String> {
    if line.trim().is_empty() {
        return Ok(Line::Blank);
    }
    if let Some(comment) = line.strip_prefix('#') {
        return Ok(Line::Comment(comment.trim()));
    }
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, form, lemma, upos, xpos, feats, head, rel, _, misc] = columns.as_slice() else {
        let found = columns.len();
        return Err(format!(
            "a row has {COLUMNS} columns parted by tabs, this one has {found} (hint: see whether tabs have become blanks)"
        ));
    };
    if let Some(empty) = columns.iter().position(|column| column.trim().is_empty()) {
        return Err(format!(
            "column {} is empty (hint: write _ where there is no value)",
            empty + 1
        ));
    }
    let id = parse_id(id).ok_or_else(|| {
        format!("{id:?} is no id (hint: 3 for a word, 3-4 for a multiword token, 8.1 for an empty node)")
    })?;
    Ok(Line::Row(Row {
        id,
        form,
        lemma,
        upos,
        xpos,
        feats,
        head,
        rel,
        misc,
    }))
}

fn parse_id(id: &str) -> Option<Id> {
    if let Some((first, last)) = id.split_once('-') {
        return Some(Id::Range(number(first)?, number(last)?));
    }
    if let Some((word, part)) = id.split_once('.') {
        let word_is_one = word == "0" || number(word).is_some();
        return (word_is_one && number(part).is_some()).then_some(Id::Empty);
    }
    number(id).map(Id::Word)
}

/// A number from 1, written without a sign or leading noughts.
fn number(digits: &str) -> Option<usize> {
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    digits.parse().ok().filter(|_| plain)
}

/// Whether a MISC column holds an attribute with this value.
pub(super) fn has(misc: &str, attribute: &str) -> bool {
    misc.split('|').any(|entry| entry == attribute)
}

/// The value of an attribute in a MISC column.
pub(super) fn value<'t>(misc: &'t str, name: &str) -> Option<&'t str> {
    misc.split('|')
        .find_map(|entry| entry.strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_words_ranges_and_empty_nodes() {
        for (id, found) in [
            ("3", Some(Id::Word(3))),
            ("3-4", Some(Id::Range(3, 4))),
            ("8.1", Some(Id::Empty)),
            ("0.1", Some(Id::Empty)),
            ("0", None),
            ("03", None),
            ("+3", None),
            ("3-", None),
            ("x", None),
            ("3.0", None),
        ] {
            assert_eq!(parse_id(id), found, "{id}");
        }
    }
}
