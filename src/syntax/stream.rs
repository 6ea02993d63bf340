//! Parses a text of any length as it is read, in bounded memory.
//!
//! Input: a [`BufRead`]. Output: its sentences, one after the other, with their places in the whole input.
//! The text is taken in blocks that end where a paragraph does; a sentence never crosses such a border.

use super::analyse::SentenceView;
use super::tree::Tree;
use super::{Model, Parser};
use crate::token::Sentence;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

/// How much is read before a border is looked for, and how much at most, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockSize {
    /// A block ends at the last border of a paragraph within so many bytes …
    pub usual: usize,
    /// … or, where there is none, at the first one behind; but at the latest after so many.
    pub most: usize,
}

impl Default for BlockSize {
    /// A quarter of a mebibyte, and four.
    fn default() -> Self {
        Self {
            usual: 256 * 1024,
            most: 4 * 1024 * 1024,
        }
    }
}

/// One sentence of a stream with its tree.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The block that the sentence stands in, shared with its neighbours.
    text: Arc<str>,
    offset: u64,
    sentence: Sentence,
    tree: Tree,
}

impl Parsed {
    /// The sentence and its tokens.
    #[must_use]
    pub fn view(&self) -> SentenceView<'_> {
        SentenceView::new(&self.text, &self.sentence, &self.tree, self.offset)
    }
}

/// The sentences of a stream; see [`Model::stream`].
pub struct Stream<'m, R> {
    reader: R,
    size: BlockSize,
    parser: Parser<'m>,
    /// What has been read and is not yet cut.
    rest: Vec<u8>,
    /// Bytes of the input before `rest`.
    read: u64,
    text: Arc<str>,
    /// Bytes of the input before `text`.
    offset: u64,
    /// The rest of the block's sentences with their trees.
    sentences: std::vec::IntoIter<(Sentence, Tree)>,
    ended: bool,
}

impl Model {
    /// Parses a stream of UTF-8, sentence by sentence.
    ///
    /// The sentences are those of [`Model::parse`] on the whole input, with two reservations.
    /// Whether single line breaks end a sentence is decided block by block, not once.
    /// And a paragraph of more than [`BlockSize::most`] bytes is cut: at a line's end, else at a blank.
    ///
    /// ```
    /// use whowhom::syntax::Model;
    ///
    /// let model = Model::english();
    /// let input = "The ministers met in Oslo.\n\nThey didn't agree.\n";
    /// for sentence in model.stream(input.as_bytes()) {
    ///     let sentence = sentence?;
    ///     for token in sentence.view().tokens() {
    ///         let place = token.range();
    ///         assert_eq!(&input[place.start as usize..place.end as usize], token.text());
    ///     }
    /// }
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// The iterator gives what the reader gives, and [`io::ErrorKind::InvalidData`] with its place for bytes that
    /// are not UTF-8; after an error it ends.
    pub fn stream<R: BufRead>(&self, reader: R) -> Stream<'_, R> {
        self.stream_by(reader, BlockSize::default())
    }

    /// Parses a stream in blocks of another size.
    pub fn stream_by<R: BufRead>(&self, reader: R, size: BlockSize) -> Stream<'_, R> {
        let usual = size.usual.max(1);
        Stream {
            reader,
            size: BlockSize {
                usual,
                // No character is longer than four bytes.
                most: size.most.max(usual).max(4),
            },
            parser: Parser::new(self),
            rest: Vec::new(),
            read: 0,
            text: Arc::from(""),
            offset: 0,
            sentences: Vec::new().into_iter(),
            ended: false,
        }
    }
}

impl<R: BufRead> Iterator for Stream<'_, R> {
    type Item = io::Result<Parsed>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((sentence, tree)) = self.sentences.next() {
                return Some(Ok(Parsed {
                    text: Arc::clone(&self.text),
                    offset: self.offset,
                    sentence,
                    tree,
                }));
            }
            if self.ended {
                return None;
            }
            if let Err(error) = self.next_block() {
                self.ended = true;
                return Some(Err(error));
            }
        }
    }
}

