"""Which words of a text may be mistyped."""

from __future__ import annotations

import re
from collections.abc import Callable

from robustbench_nlp.core.spans import blanked
from robustbench_nlp.language.negation.lexicon import NEGATION_CUES

Find = Callable[[str], tuple[list[str], list[int]]]
"""From a text to its parts, gap and word in turn (gap first and last), and the eligible ones among the words, counted
from 0: word i is part 2 i + 1. The parts are as long as in the text; protected spans in gaps are blanked."""

ASCII_APOSTROPHES = "'`"
APOSTROPHES = ASCII_APOSTROPHES + "’‘´ʼ"
MARKS = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufe0f\ufeff"
"""They continue a word: combining accents, soft hyphens, zero-width characters."""


def finder(*, contracted: bool) -> Find:
    """A function that finds words; with `contracted` also those in n't, but for "won't" and "shan't"."""
    # In ASCII text both patterns find the same, and the first is faster.
    split_ascii = re.compile(_pattern(ASCII_APOSTROPHES, "", contracted), re.ASCII).split
    split = re.compile(_pattern(APOSTROPHES, MARKS, contracted)).split

    def find(text: str) -> tuple[list[str], list[int]]:
        visible = blanked(text)
        parts = split_ascii(visible) if text.isascii() else split(visible)
        return parts, [i for i, word in enumerate(map(str.lower, parts[1::2])) if word not in NEGATION_CUES]

    return find


def _pattern(apostrophes: str, marks: str, contracted: bool) -> str:
    """Four ASCII letters or more, not beginning with two capitals, joined to no letter by an apostrophe or mark and to
    no number by a hyphen.

    `\\b` knows the letters of every script: no part of "naïve" is a word. What stands before the word is looked at
    after its fourth letter, which saves the time on shorter words.
    """
    mark_before = f"(?<![{marks}].{{4}})" if marks else ""
    after = f"(?![{apostrophes}]\\w|[{marks}])" if marks else f"(?![{apostrophes}]\\w)"
    before = rf"(?<![A-Z]{{2}}..)(?<!\w[{apostrophes}].{{4}})(?<!\d-.{{4}}){mark_before}"
    word = rf"\b[A-Za-z]{{4}}{before}[A-Za-z]*\b{after}"
    if not contracted:
        return f"({word})"
    return rf"({word}|\b[A-Za-z]{{2,}}n['’]t\b(?<![Ww]on.t)(?<![Ss]han.t){after})"
