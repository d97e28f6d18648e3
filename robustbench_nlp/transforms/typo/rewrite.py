"""Draws words of a text and mistypes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite
from robustbench_nlp.transforms.typo.mistype import Mistype
from robustbench_nlp.transforms.typo.motor import motor
from robustbench_nlp.transforms.typo.params import TypoParams
from robustbench_nlp.transforms.typo.sites import Find, beside_a_reading, finder
from robustbench_nlp.transforms.typo.spelling import spelling


class Typo:
    """One error in each of `rate` x eligible words, drawn without replacement.

    The fraction of a word is settled by a draw, so that short texts get the rate on average. A word in which every try
    gives a real word, or that decides how a cue beside it is read, is passed over, and the next one drawn takes its
    place. Words are drawn and mistyped one after the other, so that with the same stream a higher rate keeps all edits
    of a lower one and adds to them.
    """

    def __init__(self, rate: float, find: Find, mistype: Mistype) -> None:
        self._rate = rate
        self._find = find
        self._mistype = mistype

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterator[Rewrite | None]:
        """One result per text, in order; None where no word is mistyped."""
        for text, rng in zip(texts, rngs, strict=True):
            yield self._rewrite(text.text, rng)

    def _rewrite(self, text: str, rng: Rng) -> Rewrite | None:
        parts, eligible = self._find(text)
        left = len(eligible)
        if not left:
            return None
        random = rng.random
        wanted = int(self._rate * left + random())
        mistyped: list[tuple[int, str, str]] = []
        while left and len(mistyped) < wanted:
            drawn = int(random() * left)
            left -= 1
            at = 2 * eligible[drawn] + 1
            eligible[drawn] = eligible[left]
            found = None if beside_a_reading(parts, at) else self._mistype(parts[at], random)
            if found:
                mistyped.append((at, *found))
        if not mistyped:
            return None
        mistyped.sort()
        return _rewritten(text, parts, mistyped)


def _rewritten(text: str, parts: list[str], mistyped: list[tuple[int, str, str]]) -> Rewrite:
    edits: list[Edit] = []
    pieces: list[str] = []
    end = after = 0
    for at, new, rule in mistyped:
        gap = end
        start = gap + sum(map(len, parts[after:at]))
        old = parts[at]
        end = start + len(old)
        after = at + 1
        pieces += (text[gap:start], new)
        edits.append(Edit(start, end, old, new, rule))
    pieces.append(text[end:])
    return Rewrite("".join(pieces), tuple(edits))


def make(params: TypoParams) -> Typo:
    """The transform for these params."""
    by_ear = params.mode == "spelling"
    return Typo(params.rate, finder(contracted=by_ear), spelling() if by_ear else motor(params.layout))
