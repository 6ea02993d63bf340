//! Small ontologies: what they compile to, and what is said of those that are wrong.

use super::*;
use std::borrow::Cow;

/// Classes, a category, relations and a noun, on which the tests build.
const CORE: &str = r#"
@prefix ww: <https://w3id.org/whowhom/ontology#> .
@prefix f: <https://w3id.org/whowhom/frame/> .
@prefix n: <https://w3id.org/whowhom/noun/> .
@prefix a: <https://w3id.org/whowhom/actor/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
ww:Actor a owl:Class ; rdfs:subClassOf sem:Actor .
ww:Person a owl:Class ; rdfs:subClassOf ww:Actor ; ww:human true .
ww:Body a owl:Class ; rdfs:subClassOf ww:Actor ; ww:collective true .
ww:Country a owl:Class ; rdfs:subClassOf ww:Body ; ww:sovereign true ; ww:territorial true .
ww:CONSULT a ww:Category, skos:Concept ; ww:quad "verbal cooperation" ; ww:cameo "04" .
ww:spokeWith a ww:Relation, owl:ObjectProperty, owl:SymmetricProperty ;
    rdfs:label "spoke with"@en ; ww:category ww:CONSULT ; rdfs:domain ww:Actor ; rdfs:range ww:Actor .
ww:phoned a ww:Relation, owl:ObjectProperty, owl:SymmetricProperty ; rdfs:subPropertyOf ww:spokeWith .
ww:visited a ww:Relation, owl:ObjectProperty ; rdfs:label "visited"@en ;
    rdfs:subPropertyOf sem:hasActor ; ww:category ww:CONSULT ; rdfs:domain ww:Person ; rdfs:range ww:Body .
ww:onceCalled a ww:Relation, owl:DatatypeProperty ; ww:category ww:CONSULT .
"#;

fn compile(turtle: &str) -> Result<Schema, Error> {
    let prefixes: String = CORE.lines().filter(|line| line.starts_with('@')).collect();
    let source = |name: &str, text: String| Source {
        name: name.into(),
        text: Cow::Owned(text),
    };
    Schema::compile(vec![
        source("core.ttl", CORE.into()),
        source("more.ttl", format!("{prefixes}\n{turtle}")),
    ])
}

fn schema(turtle: &str) -> Schema {
    compile(turtle).unwrap_or_else(|error| panic!("{error}"))
}

/// Checks the faults of an ontology whose first line is line 2 of `more.ttl`.
#[track_caller]
fn check(turtle: &str, faults: &[&str]) {
    let error = compile(turtle).expect_err("it has faults");
    assert_eq!(error.to_string(), faults.join("\n"));
}

/// A frame that is whole, but for what `more` adds.
fn frame(more: &str) -> String {
    format!(
        "f:x a ww:Frame ; ww:relation ww:visited ; ww:verb \"visit\" ; ww:agent \"subj\" ; ww:recipient \"obj\" ;\n\
         ww:example \"Ann visited Oz. => Ann visited Oz\" ;\n{more} ."
    )
}

// ── faults ────────────────────────────────────────────────────────────────────────────────────

#[test]
fn syntax() {
    let faults = compile("a:x a ww:Person ;\n skos:prefLabel \"X\n .")
        .unwrap_err()
        .faults;
    assert_eq!((faults[0].file.as_str(), faults[0].line), ("more.ttl", 3));
    assert!(faults[0].reason.starts_with("not Turtle: "), "{}", faults[0]);
    check(
        "a:x b:y a:z .",
        &["more.ttl:2: not Turtle: The prefix b: has not been declared"],
    );
}

#[test]
fn blank_nodes() {
    check(
        "a:x a ww:Person ;\n rdfs:seeAlso [] .",
        &["more.ttl:3: a:x: no blank nodes here, give the thing an IRI"],
    );
}

#[test]
fn unknown_kinds() {
    check(
        "a:x a ww:Persn .\n\na:y rdfs:label \"y\" .",
        &[
            "more.ttl:2: a:x: unknown class ww:Persn, did you mean ww:Person?",
            "more.ttl:4: a:y: no type, say what it is (a ww:Frame, say)",
        ],
    );
}

