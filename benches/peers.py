#!/usr/bin/env python3
"""Compares whowhom's language engine with UDPipe 1 and spaCy, trained on the same treebanks, on the same text.

Input: UD treebanks (`en_ewt-{train,dev}.conllu`, `en_gum-free-{train,dev}.conllu`) and a build of whowhom.
Output: tables of speed, memory, size and of the scores of the CoNLL 2018 shared task, from raw text; the same as
`results.json` in the work folder.

The peers are installed from PyPI into an environment of their own in the work folder, and trained there; models that
were trained before from the same files with the same schedule are taken again. A peer that can't be installed is left
out, the tables say so, and the exit code is 1. Each peer chooses its best round on the development files, as its authors do, which favours
it a little where these are also what is scored.

Speed is the way from text to trees, one process on one processor after the other, round by round, so that what else
the machine does hits all alike; the time of the processor stands beside that of the clock. `whowhom read` makes claims
too, and writes: its time is that of the whole program, less that for one sentence.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import conll18

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
EWT = ("en_ewt-train.conllu", "en_ewt-dev.conllu")
GUM = ("en_gum-free-train.conllu", "en_gum-free-dev.conllu")
PACKAGES = {"udpipe": "ufal.udpipe>=1.3,<2", "spacy": "spacy>=3.8,<3.9"}
MODULES = {"udpipe": "ufal.udpipe", "spacy": "spacy"}
# One thread for every library that would take more.
ONE_THREAD = {
    f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR", "RAYON")
}
# `whowhom read` gives 1 where it found no claim, which one sentence may well bring about.
FINDS_NOTHING = (0, 1)
# Runs a command on one processor and says what it took. It is a small process of its own, since a child's peak memory
# is never told as less than what its parent held when it was started: about 10 MiB here.
LAUNCHER = """
import json, os, sys, time
report, core, output, *command = sys.argv[1:]
os.sched_setaffinity(0, {int(core)})
to = (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
start = time.perf_counter()
_, status, usage = os.wait4(os.posix_spawnp(command[0], command, os.environ, file_actions=[to]), 0)
took = {"wall": time.perf_counter() - start, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss * 1024}
json.dump(took, open(report, "w"))
sys.exit(os.waitstatus_to_exitcode(status))
"""


class Fault(Exception):
    """What keeps the comparison from going on."""


@dataclass(frozen=True)
class Schedule:
    """How long is trained and measured."""

    name: str
    # UDPipe: epochs of the tokenizer, iterations of tagger and parser.
    epochs: int
    tagger: int
    parser: int
    # spaCy: steps, steps between evaluations, steps without gain.
    steps: int
    every: int
    patience: int
    # Sentences taken of each training file; all where none is said.
    sentences: int | None
    words: int
    rounds: int


QUICK = Schedule("quick", 1, 1, 1, 40, 20, 0, sentences=300, words=5_000, rounds=3)
CAPPED = Schedule("capped", 20, 10, 10, 4_000, 200, 1_000, sentences=None, words=200_000, rounds=3)
# The schedules of the UD models of UDPipe and of `spacy init config`.
FULL = Schedule("full", 100, 20, 30, 20_000, 200, 1_600, sentences=None, words=200_000, rounds=5)


class Document(NamedTuple):
    """A raw document and the number of its words after the treebank."""

    name: str
    text: str
    words: int


@dataclass
class System:
    """A parser with its commands."""

    name: str
    parse: list[str]
    # None where the whole program is timed instead.
    time: list[str] | None
    size: int
    # Whether its output has offsets, so that forms need not be those of the text.
    offsets: bool
    # Placed behind the documents.
    rest: list[str] = field(default_factory=list)


@dataclass
class Result:
    """What was measured of a system."""

    name: str
    size: int
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: float = 0.0
    scores: dict[str, dict[str, float]] = field(default_factory=dict)


def main() -> int:
    """Runs the comparison and turns faults into a message."""
    arguments = read_arguments()
    try:
        return compare(arguments)
    except (Fault, conll18.Fault, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def compare(arguments: argparse.Namespace) -> int:
    """Trains, parses, scores and times."""
    schedule, work = arguments.schedule, arguments.work
    work.mkdir(parents=True, exist_ok=True)
    training, heldout = prepare_training(arguments)
    systems, skipped = prepare_peers(arguments, training, heldout)
    if arguments.train_only:
        return 1 if skipped else 0
    if not systems:
        print("no peer is left to compare with", file=sys.stderr)
    systems = whowhom(arguments) + systems
    evaluation = arguments.eval or treebanks(arguments)[1]
    results = {system.name: Result(system.name, system.size) for system in systems}
    for path in evaluation:
        for system in systems:
            results[system.name].scores[path.name] = accuracy(system, path, arguments)
    words = measure(systems, evaluation, results, arguments)
    if arguments.ewt_only and not arguments.model:
        say("note: the peers learned from EWT alone, whowhom's own model from EWT and GUM; see --model")
    report(list(results.values()), words, schedule, skipped)
    write_results(list(results.values()), words, schedule, skipped, work)
    return 1 if skipped else 0


# ── Arguments.


def read_arguments() -> argparse.Namespace:
    """The command line, checked as far as it can be without work."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    usual = os.environ.get("WHOWHOM_TREEBANKS") or REPOSITORY.parent / "shared/data/treebanks"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--engine", type=Path, help="the executable of benches/syntax.rs: trees alone, as the peers are timed")
    add("--whowhom", type=Path, help="the program, a release build: trees by way of `read --format conllu`")
    add("--model", type=Path, help="a model of whowhom's instead of the one within it")
    add("--data", type=Path, default=Path(usual), help="folder of the treebanks [%(default)s]")
    add("--work", type=Path, default=cache / "whowhom/peers", help="environment, models, output [%(default)s]")
    add("--eval", type=Path, nargs="+", metavar="FILE", help="treebanks to score on [the development files]")
    add("--ewt-only", action="store_true", help="train the peers on EWT alone")
    add("--peer", action="append", choices=sorted(PACKAGES), help="only this peer; may be repeated")
    add("--core", type=int, default=0, help="the processor on which everything is timed [%(default)s]")
    add("--words", type=int, help="words of text to time on [200,000; 5,000 with --quick]")
    add("--rounds", type=int, help="how often each system is timed [3; 5 with --full]")
    add("--retrain", action="store_true", help="train even where there is a model")
    add("--train-only", action="store_true", help="train the peers and stop")
    length = parser.add_mutually_exclusive_group()
    length.add_argument(
        "--quick", dest="schedule", action="store_const", const=QUICK, help="minutes, to see that all works"
    )
    length.add_argument(
        "--full", dest="schedule", action="store_const", const=FULL, help="the peers' documented schedules, hours"
    )
    parser.set_defaults(schedule=CAPPED)
    arguments = parser.parse_args()
    if not (arguments.engine or arguments.whowhom or arguments.train_only):
        parser.error("name a build of whowhom: --engine, --whowhom, or both (or use --train-only)")
    for path in filter(None, (arguments.engine, arguments.whowhom, arguments.model)):
        if not path.is_file():
            parser.error(f"{path}: there is no such file; build it first (see CONTRIBUTING.md)")
    if arguments.core not in os.sched_getaffinity(0):
        parser.error(f"processor {arguments.core} may not be used here; choose of {sorted(os.sched_getaffinity(0))}")
    return arguments


