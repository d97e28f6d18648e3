"""Did the text become much shorter or longer?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from robustbench_nlp.core.edits import Edit

SHORTEST, LONGEST = 0.8, 1.25
"""Length after by length before, in characters. What leaves out or adds more than that has not only reworded."""


def make() -> Callable[[str, str, Sequence[Edit]], str | None]:
    """The check."""
    return check


def check(before: str, after: str, edits: Sequence[Edit]) -> str | None:
    """How many times as long the text is, where that is far from 1."""
    old, new = len(before), len(after)
    if SHORTEST * old <= new <= LONGEST * old:
        return None
    return f"{new / old:.2f} times as long" if old else "there was no text"
