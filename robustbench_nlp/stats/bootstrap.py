"""Paired bootstrap over example ids for metrics that have no formula for their interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from robustbench_nlp.core.report import Interval

RESAMPLES = 2000
CELLS_AT_ONCE = 4_000_000

Statistic = Callable[[NDArray[Any], NDArray[np.float64]], NDArray[np.float64]]
"""From distinct rows (u, m) and how often each occurs in each of b samples (b, u) to b values."""


def bootstrap_interval(
    rows: NDArray[Any],
    statistic: Statistic,
    rng: np.random.Generator,
    *,
    clusters: NDArray[np.int_] | None = None,
    resamples: int = RESAMPLES,
    level: float = 0.95,
) -> Interval:
    """Percentile interval of a statistic that depends only on how often each row occurs.

    rows: shape (n, m), all that is known about an example, before and after together: that keeps pairs paired.
    clusters: shape (n,), equal for examples to be resampled together, such as duplicate texts.

    Instead of n indices per resample, the counts of distinct rows are drawn from the multinomial they follow: the
    same distribution exactly, and far cheaper for labels. Raises ValueError for no rows and other shapes.

    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    """
    if rows.ndim != 2 or rows.shape[0] == 0:
        raise ValueError(f"need rows of shape (n, m), n >= 1, got {rows.shape}")
    if clusters is not None and clusters.shape != rows.shape[:1]:
        raise ValueError(f"need one cluster per row: {clusters.shape} for {rows.shape}")
    distinct, row_of = np.unique(rows, axis=0, return_inverse=True)
    row_of = row_of.reshape(-1)
    observed = np.bincount(row_of).astype(np.float64)
    counts, content = _units(row_of, clusters, len(distinct))
    value = float(statistic(distinct, observed[None])[0])
    drawn: list[NDArray[np.float64]] = []
    step = max(1, CELLS_AT_ONCE // max(len(distinct), len(counts)))
    for at in range(0, resamples, step):
        units = rng.multinomial(counts.sum(), counts / counts.sum(), size=min(step, resamples - at))
        drawn.append(statistic(distinct, units.astype(np.float64) if content is None else units @ content))
    tail = (1 - level) / 2
    low, high = np.quantile(np.concatenate(drawn), [tail, 1 - tail])
    return Interval(value, float(low), float(high), level, f"paired bootstrap percentile, {resamples} resamples")


def _units(
    row_of: NDArray[np.int_], clusters: NDArray[np.int_] | None, kinds: int
) -> tuple[NDArray[np.int_], csr_array | None]:
    """How often each kind of unit occurs (w,) and, where a unit holds several examples, its rows (w, kinds)."""
    if clusters is None:
        return np.bincount(row_of), None
    order = np.lexsort((row_of, clusters))
    starts = np.flatnonzero(np.diff(clusters[order])) + 1
    kinds_of_unit = Counter(tuple(unit.tolist()) for unit in np.split(row_of[order], starts))
    members = np.concatenate([np.array(unit) for unit in kinds_of_unit])
    ends = np.cumsum([0, *(len(unit) for unit in kinds_of_unit)])
    content = csr_array((np.ones(len(members)), members, ends), shape=(len(kinds_of_unit), kinds))
    return np.array(list(kinds_of_unit.values())), content