#[test]
fn unknown_names() {
    check(
        "ww:Duck a owl:Class ; rdfs:subClassOf ww:Animal .\n\
         ww:quacked a ww:Relation ; ww:category ww:CONSULTS .\n\
         ww:phonedBack a ww:Relation ; rdfs:subPropertyOf ww:phonde ; ww:category ww:CONSULT .\n\
         a:oz a ww:Country ; skos:prefLabel \"Oz\" ;\n ww:partOf a:ozz .\n\
         n:duck a ww:RoleNoun ; ww:noun \"duck\" ; ww:class ww:Parson .",
        &[
            "more.ttl:2: ww:Duck: unknown class ww:Animal, declare it or correct the name",
            "more.ttl:3: ww:quacked: unknown category ww:CONSULTS, did you mean ww:CONSULT?",
            "more.ttl:4: ww:phonedBack: unknown relation ww:phonde, did you mean ww:phoned?",
            "more.ttl:6: a:oz: unknown actor a:ozz, did you mean a:oz?",
            "more.ttl:7: n:duck: unknown class ww:Parson, did you mean ww:Person?",
        ],
    );
}

#[test]
fn unknown_values_of_a_frame() {
    check(
        "f:x a ww:Frame ;\n ww:relation ww:visitd ; ww:verb \"visit\" ; ww:agent \"subject\" ;\n\
         ww:needs \"wiht\" ; ww:modality ww:plannd ; ww:polarity \"no\" ;\n\
         ww:construction \"tittle\" ; ww:attributes 1 ; ww:agentClass ww:Persons ;\n\
         ww:example \"Ann visited Oz. => Ann visited Oz\" .",
        &[
            "more.ttl:3: f:x: unknown relation ww:visitd, did you mean ww:visited?",
            "more.ttl:3: f:x: unknown slot \"subject\", \
             take subj, obj, iobj, poss, mod, self, comp, comp-obj, comp-subj, speaker or a preposition",
            "more.ttl:4: f:x: unknown slot \"wiht\", did you mean with?",
            "more.ttl:4: f:x: unknown ww:modality ww:plannd, did you mean ww:planned?",
            "more.ttl:4: f:x: unknown ww:polarity \"no\", take one of ww:positive, ww:negative",
            "more.ttl:5: f:x: unknown class ww:Persons, did you mean ww:Person?",
            "more.ttl:5: f:x: unknown ww:attributes \"1\", take one of \"true\", \"false\"",
            "more.ttl:5: f:x: unknown ww:construction \"tittle\", did you mean \"title\"?",
        ],
    );
}

#[test]
fn a_frame_that_lacks_parts() {
    check(
        "f:x a ww:Frame ; ww:relation ww:visited ; ww:light \"pay\" .",
        &[
            "more.ttl:2: f:x: light verbs without a noun, give ww:noun or make them ww:verb",
            "more.ttl:2: f:x: no agent, give ww:agent with a slot (\"subj\", say)",
            "more.ttl:2: f:x: no example, give ww:example \"sentence => subject relation object\"",
            "more.ttl:2: f:x: no words, give ww:verb, ww:noun, ww:adjective or ww:construction",
        ],
    );
}

#[test]
fn a_frame_of_a_construction_needs_no_agent_nor_does_one_that_only_colours() {
    schema(
        "f:x a ww:Frame ; ww:relation ww:visited ; ww:construction \"title\" ;\n\
         ww:example \"Ann of Oz spoke. => Ann visited Oz\" .\n\
         f:y a ww:Frame ; ww:verb \"believe\" ; ww:content \"comp\" ; ww:contentModality ww:possible ;\n\
         ww:example \"Ann is believed to have visited Oz. => Ann visited Oz (possible)\" .",
    );
}

#[test]
fn examples_that_do_not_fit() {
    check(
        &frame(
            "ww:example \"Ann visited Oz.\" ;\n\
             ww:example \"Ann visited Oz. => Ann visted Oz\" ;\n\
             ww:example \"Ann visited Oz. => Anne visited Oz\"",
        ),
        &[
            "more.ttl:4: f:x: no => in the example \"Ann visited Oz.\", \
             write \"sentence => subject relation object\"",
            "more.ttl:5: f:x: unknown relation visted in \"Ann visted Oz\", did you mean visited?",
            "more.ttl:6: f:x: \"Anne\" does not stand in the example \"Ann visited Oz.\", write it as there",
        ],
    );
}

#[test]
fn an_example_may_name_an_actor_by_another_of_its_names() {
    schema(&format!(
        "a:oz a ww:Country ; skos:prefLabel \"Oz\" ; ww:adjective \"Ozian\" .\n{}",
        frame("ww:example \"Ann paid an Ozian visit. => Ann visited Oz\"")
    ));
}

