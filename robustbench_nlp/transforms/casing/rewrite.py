"""Draws words and puts them into another case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.spans import blanked
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite
from robustbench_nlp.transforms.casing.params import CasingParams
from robustbench_nlp.transforms.draw import drawn

Random = Callable[[], float]
FIRST_LETTER = re.compile(r"(?<!\S)((?:(?!\s)[\W\d_])*)([^\W\d_])")
"""Behind each white space: between two spaces there may be a line end, and so two words."""


class Casing:
    """Words are what spaces separate; markup, addresses, code, mentions and hashtags are not looked at."""

    def __init__(self, rate: float, recase: Callable[[str, Random], str]) -> None:
        self._rate = rate
        self._recase = recase

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterator[Rewrite | None]:
        """One result per text, in order; None where nothing changes."""
        for text, rng in zip(texts, rngs, strict=True):
            yield self._rewrite(text.text, rng)

    def _rewrite(self, text: str, rng: Rng) -> Rewrite | None:
        parts = blanked(text).split(" ")
        # Empty parts tell of several spaces, or of a blanked span.
        words = [i for i, part in enumerate(parts) if part] if "" in parts else list(range(len(parts)))
        if not words:
            return None
        recase, random = self._recase, rng.random
        edits = []
        pieces: list[str] = []
        end = at = after = 0
        for i in drawn(words, self._rate, random):
            old = parts[i]
            # The length of all parts in between, and a space for each of them.
            at += len(" ".join(parts[after:i])) + (i > after)
            after = i
            new = recase(old, random)
            if old == new or not (old.isascii() or _same_letters(old, new)):
                continue
            pieces += (text[end:at], new)
            end = at + len(old)
            edits.append(Edit(at, end, old, new, "case"))
        if not edits:
            return None
        pieces.append(text[end:])
        return Rewrite("".join(pieces), tuple(edits))


def _upper(word: str, random: Random) -> str:
    return word.upper()


def _lower(word: str, random: Random) -> str:
    return word.lower()


def _title(word: str, random: Random) -> str:
    """First letter up, the others down; unlike with `str.title`, "isn't" stays one word."""
    return FIRST_LETTER.sub(lambda match: match[1] + match[2].upper(), word.lower())


def _random_case(word: str, random: Random) -> str:
    recased = "".join(char.swapcase() if random() < 0.5 else char for char in word)
    return recased if recased != word else word.swapcase()


def _same_letters(old: str, new: str) -> bool:
    # "ß" has no capital of its own length, and the dotless "ı" comes back as "i": such words are left alone.
    return len(old) == len(new) and old.casefold() == new.casefold()


def make(params: CasingParams) -> Casing:
    """The transform for these params."""
    modes = {"lower": _lower, "upper": _upper, "title": _title, "random": _random_case}
    return Casing(params.rate, modes[params.mode])
