"""Runs steps whose results are kept: what is done is not done again, whenever and however the study was stopped."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from robustbench_nlp.core.kinds import Event
from robustbench_nlp.core.options import TrainProgress
from robustbench_nlp.study.folder import StudyFolder, whole


class Progress(Protocol):
    """Shows how far a step is."""

    def heard(self, event: Event) -> None:
        """An event of rewriting or scoring."""
        ...

    def rewritten(self, done: int, total: int) -> None:
        """Training examples that are rewritten."""
        ...

    def trained(self, progress: TrainProgress) -> None:
        """A step of a training."""
        ...


Watch = Callable[[], AbstractContextManager[Progress | None]]


@dataclass(frozen=True)
class Done:
    """What a step hands back: its record, and how long how much of its work took in this process."""

    record: Mapping[str, Any]
    seconds: float
    work: float


@dataclass(frozen=True)
class Step:
    """A piece of a study.

    name      also of its record
    kind      steps of one kind take equally long for equal work
    work      how much there is, in `unit`
    products  files or folders it leaves; the step is done when its record and all of them are there, whole
    serves    the one step that needs them: where that is done, they may go
    """

    name: str
    kind: str
    work: float
    unit: str
    do: Callable[[Progress | None], Done]
    products: tuple[Path, ...] = ()
    serves: str = ""


def open_steps(steps: Sequence[Step], folder: StudyFolder) -> list[Step]:
    """Those that still have to be done."""
    done = {step.name for step in steps if _done(step, folder)}
    served = {step.name for step in steps if step.serves in done and folder.record(step.name) is not None}
    return [step for step in steps if step.name not in done | served]


def run_steps(
    steps: Sequence[Step], folder: StudyFolder, *, watch: Watch, said: Callable[[Step], None], keep: bool
) -> None:
    """Do what is open, in order; `said` hears each step that is done now. What was made without `keep` is deleted as
    soon as it has served its step."""
    _clear_up(steps, folder)
    for step in open_steps(steps, folder):
        with watch() as progress:
            done = step.do(progress)
        measured = {"seconds": round(done.seconds, 3), "work": done.work}
        folder.keep(step.name, {**done.record, **measured, "keep": keep})
        _clear_up(steps, folder)
        said(step)


def _done(step: Step, folder: StudyFolder) -> bool:
    return folder.record(step.name) is not None and all(map(whole, step.products))


def _clear_up(steps: Sequence[Step], folder: StudyFolder) -> None:
    done = {step.name for step in steps if _done(step, folder)}
    for step in steps:
        if step.serves in done:
            kept = (folder.record(step.name) or {}).get("keep", True)
            for product in step.products:
                # What a killed process was still writing.
                leftovers = list(product.parent.glob(f".{product.name}.*"))
                for path in leftovers if kept else [product, *leftovers]:
                    shutil.rmtree(path, ignore_errors=True)


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._started = time.perf_counter()

    @property
    def seconds(self) -> float:
        """So far."""
        return time.perf_counter() - self._started
