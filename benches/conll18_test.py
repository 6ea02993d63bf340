"""The scorer against counts made by hand. Run `python3 -m unittest discover -s benches -p '*_test.py'`."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import conll18

# Each row: id, form, lemma, UPOS, head, relation, miscellany.
GOLD = """\
1 They they PRON 4 nsubj _
2-3 don't _ _ _ _ _
2 do do AUX 4 aux _
3 n't not PART 4 advmod _
4 know know VERB 0 root SpaceAfter=No
5 . . PUNCT 4 punct _
"""


def treebank(rows: str, raw: dict[str, str] | None = None) -> conll18.Treebank:
    """Reads rows of seven columns as CoNLL-U."""
    lines = ["# newdoc id = d"]
    for row in rows.splitlines():
        number, form, lemma, upos, head, relation, misc = row.split(" ")
        lines.append("\t".join((number, form, lemma, upos, "_", "_", head, relation, "_", misc)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.conllu"
        path.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
        return conll18.load(path, raw)


class Scores(unittest.TestCase):
    """F1 of systems that differ from the gold in one thing."""

    def check(self, system: conll18.Treebank, gold: str = GOLD, **expected: float) -> None:
        """Metrics that are not named are perfect."""
        for metric, value in conll18.score(treebank(gold), system).items():
            self.assertAlmostEqual(value.f1, expected.get(metric, 100.0), 5, metric)

    def test_the_same(self) -> None:
        self.check(treebank(GOLD))

    def test_a_written_word_cut_into_tokens_keeps_its_words(self) -> None:
        # Of four and five tokens three are the same.
        self.check(treebank(GOLD.replace("2-3 don't _ _ _ _ _\n", "")), tokens=100 * 6 / 9)

    def test_a_written_word_left_whole_loses_its_words(self) -> None:
        system = """\
1 They they PRON 3 nsubj _
2 don't do AUX 3 aux _
3 know know VERB 0 root SpaceAfter=No
4 . . PUNCT 3 punct _
"""
        # Of five and four words three are the same.
        lost = dict.fromkeys(("words", "UPOS", "lemmas", "UAS", "LAS"), 100 * 6 / 9)
        self.check(treebank(system), **lost)

    def test_tags_lemmas_heads_and_relations(self) -> None:
        self.check(treebank(GOLD.replace("AUX", "VERB")), UPOS=80)
        self.check(treebank(GOLD.replace("know know", "know knowing")), lemmas=80)
        self.check(treebank(GOLD.replace("PUNCT 4", "PUNCT 1")), UAS=80, LAS=80)
        self.check(treebank(GOLD.replace("nsubj", "obj")), LAS=80)

    def test_subtypes_and_unknown_lemmas_are_forgiven(self) -> None:
        self.check(treebank(GOLD.replace("nsubj", "nsubj:pass")))
        self.check(treebank(GOLD), GOLD.replace("They they", "They _"))

    def test_offsets_stand_in_for_forms(self) -> None:
        places = ["0|4", None, "5|7", "7|10", "11|15", "15|16"]
        rows = [row.rsplit(" ", 1)[0] for row in GOLD.replace("n't not", "n’t not").splitlines()]
        told = [p and "start_char={}|end_char={}".format(*p.split("|")) for p in places]
        system = "".join(f"{row} {place or '_'}\n" for row, place in zip(rows, told))
        self.check(treebank(system, {"d": "They don't know."}))

    def test_another_text_is_refused(self) -> None:
        with self.assertRaisesRegex(conll18.Fault, "character 4"):
            conll18.score(treebank(GOLD), treebank(GOLD.replace("don't", "wo n't".replace(" ", ""))))


if __name__ == "__main__":
    unittest.main()