#[test]
fn unknown_properties() {
    check(
        &format!(
            "{}\na:oz a ww:Country ; skos:prefLabel \"Oz\" ; ww:demonim \"Ozian\" .",
            frame("ww:recipent \"to\" ; ww:colour \"red\"")
        ),
        &[
            "more.ttl:4: f:x: unknown property ww:colour, leave it out",
            "more.ttl:4: f:x: unknown property ww:recipent, did you mean ww:recipient?",
            "more.ttl:5: a:oz: unknown property ww:demonim, did you mean ww:demonym?",
        ],
    );
}

#[test]
fn values_of_the_wrong_kind() {
    check(
        &frame("ww:relation ww:phoned ; ww:noun ww:visited ; ww:adjective \"\""),
        &[
            "more.ttl:4: f:x: two values of ww:relation, keep one",
            "more.ttl:4: f:x: ww:adjective is empty, give it a text or leave it out",
            "more.ttl:4: f:x: ww:noun takes a text, not ww:visited, put it in quotes",
        ],
    );
}

#[test]
fn relations_by_themselves() {
    check(
        "ww:quacked a ww:Relation .\n\
         ww:sang a ww:Relation, owl:SymmetricProperty ; ww:category ww:CONSULT ;\n\
         rdfs:domain ww:Person ; rdfs:range ww:Actor .\n\
         ww:named a ww:Relation, owl:DatatypeProperty, owl:SymmetricProperty ; ww:category ww:CONSULT .",
        &[
            "more.ttl:2: ww:quacked: no category, give ww:category here or in its super-relation",
            "more.ttl:4: ww:sang: symmetric, but domain and range differ, give both the same classes",
            "more.ttl:5: ww:named: symmetric with a literal object, \
             drop owl:SymmetricProperty or owl:DatatypeProperty",
        ],
    );
}

#[test]
fn relations_against_their_super_relation() {
    check(
        "ww:b a ww:Relation ; rdfs:subPropertyOf ww:spokeWith .\n\
         ww:c a ww:Relation, owl:SymmetricProperty ; rdfs:subPropertyOf ww:visited ;\n\
         rdfs:domain ww:Person ; rdfs:range ww:Person .\n\
         ww:d a ww:Relation ; rdfs:subPropertyOf ww:visited ; rdfs:domain ww:Country .\n\
         ww:e a ww:Relation ; rdfs:subPropertyOf ww:onceCalled .\n\
         ww:g a ww:Relation ; rdfs:subPropertyOf ww:visited ;\n rdfs:subPropertyOf ww:d .",
        &[
            "more.ttl:2: ww:b: not symmetric, but its super-relation is, make both symmetric or neither",
            "more.ttl:3: ww:c: symmetric, but its super-relation is not, make both symmetric or neither",
            "more.ttl:4: ww:c: range disjoint from its super-relation's, take classes within that",
            "more.ttl:5: ww:d: domain disjoint from its super-relation's, take classes within that",
            "more.ttl:6: ww:e: one of it and its super-relation has literals as objects, \
             make both the same kind of property",
            "more.ttl:8: ww:g: two super-relations, keep the nearer one",
        ],
    );
}

#[test]
fn relations_in_a_circle() {
    check(
        "ww:b a ww:Relation ; ww:category ww:CONSULT ; rdfs:subPropertyOf ww:c .\n\
         ww:c a ww:Relation ; rdfs:subPropertyOf ww:b .\n\
         ww:d a ww:Relation ; rdfs:subPropertyOf ww:c .",
        &[
            "more.ttl:2: ww:b: specialises itself, break the circle of rdfs:subPropertyOf",
            "more.ttl:3: ww:c: specialises itself, break the circle of rdfs:subPropertyOf",
        ],
    );
}

#[test]
fn two_relations_of_one_name() {
    check(
        "<http://example.org/visited> a ww:Relation ; ww:category ww:CONSULT .",
        &["core.ttl:19: ww:visited: another relation is called visited too, choose another name"],
    );
}

