//! The commands that need a store on disk.

use super::*;

/// A store with the story in it.
fn built(test: &str) -> (PathBuf, String) {
    let folder = folder(test);
    let story = file(&folder, "story.txt", STORY);
    let store = folder.join("store").display().to_string();
    let done = run([
        "build",
        &story,
        "--store",
        &store,
        "--date",
        "2024-11-30",
        "--publisher",
        "Example News",
    ]);
    check_error(
        &done,
        0,
        &["1 document (0 unchanged, 0 replaced), 2 sentences", "0 failures"],
    );
    (folder, store)
}

#[test]
fn what_was_built_is_found() {
    let (folder, store) = built("what_was_built_is_found");
    let done = run([
        "query",
        "SELECT ?a ?b { ?a ww:attacked ?b }",
        "--store",
        &store,
        "--results",
        "csv",
    ]);
    assert_eq!(
        (done.code, done.out.replace('\r', "").as_str()),
        (
            0,
            "a,b\nhttps://w3id.org/whowhom/actor/russia,https://w3id.org/whowhom/actor/georgia\n"
        )
    );
    let done = run(["query", "SELECT ?a { ?a ww:killed ?b }", "--store", &store]);
    assert_eq!(done.code, 1);
    let done = run([
        "query",
        "--name",
        "what-did",
        "--param",
        "actor=Russia",
        "--store",
        &store,
    ]);
    assert!(
        done.code == 0 && done.out.contains("Georgia"),
        "{}{}",
        done.out,
        done.err
    );
    let done = run([
        "query",
        "--name",
        "what-did",
        "--param",
        "actor=Rusia",
        "--store",
        &store,
    ]);
    check_error(&done, 2, &["no actor 'Rusia'", "did you mean Russia"]);
    let graph = "CONSTRUCT { ?a ww:attacked ?b } WHERE { ?a ww:attacked ?b }";
    let done = run(["query", graph, "--store", &store]);
    assert!(
        done.out.contains("a:russia ww:attacked a:georgia"),
        "{}",
        done.out
    );
    check_error(
        &run(["query", "ASK {}", "--store", &store, "--results", "turtle"]),
        2,
        &["no graph"],
    );
    let story = folder.join("story.txt").display().to_string();
    let done = run([
        "build",
        &story,
        "--store",
        &store,
        "--date",
        "2024-11-30",
        "--publisher",
        "Example News",
    ]);
    check_error(&done, 0, &["1 document (1 unchanged, 0 replaced)"]);
    let done = run([
        "build",
        &story,
        "--store",
        &store,
        "--date",
        "2024-11-29",
        "--print",
    ]);
    check_error(&done, 0, &["1 document (0 unchanged, 1 replaced)"]);
    assert!(done.out.contains("attacked"));
}

#[test]
fn a_store_is_exported() {
    let (folder, store) = built("a_store_is_exported");
    let done = run(["export", "--store", &store, "--format", "turtle"]);
    assert!(
        done.out.contains("a:russia") && !done.out.contains("ww:Claim"),
        "{}",
        done.out
    );
    assert!(!run(["export", "--store", &store]).out.contains("rdf:reifies"));
    assert!(
        run(["export", "--store", &store, "--rdf", "1.2"])
            .out
            .contains("rdf:reifies")
    );
    assert!(
        run(["export", "--store", &store, "--with-ontology"])
            .out
            .contains("ww:Frame")
    );
    let file = folder.join("all.nq").display().to_string();
    assert_eq!(run(["export", "--store", &store, "-o", &file]).code, 0);
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .contains("<https://w3id.org/whowhom/catalogue>")
    );
    check_error(
        &run(["export", "--store", &store, "--graph", "doc:nowhere"]),
        2,
        &["no graph"],
    );
}

#[test]
fn a_claim_is_explained_and_the_store_checked() {
    let (_, store) = built("a_claim_is_explained");
    let done = run(["explain", "Russia attacked Georgia", "--store", &store]);
    assert_eq!(done.code, 0, "{}", done.err);
    for words in [
        "[subject: Russia] [trigger: attacked] [object: Georgia]",
        "according to France",
        "via          Example News",
        "f:",
        "–nsubj→ attacked",
    ] {
        assert!(done.out.contains(words), "{words:?} is not in {}", done.out);
    }
    assert_eq!(
        run(["explain", "a:russia ww:killed a:georgia", "--store", &store]).code,
        1
    );
    check_error(
        &run(["explain", "claim:nowhere", "--store", &store]),
        2,
        &["no claim 'claim:nowhere'"],
    );
    let done = run(["check", "--store", &store]);
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "nothing is wrong\n"),
        "{}",
        done.err
    );
}

#[test]
fn a_store_in_use_is_named() {
    let (folder, store) = built("a_store_in_use_is_named");
    let held = whowhom::store::Store::open(&store, whowhom::store::Access::Write).unwrap();
    let story = folder.join("story.txt").display().to_string();
    check_error(
        &run(["build", &story, "--store", &store]),
        2,
        &[&store, "in use by another process"],
    );
    drop(held);
}

