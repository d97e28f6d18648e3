"""What is watched during a training: progress, checkpoints by the clock, and the user's Ctrl-C."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from robustbench_nlp.core.options import TrainProgress

SAVE_EVERY_SECONDS = 300.0


class Watch(TrainerCallback):
    """Tells progress after each step and asks for a checkpoint every few minutes."""

    def __init__(self, progress: Callable[[TrainProgress], None] | None) -> None:
        self._progress = progress
        self._saved_at = time.monotonic()
        self._loss: float | None = None

    def on_log(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, logs: Any = None, **_: Any
    ) -> None:
        """Keep the latest loss."""
        self._loss = (logs or {}).get("loss", self._loss)

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Say how far it is; save by the clock."""
        if self._progress is not None:
            self._progress(TrainProgress(state.global_step, state.max_steps, self._loss))
        if time.monotonic() - self._saved_at > SAVE_EVERY_SECONDS:
            control.should_save = True
            self._saved_at = time.monotonic()


class StopOnInterrupt(TrainerCallback):
    """The first Ctrl-C ends the training behind its step, with a checkpoint; a second one at once."""

    def __init__(self) -> None:
        self.asked = self.stopped = False
        self._before: Any = None

    def __enter__(self) -> StopOnInterrupt:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._heard)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        signal.signal(signal.SIGINT, self._before)

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Stop here, if asked: all processes of a training at the same step."""
        if _anywhere(self.asked):
            self.stopped = control.should_save = control.should_training_stop = True


def _anywhere(asked: bool) -> bool:
    """Was any process of this training asked?"""
    import torch
    from torch import distributed

    if not (distributed.is_available() and distributed.is_initialized()):
        return asked
    device = "cuda" if distributed.get_backend() == "nccl" else "cpu"
    answer = torch.tensor(int(asked), device=device)
    distributed.all_reduce(answer, op=distributed.ReduceOp.MAX)
    return bool(answer.item())
