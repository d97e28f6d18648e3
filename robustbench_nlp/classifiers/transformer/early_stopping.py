"""Ends a training when the validation loss no longer falls, and keeps the weights with which it was lowest."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_model, save_model
from transformers import PreTrainedModel, TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from robustbench_nlp.errors import ModelError, one_line

BEST = "best.safetensors"


class EarlyStopping(TrainerCallback):
    """Stops after `patience` looks without a lower loss. It remembers nothing: all it needs is in the Trainer's log,
    which checkpoints hold, so that a resumed training decides as it would have.
    """

    def __init__(self, patience: int, work: Path) -> None:
        self._patience = patience
        self._file = work / BEST

    def on_evaluate(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, model: Any = None, **_: Any
    ) -> None:
        """Keep the weights, or stop."""
        steps, best = _looks(state.log_history)
        if steps[best] == state.global_step and state.is_world_process_zero:
            self._keep(model)
        if self._exhausted(state) and not control.should_training_stop:
            # No checkpoint of this step: it would be one to go on from.
            control.should_save, control.should_training_stop = False, True

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """An interrupt may have left a checkpoint of the very step at which it was over."""
        if self._exhausted(state):
            control.should_training_stop = True

    def restore(self, model: PreTrainedModel, history: Sequence[Mapping[str, Any]]) -> int | None:
        """Give the model its best weights; at which step it had them."""
        steps, best = _looks(history)
        if not steps:
            return None
        load_model(model, self._file)
        return steps[best]

    def _exhausted(self, state: TrainerState) -> bool:
        steps, best = _looks(state.log_history)
        return len(steps) - 1 - best >= self._patience

    def _keep(self, model: PreTrainedModel) -> None:
        whole = self._file.with_suffix(".new")
        try:
            save_model(model, str(whole))
            os.replace(whole, self._file)  # noqa: PTH105
        except (OSError, RuntimeError, SafetensorError) as error:
            raise ModelError(
                f"cannot keep the best weights in {self._file.parent}: {one_line(error)}",
                "free some space, then go on with --resume",
            ) from error


def _looks(history: Sequence[Mapping[str, Any]]) -> tuple[list[int], int]:
    """The steps of all looks at the validation part, and which of them saw the lowest loss first."""
    looks = [(entry["eval_loss"], entry["step"]) for entry in history if "eval_loss" in entry]
    losses = [math.inf if math.isnan(loss) else loss for loss, _ in looks]
    return [step for _, step in looks], losses.index(min(losses)) if losses else -1
