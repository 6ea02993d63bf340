//! Trees drawn for a terminal: the words stand in a column in their order, the lines lie to their left.
//!
//! A vertical bar joins a head with its dependents; each dependent's line leaves it to the right and ends at its word.
//! A word that has dependents stands where its bar meets its line (`┬`, `┴`, `┼`).
//! In a tree with crossing arcs, a line that only passes a bar is drawn as `╪`.

use super::screen::{Paint, Style};
use super::table::{cut, wrap};
use super::word;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// A form is cut no shorter than this.
const SHORTEST: usize = 8;
/// Columns of the longest part of speech.
const UPOS: usize = 5;
/// Blanks before the part of speech and before the relation.
const GAP: usize = 2;

/// One sentence.
pub(crate) struct Sentence<'a> {
    pub(crate) id: &'a str,
    pub(crate) text: &'a str,
    pub(crate) words: Vec<Word<'a>>,
}

/// One word.
pub(crate) struct Word<'a> {
    pub(crate) form: &'a str,
    pub(crate) upos: &'a str,
    pub(crate) rel: &'a str,
    /// Its head, from 0; the root has none.
    pub(crate) head: Option<usize>,
}

impl Sentence<'_> {
    /// Draws the sentence, no wider than `width` where that can be.
    pub(crate) fn draw(&self, width: usize, paint: Paint, out: &mut String) {
        let id = format!("# sent_id = {}", visible(self.id));
        let _ = writeln!(out, "{}", paint.put(Style::Faint, id));
        let lines = wrap(&visible(self.text), width.saturating_sub(TEXT.len()));
        for (i, line) in lines.iter().enumerate() {
            let margin = if i == 0 { TEXT } else { INDENT };
            let (margin, line) = (paint.put(Style::Faint, margin), paint.put(Style::Strong, line));
            let _ = writeln!(out, "{margin}{line}");
        }
        self.words(width, paint, out);
        out.push('\n');
    }

    fn words(&self, width: usize, paint: Paint, out: &mut String) {
        let bars = Bars::new(&self.words);
        let forms: Vec<String> = self.words.iter().map(|word| visible(word.form)).collect();
        let longest = forms.iter().map(|form| form.width()).max().unwrap_or(0);
        let rels = self.words.iter().map(|word| word.rel.len());
        let labels = GAP + UPOS + GAP + rels.max().unwrap_or(0);
        // Lines lie close together only where there is no room for more.
        let wide = 2 * bars.columns.len() + 1 + SHORTEST.min(longest) + labels <= width;
        let lines = bars.columns.len() * if wide { 2 } else { 1 } + 1;
        let room = width.saturating_sub(lines + labels).max(SHORTEST);
        let column = longest.min(room);
        for (i, (word, form)) in self.words.iter().zip(&forms).enumerate() {
            let form = fit(form, column);
            let blanks = " ".repeat(column - form.width());
            let root = word.head.is_none();
            let form = paint.put(if root { Style::Strong } else { Style::Plain }, form);
            let upos = paint.put(Style::Faint, format!("{:UPOS$}", word.upos));
            let rel = paint.put(Style::Relation, word.rel);
            let line = bars.row(&self.words, i, wide);
            let _ = writeln!(out, "{line} {form}{blanks}  {upos}  {rel}");
        }
    }
}

/// What stands before a sentence's text.
const TEXT: &str = "# text = ";
/// What stands before its further lines.
const INDENT: &str = "         ";

/// The bar of each head: its column, and the rows from the first to the last of head and dependents.
struct Bars {
    of: Vec<Option<Bar>>,
    /// Heads by column.
    columns: Vec<Vec<usize>>,
}

#[derive(Clone, Copy)]
struct Bar {
    column: usize,
    first: usize,
    last: usize,
}

