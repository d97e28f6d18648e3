"""One accuracy minus another on the same examples: the interval, test and verdict that fit one model's answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.drop_interval import equivalent, hull, tango
from robustbench_nlp.stats.paired import PairCounts, mcnemar_exact
from robustbench_nlp.stats.several_seeds import cluster_interval, cluster_test, differences

FEW = 10
"""Below so many texts that changed sides, the t interval alone covers a drop too rarely (.92 of 95 % claimed)."""


@dataclass(frozen=True)
class PairedDifference:
    """First accuracy minus second.

    p           two-sided, by `test`
    equivalent  True where the 90 % interval lies within +-1 point
    """

    interval: Interval
    p: float
    test: str
    equivalent: bool


def paired_difference(
    first: NDArray[np.bool_], second: NDArray[np.bool_], clusters: NDArray[np.int_]
) -> PairedDifference:
    """Compare correctness, shape (n,) and (draws, n); clusters, shape (n,), are equal where texts are.

    One draw: Tango's interval and the exact McNemar test. Several: t over examples, held together with Tango's interval
    for their mean where fewer than ten distinct texts changed sides. Raises ValueError for other shapes.
    """
    counts = PairCounts.from_correct(first, second)
    d = differences(first, second)
    one_draw, texts = len(second) == 1, len(np.unique(clusters))
    if one_draw and texts == len(first):
        narrow = tango(counts.n10, counts.n01, counts.n, 0.90)
        p = mcnemar_exact(counts.n10, counts.n01)
        return PairedDifference(tango(counts.n10, counts.n01, counts.n), p, "exact McNemar", equivalent(narrow))
    narrow, wide = cluster_interval(d, clusters, 0.90), cluster_interval(d, clusters)
    p, test = cluster_test(d, clusters), "t-test over examples"
    # Equal texts are no independent evidence, which the exact methods do not know; and where hardly anything changes
    # sides a t interval is far too narrow, which they are made for. Both have to agree.
    if one_draw:
        narrow = hull(narrow, tango(counts.n10, counts.n01, counts.n, 0.90))
        wide = hull(wide, tango(counts.n10, counts.n01, counts.n))
        p, test = max(p, mcnemar_exact(counts.n10, counts.n01)), "exact McNemar and t-test over distinct texts"
    elif len(np.unique(clusters[d.any(axis=0)])) < FEW:
        # Of the pairs there are as many as draws, of the examples maybe several to a text.
        share = texts / counts.n
        narrow = hull(narrow, tango(counts.n10 * share, counts.n01 * share, texts, 0.90))
        wide = hull(wide, tango(counts.n10 * share, counts.n01 * share, texts))
    return PairedDifference(wide, p, test, equivalent(narrow))