#[test]
fn threads_do_not_matter() {
    let folder = folder("threads_do_not_matter");
    for number in 0..20 {
        file(&folder, &format!("in/{number}.txt"), STORY.repeat(number + 1));
    }
    let documents = folder.join("in").display().to_string();
    let dump = |threads: &str| {
        let store = folder.join(threads).display().to_string();
        let done = run(["build", &documents, "--store", &store, "--threads", threads]);
        assert_eq!(done.code, 0, "{}", done.err);
        run(["export", "--store", &store, "--rdf", "1.2", "--with-ontology"]).out
    };
    assert!(dump("1") == dump("2"));
}

#[test]
fn a_failure_does_not_stop_a_build() {
    let folder = folder("a_failure_does_not_stop_a_build");
    let story = file(&folder, "story.txt", STORY);
    let store = folder.join("store").display().to_string();
    let done = run(["build", "/nowhere.txt", &story, "--store", &store]);
    check_error(&done, 2, &["/nowhere.txt", "1 document", "1 failure"]);
    assert_eq!(
        run(["query", "ASK { ?a ww:attacked ?b }", "--store", &store]).code,
        0
    );
}

#[test]
fn actors_are_listed_and_explained() {
    let folder = folder("actors_are_listed_and_explained");
    let story = r#"{"id": "d1", "date": "2024-11-30", "text": "Ahmed al-Sharaa, better known as Jolani, met Vladimir Putin in Moscow."}
{"id": "d2", "date": "2024-12-01", "text": "Jolani met Vladimir Vladimirovich Putin again. George Bush praised George W. Bush. George H. W. Bush left."}
"#;
    let story = file(&folder, "story.jsonl", story);
    let store = folder.join("store").display().to_string();
    check_error(&run(["build", &story, "--store", &store]), 0, &["2 documents"]);
    let listed = run(["actors", "sharaa", "--store", &store, "--results", "csv"]);
    assert_eq!(
        (listed.code, listed.out.replace('\r', "").as_str()),
        (
            0,
            "name,class,aliases,documents,mentions,actor\n\
             Ahmed al-Sharaa,https://w3id.org/whowhom/ontology#Person,Jolani,2,3,https://w3id.org/whowhom/actor/ahmed-sharaa\n"
        )
    );
    check_error(
        &run(["actors", "nobody", "--store", &store]),
        1,
        &["no such actor"],
    );
    let doubtful = run(["actors", "--doubtful", "--store", &store]);
    for line in [
        "a middle name more  one actor",
        "a middle name more  two actors",
        "also known as",
    ] {
        assert!(doubtful.out.contains(line), "{line} is not in: {}", doubtful.out);
    }
    let why = run(["explain", "Jolani", "--store", &store]);
    for line in ["ahmed-sharaa and jolani.alone.in.d2: also known as", "d2: Jolani"] {
        assert!(
            why.code == 0 && why.out.contains(line),
            "{line} is not in: {}",
            why.out
        );
    }
    // A verdict of the user's goes before what the names tell.
    let verdict = "<https://w3id.org/whowhom/actor/vladimir-putin> <http://www.w3.org/2002/07/owl#differentFrom> \
                   <https://w3id.org/whowhom/actor/vladimir-vladimirovich-putin> .\n";
    file(&folder, "mine/told.ttl", verdict);
    let mine = folder.join("mine").display().to_string();
    check_error(
        &run(["build", &story, "--store", &store, "--ontology", &mine]),
        0,
        &["2 documents"],
    );
    let apart = run(["actors", "putin", "--store", &store, "--results", "csv"]);
    assert_eq!(apart.out.lines().count(), 3, "{}", apart.out);
}

#[test]
fn open_relations_and_unsure_claims_are_kept_or_left_out_as_asked() {
    let folder = folder("open_relations");
    let story = file(
        &folder,
        "story.txt",
        "Norway imitated Denmark. Norway attacked Sweden.\n",
    );
    let store = folder.join("store").display().to_string();
    let count = |query: &str| run(["query", query, "--store", &store]).code;
    let (open, known) = ("ASK { ?a open:imitate ?b }", "ASK { ?a ww:attacked ?b }");
    check_error(
        &run(["build", &story, "--store", &store, "--open"]),
        0,
        &["2 claims"],
    );
    assert_eq!((count(open), count(known)), (0, 0));
    check_error(&run(["check", "--store", &store]), 0, &[]);
    // Asked otherwise, the same text is read again.
    check_error(
        &run(["build", &story, "--store", &store]),
        0,
        &["1 replaced", "1 claim"],
    );
    assert_eq!((count(open), count(known)), (1, 0));
    check_error(
        &run(["build", &story, "--store", &store, "--min-confidence", "1"]),
        0,
        &["1 replaced", "0 claims"],
    );
    assert_eq!(count(known), 1);
}
