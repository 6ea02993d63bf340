//! `whowhom explain`: the words a claim rests on, who says so, and how it was read.

use super::args;
use super::screen::{Paint, Screen, Style};
use super::table::{Piece, flow};
use super::{Outcome, actors, load, word};
use anyhow::Result;
use std::io::{self, Write};
use std::ops::Range;
use whowhom::query::explain::{self, Explanation};
use whowhom::query::{Prefixes, lookup};
use whowhom::reading::{Reader, Reading};
use whowhom::schema::Schema;
use whowhom::source::{self, Config};
use whowhom::store::Store;
use whowhom::text::{Characters, Span};

/// Explains the claims that the arguments mean.
pub(crate) fn run(args: &args::Explain, screen: &mut Screen) -> Result<Outcome> {
    let store = load::store(&args.store)?;
    let (schema, model) = (load::schema(&args.tools.ontology)?, load::model(&args.tools)?);
    let prefixes = Prefixes::new(store.base());
    let text = args.claim.join(" ");
    let claims = match explain::claims(store.quads(), &prefixes, &text) {
        Ok(claims) => claims,
        // What is no claim may be an actor.
        Err(error) => {
            let actor = lookup::actor(store.quads(), &prefixes, &text)
                .map_err(|other| if is_one_name(&text) { other } else { error })?;
            return actors::explain(&store, &actor, &schema, screen);
        }
    };
    for claim in &claims {
        let explanation = explain::explain(store.quads(), claim)?;
        let reading = read_again(&explanation, &store, &Reader::new(&schema, &model))?;
        let text = Page {
            explanation: &explanation,
            reading: reading.as_ref(),
            schema: &schema,
            prefixes: &prefixes,
            paint: screen.paint,
        };
        let width = screen.width;
        text.write(width, screen)?;
    }
    Ok(if claims.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

/// Whether a text is rather a name than a claim or a triple.
fn is_one_name(text: &str) -> bool {
    text.split_whitespace().count() < 3 && !text.contains(':')
}

/// The document read again, where its text is kept.
fn read_again(explanation: &Explanation, store: &Store, reader: &Reader<'_>) -> Result<Option<Reading>> {
    let Some(text) = store.text(&explanation.document)? else {
        return Ok(None);
    };
    let entry = &explanation.catalogue;
    let config = Config {
        date: entry.date.as_deref().and_then(source::parse_date),
        publisher: entry.publisher.clone(),
        title: entry.title.clone(),
        language: Some(entry.language.clone().unwrap_or_default()),
        ..Config::default()
    };
    Ok(Some(reader.read(source::read_text(&entry.id, &text, &config)?)))
}

/// All that is printed of one claim.
struct Page<'a> {
    explanation: &'a Explanation,
    reading: Option<&'a Reading>,
    schema: &'a Schema,
    prefixes: &'a Prefixes,
    paint: Paint,
}

impl Page<'_> {
    fn write(&self, width: usize, out: &mut dyn Write) -> io::Result<()> {
        let Explanation {
            subject,
            relation,
            object,
            ..
        } = self.explanation;
        let triple = format!("{} {} {}", subject.name, self.label(relation), object.name);
        writeln!(out, "{}", self.paint.put(Style::Strong, word::line(&triple)))?;
        self.field("claim", self.explanation.claim.as_str(), out)?;
        let actors = [&subject.actor, &object.actor].map(|actor| actor.as_deref().unwrap_or_default());
        let [subject, object] = actors.map(|iri| self.prefixes.shorten(iri));
        let object = if object.is_empty() {
            self.explanation.object.name.clone()
        } else {
            object
        };
        self.field(
            "triple",
            &format!("{subject} {} {object}", self.prefixes.shorten(relation)),
            out,
        )?;
        let status = [&self.explanation.polarity, &self.explanation.modality];
        self.field("status", &status.map(String::as_str).join(", "), out)?;
        self.circumstances(out)?;
        self.sources(out)?;
        self.document(out)?;
        self.quotation(width, out)?;
        self.path(out)?;
        writeln!(out)
    }

    /// The label of a relation, or the last part of its IRI.
    fn label(&self, iri: &str) -> String {
        let relation = self
            .schema
            .relation_of_iri(iri)
            .map(|id| self.schema.relation(id).label.clone());
        relation.unwrap_or_else(|| whowhom::vocab::local(iri).to_owned())
    }

    fn field(&self, name: &str, value: &str, out: &mut dyn Write) -> io::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "  {} {}",
            self.paint.put(Style::Faint, format_args!("{name:<12}")),
            word::line(value)
        )
    }

    fn circumstances(&self, out: &mut dyn Write) -> io::Result<()> {
        let explanation = self.explanation;
        if let Some((begin, end, words)) = &explanation.time {
            let days = if begin == end {
                begin.clone()
            } else {
                format!("{begin} to {end}")
            };
            let words = words
                .as_ref()
                .map(|words| format!(" (“{words}”)"))
                .unwrap_or_default();
            self.field("when", &format!("{days}{words}"), out)?;
        }
        self.field("where", explanation.place.as_deref().unwrap_or_default(), out)?;
        self.field(
            "position",
            explanation.position.as_deref().unwrap_or_default(),
            out,
        )?;
        let frame = explanation.frame.as_ref().map(|iri| self.prefixes.shorten(iri));
        self.field("frame", frame.as_deref().unwrap_or("none: an open relation"), out)?;
        self.field(
            "confidence",
            explanation.confidence.as_deref().unwrap_or_default(),
            out,
        )
    }

    fn sources(&self, out: &mut dyn Write) -> io::Result<()> {
        for (rank, source) in self.explanation.sources.iter().enumerate() {
            let name = if rank == 0 { "according to" } else { "via" };
            let words = source.words.as_ref().map(|words| {
                let how = if source.direct { "quoted: " } else { "" };
                format!(" ({how}“{words}”)")
            });
            self.field(
                name,
                &format!("{}{}", source.name, words.unwrap_or_default()),
                out,
            )?;
        }
        Ok(())
    }

    fn document(&self, out: &mut dyn Write) -> io::Result<()> {
        let entry = &self.explanation.catalogue;
        let parts = [&entry.title, &entry.publisher, &entry.date, &entry.url];
        let known: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        let known = if known.is_empty() {
            String::new()
        } else {
            format!(": {}", known.join(" · "))
        };
        self.field("document", &format!("{}{known}", entry.id), out)
    }

    /// The sentence with the evidence marked; without the text only the quotation.
    fn quotation(&self, width: usize, out: &mut dyn Write) -> io::Result<()> {
        let pieces = match self.reading {
            Some(reading) => self.marked(reading),
            None => vec![word::line(&self.explanation.quote).into()],
        };
        write!(out, "\n    ")?;
        flow(&pieces, 4, Some(width), self.paint, out)
    }

    fn marked(&self, reading: &Reading) -> Vec<Piece> {
        let text = &reading.document.text;
        let characters = Characters::new(text);
        let evidence = &self.explanation.evidence;
        let bounds = evidence
            .iter()
            .map(|piece| piece.start..piece.end)
            .reduce(|a, b| {
                let (start, end) = (a.start.min(b.start), a.end.max(b.end));
                start..end
            });
        let Some(bounds) = bounds else {
            return vec![word::line(&self.explanation.quote).into()];
        };
        let touched = reading
            .sentences
            .iter()
            .map(|sentence| sentence.span)
            .filter(|span| {
                let (start, end) = characters.span(*span);
                (start as usize) < bounds.end && bounds.start < end as usize
            });
        let Some(whole) = touched.reduce(Span::cover) else {
            return vec![word::line(&self.explanation.quote).into()];
        };
        let (start, _) = characters.span(whole);
        let letters: Vec<char> = whole.of(text).chars().collect();
        cut(&letters, start as usize, &marks(evidence), self.paint)
    }

    /// How subject and object hang on the trigger in the trees.
    fn path(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(reading) = self.reading else {
            return Ok(());
        };
        let place = |part: &str| {
            let mut pieces = self.explanation.evidence.iter();
            pieces
                .find(|piece| piece.part == part)
                .map(|piece| piece.start..piece.end)
        };
        let Some(trigger) = place("trigger") else {
            return Ok(());
        };
        for part in ["subject", "object"] {
            if let Some(path) = place(part).and_then(|place| path(reading, &place, &trigger)) {
                self.field(part, &path, out)?;
            }
        }
        Ok(())
    }
}

