//! Claims from constructions: offices from titles, bodies of countries, members, allies, former names.

use super::context::Context;
use super::evoke::Match;
use super::factuality::Colour;
use super::{Claim, Evidence, Object, Predicate};
use crate::mention::{Chain, ChainId, Kind, Mention};
use crate::schema::{Construction, FrameId, Naming, RelationId, SeedId, words};
use crate::text::Span;

/// The frame and relation of a construction.
fn frame(context: &Context<'_>, construction: Construction) -> Option<(FrameId, RelationId)> {
    let id = *context.schema.frames_for_construction(construction).first()?;
    Some((id, context.schema.frame(id).relation?))
}

/// A claim that a construction makes.
fn claim(
    context: &Context<'_>,
    construction: Construction,
    subject: (ChainId, Span),
    object: (Object, Span),
    trigger: Span,
    clause: Span,
) -> Option<Claim> {
    let (id, relation) = frame(context, construction)?;
    let shape = context.schema.relation(relation);
    let fits = |classes: &[crate::schema::ClassId], chain: ChainId| {
        context
            .schema
            .allows(classes, context.mentions.chain(chain).class)
    };
    let object_fits = match object.0 {
        Object::Actor(chain) => fits(&shape.range, chain),
        Object::Literal(_) => true,
    };
    if !fits(&shape.domain, subject.0) || !object_fits {
        return None;
    }
    Some(Claim {
        predicate: Predicate::Known(relation),
        subject: subject.0,
        object: object.0,
        fillers: Vec::new(),
        time: None,
        place: None,
        quantities: Vec::new(),
        polarity: crate::schema::Polarity::Positive,
        modality: crate::schema::Modality::Actual,
        attribution: Vec::new(),
        position: None,
        evidence: Evidence {
            trigger,
            subject: subject.1,
            object: object.1,
            clause,
        },
        frame: Some(id),
        confidence: 0.0,
        event: 0,
    })
}

/// All claims by construction of one mention.
pub(super) fn of_mention(context: &Context<'_>, mention: &Mention) -> Vec<Claim> {
    let mut found = Vec::new();
    let held = office(context, mention);
    found.extend(held.as_ref().and_then(|claim| membership(context, claim)));
    found.extend(held);
    found.extend(body(context, mention));
    found.extend(known_parent(context, mention));
    found.extend(former(context, mention));
    found.extend(ally(context, mention));
    found.extend(member(context, mention));
    found
}

fn schema_class<'a>(context: &Context<'a>, chain: &Chain) -> &'a crate::schema::Class {
    context.schema.class(chain.class)
}

/// `Iraqi Prime Minister X`, `X, president of Y`.
fn office(context: &Context<'_>, mention: &Mention) -> Option<Claim> {
    let noun = context.schema.noun(mention.noun?);
    let person = *mention.chains.first()?;
    let human = schema_class(context, context.mentions.chain(person)).human;
    if !noun.position || !human || mention.chains.len() > 1 || mention.kind == Kind::Pronoun {
        return None;
    }
    let title = mention.title.unwrap_or(mention.span);
    let tree = context.tree(mention.head);
    if mention.kind == Kind::Description && tree.has(mention.head.token as usize, "Number=Plur") {
        return None;
    }
    let (object, span) = match mention.of {
        Some(of) => {
            let of = context.mentions.mention(of);
            (*of.chains.first()?, of.span)
        }
        None => (implied_state(context, mention)?, title),
    };
    // Of those without a name only the offices of states count.
    if !context.mentions.chain(person).named
        && !schema_class(context, context.mentions.chain(object)).sovereign
    {
        return None;
    }
    if object == person || schema_class(context, context.mentions.chain(object)).human {
        return None;
    }
    let clause = title.cover(mention.span).cover(span);
    let mut claim = claim(
        context,
        Construction::Title,
        (person, mention.span),
        (Object::Actor(object), span),
        title,
        clause,
    )?;
    claim.position = Some(title);
    if mention.of.is_none() {
        claim.confidence = -1.0;
        if clause.len() > 400 {
            claim.evidence.clause = title.cover(mention.span);
        }
    }
    Some(claim)
}

/// Whoever holds an office in a party, a group or a team belongs to it.
fn membership(context: &Context<'_>, office: &Claim) -> Option<Claim> {
    let Object::Actor(group) = office.object else {
        return None;
    };
    let (id, _) = frame(context, Construction::Member)?;
    let allowed = context.schema.allows(
        context.schema.recipient_classes(id),
        context.mentions.chain(group).class,
    );
    let parts = &office.evidence;
    allowed
        .then(|| {
            claim(
                context,
                Construction::Member,
                (office.subject, parts.subject),
                (office.object.clone(), parts.object),
                parts.trigger,
                parts.clause,
            )
        })
        .flatten()
}

