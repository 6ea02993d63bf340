#!/usr/bin/env python3
"""Scores CoNLL-U against gold by the definitions of the CoNLL 2018 shared task.

Input: a gold and a system file over the same text. Output: F1 of tokens, sentences, words, UPOS, lemmas, UAS, LAS.

The definitions (https://universaldependencies.org/conll18/evaluation.html):

- Tokens and sentences are stretches of the text without its white space, and count where both ends agree.
- Words are aligned where their stretches agree; within written words of several words (`don't`), and what overlaps
  them, by the longest common subsequence of their forms in small letters.
- Every further score counts aligned words that agree: in UPOS; in lemma (a gold lemma `_` agrees with any); in head
  (UAS); in head and in the relation without its subtype (LAS). Precision divides by the system's words, recall by the
  gold's.

The shared task's own scorer refuses files whose characters differ. So does this one, unless the raw text is given
and the file has offsets (`start_char`, `end_char`): then these say which characters a token has, whatever its form,
and characters may be left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

ID, FORM, LEMMA, UPOS, HEAD, DEPREL, MISC = 0, 1, 2, 3, 6, 7, 9
METRICS = ("tokens", "sentences", "words", "UPOS", "lemmas", "UAS", "LAS")


class Fault(Exception):
    """What is wrong with a file."""


class Span(NamedTuple):
    """A stretch of all characters that are no white space."""

    start: int
    end: int


@dataclass
class Word:
    """A syntactic word; words of one written word share its span."""

    span: Span
    form: str
    lemma: str
    upos: str
    relation: str
    in_written_word: bool
    parent: Word | None = None


@dataclass
class Treebank:
    """All that is scored."""

    characters: str = ""
    tokens: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)


class Score(NamedTuple):
    """Precision, recall and F1, in per cent."""

    precision: float
    recall: float
    f1: float


def score(gold: Treebank, system: Treebank) -> dict[str, Score]:
    """All metrics of a system's file."""
    if gold.characters != system.characters:
        raise Fault(difference(gold.characters, system.characters))
    pairs = align(gold.words, system.words)
    partner = {id(of_system): of_gold for of_gold, of_system in pairs}

    def same_head(of_gold: Word, of_system: Word) -> bool:
        if of_gold.parent is None or of_system.parent is None:
            return of_gold.parent is of_system.parent
        return partner.get(id(of_system.parent)) is of_gold.parent

    def of_words(agrees) -> Score:
        return ratio(sum(agrees(g, s) for g, s in pairs), len(gold.words), len(system.words))

    return {
        "tokens": of_spans(gold.tokens, system.tokens),
        "sentences": of_spans(gold.sentences, system.sentences),
        "words": of_words(lambda g, s: True),
        "UPOS": of_words(lambda g, s: g.upos == s.upos),
        "lemmas": of_words(lambda g, s: g.lemma in ("_", s.lemma)),
        "UAS": of_words(same_head),
        "LAS": of_words(lambda g, s: same_head(g, s) and universal(g) == universal(s)),
    }


def universal(word: Word) -> str:
    """The relation without its subtype."""
    return word.relation.split(":")[0]


def of_spans(gold: list[Span], system: list[Span]) -> Score:
    """How many stretches both have."""
    return ratio(len(set(gold) & set(system)), len(gold), len(system))


def ratio(correct: int, gold: int, system: int) -> Score:
    """Precision, recall and F1 of counts."""
    precision = 100 * correct / system if system else 0.0
    recall = 100 * correct / gold if gold else 0.0
    return Score(precision, recall, 200 * correct / (gold + system) if gold + system else 0.0)


def difference(gold: str, system: str) -> str:
    """Where two texts part."""
    at = next((i for i, (g, s) in enumerate(zip(gold, system)) if g != s), min(len(gold), len(system)))
    return f"the texts differ from character {at} on: gold {gold[at:at + 20]!r}, system {system[at:at + 20]!r}"


# ── Alignment.