#[test]
fn nouns_and_actors() {
    check(
        "n:duck a ww:RoleNoun ; ww:gender \"x\" .\n\
         a:oz a ww:Country .\n\
         a:oz a ww:Person .\n\
         a:io a ww:Country ; skos:prefLabel \"Io\"@en, \"Jo\"@en ; ww:country \"Oz\" .",
        &[
            "more.ttl:2: n:duck: no class, give ww:class (ww:Person, say)",
            "more.ttl:2: n:duck: no words, give ww:noun",
            "more.ttl:2: n:duck: unknown ww:gender \"x\", take one of \"m\", \"f\"",
            "more.ttl:3: a:oz: no name, give skos:prefLabel in English",
            "more.ttl:4: a:oz: both ww:Country and ww:Person, keep one class",
            "more.ttl:5: a:io: two English skos:prefLabel, make one a skos:altLabel",
            "more.ttl:5: a:io: unknown actor \"Oz\", declare it or correct the name",
        ],
    );
}

#[test]
fn folders_that_cannot_be_read() {
    let load = |folder: &str| {
        Schema::load(&Sources::only(vec![folder.into()]))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        load("/no/such/folder"),
        "/no/such/folder: cannot be read (No such file or directory (os error 2)), check the path"
    );
    assert_eq!(
        load("benches"),
        "benches: holds no ontology, give a folder with .ttl files"
    );
}

// ── what is compiled ──────────────────────────────────────────────────────────────────────────

#[test]
fn a_specialisation_takes_over_category_domain_and_range() {
    let schema = schema("");
    let phoned = schema.relation_named("phoned").unwrap();
    let spoke = schema.relation_named("spokeWith").unwrap();
    let actor = schema.class_named("Actor").unwrap();
    assert_eq!(schema.relation(phoned).domain, [actor]);
    assert_eq!(schema.category(schema.relation(phoned).category).name, "CONSULT");
    assert_eq!(schema.relation(phoned).label, "phoned");
    assert_eq!(schema.ancestors(phoned).collect::<Vec<_>>(), [spoke]);
    assert_eq!(schema.relation_of_iri(&schema.relation(spoke).iri), Some(spoke));
    let visited = schema.relation_named("visited").unwrap();
    assert_eq!(schema.relation(visited).parent, None);
    assert!(
        schema
            .relation(schema.relation_named("onceCalled").unwrap())
            .literal
    );
}

#[test]
fn classes_are_a_hierarchy() {
    let schema = schema("");
    let [actor, person, body, country] =
        ["Actor", "Person", "Body", "Country"].map(|name| schema.class_named(name).unwrap());
    assert!(schema.is_a(country, actor) && schema.is_a(country, body) && schema.is_a(body, body));
    assert!(!schema.is_a(body, country) && !schema.is_a(person, body));
    assert!(schema.allows(&[], person) && schema.allows(&[person, body], country));
    assert!(!schema.allows(&[person], country));
    assert!(schema.class(person).human && !schema.class(country).human);
}

#[test]
fn files_add_to_one_another() {
    let schema =
        schema("ww:phoned rdfs:label \"phoned up\" .\nww:Duck a owl:Class ; rdfs:subClassOf ww:Person .");
    assert_eq!(
        schema.relation(schema.relation_named("phoned").unwrap()).label,
        "phoned up"
    );
    let [duck, person] = ["Duck", "Person"].map(|name| schema.class_named(name).unwrap());
    assert!(schema.is_a(duck, person));
    let names: Vec<&str> = schema.turtle_sources().map(|(name, _)| name).collect();
    assert_eq!(names, ["core.ttl", "more.ttl"]);
    assert_eq!(schema.hash().len(), 64);
}

#[test]
fn slots_stand_in_the_order_in_which_they_are_tried() {
    let schema = schema(&frame(
        "ww:recipient \"with\", \"because of\", \"mod\", \"iobj\" ; ww:needs \"with\"",
    ));
    let slots = &schema.frames[0].roles[1].1;
    let expected = [
        Slot::Object,
        Slot::Indirect,
        Slot::Modifier,
        Slot::Preposition("because of".into()),
        Slot::Preposition("with".into()),
    ];
    assert_eq!(schema.frames[0].roles[1].0, Role::Recipient);
    assert_eq!(*slots, expected);
}

