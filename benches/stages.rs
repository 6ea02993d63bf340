//! How fast each stage is, in words a second, on an article of a usual length.
//!
//! Run `cargo bench --no-default-features --bench stages`.

use divan::Bencher;
use divan::counter::ItemsCount;
use std::sync::LazyLock;
use whowhom::claim::{self, Input};
use whowhom::mention;
use whowhom::reading::{Reader, Reading};
use whowhom::schema::Schema;
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
    let input = Input {
        text: ARTICLE,
        sentences: &reading.sentences,
        trees: &reading.trees,
        mentions: &reading.mentions,
        date: reading.document.date,
        open: false,
    };
    bencher
        .counter(words())
        .bench(|| claim::read(input, Schema::embedded()));
}

#[divan::bench]
fn reading(bencher: Bencher<'_, '_>) {
    bencher.counter(words()).bench(|| reader().read_text(ARTICLE));
}