/// The state of an office that is named without one: that of the body whose words these are, else
/// the one of which the document speaks most.
fn implied_state(context: &Context<'_>, mention: &Mention) -> Option<ChainId> {
    let chain = context.mentions.chain(*mention.chains.first()?);
    let named = mention.kind == Kind::Name;
    // Offices of state only: those that a country may fill.
    let title = mention.title.unwrap_or(mention.span);
    // `President X` may be anybody's, `the President` is one's own.
    let before = context.text.get(..title.start as usize).unwrap_or_default();
    let definite = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next();
    let own = definite.is_some_and(|word| word.eq_ignore_ascii_case("the"));
    let home = home_state(context).filter(|_| own);
    if !named && home.is_none() || !title.of(context.text).starts_with(char::is_uppercase) {
        return None;
    }
    // Somewhere else in the document the office has its country.
    if chain.of.is_some() {
        return None;
    }
    let first = chain
        .mentions
        .iter()
        .find(|m| context.mentions.mention(**m).noun == mention.noun);
    if first.is_some_and(|m| context.mentions.mention(*m).span != mention.span) {
        return None;
    }
    let speech = context.speech_at(mention.span);
    let spoken = speech
        .and_then(|s| s.by.first())
        .and_then(|by| state_of(context, *by));
    spoken
        .or(home)
        .or_else(|| *context.prominent.get_or_init(|| prominent_state(context)))
}

/// The country whose name the publisher bears (`UK Government`), if the document speaks of it: what is published
/// there calls the offices of others by their country, and its own without.
fn home_state(context: &Context<'_>) -> Option<ChainId> {
    let words = words(context.publisher?);
    let from = words.iter().take_while(|word| word.key == "the").count();
    let mut named = context.schema.longest_name(&words[from..])?.of.iter();
    let sovereign = |seed: SeedId| context.schema.class(context.schema.actor(seed).class).sovereign;
    let bears = |naming: Naming| matches!(naming, Naming::Name | Naming::Adjective);
    let (seed, _) = *named.find(|(seed, naming)| bears(*naming) && sovereign(*seed))?;
    let of = |chain: &Chain| chain.seed == Some(seed);
    let at = context.mentions.chains.iter().position(of)?;
    Some(ChainId(at as u32))
}

/// The country that an actor belongs to, or is.
fn state_of(context: &Context<'_>, mut chain: ChainId) -> Option<ChainId> {
    for _ in 0..4 {
        let held = context.mentions.chain(chain);
        if schema_class(context, held).sovereign {
            return Some(chain);
        }
        chain = held.of?;
    }
    None
}

/// The country of which a document speaks at least twice as often as of any other, if it acts in it.
fn prominent_state(context: &Context<'_>) -> Option<ChainId> {
    let mut counts: Vec<(usize, u32)> = Vec::new();
    for (i, chain) in context.mentions.chains.iter().enumerate() {
        if schema_class(context, chain).sovereign {
            counts.push((chain.mentions.len(), i as u32));
        }
    }
    counts.sort_by_key(|(n, i)| (std::cmp::Reverse(*n), *i));
    let (most, chain) = *counts.first()?;
    let next = counts.get(1).map_or(0, |(n, _)| *n);
    let state = ChainId(chain);
    (most >= 2 * next && most >= 2 && acts(context, state)).then_some(state)
}

/// Whether a country acts in the document through a body of its own.
fn acts(context: &Context<'_>, state: ChainId) -> bool {
    let seed = context.mentions.chain(state).seed;
    context.mentions.chains.iter().any(|chain| {
        let body = chain.of == Some(state) && chain.noun.is_some_and(|n| context.schema.noun(n).body);
        let known = chain
            .seed
            .map(|s| context.schema.actor(s))
            .filter(|_| seed.is_some());
        body || known.is_some_and(|a| a.country == seed && !context.schema.class(a.class).territorial)
    })
}