/// The marks to set: the smaller first, the clause left out, none inside another.
fn marks(evidence: &[explain::Piece]) -> Vec<(Range<usize>, &str)> {
    let mut marks: Vec<(Range<usize>, &str)> = Vec::new();
    let mut pieces: Vec<&explain::Piece> = evidence.iter().filter(|piece| piece.part != "clause").collect();
    pieces.sort_by_key(|piece| (piece.part != "trigger", piece.end - piece.start, piece.start));
    for piece in pieces {
        let free = marks
            .iter()
            .all(|(taken, _)| piece.end <= taken.start || taken.end <= piece.start);
        if free {
            marks.push((piece.start..piece.end, &piece.part));
        }
    }
    marks.sort_by_key(|(range, _)| range.start);
    marks
}

/// A stretch of text cut at its marks; without colours the marks are brackets with the role.
fn cut(letters: &[char], start: usize, marks: &[(Range<usize>, &str)], paint: Paint) -> Vec<Piece> {
    let text = |from: usize, to: usize| {
        let letters = letters.get(from.saturating_sub(start)..to.saturating_sub(start));
        let plain = letters
            .unwrap_or_default()
            .iter()
            .map(|c| if c.is_control() { ' ' } else { *c });
        plain.collect::<String>()
    };
    let mut pieces = Vec::new();
    let mut at = start;
    for (range, part) in marks {
        pieces.push(text(at, range.start).into());
        let words = text(range.start, range.end);
        let style = match *part {
            "trigger" => Style::Relation,
            "subject" | "object" => Style::Strong,
            _ => Style::Odd,
        };
        let marked = if paint.0 {
            words
        } else {
            format!("[{part}: {words}]")
        };
        pieces.push(Piece::new(style, marked));
        at = range.end;
    }
    pieces.push(text(at, start + letters.len()).into());
    pieces
}

