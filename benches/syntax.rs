//! How fast the language engine is, from raw text to trees with lemmas, and what it takes to start.
//!
//! Input: the raw text of the development treebanks, or of `tests/corpus` where these are absent.
//! Output: a table with the median of several rounds, the least and the greatest value.
//! Every round takes all measurements in turn, so that what else the machine does hits all of them alike;
//! beside the time on the clock stands the time of the processor, which other programs hardly change.
//!
//! ```console
//! $ cargo bench --no-default-features --bench syntax [-- TREEBANK.conllu…]
//! ```
//!
//! `WHOWHOM_TREEBANKS` names a folder with the two development treebanks; the usual one is `../shared/data/treebanks`.
//! `-- parse DOCUMENTS.jsonl OUT.conllu [MODEL]` and `-- time DOCUMENTS.jsonl [MODEL]` are what `benches/peers.py`
//! asks of every parser: the trees, and how long they take.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![allow(clippy::unwrap_used, reason = "a benchmark that fails should say where")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use whowhom::syntax::conllu::{self, Gold};
use whowhom::syntax::{Model, Parser, Tree};
use whowhom::token::Sentence;

/// Words of a run: the length of text on which the peers were timed.
const WORDS: usize = 200_000;
/// How often everything is measured; odd, so that the median is one of the values.
const ROUNDS: usize = 9;
/// Loads from a file that is not in memory are few, since each writes the program anew.
const COLD_ROUNDS: usize = 5;
const TREEBANKS: [&str; 2] = ["en_ewt-dev.conllu", "en_gum-free-dev.conllu"];
/// Ends a document on its way to a child process; it occurs in no text.
const END: u8 = 0;

fn main() {
    // Cargo adds `--bench` of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["child", "load"] => load(),
        ["child", "memory"] => memory(),
        ["parse", documents, output, ref rest @ ..] => parse(documents, output, &model(rest.first())),
        ["time", documents, ref rest @ ..] => time_documents(documents, &model(rest.first())),
        _ => measure(&words),
    }
}

// ── The engine: what changes with its interface stands here.

fn model(path: Option<&&str>) -> Model {
    path.map_or_else(Model::english, |path| {
        Model::load(Path::new(path)).unwrap_or_else(|error| panic!("{error}"))
    })
}

fn split(model: &Model, text: &str) -> Vec<Sentence> {
    model.splitter.split(text, &[])
}

fn trees(parser: &mut Parser<'_>, text: &str, sentences: &[Sentence]) -> Vec<Tree> {
    parser.parse_all(text, sentences)
}

// ── The text.

/// A document and how many words it has after its treebank.
#[derive(Clone)]
struct Document {
    text: String,
    words: usize,
}

/// The documents, over and over until they have the wanted number of words.
fn documents(arguments: &[&str]) -> Vec<Document> {
    let once = treebanks(arguments);
    let once: Vec<Document> = if once.is_empty() {
        corpus()
    } else {
        once.iter().flat_map(|path| treebank(path)).collect()
    };
    assert!(
        once.iter().any(|document| document.words > 0),
        "the texts have no words"
    );
    let (mut taken, mut words) = (Vec::new(), 0);
    for document in once.iter().cycle() {
        if words >= WORDS {
            break;
        }
        words += document.words;
        taken.push(document.clone());
    }
    taken
}

/// The treebanks of the arguments, else those of the folder; none where there is no such folder.
fn treebanks(arguments: &[&str]) -> Vec<PathBuf> {
    if !arguments.is_empty() {
        return arguments.iter().map(PathBuf::from).collect();
    }
    let usual = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/treebanks");
    let folder = std::env::var_os("WHOWHOM_TREEBANKS").map_or_else(|| usual.into(), PathBuf::from);
    let paths = TREEBANKS.map(|name| folder.join(name));
    if paths.iter().all(|path| path.exists()) {
        return paths.to_vec();
    }
    println!(
        "no treebanks in {}, so the texts of tests/corpus are taken; name treebanks as arguments or their folder in WHOWHOM_TREEBANKS",
        folder.display()
    );
    Vec::new()
}

