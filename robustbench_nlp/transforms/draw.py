"""Which of n sites are edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def drawn(sites: list[T], rate: float, random: Callable[[], float]) -> list[T]:
    """`rate` x n of the sites, in order; the fraction of a site is settled by a draw, so the rate holds on average.

    With the same stream a higher rate keeps all sites of a lower one. `sites` is used up.
    """
    n = len(sites)
    wanted = int(rate * n + random())
    if wanted >= n:
        return sites
    chosen = []
    for i in range(wanted):
        j = i + int(random() * (n - i))
        chosen.append(sites[j])
        sites[j] = sites[i]
    chosen.sort()
    return chosen


RATES = (0.1, 0.2, 0.3, 0.5, 1.0)
"""Shares of sites at severity 1 to 5 for transforms that leave words as they are."""