/// The way through the tree from one stretch of words to another: forms and relations.
fn path(reading: &Reading, from: &Range<usize>, to: &Range<usize>) -> Option<String> {
    let text = &reading.document.text;
    let characters = Characters::new(text);
    let inside = |span: Span, range: &Range<usize>| {
        let (start, end) = characters.span(span);
        range.start <= start as usize && end as usize <= range.end
    };
    for (sentence, tree) in reading.sentences.iter().zip(&reading.trees) {
        let head = |range: &Range<usize>| {
            let mut tokens = (0..sentence.tokens.len()).filter(|i| inside(sentence.tokens[*i].span, range));
            tokens.find(|i| {
                tree.head(*i)
                    .is_none_or(|head| !inside(sentence.tokens[head].span, range))
            })
        };
        let (Some(from), Some(to)) = (head(from), head(to)) else {
            continue;
        };
        let form = |token: usize| sentence.tokens[token].form(text).into_owned();
        let up =
            |token: usize| std::iter::successors(Some(token), |token| tree.head(*token)).take(tree.len());
        let above: Vec<usize> = up(to).collect();
        let meet = up(from).find(|token| above.contains(token))?;
        let climb = up(from).take_while(|token| *token != meet).map(|token| {
            let head = tree.head(token).map(form).unwrap_or_default();
            format!("–{}→ {head}", tree.rel(token).as_str())
        });
        let mut steps: Vec<String> = std::iter::once(form(from)).chain(climb).collect();
        let down: Vec<usize> = above.into_iter().take_while(|token| *token != meet).collect();
        let down = down.into_iter().rev();
        steps.extend(down.map(|token| format!("←{}– {}", tree.rel(token).as_str(), form(token))));
        return Some(steps.join(" "));
    }
    None
}
