"""A few real rows per transform, cut to the neighbourhood of their edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.outcome import Rewritten, Status

CONTEXT = 60
"""Characters shown on each side of an edit."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text: kept as it is, or replaced."""

    old: str
    new: str | None = None
    rule: str = ""


def pieces(text: str, edits: Sequence[Edit]) -> Iterator[Piece]:
    """The text cut into what is kept and what is edited; long kept stretches are shortened to their ends."""
    at = 0
    for i, edit in enumerate(edits):
        yield from _kept(text[at : edit.start], first=i == 0, last=False)
        yield Piece(edit.old, edit.new, edit.rule)
        at = edit.end
    yield from _kept(text[at:], first=not edits, last=True)


def _kept(text: str, *, first: bool, last: bool) -> Iterator[Piece]:
    longest = CONTEXT * (1 if first or last else 2)
    if len(text) <= longest + 10:
        shown = text
    elif first:
        shown = "…" + text[-CONTEXT:]
    elif last:
        shown = text[:CONTEXT] + "…"
    else:
        shown = text[:CONTEXT] + " … " + text[-CONTEXT:]
    if shown:
        yield Piece(shown)


def choose(rewritten: Sequence[Rewritten], rows: int) -> list[Rewritten]:
    """The first changed rows; failed ones come first, because they are what a look is for."""
    failed = [row for row in rewritten if row.status is Status.FAILED]
    changed = [row for row in rewritten if row.status is Status.CHANGED]
    return (failed[:1] + changed)[:rows]
