//! Trees as CoNLL-U, drawn, and of given tokens.

use super::*;

/// A document of two paragraphs, with a multiword token, an empty node and a tree that is replaced.
const GIVEN: &str = "# newdoc id = talks\n# sent_id = t-1\n# text = They didn't go.\n# note = kept\n\
    1\tThey\tx\tX\tx\tFoo=Bar\t2\tdep\t_\tGloss=sie\n\
    2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
    2\tdid\t_\t_\t_\t_\t0\troot\t_\t_\n\
    3\tn't\t_\t_\t_\t_\t2\tdep\t_\t_\n\
    3.1\tgone\t_\t_\t_\t_\t_\t_\t_\t_\n\
    4\tgo\t_\t_\t_\t_\t2\tdep\t_\tSpaceAfter=No\n\
    5\t.\t_\t_\t_\t_\t2\tdep\t_\t_\n\n\
    # newpar\n# sent_id = t-2\n\
    1\tRussia\t_\t_\t_\t_\t_\t_\t_\t_\n\
    2\tattacked\t_\t_\t_\t_\t_\t_\t_\t_\n\
    3\tGeorgia\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
    4\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";

#[test]
fn given_tokens_are_analysed() {
    let folder = folder("given_tokens_are_analysed");
    let given = file(&folder, "given.conllu", GIVEN);
    let done = run(["read", "--from-conllu", &given, "--format", "conllu"]);
    check_error(&done, 0, &["note: talks: 1 empty node left out"]);
    let columns = |text: &str, wanted: &[usize]| -> Vec<String> {
        let rows = text.lines().filter(|line| !line.contains("gone"));
        let keep = |line: &str| {
            let cells: Vec<&str> = line.split('\t').collect();
            let kept: Vec<&str> = wanted.iter().filter_map(|i| cells.get(*i)).copied().collect();
            if line.starts_with('#') {
                line.to_owned()
            } else {
                kept.join(" ")
            }
        };
        rows.map(keep).collect()
    };
    assert_eq!(columns(&done.out, &[0, 1, 9]), columns(GIVEN, &[0, 1, 9]));
    assert!(
        done.out.contains("2\tattacked\tattack\tVERB\tVBD\t"),
        "{}",
        done.out
    );
    assert!(!done.out.contains("Foo=Bar"));
    let by_input = run_with_input(["read", "--from-conllu", "-", "--format", "conllu", "-q"], GIVEN);
    assert_eq!((by_input.out, by_input.err.as_str()), (done.out, ""));
    // Windows' line ends and a byte-order mark are no matter.
    let foreign = format!("\u{feff}{}", GIVEN.replace('\n', "\r\n"));
    let by_input = run_with_input(["read", "--from-conllu", "-", "--format", "conllu"], &foreign);
    check_error(&by_input, 0, &[]);
}

