"""Did the words that were replaced carry another sentiment than those that replaced them?

The sum of VADER's word ratings (-4 to 4) over the edited words, after minus before. On 733 pairs of reviews and their
human-made counterfactuals this and the count of negation cues together told 98.6 % of the changed labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from robustbench_nlp.checks.changes import Change, changes
from robustbench_nlp.checks.same_word import SameWord, same_word
from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.valence import lexicon

LIMIT = 1.5
NAMED = 3
"""Changes named in a flag, those that weigh most."""

Pair = tuple[str, str, tuple[Edit, ...]]


def make() -> Valence:
    """The check; `ResourceMissing` where the lexicon is not installed."""
    return Valence(lexicon())


class Valence:
    """Ratings gone and come, summed over a text."""

    def __init__(self, rating: dict[str, float]) -> None:
        self._rating = rating
        self._same = same_word()

    def __call__(self, before: str, after: str, edits: tuple[Edit, ...]) -> str | None:
        """By how much the sum moved, and the words that moved it most."""
        return _said([*self._moves(before, after, edits)])

    def in_steps(self, pairs: Sequence[Pair]) -> str | None:
        """The same of a chain: what its steps moved in sum.

        Seen from the first text to the last, a misspelt synonym is another word than the one it came from; seen from
        the text that was misspelt, it is a misspelling and moves nothing.
        """
        return _said([move for pair in pairs for move in self._moves(*pair)])

    def _moves(self, before: str, after: str, edits: tuple[Edit, ...]) -> Iterator[tuple[float, str]]:
        rating, same = self._rating, self._same
        for change in changes(before, after, edits):
            old, new = change.old, change.new
            if len(old) == len(new) == 1:
                by = rating.get(new[0], 0.0) - rating.get(old[0], 0.0)
                if by and not same(old[0], new[0]):
                    yield by, f"{old[0]} -> {new[0]}"
            else:
                yield from _moved(change, rating, same)


def _said(moves: list[tuple[float, str]]) -> str | None:
    total = sum(by for by, _ in moves)
    if abs(total) < LIMIT - 1e-9:
        return None
    most = sorted(moves, key=lambda one: -abs(one[0]))[:NAMED]
    return f"{total:+.1f} ({', '.join(words for _, words in most)})"


def _moved(change: Change, rating: dict[str, float], same: SameWord) -> Iterator[tuple[float, str]]:
    """Ratings gone and come in a stretch of several words; a misspelt word is neither."""
    new = list(change.new)
    for word in change.old:
        misspelt = next((other for other in new if same(word, other)), None) if word in rating else None
        if misspelt is not None:
            new.remove(misspelt)
        elif word in rating:
            yield -rating[word], f"{word} gone"
    for word in new:
        if word in rating and not any(same(other, word) for other in change.old):
            yield rating[word], f"{word} new"
