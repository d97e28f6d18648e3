"""`outcomes.parquet`: one row per example, transform and draw with both texts, so any number can be made again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.outcome import Outcome, Rewritten, Status


def write_outcomes(path: Path, outcomes: Sequence[Outcome], labels: Sequence[str]) -> None:
    """Labels and predictions are written as names; edits as JSON lists [start, end, old, new, rule]."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [o.rewritten for o in outcomes]
    columns = {
        "id": [r.example_id for r in rows],
        "transform": [r.transform for r in rows],
        "draw": pa.array([r.draw for r in rows], pa.int32()),
        "status": [r.status.value for r in rows],
        "label": [labels[o.label] for o in outcomes],
        "predicted_before": [labels[o.predicted_before] for o in outcomes],
        "predicted_after": [labels[o.predicted_after] for o in outcomes],
        "confidence_before": [o.confidence_before for o in outcomes],
        "confidence_after": [o.confidence_after for o in outcomes],
        "text_before": [o.before for o in outcomes],
        "text_after": [r.text for r in rows],
        "edits": [json.dumps(r.edits, ensure_ascii=False) for r in rows],
        "flags": [list(r.flags) for r in rows],
        "discarded": [list(r.discarded) for r in rows],
        "error": [r.error for r in rows],
    }
    table = pa.table(columns).replace_schema_metadata({"labels": json.dumps(list(labels))})
    # pyarrow takes every name for UTF-8, which a file system need not.
    with path.open("wb") as file:
        pq.write_table(table, file, compression="zstd")


def read_outcomes(path: Path) -> tuple[tuple[Outcome, ...], tuple[str, ...]]:
    """The rows and the label names."""
    import pyarrow.parquet as pq

    with path.open("rb") as file:
        table = pq.read_table(file)
    labels: tuple[str, ...] = tuple(json.loads(table.schema.metadata[b"labels"]))
    code = {name: i for i, name in enumerate(labels)}
    outcomes = tuple(
        Outcome(
            rewritten=Rewritten(
                row["id"],
                row["transform"],
                row["draw"],
                Status(row["status"]),
                row["text_after"],
                tuple(Edit(*edit) for edit in json.loads(row["edits"])),
                tuple(row["flags"]),
                tuple(row["discarded"]),
                row["error"],
            ),
            before=row["text_before"],
            label=code[row["label"]],
            predicted_before=code[row["predicted_before"]],
            predicted_after=code[row["predicted_after"]],
            confidence_before=row["confidence_before"],
            confidence_after=row["confidence_after"],
        )
        for row in table.to_pylist()
    )
    return outcomes, labels
