"""Limits of the flip rate from a stratified audit, for a gate that must not err more often than it says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from math import ceil, floor, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betaincinv, betaln, logsumexp, xlog1py, xlogy

from robustbench_nlp.stats.quantiles import check_level

POINTS, PAIRINGS = 1000, 20
"""Quantiles of each stratum, and how often they are combined anew: another seed moves no limit by more than a hundredth
of itself."""
Values = NDArray[np.float64]


class Limits(NamedTuple):
    """Of the pairs in the strata, at most the share `high` is flipped and at least the share `low`."""

    low: float
    high: float


def melded_limits(
    weights: Sequence[float],
    flips: Sequence[int],
    audited: Sequence[int],
    rng: np.random.Generator,
    level: float = 0.95,
) -> Limits:
    """Limits of `sum weight_h p_h`, each at the one-sided level; with one stratum, Clopper and Pearson's.

    The distribution behind Clopper and Pearson's upper limit is Beta(k + 1, m - k), that behind the lower one
    Beta(k, m - k + 1): the limits are quantiles of the weighted sums of draws from them. Draws are spread evenly over
    each stratum's quantiles and combined at random, so that more labels that were kept never raise a limit.

    Source: Fay, Proschan and Brittain (2015), Biometrics 71, 146-156 (melding).
    """
    check_level(level)
    k, m = _counts(weights, flips, audited)
    even = ((np.arange(POINTS) + 0.5) / POINTS)[:, None]
    # A distribution without flips below it, or without kept texts above it, sits at the end of the scale.
    upper = np.where(k < m, betaincinv(k + 1, np.maximum(m - k, 1), even), 1.0)
    lower = np.where(k > 0, betaincinv(np.maximum(k, 1), m - k + 1, even), 0.0)
    share = np.asarray(weights, dtype=np.float64)
    sums = np.zeros((2, PAIRINGS, POINTS))
    for stratum, weight in enumerate(share):
        drawn = rng.permuted(np.tile(np.arange(POINTS), (PAIRINGS, 1)), axis=1)
        sums += weight * np.stack([lower[drawn, stratum], upper[drawn, stratum]])
    low, high = np.sort(sums.reshape(2, -1), axis=1)
    # The next point outwards, never one between.
    below, above = max(floor((1 - level) * POINTS - 0.5), 0), min(ceil(level * POINTS - 0.5), POINTS - 1)
    return Limits(float(low[(below + 1) * PAIRINGS - 1]), float(high[above * PAIRINGS]))


def sequential_limits(
    weights: Sequence[float],
    flips: Sequence[int],
    audited: Sequence[int],
    groups: Sequence[Hashable] = (),
    level: float = 0.95,
) -> Limits:
    """Limits of `sum weight_h p_h` that hold at every look together.

    With one stratum, after k flips in t texts, those p with
    `betaln(k + 1/2, t - k + 1/2) - betaln(1/2, 1/2) - k ln p - (t - k) ln(1 - p) < ln(1 / (1 - level))`.
    The ratio of any mixture of rates to the likelihood of the true ones is a martingale, whatever order the texts are
    read in: the rates for which it stays below 1 / (1 - level) leave out the truth at any look with a chance of at most
    1 - level. The limits are the extremes of the sum over that set. The mixture is Beta(1/2, 1/2), in equal parts for
    one rate that all strata share, one for each of the `groups`, and one for each stratum: the more alike strata are,
    the less their number costs.

    Source: Robbins (1970), Annals of Mathematical Statistics 41, 1397-1409.
    """
    check_level(level)
    k, m = _counts(weights, flips, audited)
    share = np.asarray(weights, dtype=np.float64)
    partitions = ([0] * len(k), groups or [0] * len(k), range(len(k)))
    mixture = float(logsumexp([_mixture(k, m, partition) for partition in partitions])) - log(len(partitions))

    def evidence(p: Values) -> float:
        return mixture - float((xlogy(k, p) + xlog1py(m - k, -p)).sum()) + log(1 - level)

    low = _extreme(lambda slope: _stationary(k, m, -slope * share), evidence)
    # Mirrored: the most that can be flipped is what is left of the least that must be kept.
    high = _extreme(lambda slope: 1 - _stationary(m - k, m, -slope * share), evidence)
    return Limits(float(share @ low), float(share @ high))


def _mixture(k: Values, m: Values, partition: Sequence[Hashable]) -> float:
    """Log-likelihood of all answers where strata of a part share a rate from Beta(1/2, 1/2)."""
    total = 0.0
    for part in dict.fromkeys(partition):
        inside = [at for at, other in enumerate(partition) if other == part]
        flips, texts = k[inside].sum(), m[inside].sum()
        total += float(betaln(flips + 0.5, texts - flips + 0.5) - betaln(0.5, 0.5))
    return total


def _extreme(rates: Callable[[float], Values], evidence: Callable[[Values], float]) -> Values:
    """The rates furthest from those observed (slope 0) that the evidence does not speak against."""
    steepest = 60.0
    if evidence(rates(np.exp(steepest))) <= 0:
        return rates(np.exp(steepest))
    return rates(float(np.exp(brentq(lambda slope: evidence(rates(np.exp(slope))), -steepest, steepest, xtol=1e-12))))


def _stationary(k: Values, m: Values, slope: Values) -> Values:
    """Where the log-likelihood's fall per unit of rate is `slope` (negative): p with m p - k = slope p (1 - p)."""
    fall = -slope
    # The root of fall p^2 - (m + fall) p + k = 0 in [0, 1], in the form that loses no digits where `fall` is large.
    return np.asarray(2 * k / (m + fall + np.sqrt((m + fall) ** 2 - 4 * fall * k)), dtype=np.float64)


def _counts(weights: Sequence[float], flips: Sequence[int], audited: Sequence[int]) -> tuple[Values, Values]:
    k, m = np.asarray(flips, dtype=np.float64), np.asarray(audited, dtype=np.float64)
    if not len(weights) == len(k) == len(m) > 0 or (k < 0).any() or (k > m).any() or (m < 1).any():
        raise ValueError(f"need 0 <= flips <= audited and audited >= 1 per stratum, got {list(flips)}, {list(audited)}")
    return k, m