/// `the Syrian army`, `the Ministry of Defence of Poland`, `Labour's X`.
fn body(context: &Context<'_>, mention: &Mention) -> Vec<Claim> {
    let noun = mention.noun.map(|n| context.schema.noun(n));
    let mut found = Vec::new();
    for &chain in &mention.chains {
        let held = context.mentions.chain(chain);
        let own = context.schema.class(noun.map_or(held.class, |n| n.class));
        if own.human || own.territorial || noun.is_some_and(|n| n.document || n.title) {
            continue;
        }
        let by_mention = mention.of.map(|of| context.mentions.mention(of));
        let Some(of) = (if mention.chains.len() > 1 {
            held.of
        } else {
            by_mention.and_then(|m| m.chains.first().copied())
        }) else {
            continue;
        };
        let owner = context.mentions.chain(of);
        let class = schema_class(context, owner);
        // A name before the noun that nothing is known of names the body itself (`the Monti government`).
        if !class.human && owner.seed.is_none() && by_mention.is_some_and(|m| mention.span.contains(m.span)) {
            continue;
        }
        // `Finland's NATO membership`: a known body belongs to whom the ontology says.
        let known = held.seed.map(|seed| context.schema.actor(seed));
        let elsewhere = known.is_some_and(|actor| actor.country.is_none() && actor.part_of.is_empty());
        if elsewhere && !noun.is_some_and(|n| n.body) {
            continue;
        }
        let is_body = noun.is_some_and(|n| n.body);
        let fits = is_body && class.collective || class.sovereign && own.collective;
        let person_office = is_body && class.human;
        let span = by_mention.map_or(mention.span, |m| m.span);
        if of == chain || !(fits || person_office) {
            continue;
        }
        // A person's office is part of what the person governs.
        let of = if class.human {
            match owner.of {
                Some(of) => of,
                None => continue,
            }
        } else {
            of
        };
        if context.mentions.chain(chain).seed.is_some() && class.human {
            continue;
        }
        let clause = mention.span.cover(span);
        found.extend(claim(
            context,
            Construction::Body,
            (chain, mention.span),
            (Object::Actor(of), span),
            mention.span,
            clause,
        ));
    }
    found
}

/// A known body of a state or union of which the document speaks too (`the Commission` of the EU), or whose name holds
/// the name of what it is part of (`UN Security Council`).
fn known_parent(context: &Context<'_>, mention: &Mention) -> Option<Claim> {
    let chain = *mention
        .chains
        .first()
        .filter(|_| mention.kind == Kind::Name && mention.of.is_none())?;
    if schema_class(context, context.mentions.chain(chain)).territorial {
        return None;
    }
    let seed = context.schema.actor(context.mentions.chain(chain).seed?);
    let words = format!(" {} ", crate::schema::normalise(mention.span.of(context.text)));
    let is_named = |parent: SeedId| {
        let names = context.schema.actor(parent).names();
        names
            .filter(|(_, naming)| *naming != Naming::Capital)
            .map(|(n, _)| crate::schema::normalise(n))
            .any(|n| n.len() > 1 && words.contains(&format!(" {n} ")))
    };
    let spoken_of = |parent: &SeedId| {
        let mut chains = context.mentions.chains.iter();
        let found = chains.position(|c| c.seed == Some(*parent))?;
        Some(ChainId(found as u32)).filter(|object| *object != chain)
    };
    // What the name does not say is said once.
    let held = context.mentions.chain(chain).mentions.first();
    let first = held.is_some_and(|m| context.mentions.mention(*m).span == mention.span);
    let official = first && context.schema.class(seed.class).official;
    let parents = || seed.part_of.iter().chain(&seed.country);
    let named = parents().filter(|p| is_named(**p)).find_map(spoken_of);
    let object = named.or_else(|| parents().filter(|_| official).find_map(spoken_of))?;
    claim(
        context,
        Construction::Body,
        (chain, mention.span),
        (Object::Actor(object), mention.span),
        mention.span,
        mention.span,
    )
}

/// `X, formerly known as Y`.
fn former(context: &Context<'_>, mention: &Mention) -> Option<Claim> {
    let chain = *mention.chains.first().filter(|_| mention.kind == Kind::Name)?;
    let name = crate::token::plain(mention.span.of(context.text))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let held = context.mentions.chain(chain);
    held.former.contains(&name).then_some(())?;
    let mut own = held.mentions.iter().map(|m| context.mentions.mention(*m));
    let before = own.rfind(|m| {
        m.head.sentence == mention.head.sentence && m.span.end <= mention.span.start && m.kind == Kind::Name
    })?;
    let between = Span {
        start: before.span.end,
        end: mention.span.start,
    };
    let cue = between.of(context.text);
    let lower = cue.to_lowercase();
    let at = ["formerly", "previously", "once", "then", "originally"]
        .iter()
        .find_map(|c| lower.find(c))?;
    let trigger = Span {
        start: between.start + at as u32,
        end: mention.span.start,
    };
    let trigger = Span {
        end: trigger.start + trigger.of(context.text).trim_end().len() as u32,
        ..trigger
    };
    claim(
        context,
        Construction::FormerName,
        (chain, before.span),
        (Object::Literal(name), mention.span),
        trigger,
        before.span.cover(mention.span),
    )
}

