"""How many texts of each stratum are read.

Nearly all pairs on which the model's answer changed, since the drop is made of them; enough of the rest to see how
often labels are lost there; what is left goes where labels are most in doubt (Neyman's allocation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from robustbench_nlp.audit.strata import LEAST, Cells, coarsened
from robustbench_nlp.errors import UsageError

DISCORDANT_SHARE = 0.7
"""Of the budget, at most, for pairs on which the model's answer changed."""
AIMS = {"11|flag1": 20, "11|flag0": 20, "11": 20, "00": 10}
"""Texts of the other groups, where the budget allows."""
FEWEST = 2
"""Texts of a stratum: with fewer its variance cannot be estimated."""
DOUBT = {"flag1": 0.5, "flag0": 0.05}
"""How likely a label was lost, for Neyman's allocation only: a flag is an even bet, no flag is rarely wrong."""


@dataclass(frozen=True)
class Share:
    """A stratum and how many of its pairs are read."""

    stratum: Cells
    audited: int


def divide(strata: Sequence[Cells], budget: int) -> list[Share]:
    """Give every stratum its share of the budget; those that would get too little to say anything are merged.

    `UsageError` where the budget cannot even give every stratum two texts: nobody may take them for kept unseen.
    """
    shares = _divided(strata, budget)
    thin = {share.stratum.name for share in shares if share.audited < min(LEAST, len(share.stratum.pairs))}
    merged = coarsened(strata, lambda stratum: stratum.name in thin)
    if {stratum.name for stratum in merged} != {stratum.name for stratum in strata}:
        return divide(merged, budget)
    needed = sum(share.audited for share in shares)
    if needed > budget:
        raise UsageError(f"--budget {budget} is too small for {len(shares)} strata", f"give at least {needed}")
    return shares


def _divided(strata: Sequence[Cells], budget: int) -> list[Share]:
    sizes = [len(stratum.pairs) for stratum in strata]
    audited = [min(FEWEST, size) for size in sizes]
    discordant = [i for i, stratum in enumerate(strata) if stratum.d]
    share = int(budget * DISCORDANT_SHARE) - sum(audited[i] for i in discordant)
    _add(audited, sizes, discordant, max(0, min(share, budget - sum(audited))))
    groups = {s.group: [i for i, other in enumerate(strata) if other.group == s.group] for s in strata if not s.d}
    aims = {g: max(0, min(AIMS[g], sum(sizes[i] for i in m)) - sum(audited[i] for i in m)) for g, m in groups.items()}
    left = max(0, budget - sum(audited))
    for group, texts in zip(groups, shared_out(min(left, sum(aims.values())), list(aims.values())), strict=True):
        _add(audited, sizes, groups[group], texts)
    room = [size - done for size, done in zip(sizes, audited, strict=True)]
    neyman = [len(stratum.pairs) * _spread(stratum) for stratum in strata]
    more = shared_out(max(0, budget - sum(audited)), neyman, room)
    return [Share(stratum, done + extra) for stratum, done, extra in zip(strata, audited, more, strict=True)]


def _add(audited: list[int], sizes: Sequence[int], to: Sequence[int], texts: int) -> None:
    """So that in the end they are read in proportion to their sizes, as far as can be."""
    rate = (texts + sum(audited[i] for i in to)) / max(1, sum(sizes[i] for i in to))
    missing = [max(0.0, rate * sizes[i] - audited[i]) for i in to]
    for i, extra in zip(to, shared_out(texts, missing, [sizes[i] - audited[i] for i in to]), strict=True):
        audited[i] += extra


def _spread(stratum: Cells) -> float:
    """Standard deviation of "label lost" as the flag lets expect it."""
    doubt = next((p for flag, p in DOUBT.items() if f"|{flag}" in stratum.name), DOUBT["flag0"])
    return sqrt(doubt * (1 - doubt))


def shared_out(total: int, weights: Sequence[float], room: Sequence[int] | None = None) -> list[int]:
    """`total` in whole parts in proportion to the weights, none above its room; what fits nowhere is left over."""
    parts = [0] * len(weights)
    limits = [total] * len(weights) if room is None else list(room)
    open_ = [i for i, weight in enumerate(weights) if weight > 0 and limits[i] > 0]
    while total > 0 and open_:
        whole = sum(weights[i] for i in open_)
        exact = {i: total * weights[i] / whole for i in open_}
        full = [i for i in open_ if parts[i] + exact[i] >= limits[i]]
        for i in full:
            total -= limits[i] - parts[i]
            parts[i] = limits[i]
        open_ = [i for i in open_ if i not in full]
        if full:
            continue
        for i in open_:
            parts[i] += int(exact[i])
        rest = total - sum(int(exact[i]) for i in open_)
        for i in sorted(open_, key=lambda i: (int(exact[i]) - exact[i], i))[:rest]:
            parts[i] += 1
        break
    return parts
