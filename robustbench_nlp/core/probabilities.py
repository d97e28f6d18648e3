"""Whether numbers are probabilities: one rule, whether a model says them, a file or a cache."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from robustbench_nlp.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOLERANCE = 1e-3
"""Of their sum: models that compute in half precision sum to 1 only so nearly."""


def are_probabilities(rows: NDArray[np.float64]) -> NDArray[np.bool_]:
    """For each row of shape (n, k): finite, not negative, sum 1."""
    possible = (rows >= 0) & (rows <= 1 + TOLERANCE)
    # Adding up what is not finite would warn.
    sums = rows.sum(axis=1, where=possible)
    found: NDArray[np.bool_] = possible.all(axis=1) & (abs(sums - 1) <= TOLERANCE)
    return found


def refuse_others(said: NDArray[np.float64], texts: Sequence[str], labels: Sequence[str], owner: str) -> None:
    """`ModelError` where what `owner` says of the texts is not one row of probabilities each, a column per label."""
    expected = (len(texts), len(labels))
    if said.shape != expected:
        raise ModelError(
            f"{owner} returned numbers of shape {said.shape}, not {expected}",
            "it must return one row of probabilities per text, with one column per label",
        )
    good = are_probabilities(said)
    if not good.all():
        i = int(good.argmin())
        raise ModelError(
            f"{owner} returned {str(said[i].tolist())[:60]} for {texts[i][:40]!r}: these are not probabilities",
            "each row must hold numbers from 0 to 1 that sum to 1; of scores, return the softmax",
        )
