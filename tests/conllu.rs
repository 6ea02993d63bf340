//! CoNLL-U as written is valid and holds the whole text; given tokens come back as they were.

mod rules;

use crate::properties::{anything, config};
use crate::support::{files, here, model, reader, text};
use proptest::prelude::*;
use rules::{FORM, MISC, Sentence, entries, sentences};
use unicode_normalization::UnicodeNormalization;
use whowhom::source::{Config, Document, read_text};
use whowhom::syntax::{BlockSize, SentenceView, TokenView, conllu};

/// A document's CoNLL-U.
fn write(document: &Document) -> String {
    let (sentences, trees) = reader().parse(document);
    conllu::write(&conllu::Document {
        id: &document.id,
        name: &conllu::name(&document.id),
        text: &document.text,
        masked: &document.masked,
        sentences: &sentences,
        trees: &trees,
    })
}

/// A document of a text that is all prose.
fn prose(text: &str) -> Document {
    Document {
        text: text.to_owned(),
        ..reader().read_text("").document
    }
}

/// Writes a document and checks the file: rules, offsets, text.
#[track_caller]
fn check(document: &Document) -> String {
    let file = write(document);
    let faults = rules::check(&file);
    assert!(faults.is_empty(), "{faults:?} in {:?}:\n{file}", document.text);
    let letters: Vec<char> = document.text.chars().collect();
    for sentence in sentences(&file) {
        for row in &sentence.rows {
            let place = |name| value(row, name).unwrap().parse::<usize>().unwrap();
            let words: String = letters[place("start_char")..place("end_char")].iter().collect();
            assert_eq!(original(row), words, "{row:?} of {:?}", document.text);
        }
    }
    let prose = without_masks(document);
    if document.masked.is_empty() && !file.is_empty() {
        assert_eq!(rebuild(&file), prose, "rebuilt from\n{file}");
    } else if !file.is_empty() {
        // Where markup alone parts two paragraphs, the file shows a border.
        assert_eq!(dense(&rebuild(&file)), dense(&prose), "rebuilt from\n{file}");
    }
    file
}

fn without_masks(document: &Document) -> String {
    let masked = |at: usize| {
        let at = at as u32;
        document.masked.iter().any(|m| m.start <= at && at < m.end)
    };
    let letters = document.text.char_indices();
    letters.filter(|(at, _)| !masked(*at)).map(|(_, c)| c).collect()
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn value<'f>(row: &[&'f str; 10], name: &str) -> Option<&'f str> {
    entries(row[MISC]).find_map(|entry| entry.strip_prefix(name)?.strip_prefix('='))
}

/// The word as it stood.
fn original(row: &[&str; 10]) -> String {
    value(row, "OriginalForm").map_or_else(|| row[FORM].to_owned(), unescape)
}

fn unescape(value: &str) -> String {
    let mut out = String::new();
    let mut letters = value.chars();
    while let Some(c) = letters.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match letters.next().unwrap() {
            's' => out.push(' '),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'n' => out.push('\n'),
            'p' => out.push('|'),
            '\\' => out.push('\\'),
            'u' => {
                let digits: String = letters.by_ref().take_while(|c| *c != '}').skip(1).collect();
                out.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
            }
            other => panic!("\\{other} is no escape"),
        }
    }
    out
}

/// The text of one document, as anybody could rebuild it from the file.
fn rebuild(file: &str) -> String {
    let sentences = sentences(file);
    let mut out = String::new();
    for (i, sentence) in sentences.iter().enumerate() {
        let written = sentence.written();
        for (k, row) in written.iter().enumerate() {
            out += &value(row, "SpacesBefore").map_or(String::new(), unescape);
            out += &original(row);
            let tight = entries(row[MISC]).any(|entry| entry == "SpaceAfter=No");
            let usual = match sentences.get(i + 1) {
                _ if tight => "",
                _ if k + 1 < written.len() => " ",
                None => "",
                Some(next) if next.starts_paragraph() => "\n\n",
                Some(_) => " ",
            };
            out += &value(row, "SpacesAfter").map_or(usual.to_owned(), unescape);
        }
    }
    out
}

