"""The training sets that are compared, and which comparisons are made."""

from __future__ import annotations

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.runner.augmentation.arms import with_duplicates, with_transformed
from robustbench_nlp.runner.augmentation.rows import Augmentation

ORIGINAL, TRANSFORMED, DUPLICATED = "A", "B", "C"
ARMS = (ORIGINAL, TRANSFORMED, DUPLICATED)

CONTRASTS = ((ORIGINAL, TRANSFORMED), (ORIGINAL, DUPLICATED), (DUPLICATED, TRANSFORMED))
"""(first, second): what the second saves of the first's drop. The last one is free of the effect of more steps."""

WHAT = {
    ORIGINAL: "the original training set",
    TRANSFORMED: "with rewritten examples added",
    DUPLICATED: "with the same examples added as they were",
}


def training_set(arm: str, dataset: Dataset, augmentation: Augmentation) -> Dataset:
    """What the models of an arm are trained on."""
    if arm == TRANSFORMED:
        return with_transformed(dataset, augmentation)
    if arm == DUPLICATED:
        return with_duplicates(dataset, augmentation)
    return dataset
