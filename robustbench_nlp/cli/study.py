"""`robust study`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli import training_options as training
from robustbench_nlp.cli.augment import Shares, read_shares
from robustbench_nlp.cli.progress import progress
from robustbench_nlp.cli.remark import remark
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.errors import EXIT_TRANSFORM_FAILED, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from robustbench_nlp.study.run import PlannedStep


def study(
    context: typer.Context,
    dataset: opt.Dataset,
    transform: opt.Transforms,
    augment_size: Annotated[int, typer.Option(help="Rewritten examples added to the training set.")],
    augment_shares: Shares = "",
    base: training.Base = "distilbert/distilbert-base-uncased",
    seeds: Annotated[int, typer.Option(help="Models per arm, each with a seed and an augmentation of its own.")] = 3,
    held_out: Annotated[
        str | None,
        typer.Option(help='Evaluated but not trained on; "" for none, else all other built-in ones that keep labels.'),
    ] = None,
    severities: Annotated[
        str, typer.Option(help="Also evaluate the transforms named here at these, e.g. 1,2,3,4,5.")
    ] = "",
    out: Annotated[Path, opt.path("--out", "-o", help="Folder of the study; the same command goes on.")] = Path(
        "robust-study"
    ),
    plan: Annotated[bool, typer.Option("--plan", help="Print what would be done and how long it should take.")] = False,
    train_split: Annotated[str, typer.Option(help="Split to train on.", rich_help_panel="Data")] = "train",
    split: Annotated[str, typer.Option(help="Split to evaluate on.", rich_help_panel="Data")] = "test",
    validation_split: Annotated[str, typer.Option(help="Split to watch trainings with.", rich_help_panel="Data")] = "",
    validation_share: Annotated[
        float | None, typer.Option(help="Or this share of the training data, set aside.", rich_help_panel="Data")
    ] = None,
    text_column: opt.TextColumn = "",
    label_column: opt.LabelColumn = "",
    id_column: opt.IdColumn = "",
    config: opt.Config = "",
    language: opt.Language = "",
    limit: Annotated[int | None, typer.Option(help="Training examples, stratified.", rich_help_panel="Data")] = None,
    eval_limit: Annotated[int | None, typer.Option(help="Test examples, stratified.", rich_help_panel="Data")] = None,
    severity_limit: Annotated[
        int | None, typer.Option(help="Test examples for --severities; else --eval-limit.", rich_help_panel="Data")
    ] = None,
    seed: opt.Seed = 0,
    draws: opt.Draws = 1,
    epochs: training.Epochs = None,
    lr: training.LearningRate = None,
    batch_size: training.BatchSize = None,
    warmup: training.Warmup = 0.06,
    weight_decay: training.WeightDecay = 0.01,
    dropout: training.Dropout = None,
    early_stopping: training.EarlyStopping = None,
    class_weights: training.ClassWeights = False,
    freeze_layers: training.FreezeLayers = 0,
    gradient_checkpointing: training.GradientCheckpointing = False,
    max_length: opt.MaxLength = None,
    truncation: opt.Truncation = "head_tail",
    device: opt.Device = "auto",
    precision: opt.Precision = "auto",
    trust_remote_code: opt.TrustRemoteCode = False,
    allow_pickle: opt.AllowPickle = False,
    workers: Annotated[int, typer.Option(help="Processes that rewrite texts.")] = 1,
    keep_models: Annotated[bool, typer.Option("--keep-models", help="Keep weights after their evaluation.")] = False,
    format_: Annotated[str, typer.Option("--format", "-f", help="console, markdown, latex, json.")] = "console",
    quiet: opt.Quiet = False,
) -> None:
    """Compare training with and without augmentation.

    Trains over several seeds, and measures how much of each transform's cost is saved. Arm A trains on the original
    data, B with rewritten examples added, C with the same examples added as they were.
    """
    from robustbench_nlp.cli.rendering import table_renderer
    from robustbench_nlp.study.document import to_json
    from robustbench_nlp.study.request import StudyRequest
    from robustbench_nlp.study.run import plan_study, run_study
    from robustbench_nlp.study.table import tables

    # How long texts are cut is the model's own affair: training writes it into its folder.
    load = LoadOptions(
        device=device,
        precision=precision,  # type: ignore[arg-type]
        truncation=None,
        trust_remote_code=trust_remote_code,
        allow_pickle=allow_pickle,
    )
    catalog = context.obj.catalog()
    # A misspelt format must not cost a study.
    lay_out = table_renderer(catalog, "console" if format_ == "json" else format_)

    def split_of(name: str) -> DatasetRequest:
        return DatasetRequest(dataset, name, text_column, label_column, id_column, config, language)

    request = StudyRequest(
        train=split_of(train_split),
        test=split_of(split),
        validation=split_of(validation_split) if validation_split else None,
        options=training.train_options(context.params),
        validation_share=validation_share,
        transforms=transform,
        shares=read_shares(augment_shares, "--augment-shares"),
        augment_size=augment_size,
        out=out,
        held_out=held_out,
        severities=_numbers(severities),
        seeds=seeds,
        seed=seed,
        draws=draws,
        limit=limit,
        eval_limit=eval_limit,
        severity_limit=severity_limit,
        workers=workers,
        keep_models=keep_models,
        load=load,
    )
    if plan:
        _show(plan_study(request, catalog))
        return
    done = run_study(
        request,
        catalog,
        watch=lambda: progress(quiet),
        say=(lambda line: None) if quiet else remark,
    )
    shown = to_json(done) if format_ == "json" else lay_out(tables(done))
    typer.echo(shown, nl=False)
    if not quiet:
        remark(f"results: {out}/study.json, study.md and figures")
    if any(row.failed for row in (*done.rows, *done.curve)):
        raise typer.Exit(EXIT_TRANSFORM_FAILED)


def _numbers(written: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in written.split(",")) if written.strip() else ()
    except ValueError:
        raise UsageError(f"cannot read --severities {written!r}", "write them like 1,2,3,4,5") from None


def _show(steps: Sequence[PlannedStep]) -> None:
    from robustbench_nlp.cli.terminal import grid
    from robustbench_nlp.study.durations import spoken

    rows = [(s.name, s.work, "" if s.seconds is None else spoken(s.seconds), s.how) for s in steps]
    grid(("step", "work (at most)", "time", "speed"), rows)
    left = [step.seconds for step in steps if step.seconds is not None]
    typer.echo(f"{len(left)} of {len(steps)} steps to do, about {spoken(sum(left))} on this machine as it is now")
