//! The IRIs that the code calls by name, one module a vocabulary.
//!
//! Only the names of the data model stand here (`ww:subject`, `sem:Event`); the classes of actors
//! and the relations are the ontology's to name, see [`crate::schema`].
//!
//! ```
//! use whowhom::vocab;
//! assert_eq!(vocab::ww::SUBJECT.as_str(), "https://w3id.org/whowhom/ontology#subject");
//! assert_eq!(vocab::short(vocab::sem::EVENT.as_str()), "sem:Event");
//! ```

/// Own terms.
pub const WW: &str = ww::NAMESPACE;
/// Open relations: a verb's lemma that no frame covers.
pub const OPEN: &str = "https://w3id.org/whowhom/open#";
/// Where instances live unless `--base` says otherwise.
pub const BASE: &str = "https://w3id.org/whowhom/";
/// Actors known beforehand.
pub const ACTOR: &str = "https://w3id.org/whowhom/actor/";
/// Frames.
pub const FRAME: &str = "https://w3id.org/whowhom/frame/";
/// Role nouns.
pub const NOUN: &str = "https://w3id.org/whowhom/noun/";
/// Wikidata.
pub const WD: &str = "http://www.wikidata.org/entity/";

/// Prefixes with their namespaces, sorted by prefix: for queries, exports and messages.
pub const PREFIXES: &[(&str, &str)] = &[
    ("a", ACTOR),
    ("dcat", dcat::NAMESPACE),
    ("dcterms", dcterms::NAMESPACE),
    ("f", FRAME),
    ("gaf", gaf::NAMESPACE),
    ("geo", geo::NAMESPACE),
    ("grasp", grasp::NAMESPACE),
    ("n", NOUN),
    ("oa", oa::NAMESPACE),
    ("open", OPEN),
    ("org", org::NAMESPACE),
    ("owl", owl::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("rdf", rdf::NAMESPACE),
    ("rdfs", rdfs::NAMESPACE),
    ("schema", schema::NAMESPACE),
    ("sem", sem::NAMESPACE),
    ("sh", sh::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("time", time::NAMESPACE),
    ("void", void::NAMESPACE),
    ("wd", WD),
    ("ww", WW),
    ("xsd", xsd::NAMESPACE),
];

/// An IRI with its prefix (`ww:subject`) where one of [`PREFIXES`] fits, else in angle brackets.
#[must_use]
pub fn short(iri: &str) -> String {
    let longest = PREFIXES
        .iter()
        .filter_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)))
        .filter(|(_, local)| !local.contains(['/', '#']))
        .min_by_key(|(_, local)| local.len());
    match longest {
        Some((prefix, local)) => format!("{prefix}:{local}"),
        None => format!("<{iri}>"),
    }
}

/// The part of an IRI behind its last `/` or `#`.
#[must_use]
pub fn local(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

/// Declares one vocabulary: its namespace and the terms in use.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $module:ident $namespace:literal { $($name:ident $local:literal)* }) => {
        $(#[$doc])*
        pub mod $module {
            use oxigraph::model::NamedNodeRef;
            /// The namespace.
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = concat!("`", stringify!($module), ":", $local, "`")]
                pub const $name: NamedNodeRef<'static> =
                    NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )*
        }
    };
}

