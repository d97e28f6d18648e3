"""`robust augment`, and the options that `robust train` shares with it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli.left_out import say_left_out
from robustbench_nlp.cli.progress import progress
from robustbench_nlp.cli.remark import remark
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import EXIT_TRANSFORM_FAILED, Interrupted, UsageError
from robustbench_nlp.local_path import local_path

if TYPE_CHECKING:
    from robustbench_nlp.runner.augmentation.rows import Augmentation

Shares = Annotated[
    str, typer.Option(help="Shares of the transforms, such as 2,1; else equal ones.", rich_help_panel="Augmentation")
]


def augment(
    context: typer.Context,
    dataset: opt.Dataset,
    transform: opt.Transforms,
    size: Annotated[int, typer.Option(help="How many rewritten examples to draw.")],
    out: Annotated[Path, opt.path("--out", "-o", help="A .jsonl, .csv or .parquet file.")],
    shares: Shares = "",
    split: opt.TrainSplit = "",
    text_column: opt.TextColumn = "",
    label_column: opt.LabelColumn = "",
    id_column: opt.IdColumn = "",
    config: opt.Config = "",
    language: opt.Language = "",
    limit: opt.Limit = None,
    seed: opt.Seed = 0,
    workers: Annotated[int, typer.Option(help="Processes that rewrite texts.")] = 1,
    overwrite: opt.Overwrite = False,
    quiet: opt.Quiet = False,
) -> None:
    """Write rewritten training examples to a file.

    Balanced by class, each source at most once, only texts that really changed, and each with its provenance. Rows to
    which a label check objects are left out and counted.
    """
    from robustbench_nlp import api
    from robustbench_nlp.core.sample import subset
    from robustbench_nlp.report.rows import encode_rows
    from robustbench_nlp.runner.atomic import refuse_existing, write_whole
    from robustbench_nlp.runner.augmentation.table import table

    # A misspelt ending must not cost the time to rewrite.
    encode_rows(out, [])
    refuse_existing(out, overwrite=overwrite, read=[local_path(dataset)])
    parts = read_shares(shares)
    catalog = context.obj.catalog()
    request = DatasetRequest(
        dataset, split or api.usual_split(dataset, "train"), text_column, label_column, id_column, config, language
    )
    data = subset(api.load_dataset(request, catalog=catalog), limit, seed)
    if not quiet:
        say_left_out(data)
    try:
        with progress(quiet) as listener:
            drawn = api.augment(
                data, transform, size, seed=seed, workers=workers, shares=parts, catalog=catalog,
                progress=listener.rewritten if listener else None,
            )  # fmt: skip
    except KeyboardInterrupt:
        raise Interrupted("interrupted before anything was written", "start it again") from None
    write_whole(out, encode_rows(out, list(table(drawn.rows, data.labels))), overwrite=overwrite)
    if not quiet:
        say(drawn, data.labels)
    remark(f"written: {out}")
    if any(problem.what == "failed" for problem in drawn.left_out):
        raise typer.Exit(EXIT_TRANSFORM_FAILED)


def read_shares(written: str, option: str = "--shares") -> tuple[float, ...]:
    """Numbers from "2,1"; `UsageError` names the option where they are none."""
    try:
        return tuple(float(share) for share in written.split(",")) if written else ()
    except ValueError:
        raise UsageError(f"{option} must be numbers such as 2,1, not {written!r}") from None


def say(drawn: Augmentation, labels: tuple[str, ...]) -> None:
    """Rows by transform and class, what was left out, and what is missing."""
    counts = Counter((row.transform, row.label) for row in drawn.rows)
    for name in dict.fromkeys(name for name, _ in sorted(counts)):
        by_class = {label: counts[name, i] for i, label in enumerate(labels) if counts[name, i]}
        said = ", ".join(f"{label}: {n}" for label, n in by_class.items())
        remark(f"{name}: {sum(by_class.values())} rows ({said})")
    for problem in drawn.left_out:
        remark(f"left out: {problem}")
    if drawn.short:
        remark(f"note: {len(drawn.rows)} of {drawn.asked} rows: the data give no more")
    for problem in drawn.short:
        remark(f"note: {problem.where}: {problem.what}")