impl<R: BufRead> Stream<'_, R> {
    /// Reads and parses the next block.
    fn next_block(&mut self) -> io::Result<()> {
        let mut wanted = self.size.usual;
        let end = loop {
            self.fill(wanted)?;
            if self.ended {
                break self.rest.len();
            }
            if let Some(border) = border(&self.rest) {
                break border;
            }
            if wanted == self.size.most {
                break emergency(&self.rest);
            }
            wanted = (2 * wanted).min(self.size.most);
        };
        let block: Vec<u8> = self.rest.drain(..end).collect();
        let text = String::from_utf8(block).map_err(|error| {
            let at = self.read + error.utf8_error().valid_up_to() as u64;
            let message = format!("the text is not UTF-8 at byte {at} (hint: convert it)");
            io::Error::new(io::ErrorKind::InvalidData, message)
        })?;
        self.offset = self.read;
        self.read += end as u64;
        self.text = Arc::from(text);
        let model = self.parser.model();
        let sentences = model.splitter.split(&self.text, &[]);
        let trees = self.parser.parse_all(&self.text, &sentences);
        let parsed: Vec<_> = sentences.into_iter().zip(trees).collect();
        self.sentences = parsed.into_iter();
        Ok(())
    }

    /// Reads on until `wanted` bytes are there or the input ends.
    fn fill(&mut self, wanted: usize) -> io::Result<()> {
        let missing = wanted.saturating_sub(self.rest.len()) as u64;
        let got = self.reader.by_ref().take(missing).read_to_end(&mut self.rest)? as u64;
        self.ended = got < missing;
        Ok(())
    }
}

/// One past the last empty line.
fn border(bytes: &[u8]) -> Option<usize> {
    let mut end = None;
    for at in (0..bytes.len()).rev() {
        match (bytes[at], end) {
            (b'\n', Some(end)) => return Some(end),
            (b'\n', None) => end = Some(at + 1),
            (b' ' | b'\t' | b'\r', _) => (),
            _ => end = None,
        }
    }
    None
}

/// Where to cut a block without any border: behind a line, else behind a blank, else behind a character.
fn emergency(bytes: &[u8]) -> usize {
    let behind = |wanted: fn(&u8) -> bool| bytes.iter().rposition(wanted).map(|at| at + 1);
    let first_byte = |b: &u8| b & 0xC0 != 0x80;
    behind(|b| *b == b'\n')
        .or_else(|| behind(u8::is_ascii_whitespace))
        .or_else(|| bytes.iter().rposition(first_byte).filter(|at| *at > 0))
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Ankara, Çavuşoğlu said, won’t agree.\n \r\nA second paragraph. It has two sentences.\n\n\n\nThe end";

    fn show(model: &Model, text: &str, size: BlockSize) -> Vec<(u64, String, Tree)> {
        let parsed = model.stream_by(text.as_bytes(), size).map(|sentence| {
            let sentence = sentence.expect("the text is UTF-8");
            let view = sentence.view();
            let range = view.range();
            assert_eq!(&text[range.start as usize..range.end as usize], view.text());
            (range.start, view.text().to_owned(), view.tree().clone())
        });
        parsed.collect()
    }

    #[test]
    fn blocks_end_with_paragraphs() {
        let model = Model::english();
        let whole = model.parse(TEXT);
        let whole: Vec<_> = whole
            .sentences()
            .map(|s| (s.range().start, s.text().to_owned(), s.tree().clone()))
            .collect();
        assert_eq!(whole.len(), 4);
        for usual in 1..TEXT.len() + 2 {
            let size = BlockSize {
                usual,
                most: TEXT.len() + 2,
            };
            assert_eq!(show(&model, TEXT, size), whole, "{usual}");
        }
    }

    #[test]
    fn no_block_is_larger_than_allowed() {
        let model = Model::english();
        let long = "Ördek ".repeat(300) + &"ö".repeat(301);
        for most in [4, 5, 64] {
            let size = BlockSize { usual: 1, most };
            for sentence in model.stream_by(long.as_bytes(), size) {
                assert!(sentence.expect("UTF-8").text.len() <= most);
            }
        }
    }

    #[test]
    fn broken_bytes_are_named() {
        let model = Model::english();
        let input = b"It is well.\n\nIt \xFF is not.\n\nNor is this.";
        let size = BlockSize { usual: 4, most: 64 };
        let found: Vec<_> = model.stream_by(&input[..], size).collect();
        assert_eq!(found.len(), 2);
        let error = found[1].as_ref().expect_err("the second paragraph is broken");
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        assert!(error.to_string().contains("byte 16"), "{error}");
    }
}