def treebanks(arguments: argparse.Namespace) -> tuple[list[Path], list[Path]]:
    """The files for training and for development."""
    chosen = [EWT] if arguments.ewt_only else [EWT, GUM]
    train, dev = ([arguments.data / pair[part] for pair in chosen] for part in (0, 1))
    for path in train + dev:
        if not path.is_file():
            raise Fault(f"{path}: there is no such treebank; name their folder with --data (see CONTRIBUTING.md)")
    return train, dev


# ── Treebanks and raw text.


def prepare_training(arguments: argparse.Namespace) -> tuple[list[Path], Path]:
    """The files that the peers train on, and the one on which they choose the best round."""
    train, dev = treebanks(arguments)
    folder = arguments.work / "data" / arguments.schedule.name
    folder.mkdir(parents=True, exist_ok=True)
    copies = [folder / path.name for path in train]
    for path, copy in zip(train, copies):
        copy.write_text(beginning(path, arguments.schedule.sentences), encoding="utf-8")
    heldout = folder / ("heldout-ewt.conllu" if arguments.ewt_only else "heldout.conllu")
    heldout.write_text("".join(beginning(path, arguments.schedule.sentences) for path in dev), encoding="utf-8")
    return copies, heldout


def beginning(path: Path, sentences: int | None) -> str:
    """The first sentences of a treebank, or all."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return "\n\n".join(blocks[:sentences]) + "\n\n"


def documents(path: Path) -> list[Document]:
    """The raw documents of a treebank, a blank line before each paragraph."""
    found: list[Document] = []
    for comments, rows in conll18.sentences(path.read_text(encoding="utf-8").splitlines()):
        names = [comment for comment in comments if comment.startswith("# newdoc")]
        if names or not found:
            name = names[0].partition("id =")[2].strip() if names else ""
            found.append(Document(name or f"document-{len(found) + 1}", "", 0))
        opens = any(comment.startswith("# newpar") for comment in comments) and not names
        text = found[-1].text.rstrip() + "\n\n" if opens and found[-1].text else found[-1].text
        words = sum(row[conll18.ID].isdigit() for row in rows)
        found[-1] = Document(found[-1].name, text + surface(rows), found[-1].words + words)
    return found


def surface(rows: list[list[str]]) -> str:
    """The text of a sentence, as its written words and spaces say."""
    text, last = "", 0
    for row in rows:
        first, _, end = row[conll18.ID].partition("-")
        if "." in first or int(first) <= last:
            continue
        last = int(end or first)
        text += row[conll18.FORM] + ("" if "SpaceAfter=No" in row[conll18.MISC].split("|") else " ")
    return text


def repeated(once: Sequence[Document], words: int) -> Iterator[Document]:
    """The documents, over and over until they have so many words."""
    for number, document in enumerate(cycle(once)):
        if words <= 0:
            return
        words -= document.words
        yield document._replace(name=f"{document.name}-{number}")


def write_documents(found: Sequence[Document], path: Path) -> Path:
    """Writes documents as JSON Lines, which all systems read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps({"id": d.name, "text": d.text}, ensure_ascii=False) + "\n" for d in found)
    path.write_text("".join(lines), encoding="utf-8")
    return path


