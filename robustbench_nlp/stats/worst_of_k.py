"""Robust accuracy: right under every rewording tried."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from robustbench_nlp.stats.several_seeds import transform_seed_sd


@dataclass(frozen=True)
class WorstOfK:
    """Accuracy over k rewordings of every example. `worst` falls with k: compare it only at equal k.

    mean     accuracy over all pairs
    worst    share of examples right under all k
    best     share right under at least one
    seed_sd  standard deviation of accuracy from rewording to rewording; None for k = 1
    """

    k: int
    mean: float
    worst: float
    best: float
    seed_sd: float | None


def worst_of_k(correct: NDArray[np.bool_]) -> WorstOfK:
    """Summarise correctness of shape (k, n): k transforms x draws of the same n examples.

    Raises ValueError for other shapes or none of either.
    """
    if correct.ndim != 2 or correct.size == 0:
        raise ValueError(f"need correctness of shape (k, n), both at least 1, got {correct.shape}")
    return WorstOfK(
        k=correct.shape[0],
        mean=float(correct.mean()),
        worst=float(correct.all(axis=0).mean()),
        best=float(correct.any(axis=0).mean()),
        seed_sd=transform_seed_sd(correct.astype(np.float64)),
    )
