"""The rewritten training examples of a seed, drawn once and kept."""

from __future__ import annotations

import json
from typing import Any

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.report.rows import encode_rows
from robustbench_nlp.runner.atomic import write_whole
from robustbench_nlp.runner.augmentation.augment import augment
from robustbench_nlp.runner.augmentation.rows import Augmentation, AugmentedRow
from robustbench_nlp.runner.augmentation.table import table
from robustbench_nlp.study.setup import Bench
from robustbench_nlp.study.steps import Done, Progress, Stopwatch


def draw_augmentation(bench: Bench, seed: int, progress: Progress | None) -> Done:
    """Draw and write; the record holds what was left out and what is missing."""
    watch = Stopwatch()
    request, dataset, folder = bench.setup.request, bench.setup.train, bench.folder
    drawn = augment(
        bench.catalog,
        dataset,
        request.transforms,
        size=request.augment_size,
        seed=seed,
        workers=request.workers,
        shares=request.shares,
        progress=progress.rewritten if progress else None,
    )
    path = folder.augmentation(seed)
    write_whole(path, encode_rows(path, list(table(drawn.rows, dataset.labels))))
    record = {
        "rows": len(drawn.rows),
        "asked": drawn.asked,
        "left_out": _plain(drawn.left_out),
        "short": _plain(drawn.short),
        "recipe": drawn.recipe,
    }
    return Done(record, watch.seconds, float(request.augment_size))


def read_augmentation(bench: Bench, seed: int) -> Augmentation:
    """What `draw_augmentation` wrote."""
    import pyarrow.parquet as pq

    code = {name: i for i, name in enumerate(bench.setup.train.labels)}
    rows = tuple(
        AugmentedRow(
            row["source_id"],
            row["transform"],
            row["seed"],
            row["draw"],
            code[row["label"]],
            row["text"],
            tuple(Edit(*edit) for edit in json.loads(row["edits"])),
        )
        for row in pq.read_table(bench.folder.augmentation(seed)).to_pylist()
    )
    record = bench.folder.record(f"augment-{seed}") or {}
    return Augmentation(rows, (), record.get("asked", len(rows)), recipe=record.get("recipe", {}))


def _plain(problems: Any) -> list[list[Any]]:
    return [[problem.where, problem.what, problem.count] for problem in problems]
