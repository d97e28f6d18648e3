"""Training sets with more rows: the rewritten ones, or as a control for their number the same ones as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.text import Example
from robustbench_nlp.errors import DataError
from robustbench_nlp.runner.augmentation.rows import Augmentation

REWRITTEN, DUPLICATES = "rewritten", "duplicates"


def with_transformed(dataset: Dataset, augmentation: Augmentation) -> Dataset:
    """The data set, and behind it the rewritten rows under ids of their own (`source#transform#seed`)."""
    added = (Example(row.id, row.text, row.label) for row in augmentation.rows)
    return _with(dataset, augmentation, added, REWRITTEN)


def with_duplicates(dataset: Dataset, augmentation: Augmentation) -> Dataset:
    """The data set, and behind it the sources of the same rows once more, untransformed.

    As many steps and the same examples seen twice: what a model gains beyond this, it gains from the rewriting.
    """
    by_id = {example.id: example for example in dataset.examples}
    missing = [row.source_id for row in augmentation.rows if row.source_id not in by_id]
    if missing:
        raise DataError(f"{dataset.name} has no example {missing[0]!r}", "augment the data set that is trained on")
    added = (replace(by_id[row.source_id], id=f"{row.source_id}#duplicate#{row.seed}") for row in augmentation.rows)
    return _with(dataset, augmentation, added, DUPLICATES)


def _with(dataset: Dataset, augmentation: Augmentation, added: Iterable[Example], kind: str) -> Dataset:
    rows = tuple(added)
    content = hashlib.sha256(f"{dataset.fingerprint}/{kind}".encode())
    for row in rows:
        content.update(f"\x1e{len(row.id)}\x1f{len(row.text)}\x1f{row.label}\x1f{row.id}{row.text}".encode())
    return replace(
        dataset,
        examples=dataset.examples + rows,
        fingerprint=content.hexdigest()[:16],
        augmentation={"kind": kind, "rows": len(rows), **augmentation.recipe},
    )