/// What is written comes back: the text, the tokens, and a file that differs in its analysis at most.
#[track_caller]
fn check_given(file: &str) {
    let documents = conllu::documents(file).unwrap_or_else(|error| panic!("{error} in\n{file}"));
    let again: String = documents
        .iter()
        .map(|document| document.write(&document.parse(model())))
        .collect();
    let faults = rules::check(&again);
    assert!(faults.is_empty(), "{faults:?} in\n{again}");
    let kept = |sentence: &Sentence<'_>| -> Vec<String> {
        let rows = sentence
            .rows
            .iter()
            .map(|row| [row[0], row[FORM], row[MISC]].join("\t"));
        let comments = sentence.comments.iter().map(|comment| (*comment).to_owned());
        comments.chain(rows).collect()
    };
    let kept = |file: &str| -> Vec<Vec<String>> { sentences(file).iter().map(kept).collect() };
    assert_eq!(kept(file), kept(&again));
    for document in &documents {
        for sentence in &document.sentences {
            assert_eq!(sentence.span.start, sentence.tokens[0].span.start);
            assert!(
                sentence
                    .tokens
                    .iter()
                    .all(|token| !token.span.of(&document.text).is_empty())
            );
            let mut pairs = sentence.tokens.windows(2);
            assert!(pairs.all(|pair| pair[0].span.end <= pair[1].span.start));
        }
    }
}

/// Texts of the repository: the corpus, the examples, the literate cases.
fn texts() -> Vec<Document> {
    let mut found = Vec::new();
    for path in files("tests/corpus", ".txt")
        .into_iter()
        .chain(files("docs/examples", ".txt"))
    {
        found.push(read_text("a/b c", &text(&path), &Config::default()).unwrap());
    }
    for path in files("tests/cases", ".md") {
        let file = text(&path);
        // Odd parts, split at the fences, are blocks; what stands before `---` is the text.
        for block in file.split("\n```").skip(1).step_by(2) {
            let given = block.split_once('\n').map_or("", |(_, rest)| rest);
            let given = given.split("\n---").next().unwrap_or_default();
            found.push(prose(given));
        }
    }
    found
}

#[test]
fn the_corpus_is_written_validly() {
    let texts = texts();
    assert!(texts.len() > 50);
    for document in texts {
        let file = check(&document);
        check_given(&file);
    }
}

#[test]
fn odd_texts_are_written_validly() {
    let long = "ab".repeat(5000);
    let composed = "e\u{301}".repeat(5000);
    for odd in [
        "",
        " ",
        "\n \t\r\n",
        " It stands.",
        "It stands. ",
        "It stands.\n\n\nIt  falls.\tAnd\u{a0}rises.\r\n",
        "👩‍👩‍👧 met 🇸🇾. 😀",
        "Erdog\u{306}an met C\u{327}avus\u{327}og\u{306}lu. A\u{30a}ngstro\u{308}m’s",
        "1 <\u{338} 2 and 3=\u{338}4 >\u{338}",
        "\"\u{301}x\u{323}\"\u{301} \u{301}\u{323}",
        "\u{1112}\u{1161}\u{11ab} K 한국 \u{2126}",
        "هاجمت روسيا جورجيا يوم الاثنين، حسبما قالت فرنسا.",
        "\u{202e}Russia\u{202c} attacked \u{2066}Georgia\u{2069}.",
        "“We didn’t,” he said — ‘never’.",
        "in\u{ad}formation \u{200b} zero\u{200b}width\u{2060}\u{feff} \u{ad} \u{200c}'s don\u{200c}'t",
        "a\tb\u{b}c\u{c}d\u{85}e\u{2028}f\u{2029}g\u{3000}h\u{2003}i\u{1f}j\u{0}k\u{1b}[31m",
        "_ | \\ # a|b=c \\s # text = no",
        "# newdoc\n\n1\t2\t3",
        "cannot gonna I'd've won't, workers' _'s 's n't",
        "Iran \u{200c}'s",
        &long,
        &composed,
    ] {
        let file = check(&prose(odd));
        if !file.is_empty() {
            check_given(&file);
        }
    }
}

