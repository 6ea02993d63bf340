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
use whowhom::syntax::Tree;

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
    pub(crate) forms: &'a [&'a str],
    pub(crate) tree: &'a Tree,
}

impl Sentence<'_> {
    /// Draws the sentence, no wider than `width` where that can be.
    pub(crate) fn draw(&self, width: usize, paint: Paint, out: &mut String) {
        let id = format!("# sent_id = {}", visible(self.id));
        let _ = writeln!(out, "{}", paint.put(Style::Faint, id));
        for (i, line) in wrap(&visible(self.text), width.saturating_sub(TEXT.len()))
            .iter()
            .enumerate()
        {
            let margin = if i == 0 { TEXT } else { INDENT };
            let _ = writeln!(
                out,
                "{}{}",
                paint.put(Style::Faint, margin),
                paint.put(Style::Strong, line)
            );
        }
        let bars = Bars::new(self.tree);
        let forms: Vec<String> = self.forms.iter().map(|form| visible(form)).collect();
        let longest = forms.iter().map(|form| form.width()).max().unwrap_or(0);
        let rels = (0..self.tree.len()).map(|i| self.tree.rel(i).as_str().len());
        let labels = GAP + UPOS + GAP + rels.max().unwrap_or(0);
        // Lines lie close together only where there is no room for more.
        let wide = 2 * bars.count + SHORTEST.min(longest) + labels <= width;
        let lines = bars.count * if wide { 2 } else { 1 } + 1;
        let room = width.saturating_sub(lines + labels).max(SHORTEST);
        let column = longest.min(room);
        for (i, form) in forms.iter().enumerate() {
            let form = fit(form, column);
            let blanks = " ".repeat(column - form.width());
            let style = if self.tree.head(i).is_none() {
                Style::Strong
            } else {
                Style::Plain
            };
            let (upos, rel) = (self.tree.upos(i).as_str(), self.tree.rel(i).as_str());
            let _ = writeln!(
                out,
                "{} {}{blanks}  {}  {}",
                bars.row(self.tree, i, wide),
                paint.put(style, form),
                paint.put(Style::Faint, format!("{upos:UPOS$}")),
                paint.put(Style::Relation, rel)
            );
        }
        out.push('\n');
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
    /// Number of columns.
    count: usize,
}

#[derive(Clone, Copy)]
struct Bar {
    column: usize,
    first: usize,
    last: usize,
}

impl Bars {
    /// Gives every head the leftmost column right of its own head's, in which no other bar is in its way.
    fn new(tree: &Tree) -> Self {
        let mut bars = Self {
            of: vec![None; tree.len()],
            columns: Vec::new(),
            count: 0,
        };
        let mut waiting: Vec<usize> = tree.root().into_iter().collect();
        let mut next = 0;
        while let Some(&head) = waiting.get(next) {
            next += 1;
            let children: Vec<usize> = tree.children(head).collect();
            if let (Some(first), Some(last)) = (children.first(), children.last()) {
                let above = tree.head(head).and_then(|up| bars.of[up]);
                let least = above.map_or(0, |bar| bar.column + 1);
                bars.put(head, least, (*first).min(head), (*last).max(head));
            }
            waiting.extend(children);
        }
        bars.count = bars.columns.len();
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
        let bars = self.columns[column]
            .iter()
            .filter_map(|head| Some((*head, self.of[*head]?)));
        bars.into_iter()
            .find(|(_, bar)| bar.first <= row && row <= bar.last)
    }

    /// The lines left of a word.
    fn row(&self, tree: &Tree, row: usize, wide: bool) -> String {
        let above = tree.head(row).and_then(|head| self.of[head]);
        let own = self.of[row].map(|bar| bar.column);
        // Where the word's own line begins.
        let start = above.map(|bar| bar.column).or(own).unwrap_or(0);
        let mut line = String::new();
        for column in 0..self.count {
            let passes = column > start;
            line.push(match self.at(row, column) {
                Some((head, bar)) if head == row => match (bar.first < row, row < bar.last) {
                    (true, true) => '┼',
                    (true, false) => '┴',
                    _ => '┬',
                },
                Some((head, bar)) if tree.head(row) == Some(head) => match row {
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