/// The raw documents of a treebank.
fn treebank(path: &Path) -> Vec<Document> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut starts: Vec<usize> = text.match_indices("# newdoc").map(|(at, _)| at).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = starts.iter().zip(ends).map(|(&start, end)| &text[start..end]);
    let read = |part| conllu::read(part).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    parts.map(|part| raw(&read(part))).collect()
}

/// The raw text of sentences: a blank line before each paragraph.
fn raw(sentences: &[Gold]) -> Document {
    let mut text = String::new();
    for sentence in sentences {
        if sentence.opens_paragraph && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        text.push_str(&sentence.text());
    }
    let words = sentences.iter().map(|sentence| sentence.forms.len()).sum();
    Document { text, words }
}

/// The repository's own texts, whose words are counted by the engine.
fn corpus() -> Vec<Document> {
    let model = model(None);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let document = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let words = split(&model, &text).iter().map(|s| s.tokens.len()).sum();
        Document { text, words }
    };
    paths.iter().map(document).collect()
}

// ── What is measured.

/// Measures everything and prints it.
fn measure(arguments: &[&str]) {
    let documents = documents(arguments);
    let words: usize = documents.iter().map(|document| document.words).sum();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    println!(
        "{words} words in {} documents, {ROUNDS} rounds, {threads} processors, load {}\n",
        documents.len(),
        load_average()
    );
    Speeds::measure(&documents).print(words);
    print_memory(&documents);
    print_loads();
}

/// How many programs wanted a processor in the minute before. Where that comes near the number of processors,
/// times on the clock say little.
fn load_average() -> String {
    let told = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    told.split_whitespace().next().unwrap_or("unknown").to_owned()
}

/// A measured piece of work, in seconds.
#[derive(Clone, Copy)]
struct Time {
    /// On the clock.
    wall: f64,
    /// Of the processor, all threads together.
    processor: f64,
}

/// What each round gave.
#[derive(Default)]
struct Speeds {
    one: Vec<Time>,
    two: Vec<Time>,
    token: Vec<Time>,
    syntax: Vec<Time>,
}

impl Speeds {
    fn measure(documents: &[Document]) -> Self {
        let model = model(None);
        let sentences: Vec<_> = documents.iter().map(|d| split(&model, &d.text)).collect();
        let mut speeds = Self::default();
        // The first round only fills caches.
        for round in 0..=ROUNDS {
            let one = run(1, &model, documents);
            let two = run(2, &model, documents);
            let token = time(|| documents.iter().map(|d| split(&model, &d.text).len()).sum());
            let syntax = time(|| {
                let mut parser = Parser::new(&model);
                let pairs = documents.iter().zip(&sentences);
                pairs.map(|(d, s)| trees(&mut parser, &d.text, s).len()).sum()
            });
            if round > 0 {
                speeds.one.push(one);
                speeds.two.push(two);
                speeds.token.push(token);
                speeds.syntax.push(syntax);
            }
        }
        speeds
    }

    fn print(&self, words: usize) {
        println!("{:34} {:>11}  {:>23}", "", "median", "least … greatest");
        let rows = [
            ("text to trees, one thread", &self.one),
            ("text to trees, two threads", &self.two),
            ("stage token", &self.token),
            ("stage syntax", &self.syntax),
        ];
        for (name, times) in rows {
            let speed = |time: &Time| words as f64 / time.wall;
            row(name, "words/s", 0, times.iter().map(speed).collect());
        }
        for (name, times) in rows {
            let speed = |time: &Time| words as f64 / time.processor;
            row(name, "w/cpu-s", 0, times.iter().map(speed).collect());
        }
        let pairs = || self.one.iter().zip(&self.two);
        // The ratio of medians is the figure; the spread is that of the rounds' own ratios.
        let wall = |times: &[Time]| median(times.iter().map(|time| time.wall).collect());
        println!(
            "{:34} {:11.2}  two threads against one, ratio of medians",
            "speed-up",
            wall(&self.one) / wall(&self.two)
        );
        row(
            "speed-up, round by round",
            "",
            2,
            pairs().map(|(one, two)| one.wall / two.wall).collect(),
        );
        let cost = pairs().map(|(one, two)| two.processor / one.processor);
        row("processor time, two against one", "", 2, cost.collect());
    }
}