#[test]
fn specific_frames_come_first() {
    let one = |name: &str, more: &str| {
        format!(
            "f:{name} a ww:Frame ; ww:verb \"call\" ; ww:agent \"subj\" ; {more} ; \
             ww:example \"Ann called Bo. => Ann spokeWith Bo\" .\n"
        )
    };
    let schema = schema(
        &[
            one("a", "ww:relation ww:spokeWith"),
            one("b", "ww:relation ww:phoned"),
            one("c", "ww:relation ww:spokeWith ; ww:agentClass ww:Actor"),
            one("d", "ww:relation ww:spokeWith ; ww:agentClass ww:Person"),
            one("e", "ww:relation ww:spokeWith ; ww:needs \"with\""),
            one(
                "g",
                "ww:relation ww:spokeWith ; ww:objectWord \"meeting\" ; ww:noun \"call\" ; ww:light \"make\"",
            ),
            one("h", "ww:relation ww:spokeWith ; ww:verb \"call off\""),
        ]
        .concat(),
    );
    let names = |ids: &[FrameId]| {
        ids.iter()
            .map(|id| schema.frame(*id).name.clone())
            .collect::<String>()
    };
    assert_eq!(names(schema.frames_for_verb("call")), "gedcbah");
    assert_eq!(names(schema.frames_for_verb("call off")), "h");
    assert_eq!(names(schema.frames_for_noun("call")), "g");
    assert_eq!(names(schema.frames_for_adjective("call")), "");
    assert_eq!(names(schema.frames_for_construction(Construction::Title)), "");
    let call = schema.frames_for_noun("call")[0];
    assert!(schema.is_light(call, "make") && !schema.is_light(call, "take"));
    assert_eq!(schema.light_verbs(), ["make"]);
    assert_eq!(schema.frame_of_iri(&schema.frame(call).iri), Some(call));
    let actor = schema.class_named("Actor").unwrap();
    assert_eq!(schema.agent_classes(call), [actor]);
    assert_eq!(schema.recipient_classes(call), [actor]);
}

// ── names ─────────────────────────────────────────────────────────────────────────────────────

const ACTORS: &str = r#"
a:us a ww:Country ; skos:prefLabel "United States"@en, "États-Unis"@fr ; skos:altLabel "US", "USA", "the States" ;
    ww:adjective "American", "US" ; ww:demonym "Americans" ; ww:capital "Washington", "Washington, D.C." ; ww:iso "US" .
a:us-navy a ww:Body ; skos:prefLabel "US Navy" ; ww:partOf a:us ; ww:country a:us .
a:fox a ww:Body ; skos:prefLabel "Fox" ; ww:formerName "Al-Fox TV" .
a:turkey a ww:Country ; skos:prefLabel "Turkey" ; skos:altLabel "Türkiye" .
a:jazeera a ww:Body ; skos:prefLabel "Al Jazeera" ; owl:sameAs wd:Q13477 .
a:al-nusra a ww:Body ; skos:prefLabel "Jabhat al-Nusra" .
a:washington a ww:Body ; skos:prefLabel "Washington" .
n:minister a ww:RoleNoun ; ww:noun "minister" ; ww:class ww:Person ; ww:sector "government" ; ww:position true .
n:foreign-minister a ww:RoleNoun ; ww:noun "foreign minister", "minister of foreign affairs" ; ww:class ww:Person .
n:vice-president a ww:RoleNoun ; ww:noun "vice-president" ; ww:class ww:Person .
"#;

/// The longest name at the beginning of a text: its words, and whose name it is.
fn name<'a>(schema: &'a Schema, text: &str) -> Option<(usize, &'a str)> {
    let found = schema.longest_name(&words(text))?;
    let (id, _) = found.of[0];
    Some((found.words, vocab_local(&schema.actor(id).iri)))
}

fn vocab_local(iri: &str) -> &str {
    crate::vocab::local(iri)
}

#[test]
fn names_mind_case() {
    let schema = schema(ACTORS);
    let name = |text| name(&schema, text);
    assert_eq!(name("US troops"), Some((1, "us")));
    assert_eq!(name("U.S. troops"), Some((1, "us")));
    assert_eq!(name("us all"), None);
    assert_eq!(name("Us all"), None);
    assert_eq!(name("Turkey said"), Some((1, "turkey")));
    assert_eq!(name("TURKEY said"), Some((1, "turkey")));
    assert_eq!(name("turkey said"), None);
    assert_eq!(name("Fox said"), Some((1, "fox")));
    assert_eq!(name("FOX said"), None);
}

