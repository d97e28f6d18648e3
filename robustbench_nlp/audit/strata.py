"""Pairs that are alike: right before and after or not, flagged or not, of one label.

A name says how finely: "10" are all pairs right before and wrong after, "10|flag1" those of them that a label check
objected to, "10|flag1|positive" those with that label. Which pairs are in a stratum follows from its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from robustbench_nlp.audit.frame import changed
from robustbench_nlp.core.outcome import Outcome

UNCHANGED = "unchanged"
LEAST = 5
"""Pairs that make a stratum; smaller ones are merged."""


class Cell(NamedTuple):
    """What a changed pair is sorted by."""

    right: str
    flag: str
    label: str

    @property
    def name(self) -> str:
        """Of the finest stratum it can be in."""
        return "|".join(self)


@dataclass(frozen=True)
class Cells:
    """A stratum with its pairs, in the order of the frame."""

    name: str
    pairs: tuple[Outcome, ...]

    @property
    def d(self) -> int:
        """Right before minus right after, the same for all of them."""
        return int(self.name[0]) - int(self.name[1])

    @property
    def right(self) -> str:
        """ "10", "01", "11" or "00"."""
        return self.name[:2]

    @property
    def group(self) -> str:
        """What a budget is divided over: discordant pairs, then by flag where the model stays right."""
        if self.d:
            return "discordant"
        return self.right if self.right == "00" or "|" not in self.name else "|".join(self.name.split("|")[:2])


def cell(pair: Outcome, labels: Sequence[str]) -> Cell:
    """Of a changed pair."""
    return Cell(right(pair), f"flag{int(bool(pair.rewritten.flags))}", labels[pair.label])


def right(pair: Outcome) -> str:
    """ "10": right before and wrong after, and so on."""
    return f"{int(pair.right_before)}{int(pair.right_after)}"


def stratify(pairs: Iterable[Outcome], labels: Sequence[str]) -> list[Cells]:
    """The changed pairs in their finest strata of at least `LEAST` pairs, or as coarse ones as there can be."""
    by_cell: dict[str, list[Outcome]] = defaultdict(list)
    for pair in pairs:
        if changed(pair):
            by_cell[cell(pair, labels).name].append(pair)
    finest = [Cells(name, tuple(by_cell[name])) for name in sorted(by_cell)]
    return coarsened(finest, lambda stratum: len(stratum.pairs) < LEAST)


def coarsened(strata: Iterable[Cells], thin: Callable[[Cells], bool]) -> list[Cells]:
    """Where one is thin, it and its siblings become their parent: over labels first, then over the flag."""
    found = list(strata)
    for depth in (2, 1):
        parents = {_parent(s.name, depth) for s in found if s.name.count("|") >= depth and thin(s)}
        inside: dict[str, list[Cells]] = defaultdict(list)
        for stratum in found:
            parent = _parent(stratum.name, depth)
            inside[parent if parent in parents else stratum.name].append(stratum)
        found = [_together(name, members) for name, members in sorted(inside.items())]
    return found


def _parent(name: str, depth: int) -> str:
    return "|".join(name.split("|", depth)[:depth])


def _together(name: str, members: Sequence[Cells]) -> Cells:
    if len(members) == 1:
        return Cells(name, members[0].pairs)
    pairs = [pair for member in members for pair in member.pairs]
    pairs.sort(key=lambda pair: (pair.rewritten.example_id, pair.rewritten.draw))
    return Cells(name, tuple(pairs))
