"""Which source goes to which transform: in random order, each to one at a time, in proportion to what is missing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from robustbench_nlp.core.text import Example

SPARE, SPARE_SHARE = 8, 1.1
"""Sources handed out beyond what should be enough, so that few rounds are needed."""


@dataclass
class Cell:
    """One transform in one class: rows wanted, sources tried, and those that gave a row."""

    wanted: int
    tried: set[str] = field(default_factory=set)
    used: int = 0

    @property
    def missing(self) -> int:
        """Rows that are still wanted."""
        return self.wanted - self.used

    @property
    def request(self) -> int:
        """Sources to try for them, judged by how many gave a row so far."""
        if not self.missing:
            return 0
        if not self.tried:
            return self.missing
        rate = max(self.used, 1) / len(self.tried)
        return SPARE + math.ceil(SPARE_SHARE * self.missing / rate)


def deal(sources: Sequence[Example], taken: set[str], cells: Sequence[Cell]) -> list[list[Example]]:
    """For each cell the sources to try next, in the order of `sources`; none is taken, tried before, or dealt twice."""
    requests = [cell.request for cell in cells]
    hands: list[list[Example]] = [[] for _ in cells]
    for source in sources:
        if source.id in taken:
            continue
        open_ = [i for i, cell in enumerate(cells) if len(hands[i]) < requests[i] and source.id not in cell.tried]
        if open_:
            hands[min(open_, key=lambda i: len(hands[i]) / requests[i])].append(source)
    return hands
