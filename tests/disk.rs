//! Stores on disk: the same quads as in memory, kept, and errors that say what to do.

use crate::readings::*;
use crate::store::{dump, play, put_all, steps, store_of};
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use whowhom::store::{Access, Config, Error, Store};

/// A directory of its own that goes when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "whowhom-test-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Two groups, one of which attacks the other.
fn attack(id: &str) -> Story {
    let mut story = Story::new(id);
    let (a, b) = (
        story.chain(named("Free Army", GROUP, &[])),
        story.chain(seeded("Syria", SYRIA)),
    );
    story.claim(a, ATTACKED, b);
    story
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_disk_holds_what_memory_holds(steps in steps()) {
        let folder = Folder::new();
        let standing = {
            let mut store = Store::open(&folder.0, Access::Write).unwrap();
            play(&mut store, &steps)
        };
        let store = Store::open(&folder.0, Access::Read).unwrap();
        prop_assert_eq!(dump(&store), dump(&store_of(standing.values())));
    }
}

#[test]
fn texts_are_kept_beside_the_quads() {
    let folder = Folder::new();
    put_all(
        &mut Store::open(&folder.0, Access::Write).unwrap(),
        [&attack("d1"), &attack("d2")],
    );
    let document = attack("d1").describe().document;
    let mut store = Store::open(&folder.0, Access::Write).unwrap();
    assert_eq!(
        store.text(&document).unwrap().unwrap(),
        attack("d1").reading.document.text
    );
    let mut writer = store.writer(&schema()).unwrap();
    assert!(writer.retract("d1").unwrap() && writer.retract("d2").unwrap());
    let kept = walkdir::WalkDir::new(folder.0.join("texts")).into_iter();
    assert_eq!(
        kept.filter(|entry| entry.as_ref().unwrap().file_type().is_file())
            .count(),
        0
    );
}

#[test]
fn a_store_for_those_who_may_not_keep_texts() {
    let folder = Folder::new();
    let config = Config {
        keep_text: false,
        ..Config::default()
    };
    let mut store = Store::create(&folder.0, config).unwrap();
    put_all(&mut store, [&attack("d1")]);
    assert_eq!(store.text(&attack("d1").describe().document).unwrap(), None);
    assert!(!folder.0.join("texts").exists());
}

#[test]
fn one_process_writes_and_others_read() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.0, Access::Write).unwrap();
    put_all(&mut store, [&attack("d1")]);
    let second = Store::open(&folder.0, Access::Write).unwrap_err();
    assert!(
        matches!(&second, Error::InUse(dir) if *dir == folder.0),
        "{second:?}"
    );
    let mut reader = Store::open(&folder.0, Access::Read).unwrap();
    assert!(matches!(reader.writer(&schema()), Err(Error::ReadOnly)));
}

#[test]
fn what_is_no_store_is_left_alone() {
    let folder = Folder::new();
    assert!(matches!(
        Store::open(&folder.0, Access::Read),
        Err(Error::Missing(_))
    ));
    assert!(!folder.0.exists());
    std::fs::create_dir(&folder.0).unwrap();
    assert!(matches!(
        Store::open(&folder.0, Access::Read),
        Err(Error::Missing(_))
    ));
    std::fs::write(folder.0.join("letter.txt"), "dear").unwrap();
    for access in [Access::Read, Access::Write] {
        assert!(matches!(Store::open(&folder.0, access), Err(Error::NotAStore(_))));
    }
    let file = folder.0.join("letter.txt");
    assert!(matches!(
        Store::open(file, Access::Write),
        Err(Error::NotAStore(_))
    ));
}

#[test]
fn other_versions_and_other_bases_are_told() {
    let folder = Folder::new();
    drop(Store::open(&folder.0, Access::Write).unwrap());
    let other = Config {
        base: "https://example.org/".to_owned(),
        ..Config::default()
    };
    assert!(matches!(Store::create(&folder.0, other), Err(Error::Base(_, _))));
    let record = folder.0.join("whowhom.json");
    std::fs::write(&record, r#"{"format": 99, "base": "https://example.org/"}"#).unwrap();
    assert!(matches!(
        Store::open(&folder.0, Access::Read),
        Err(Error::Newer(_, 99))
    ));
    std::fs::write(&record, "{").unwrap();
    let error = Store::open(&folder.0, Access::Write).unwrap_err();
    assert!(error.to_string().contains("whowhom.json: EOF"), "{error}");
}

#[test]
fn a_half_derived_default_graph_is_derived_anew() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.0, Access::Write).unwrap();
    put_all(&mut store, [&attack("d1")]);
    let whole = dump(&store);
    store
        .quads()
        .clear_graph(oxigraph::model::GraphNameRef::DefaultGraph)
        .unwrap();
    drop(store);
    let record = folder.0.join("whowhom.json");
    let text = std::fs::read_to_string(&record).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
    json["rules"] = "".into();
    std::fs::write(&record, json.to_string()).unwrap();
    let mut store = Store::open(&folder.0, Access::Write).unwrap();
    store.writer(&schema()).unwrap();
    assert_eq!(dump(&store), whole);
}
