"""A place that the closed lists leave open."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.parse.word import Sentence
from robustbench_nlp.transforms.contraction.forms import Match

Settle = Callable[[Match, Sentence, int], "Edit | None"]
"""From a short form, its sentence and where that starts in the text to the edit; None where the form must stay."""


class Undecided(NamedTuple):
    """A short form whose long form, if it has one, takes a parse to tell."""

    start: int
    end: int
    match: Match
    settle: Settle
    parsed: bool
    """Does `settle` need dependencies, or only tags?"""


def index_after(match: Match, sentence: Sentence, start: int) -> int:
    """Index of the first word behind the short form; the sentence starts at `start` in the text of the match."""
    end = match.end() - start
    return next((i for i, word in enumerate(sentence) if word.start >= end), len(sentence))
