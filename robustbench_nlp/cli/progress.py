"""Progress on standard error with the time that is left: bars on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from robustbench_nlp.cli.remark import remark
from robustbench_nlp.core.kinds import Event
from robustbench_nlp.core.options import TrainProgress

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LINE_EVERY_SECONDS = 30.0


class Drawing(Protocol):
    """Shows how far a named piece of work is."""

    def show(self, name: str, done: float, total: float, note: str = "") -> None:
        """`done` of `total` steps of it are done."""
        ...


class Listener:
    """Hears a run or a training and has it drawn."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._shards = self._shards_done = 0

    def heard(self, event: Event) -> None:
        """An event of a run."""
        data: dict[str, Any] = dict(event.data)
        if event.kind == "run_started":
            self._shards, self._shards_done = data["shards"], 0
        elif event.kind == "shard_done":
            self._shards_done += 1
            self._drawing.show("rewriting", self._shards_done, self._shards)
        elif event.kind == "scored":
            self._drawing.show("scoring", data["done"], data["total"])

    def rewritten(self, done: int, total: int) -> None:
        """Texts of an augmentation."""
        self._drawing.show("rewriting", done, total)

    def judged(self, done: int, total: int) -> None:
        """Texts that a judge has read."""
        self._drawing.show("judging", done, total)

    def trained(self, progress: TrainProgress) -> None:
        """A step of a training."""
        note = "" if progress.loss is None else f"loss {progress.loss:.3f}"
        self._drawing.show("training", progress.done, progress.total, note)


class Bars:
    """One bar for each piece of work."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def show(self, name: str, done: float, total: float, note: str = "") -> None:
        """Move the bar."""
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name)
        said = f"{name} ({note})" if note else name
        self._progress.update(self._tasks[name], total=total, completed=done, description=said)


class Lines:
    """A line every half minute, so that the log of a long job says how long it will take."""

    def __init__(self) -> None:
        self._started: dict[str, tuple[float, float]] = {}
        self._said_at = time.monotonic()

    def show(self, name: str, done: float, total: float, note: str = "") -> None:
        """Say it, if it is time."""
        now = time.monotonic()
        began, done_before = self._started.setdefault(name, (now, done))
        if now - self._said_at < LINE_EVERY_SECONDS or done <= done_before:
            return
        self._said_at = now
        left = (total - done) * (now - began) / (done - done_before)
        more = f", {note}" if note else ""
        remark(f"{name}: {done:g} of {total:g}, {left / 60:.1f} minutes left{more}")


@contextmanager
def progress(quiet: bool) -> Iterator[Listener | None]:
    """Something to listen with for the time of a block; None where the user wants to see nothing."""
    if quiet:
        yield None
        return
    if not sys.stderr.isatty():
        yield Listener(Lines())
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=Console(stderr=True)) as drawn:
        yield Listener(Bars(drawn))
