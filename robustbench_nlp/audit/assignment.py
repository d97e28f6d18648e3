"""Who reads what: fair shares, second readings where they matter most, and never two versions of one text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from math import ceil

from robustbench_nlp.audit.strata import Cells
from robustbench_nlp.core.outcome import Outcome
from robustbench_nlp.core.rng import Rng

TWICE_SHARE, TWICE_LEAST = 0.3, 40
"""Of the rewritten texts, at least, are read by two."""


@dataclass
class Reader:
    """An annotator while the texts are given out.

    rewritten  originals of which a rewritten version is read
    originals  originals that are read as they are, or turned into a known flip
    """

    name: str
    rewritten: set[str] = field(default_factory=set)
    originals: set[str] = field(default_factory=set)
    load: int = 0

    def may_rewritten(self, pair: Outcome) -> bool:
        """Has this reader not seen the original?"""
        return pair.before not in self.originals

    def may_original(self, text: str) -> bool:
        """Has this reader seen no version of it?"""
        return text not in self.originals and text not in self.rewritten


@dataclass(frozen=True)
class Drawn:
    """A pair of the sample and its stratum."""

    stratum: str
    d: int
    pair: Outcome


def draw(stratum: Cells, count: int, taken: Collection[int], readers: Sequence[Reader], rng: Rng) -> list[Drawn]:
    """So many pairs at random, of those that somebody may read and whose `id` is not taken."""
    able = [p for p in stratum.pairs if id(p) not in taken and any(reader.may_rewritten(p) for reader in readers)]
    return [Drawn(stratum.name, stratum.d, pair) for pair in rng.sample(able, count)]


def read_twice(drawn: Sequence[Drawn], rng: Rng) -> set[int]:
    """Which of the sample get two readers: all whose answer changed, and others until there are enough."""
    chosen = {i for i, one in enumerate(drawn) if one.d}
    enough = min(len(drawn), max(TWICE_LEAST, ceil(TWICE_SHARE * len(drawn))))
    others = rng.shuffled([i for i in range(len(drawn)) if i not in chosen])
    return chosen | set(others[: max(0, enough - len(chosen))])


def assign(drawn: Sequence[Drawn], readers: Sequence[Reader], rng: Rng) -> list[tuple[str, ...]]:
    """The annotators of each drawn pair; whoever has least to read is asked first."""
    twice = read_twice(drawn, rng) if len(readers) > 1 else set()
    found: list[tuple[str, ...]] = [()] * len(drawn)
    for i in rng.shuffled(range(len(drawn))):
        pair = drawn[i].pair
        # Another rewriting of the same text, where there are several draws, is better read by somebody else.
        able = sorted(
            (reader for reader in rng.shuffled(readers) if reader.may_rewritten(pair)),
            key=lambda reader: (pair.before in reader.rewritten, reader.load),
        )
        chosen = able[: 2 if i in twice else 1]
        for reader in chosen:
            reader.rewritten.add(pair.before)
            reader.load += 1
        found[i] = tuple(sorted(reader.name for reader in chosen))
    return found
