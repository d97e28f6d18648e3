"""Augmentations that would do harm are refused before anything is rewritten."""

from __future__ import annotations

from collections.abc import Sequence

from robustbench_nlp.core.chain import Chain
from robustbench_nlp.core.claims import LabelEffect
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.errors import DataError, UsageError
from robustbench_nlp.runner.request import refuse_impossible

EVALUATED_ON = ("test", "validation", "valid", "val", "dev")


def refuse_unsuitable(dataset: Dataset, chains: Sequence[Chain], *, size: int, workers: int, seed: int) -> None:
    """`UsageError` for transforms and numbers that do not fit, `DataError` for data that do not."""
    if size < 1:
        raise UsageError(f"the number of rewritten examples must be at least 1, not {size}")
    refuse_impossible(limit=None, fewest=1, draws=1, workers=workers, seed=seed)
    for chain in chains:
        if chain.effect is LabelEffect.CHANGES:
            raise UsageError(
                f"{chain.canonical} changes the label by design: examples with their old label would teach errors",
                "choose transforms that keep it; `robust list-transforms` says which do",
            )
        if not chain.speaks(dataset.language):
            raise UsageError(
                f"{chain.canonical} does not apply to language {dataset.language!r}", "leave it out, or say --language"
            )
    name = dataset.split.lower()
    if any(name == split or name.startswith((f"{split}[", f"{split}_")) for split in EVALUATED_ON):
        raise UsageError(
            f"{dataset.name}/{dataset.split} is there to evaluate on: what is trained on it cannot be evaluated on it",
            "augment the train split",
        )
    labels = {example.label for example in dataset.examples}
    if len(labels) < 2:
        only = f"has the one label {dataset.labels[labels.pop()]!r}" if labels else "has no examples"
        raise DataError(f"{dataset.name} {only}: there is nothing to learn", "use another slice")