vocabulary! {
    /// Own terms: the ontology's own, and those of the graph.
    ww "https://w3id.org/whowhom/ontology#" {
        // The kinds of things that the ontology declares.
        ACTOR "Actor"
        CATEGORY_CLASS "Category"
        RELATION_CLASS "Relation"
        FRAME_CLASS "Frame"
        ROLE_NOUN "RoleNoun"
        GIVEN_NAMES "GivenNames"
        NAME_VARIANTS "NameVariants"
        CONTEST_WORDS "ContestWords"
        CATEGORIES "categories"
        // Of classes.
        HUMAN "human"
        COLLECTIVE "collective"
        TERRITORIAL "territorial"
        UNMARKED "unmarked"
        SOVEREIGN "sovereign"
        OUTLAW "outlaw"
        OFFICIAL "official"
        // Of categories and relations.
        QUAD "quad"
        CAMEO "cameo"
        REPROACH "reproach"
        CATEGORY "category"
        // Of frames: words.
        VERB "verb"
        NOUN "noun"
        ADJECTIVE "adjective"
        LIGHT "light"
        CONSTRUCTION "construction"
        OBJECT_WORD "objectWord"
        PHRASE "phrase"
        // Of frames: slots, and the roles of an event.
        AGENT "agent"
        RECIPIENT "recipient"
        THEME "theme"
        INSTRUMENT "instrument"
        PLACE "place"
        TOPIC "topic"
        CONTENT "content"
        NEEDS "needs"
        AGENT_CLASS "agentClass"
        RECIPIENT_CLASS "recipientClass"
        // Of frames: colour, of claims too.
        MODALITY "modality"
        POLARITY "polarity"
        ATTRIBUTES "attributes"
        CONTENT_MODALITY "contentModality"
        CONTENT_POLARITY "contentPolarity"
        ACTUAL "actual"
        PLANNED "planned"
        REQUESTED "requested"
        POSSIBLE "possible"
        HYPOTHETICAL "hypothetical"
        POSITIVE "positive"
        NEGATIVE "negative"
        // Of frames: proof.
        EXAMPLE "example"
        COUNTER_EXAMPLE "counterExample"
        // Of role nouns.
        CLASS "class"
        SECTOR "sector"
        POSITION "position"
        SOLE "sole"
        BODY "body"
        TITLE "title"
        DOCUMENT "document"
        GENDER "gender"
        SETTLEMENT "settlement"
        // Of given names.
        GIVEN_NAME "givenName"
        // Of actors.
        DEMONYM "demonym"
        CAPITAL "capital"
        ISO "iso"
        FORMER_NAME "formerName"
        COUNTRY "country"
        PART_OF "partOf"
        // Of an actor as one document knows it.
        LOCAL_ACTOR "LocalActor"
        KEY "key"
        HINT "hint"
        MENTIONS "mentions"
        NAMED "named"
        OF "of"
        SEED "seed"
        IDENTIFIED_AS "identifiedAs"
        // Of claims.
        CLAIM "Claim"
        SUBJECT "subject"
        RELATION "relation"
        OBJECT "object"
        CONFIDENCE "confidence"
        FRAME "frame"
        REPORTS "reports"
        ATTRIBUTION "attribution"
        QUOTE "quote"
        EVIDENCE "evidence"
        // Of sources.
        SOURCE "source"
        RANK "rank"
        DIRECT "direct"
        VIA "via"
        // Of evidence.
        PART "part"
        START "start"
        END "end"
        // Of times and quantities.
        BEGIN "begin"
        PRECISION "precision"
        WORDS "words"
        QUANTITY_CLASS "Quantity"
        QUANTITY "quantity"
        VALUE "value"
        BOUND "bound"
        UNIT "unit"
        // Of the catalogue.
        ID "id"
        SHA256 "sha256"
        EXTRACTOR "extractor"
        ONTOLOGY_HASH "ontologyHash"
        MODEL_HASH "modelHash"
    }
}

vocabulary! {
    /// The Simple Event Model.
    sem "http://semanticweb.cs.vu.nl/2009/11/sem/" {
        EVENT "Event"
        ACTOR "Actor"
        PLACE "Place"
        TIME "Time"
        EVENT_TYPE "eventType"
        HAS_ACTOR "hasActor"
        HAS_PLACE "hasPlace"
        HAS_TIME "hasTime"
        HAS_BEGIN_TIME_STAMP "hasBeginTimeStamp"
        HAS_END_TIME_STAMP "hasEndTimeStamp"
        HAS_TIME_STAMP "hasTimeStamp"
    }
}

vocabulary! {
    /// Web Annotation.
    oa "http://www.w3.org/ns/oa#" {
        SPECIFIC_RESOURCE "SpecificResource"
        TEXT_POSITION_SELECTOR "TextPositionSelector"
        TEXT_QUOTE_SELECTOR "TextQuoteSelector"
        HAS_SOURCE "hasSource"
        HAS_SELECTOR "hasSelector"
        START "start"
        END "end"
        EXACT "exact"
        PREFIX "prefix"
        SUFFIX "suffix"
    }
}

vocabulary! {
    /// `GRaSP`: who says what, and how.
    grasp "http://groundedannotationframework.org/grasp#" {
        ATTRIBUTION "Attribution"
        HAS_ATTRIBUTION "hasAttribution"
        WAS_ATTRIBUTED_TO "wasAttributedTo"
    }
}

vocabulary! {
    /// The Grounded Annotation Framework.
    gaf "http://groundedannotationframework.org/gaf#" {
        DENOTED_BY "denotedBy"
        DENOTES "denotes"
    }
}

