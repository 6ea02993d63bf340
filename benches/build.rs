//! How fast a store is built, whether the time grows in proportion, and how much memory it takes.
//!
//! Builds stores in memory of 500, 1,000 and 2,000 articles, each in a process of its own, so that peaks
//! don't mix. The articles are the project's own examples with other names, places, days and numbers.
//! Run `cargo bench --no-default-features --bench build`.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![allow(clippy::unwrap_used, reason = "a benchmark that fails should say where")]

use jiff::{ToSpan, civil::date};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use whowhom::build::{Build, Config};
use whowhom::reading::Reader;
use whowhom::schema::Schema;
use whowhom::source::{self, Document, Input};
use whowhom::store::Store;
use whowhom::syntax::Model;

/// Articles of each build.
const SIZES: &[usize] = &[500, 1000, 2000];
/// What a store in memory takes for a quad, in bytes, as measured with Oxigraph 0.5.
const QUAD: usize = 365;
/// Set in the processes that build, to the number of articles.
const ARTICLES: &str = "WHOWHOM_BENCH_ARTICLES";

/// What stands in the examples and what takes its place, a row a kind of thing.
const VARIED: &[(&str, &[&str])] = &[
    (
        "Bashar al-Assad",
        &[
            "Bashar al-Assad",
            "Emmanuel Macron",
            "Vladimir Putin",
            "Abdel Fattah el-Sisi",
            "Javier Milei",
        ],
    ),
    ("al-Assad", &["al-Assad", "Macron", "Putin", "el-Sisi", "Milei"]),
    ("Al-Assad", &["Al-Assad", "Macron", "Putin", "El-Sisi", "Milei"]),
    (
        "Mohammed Shia Al-Sudani",
        &[
            "Mohammed Shia Al-Sudani",
            "Petra Holm",
            "Keir Starmer",
            "Anwar Ibrahim",
        ],
    ),
    (
        "Mohammed Shia al-Sudani",
        &[
            "Mohammed Shia al-Sudani",
            "Petra Holm",
            "Keir Starmer",
            "Anwar Ibrahim",
        ],
    ),
    ("Al-Sudani", &["Al-Sudani", "Holm", "Starmer", "Ibrahim"]),
    ("al-Sudani", &["al-Sudani", "Holm", "Starmer", "Ibrahim"]),
    (
        "Aleppo",
        &["Aleppo", "Homs", "Daraa", "Raqqa", "Palmyra", "Latakia"],
    ),
    ("Hama", &["Hama", "Tartus", "Deir ez-Zor"]),
    ("32 ", &["32 ", "14 ", "9 ", "21 ", "45 ", "60 ", "17 "]),
    ("57 ", &["57 ", "12 ", "130 ", "8 ", "44 "]),
    ("Saturday", &["Saturday", "Friday", "Monday"]),
    ("Thursday", &["Thursday", "Wednesday"]),
];

fn main() {
    let Some(articles) = std::env::var(ARTICLES).ok().and_then(|n| n.parse().ok()) else {
        return compare();
    };
    build(articles);
}

/// Builds all sizes and compares the largest with the smallest, by the time that the processor worked:
/// that hardly depends on what else the machine does.
fn compare() {
    println!(
        "articles  seconds  articles/s   words/s      quads  quads/article  peak MiB  without quads MiB"
    );
    let times: Vec<f64> = SIZES.iter().map(|&articles| run(articles)).collect();
    let each = |i: usize| times[i] / SIZES[i] as f64;
    let last = SIZES.len() - 1;
    println!(
        "processor time an article at {} against {}: {:.2}",
        SIZES[last],
        SIZES[0],
        each(last) / each(0)
    );
}

/// Builds in a process of its own; gives the seconds of the processor.
fn run(articles: usize) -> f64 {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program)
        .env(ARTICLES, articles.to_string())
        .output()
        .unwrap();
    let line = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    print!("{line}");
    line.split_whitespace().nth(4).unwrap().parse().unwrap()
}

/// Builds a store of so many articles and prints what it took.
fn build(articles: usize) {
    let (schema, model) = (Schema::embedded(), Model::english());
    let reader = Reader::new(schema, &model);
    let examples = examples();
    let reading = AtomicU64::new(0);
    let build = Build {
        schema,
        config: Config::default(),
        read: |document| {
            let start = Instant::now();
            let read = reader.read(document);
            reading.fetch_add(start.elapsed().as_micros() as u64, Ordering::Relaxed);
            read
        },
    };
    let mut words = 0;
    let made = (0..articles).map(|number| {
        let article = article(&examples, number);
        words += article.text.split_whitespace().count();
        Ok::<_, source::Error>(article)
    });
    let mut store = Store::memory().unwrap();
    let (start, before) = (Instant::now(), processor());
    let summary = build.run(made, &mut store, |_| ()).unwrap();
    let (seconds, worked) = (start.elapsed().as_secs_f64(), processor() - before);
    assert_eq!((summary.documents, summary.failures), (articles, 0));
    let (quads, peak) = (store.quads().len().unwrap(), peak());
    println!(
        "{articles:8} {seconds:8.2} {:11.1} {:9.0} {worked:6.2} {:10.2} {quads:10} {:14.0} {:9.0} {:18.0}",
        articles as f64 / seconds,
        words as f64 / seconds,
        reading.load(Ordering::Relaxed) as f64 / 1e6,
        quads as f64 / articles as f64,
        mebibytes(peak),
        mebibytes(peak.saturating_sub(quads * QUAD)),
    );
}

/// The project's own examples.
fn examples() -> Vec<Document> {
    let folder = Input::from(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples"));
    source::read([folder], &source::Config::default())
        .map(Result::unwrap)
        .collect()
}

/// The article of a number: an example with other names, places, days and numbers.
fn article(examples: &[Document], number: usize) -> Document {
    let example = &examples[number % examples.len()];
    let mut text = example.text.clone();
    // Rows of one person are equally long, so that full name and surname turn together.
    let turn = number / examples.len();
    for (given, others) in VARIED {
        text = text.replace(given, others[turn % others.len()]);
    }
    let day = date(2024, 11, 30)
        .checked_add(((number % 365) as i64).days())
        .unwrap();
    Document {
        id: format!("article-{number}"),
        text,
        masked: Vec::new(),
        date: Some(day),
        ..example.clone()
    }
}

/// The most memory this process has held, in bytes; 0 where the system doesn't say.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    number.unwrap_or_default() * 1024
}

/// Seconds that the processor has worked for this process, all threads together; 0 where the system
/// doesn't say.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets, which may hold blanks; user and system time in hundredths.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    ticks as f64 / 100.0
}

fn mebibytes(bytes: usize) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
