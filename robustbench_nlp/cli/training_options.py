"""Options of every command that trains, worded and read once."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from robustbench_nlp.core.options import TrainOptions

PANEL = "Training"

Base = Annotated[
    str, typer.Option(help="bow, minilm, a hub id, a folder, or pkg:PACKAGE/FOLDER.", rich_help_panel="Model")
]
Epochs = Annotated[
    float | None, typer.Option(help="Passes over the data; else 2, of the bag of words 3.", rich_help_panel=PANEL)
]
LearningRate = Annotated[
    float | None,
    typer.Option("--lr", help="Peak learning rate; else 2e-5, of the bag of words .001.", rich_help_panel=PANEL),
]
BatchSize = Annotated[
    int | None, typer.Option(help="Texts per step; else 16, of the bag of words 32.", rich_help_panel=PANEL)
]
Warmup = Annotated[float, typer.Option(help="Share of steps with a rising rate.", rich_help_panel=PANEL)]
WeightDecay = Annotated[float, typer.Option(help="AdamW weight decay.", rich_help_panel=PANEL)]
Dropout = Annotated[
    float | None, typer.Option(help="Else the model's own; 0 is up to twice as fast on a CPU.", rich_help_panel=PANEL)
]
EarlyStopping = Annotated[
    int | None,
    typer.Option(help="Stop after so many looks at the validation part without a lower loss.", rich_help_panel=PANEL),
]
ClassWeights = Annotated[
    bool, typer.Option("--class-weights", help="Weight classes inversely to their size.", rich_help_panel=PANEL)
]
FreezeLayers = Annotated[
    int, typer.Option(help="Leave embeddings and so many of the lowest layers alone.", rich_help_panel=PANEL)
]
GradientCheckpointing = Annotated[
    bool,
    typer.Option(
        "--gradient-checkpointing",
        help="Compute activations twice: less memory, a third more time.",
        rich_help_panel=PANEL,
    ),
]


def train_options(given: Mapping[str, Any], **own: Any) -> TrainOptions:
    """From all parameters of a command by name (`context.params`); `own` are those that only this command has.

    A parameter with the name of a training option is that option, so a new one reaches every command that offers it.
    """
    same = {field.name: given[field.name] for field in dataclasses.fields(TrainOptions) if field.name in given}
    return TrainOptions(**{**same, "learning_rate": given["lr"], **own})
