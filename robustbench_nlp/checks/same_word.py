"""Is a word that took another's place only a misspelling of it?"""

from __future__ import annotations

from collections.abc import Callable

LONG = 8
"""Letters from which on two errors in a word leave it recognisable; one in shorter words."""

SameWord = Callable[[str, str], bool]


def same_word(*, errors_in_long: int = 2) -> SameWord:
    """`same(old, new)`: at most one letter left out, added, exchanged or swapped with the next (two in long words)."""
    from rapidfuzz.distance import OSA

    distance = OSA.distance

    def same(old: str, new: str) -> bool:
        errors = errors_in_long if len(old) >= LONG else 1
        return distance(old, new, score_cutoff=errors) <= errors

    return same
