"""Draws marks at the ends of words and leaves them out or repeats them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.spans import blanked
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite
from robustbench_nlp.transforms.draw import drawn
from robustbench_nlp.transforms.punctuation.params import PunctuationParams

# The mark first and what stands before it afterwards: a search for a few characters is several times faster.
ABBREVIATIONS = "Mr Mrs Ms Dr St Jr Sr Prof Rev Gen Lt Sgt Capt vs etc Vol".split()
MARK = re.compile(
    r"[.,;:!?](?=\s|\Z)(?:(?<=\w\w[.:])|(?<=\w[,;!?]))" + "".join(rf"(?<!\b{word}\.)" for word in ABBREVIATIONS)
)
"""One mark behind a word and before white space: not in 7.5, e.g., Mr., :) or "..."; a single letter keeps its stop."""
LAST = re.compile(r"(?<=\w\w)(?P<stop>\.?)\s*\Z")
NOTHING = re.compile(r"(?:\s|<[A-Za-z/!][^<>]{0,200}>)*\Z")
"""White space and markup. An address or a hashtag at the end is blanked too, and is no end of a sentence."""


class Punctuation:
    """Leaves a mark out or repeats it, as `mode` has it."""

    def __init__(self, rate: float, mode: str) -> None:
        self._rate = rate
        self._mode = mode

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterator[Rewrite | None]:
        """One result per text, in order; None where nothing changes."""
        one = self._final if self._mode == "final" else self._marks
        for text, rng in zip(texts, rngs, strict=True):
            yield one(text.text, rng)

    def _marks(self, text: str, rng: Rng) -> Rewrite | None:
        # Markup is a word's neighbour like any other: "good.<br />" ends a sentence too.
        sites = [match.start() for match in MARK.finditer(blanked(text))]
        if not sites:
            return None
        random = rng.random
        edits = []
        pieces: list[str] = []
        end = 0
        for at in drawn(sites, self._rate, random):
            mark = text[at]
            strip = self._mode == "strip" or (self._mode == "mixed" and random() < 0.5)
            new = "" if strip else mark * (2 + int(random() * 2))
            pieces += (text[end:at], new)
            end = at + 1
            edits.append(Edit(at, end, mark, new, "strip" if strip else "repeat"))
        if not edits:
            return None
        pieces.append(text[end:])
        return Rewrite("".join(pieces), tuple(edits))

    def _final(self, text: str, rng: Rng) -> Rewrite | None:
        last = LAST.search(blanked(text)[-200:])
        if last is None or rng.random() >= self._rate:
            return None
        before = max(0, len(text) - 200)
        at, stop = before + last.start("stop"), last["stop"]
        if not NOTHING.match(text, at + len(stop)):
            return None
        edit = Edit(at, at + len(stop), stop, "" if stop else ".", "final")
        return Rewrite(text[:at] + edit.new + text[edit.end :], (edit,))


def make(params: PunctuationParams) -> Punctuation:
    """The transform for these params."""
    return Punctuation(params.rate, params.mode)