/// Parses all documents from raw text, each thread the next one that is left.
fn run(threads: usize, model: &Model, documents: &[Document]) -> Time {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut parser = Parser::new(model);
        let mut parsed = 0;
        while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            let sentences = split(model, &document.text);
            parsed += trees(&mut parser, &document.text, &sentences).len();
        }
        parsed
    };
    let start = Instant::now();
    let processor = std::thread::scope(|scope| {
        let started: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| time(work).processor))
            .collect();
        started.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    Time {
        wall: start.elapsed().as_secs_f64(),
        processor,
    }
}

/// Times work of this thread; what it counts is made, so that none of it is left out.
fn time(work: impl FnOnce() -> usize) -> Time {
    let before = processor();
    let start = Instant::now();
    std::hint::black_box(work());
    let wall = start.elapsed().as_secs_f64();
    Time {
        wall,
        processor: processor() - before,
    }
}

/// Seconds that the processor has worked for this thread; 0 where the system doesn't say.
fn processor() -> f64 {
    // The kernel brings the figure up to date only where it may switch threads, else every few milliseconds.
    std::thread::yield_now();
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat
        .split_whitespace()
        .next()
        .and_then(|field| field.parse::<u64>().ok());
    nanoseconds.unwrap_or_default() as f64 / 1e9
}

/// The median; of an even number the upper one.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Prints the median of values, and the least and the greatest of them.
fn row(name: &str, unit: &str, digits: usize, values: Vec<f64>) {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = values.iter().copied().fold(0.0, f64::max);
    let middle = median(values);
    let name = format!("{name}{}{unit}", if unit.is_empty() { "" } else { ", " });
    println!("{name:34} {middle:11.digits$}  {least:10.digits$} … {greatest:10.digits$}");
}

// ── Memory, in a process that does nothing else.

/// Prints the most memory that a process holds that reads the documents one by one.
fn print_memory(documents: &[Document]) {
    let mut child = start(&std::env::current_exe().unwrap(), "memory");
    let mut input = BufWriter::new(child.stdin.take().unwrap());
    for document in documents {
        input.write_all(document.text.as_bytes()).unwrap();
        input.write_all(&[END]).unwrap();
    }
    drop(input);
    println!("\nmemory in MiB, peak resident");
    print!("{}", answer(child));
}

/// The child: parses what comes and says what that took.
fn memory() {
    let report = |what: &str| {
        let [peak, own] = ["VmHWM:", "RssAnon:"].map(|field| status(field) / f64::from(1 << 10));
        println!("{what:34} {peak:11.1}  of it now not backed by a file: {own:.1}");
    };
    report("nothing loaded");
    let model = model(None);
    report("model loaded");
    let mut parser = Parser::new(&model);
    let mut input = BufReader::new(std::io::stdin());
    let mut bytes = Vec::new();
    while input.read_until(END, &mut bytes).unwrap() > 0 {
        bytes.pop();
        let text = std::str::from_utf8(&bytes).unwrap();
        std::hint::black_box(trees(&mut parser, text, &split(&model, text)));
        bytes.clear();
    }
    report("all documents parsed");
}

/// A number of /proc/self/status, in KiB; 0 where the system doesn't say.
fn status(field: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or_default()
}

// ── Start: from the process to a model that is ready.

/// What a start took, in milliseconds, but for the faults.
struct Load {
    main: f64,
    ready: f64,
    model: f64,
    processor: f64,
    /// Pages that had to come from the disk.
    faults: f64,
}

fn print_loads() {
    println!("\nstart in milliseconds");
    println!("{:34} {:>11}  {:>23}", "", "median", "least … greatest");
    let program = std::env::current_exe().unwrap();
    print_load(
        "warm",
        &(0..ROUNDS).map(|_| child_load(&program)).collect::<Vec<_>>(),
    );
    let cold: Option<Vec<Load>> = (0..COLD_ROUNDS).map(|_| cold_load(&program)).collect();
    match cold {
        Some(cold) => print_load("cold", &cold),
        None => println!("cold: not measured, since there is no dd that can drop a file from memory"),
    }
}

