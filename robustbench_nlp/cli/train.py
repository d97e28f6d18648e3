"""`robust train`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli.evaluate import load_options
from robustbench_nlp.cli.progress import progress
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import Interrupted, UsageError


def train(
    context: typer.Context,
    dataset: opt.Dataset,
    base: Annotated[
        str, typer.Option(help="bow, minilm, a hub id, a folder, or pkg:PACKAGE/FOLDER.", rich_help_panel="Model")
    ] = "distilbert/distilbert-base-uncased",
    out: opt.Out = Path("out"),
    split: opt.Split = "",
    text_column: opt.TextColumn = "",
    label_column: opt.LabelColumn = "",
    id_column: opt.IdColumn = "",
    config: opt.Config = "",
    limit: opt.Limit = None,
    validation_split: Annotated[
        str, typer.Option(help="Also measure accuracy on this split at the end.", rich_help_panel="Data")
    ] = "",
    seed: opt.Seed = 0,
    epochs: Annotated[float | None, typer.Option(help="Passes over the data.", rich_help_panel="Training")] = None,
    lr: Annotated[float | None, typer.Option(help="Peak learning rate.", rich_help_panel="Training")] = None,
    batch_size: Annotated[int | None, typer.Option(help="Texts per step.", rich_help_panel="Training")] = None,
    warmup: Annotated[
        float, typer.Option(help="Share of steps with a rising rate.", rich_help_panel="Training")
    ] = 0.06,
    weight_decay: Annotated[float, typer.Option(help="AdamW weight decay.", rich_help_panel="Training")] = 0.01,
    dropout: Annotated[
        float | None,
        typer.Option(help="Else the model's own; 0 is twice as fast on a CPU.", rich_help_panel="Training"),
    ] = None,
    max_length: opt.MaxLength = None,
    truncation: opt.Truncation = "head_tail",
    device: opt.Device = "auto",
    precision: opt.Precision = "auto",
    trust_remote_code: opt.TrustRemoteCode = False,
    allow_pickle: opt.AllowPickle = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted training.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the model in --out.")] = False,
    quiet: opt.Quiet = False,
) -> None:
    """Fine-tune a transformer, or train the bag-of-words network, and write it to a folder."""
    from robustbench_nlp import api
    from robustbench_nlp.core.options import TrainOptions
    from robustbench_nlp.core.sample import subset
    from robustbench_nlp.runner.atomic import explained

    chosen = load_options(device=device, precision=precision, max_length=max_length, truncation=truncation)
    with explained(out):
        taken = out.exists() and any(out.iterdir() if out.is_dir() else [out])
    if taken and not (overwrite or resume):
        raise UsageError(f"{out} is there already", "choose another --out, --overwrite it, or --resume")
    catalog = context.obj.catalog()
    request = DatasetRequest(
        dataset, split or api.usual_split(dataset, "train"), text_column, label_column, id_column, config
    )
    train_set = subset(api.load_dataset(request, catalog=catalog), limit, seed)
    validation = None
    if validation_split:
        request = DatasetRequest(dataset, validation_split, text_column, label_column, id_column, config)
        validation = api.load_dataset(request, catalog=catalog)
    try:
        with progress(quiet) as listener:
            card = api.train(
                train_set,
                TrainOptions(
                    base=base,
                    out=out,
                    seed=seed,
                    epochs=epochs,
                    learning_rate=lr,
                    batch_size=batch_size,
                    max_length=max_length,
                    truncation=chosen.truncation or "head_tail",
                    warmup=warmup,
                    weight_decay=weight_decay,
                    dropout=dropout,
                    precision=chosen.precision,
                    device=device,
                    resume=resume,
                    trust_remote_code=trust_remote_code,
                    allow_pickle=allow_pickle,
                    progress=listener.trained if listener else None,
                ),
                validation=validation,
                catalog=catalog,
            )
    except KeyboardInterrupt:
        raise Interrupted("interrupted before there was anything to keep", "start it again") from None
    if not quiet:
        accuracy = "" if card.validation_accuracy is None else f", validation accuracy {card.validation_accuracy:.4f}"
        typer.echo(
            f"{card.base} on {card.n} examples of {card.dataset}: {card.seconds:.1f} s, "
            f"{card.examples_per_second:.1f} examples a second{accuracy}"
        )
    typer.echo(f"model: {out}", err=True)