# ── The systems.


def whowhom(arguments: argparse.Namespace) -> list[System]:
    """The builds of whowhom that were named."""
    size = (arguments.model or REPOSITORY / "src/syntax/en.model").stat().st_size
    model = [str(arguments.model.resolve())] if arguments.model else []
    systems = []
    if arguments.engine:
        engine = str(arguments.engine.resolve())
        systems.append(System("whowhom", [engine, "parse"], [engine, "time"], size, offsets=True, rest=model))
    if arguments.whowhom:
        read = [str(arguments.whowhom.resolve()), "read", "--quiet", "--format", "conllu", "--language", "en"]
        read += ["--model", *model] if model else []
        systems.append(System("whowhom read", read, None, size, offsets=True))
    return systems


def prepare_peers(
    arguments: argparse.Namespace, training: list[Path], heldout: Path
) -> tuple[list[System], dict[str, str]]:
    """Installs and trains the peers; also says which were left out, and why."""
    systems, skipped = [], {}
    python = environment(arguments.work)
    for peer in arguments.peer or sorted(PACKAGES, reverse=True):
        if reason := install(python, peer):
            skipped[peer] = reason
            print(f"{peer} is left out: {reason}", file=sys.stderr)
            continue
        model = trained(peer, python, arguments, training, heldout)
        systems += peer_systems(peer, python, model)
    return systems, skipped


def environment(work: Path) -> Path:
    """The Python of the peers' own environment."""
    python = work / "venv/bin/python"
    if not python.exists():
        say(f"making an environment in {work / 'venv'}")
        subprocess.run([sys.executable, "-m", "venv", str(work / "venv")], check=True)
    return python


def install(python: Path, peer: str) -> str | None:
    """Installs a peer from PyPI where it is lacking; gives the reason where that is impossible."""
    check = [str(python), "-c", f"import {MODULES[peer]}"]
    if subprocess.run(check, capture_output=True, check=False).returncode == 0:
        return None
    say(f"installing {PACKAGES[peer]}")
    command = [str(python), "-m", "pip", "install", "--quiet", "--only-binary", ":all:", PACKAGES[peer]]
    for attempt in (command, check):
        done = subprocess.run(attempt, capture_output=True, text=True, check=False)
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["no reason given"]
            return f"`{' '.join(attempt[1:])}` failed: {lines[-1]}"
    return None