vocabulary! {
    /// PROV-O: where a thing comes from.
    prov "http://www.w3.org/ns/prov#" {
        ENTITY "Entity"
        ACTIVITY "Activity"
        AGENT "Agent"
        SOFTWARE_AGENT "SoftwareAgent"
        HAD_PRIMARY_SOURCE "hadPrimarySource"
        USED "used"
        WAS_ASSOCIATED_WITH "wasAssociatedWith"
        WAS_ATTRIBUTED_TO "wasAttributedTo"
        WAS_DERIVED_FROM "wasDerivedFrom"
        WAS_GENERATED_BY "wasGeneratedBy"
    }
}

vocabulary! {
    /// schema.org: documents.
    schema "https://schema.org/" {
        NEWS_ARTICLE "NewsArticle"
        HEADLINE "headline"
        DATE_PUBLISHED "datePublished"
        DATE_MODIFIED "dateModified"
        PUBLISHER "publisher"
        AUTHOR "author"
        URL "url"
        IN_LANGUAGE "inLanguage"
        LICENSE "license"
        NAME "name"
        DESCRIPTION "description"
    }
}

vocabulary! {
    /// The Organization Ontology: memberships and posts.
    org "http://www.w3.org/ns/org#" {
        MEMBERSHIP "Membership"
        POST "Post"
        ROLE_CLASS "Role"
        MEMBER "member"
        ORGANIZATION "organization"
        ROLE "role"
        MEMBER_DURING "memberDuring"
    }
}

vocabulary! {
    /// SKOS: names and concepts.
    skos "http://www.w3.org/2004/02/skos/core#" {
        CONCEPT "Concept"
        CONCEPT_SCHEME "ConceptScheme"
        IN_SCHEME "inScheme"
        HAS_TOP_CONCEPT "hasTopConcept"
        TOP_CONCEPT_OF "topConceptOf"
        PREF_LABEL "prefLabel"
        ALT_LABEL "altLabel"
        HIDDEN_LABEL "hiddenLabel"
        DEFINITION "definition"
        NOTATION "notation"
        NOTE "note"
        BROADER "broader"
        NARROWER "narrower"
        CLOSE_MATCH "closeMatch"
        EXACT_MATCH "exactMatch"
    }
}

vocabulary! {
    /// Dublin Core terms.
    dcterms "http://purl.org/dc/terms/" {
        CREATED "created"
        CREATOR "creator"
        DATE "date"
        DESCRIPTION "description"
        FORMAT "format"
        HAS_PART "hasPart"
        IDENTIFIER "identifier"
        IS_PART_OF "isPartOf"
        ISSUED "issued"
        LANGUAGE "language"
        LICENSE "license"
        PUBLISHER "publisher"
        SOURCE "source"
        SUBJECT "subject"
        TITLE "title"
    }
}

vocabulary! {
    /// OWL: classes, properties, sameness.
    owl "http://www.w3.org/2002/07/owl#" {
        CLASS "Class"
        DATATYPE_PROPERTY "DatatypeProperty"
        OBJECT_PROPERTY "ObjectProperty"
        ONTOLOGY "Ontology"
        SYMMETRIC_PROPERTY "SymmetricProperty"
        IMPORTS "imports"
        INVERSE_OF "inverseOf"
        SAME_AS "sameAs"
        DIFFERENT_FROM "differentFrom"
        VERSION_INFO "versionInfo"
    }
}

vocabulary! {
    /// RDF.
    rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#" {
        TYPE "type"
        REIFIES "reifies"
        VALUE "value"
    }
}

vocabulary! {
    /// RDF Schema.
    rdfs "http://www.w3.org/2000/01/rdf-schema#" {
        CLASS "Class"
        COMMENT "comment"
        DOMAIN "domain"
        IS_DEFINED_BY "isDefinedBy"
        LABEL "label"
        RANGE "range"
        SEE_ALSO "seeAlso"
        SUB_CLASS_OF "subClassOf"
        SUB_PROPERTY_OF "subPropertyOf"
    }
}

vocabulary! {
    /// XML Schema: datatypes.
    xsd "http://www.w3.org/2001/XMLSchema#" {
        ANY_URI "anyURI"
        BOOLEAN "boolean"
        DATE "date"
        DATE_TIME "dateTime"
        DECIMAL "decimal"
        DOUBLE "double"
        G_YEAR "gYear"
        G_YEAR_MONTH "gYearMonth"
        INTEGER "integer"
        STRING "string"
    }
}