fn print_load(kind: &str, loads: &[Load]) {
    let row = |name: &str, value: fn(&Load) -> f64| {
        row(
            &format!("{kind}, {name}"),
            "",
            2,
            loads.iter().map(value).collect(),
        );
    };
    row("process to main", |load| load.main);
    row("process to model ready", |load| load.ready);
    row("Model::english()", |load| load.model);
    row("Model::english(), processor", |load| load.processor);
    row("pages from disk", |load| load.faults);
}

/// Starts a copy of the program that is not in memory; nothing where that can't be brought about.
fn cold_load(program: &Path) -> Option<Load> {
    let copy = program.with_extension(format!("cold-{}", std::process::id()));
    fs::copy(program, &copy).unwrap();
    // Only pages that are on the disk can be dropped.
    File::open(&copy).unwrap().sync_all().unwrap();
    let dropped = Command::new("dd")
        .arg(format!("if={}", copy.display()))
        .args(["iflag=nocache", "count=0"])
        .stderr(Stdio::null())
        .status();
    let load = dropped
        .is_ok_and(|status| status.success())
        .then(|| child_load(&copy));
    fs::remove_file(&copy).unwrap();
    load
}

/// Starts the program as a child that loads the model, and listens.
fn child_load(program: &Path) -> Load {
    let milliseconds = |start: Instant| start.elapsed().as_secs_f64() * 1e3;
    let start_time = Instant::now();
    let mut child = start(program, "load");
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let main = milliseconds(start_time);
    line.clear();
    output.read_line(&mut line).unwrap();
    let ready = milliseconds(start_time);
    assert!(child.wait().unwrap().success());
    let fields: Vec<f64> = line
        .split_whitespace()
        .map(|field| field.parse().unwrap())
        .collect();
    Load {
        main,
        ready,
        model: fields[0],
        processor: fields[1],
        faults: fields[2],
    }
}

/// The child: a line at the start, a line with what it took when the model is ready.
fn load() {
    println!("main");
    let mut model = None;
    let time = time(|| model.insert(self::model(None)).rels.len());
    println!("{} {} {}", time.wall * 1e3, time.processor * 1e3, major_faults());
}

/// Pages that this process had to fetch from the disk; 0 where the system doesn't say.
fn major_faults() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets, which may hold blanks, it is the tenth field.
    let field = stat
        .rsplit(')')
        .next()
        .and_then(|rest| rest.split_whitespace().nth(9));
    field.and_then(|field| field.parse().ok()).unwrap_or_default()
}

fn start(program: &Path, task: &str) -> Child {
    Command::new(program)
        .args(["child", task])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// All that a child says.
fn answer(mut child: Child) -> String {
    let mut text = String::new();
    child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    assert!(child.wait().unwrap().success());
    text
}

// ── For the comparison with peers.

/// Parses JSON Lines with `id` and `text` into CoNLL-U.
fn parse(documents: &str, output: &str, model: &Model) {
    let mut output = BufWriter::new(File::create(output).unwrap_or_else(|error| panic!("{output}: {error}")));
    let mut parser = Parser::new(model);
    for (id, text) in json_lines(documents) {
        let sentences = split(model, &text);
        let trees = trees(&mut parser, &text, &sentences);
        let written = conllu::write(&conllu::Document {
            id: &id,
            name: &conllu::name(&id),
            text: &text,
            masked: &[],
            sentences: &sentences,
            trees: &trees,
        });
        output.write_all(written.as_bytes()).unwrap();
    }
    output.flush().unwrap();
}

/// Times the way from text to trees on one thread and prints it as JSON, in seconds.
fn time_documents(documents: &str, model: &Model) {
    let documents: Vec<Document> = json_lines(documents)
        .map(|(_, text)| Document { text, words: 0 })
        .collect();
    let time = run(1, model, &documents);
    println!("{{\"wall\": {}, \"cpu\": {}}}", time.wall, time.processor);
}

/// The ids and texts of a file.
fn json_lines(path: &str) -> impl Iterator<Item = (String, String)> {
    let file = File::open(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    BufReader::new(file).lines().map(|line| {
        let document: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let field = |key: &str| document[key].as_str().unwrap().to_owned();
        (field("id"), field("text"))
    })
}
