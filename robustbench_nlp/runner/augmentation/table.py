"""An augmentation as plain rows, to be written to a file that is a data set itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from robustbench_nlp.runner.augmentation.rows import AugmentedRow


def table(rows: Sequence[AugmentedRow], labels: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Text and label with their provenance; edits as [start, end, old, new, rule], offsets in the source's text."""
    for row in rows:
        yield {
            "id": row.id,
            "text": row.text,
            "label": labels[row.label],
            "source_id": row.source_id,
            "transform": row.transform,
            "seed": row.seed,
            "draw": row.draw,
            "edits": [list(edit) for edit in row.edits],
        }