#[test]
fn names_are_as_long_as_can_be_and_stop_at_a_comma() {
    let schema = schema(ACTORS);
    let name = |text| name(&schema, text);
    assert_eq!(name("US Navy ships"), Some((2, "us-navy")));
    assert_eq!(name("US navy ships"), Some((1, "us")));
    assert_eq!(name("US, Navy"), Some((1, "us")));
    assert_eq!(name("Washington, D.C. was"), Some((3, "us")));
    assert_eq!(name("United States of"), Some((2, "us")));
    assert_eq!(name("United"), None);
}

#[test]
fn articles_in_names_may_be_written_in_any_way() {
    let schema = schema(ACTORS);
    for text in ["Al Jazeera", "al-Jazeera", "AL JAZEERA", "Al‑Jazeera’s"] {
        let text = text.trim_end_matches("’s");
        assert_eq!(name(&schema, text), Some((2, "jazeera")), "{text}");
    }
    assert_eq!(name(&schema, "Jabhat Al Nusra"), Some((3, "al-nusra")));
    assert_eq!(name(&schema, "al jazeera"), None);
}

#[test]
fn readings_of_a_name() {
    let schema = schema(ACTORS);
    let readings = |name: &str| {
        let found = schema.names(&normalise(name)).iter();
        found
            .map(|(id, naming)| (vocab_local(&schema.actor(*id).iri), *naming))
            .collect::<Vec<_>>()
    };
    assert_eq!(readings("US"), [("us", Naming::Name), ("us", Naming::Adjective)]);
    assert_eq!(
        readings("washington"),
        [("washington", Naming::Name), ("us", Naming::Capital)]
    );
    assert_eq!(readings("Américans"), [("us", Naming::Demonym)]);
    assert_eq!(readings("al-fox tv"), [("fox", Naming::Former)]);
    assert_eq!(readings("Etats Unis"), [("us", Naming::Name)]);
    assert_eq!(readings("nobody"), []);
}

#[test]
fn role_nouns_by_form_or_lemma() {
    let schema = schema(ACTORS);
    let found = |words: &[(&str, &str)]| {
        let found = schema.longest_role_noun(words)?;
        Some((found.words, schema.noun(found.of[0]).lemmas[0].clone()))
    };
    let foreign = |words| Some((words, "foreign minister".to_owned()));
    let (of, affairs) = (("of", "of"), ("affairs", "affair"));
    assert_eq!(
        found(&[("foreign", "foreign"), ("ministers", "minister")]),
        foreign(2)
    );
    assert_eq!(
        found(&[("minister", "minister"), of, ("foreign", "foreign"), affairs]),
        foreign(4)
    );
    assert_eq!(
        found(&[("ministers", "minister"), of, affairs]),
        Some((1, "minister".to_owned()))
    );
    assert_eq!(
        found(&[("vice president", "vice president")]),
        Some((1, "vice-president".to_owned()))
    );
    assert_eq!(
        found(&[("vice", "vice"), ("presidents", "president")]),
        Some((2, "vice-president".to_owned()))
    );
    assert_eq!(found(&[("vice", "vice")]), None);
}

#[test]
fn actors_know_each_other() {
    let schema = schema(ACTORS);
    let [us, navy] = ["us", "us-navy"].map(|name| {
        schema
            .actor_of_iri(&format!("{}{name}", crate::vocab::ACTOR))
            .unwrap()
    });
    assert_eq!(schema.actor(navy).part_of, [us]);
    assert_eq!(schema.actor(navy).country, Some(us));
    assert_eq!(schema.actor(us).label, "United States");
    assert_eq!(schema.actor(us).code.as_deref(), Some("US"));
}

// ── files ─────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_folder_replaces_the_embedded_files_or_adds_to_them() {
    let folder = || vec!["ontology".into()];
    let [embedded, only, both] = [
        Sources::default(),
        Sources::only(folder()),
        Sources::with(folder()),
    ]
    .map(|sources| Schema::load(&sources).unwrap_or_else(|error| panic!("{error}")));
    assert_eq!(only.relations, embedded.relations);
    assert_eq!(both.turtle_sources().count(), 2 * only.turtle_sources().count());
    assert_eq!(both.actors.len(), embedded.actors.len());
    assert_ne!(both.hash(), only.hash());
}

// ── the embedded ontology ─────────────────────────────────────────────────────────────────────

#[test]
fn the_embedded_ontology_has_no_faults() {
    if let Err(error) = Schema::load(&Sources::embedded()) {
        panic!("{error}");
    }
}
