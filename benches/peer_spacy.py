#!/usr/bin/env python3
"""spaCy as a peer: trains it, parses with it, times it. Run by `peers.py` with the Python of its own environment.

Input: CoNLL-U to train on, JSON Lines with `id` and `text` to parse. Output: a model, CoNLL-U, the time as JSON.

The pipeline is what `spacy init config` gives for a processor and for efficiency. Sentences are cut either by its
`senter` or by its parser. A document is handed over paragraph by paragraph: training data show no empty lines.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.cli.convert import convert
from spacy.cli.init_config import init_config
from spacy.cli.train import train as train_pipeline
from spacy.tokens import Doc, Span, Token

PIPELINE = ["tagger", "morphologizer", "trainable_lemmatizer", "senter", "parser"]
# Sentences of one training document, as in spaCy's own projects for treebanks.
SENTENCES = 10


def train(arguments: argparse.Namespace) -> None:
    """Trains a pipeline; the best one, by the held-out file, lies in `model-best`."""
    folder: Path = arguments.model
    heldout = convert_all([arguments.heldout], folder / "heldout")
    data = convert_all(arguments.train, folder / "train")
    config = init_config(lang="en", pipeline=PIPELINE, optimize="efficiency", gpu=False, silent=True)
    path = folder / "config.cfg"
    config.to_disk(path)
    schedule = {
        "paths.train": str(data),
        "paths.dev": str(heldout),
        "training.max_steps": arguments.steps,
        "training.eval_frequency": arguments.every,
        "training.patience": arguments.patience,
    }
    train_pipeline(path, folder, overrides=schedule)


def convert_all(paths: list[Path], folder: Path) -> Path:
    """Converts treebanks into a folder of spaCy's own files."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        convert(path, folder, converter="conllu", file_type="spacy", n_sents=SENTENCES)
    return folder


def load(arguments: argparse.Namespace) -> spacy.Language:
    """The trained pipeline, with what cuts sentences as wished."""
    exclude = [] if arguments.sentences == "senter" else ["senter"]
    return spacy.load(arguments.model / "model-best", exclude=exclude)


def paragraphs(text: str) -> list[str]:
    """The stretches between empty lines."""
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def documents(path: Path) -> Iterator[dict[str, str]]:
    """The documents of a file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def parse(arguments: argparse.Namespace) -> None:
    """Parses documents into CoNLL-U."""
    nlp = load(arguments)
    with arguments.output.open("w", encoding="utf-8") as output:
        for document in documents(arguments.documents):
            output.write(f"# newdoc id = {document['id']}\n")
            for parsed in nlp.pipe(paragraphs(document["text"])):
                output.writelines(conllu(parsed))


def measure(arguments: argparse.Namespace) -> None:
    """Times the way from text to trees."""
    nlp = load(arguments)
    texts = [document["text"] for document in documents(arguments.documents)]
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in nlp.pipe(part for text in texts for part in paragraphs(text)):
        pass
    print(json.dumps({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}))


def conllu(document: Doc) -> Iterator[str]:
    """The sentences of a document; spaCy's tokens of white space are no tokens of CoNLL-U."""
    for sentence in document.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            yield "".join(rows(sentence, words)) + "\n"


def rows(sentence: Span, words: list[Token]) -> Iterator[str]:
    """The rows of a sentence."""
    number = {word.i: at for at, word in enumerate(words, 1)}
    top = root(sentence, words)
    for word in words:
        head = 0 if word is top else number[above(word, top).i]
        relation = "root" if word is top else word.dep_ or "dep"
        features = str(word.morph) or "_"
        lemma, upos, xpos = word.lemma_ or "_", word.pos_ or "_", word.tag_ or "_"
        misc = "_" if word.whitespace_ else "SpaceAfter=No"
        columns = [number[word.i], word.text, lemma, upos, xpos, features, head, relation, "_", misc]
        yield "\t".join(map(str, columns)) + "\n"


def root(sentence: Span, words: list[Token]) -> Token:
    """The root, or the first word where white space is the root."""
    return next((word for word in words if word == sentence.root), words[0])


def above(word: Token, top: Token) -> Token:
    """The head that is no white space."""
    head = word.head
    while head.is_space and head.head != head:
        head = head.head
    return top if head.is_space or head == word else head


def main() -> None:
    """Does what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train", help="train a pipeline")
    command.add_argument("model", type=Path, help="folder of the model")
    command.add_argument("train", type=Path, nargs="+")
    command.add_argument("--heldout", type=Path, required=True, help="on which the best step is chosen")
    command.add_argument("--steps", type=int, required=True, help="at most so many")
    command.add_argument("--every", type=int, required=True, help="steps between evaluations")
    command.add_argument("--patience", type=int, required=True, help="steps without gain before the end")
    command.set_defaults(run=train)
    for name, run, help_text in (("parse", parse, "parse documents"), ("time", measure, "time the parsing")):
        command = commands.add_parser(name, help=help_text)
        command.add_argument("model", type=Path, help="folder of the model")
        command.add_argument("documents", type=Path)
        if run is parse:
            command.add_argument("output", type=Path)
        command.add_argument("--sentences", choices=("senter", "parser"), default="senter")
        command.set_defaults(run=run)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
