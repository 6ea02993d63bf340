//! Literate cases: `tests/cases/<module>/*.md` are prose about one phenomenon each, with blocks of a
//! text and what is read from it.
//!
//! A fenced block names what it shows: `tokens`, `trees`, `propositions`, `mentions`, `claims`, `claims-open` (with
//! open relations) or `attributions`. Inside it stand a
//! text (after a line `date: 2024-11-30`, where the day of publication matters), a line `---`, and
//! the result. A block marked `claims-known-wrong` (and so on) holds today's wrong result and, after a
//! second `---`, the right one, so that debts show and are seen when they are paid.
//!
//! `UPDATE_EXPECT=1 cargo test` rewrites results, and unmarks the blocks that have become right;
//! `UPDATE_EXPECT=debt` keeps what was expected and marks the block as known wrong instead.

use crate::support::{files, name, reader, schema, show_claim, show_trees, text, words};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};
use whowhom::claim;
use whowhom::clause;
use whowhom::reading::Reading;
use whowhom::source::{Config, Document, parse_date, read_text};

const WRONG: &str = "-known-wrong";

/// One fenced block.
struct Block {
    /// `claims`, `tokens` …
    kind: String,
    known_wrong: bool,
    /// The text as it stands in the file, with its front line.
    given: String,
    found: String,
    /// The right result, of a block that is known to be wrong.
    wanted: Option<String>,
    /// Its lines in the file, fences included.
    lines: std::ops::Range<usize>,
}

#[test]
fn cases() {
    let mode = env::var("UPDATE_EXPECT").unwrap_or_default();
    let (mut right, mut wrong, mut faults) = (0, 0, Vec::new());
    for path in files("tests/cases", ".md") {
        let file = text(&path);
        let blocks = blocks(&path, &file);
        faults.extend(form(&path, &file, &blocks));
        let mut lines: Vec<String> = file.lines().map(str::to_owned).collect();
        for mut block in blocks.into_iter().rev() {
            let found = show(&block);
            let (was, paid) = (block.found.clone(), block.wanted.as_ref() == Some(&found));
            if found != was {
                let place = format!("{}:{}", name(&path), block.lines.start + 1);
                faults.push(difference(&place, &block, &found, paid));
            }
            block.settle(found, &mode);
            *(if block.known_wrong { &mut wrong } else { &mut right }) += 1;
            lines.splice(block.lines.clone(), block.lines());
        }
        if !mode.is_empty() {
            fs::write(&path, lines.join("\n") + "\n").unwrap();
        }
    }
    println!("cases: {right} right, {wrong} known wrong");
    let shown = faults.join("\n");
    assert!(
        !mode.is_empty() || faults.is_empty(),
        "{} cases (UPDATE_EXPECT=1 rewrites them):\n{shown}",
        faults.len()
    );
}

impl Block {
    /// Takes over what is found now.
    fn settle(&mut self, found: String, mode: &str) {
        if mode == "debt" && found != self.found && self.wanted.is_none() {
            self.wanted = Some(std::mem::take(&mut self.found));
        }
        self.wanted = self.wanted.take().filter(|wanted| *wanted != found);
        self.known_wrong = self.wanted.is_some();
        self.found = found;
    }

    fn lines(&self) -> Vec<String> {
        let mark = if self.known_wrong { WRONG } else { "" };
        let mut block = format!("```{}{mark}\n{}---\n{}", self.kind, self.given, self.found);
        if let Some(wanted) = &self.wanted {
            write!(block, "---\n{wanted}").unwrap();
        }
        block += "```";
        block.lines().map(str::to_owned).collect()
    }
}

