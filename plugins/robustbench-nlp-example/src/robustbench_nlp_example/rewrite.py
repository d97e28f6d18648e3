"""The rule: whole lower-case words of the table, and capitalised ones where a sentence starts."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from robustbench_nlp.core.edits import Edit, apply_edits
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.spans import LINE_BREAK, Protected
from robustbench_nlp.core.transform import Rewrite, Transform, per_text
from robustbench_nlp_example import SpellingParams
from robustbench_nlp_example.pairs import to_uk, to_us

SENTENCE_START = re.compile(r"(?:\A|[.!?]['\"’”)]*\s|\n)[\s'\"‘“(]*\Z")
LOOK_BACK = 12
"""Characters before a word that tell whether a sentence starts with it: two line-break tags."""


def spelling_variant(text: str, rng: Rng, params: SpellingParams) -> Rewrite | None:
    """Exchange spellings; None where the text holds no word of the table that may be touched."""
    pairs = to_uk() if params.direction == "to_uk" else to_us()
    matches = list(_words(params.direction).finditer(text))
    if not matches:
        return None
    protected = Protected(text)
    edits = []
    for match in matches:
        word, (start, end) = match.group(), match.span()
        capital = word[0].isupper()
        if protected.overlaps(start, end) or (capital and not _starts_sentence(text, start)):
            continue
        if rng.chance(params.rate):
            new = pairs[word.lower()]
            edits.append(Edit(start, end, word, new.capitalize() if capital else new, params.direction))
    return Rewrite(apply_edits(text, edits), tuple(edits)) if edits else None


make: Callable[[Any], Transform] = per_text(spelling_variant)


@lru_cache(maxsize=2)
def _words(direction: str) -> re.Pattern[str]:
    words = sorted(to_uk() if direction == "to_uk" else to_us())
    either_case = "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in words)
    return re.compile(rf"(?<!\w)(?:{either_case})(?![\w\u0300-\u036f])")


def _starts_sentence(text: str, start: int) -> bool:
    first = max(0, start - LOOK_BACK)
    before = LINE_BREAK.sub("\n", text[first:start])
    # What lies before the look-back is some other text, so only a text's real beginning may match \A.
    return SENTENCE_START.search(before if first == 0 else f"x{before}") is not None
