//! Claims as JSON, one a line.

use super::word;
use serde_json::{Map, Value, json};
use whowhom::claim::{Claim, Object, Predicate, Quantity};
use whowhom::graph::{Nodes, mint::Names};
use whowhom::mention::ChainId;
use whowhom::reading::Reading;
use whowhom::schema::Schema;
use whowhom::text::{Characters, Span};

/// A reading with what its claims need to be written.
pub(crate) struct Page<'r> {
    reading: &'r Reading,
    schema: &'r Schema,
    nodes: &'r Nodes,
    characters: Characters<'r>,
}

impl<'r> Page<'r> {
    /// A page of a reading.
    pub(crate) fn new(reading: &'r Reading, schema: &'r Schema, nodes: &'r Nodes) -> Self {
        Self {
            reading,
            schema,
            nodes,
            characters: Characters::new(&reading.document.text),
        }
    }

    /// All claims, each on a line.
    pub(crate) fn lines(&self) -> String {
        let claims = self.reading.claims.iter().enumerate();
        claims.fold(String::new(), |lines, (index, claim)| {
            lines + &self.claim(index, claim).to_string() + "\n"
        })
    }

    fn claim(&self, index: usize, claim: &Claim) -> Value {
        let (relation, mode, category) = self.predicate(&claim.predicate);
        let place = claim.place.as_ref().map(|place| self.words(place.span));
        let quantities: Vec<Value> = claim
            .quantities
            .iter()
            .map(|quantity| self.quantity(quantity))
            .collect();
        json!({
            "document": self.reading.document.id,
            "publisher": self.reading.document.publisher,
            "subject": self.actor(claim.subject),
            "relation": relation,
            "mode": mode,
            "category": category,
            "object": self.object(claim),
            "polarity": word::polarity(claim.polarity),
            "modality": word::modality(claim.modality),
            "date": claim.time.as_ref().map(whowhom::claim::Time::iso),
            "place": place,
            "according_to": self.according_to(claim),
            "quantities": quantities,
            "position": claim.position.map(|position| self.words(position)),
            "event": self.nodes.events.get(index),
            "claim": self.nodes.claims.get(index),
            "evidence": self.evidence(claim),
            "frame": claim.frame.map(|frame| &self.schema.frame(frame).name),
            "confidence": (f64::from(claim.confidence) * 1000.0).round() / 1000.0,
        })
    }

    /// Base relation, specialisation, category.
    fn predicate(&self, predicate: &Predicate) -> (String, Option<&str>, Option<&str>) {
        match predicate {
            Predicate::Open(verb) => (format!("open:{verb}"), None, None),
            Predicate::Known(id) => {
                let relation = self.schema.relation(*id);
                let base = word::base(self.schema, *id);
                let mode = (base != *id).then_some(relation.name.as_str());
                let category = &self.schema.category(relation.category).name;
                (self.schema.relation(base).name.clone(), mode, Some(category))
            }
        }
    }

    fn actor(&self, chain: ChainId) -> Value {
        let iri = self.nodes.actors.get(chain.0 as usize);
        let chain = self.reading.mentions.chain(chain);
        json!({"name": chain.name, "type": self.schema.class(chain.class).name, "iri": iri})
    }

    /// A literal is a name of the subject, so it has the subject's type.
    fn object(&self, claim: &Claim) -> Value {
        match &claim.object {
            Object::Actor(chain) => self.actor(*chain),
            Object::Literal(name) => {
                let subject = self.reading.mentions.chain(claim.subject);
                json!({"name": name, "type": self.schema.class(subject.class).name})
            }
        }
    }

    /// Names of the sources, the publisher left out.
    fn according_to(&self, claim: &Claim) -> Vec<&str> {
        sources(self.reading, self.nodes, claim)
    }

    fn quantity(&self, quantity: &Quantity) -> Value {
        json!({
            "value": number(quantity.value),
            "bound": word::bound(quantity.bound),
            "unit": quantity.unit,
            "words": self.words(quantity.span),
        })
    }

    fn evidence(&self, claim: &Claim) -> Value {
        let spans = &claim.evidence;
        let own = [
            ("trigger", spans.trigger),
            ("subject", spans.subject),
            ("object", spans.object),
            ("clause", spans.clause),
        ];
        let fillers = claim
            .fillers
            .iter()
            .map(|filler| (word::role(filler.role), filler.span));
        let time = claim.time.iter().map(|time| ("time", time.span));
        let place = claim.place.iter().map(|place| ("place", place.span));
        let sources = claim.attribution.iter().map(|source| ("source", source.span));
        let mut names = Names::default();
        let parts = own
            .into_iter()
            .chain(fillers)
            .chain(time)
            .chain(place)
            .chain(sources);
        let parts = parts.filter(|(_, span)| !span.is_empty());
        parts
            .map(|(part, span)| (names.unique(part), self.span(span)))
            .collect::<Map<_, _>>()
            .into()
    }

    /// A span in characters, with its words.
    fn span(&self, span: Span) -> Value {
        let (start, end) = self.characters.span(span);
        json!({"start": start, "end": end, "text": self.words(span)})
    }

    fn words(&self, span: Span) -> &str {
        span.of(&self.reading.document.text)
    }
}

/// Names of a claim's sources, nearest first, the publisher left out.
pub(crate) fn sources<'r>(reading: &'r Reading, nodes: &Nodes, claim: &Claim) -> Vec<&'r str> {
    let is_publisher = |chain: ChainId| {
        let actor = nodes.actors.get(chain.0 as usize);
        actor.is_some() && actor == nodes.publisher.as_ref()
    };
    let sources = claim.attribution.iter().map(|source| source.chain);
    let others = sources.filter(|chain| !is_publisher(*chain));
    others
        .map(|chain| reading.mentions.chain(chain).name.as_str())
        .collect()
}

/// A number, whole where it is.
fn number(value: f64) -> Value {
    /// Beyond this a double no longer holds every whole number.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        Value::from(value as i64)
    } else {
        Value::from(value)
    }
}
