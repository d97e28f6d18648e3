"""How many training examples each class has, and what that makes each of them count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.errors import ModelError


def class_counts(train_set: Dataset) -> tuple[int, ...]:
    """Counts in the order of the labels; `ModelError` where there is nothing to tell apart."""
    counts = Counter(example.label for example in train_set.examples)
    if len(counts) < 2:
        n = len(train_set.examples)
        raise ModelError(f"all {n} training examples have one label, there is nothing to learn", "use another slice")
    return tuple(counts[i] for i in range(len(train_set.labels)))


def class_weights(counts: Sequence[int]) -> list[float]:
    """Inverse to the sizes, 1 on average over the texts (scikit-learn's "balanced"); 0 for a class without any."""
    present = sum(count > 0 for count in counts)
    return [sum(counts) / (present * count) if count else 0.0 for count in counts]
