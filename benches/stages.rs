//! How fast each stage is, in words a second, on an article of a usual length.
//!
//! Run `cargo bench --no-default-features --bench stages`.

use divan::Bencher;
use divan::counter::ItemsCount;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use whowhom::claim;
use whowhom::mention;
use whowhom::reading::{Reader, Reading};
use whowhom::schema::{Schema, Sources};
use whowhom::syntax::{Model, Parser};

const ARTICLE: &str = include_str!("../tests/corpus/ferry.txt");

static MODEL: LazyLock<Model> = LazyLock::new(Model::english);
/// What each stage gives, for the stage above.
static READING: LazyLock<Reading> = LazyLock::new(|| reader().read_text(ARTICLE));

fn main() {
    LazyLock::force(&READING);
    divan::main();
}

fn reader() -> Reader<'static> {
    Reader::new(Schema::embedded(), &MODEL)
}

fn words() -> ItemsCount {
    ItemsCount::new(ARTICLE.split_whitespace().count())
}

#[divan::bench]
fn token(bencher: Bencher<'_, '_>) {
    bencher
        .counter(words())
        .bench(|| MODEL.splitter.split(ARTICLE, &[]));
}

#[divan::bench]
fn syntax(bencher: Bencher<'_, '_>) {
    let sentences = &READING.sentences;
    bencher
        .counter(words())
        .bench(|| Parser::new(&MODEL).parse_all(ARTICLE, sentences));
}

#[divan::bench]
fn mention(bencher: Bencher<'_, '_>) {
    let reading = &*READING;
    bencher.counter(words()).bench(|| {
        mention::find(
            ARTICLE,
            &reading.sentences,
            &reading.trees,
            Schema::embedded(),
            &MODEL,
        )
    });
}

#[divan::bench]
fn claim(bencher: Bencher<'_, '_>) {
    let reading = &*READING;
    let input = reading.claim_input();
    bencher
        .counter(words())
        .bench(|| claim::read(input, Schema::embedded()));
}

/// The cost of a claim does not grow with the frames: each word is looked up.
#[divan::bench(args = [150, 300, 600])]
fn claim_with_frames(bencher: Bencher<'_, '_>, frames: usize) {
    let schema = with_frames(frames);
    let reading = Reader::new(&schema, &MODEL).read_text(ARTICLE);
    let input = reading.claim_input();
    bencher
        .counter(words())
        .bench_local(|| claim::read(input, &schema));
}

/// The ontology with so many of its frames, taken evenly from all files.
fn with_frames(wanted: usize) -> Schema {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology");
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("ontology-{wanted}"));
    let all = Schema::embedded().frames.len();
    let mut seen = 0;
    for folder in ["", "actors", "frames"] {
        fs::create_dir_all(to.join(folder)).expect("the folder for benches can be written");
        let mut files: Vec<_> = fs::read_dir(from.join(folder))
            .expect("the ontology is there")
            .map(|entry| entry.expect("its entries can be read").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "ttl"))
            .collect();
        files.sort();
        for file in files {
            let text = fs::read_to_string(&file).expect("its files are text");
            let kept: Vec<&str> = text
                .split("\n\n")
                .filter(|block| {
                    let frame = folder == "frames" && block.contains(" a ww:Frame ");
                    seen += usize::from(frame);
                    !frame || seen * wanted / all != (seen - 1) * wanted / all
                })
                .collect();
            let name = file.file_name().expect("a file has a name");
            fs::write(to.join(folder).join(name), kept.join("\n\n")).expect("the files can be written");
        }
    }
    Schema::load(&Sources::only(vec![to])).expect("a part of the ontology is one")
}

#[divan::bench]
fn reading(bencher: Bencher<'_, '_>) {
    bencher.counter(words()).bench(|| reader().read_text(ARTICLE));
}