def align(gold: list[Word], system: list[Word]) -> list[tuple[Word, Word]]:
    """Pairs of words that are the same."""
    regions = list(written_words(gold, system))
    gold_alone, gold_regions = divide(gold, regions)
    system_alone, system_regions = divide(system, regions)
    by_span = {word.span: word for word in system_alone}
    pairs = [(word, by_span[word.span]) for word in gold_alone if word.span in by_span]
    for of_gold, of_system in zip(gold_regions, system_regions):
        pairs += common(of_gold, of_system)
    return pairs


def written_words(*files: list[Word]) -> Iterator[Span]:
    """The stretches of written words with several words; those that overlap are one."""
    spans = sorted({word.span for words in files for word in words if word.in_written_word})
    start = end = -1
    for span in spans:
        if span.start < end:
            end = max(end, span.end)
            continue
        if end > 0:
            yield Span(start, end)
        start, end = span
    if end > 0:
        yield Span(start, end)


def divide(words: list[Word], regions: list[Span]) -> tuple[list[Word], list[list[Word]]]:
    """The words outside all regions, and those of each region."""
    alone: list[Word] = []
    inside: list[list[Word]] = [[] for _ in regions]
    at = 0
    for word in words:
        while at < len(regions) and regions[at].end <= word.span.start:
            at += 1
        if at < len(regions) and regions[at].start <= word.span.start and word.span.end <= regions[at].end:
            inside[at].append(word)
        else:
            alone.append(word)
    return alone, inside


def common(gold: list[Word], system: list[Word]) -> list[tuple[Word, Word]]:
    """The longest common subsequence of forms, as pairs."""
    best = [[0] * (len(system) + 1) for _ in range(len(gold) + 1)]
    for g in reversed(range(len(gold))):
        for s in reversed(range(len(system))):
            skip = max(best[g + 1][s], best[g][s + 1])
            best[g][s] = max(skip, same(gold[g], system[s]) + best[g + 1][s + 1])
    pairs, g, s = [], 0, 0
    while g < len(gold) and s < len(system):
        if same(gold[g], system[s]) and best[g][s] == 1 + best[g + 1][s + 1]:
            pairs.append((gold[g], system[s]))
            g, s = g + 1, s + 1
        elif best[g][s] == best[g + 1][s]:
            g += 1
        else:
            s += 1
    return pairs


def same(gold: Word, system: Word) -> bool:
    """Whether two words have the same form."""
    return gold.form.lower() == system.form.lower()


# ── Reading.


def load(path: Path, raw: Mapping[str, str] | None = None) -> Treebank:
    """Reads a file; `raw` holds the text of each document, by the id of `# newdoc`, in the file's order."""
    treebank = Treebank()
    reader = Forms(treebank) if raw is None else Offsets(treebank, raw)
    try:
        for comments, rows in sentences(path.read_text(encoding="utf-8").splitlines()):
            reader.begin(comments)
            add_sentence(treebank, rows, reader)
        reader.finish()
    except (Fault, ValueError, IndexError, KeyError) as error:
        raise Fault(f"{path}: {error}") from error
    return treebank


def sentences(lines: Iterable[str]) -> Iterator[tuple[list[str], list[list[str]]]]:
    """The comments and the rows of each sentence."""
    comments: list[str] = []
    rows: list[list[str]] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.startswith("#"):
            comments.append(line)
        elif line:
            rows.append(line.split("\t"))
            if len(rows[-1]) != 10:
                raise Fault(f"line {number}: a token has ten columns, parted by tabs")
        elif rows:
            yield comments, rows
            comments, rows = [], []


class Forms:
    """Takes the characters of a token from its form."""

    def __init__(self, treebank: Treebank) -> None:
        self.treebank = treebank
        self.parts: list[str] = []
        self.length = 0

    def begin(self, comments: list[str]) -> None:
        """A sentence begins."""

    def finish(self) -> None:
        """All sentences have been read."""
        self.treebank.characters = "".join(self.parts)

    def place(self, row: list[str]) -> Span:
        """Where a token stands."""
        self.parts.append(bare(row[FORM]))
        start, self.length = self.length, self.length + len(self.parts[-1])
        return Span(start, self.length)

    def form(self, row: list[str]) -> str:
        """The form of a word."""
        return bare(row[FORM])