vocabulary! {
    /// OWL-Time.
    time "http://www.w3.org/2006/time#" {
        INSTANT "Instant"
        PROPER_INTERVAL "ProperInterval"
        HAS_BEGINNING "hasBeginning"
        HAS_END "hasEnd"
        IN_XSDDATE "inXSDDate"
    }
}

vocabulary! {
    /// `VoID`: what a dataset holds.
    void "http://rdfs.org/ns/void#" {
        DATASET "Dataset"
        CLASS_PARTITION "classPartition"
        PROPERTY_PARTITION "propertyPartition"
        PROPERTY "property"
        DISTINCT_SUBJECTS "distinctSubjects"
        ENTITIES "entities"
        EXAMPLE_RESOURCE "exampleResource"
        FEATURE "feature"
        TRIPLES "triples"
        URI_SPACE "uriSpace"
        VOCABULARY "vocabulary"
    }
}

vocabulary! {
    /// DCAT: a dataset and its files.
    dcat "http://www.w3.org/ns/dcat#" {
        CATALOG "Catalog"
        DATASET_CLASS "Dataset"
        DISTRIBUTION_CLASS "Distribution"
        DATASET "dataset"
        DISTRIBUTION "distribution"
        DOWNLOAD_URL "downloadURL"
        KEYWORD "keyword"
        MEDIA_TYPE "mediaType"
    }
}

vocabulary! {
    /// `GeoSPARQL`: places on the map.
    geo "http://www.opengis.net/ont/geosparql#" {
        FEATURE "Feature"
        GEOMETRY "Geometry"
        AS_WKT "asWKT"
        HAS_GEOMETRY "hasGeometry"
        WKT_LITERAL "wktLiteral"
    }
}

vocabulary! {
    /// SHACL: shapes.
    sh "http://www.w3.org/ns/shacl#" {
        NODE_SHAPE "NodeShape"
        PROPERTY_SHAPE "PropertyShape"
        VALIDATION_REPORT "ValidationReport"
        VALIDATION_RESULT "ValidationResult"
        VIOLATION "Violation"
        WARNING "Warning"
        CLASS "class"
        CONFORMS "conforms"
        DATATYPE "datatype"
        DEACTIVATED "deactivated"
        DESCRIPTION "description"
        FOCUS_NODE "focusNode"
        IN_ "in"
        MAX_COUNT "maxCount"
        MAX_EXCLUSIVE "maxExclusive"
        MAX_INCLUSIVE "maxInclusive"
        MESSAGE "message"
        MIN_COUNT "minCount"
        MIN_EXCLUSIVE "minExclusive"
        MIN_INCLUSIVE "minInclusive"
        MIN_LENGTH "minLength"
        MAX_LENGTH "maxLength"
        NAME "name"
        NODE "node"
        NODE_KIND "nodeKind"
        NOT "not"
        OR "or"
        PATH "path"
        PATTERN "pattern"
        PROPERTY "property"
        RESULT "result"
        RESULT_MESSAGE "resultMessage"
        RESULT_PATH "resultPath"
        RESULT_SEVERITY "resultSeverity"
        SELECT "select"
        SEVERITY "severity"
        SOURCE_CONSTRAINT_COMPONENT "sourceConstraintComponent"
        SOURCE_SHAPE "sourceShape"
        SPARQL "sparql"
        TARGET_CLASS "targetClass"
        TARGET_NODE "targetNode"
        TARGET_OBJECTS_OF "targetObjectsOf"
        TARGET_SUBJECTS_OF "targetSubjectsOf"
        VALUE "value"
        BLANK_NODE "BlankNode"
        IRI "IRI"
        LITERAL "Literal"
        HAS_VALUE "hasValue"
        DISJOINT "disjoint"
        EQUALS "equals"
        LESS_THAN "lessThan"
        LESS_THAN_OR_EQUALS "lessThanOrEquals"
        INVERSE_PATH "inversePath"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_sorted_and_unique() {
        assert!(PREFIXES.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn short_takes_the_longest_namespace() {
        assert_eq!(short("https://w3id.org/whowhom/actor/syria"), "a:syria");
        assert_eq!(
            short("https://w3id.org/whowhom/claim/x"),
            "<https://w3id.org/whowhom/claim/x>"
        );
    }

    #[test]
    fn local_is_the_last_part() {
        assert_eq!(local("https://w3id.org/whowhom/frame/meet.v"), "meet.v");
        assert_eq!(local(ww::SUBJECT.as_str()), "subject");
    }
}