/// `Matthew Ingram of The Globe and Mail`, `team member Rodaba Noori`.
fn member(context: &Context<'_>, mention: &Mention) -> Option<Claim> {
    let person = *mention.chains.first().filter(|_| mention.kind == Kind::Name)?;
    schema_class(context, context.mentions.chain(person))
        .human
        .then_some(())?;
    let near = context
        .mentions
        .mentions
        .partition_point(|m| m.span.start < mention.span.end);
    let other = context.mentions.mentions[near..]
        .iter()
        .find(|m| m.kind == Kind::Name)?;
    let gap = Span {
        start: mention.span.end,
        end: other.span.start,
    };
    let words = gap.of(context.text).trim();
    let group = *other.chains.first()?;
    let class = schema_class(context, context.mentions.chain(group));
    let fits = matches!(words, "of" | "of the" | "from the")
        && class.collective
        && !class.sovereign
        && !class.territorial;
    let (_, relation) = frame(context, Construction::Member)?;
    let allowed = context.schema.allows(
        &context.schema.relation(relation).range,
        context.mentions.chain(group).class,
    );
    if !fits || !allowed || other.head.sentence != mention.head.sentence {
        return None;
    }
    let start = gap.start + (gap.len() - gap.of(context.text).trim_start().len()) as u32;
    let trigger = Span {
        start,
        end: start + words.len() as u32,
    };
    claim(
        context,
        Construction::Member,
        (person, mention.span),
        (Object::Actor(group), other.span),
        trigger,
        mention.span.cover(other.span),
    )
}

/// `X and allied factions`, `X and its allies`.
fn ally(context: &Context<'_>, mention: &Mention) -> Option<Claim> {
    let at = mention.head;
    let first = context.coordinated_before(at, false)?;
    let words = mention.span.of(context.text).to_lowercase();
    let word = words
        .split_whitespace()
        .find(|w| matches!(*w, "allied" | "allies" | "ally"))?;
    let start = mention.span.start + words.find(word)? as u32;
    let other = context.mention_over(first)?;
    let (subject, object) = (*other.chains.first()?, *mention.chains.first()?);
    (subject != object).then_some(())?;
    let trigger = Span {
        start,
        end: start + word.len() as u32,
    };
    claim(
        context,
        Construction::Ally,
        (subject, other.span),
        (Object::Actor(object), mention.span),
        trigger,
        other.span.cover(mention.span),
    )
}

/// Nothing of a construction depends on the clause, but who tells it does.
pub(super) fn attribute(claim: &mut Claim, colour: Colour) {
    claim.attribution = colour.sources;
}

/// Whether a match says the same as a construction would (kept for the reader of matches).
pub(super) fn is_construction(found: &Match, context: &Context<'_>) -> bool {
    !context.schema.frame(found.frame).constructions.is_empty()
}

#[cfg(test)]
mod tests {
    use crate::claim::{Claim, Object};
    use crate::reading::{Reader, Reading};
    use crate::schema::Schema;
    use crate::source::Document;
    use crate::syntax::Model;

    /// The countries whose offices a text of that publisher speaks of.
    fn countries(publisher: &str, text: &str) -> Vec<String> {
        let (schema, model) = (Schema::embedded(), Model::english());
        let reader = Reader::new(schema, &model);
        let reading = reader.read(Document {
            publisher: Some(publisher.to_owned()),
            ..reader.read_text(text).document
        });
        let country = |reading: &Reading, claim: &Claim| match claim.object {
            Object::Actor(chain) => Some(reading.mentions.chain(chain).name.clone()),
            Object::Literal(_) => None,
        };
        let held = reading.claims.iter().filter(|claim| claim.position.is_some());
        held.filter_map(|claim| country(&reading, claim)).collect()
    }

    #[test]
    fn a_publisher_calls_the_offices_of_its_own_country_without_it() {
        let text = "The Foreign Secretary spoke of Norway's aid. The UK thanked President Horn of Chad.";
        assert_eq!(countries("UK Government", text), ["UK", "Chad"]);
        assert_eq!(countries("Northern Wire", text), ["Chad"]);
        let named = "The UK thanked Norway. It thanked President Horn, too.";
        assert_eq!(countries("UK Government", named), [""; 0]);
    }
}
