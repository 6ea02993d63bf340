//! `read --format openie`, `--format facts`, `--lines` and `--open`: what no frame knows.

use super::{check_error, folder, run, run_with_input};

const LINES: &str =
    "a1\tNorway 's fleet left for the north of Syria .\n\nDr. Lund met `` friends '' -LRB- twice -RRB- .\n";

#[test]
fn lines_keep_their_ids_numbers_and_tokens() {
    let facts = run_with_input(["read", "--lines", "--format", "facts", "-"], LINES);
    assert_eq!(facts.code, 0, "{}", facts.err);
    let rows: Vec<Vec<&str>> = facts.out.lines().map(|row| row.split('\t').collect()).collect();
    assert_eq!(rows[0], ["a1", "Norway 's fleet", "left for", "the north"]);
    assert_eq!(
        rows[1],
        ["a1", "Norway 's fleet", "left for the north of", "Syria"]
    );
    assert!(rows[2..].iter().all(|row| row[0] == "3"), "{rows:?}");

    let said = run_with_input(["read", "--lines", "-f", "openie", "-"], LINES);
    assert_eq!(said.code, 0, "{}", said.err);
    let row: Vec<&str> = said.out.lines().next().unwrap().split('\t').collect();
    assert_eq!(row[0], "Norway 's fleet left for the north of Syria .");
    assert!((0.0..=1.0).contains(&row[1].parse::<f32>().unwrap()));
    assert_eq!(row[2..], ["left for", "Norway 's fleet", "the north of Syria"]);
    assert!(
        said.out
            .contains("Dr. Lund met `` friends '' -LRB- twice -RRB- ."),
        "{}",
        said.out
    );
}

#[test]
fn texts_give_rows_by_sentence_and_the_unsure_can_be_left_out() {
    let text = "Maria Lund, the head of the bank, met Omar Haddad.\n";
    let all = run_with_input(["read", "-f", "openie", "-"], text);
    assert!(
        all.out
            .starts_with("Maria Lund, the head of the bank, met Omar Haddad.\t0.66\tmet\t"),
        "{}",
        all.out
    );
    assert!(
        all.out.contains("\tis\tMaria Lund\tthe head of the bank"),
        "{}",
        all.out
    );
    let sure = run_with_input(["read", "-f", "openie", "--min-confidence", "0.5", "-"], text);
    assert_eq!(sure.out.lines().count(), 1, "{}", sure.out);
    let facts = run_with_input(["read", "-f", "facts", "-"], text);
    assert_eq!(facts.out, "stdin-1\tMaria Lund\tmet\tOmar Haddad\n");
}

#[test]
fn odd_lines_are_told_with_their_place() {
    let folder = folder("lines");
    for (name, content, line, says) in [
        ("two", "1\tA met B .\n2\tA met B .\tC\n", 2, "more than one tab"),
        ("empty", "\n \n", 1, "there is no sentence"),
    ] {
        let path = folder.join(name).display().to_string();
        std::fs::write(&path, content).unwrap();
        let done = run(["read", "--lines", "-f", "facts", &path]);
        check_error(&done, 2, &[&format!("error: {path}:{line}: {says}"), "(hint: "]);
    }
    for (args, says) in [
        (["--open", "-f", "openie"].as_slice(), "--open is about claims"),
        (
            ["--min-confidence", "0.5", "-f", "conllu"].as_slice(),
            "--min-confidence is about claims",
        ),
    ] {
        check_error(&run([&["read", "-"], args].concat()), 2, &[says, "hint"]);
    }
    // Of several files, lines are told apart.
    let (one, two) = (folder.join("one.txt"), folder.join("two.txt"));
    for path in [&one, &two] {
        std::fs::write(path, "France attacked Georgia .\n").unwrap();
    }
    let (one, two) = (one.display().to_string(), two.display().to_string());
    let both = run(["read", "--lines", "-f", "facts", &one, &two]);
    assert!(
        both.out.starts_with("one-1\t") && both.out.contains("\ntwo-1\t"),
        "{}",
        both.out
    );
    // Claims are read from lines as well.
    let claims = run_with_input(
        ["read", "--lines", "-f", "jsonl", "-"],
        "France attacked Georgia .\n",
    );
    assert!(claims.out.contains("\"attacked\""), "{}", claims.out);
}

#[test]
fn open_relations_are_made_where_asked_for() {
    let story = "Norway imitated Denmark. Norway attacked Sweden.\n";
    let usual = run_with_input(["read", "-f", "jsonl", "-"], story);
    assert!(
        usual.out.contains("\"attacked\"") && !usual.out.contains("open:"),
        "{}",
        usual.out
    );
    let open = run_with_input(["read", "--open", "-f", "jsonl", "-"], story);
    assert!(open.out.contains("\"open:imitate\""), "{}", open.out);
    let turtle = run_with_input(["read", "--open", "-f", "turtle", "-"], story);
    assert!(turtle.out.contains("open:imitate"), "{}", turtle.out);
    let usual = run_with_input(["read", "-f", "turtle", "-"], story);
    assert!(!usual.out.contains("open:"), "{}", usual.out);
}

#[test]
fn frames_are_proposed_by_how_often_their_verbs_relate_actors() {
    let story = "Norway imitated Denmark. Sweden imitated Denmark and Iceland. Maria Lund bumped into Omar Haddad. Norway attacked Sweden.\n";
    let done = run_with_input(["propose", "-"], story);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(
        done.out
            .starts_with("# imitate: 2 times\n#   “Norway imitated Denmark.” (stdin)\n"),
        "{}",
        done.out
    );
    assert!(
        !done.out.contains("bump") && !done.out.contains("attack"),
        "{}",
        done.out
    );
    let all = run_with_input(["propose", "--least", "1", "-"], story);
    for line in [
        "# bump into: 1 time\n",
        "ww:verb \"bump\" ;",
        "ww:recipient \"into\" ;",
        "ww:recipient \"obj\" ;",
    ] {
        assert!(all.out.contains(line), "{line} is not in: {}", all.out);
    }
    // All of it is comment until a person has chosen a relation.
    assert!(
        all.out
            .lines()
            .all(|line| line.is_empty() || line.starts_with('#')),
        "{}",
        all.out
    );
    check_error(
        &run_with_input(["propose", "-"], "Norway attacked Sweden.\n"),
        1,
        &[],
    );
    check_error(&run(["propose", "/nowhere.txt"]), 2, &["/nowhere.txt"]);
}