/// The blocks of a file that are cases.
fn blocks(path: &Path, file: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = file.lines().enumerate();
    while let Some((start, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let mut parts = vec![String::new()];
        let end = loop {
            let (at, line) = lines
                .next()
                .unwrap_or_else(|| panic!("{}:{}: the block has no end", name(path), start + 1));
            match line {
                "```" => break at,
                "---" => parts.push(String::new()),
                _ => parts
                    .last_mut()
                    .expect("one is there from the start")
                    .extend([line, "\n"]),
            }
        };
        let mut parts = parts.into_iter();
        found.push(Block {
            kind: info.trim_end_matches(WRONG).to_owned(),
            known_wrong: info.ends_with(WRONG),
            given: parts.next().unwrap_or_default(),
            found: parts.next().unwrap_or_default(),
            wanted: parts.next(),
            lines: start..end + 1,
        });
    }
    found
}

/// What is wrong with a file's form.
fn form(path: &Path, file: &str, blocks: &[Block]) -> Vec<String> {
    let mut faults = Vec::new();
    let prose = file.split("```").step_by(2).collect::<String>();
    let sentences = prose
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .count();
    if !file.starts_with("# ") || sentences == 0 || blocks.is_empty() {
        faults.push(format!("{}: a case has a heading, prose and a block", name(path)));
    }
    let unlike = |block: &&Block| block.known_wrong != block.wanted.is_some();
    for block in blocks.iter().filter(unlike) {
        let line = block.lines.start + 1;
        faults.push(format!(
            "{}:{line}: only a known-wrong block has a third part",
            name(path)
        ));
    }
    faults
}

fn difference(place: &str, block: &Block, found: &str, paid: bool) -> String {
    let note = if paid {
        " (a debt is paid)"
    } else if block.known_wrong {
        " (known wrong, now otherwise)"
    } else {
        ""
    };
    let mut shown = format!("{place}{note}\n");
    for line in block.found.lines().filter(|l| !found.lines().any(|f| f == *l)) {
        writeln!(shown, "  - {line}").unwrap();
    }
    for line in found.lines().filter(|l| !block.found.lines().any(|f| f == *l)) {
        writeln!(shown, "  + {line}").unwrap();
    }
    shown
}

/// What is read from a block's text.
fn show(block: &Block) -> String {
    let (date, text) = match block.given.strip_prefix("date: ") {
        Some(rest) => rest.split_once('\n').unwrap_or((rest, "")),
        None => ("", block.given.as_str()),
    };
    let open = block.kind == "claims-open";
    let reading = reader().with_open_relations(open).read(Document {
        date: parse_date(date),
        ..document(text.trim_end_matches('\n'))
    });
    match block.kind.as_str() {
        "tokens" => tokens(&reading),
        "trees" => show_trees(&reading),
        "mentions" => mentions(&reading),
        "propositions" => propositions(&reading),
        "claims" | "claims-open" => claims(&reading),
        "attributions" => attributions(&reading),
        kind => {
            panic!(
                "a block shows tokens, trees, propositions, mentions, claims, claims-open or attributions, not {kind}"
            )
        }
    }
}

/// The text as the `source` stair gives it, so that a dateline or a list's bullets are masked.
fn document(text: &str) -> Document {
    let config = Config {
        language: Some("en".to_owned()),
        ..Config::default()
    };
    read_text("case", text, &config).expect("the language is given and the text is short")
}

/// A sentence a line, its tokens parted by blanks; an empty line before a new paragraph.
fn tokens(reading: &Reading) -> String {
    let text = &reading.document.text;
    let mut shown = String::new();
    for sentence in &reading.sentences {
        if sentence.opens_paragraph && !shown.is_empty() {
            shown.push('\n');
        }
        let forms: Vec<_> = sentence.tokens.iter().map(|token| token.form(text)).collect();
        writeln!(shown, "{}", forms.join(" ")).unwrap();
    }
    shown
}

/// The pattern of each clause, a proposition a line, a fact a line.
fn propositions(reading: &Reading) -> String {
    let mut shown = String::new();
    for (sentence, tree) in reading.sentences.iter().zip(&reading.trees) {
        let words = |tokens: &[usize]| {
            let forms = tokens
                .iter()
                .map(|&i| sentence.tokens[i].form(&reading.document.text));
            forms.collect::<Vec<_>>().join(" ")
        };
        for clause in clause::clauses(tree) {
            writeln!(shown, "{}: {}", clause.pattern.as_str(), words(&clause.predicate)).unwrap();
        }
        for proposition in clause::propositions(tree) {
            let relation = match proposition.relation.as_slice() {
                [] => "is".to_owned(),
                relation => words(relation),
            };
            let arguments: Vec<String> = proposition.arguments.iter().map(|a| words(a)).collect();
            writeln!(shown, "{relation} ({})", arguments.join(", ")).unwrap();
        }
        for fact in clause::facts(tree) {
            let parts = [&fact.subject, &fact.relation, &fact.object].map(|part| words(part));
            writeln!(shown, "{}", parts.join(" | ")).unwrap();
        }
    }
    shown
}

/// A chain a line: name, class with what else is known, mentions.
fn mentions(reading: &Reading) -> String {
    let mut shown = String::new();
    let found = &reading.mentions;
    for chain in &found.chains {
        let mut about = schema().class(chain.class).name.clone();
        if let Some(of) = chain.of {
            write!(about, " of {}", found.chain(of).name).unwrap();
        }
        for former in &chain.former {
            write!(about, ", formerly {former}").unwrap();
        }
        let of = |id| words(found.mention(id).span.of(&reading.document.text));
        let mentions: Vec<String> = chain.mentions.iter().map(|&id| of(id)).collect();
        writeln!(shown, "{}: {about}: {}", chain.name, mentions.join(" | ")).unwrap();
    }
    shown
}

/// An attribution a line: who, by which word, what.
fn attributions(reading: &Reading) -> String {
    let text = &reading.document.text;
    let input = reading.claim_input();
    let line = |said: claim::Attribution| {
        let content: Vec<String> = said.content.iter().map(|span| words(span.of(text))).collect();
        let (source, cue) = (words(said.source.of(text)), said.cue.of(text));
        format!("{source} | {cue} | {}\n", content.join(" … "))
    };
    claim::attributions(input, schema())
        .into_iter()
        .map(line)
        .collect()
}

/// A claim a line.
fn claims(reading: &Reading) -> String {
    let lines = reading
        .claims
        .iter()
        .map(|claim| show_claim(reading, claim) + "\n");
    lines.collect()
}
