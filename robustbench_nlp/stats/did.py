"""Difference in differences: did the second model lose less than the first on the same examples?"""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.clustered_mean import clustered_mean
from robustbench_nlp.stats.several_seeds import cluster_test, differences, training_seed_interval, training_seed_test


def difference_in_differences(
    before_first: NDArray[np.bool_],
    after_first: NDArray[np.bool_],
    before_second: NDArray[np.bool_],
    after_second: NDArray[np.bool_],
    *,
    clusters: NDArray[np.int_] | None = None,
    level: float = 0.95,
) -> Interval:
    """Drop of the first model minus drop of the second, in [-2, 2]; positive means that the second is more robust.

    before_*: correctness, shape (n,); after_*: shape (n,) or (draws, n). clusters: shape (n,), as in `clustered_mean`.
    The interval is paired: mean over examples of `(a0 - b0) - (a1 - b1)` +- z s / sqrt(n). The intervals of the two
    drops cannot replace it: they may overlap where this one excludes zero. It speaks of these two checkpoints only.
    """
    first = np.atleast_2d(differences(before_first, after_first)).mean(axis=0)
    second = np.atleast_2d(differences(before_second, after_second)).mean(axis=0)
    estimate = replace(clustered_mean(first - second, clusters), df=inf)
    return estimate.interval(level, "paired z over examples", bound=2.0)


def recipe_difference_in_differences(
    before_first: NDArray[np.bool_],
    after_first: NDArray[np.bool_],
    before_second: NDArray[np.bool_],
    after_second: NDArray[np.bool_],
    *,
    clusters: NDArray[np.int_] | None = None,
    level: float = 0.95,
) -> tuple[Interval, float]:
    """The same of two recipes, each trained with the same number of seeds, and its p-value.

    before_*: shape (models, n); after_*: shape (models, draws, n). With two models or more the variance over training
    seeds takes part (`training_seed_interval`), so that the claim is about the recipes; with one it is the paired
    interval of these two checkpoints. Model r of one recipe may share a seed with model r of the other or not: the
    variance of their difference counts what is left of both. Raises ValueError for another number of models.
    """
    if len({len(part) for part in (before_first, after_first, before_second, after_second)}) != 1:
        raise ValueError(f"as many models of one recipe as of the other, got {len(before_first)}, {len(before_second)}")
    if len(before_first) == 1:
        interval = difference_in_differences(
            before_first[0], after_first[0], before_second[0], after_second[0], clusters=clusters, level=level
        )
        d = differences(before_first[0], after_first[0]) - differences(before_second[0], after_second[0])
        return interval, cluster_test(d, clusters)
    first = differences(before_first[:, None], after_first)
    d = first - differences(before_second[:, None], after_second)
    return training_seed_interval(d, clusters, level, bound=2.0), training_seed_test(d, clusters)
