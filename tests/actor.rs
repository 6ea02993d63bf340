//! The keys that join documents: as many as are safe, no more.

use crate::readings::*;
use whowhom::actor::key;
use whowhom::mention::{Chain, ChainId};

/// The keys of an actor in a story that has Syria and a rebel group beside it.
fn keys(chain: impl FnOnce(ChainId, ChainId) -> Chain) -> Vec<String> {
    let mut story = Story::new("d");
    let syria = story.chain(seeded("Syria", SYRIA));
    let rebels = story.chain(named("Free Army", GROUP, &[]));
    let id = story.chain(chain(syria, rebels));
    key::of(&story.reading.mentions, id, &schema(), "doc", "local", Some(2024))
}

fn person(name: &str, aliases: &[&str]) -> Vec<String> {
    keys(|_, _| named(name, PERSON, aliases))
}

fn group(name: &str, aliases: &[&str]) -> Vec<String> {
    keys(|_, _| named(name, GROUP, aliases))
}

const OWN: &str = "local.in.doc";
const ALONE: &str = "assad.alone.in.doc";

#[test]
fn a_person_is_known_by_a_full_name_however_spelt() {
    assert_eq!(
        person("Bashar al-Assad", &["Assad", "al-Assad"]),
        ["bashar-assad"]
    );
    assert_eq!(person("BASHAR Al Assad", &[]), ["bashar-assad"]);
    assert_eq!(person("Recep Tayyip Erdoğan", &[]), ["recep-tayyip-erdogan"]);
}

#[test]
fn a_second_name_joins_but_a_shortened_one_may_be_anybodys() {
    let jolani = ["abu-mohammad-jolani", "ahmed-sharaa"];
    assert_eq!(
        person("Ahmed al-Sharaa", &["Abu Mohammad al-Jolani", "Sharaa"]),
        jolani
    );
    assert_eq!(
        person("Mohammed bin Salman", &["Bin Salman", "Mohammed Salman"]).len(),
        2
    );
    assert_eq!(
        person("Khalid bin Salman", &["Bin Salman"]),
        ["khalid-bin-salman"]
    );
}

#[test]
fn a_surname_needs_an_office_under_a_seed() {
    assert_eq!(person("Assad", &[]), [ALONE]);
    let holder = |of, noun| Chain {
        of: Some(of),
        noun,
        ..named("Assad", PERSON, &[])
    };
    assert_eq!(
        keys(|syria, _| holder(syria, Some(PRESIDENT))),
        ["assad.president.of.syria.2024"]
    );
    assert_eq!(keys(|syria, _| holder(syria, None)), [ALONE]);
    assert_eq!(keys(|_, rebels| holder(rebels, Some(PRESIDENT))), [ALONE]);
}

#[test]
fn former_names_join_but_acronyms_and_parts_of_names_do_not() {
    assert_eq!(
        group("Hayat Tahrir al-Sham", &["HTS", "Tahrir al-Sham"]),
        ["hayat-tahrir-sham.body"]
    );
    assert_eq!(
        group("National Liberation Front", &["the Front", "Liberation Front"]).len(),
        1
    );
    let former = |_, _| Chain {
        former: vec!["Nusra Front".into()],
        ..named("HTS", GROUP, &[])
    };
    assert_eq!(keys(former), ["hts.body", "nusra-front.body"]);
}

#[test]
fn a_lone_noun_written_large_may_be_anything() {
    let church = |_, _| Chain {
        noun: Some(PRESIDENT),
        ..named("the Church", GROUP, &[])
    };
    assert_eq!(keys(church), [OWN]);
    assert_eq!(group("Hezbollah", &[]), ["hezbollah.body"]);
}

#[test]
fn families_of_names_do_not_mix() {
    assert_eq!(keys(|_, _| named("Tripoli", COUNTRY, &[])), ["tripoli.place"]);
    assert_eq!(group("Tripoli", &[]), ["tripoli.body"]);
    assert_eq!(keys(|_, _| named("Tripoli", ACTOR, &[])), ["tripoli.thing"]);
}

#[test]
fn a_body_is_known_by_its_country() {
    let army = |name: &str, of| described(name, GROUP, Some(ARMY), Some(of));
    assert_eq!(keys(|syria, _| army("the Syrian army", syria)), ["army.of.syria"]);
    assert_eq!(
        keys(|syria, _| army("Syria's Arab Army", syria)),
        ["arab-army.of.syria"]
    );
    assert_eq!(keys(|syria, _| army("Syrian", syria)), [OWN]);
    assert_eq!(keys(|_, rebels| army("army", rebels)), [OWN]);
    let named_army = |_, _| Chain {
        noun: Some(ARMY),
        ..named("National Army", GROUP, &[])
    };
    assert_eq!(keys(named_army), [OWN]);
}

#[test]
fn what_has_no_name_stays_in_its_document() {
    assert_eq!(keys(|_, _| described("rebels", GROUP, None, None)), [OWN]);
    assert_eq!(keys(|_, _| named("—", GROUP, &[])), [OWN]);
    assert_eq!(keys(|_, _| seeded("Syria", SYRIA)), Vec::<String>::new());
}
