//! A language model of the user's own.

use super::*;
use sha2::{Digest, Sha256};

/// Where the checksum stands in a model file, and what it is of.
const CHECKSUM: std::ops::Range<usize> = 16..48;

fn embedded() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/syntax/en.model")).unwrap()
}

#[test]
fn a_model_is_checked_before_it_is_used() {
    let folder = folder("a_model_is_checked_before_it_is_used");
    let story = file(&folder, "story.txt", STORY);
    let good = embedded();
    let spoilt = |spoil: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = good.clone();
        spoil(&mut bytes);
        bytes
    };
    let german = spoilt(&|bytes| {
        let at = bytes.windows(4).position(|four| four == b"\"en\"").unwrap();
        bytes[at..at + 4].copy_from_slice(b"\"de\"");
        let sum = Sha256::digest(&bytes[CHECKSUM.end..]);
        bytes[CHECKSUM].copy_from_slice(&sum);
    });
    let end = good.len() - 1;
    for (name, bytes, says) in [
        ("empty", Vec::new(), ["no whowhom model", "whowhom-train"]),
        (
            "magic",
            spoilt(&|b| b[0] = b'w'),
            ["no whowhom model", "whowhom-train"],
        ),
        (
            "newer",
            spoilt(&|b| b[8] = 99),
            ["layout 99", "update the program"],
        ),
        ("older", spoilt(&|b| b[8] = 0), ["layout 0", "train it anew"]),
        (
            "head",
            spoilt(&|b| b.truncate(20)),
            ["ends within its head", "copy or train"],
        ),
        (
            "short",
            spoilt(&|b| b.truncate(b.len() / 2)),
            ["cut short or changed", "copy or train"],
        ),
        (
            "byte",
            spoilt(&|b| b[end] ^= 1),
            ["cut short or changed", "copy or train"],
        ),
        ("german", german, ["\"de\"", "the rules know en"]),
    ] {
        let model = file(&folder, &format!("{name}.model"), bytes);
        let done = run(["read", &story, "--model", &model]);
        check_error(
            &done,
            2,
            &[&format!("error: {model}: "), "(hint: ", says[0], says[1]],
        );
        assert_eq!(
            (done.err.lines().count(), done.out.as_str()),
            (1, ""),
            "{}",
            done.err
        );
    }
    for command in ["read", "build"] {
        let missing = run([command, &story, "--model", "/nowhere/en.model"]);
        check_error(&missing, 2, &["error: /nowhere/en.model: no such file (hint: "]);
    }
    let place = folder.display().to_string();
    check_error(
        &run(["read", &story, "--model", &place]),
        2,
        &[&place, "a folder, not a model", "hint"],
    );
    check_error(
        &run(["read", &story, "--model", &story]),
        2,
        &["no whowhom model"],
    );
}

#[test]
fn a_model_reads_like_the_same_one_within_the_program() {
    let folder = folder("a_model_reads_like_the_same_one");
    let story = file(&folder, "story.txt", STORY);
    let model = file(&folder, "own.model", embedded());
    let usual = run(["read", &story]);
    assert_eq!(run(["read", &story, "--model", &model]).out, usual.out);
    let by_environment = |path: &str| -> Done {
        let mut command = program();
        command.args(["read", &story]).env("WHOWHOM_MODEL", path);
        command.output().unwrap().into()
    };
    assert_eq!(by_environment(&model).out, usual.out);
    check_error(&by_environment(&story), 2, &["no whowhom model"]);
}
