"""Texts whose label is known, mixed into every sheet: they show how often an annotator, or the data, errs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from robustbench_nlp.audit.allocation import shared_out
from robustbench_nlp.audit.assignment import Drawn, Reader
from robustbench_nlp.core.outcome import Outcome
from robustbench_nlp.core.rng import Rng

FEWEST = 10
"""Of each kind: with fewer, a single slip would fail an annotator."""


class Placed(NamedTuple):
    """A pair and its stratum's name."""

    stratum: str
    pair: Outcome


def counts(rewritten: int) -> tuple[int, int]:
    """How many untouched texts and known flips: a quarter and a twelfth of the sheet that they make with the rest."""
    return max(FEWEST, round(rewritten * 3 / 8)), max(FEWEST, round(rewritten / 8))


def draw_originals(
    reader: Reader, mine: Sequence[Drawn], frame: Sequence[Placed], used: set[str], rng: Rng
) -> list[Placed]:
    """Untouched texts for one annotator, from the strata and labels of the rewritten ones that are `mine` to read.

    used  originals that serve another annotator, taken only where there are no others; those drawn are added

    Where a stratum has none left, as the small ones that are read as a whole, another of the same label gives them.
    """
    wanted = Counter((one.stratum, one.pair.label) for one in mine)
    origins = sorted(wanted)
    pool = rng.shuffled([placed for placed in frame if is_readable(placed.pair.before)])
    pool.sort(key=lambda placed: placed.pair.before in used)
    found: list[Placed] = []
    missing: Counter[int] = Counter()
    quotas = shared_out(counts(len(mine))[0], [wanted[origin] for origin in origins])
    for origin, quota in zip(origins, quotas, strict=True):
        got = _take(reader, (p for p in pool if (p.stratum, p.pair.label) == origin), quota)
        found += got
        missing[origin[1]] += quota - len(got)
    for label, quota in sorted(missing.items()):
        found += _take(reader, (placed for placed in pool if placed.pair.label == label), quota)
    used.update(placed.pair.before for placed in found)
    return found


def _take(reader: Reader, pool: Iterable[Placed], count: int) -> list[Placed]:
    found: list[Placed] = []
    for placed in pool:
        if len(found) == count:
            break
        if reader.may_original(placed.pair.before):
            reader.originals.add(placed.pair.before)
            found.append(placed)
    return found


def is_readable(text: str) -> bool:
    """Can it stand in a file and be read? Lone surrogates cannot."""
    return bool(text.strip()) and not any("\ud800" <= character <= "\udfff" for character in text)