#[test]
fn given_tokens_make_claims() {
    let folder = folder("given_tokens_make_claims");
    let given = file(&folder, "given.conllu", GIVEN);
    let done = run(["read", "--from-conllu", &given, "--publisher", "Example News"]);
    check_error(&done, 0, &[]);
    let claim = done.out.lines().find(|line| line.contains("attacked")).unwrap();
    let claim: serde_json::Value = serde_json::from_str(claim).unwrap();
    assert_eq!(
        (&claim["document"], &claim["publisher"]),
        (&"talks".into(), &"Example News".into())
    );
    // Offsets are of the text that forms and spaces make.
    let text = "They didn't go.\n\nRussia attacked Georgia.";
    let place = |end: &str| claim["evidence"]["trigger"][end].as_u64().unwrap() as usize;
    assert_eq!(&text[place("start")..place("end")], "attacked");
    assert!(
        run(["read", "--from-conllu", &given, "-f", "trig"])
            .out
            .contains("ww:attacked")
    );
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let folder = folder("a_broken_file_is_named_with_its_line");
    let spoil = |from: &str, to: &str| GIVEN.replacen(from, to, 1);
    for (name, content, line, says) in [
        (
            "columns",
            spoil("2\tattacked\t", "2 attacked "),
            16,
            "10 columns parted by tabs, this one has 8",
        ),
        ("column", spoil("\tx\tX", "\t\tX"), 5, "column 3 is empty"),
        ("id", spoil("3.1\t", "3.x\t"), 9, "is no id"),
        (
            "gap",
            spoil("4\tgo", "5\tgo"),
            10,
            "word 5 where word 4 should stand",
        ),
        (
            "again",
            spoil("2\tattacked", "1\tattacked"),
            16,
            "word 1 where word 2 should stand",
        ),
        ("range", spoil("2-3\t", "3-4\t"), 6, "multiword token 3-4"),
        (
            "long range",
            spoil("2-3\t", "2-8\t"),
            6,
            "ends with word 8, and the sentence has 5",
        ),
        ("head", spoil("0\troot", "x\troot"), 7, "\"x\" is no number"),
        (
            "far head",
            spoil("0\troot", "9\troot"),
            7,
            "no word of the sentence",
        ),
        ("circle", spoil("0\troot", "4\tdep"), 7, "run in a circle"),
        (
            "comment",
            spoil("4\tgo", "# note\n4\tgo"),
            10,
            "a comment among the words",
        ),
        (
            "words",
            spoil("# newpar\n", "# newpar\n\n"),
            13,
            "a sentence without words",
        ),
        ("text", STORY.to_owned(), 1, "this one has 1"),
        ("empty", String::new(), 1, "the file is empty"),
        ("blank", "\n \n".to_owned(), 1, "the file is empty"),
    ] {
        let broken = file(&folder, &format!("{name}.conllu"), content);
        let done = run(["read", "--from-conllu", &broken]);
        check_error(&done, 2, &[&format!("error: {broken}:{line}: "), says, "(hint: "]);
        assert_eq!(done.out, "", "{name}");
    }
    let latin = file(&folder, "latin.conllu", b"# text = caf\xE9\n1\tx\n");
    check_error(
        &run(["read", "--from-conllu", &latin]),
        2,
        &[&format!("{latin}:1: not UTF-8"), "hint"],
    );
    let place = folder.display().to_string();
    check_error(
        &run(["read", "--from-conllu", &place]),
        2,
        &["a folder", "name the files"],
    );
    let good = file(&folder, "good.conllu", GIVEN);
    let done = run(["read", "--from-conllu", "/nowhere/x.conllu", &good]);
    check_error(&done, 2, &["/nowhere/x.conllu: no such file", "check the path"]);
    assert!(
        done.out.contains("attacked"),
        "the readable are read all the same"
    );
}

#[test]
fn trees_are_drawn() {
    let folder = folder("trees_are_drawn");
    let story = file(&folder, "story.txt", STORY);
    let done = run(["read", &story, "--draw"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    assert_eq!(
        run(["read", &story, "--draw", "--format", "conllu"]).out,
        done.out
    );
    assert!(
        done.out
            .contains("# sent_id = story-2\n# text = France said that Russia attacked Georgia.\n")
    );
    assert!(done.out.contains("attacked  VERB "), "{}", done.out);
    assert!(
        !done.out.contains('\x1b'),
        "no colours where there is no terminal"
    );
    assert!(done.out.lines().all(|line| line == line.trim_end()));
    let given = file(&folder, "given.conllu", GIVEN);
    let done = run(["read", "--from-conllu", &given, "--draw", "-q"]);
    assert!(
        done.out
            .contains("# sent_id = t-2\n# text = Russia attacked Georgia.\n"),
        "{}",
        done.out
    );
    check_error(
        &run(["read", &story, "--draw", "-f", "table"]),
        2,
        &["--draw", "--format", "hint"],
    );
}

/// Documents of one name have sentences of different ids all the same.
#[test]
fn ids_of_sentences_are_unique() {
    let folder = folder("ids_of_sentences_are_unique");
    let one = file(&folder, "a/story.txt", STORY);
    let two = file(&folder, "b/story.txt", STORY);
    let done = run(["read", &one, &two, "--format", "conllu"]);
    let ids: Vec<&str> = done
        .out
        .lines()
        .filter_map(|line| line.strip_prefix("# sent_id = "))
        .collect();
    assert_eq!(ids, ["story-1", "story-2", "story.2-1", "story.2-2"]);
}
