"""Difference in differences: did the second model lose less than the first on the same examples?"""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.clustered_mean import clustered_mean
from robustbench_nlp.stats.several_seeds import differences


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
