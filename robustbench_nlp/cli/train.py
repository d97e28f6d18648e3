"""`robust train`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli import training_options as training
from robustbench_nlp.cli.augment import Shares, read_shares, say
from robustbench_nlp.cli.left_out import say_left_out
from robustbench_nlp.cli.progress import progress
from robustbench_nlp.cli.remark import remark
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import Interrupted, UsageError

AUGMENT_SIZE = 5000


def train(
    context: typer.Context,
    dataset: opt.Dataset,
    base: training.Base = "distilbert/distilbert-base-uncased",
    out: opt.Out = Path("out"),
    split: opt.TrainSplit = "",
    text_column: opt.TextColumn = "",
    label_column: opt.LabelColumn = "",
    id_column: opt.IdColumn = "",
    config: opt.Config = "",
    language: opt.Language = "",
    limit: opt.Limit = None,
    validation_split: Annotated[
        str, typer.Option(help="Also measure loss and accuracy on this split.", rich_help_panel="Data")
    ] = "",
    validation_share: Annotated[
        float | None,
        typer.Option(help="Do so on this share of the training data, set aside, such as .1.", rich_help_panel="Data"),
    ] = None,
    seed: opt.Seed = 0,
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
    report_to: Annotated[
        str, typer.Option(help="Also log to tensorboard, wandb, or both with a comma.", rich_help_panel="Training")
    ] = "",
    augment: Annotated[
        str, typer.Option(help="Add training examples rewritten by these transforms.", rich_help_panel="Augmentation")
    ] = "",
    augment_size: Annotated[
        int | None, typer.Option(help="How many of them; else 5000.", rich_help_panel="Augmentation")
    ] = None,
    augment_shares: Shares = "",
    workers: Annotated[int, typer.Option(help="Processes that rewrite texts.", rich_help_panel="Augmentation")] = 1,
    max_length: opt.MaxLength = None,
    truncation: opt.Truncation = "head_tail",
    device: opt.Device = "auto",
    precision: opt.Precision = "auto",
    trust_remote_code: opt.TrustRemoteCode = False,
    allow_pickle: opt.AllowPickle = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted training.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the model in --out, or an interrupted training of it.")
    ] = False,
    quiet: opt.Quiet = False,
) -> None:
    """Fine-tune a transformer, or train the bag of words.

    The model is written to a folder, with a card that says how it was made.
    """
    from robustbench_nlp import api
    from robustbench_nlp.core.hold_out import hold_out
    from robustbench_nlp.core.sample import subset
    from robustbench_nlp.runner.atomic import explained
    from robustbench_nlp.runner.augmentation.arms import with_transformed

    with explained(out):
        taken = out.exists() and any(out.iterdir() if out.is_dir() else [out])
    if taken and not (overwrite or resume):
        raise UsageError(f"{out} is there already", "choose another --out, --overwrite it, or --resume")
    if validation_split and validation_share is not None:
        raise UsageError("--validation-split and --validation-share both name a validation part", "use one of them")
    for option, given in (("--augment-size", augment_size is not None), ("--augment-shares", augment_shares)):
        if given and not augment:
            raise UsageError(f"{option} without --augment", "name the transforms, such as --augment typo,synonym")
    trackers = tuple(name.strip() for name in report_to.split(",") if name.strip())
    options = training.train_options(context.params, report_to=trackers)
    shares = read_shares(augment_shares, "--augment-shares")
    catalog = context.obj.catalog()
    columns = (text_column, label_column, id_column, config, language)
    request = DatasetRequest(dataset, split or api.usual_split(dataset, "train"), *columns)
    train_set = subset(api.load_dataset(request, catalog=catalog), limit, seed)
    read, validation = [train_set], None
    if validation_split:
        validation = api.load_dataset(DatasetRequest(dataset, validation_split, *columns), catalog=catalog)
        read.append(validation)
    elif validation_share is not None:
        train_set, validation = hold_out(train_set, validation_share, seed)
    if not quiet:
        for part in read:
            say_left_out(part)
    try:
        with progress(quiet) as listener:
            if augment:
                drawn = api.augment(
                    train_set, augment, AUGMENT_SIZE if augment_size is None else augment_size, seed=seed,
                    workers=workers, shares=shares, catalog=catalog, progress=listener.rewritten if listener else None,
                )  # fmt: skip
                if not quiet:
                    say(drawn, train_set.labels)
                train_set = with_transformed(train_set, drawn)
            card = api.train(
                train_set,
                replace(options, progress=listener.trained if listener else None),
                validation=validation,
                catalog=catalog,
            )
    except KeyboardInterrupt:
        raise Interrupted("interrupted before there was anything new to keep", "run the same command again") from None
    if not quiet:
        accuracy = "" if card.validation_accuracy is None else f", validation accuracy {card.validation_accuracy:.4f}"
        typer.echo(
            f"{card.base} on {card.n} examples of {card.dataset}: {card.seconds:.1f} s, "
            f"{card.examples_per_second:.1f} examples a second{accuracy}"
        )
    remark(f"model: {out}")