impl Bars {
    /// Gives every head the leftmost column right of its own head's, in which no other bar is in its way.
    fn new(words: &[Word<'_>]) -> Self {
        let mut bars = Self {
            of: vec![None; words.len()],
            columns: Vec::new(),
        };
        let mut children = vec![Vec::new(); words.len()];
        let mut waiting = Vec::new();
        for (i, word) in words.iter().enumerate() {
            match word.head {
                None => waiting.push(i),
                Some(head) => children[head].push(i),
            }
        }
        let mut next = 0;
        while let Some(&head) = waiting.get(next) {
            next += 1;
            let children = &children[head];
            if let (Some(first), Some(last)) = (children.first(), children.last()) {
                let above = words[head].head.and_then(|up| bars.of[up]);
                let least = above.map_or(0, |bar| bar.column + 1);
                bars.put(head, least, (*first).min(head), (*last).max(head));
            }
            waiting.extend(children);
        }
        bars
    }

    fn put(&mut self, head: usize, least: usize, first: usize, last: usize) {
        let free = |heads: &Vec<usize>| {
            let clear = |bar: Bar| bar.last < first || last < bar.first;
            heads.iter().all(|head| self.of[*head].is_none_or(clear))
        };
        let column = (least..self.columns.len())
            .find(|column| free(&self.columns[*column]))
            .unwrap_or(self.columns.len());
        if column == self.columns.len() {
            self.columns.push(Vec::new());
        }
        self.columns[column].push(head);
        self.of[head] = Some(Bar { column, first, last });
    }

    /// The head whose bar passes a row in a column.
    fn at(&self, row: usize, column: usize) -> Option<(usize, Bar)> {
        let heads = self.columns[column].iter();
        let mut bars = heads.filter_map(|head| Some((*head, self.of[*head]?)));
        bars.find(|(_, bar)| bar.first <= row && row <= bar.last)
    }

    /// The lines left of a word.
    fn row(&self, words: &[Word<'_>], row: usize, wide: bool) -> String {
        let above = words[row].head.and_then(|head| self.of[head]);
        let own = self.of[row].map(|bar| bar.column);
        // Where the word's own line begins.
        let start = above.map(|bar| bar.column).or(own).unwrap_or(0);
        let mut line = String::new();
        for column in 0..self.columns.len() {
            let passes = column > start;
            line.push(match self.at(row, column) {
                Some((head, bar)) if head == row => match (bar.first < row, row < bar.last) {
                    (true, true) => '┼',
                    (true, false) => '┴',
                    _ => '┬',
                },
                Some((head, bar)) if words[row].head == Some(head) => match row {
                    row if row == bar.first => '╭',
                    row if row == bar.last => '╰',
                    _ => '├',
                },
                Some(_) if passes => '╪',
                Some(_) => '│',
                None if passes => '─',
                None => ' ',
            });
            if wide {
                line.push(if column >= start { '─' } else { ' ' });
            }
        }
        line
    }
}

/// A text on one line, without what could steer a terminal or turn the direction of writing.
fn visible(text: &str) -> String {
    let steers = |c: char| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    word::line(&text.replace(steers, ""))
}

/// The beginning of a form, where the whole is too wide.
fn fit(form: &str, width: usize) -> String {
    if form.width() <= width {
        return form.to_owned();
    }
    let end = cut(form, width.saturating_sub(1));
    format!("{}…", &form[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(words: &[(&str, usize)], width: usize) -> String {
        let words = words.iter().map(|(form, head)| Word {
            form,
            upos: "NOUN",
            rel: if *head == 0 { "root" } else { "dep" },
            head: head.checked_sub(1),
        });
        let sentence = Sentence {
            id: "s",
            text: "t",
            words: words.collect(),
        };
        let mut out = String::new();
        sentence.draw(width, Paint(false), &mut out);
        out.split_once("t\n")
            .map(|(_, tree)| tree.to_owned())
            .expect("a head")
    }

    #[test]
    fn words_stand_in_a_column_and_lines_left_of_them() {
        let words = [("The", 2), ("dog", 3), ("saw", 0), ("a", 5), ("cat", 3)];
        let lines = [
            "  ╭─ The  NOUN   dep",
            "╭─┴─ dog  NOUN   dep",
            "┼─── saw  NOUN   root",
            "│ ╭─ a    NOUN   dep",
            "╰─┴─ cat  NOUN   dep",
        ];
        assert_eq!(draw(&words, 80).trim_end().lines().collect::<Vec<_>>(), lines);
        assert_eq!(draw(&[("Yes", 0)], 80), " Yes  NOUN   root\n\n");
    }

    /// `which was a boxer` hangs on `dog`, over `today`, which hangs on `saw`.
    #[test]
    fn crossing_arcs_are_drawn() {
        let words = [("saw", 0), ("dog", 1), ("today", 1), ("which", 5), ("barked", 2)];
        let lines = [
            "┬───── saw     NOUN   root",
            "├─┬─── dog     NOUN   dep",
            "╰─╪─── today   NOUN   dep",
            "  │ ╭─ which   NOUN   dep",
            "  ╰─┴─ barked  NOUN   dep",
        ];
        assert_eq!(draw(&words, 80).trim_end().lines().collect::<Vec<_>>(), lines);
        // Two heads of one depth whose words alternate.
        let words = [("r", 0), ("a", 1), ("b", 1), ("c", 2), ("d", 3)];
        let lines = [
            "┬───── r  NOUN   root",
            "├─┬─── a  NOUN   dep",
            "╰─╪─┬─ b  NOUN   dep",
            "  ╰─╪─ c  NOUN   dep",
            "    ╰─ d  NOUN   dep",
        ];
        assert_eq!(draw(&words, 80).trim_end().lines().collect::<Vec<_>>(), lines);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let drawn = draw(&[("俄罗斯", 2), ("met", 0), ("e\u{301}", 2)], 80);
        let lines: Vec<&str> = drawn.lines().collect();
        assert_eq!(lines[0], "╭─ 俄罗斯  NOUN   dep");
        assert_eq!(lines[1], "┼─ met     NOUN   root");
        assert_eq!(lines[2], "╰─ e\u{301}       NOUN   dep");
    }

    #[test]
    fn what_is_too_wide_is_cut() {
        let long = "x".repeat(300);
        for width in [40, 41, 60, 100] {
            let drawn = draw(
                &[
                    (&long, 2),
                    ("met", 0),
                    ("俄罗斯俄罗斯俄罗斯俄罗斯俄罗斯俄罗斯俄罗斯俄罗斯", 2),
                ],
                width,
            );
            assert!(drawn.lines().all(|line| line.width() <= width), "{drawn}");
            assert!(drawn.contains('…'));
        }
        // A chain is drawn however deep it is.
        let chain: Vec<(&str, usize)> = (0..700).map(|head| ("x", head)).collect();
        assert_eq!(draw(&chain, 80).lines().count(), 701);
    }

    #[test]
    fn nothing_steers_the_terminal() {
        let drawn = draw(&[("\u{202e}evil\u{1b}[31m", 0)], 80);
        assert!(drawn.starts_with(" evil [31m"), "{drawn:?}");
    }
}
