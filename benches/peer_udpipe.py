#!/usr/bin/env python3
"""UDPipe 1 as a peer: trains it, parses with it, times it. Run by `peers.py` with the Python of its own environment.

Input: CoNLL-U to train on, JSON Lines with `id` and `text` to parse. Output: a model, CoNLL-U, the time as JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import ufal.udpipe as udpipe

# The options of the UD 2.0 model of English, from `training/models-ud-2.0` of UDPipe's repository; but for the vectors
# of words, which word2vec made beforehand from text that we don't have.
TOKENIZER = (
    "dimension=64;epochs={epochs};initialization_range=0.1;batch_size=100;"
    "learning_rate=0.005;dropout=0.1;early_stopping=1"
)
TAGGER = (
    "models=2;"
    "templates_1=tagger;guesser_suffix_rules_1=12;guesser_enrich_dictionary_1=6;guesser_prefixes_max_1=0;"
    "use_lemma_1=1;use_xpostag_1=1;use_feats_1=1;provide_lemma_1=0;provide_xpostag_1=1;provide_feats_1=1;"
    "prune_features_1=0;iterations_1={tagger};"
    "templates_2=lemmatizer;guesser_suffix_rules_2=6;guesser_enrich_dictionary_2=6;guesser_prefixes_max_2=4;"
    "use_lemma_2=1;use_xpostag_2=0;use_feats_2=0;provide_lemma_2=1;provide_xpostag_2=0;provide_feats_2=0;"
    "prune_features_2=0;iterations_2={tagger}"
)
PARSER = (
    "iterations={parser};embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;embedding_form=50;"
    "embedding_lemma=0;embedding_deprel=20;learning_rate=0.01;learning_rate_final=0.001;l2=0.5;hidden_layer=200;"
    "batch_size=10;transition_system=projective;transition_oracle=dynamic;structured_interval=8"
)
BEAM = "beam_search=5"


def train(arguments: argparse.Namespace) -> None:
    """Trains a model and writes it."""
    schedule = {"epochs": arguments.epochs, "tagger": arguments.tagger, "parser": arguments.parser}
    failure = udpipe.ProcessingError()
    options = [options.format(**schedule) for options in (TOKENIZER, TAGGER, PARSER)]
    data = [read(arguments.train), read([arguments.heldout])]
    model = udpipe.Trainer.train("morphodita_parsito", *data, *options, failure)
    if failure.occurred():
        sys.exit(f"error: UDPipe's training failed: {failure.message}")
    # The binding hands the model over as bytes or, in older releases, as text that stands for bytes.
    arguments.model.write_bytes(model if isinstance(model, bytes) else model.encode("utf-8", "surrogateescape"))


def read(paths: list[Path]) -> udpipe.Sentences:
    """All sentences of some files."""
    sentences, failure = udpipe.Sentences(), udpipe.ProcessingError()
    for path in paths:
        source = udpipe.InputFormat.newConlluInputFormat()
        source.setText(path.read_text(encoding="utf-8"))
        sentence = udpipe.Sentence()
        while source.nextSentence(sentence, failure):
            sentences.append(sentence)
            sentence = udpipe.Sentence()
        if failure.occurred():
            sys.exit(f"error: {path}: {failure.message}")
    return sentences


def analyse(model: udpipe.Model, text: str) -> Iterator[udpipe.Sentence]:
    """The sentences of a text, tagged and parsed."""
    tokenizer = model.newTokenizer(udpipe.Model.DEFAULT)
    failure = udpipe.ProcessingError()
    tokenizer.setText(text)
    sentence = udpipe.Sentence()
    while tokenizer.nextSentence(sentence, failure):
        model.tag(sentence, udpipe.Model.DEFAULT)
        model.parse(sentence, BEAM)
        yield sentence
        sentence = udpipe.Sentence()
    if failure.occurred():
        sys.exit(f"error: UDPipe failed: {failure.message}")


def parse(arguments: argparse.Namespace) -> None:
    """Parses documents into CoNLL-U."""
    model = load(arguments.model)
    writer = udpipe.OutputFormat.newOutputFormat("conllu")
    with arguments.output.open("w", encoding="utf-8") as output:
        for document in documents(arguments.documents):
            output.write(f"# newdoc id = {document['id']}\n")
            for sentence in analyse(model, document["text"]):
                # What the tokenizer says of documents stands there already.
                lines = writer.writeSentence(sentence).strip().split("\n")
                output.write("\n".join(line for line in lines if not line.startswith("# newdoc")) + "\n\n")


def measure(arguments: argparse.Namespace) -> None:
    """Times the way from text to trees."""
    model = load(arguments.model)
    texts = [document["text"] for document in documents(arguments.documents)]
    wall, cpu = time.perf_counter(), time.process_time()
    for text in texts:
        for _ in analyse(model, text):
            pass
    print(json.dumps({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}))


def load(path: Path) -> udpipe.Model:
    """The model of a file."""
    model = udpipe.Model.load(str(path))
    if model is None:
        sys.exit(f"error: {path}: UDPipe can't load this model; train it anew with --retrain")
    return model


def documents(path: Path) -> Iterator[dict[str, str]]:
    """The documents of a file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    """Does what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train", help="train a model")
    command.add_argument("model", type=Path)
    command.add_argument("train", type=Path, nargs="+")
    command.add_argument("--heldout", type=Path, required=True, help="on which the best round is chosen")
    command.add_argument("--epochs", type=int, required=True, help="of the tokenizer")
    command.add_argument("--tagger", type=int, required=True, help="iterations of the tagger")
    command.add_argument("--parser", type=int, required=True, help="iterations of the parser")
    command.set_defaults(run=train)
    command = commands.add_parser("parse", help="parse documents")
    command.add_argument("model", type=Path)
    command.add_argument("documents", type=Path)
    command.add_argument("output", type=Path)
    command.set_defaults(run=parse)
    command = commands.add_parser("time", help="time the parsing of documents")
    command.add_argument("model", type=Path)
    command.add_argument("documents", type=Path)
    command.set_defaults(run=measure)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
