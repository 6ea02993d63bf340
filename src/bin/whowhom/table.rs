//! Aligned columns, wrapped where the screen is too narrow.

use super::screen::{Paint, Style};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Blanks between columns.
const GAP: usize = 2;
/// No column is made narrower than this.
const NARROWEST: usize = 6;

/// A stretch of text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) style: Style,
}

impl Piece {
    pub(crate) fn new(style: Style, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { text, style }
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self::new(Style::Plain, text)
    }
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// A cell a column.
    pub(crate) cells: Vec<Piece>,
    /// What stands below the cells, over their whole width.
    pub(crate) below: Vec<Piece>,
}

/// A table; columns without any text are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// Names of the columns.
    pub(crate) columns: Vec<&'static str>,
    /// Rows.
    pub(crate) rows: Vec<Row>,
    /// Blanks before each line.
    pub(crate) indent: usize,
}

impl Table {
    /// An empty table.
    pub(crate) const fn new(columns: Vec<&'static str>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
            indent: 0,
        }
    }

    /// Adds a row of plain cells.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        let cells = cells.into_iter().map(Piece::from).collect();
        let below = Vec::new();
        self.rows.push(Row { cells, below });
    }

    /// Writes the table, no wider than `width` where one is given.
    pub(crate) fn write(&self, width: Option<usize>, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
        let used: Vec<usize> = (0..self.columns.len())
            .filter(|column| self.rows.iter().any(|row| !row.cells[*column].text.is_empty()))
            .collect();
        let widths = self.widths(&used, width);
        let heads = used
            .iter()
            .map(|column| Piece::new(Style::Faint, self.columns[*column]));
        self.line(&heads.collect::<Vec<_>>(), &widths, paint, out)?;
        for row in &self.rows {
            let cells: Vec<Piece> = used.iter().map(|column| row.cells[*column].clone()).collect();
            self.line(&cells, &widths, paint, out)?;
            self.below(&row.below, width, paint, out)?;
        }
        Ok(())
    }

    /// The widths of the columns in use.
    fn widths(&self, used: &[usize], width: Option<usize>) -> Vec<usize> {
        let natural = |column: &usize| {
            let cells = self.rows.iter().map(|row| row.cells[*column].text.width());
            cells.chain([self.columns[*column].width()]).max().unwrap_or(0)
        };
        let natural: Vec<usize> = used.iter().map(natural).collect();
        let Some(width) = width else { return natural };
        let room = width.saturating_sub(self.indent + GAP * used.len().saturating_sub(1));
        let capped = |cap: usize| natural.iter().map(move |width| (*width).min(cap));
        // The widest columns give way, all to the same width.
        let widest = natural.iter().copied().max().unwrap_or(0);
        let cap = (NARROWEST..=widest)
            .rev()
            .find(|cap| capped(*cap).sum::<usize>() <= room);
        capped(cap.unwrap_or(NARROWEST)).collect()
    }

    fn line(&self, cells: &[Piece], widths: &[usize], paint: Paint, out: &mut dyn Write) -> io::Result<()> {
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| wrap(&cell.text, *width))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for number in 0..height {
            let mut blanks = self.indent;
            for ((cell, lines), width) in cells.iter().zip(&wrapped).zip(widths) {
                let text = lines.get(number).map_or("", String::as_str);
                if !text.is_empty() {
                    write!(out, "{:blanks$}{}", "", paint.put(cell.style, text))?;
                    blanks = 0;
                }
                blanks += width.saturating_sub(text.width()) + GAP;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// Writes pieces of running text, wrapped between words and indented by two more.
    fn below(
        &self,
        pieces: &[Piece],
        width: Option<usize>,
        paint: Paint,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if pieces.is_empty() {
            return Ok(());
        }
        let indent = self.indent + GAP;
        write!(out, "{:indent$}", "")?;
        flow(pieces, indent, width, paint, out)
    }
}

/// Writes pieces of running text, wrapped between words; the first line is indented already.
pub(crate) fn flow(
    pieces: &[Piece],
    indent: usize,
    width: Option<usize>,
    paint: Paint,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut column = indent;
    // Blanks wait for the next word, so that none stands at the end of a line.
    let mut blank = false;
    for piece in pieces {
        for (number, word) in piece.text.split(' ').enumerate() {
            blank |= number > 0;
            if word.is_empty() {
                continue;
            }
            let gap = usize::from(blank && column > indent);
            if gap == 1 && width.is_some_and(|width| column + gap + word.width() > width) {
                write!(out, "\n{:indent$}", "")?;
                column = indent;
            } else {
                write!(out, "{:gap$}", "")?;
                column += gap;
            }
            write!(out, "{}", paint.put(piece.style, word))?;
            column += word.width();
            blank = false;
        }
    }
    writeln!(out)
}

/// Cuts a text into lines of a width, between words where it can.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let mut word = word;
        loop {
            let line = lines.last_mut().expect("there is always a line");
            let gap = usize::from(!line.is_empty());
            if line.width() + gap + word.width() <= width {
                line.push_str(if gap == 1 { " " } else { "" });
                line.push_str(word);
                break;
            }
            if line.is_empty() {
                let (head, tail) = word.split_at(cut(word, width));
                line.push_str(head);
                word = tail;
                if word.is_empty() {
                    break;
                }
            }
            lines.push(String::new());
        }
    }
    lines
}

/// Where a word that is too long is cut: behind the last character that fits, at least one.
pub(crate) fn cut(word: &str, width: usize) -> usize {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let fitting = ends
        .clone()
        .take_while(|end| word[..*end].width() <= width)
        .last();
    fitting.or_else(|| ends.clone().next()).unwrap_or(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(table: &Table, width: Option<usize>) -> String {
        let mut out = Vec::new();
        table.write(width, Paint(false), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_are_aligned_and_empty_ones_left_out() {
        let mut table = Table::new(vec!["who", "where", "what"]);
        table.row(["Çiçek".into(), String::new(), "spoke".into()]);
        table.row(["日本".into(), String::new(), "listened".into()]);
        assert_eq!(
            check(&table, None),
            "who    what\nÇiçek  spoke\n日本   listened\n"
        );
    }

    #[test]
    fn cells_and_texts_are_wrapped() {
        let mut table = Table::new(vec!["who", "what"]);
        table.row(["the ministry of foreign affairs".into(), "spoke".into()]);
        table.rows[0].below = vec!["a quotation of some ".into(), "words".into()];
        assert_eq!(
            check(&table, Some(20)),
            "who            what\nthe ministry   spoke\nof foreign\naffairs\n  a quotation of\n  some words\n"
        );
        assert_eq!(wrap("incomprehensible", 6), ["incomp", "rehens", "ible"]);
    }
}
