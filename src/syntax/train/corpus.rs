//! Treebanks as running text: documents with their raw text and the places of the gold words in it.
//!
//! Input: sentences of a CoNLL-U file, in order. Output: [`Document`]s. Paragraphs are parted by an
//! empty line, sentences of one paragraph by a blank where the file has one, as in the treebanks' own
//! raw texts.

use crate::syntax::conllu::Gold;
use crate::text::Span;
use crate::token::{Sentence, Token};

/// One document of a treebank.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// What the file calls it; empty where the file names no documents.
    pub id: String,
    /// Its raw text.
    pub text: String,
    /// Its sentences.
    pub sentences: Vec<Gold>,
    /// The places of each sentence's written words in `text`, in bytes.
    pub written: Vec<Vec<Span>>,
}

/// Parts sentences into documents; a file without names of documents is one.
#[must_use]
pub fn documents(gold: Vec<Gold>) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    for sentence in gold {
        if documents.is_empty() || sentence.document.is_some() {
            let id = sentence.document.clone().unwrap_or_default();
            documents.push(Document {
                id,
                ..Document::default()
            });
        }
        if let Some(document) = documents.last_mut() {
            document.push(sentence);
        }
    }
    documents
}

impl Document {
    fn push(&mut self, sentence: Gold) {
        if !self.text.is_empty() && sentence.opens_paragraph {
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str("\n\n");
        }
        let mut places = Vec::new();
        for (tokens, form) in sentence.written() {
            let start = self.text.len();
            self.text.push_str(form);
            places.push(Span::new(start, self.text.len()));
            if sentence.space_after[tokens.end - 1] {
                self.text.push(' ');
            }
        }
        self.written.push(places);
        self.sentences.push(sentence);
    }

    /// The gold sentences at their places in the text, as the `token` stair would give them.
    ///
    /// A written word whose syntactic words are not its letters one after the other stays one token.
    #[must_use]
    pub fn places(&self) -> Vec<Sentence> {
        let sentences = self.sentences.iter().zip(&self.written);
        sentences
            .filter_map(|(gold, written)| {
                let mut tokens = Vec::new();
                for ((range, form), place) in gold.written().zip(written) {
                    let parts = &gold.forms[range];
                    if parts.concat() == form {
                        push_parts(parts, place.start as usize, &mut tokens);
                    } else {
                        tokens.push(Token {
                            span: *place,
                            joined: false,
                        });
                    }
                }
                let span = tokens.first()?.span.cover(tokens.last()?.span);
                Some(Sentence {
                    span,
                    tokens,
                    opens_paragraph: gold.opens_paragraph,
                })
            })
            .collect()
    }
}

fn push_parts(parts: &[String], mut start: usize, tokens: &mut Vec<Token>) {
    for (i, part) in parts.iter().enumerate() {
        tokens.push(Token {
            span: Span::new(start, start + part.len()),
            joined: i > 0,
        });
        start += part.len();
    }
}
