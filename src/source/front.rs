//! The front matter of a Markdown file: `key: value` lines between two `---` lines.

use super::meta::Meta;
use super::record::{Field, Record};
use super::{Error, Place};
use serde_json::Value;

/// Front matter is short; a longer stretch between rules is prose.
const LONGEST: usize = 200;

/// What the front matter says, and where the text below it begins.
pub(super) fn read(text: &str, place: &Place) -> Result<Option<(Meta, usize)>, Error> {
    let Some(lines) = lines(text) else {
        return Ok(None);
    };
    let end = lines.iter().map(|line| line.len()).sum();
    let inner = lines.iter().enumerate().skip(1).take(lines.len() - 2);
    let fields = inner.filter_map(|(index, line)| field(line, index + 1)).collect();
    // Fields of a wrong kind cannot be noted: all values are strings.
    let meta = Record::of_fields(fields, place.clone()).meta(&mut Vec::new())?;
    Ok(Some((meta, end)))
}

/// The lines of the front matter with both rules, if the text begins with one.
fn lines(text: &str) -> Option<Vec<&str>> {
    let all = text.split_inclusive('\n').take(LONGEST);
    let mut lines: Vec<&str> = Vec::new();
    for line in all {
        lines.push(line);
        match lines.len() {
            1 if line.trim_end() != "---" => return None,
            1 => {}
            2 if !is_key(line) => return None,
            _ if matches!(line.trim_end(), "---" | "...") => return Some(lines),
            _ if !is_yaml(line) => return None,
            _ => {}
        }
    }
    None
}

/// Whether a line opens a field: `key:` in the first column.
fn is_key(line: &str) -> bool {
    let key = line.split_once(':').map_or("", |(key, _)| key);
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-@".contains(c))
}

/// Whether a line may stand in simple YAML.
fn is_yaml(line: &str) -> bool {
    is_key(line) || line.trim().is_empty() || line.starts_with([' ', '\t', '#', '-'])
}

/// The field in a line; lists and nested values are left to others.
fn field(line: &str, number: usize) -> Option<Field> {
    is_key(line).then_some(())?;
    let (key, value) = line.split_once(':')?;
    let value = Value::String(unquote(value.trim()));
    Some(Field::new(key.to_owned(), value, Some(number)))
}

/// A YAML scalar without quotes or comment.
fn unquote(value: &str) -> String {
    let inside = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    if let Some(value) = inside('"') {
        return value.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    if let Some(value) = inside('\'') {
        return value.replace("''", "'");
    }
    let value = value.split(" #").next().unwrap_or(value).trim_end();
    let empty = matches!(value, "~" | "null" | "|" | ">");
    if empty { String::new() } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Option<(Meta, usize)> {
        read(text, &Place::file("a.md")).unwrap()
    }

    #[test]
    fn fields_are_read() {
        let front = "---\ntitle: 'Iraq''s call: talks'\ndate: 2024-11-30 # Saturday\npublisher: \"Shafaq News\"\n\
                     tags:\n  - Iraq\nid: call-1\nurl: https://e.org/1\n---\n";
        let (meta, end) = check(&format!("{front}Text.")).unwrap();
        assert_eq!(end, front.len());
        assert_eq!(meta.title.as_deref(), Some("Iraq's call: talks"));
        assert_eq!(meta.date.unwrap().to_string(), "2024-11-30");
        assert_eq!(meta.publisher.as_deref(), Some("Shafaq News"));
        assert_eq!(meta.id.as_deref(), Some("call-1"));
        assert_eq!(meta.url.as_deref(), Some("https://e.org/1"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(check("---\n\nThe talks went on.\n\n---\n"), None);
        assert_eq!(check("---\nHe said: no.\n---\n"), None);
        assert_eq!(check("---\ntitle: x\n"), None);
        assert_eq!(check("Text\n---\n"), None);
    }

    #[test]
    fn a_wrong_date_names_its_line() {
        let error = read("---\ntitle: x\ndate: soon\n---\n", &Place::file("a.md")).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("a.md:3: field `date` is no date: \"soon\";")
        );
    }
}
