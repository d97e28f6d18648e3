"""TensorBoard and Weights & Biases: the Trainer's own callbacks, off unless asked for."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from robustbench_nlp.errors import UsageError

TRACKERS = {"tensorboard": "tensorboard", "wandb": "wandb"}
"""By name: the Python package that it needs."""


def check_trackers(names: Sequence[str]) -> None:
    """`UsageError` where one is unknown or not installed."""
    for name in names:
        if name not in TRACKERS:
            raise UsageError(f"--report-to {name}: no such tracker", f"there are: {', '.join(TRACKERS)}")
        if importlib.util.find_spec(TRACKERS[name]) is None:
            raise UsageError(f"--report-to {name}: not installed", f"pip install {TRACKERS[name]}")


def log_beside(out: Path, callbacks: Iterable[Any]) -> None:
    """Have TensorBoard's files written to `runs/` beside the model: the Trainer's own place is gone when it is done."""
    for callback in callbacks:
        if type(callback).__name__ == "TensorBoardCallback" and "TENSORBOARD_LOGGING_DIR" not in os.environ:
            callback.logging_dir = str(out.parent / "runs" / out.name)
