"""Macro-averaged F1 before and after."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.bootstrap import RESAMPLES, bootstrap_interval


def macro_f1(labels: NDArray[np.int_], predicted: NDArray[np.int_], classes: int) -> float:
    """Mean of F1 over the classes that occur among labels or predictions, as scikit-learn's `f1_score` has it.

    labels, predicted: class indices in [0, classes), shape (n,).
    """
    rows = np.stack([labels, predicted], axis=1)
    return float(_macro_f1(rows, np.ones((1, len(rows))), 1, classes)[0])


def macro_f1_drop(
    labels: NDArray[np.int_],
    before: NDArray[np.int_],
    after: NDArray[np.int_],
    *,
    classes: int,
    rng: np.random.Generator,
    clusters: NDArray[np.int_] | None = None,
    resamples: int = RESAMPLES,
    level: float = 0.95,
) -> Interval:
    """Macro F1 before minus after, with a paired bootstrap interval over examples.

    labels, before: class indices in [0, classes), shape (n,); after: shape (n,) or (draws, n), where F1 is computed
    per draw and averaged. clusters: as in `bootstrap_interval`. Raises ValueError for other shapes.
    """
    draws = np.atleast_2d(after)
    if labels.ndim != 1 or before.shape != labels.shape or draws.shape[1:] != labels.shape or not len(draws):
        raise ValueError(f"shapes do not pair up: labels {labels.shape}, before {before.shape}, after {after.shape}")

    def drop(rows: NDArray[Any], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        mean: NDArray[np.float64] = np.mean(
            [_macro_f1(rows, weights, 2 + draw, classes) for draw in range(len(draws))], axis=0
        )
        return _macro_f1(rows, weights, 1, classes) - mean

    rows = np.column_stack([labels, before, draws.T])
    return bootstrap_interval(rows, drop, rng, clusters=clusters, resamples=resamples, level=level)


def _macro_f1(rows: NDArray[Any], weights: NDArray[np.float64], column: int, classes: int) -> NDArray[np.float64]:
    """Macro F1 of the predictions in `column` against the labels in column 0, per row of weights (b, u)."""
    one_hot = np.eye(classes)
    gold, predicted = one_hot[rows[:, 0]], one_hot[rows[:, column]]
    hits = weights @ (gold * predicted)
    # 2 tp + fp + fn is the number of times the class was true plus the number of times it was predicted.
    either = weights @ (gold + predicted)
    f1 = np.divide(2 * hits, either, out=np.zeros_like(hits), where=either > 0)
    mean: NDArray[np.float64] = f1.sum(axis=1) / (either > 0).sum(axis=1)
    return mean