#[test]
fn markup_is_left_out() {
    let html = "<p>Russia attacked <b>Georgia</b>.</p><p>France &amp; Spain met.</p>";
    let document = read_text("page", html, &Config::default()).unwrap();
    assert!(!document.masked.is_empty());
    let file = check(&document);
    assert!(file.contains("# text = Russia attacked Georgia.\n"), "{file}");
    assert!(!file.contains("<b>"), "{file}");
}

/// Every odd id makes one that sentences can bear.
#[test]
fn any_document_id_will_do() {
    for id in [
        "",
        " ",
        "a/b c",
        "https://e.org/?a=b&c=d#e",
        "e\u{301}",
        "a\nb\tc\u{a0}d",
        "é\u{0}",
    ] {
        let document = Document {
            id: id.to_owned(),
            ..prose("It stands.")
        };
        check(&document);
    }
}

#[test]
fn spaces_are_told() {
    let file = check(&prose(" One  two.\nThree\u{a0}four.\n\n\nFive"));
    for misc in [
        "SpacesBefore=\\s|SpacesAfter=\\s\\s|start_char=1|end_char=4",
        "SpacesAfter=\\n|start_char=9",
        "SpacesAfter=\\u{A0}|",
        "SpacesAfter=\\n\\n\\n|",
    ] {
        assert!(file.contains(misc), "{misc} is not in\n{file}");
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_written_validly(text in anything()) {
        let file = check(&prose(&text));
        if !file.is_empty() {
            check_given(&file);
            let documents = conllu::documents(&file).unwrap();
            prop_assert_eq!(documents.len(), 1);
            // But for accents parted from their letters, the text comes back whole.
            if !file.contains("OriginalForm") && !file.contains("SpacesAfter=|") {
                prop_assert_eq!(&documents[0].text, &text);
            }
            prop_assert_eq!(documents[0].text.nfc().collect::<String>(), text.nfc().collect::<String>());
        }
    }

    #[test]
    fn any_characters_are_written_validly(text in any::<String>()) {
        check(&prose(&text));
    }

    /// A file that is spoilt is refused or read, and never panics.
    #[test]
    fn any_file_is_read_or_refused(text in "([0-9.-]{1,3}|#|[a_])?(\t[0-9a_=|é]{1,3}){7,10}\n{1,2}|.{0,9}\n|\\PC*") {
        if let Ok(documents) = conllu::documents(&text.repeat(2)) {
            for document in documents {
                let _ = document.write(&document.parse(model()));
            }
        }
    }

    /// A stream gives what the whole text gives, wherever its blocks end.
    #[test]
    fn a_stream_is_parsed_like_the_whole(text in anything(), usual in 1_usize..400) {
        // Single line breaks are judged block by block: here there are none.
        let text = text.replace("\r\n", " ").replace("\n\n", "\u{1}").replace('\n', " ").replace('\u{1}', "\n\n");
        let whole = model().parse(&text);
        let size = BlockSize { usual, most: text.len() + 1 };
        let mut streamed = model().stream_by(text.as_bytes(), size);
        for sentence in whole.sentences() {
            let found = streamed.next().unwrap().unwrap();
            prop_assert_eq!(found.view().range(), sentence.range());
            prop_assert_eq!(found.view().tree(), sentence.tree());
            let places = |view: SentenceView<'_>| view.tokens().map(TokenView::range).collect::<Vec<_>>();
            prop_assert_eq!(places(found.view()), places(sentence));
        }
        prop_assert!(streamed.next().is_none());
    }
}

/// Blocks of the usual size, on a text that needs several of them.
#[test]
fn a_long_text_is_streamed() {
    let article = text(&here("tests/corpus/ferry.txt"));
    let long = (article + "\n\n").repeat(200);
    assert!(long.len() > 2 * BlockSize::default().usual);
    let whole = model().parse(&long);
    let mut streamed = model().stream(long.as_bytes());
    for sentence in whole.sentences() {
        let found = streamed.next().unwrap().unwrap();
        assert_eq!(found.view().range(), sentence.range());
        assert_eq!(found.view().tree(), sentence.tree());
    }
    assert!(streamed.next().is_none());
}
