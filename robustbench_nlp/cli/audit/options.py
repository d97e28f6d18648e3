"""How the commands of an audit name it, worded once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Run = Annotated[Path, typer.Argument(help="A run folder.")]
Transform = Annotated[
    str | None, typer.Option("--transform", "-t", help="Which audit; not needed where the run has one.")
]
MAX_FLIP = 0.05
"""Share of changed labels that is still fine, where nobody says otherwise."""
