"""Progress bars on standard error, with the time that is left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from robustbench_nlp.core.kinds import Event
from robustbench_nlp.core.options import TrainProgress

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bars:
    """Listens to a run or a training and draws what it hears."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def _bar(self, name: str, total: float | None, done: float | None = None, advance: float | None = None) -> None:
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=total)
        self._progress.update(self._tasks[name], total=total, completed=done, advance=advance)

    def heard(self, event: Event) -> None:
        """An event of a run."""
        data: dict[str, Any] = dict(event.data)
        if event.kind == "run_started":
            self._bar("rewriting", data["shards"])
        elif event.kind == "shard_done":
            self._progress.update(self._tasks["rewriting"], advance=1)
        elif event.kind == "scored":
            self._bar("scoring", data["total"], done=data["done"])

    def trained(self, progress: TrainProgress) -> None:
        """A step of a training."""
        loss = f"training (loss {progress.loss:.3f})" if progress.loss is not None else "training"
        self._bar("training", progress.total, done=progress.done)
        self._progress.update(self._tasks["training"], description=loss)


@contextmanager
def bars(quiet: bool) -> Iterator[Bars | None]:
    """Bars for the time of a block; None where the user wants none or nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield Bars(progress)
