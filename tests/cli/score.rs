//! Claims against gold.

use super::*;

const GOLD: &str = r#"{"id": "story",
 "actors": {
  "russia": {"type": "Country", "names": ["Russia"]},
  "georgia": {"type": "Country", "names": ["Georgia"]},
  "france": {"type": "Country", "names": ["France"]}},
 "relations": [
  {"s": "russia", "r": "attacked", "c": "ASSAULT", "o": "georgia", "symmetric": false, "polarity": "positive",
   "modality": "actual", "date": null, "according_to": ["france"], "evidence": "Russia attacked Georgia", "vital": true},
  {"s": "georgia", "r": "condemned", "c": "ACCUSE", "o": "russia", "symmetric": false, "polarity": "positive",
   "modality": "actual", "date": null, "according_to": [], "evidence": "France said", "vital": true}]}
"#;

#[test]
fn claims_are_scored() {
    let folder = folder("claims_are_scored");
    file(&folder, "gold/story.json", GOLD);
    let story = file(
        &folder,
        "text/story.txt",
        "France said that Russia attacked Georgia.\n",
    );
    let place = |name: &str| folder.join(name).display().to_string();
    let (gold, texts) = (place("gold"), place("text"));
    let own = run(["score", "claims", &gold, "--show"]);
    check_error(&own, 0, &[]);
    for line in [
        "== story\n  missed  Georgia | condemned | Russia   « France said »\n  wrong   France | accused | Russia\n\n1 articles, 2 predicted relations\n",
        "relation          1      1      1       2   0.500   0.500   0.500\nof 1 matched relations right: polarity 1.000,",
        "ROLE          right  wrong",
        "of 0 matched relations right: -\n",
    ] {
        assert!(own.out.contains(line), "{line:?} is not in: {}", own.out);
    }
    assert_eq!(
        run(["score", "claims", &gold, "--texts", &texts, "--show"]).out,
        own.out
    );

    let lines = file(&folder, "lines.jsonl", run(["read", &story]).out);
    assert_eq!(run(["score", "claims", &gold, &lines, "--show"]).out, own.out);
    let other = r#"{"document": "story", "subject": {"name": "Georgia"}, "relation": "metWith", "object": {"name": "Russia"}}"#;
    let other = file(&folder, "other.jsonl", other);
    let wrong = run(["score", "claims", &gold, &other, "--show"]);
    assert!(
        wrong.out.contains("  wrong   Georgia | metWith | Russia\n"),
        "{}",
        wrong.out
    );

    let elsewhere =
        r#"{"document": "x", "subject": {"name": "A"}, "relation": "metWith", "object": {"name": "B"}}"#;
    let elsewhere = file(&folder, "elsewhere.jsonl", elsewhere);
    check_error(
        &run(["score", "claims", &gold, &elsewhere]),
        1,
        &["not in the gold, left out: x"],
    );
    check_error(
        &run(["score", "claims", &texts]),
        1,
        &["no gold in", &texts, "hint"],
    );
    check_error(
        &run(["score", "claims", "/nowhere/gold"]),
        2,
        &["/nowhere/gold", "hint"],
    );
    check_error(
        &run(["score", "claims", &gold, "--texts", "/nowhere"]),
        2,
        &["/nowhere", "--texts"],
    );
    check_error(
        &run(["score", "claims", &gold, &story]),
        2,
        &[&format!("{story}:1: no claim"), "hint"],
    );
    let broken = file(&folder, "broken/story.json", "{\n\"id\": oops}");
    check_error(
        &run(["score", "claims", &place("broken")]),
        2,
        &[&format!("{broken}:2: no gold"), "hint"],
    );
}

#[test]
fn names_are_scored() {
    let folder = folder("names_are_scored");
    let gold = concat!(
        r#"{"doc": "a", "tokens": ["Vladimir", "Putin", "met", "Angela", "Merkel", "in", "Minsk", "."],"#,
        r#" "entities": [[0, 2, "PER"], [3, 5, "politician"], [6, 7, "ORG"]]}"#,
        "\n"
    );
    let gold = file(&folder, "gold.jsonl", gold);
    let scored = run(["score", "names", &gold, "--show"]);
    check_error(&scored, 0, &[]);
    for line in [
        "  missed  Org: met Angela Merkel in [Minsk] .\n",
        "  wrong   Loc: met Angela Merkel in [Minsk] .\n",
        "all                 2      1       3   0.667   0.667   0.667\n",
        "any type            3      0       3   1.000   1.000   1.000\n",
    ] {
        assert!(scored.out.contains(line), "{line:?} is not in: {}", scored.out);
    }
    let empty = file(&folder, "empty.jsonl", "\n");
    check_error(&run(["score", "names", &empty]), 1, &["no gold in"]);
    let outside = file(
        &folder,
        "outside.jsonl",
        "\n{\"tokens\": [\"Minsk\"], \"entities\": [[0, 2, \"LOC\"]]}\n",
    );
    check_error(
        &run(["score", "names", &outside]),
        2,
        &["outside.jsonl:2: ", "outside the tokens"],
    );
    let predictions = run(["score", "names", &gold, &outside]);
    check_error(&predictions, 2, &["leave out predictions"]);
}

#[test]
fn what_lies_below_claims_is_scored() {
    let folder = folder("what_lies_below_claims_is_scored");
    let of = |name: &str, line: &str| file(&folder, &format!("{name}.jsonl"), format!("{line}\n"));
    let rows = [
        (
            "coreference",
            r#"{"sents": [["Angela", "Merkel", "left", "."], ["She", "waved", "."]], "clusters": [[[0, 2], [4, 5]]]}"#,
            "all              1.000   1.000   1.000   1.000",
        ),
        (
            "dates",
            r#"{"tokens": ["In", "1999", "he", "left", "."], "timexes": [{"start": 1, "end": 2, "when": "1999"}]}"#,
            "value right         1      0       1   1.000",
        ),
        (
            "linking",
            r#"{"doc": "d", "tokens": ["Angela", "Merkel", "left", ".", "Merkel", "waved", "."],
                "mentions": [[0, 2, "person", "Angela_Merkel", "Q567"], [4, 5, "person", "Angela_Merkel", "Q567"]]}"#,
            "within              1      0       1   1.000",
        ),
        (
            "attribution",
            r#"{"tokens": ["Russia", "attacked", "Georgia", ",", "France", "said", "."], "attributions": [{"source": [4], "content": [[0, 3]]}]}"#,
            "1   1.000",
        ),
        (
            "categories",
            r#"{"text": "Russia attacked Georgia.", "gold": [{"source_text": "Russia", "target_text": "Georgia", "plover": "ASSAULT"}]}"#,
            "right               1      0       1   1.000",
        ),
        (
            "relations",
            r#"{"text": "Russia attacked Georgia.", "relations": [{"type": "FightingAgainst", "arg1": [0, 6], "arg2": [16, 23], "conf": 1}]}"#,
            "right               1      0       1   1.000",
        ),
    ];
    for (task, line, expected) in rows {
        let gold = of(task, &line.replace('\n', " "));
        let done = run(["score", task, &gold]);
        assert!(
            done.code == 0 && done.out.contains(expected),
            "{task}: {}{}",
            done.out,
            done.err
        );
        let broken = of("broken", r#"{"tokens": 1}"#);
        check_error(&run(["score", task, &broken]), 2, &["broken.jsonl:1", "hint"]);
    }
}
