"""Draws single spaces between words and puts other white space there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.spans import blanked
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite
from robustbench_nlp.transforms.draw import drawn
from robustbench_nlp.transforms.whitespace.params import WhitespaceParams

BECOMES = {"double": ("  ",), "tab": ("\t",), "newline": ("\n",), "mixed": ("  ", "   ", "\t", "\n")}


class Whitespace:
    """Replaces spaces; those beside or inside markup and other protected spans stay."""

    def __init__(self, rate: float, becomes: tuple[str, ...]) -> None:
        self._rate = rate
        self._becomes = becomes

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterator[Rewrite | None]:
        """One result per text, in order; None where nothing changes."""
        for text, rng in zip(texts, rngs, strict=True):
            yield self._rewrite(text.text, rng)

    def _rewrite(self, text: str, rng: Rng) -> Rewrite | None:
        parts = blanked(text).split(" ")
        # The i-th space stands before part i; empty parts tell of several spaces, or of a blanked span.
        gaps = list(range(1, len(parts)))
        if "" in parts:
            gaps = [i for i in gaps if parts[i] and parts[i - 1]]
        if not gaps:
            return None
        random, becomes, choices = rng.random, self._becomes, len(self._becomes)
        edits = []
        pieces: list[str] = []
        end = after = 0
        for i in drawn(gaps, self._rate, random):
            start = end + len(" ".join(parts[after:i]))
            after = i
            new = becomes[int(random() * choices)]
            pieces += (text[end:start], new)
            end = start + 1
            edits.append(Edit(start, end, " ", new, "space"))
        if not edits:
            return None
        pieces.append(text[end:])
        return Rewrite("".join(pieces), tuple(edits))


def make(params: WhitespaceParams) -> Whitespace:
    """The transform for these params."""
    return Whitespace(params.rate, BECOMES[params.mode])
