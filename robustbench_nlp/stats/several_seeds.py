"""The drop over several transform seeds (draws) and several trained models (training seeds).

Draws of one example are not independent, and neither are the answers of models to one example: pooling all pairs as
if they were makes intervals far too narrow. So examples are the unit, and training seeds add a variance of their own.

Arrays of differences d = correct before - correct after, each in [-1, 1], have shape (draws, n) for one model
and (models, draws, n) for several.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.clustered_mean import NO_VARIANCE, MeanEstimate, clustered_mean


def differences(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> NDArray[np.float64]:
    """`before - after`. before: correctness, shape (n,) or (models, 1, n); after: (draws, n) or (models, draws, n)."""
    return before.astype(np.float64) - after


def cluster_interval(d: NDArray[np.float64], clusters: NDArray[np.int_] | None = None, level: float = 0.95) -> Interval:
    """The mean drop of one model, "for this checkpoint": a t interval over per-example means.

    d: shape (draws, n). clusters: shape (n,), equal for examples that are not independent.
    Raises ValueError for other shapes.
    """
    return _over_examples(d, clusters).interval(level, "t over examples")


def cluster_test(d: NDArray[np.float64], clusters: NDArray[np.int_] | None = None) -> float:
    """The two-sided p-value that goes with `cluster_interval`; see `MeanEstimate.p_value` for its floor."""
    return _over_examples(d, clusters).p_value()


def training_seed_interval(
    d: NDArray[np.float64], clusters: NDArray[np.int_] | None = None, level: float = 0.95, bound: float = 1.0
) -> Interval:
    """The mean drop over models trained alike but for the seed: a claim about the recipe, not about one checkpoint.

    d: shape (models, draws, n), at least two models, each value in +-bound. `V = V_ex + V_tr` with V_ex the variance
    of the mean over examples, V_tr the variance of the models' drops divided by their number, and
    `df = V^2 / (V_tr^2 / (models - 1) + V_ex^2 / (n - 1))`. Raises ValueError for other shapes.

    Source of df: Satterthwaite (1946), Biometrics Bulletin 2, 110-114.
    """
    estimate = _over_training_seeds(d, clusters)
    return estimate.interval(level, "t over examples and training seeds (Satterthwaite)", bound)


def training_seed_test(d: NDArray[np.float64], clusters: NDArray[np.int_] | None = None) -> float:
    """The two-sided p-value that goes with `training_seed_interval`."""
    return _over_training_seeds(d, clusters).p_value()


def transform_seed_sd(values: NDArray[np.float64]) -> float | None:
    """Standard deviation of the mean over examples from draw to draw; None with a single draw.

    values: shape (draws, n), or (models, draws, n) for the root mean square over models; correctness or differences.
    """
    if values.shape[-2] < 2:
        return None
    return sqrt(float(values.mean(axis=-1).var(axis=-1, ddof=1).mean()))


def training_seed_sd(values: NDArray[np.float64]) -> float | None:
    """Standard deviation of the mean over draws and examples from model to model; None with a single model.

    values: shape (models, draws, n); correctness or differences.
    """
    if values.shape[0] < 2:
        return None
    return float(values.mean(axis=(1, 2)).std(ddof=1))


def _over_examples(d: NDArray[np.float64], clusters: NDArray[np.int_] | None) -> MeanEstimate:
    if d.ndim != 2 or d.shape[0] == 0:
        raise ValueError(f"need shape (draws, n), got {d.shape}")
    return clustered_mean(d.mean(axis=0), clusters)


def _over_training_seeds(d: NDArray[np.float64], clusters: NDArray[np.int_] | None) -> MeanEstimate:
    if d.ndim != 3 or d.shape[0] < 2 or d.shape[1] == 0:
        raise ValueError(f"need shape (models, draws, n) with at least two models, got {d.shape}")
    models = d.shape[0]
    examples = clustered_mean(d.mean(axis=(0, 1)), clusters)
    v_ex, v_tr = examples.variance, float(d.mean(axis=(1, 2)).var(ddof=1)) / models
    total = v_ex + v_tr
    if total <= NO_VARIANCE:
        return examples
    df = total**2 / (v_tr**2 / (models - 1) + (v_ex**2 / examples.df if examples.df else 0.0))
    return MeanEstimate(examples.value, total, df, examples.units, examples.nonzero)
