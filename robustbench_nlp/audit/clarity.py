"""How surely turned-round words turn round a whole text: by what the frame's own texts and labels say about words.

A word's evidence is the logarithm of how much more often it is found in texts of one label than in those of the other
(as in naive Bayes). No model takes part, least of all the one that is being tested.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from math import log

from robustbench_nlp.core.outcome import Outcome, Rewritten

WORD = re.compile(r"\w+")


class Evidence:
    """What the words of labelled texts say, for tasks of two labels."""

    def __init__(self, pairs: Iterable[Outcome]) -> None:
        self._texts = Counter[int]()
        self._with: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        for text, label in {pair.before: pair.label for pair in pairs}.items():
            self._texts[label] += 1
            self._with[label].update(_words(text))

    def clarity(self, row: Rewritten, before: str, label: int) -> float:
        """Evidence for the old label that the edits took out, per word of the text; long texts keep too much of it."""
        taken = sum(self._of(word, label) for edit in row.edits for word in _words(edit.old))
        return taken / max(1, len(before.split()))

    def _of(self, word: str, label: int) -> float:
        return log(self._share(word, label) / self._share(word, 1 - label))

    def _share(self, word: str, label: int) -> float:
        return (self._with[label][word] + 1) / (self._texts[label] + 2)


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.lower()))