class Offsets:
    """Takes the characters of a token from its offsets in the document, so that its form may be another."""

    def __init__(self, treebank: Treebank, raw: Mapping[str, str]) -> None:
        self.raw = raw
        self.left = list(raw)
        self.text = ""
        self.before: list[int] = []
        treebank.characters = bare("".join(raw.values()))
        lengths = [len(bare(text)) for text in raw.values()]
        self.starts = dict(zip(raw, accumulate(lengths, initial=0)))

    def begin(self, comments: list[str]) -> None:
        """Goes to the next document where one begins; documents without a token may be left out."""
        for comment in comments:
            if comment.startswith("# newdoc id = "):
                name = comment.removeprefix("# newdoc id = ")
                if name not in self.left:
                    raise Fault(f"document {name} is unknown, or out of order")
                self.left = self.left[self.left.index(name) + 1 :]
                self.text = self.raw[name]
                counts = (not character.isspace() for character in self.text)
                self.before = list(accumulate(counts, initial=self.starts[name]))

    def finish(self) -> None:
        """All sentences have been read."""

    def place(self, row: list[str]) -> Span:
        """Where a token stands."""
        start, end = offsets(row)
        return Span(self.before[start], self.before[end])

    def form(self, row: list[str]) -> str:
        """The form of a word, as it stands in the text."""
        start, end = offsets(row)
        return bare(self.text[start:end])


def offsets(row: list[str]) -> tuple[int, int]:
    """The offsets that a row tells."""
    told = dict(part.split("=", 1) for part in row[MISC].split("|") if "=" in part)
    if "start_char" not in told or "end_char" not in told:
        raise Fault(f"the token {row[ID]} {row[FORM]!r} has no start_char and end_char")
    return int(told["start_char"]), int(told["end_char"])


def bare(text: str) -> str:
    """The text without its white space."""
    return "".join(text.split())


def add_sentence(treebank: Treebank, rows: list[list[str]], reader: Forms | Offsets) -> None:
    """Adds the tokens and words of a sentence."""
    first_token, first_word = len(treebank.tokens), len(treebank.words)
    heads: list[int] = []
    written, last = Span(0, 0), 0
    rows = [row for row in rows if "." not in row[ID]]
    for at, row in enumerate(rows):
        if "-" in row[ID]:
            first, last = map(int, row[ID].split("-"))
            written = place_range(reader, row, rows[at + 1 : at + 2 + last - first])
            treebank.tokens.append(written)
            continue
        inside = int(row[ID]) <= last
        span = written if inside else reader.place(row)
        if not inside:
            treebank.tokens.append(span)
        heads.append(int(row[HEAD]))
        treebank.words.append(Word(span, reader.form(row), row[LEMMA], row[UPOS], row[DEPREL], inside))
    link(treebank.words[first_word:], heads)
    treebank.sentences.append(Span(treebank.tokens[first_token].start, treebank.tokens[-1].end))


def place_range(reader: Forms | Offsets, row: list[str], parts: list[list[str]]) -> Span:
    """Where a written word of several words stands; offsets stand with its parts alone."""
    if isinstance(reader, Forms) or "start_char=" in row[MISC]:
        return reader.place(row)
    return Span(reader.place(parts[0]).start, reader.place(parts[-1]).end)


def link(words: list[Word], heads: list[int]) -> None:
    """Sets the parents of a sentence's words."""
    for word, head in zip(words, heads):
        if not 0 <= head <= len(words):
            raise Fault(f"the head {head} of {word.form!r} is not in its sentence")
        word.parent = words[head - 1] if head else None


# ── Program.


def main() -> int:
    """Scores the files of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="the treebank, CoNLL-U")
    parser.add_argument("system", type=Path, help="what a parser made of its raw text, CoNLL-U")
    arguments = parser.parse_args()
    try:
        scores = score(load(arguments.gold), load(arguments.system))
    except (Fault, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for name, value in scores.items():
        print(f"{name:10} P {value.precision:6.2f}  R {value.recall:6.2f}  F1 {value.f1:6.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
