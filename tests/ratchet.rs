//! Outcomes case by case in `tests/gold/scores.csv`: what was ok must stay ok.

use crate::support::{here, update};
use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;

/// What came of a case.
pub(crate) struct Row {
    /// `ok`, or what is wrong with it.
    pub outcome: &'static str,
    /// The phenomenon.
    pub cause: String,
    /// The case.
    pub case: String,
}

impl Row {
    fn line(&self, task: &str) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        format!(
            "{task},{},{},{}",
            self.outcome,
            quoted(&self.cause),
            quoted(&self.case)
        )
    }
}

static WRITING: Mutex<()> = Mutex::new(());

/// Compares the outcomes of a task with those of the file; `UPDATE_EXPECT=1` rewrites its rows.
pub(crate) fn keep(task: &str, rows: impl Iterator<Item = Row>) {
    let now: BTreeSet<String> = rows.map(|row| row.line(task)).collect();
    let path = here("tests/gold/scores.csv");
    let is_of_task = |line: &&str| line.starts_with(&format!("{task},"));
    if update() {
        let _one_at_a_time = WRITING.lock().unwrap();
        let held = fs::read_to_string(&path).unwrap_or_default();
        let others = held
            .lines()
            .skip(1)
            .filter(|line| !is_of_task(line))
            .map(str::to_owned);
        let all: BTreeSet<String> = others.chain(now).collect();
        let all: Vec<String> = all.into_iter().collect();
        fs::write(&path, format!("task,outcome,cause,case\n{}\n", all.join("\n"))).unwrap();
        return;
    }
    let held = fs::read_to_string(&path).unwrap_or_default();
    let of_task: Vec<&str> = held.lines().filter(is_of_task).collect();
    let was_ok = |line: &&&str| line.starts_with(&format!("{task},ok,"));
    let lost: Vec<&str> = of_task
        .iter()
        .filter(was_ok)
        .filter(|line| !now.contains(**line))
        .copied()
        .collect();
    assert!(
        lost.is_empty(),
        "{} were ok (UPDATE_EXPECT=1 rewrites tests/gold/scores.csv):\n{}",
        lost.len(),
        lost.join("\n")
    );
    assert_eq!(
        of_task.len(),
        now.len(),
        "tests/gold/scores.csv has other rows (UPDATE_EXPECT=1 rewrites it)"
    );
}
