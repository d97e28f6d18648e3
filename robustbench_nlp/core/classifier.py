"""What the runner needs of a model, wherever it lives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Classifier(Protocol):
    """A text classifier. Implementations do no caching: the runner does.

    labels     names in the order of the probability columns
    digest     changes whenever the same text could get another answer: weights, tokenizer, precision, truncation
    signature  short and readable, for the line under a table, e.g. `hf:out@9c2e/fp32/256`
    device     "cpu", "cuda:0", "mps" or "external"
    calibrated False where the probabilities only restate a chosen label, so that calibration means nothing
    cacheable  False where the digest cannot vouch for the answers beyond this run

    Two more it may have:

    ordered      False where the order of `labels` is nobody's choice, so that nothing can be matched by it
    labels_from  where the model has its labels from, for users who have to rename them
    """

    labels: tuple[str, ...]
    digest: str
    signature: str
    device: str
    calibrated: bool
    cacheable: bool

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Probabilities of shape (n, k), rows summing to 1, in the order of `texts` and `labels`."""
        ...

    def batches(self, texts: Sequence[str]) -> list[list[int]]:
        """Indices of `texts` cut into batches that are efficient to score together; every index exactly once."""
        ...


def in_order(count: int, size: int) -> list[list[int]]:
    """Batches of `size` indices in the order given, the last one smaller: where a text's length costs nothing."""
    return [list(range(at, min(at + size, count))) for at in range(0, count, size)]


MODEL_CARD = "robust_model.json"
"""Where a model's folder has its card."""


class ModelCard(Protocol):
    """What training returns and writes beside the weights: how the model was made. A dataclass."""

    kind: str
    labels: tuple[str, ...]
    base: str
    dataset: str
    n: int
    seed: int
    options: Mapping[str, Any]
    seconds: float
    examples_per_second: float
    validation_accuracy: float | None
