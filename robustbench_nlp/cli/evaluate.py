"""`robust eval`."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli.progress import progress
from robustbench_nlp.cli.remark import remark
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.errors import EXIT_DROP_TOO_LARGE, EXIT_TRANSFORM_FAILED, UsageError


def evaluate(
    context: typer.Context,
    transform: opt.Transforms,
    dataset: opt.Dataset,
    model: Annotated[
        str, typer.Option("--model", "-m", help="A folder, a hub id, or python:package.module:function.")
    ] = "",
    predictions: Annotated[
        str, typer.Option(help="Answers of a model that lives elsewhere, to the texts of `robust transform`.")
    ] = "",
    split: opt.Split = "",
    text_column: opt.TextColumn = "",
    label_column: opt.LabelColumn = "",
    id_column: opt.IdColumn = "",
    config: opt.Config = "",
    language: opt.Language = "",
    limit: opt.Limit = None,
    seed: opt.Seed = 0,
    draws: opt.Draws = 1,
    output: Annotated[
        Path | None, opt.path("--output", "--out", "-o", help="Folder for the results; else one under robust-runs.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted run.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace another run in --output.")] = False,
    max_drop: Annotated[
        float | None, typer.Option(help="Exit with 1 where a drop is larger than this many points.")
    ] = None,
    workers: Annotated[int, typer.Option(help="Processes that rewrite texts.")] = 1,
    engine: Annotated[
        str, typer.Option(help="Where texts are rewritten: serial, processes, or a plugin's; else by --workers.")
    ] = "",
    device: opt.Device = "auto",
    precision: opt.Precision = "auto",
    max_length: opt.MaxLength = None,
    truncation: opt.Truncation = "",
    trust_remote_code: opt.TrustRemoteCode = False,
    allow_pickle: opt.AllowPickle = False,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="console, markdown, html, latex, json, or a plugin's.")
    ] = "console",
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    verbose: opt.Verbose = False,
    quiet: opt.Quiet = False,
) -> None:
    """Measure how much accuracy each transform costs.

    Prints a table with intervals and tests, and writes every figure and every text to a folder.
    """
    from robustbench_nlp import api
    from robustbench_nlp.audit.merge import with_audits
    from robustbench_nlp.cli.rendering import render
    from robustbench_nlp.runner.request import EvalRequest

    if bool(model) == bool(predictions):
        raise UsageError("name the classifier", "either --model or --predictions, not both")
    if max_drop is not None and not 0 <= max_drop <= 100:
        raise UsageError(f"--max-drop must be from 0 to 100 points, not {max_drop:g}")
    if json and format_ not in ("console", "json"):
        raise UsageError(f"--json and --format {format_} are two formats", "use one of them")
    catalog = context.obj.catalog()
    format_ = "json" if json else format_
    # A misspelt format must not cost a run.
    catalog.find("renderers", format_)
    request = EvalRequest(
        dataset=DatasetRequest(dataset, split, text_column, label_column, id_column, config, language),
        model=model or f"predictions:{predictions}",
        transforms=transform,
        limit=limit,
        seed=seed,
        draws=draws,
        engine=engine,
        workers=workers,
        output=output,
        resume=resume,
        overwrite=overwrite,
        load=LoadOptions(
            device=device,
            precision=precision,  # type: ignore[arg-type]
            max_length=max_length,
            truncation=truncation or None,  # type: ignore[arg-type]
            trust_remote_code=trust_remote_code,
            allow_pickle=allow_pickle,
        ),
    )
    # Whatever plugins and models print is no part of the report.
    with progress(quiet or json) as listener, redirect_stdout(sys.stderr):
        done = api.run(request, catalog, listener.heard if listener else None)
    typer.echo(render(catalog, format_, with_audits(done.report, done.folder), verbose=verbose), nl=False)
    if not (json or quiet):
        remark(f"results: {done.folder}/report.json and outcomes.parquet")
    results = done.report.results
    beyond = [r.transform for r in results if max_drop is not None and r.drop and 100 * r.drop.value > max_drop]
    if beyond:
        remark(f"drop beyond --max-drop {max_drop:g}: {', '.join(beyond)}")
    if any(result.failed for result in results):
        raise typer.Exit(EXIT_TRANSFORM_FAILED)
    if beyond:
        raise typer.Exit(EXIT_DROP_TOO_LARGE)
