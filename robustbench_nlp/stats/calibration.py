"""Do confidences mean what they say?"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS = 15


def ece(confidence: NDArray[np.float64], correct: NDArray[np.bool_], bins: int = BINS) -> float:
    """Expected calibration error with bins of equal mass: mean |accuracy - confidence| over bins, weighted by size.

    confidence: probability of the predicted label, shape (n,); correct: shape (n,). Equal confidences
    share a bin, so the order of examples does not matter. Raises ValueError for other input.

    Source: Guo et al. (2017), ICML; equal mass after Nguyen and O'Connor (2015), EMNLP.
    """
    _check(confidence, correct, bins)
    rank = np.searchsorted(np.sort(confidence), confidence, side="left")
    return _binned_gap(confidence, correct, rank * bins // confidence.size)


def ece_equal_width(confidence: NDArray[np.float64], correct: NDArray[np.bool_], bins: int = BINS) -> float:
    """Expected calibration error with bins (0, 1/bins], (1/bins, 2/bins] ...: for comparison with other work.

    Source: Guo et al. (2017), ICML.
    """
    _check(confidence, correct, bins)
    inner_edges = np.linspace(0, 1, bins + 1)[1:-1]
    return _binned_gap(confidence, correct, np.searchsorted(inner_edges, confidence, side="left"))


def brier(probabilities: NDArray[np.float64], labels: NDArray[np.int_]) -> float:
    """Brier score, lower is better: mean (p - y)^2 with two classes; with more, (p - y)^2 summed over classes.

    probabilities: shape (n, k), rows sum to 1; labels: shape (n,), columns of the true classes.
    Raises ValueError for other shapes.

    Source: Brier (1950), Monthly Weather Review 78; scaled as scikit-learn's `brier_score_loss`.
    """
    if probabilities.ndim != 2 or labels.shape != probabilities.shape[:1] or labels.size == 0:
        raise ValueError(f"need probabilities (n, k) and labels (n,), got {probabilities.shape} and {labels.shape}")
    squares = float(np.mean(np.sum((probabilities - np.eye(probabilities.shape[1])[labels]) ** 2, axis=1)))
    return squares / 2 if probabilities.shape[1] == 2 else squares


def _check(confidence: NDArray[np.float64], correct: NDArray[np.bool_], bins: int) -> None:
    if confidence.ndim != 1 or confidence.shape != correct.shape or confidence.size == 0:
        raise ValueError(f"need two arrays of shape (n,), n >= 1, got {confidence.shape} and {correct.shape}")
    if bins < 1:
        raise ValueError(f"bins must be at least 1, got {bins}")
    if not np.isfinite(confidence).all():
        raise ValueError("a confidence is not finite")


def _binned_gap(confidence: NDArray[np.float64], correct: NDArray[np.bool_], bin_of: NDArray[Any]) -> float:
    # |sum of (correct - confidence)| per bin is its size times its gap.
    return float(np.abs(np.bincount(bin_of, correct - confidence)).sum()) / confidence.size
