"""Options that several commands share, worded once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from robustbench_nlp.local_path import local_path


def path(*names: str, help: str, metavar: str = "<path>") -> Any:  # noqa: A002
    """An option for a file or a folder, read as `--dataset` and `--model` are: `~` is home, an empty name an error."""
    return typer.Option(*names, parser=local_path, metavar=metavar, help=help)


Dataset = Annotated[
    str,
    typer.Option("--dataset", "-d", help="movies, imdb, sst2, a hub id, a file or a folder.", rich_help_panel="Data"),
]
Split = Annotated[
    str, typer.Option(help="Which split; else test, validation, or the only one.", rich_help_panel="Data")
]
TrainSplit = Annotated[
    str, typer.Option("--split", help="Which split; else train, or the only one.", rich_help_panel="Data")
]
TextColumn = Annotated[str, typer.Option(help="Column with the texts.", rich_help_panel="Data")]
LabelColumn = Annotated[str, typer.Option(help="Column with the labels.", rich_help_panel="Data")]
IdColumn = Annotated[
    str, typer.Option(help="Column with ids; else ids are made from the content.", rich_help_panel="Data")
]
Config = Annotated[str, typer.Option(help="Configuration of a hub data set.", rich_help_panel="Data")]
Language = Annotated[
    str,
    typer.Option(help="Language of the texts, e.g. de; transforms for others are left out.", rich_help_panel="Data"),
]
Limit = Annotated[
    int | None, typer.Option(help="Use a stratified sample of this many examples; else all.", rich_help_panel="Data")
]
Transforms = Annotated[
    str,
    typer.Option(
        "--transform",
        "-t",
        help='For example "typo,casing(mode=upper),typo+contraction@4"; robust list-transforms lists them.',
    ),
]
Seed = Annotated[int, typer.Option(help="Seed of every random choice.")]
Draws = Annotated[int, typer.Option(help="Independent random versions of each text.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, only the result.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="More figures: drop on changed texts, macro-F1, calibration ...")
]
Device = Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1, mps.", rich_help_panel="Model")]
Precision = Annotated[str, typer.Option(help="auto, fp32, bf16, fp16.", rich_help_panel="Model")]
MaxLength = Annotated[int | None, typer.Option(help="Tokens per text; else the model's own.", rich_help_panel="Model")]
Truncation = Annotated[
    str, typer.Option(help="What of a long text is kept: head, tail, head_tail.", rich_help_panel="Model")
]
TrustRemoteCode = Annotated[
    bool,
    typer.Option(
        "--trust-remote-code",
        help="Run Python code that the model brings along. Off for a reason.",
        rich_help_panel="Model",
    ),
]
AllowPickle = Annotated[
    bool,
    typer.Option(
        "--allow-pickle", help="Load weights that are not safetensors. Pickle can run code.", rich_help_panel="Model"
    ),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there.")]
Out = Annotated[Path, path("--out", "-o", help="Where to write.")]