def trained(peer: str, python: Path, arguments: argparse.Namespace, training: list[Path], heldout: Path) -> Path:
    """The model of a peer, trained where there is none of these files and this schedule yet."""
    command = {"udpipe": udpipe_training, "spacy": spacy_training}[peer](arguments.schedule)
    stamp = training_stamp(peer, python, command, [*training, heldout])
    folder = arguments.work / "models" / f"{peer}-{arguments.schedule.name}-{stamp[:12]}"
    model, done = folder / "model", folder / "done.json"
    if done.exists() and not arguments.retrain:
        say(f"{peer}: taking the model in {folder}")
        return model
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    log = folder / "training.log"
    say(f"{peer}: training, schedule {arguments.schedule.name}, log in {log}")
    full = [str(python), str(HERE / f"peer_{peer}.py"), "train", str(model), *map(str, training)]
    start = time.monotonic()
    with log.open("w", encoding="utf-8") as output:
        code = subprocess.run(
            [*full, "--heldout", str(heldout), *command],
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | ONE_THREAD,
            check=False,
        ).returncode
    if code:
        raise Fault(f"{peer}: training failed with exit code {code}; see {log}\n{tail(log)}")
    done.write_text(json.dumps({"stamp": stamp, "seconds": round(time.monotonic() - start)}), encoding="utf-8")
    say(f"{peer}: trained in {time.monotonic() - start:.0f} s")
    return model


def udpipe_training(schedule: Schedule) -> list[str]:
    """What the schedule is for UDPipe."""
    values = {"--epochs": schedule.epochs, "--tagger": schedule.tagger, "--parser": schedule.parser}
    return options(values)


def spacy_training(schedule: Schedule) -> list[str]:
    """What the schedule is for spaCy."""
    return options({"--steps": schedule.steps, "--every": schedule.every, "--patience": schedule.patience})


def options(values: dict[str, int]) -> list[str]:
    """Options with their values, one word each."""
    return [word for name, value in values.items() for word in (name, str(value))]


def training_stamp(peer: str, python: Path, command: list[str], files: list[Path]) -> str:
    """A checksum of all that a trained model depends on."""
    package = PACKAGES[peer].split(">")[0]
    show = [str(python), "-c", f"import importlib.metadata as m; print(m.version('{package}'))"]
    version = subprocess.run(show, capture_output=True, text=True, check=True).stdout
    parts = [version.encode(), " ".join(command).encode(), (HERE / f"peer_{peer}.py").read_bytes()]
    digests = (hashlib.sha256(part).digest() for part in [*parts, *(file.read_bytes() for file in files)])
    return hashlib.sha256(b"".join(digests)).hexdigest()


def peer_systems(peer: str, python: Path, model: Path) -> list[System]:
    """The ways to run a peer; spaCy can cut sentences in two."""
    worker = [str(python), str(HERE / f"peer_{peer}.py")]

    def system(name: str, rest: list[str]) -> System:
        parse, timing = ([*worker, command, str(model)] for command in ("parse", "time"))
        return System(name, parse, timing, model_size(peer, model), offsets=False, rest=rest)

    if peer == "udpipe":
        return [system("UDPipe 1", [])]
    return [system(f"spaCy, {cutter}", ["--sentences", cutter]) for cutter in ("senter", "parser")]


def model_size(peer: str, model: Path) -> int:
    """The bytes of a model's files."""
    files = [model] if peer == "udpipe" else (model / "model-best").rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())


# ── Measuring.


def accuracy(system: System, treebank: Path, arguments: argparse.Namespace) -> dict[str, float]:
    """The scores of a system on the raw text of a treebank."""
    say(f"{system.name}: parsing {treebank.name}")
    found = documents(treebank)
    folder = arguments.work / "output"
    source = write_documents(found, folder / f"{treebank.stem}.jsonl")
    target = folder / f"{treebank.stem}.{system.name.replace(' ', '-').replace(',', '')}.conllu"
    if system.time is None:
        run([*system.parse, str(source)], arguments, target, FINDS_NOTHING)
    else:
        run([*system.parse, str(source), str(target), *system.rest], arguments)
    raw = {document.name: document.text for document in found} if system.offsets else None
    scores = conll18.score(conll18.load(treebank), conll18.load(target, raw))
    return {name: value.f1 for name, value in scores.items()}


def measure(
    systems: list[System], evaluation: list[Path], results: dict[str, Result], arguments: argparse.Namespace
) -> int:
    """Times all systems in turn, round by round; gives the number of words."""
    schedule, folder = arguments.schedule, arguments.work / "output"
    once = [document for path in evaluation for document in documents(path)]
    chosen = list(repeated(once, arguments.words or schedule.words))
    source = write_documents(chosen, folder / "timing.jsonl")
    one = write_documents([Document("one", "It rains.", 3)], folder / "one.jsonl")
    for number in range(arguments.rounds or schedule.rounds):
        for system in systems:
            say(f"{system.name}: timing, round {number + 1}")
            took = measure_once(system, source, one, arguments)
            result = results[system.name]
            result.wall.append(took["wall"])
            result.cpu.append(took["cpu"])
            result.peak = max(result.peak, took["peak"])
    return sum(document.words for document in chosen)


