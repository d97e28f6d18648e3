"""From correctness to estimates: over training seeds where there are several, for the one checkpoint where not.

Correctness has the shape (models, n) on originals and (models, draws, n) on rewritten texts.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.paired_difference import paired_difference
from robustbench_nlp.stats.several_seeds import (
    cluster_interval,
    cluster_test,
    differences,
    training_seed_interval,
    training_seed_test,
)

Clusters = NDArray[np.int_]


def accuracy(right: NDArray[np.bool_], clusters: Clusters) -> Interval:
    """Mean correctness, shape (models, draws, n)."""
    # From -1 for wrong to 1 for right: the range that the intervals are clipped to, and fall back on.
    signed = 2.0 * right.astype(np.float64) - 1.0
    found = cluster_interval(signed[0], clusters) if len(signed) == 1 else training_seed_interval(signed, clusters)
    return replace(found, value=(1 + found.value) / 2, low=(1 + found.low) / 2, high=(1 + found.high) / 2)


def drop(before: NDArray[np.bool_], after: NDArray[np.bool_], clusters: Clusters) -> tuple[Interval, float]:
    """`before`, shape (models, n), minus `after`, shape (models, draws, n), and its p-value."""
    if len(before) == 1:
        found = paired_difference(before[0], after[0], clusters)
        return found.interval, found.p
    d = differences(before[:, None], after)
    return training_seed_interval(d, clusters), training_seed_test(d, clusters)


def gain(first: NDArray[np.bool_], second: NDArray[np.bool_], clusters: Clusters) -> tuple[Interval, float]:
    """What the second arm has right beyond the first on the same texts, both (models, draws, n), and its p-value."""
    if first.shape[:2] == (1, 1):
        found = paired_difference(second[0, 0], first[0], clusters)
        return found.interval, found.p
    d = second.astype(np.float64) - first
    if len(d) == 1:
        return cluster_interval(d[0], clusters), cluster_test(d[0], clusters)
    return training_seed_interval(d, clusters), training_seed_test(d, clusters)
