"""Cross-entropy, with classes weighted where that is asked."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from robustbench_nlp.classifiers.transformer.validation import Criterion


def criterion(weights: Sequence[float] | None) -> Criterion:
    """The mean loss over a batch.

    Weighted losses are divided by the number of texts, not by the sum of their weights: else a text would count more
    in a batch of frequent classes than in one of rare ones.
    """
    if weights is None:
        return torch.nn.functional.cross_entropy
    by_class = torch.tensor(weights)

    def weighted(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        losses = torch.nn.functional.cross_entropy(logits, labels, reduction="none")
        return (losses * by_class.to(losses.device)[labels]).mean()

    return weighted
