"""`robust transform`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli.remark import remark
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import EXIT_TRANSFORM_FAILED
from robustbench_nlp.local_path import local_path


def transform(
    context: typer.Context,
    transform: opt.Transforms,
    dataset: opt.Dataset,
    out: Annotated[Path, opt.path("--out", "-o", help="A .jsonl, .csv or .parquet file.")],
    split: opt.Split = "",
    text_column: opt.TextColumn = "",
    label_column: opt.LabelColumn = "",
    id_column: opt.IdColumn = "",
    config: opt.Config = "",
    language: opt.Language = "",
    limit: opt.Limit = None,
    seed: opt.Seed = 0,
    draws: opt.Draws = 1,
    workers: Annotated[int, typer.Option(help="Processes that rewrite texts.")] = 1,
    overwrite: opt.Overwrite = False,
) -> None:
    """Write original and rewritten texts to a file.

    With their edits: to read, or to score with a model that runs elsewhere (`robust eval --predictions`).
    """
    from robustbench_nlp import api
    from robustbench_nlp.report.rows import encode_rows
    from robustbench_nlp.runner.atomic import refuse_existing, write_whole
    from robustbench_nlp.runner.engines.start import start_engine
    from robustbench_nlp.runner.pairs import rewrite_all, rows
    from robustbench_nlp.runner.plan import plan_texts
    from robustbench_nlp.runner.request import refuse_impossible

    encode_rows(out, [])
    refuse_existing(out, overwrite=overwrite, read=[local_path(dataset)])
    refuse_impossible(limit=limit, draws=draws, workers=workers, seed=seed)
    catalog = context.obj.catalog()
    request = DatasetRequest(dataset, split, text_column, label_column, id_column, config, language)
    data = api.load_dataset(request, catalog=catalog)
    plan = plan_texts(catalog, data, transform, limit=limit, seed=seed, draws=draws)
    written = list(rows(plan, rewrite_all(plan, start_engine(catalog, "", workers))))
    write_whole(out, encode_rows(out, written), overwrite=overwrite)
    for problem in plan.problems:
        remark(f"note: {problem}")
    counts: dict[str, Counter[str]] = {}
    for row in written:
        counts.setdefault(row["transform"], Counter())[row["status"]] += 1
    for name, by_status in counts.items():
        told = (f"{count} {status}" if status != name else str(count) for status, count in sorted(by_status.items()))
        remark(f"{name}: {', '.join(told)}")
    remark(f"written: {out}")
    failed = {row["transform"]: row for row in reversed(written) if row["status"] == "failed"}
    for name, row in failed.items():
        remark(f"note: {name}: {counts[name]['failed']} failed, first on {row['id']}: {row['error']}")
    if failed:
        raise typer.Exit(EXIT_TRANSFORM_FAILED)
