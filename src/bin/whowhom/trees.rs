//! The trees of one document, as CoNLL-U or drawn.

use super::draw;
use super::screen::Paint;
use whowhom::source::Document;
use whowhom::syntax::Tree;
use whowhom::syntax::conllu::{self, Given};
use whowhom::token::Sentence;

/// Where trees are drawn: width and colours; CoNLL-U is written where there is none.
type Canvas = Option<(usize, Paint)>;

/// The trees of a text.
pub(crate) fn of_text(
    name: &str,
    document: &Document,
    sentences: &[Sentence],
    trees: &[Tree],
    canvas: Canvas,
) -> String {
    let Some((width, paint)) = canvas else {
        return conllu::write(&conllu::Document {
            id: &document.id,
            name,
            text: &document.text,
            masked: &document.masked,
            sentences,
            trees,
        });
    };
    let mut out = String::new();
    for (number, (sentence, tree)) in sentences.iter().zip(trees).enumerate() {
        let forms = sentence.tokens.iter().map(|token| token.span.of(&document.text));
        let picture = draw::Sentence {
            id: &format!("{name}-{}", number + 1),
            text: sentence.span.of(&document.text),
            words: words(forms, tree),
        };
        picture.draw(width, paint, &mut out);
    }
    out
}

/// The trees of given tokens.
pub(crate) fn of_tokens(name: &str, given: &Given, trees: &[Tree], canvas: Canvas) -> String {
    let Some((width, paint)) = canvas else {
        return given.write(trees);
    };
    let mut out = String::new();
    for (number, (sentence, tree)) in given.sentences.iter().zip(trees).enumerate() {
        let made = format!("{name}-{}", number + 1);
        let picture = draw::Sentence {
            id: comment(given, number, "sent_id").unwrap_or(&made),
            text: sentence.span.of(&given.text),
            words: words(given.forms(number).into_iter(), tree),
        };
        picture.draw(width, paint, &mut out);
    }
    out
}

/// What a sentence's comments say under a name.
pub(crate) fn comment<'a>(given: &'a Given, number: usize, key: &str) -> Option<&'a str> {
    let mut comments = given.comments(number).iter();
    let value = comments.find_map(|comment| comment.strip_prefix(key)?.trim_start().strip_prefix('='));
    value.map(str::trim)
}

/// The words of a sentence, each with its place in the tree.
fn words<'a>(forms: impl Iterator<Item = &'a str>, tree: &Tree) -> Vec<draw::Word<'a>> {
    let word = |(i, form)| draw::Word {
        form,
        upos: tree.upos(i).as_str(),
        rel: tree.rel(i).as_str(),
        head: tree.head(i),
    };
    forms.enumerate().map(word).collect()
}