def measure_once(system: System, source: Path, one: Path, arguments: argparse.Namespace) -> dict[str, float]:
    """Times one run, by the system's own word or, for a whole program, without its start."""
    if system.time is None:
        start, whole = (run([*system.parse, str(path)], arguments, codes=FINDS_NOTHING) for path in (one, source))
        return {"wall": whole["wall"] - start["wall"], "cpu": whole["cpu"] - start["cpu"], "peak": whole["peak"]}
    told = arguments.work / "output/time.json"
    took = run([*system.time, str(source), *system.rest], arguments, output=told)
    return took | json.loads(told.read_text(encoding="utf-8"))


def run(
    command: list[str],
    arguments: argparse.Namespace,
    output: Path = Path(os.devnull),
    codes: tuple[int, ...] = (0,),
) -> dict[str, float]:
    """Runs a command on one processor with one thread; gives seconds and bytes."""
    told = arguments.work / "output/run.json"
    launcher = [sys.executable, "-I", "-S", "-c", LAUNCHER, str(told), str(arguments.core), str(output)]
    done = subprocess.run(
        [*launcher, *command], stderr=subprocess.PIPE, text=True, env=os.environ | ONE_THREAD, check=False
    )
    if done.returncode not in codes:
        raise Fault(f"`{' '.join(command)}` failed with exit code {done.returncode}\n{done.stderr.strip()}")
    return json.loads(told.read_text(encoding="utf-8"))


# ── The report.


def report(results: list[Result], words: int, schedule: Schedule, skipped: dict[str, str]) -> None:
    """Prints the tables."""
    print(f"\nSpeed on {words:,} words, {len(results[0].wall)} rounds, one processor; schedule {schedule.name}")
    print(f"{'':18}{'words/s':>10}{'least … greatest':>22}{'words/cpu-s':>13}{'peak MiB':>10}{'model MiB':>11}")
    for result in results:
        low, high = words / max(result.wall), words / min(result.wall)
        print(
            f"{result.name:18}{speed(result.wall, words):10,.0f}{f'{low:,.0f} … {high:,.0f}':>22}"
            f"{speed(result.cpu, words):13,.0f}{result.peak / 2**20:10.1f}{result.size / 2**20:11.1f}"
        )
    for name in results[0].scores:
        print(f"\nF1 on {name}, from raw text")
        print(f"{'':18}" + "".join(f"{metric:>11}" for metric in conll18.METRICS))
        for result in results:
            print(f"{result.name:18}" + "".join(f"{result.scores[name][m]:11.2f}" for m in conll18.METRICS))
    peers = [result for result in results if not result.name.startswith("whowhom")]
    report_ratios([result for result in results if result not in peers], peers, words)
    for peer, reason in skipped.items():
        print(f"\n{peer} was left out: {reason}")
    if schedule is QUICK and peers:
        print("\nThe peers were hardly trained and the text is short: neither scores nor speeds mean anything.")


def report_ratios(ours: list[Result], peers: list[Result], words: int) -> None:
    """Prints whowhom against each peer: quotients of speed, memory and size, differences of scores."""
    if not peers:
        return
    print("\nwhowhom against each peer: times as fast, as much memory, as large; points of F1 more or less")
    for own in ours:
        for peer in peers:
            quotients = (
                f"{speed(own.wall, words) / speed(peer.wall, words):.2f} × words/s",
                f"{speed(own.cpu, words) / speed(peer.cpu, words):.2f} × words/cpu-s",
                f"{own.peak / peer.peak:.3f} × memory",
                f"{own.size / peer.size:.2f} × model",
            )
            print(f"{own.name} / {peer.name}: {', '.join(quotients)}")
            for name, scores in own.scores.items():
                points = (f"{m} {scores[m] - peer.scores[name][m]:+.2f}" for m in conll18.METRICS)
                print(f"    {name}: {', '.join(points)}")


def speed(seconds: list[float], words: int) -> float:
    """Words a second, at the median."""
    return words / statistics.median(seconds)


def write_results(
    results: list[Result], words: int, schedule: Schedule, skipped: dict[str, str], work: Path
) -> None:
    """Writes everything that was measured."""
    everything = {
        "words": words,
        "schedule": asdict(schedule),
        "skipped": skipped,
        "systems": [asdict(result) for result in results],
    }
    path = work / "results.json"
    path.write_text(json.dumps(everything, indent=2) + "\n", encoding="utf-8")
    say(f"all figures are in {path}")


def tail(path: Path) -> str:
    """The last lines of a log."""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])


def say(line: str) -> None:
    """Tells what is going on, beside the tables."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
