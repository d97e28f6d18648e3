"""Loss and accuracy over a training: summed up step by step, so that an interruption leaves no mark in the curve."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import torch
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments
from transformers.trainer_callback import ExportableState

NAMES = {
    "step": "step",
    "epoch": "epoch",
    "loss": "loss",
    "accuracy": "accuracy",
    "learning_rate": "learning_rate",
    "grad_norm": "gradient_norm",
    "eval_loss": "validation_loss",
    "eval_accuracy": "validation_accuracy",
}


class Curve(TrainerCallback, ExportableState):
    """Sums since the last point of the curve. Checkpoints hold them; the Trainer's own start anew with a resume."""

    def __init__(self) -> None:
        self.sums = [0.0, 0.0, 0.0]

    def state(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {"args": {}, "attributes": {"sums": list(self.sums)}}

    def restore(self, kept: Mapping[str, Any] | None) -> None:
        """Take up what `state` gave."""
        if kept is not None:
            self.sums = list(kept["attributes"]["sums"])

    def add(self, loss: torch.Tensor, logits: torch.Tensor, labels: torch.Tensor) -> None:
        """One batch: its mean loss and its answers."""
        n = labels.numel()
        right = (logits.argmax(dim=-1) == labels).sum()
        self.sums = [a + b for a, b in zip(self.sums, (n * loss.mean().item(), right.item(), n), strict=True)]

    def take(self, over_all_processes: Callable[[torch.Tensor], torch.Tensor]) -> dict[str, float]:
        """Mean loss and accuracy since the last time; the sums start anew."""
        loss, right, n = over_all_processes(torch.tensor(self.sums, dtype=torch.float64)).tolist()
        self.sums = [0.0, 0.0, 0.0]
        return {"loss": loss / n, "accuracy": right / n} if n else {}

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """A point for the last step and for each at which the validation part is looked at, too."""
        if control.should_evaluate or state.global_step >= state.max_steps:
            control.should_log = True


def points(history: Iterable[Mapping[str, Any]]) -> list[dict[str, float]]:
    """The curve, from what the Trainer logged: one point per step, times and sizes left out."""
    by_step: dict[int, dict[str, float]] = {}
    for entry in history:
        if "loss" in entry or "eval_loss" in entry:
            point = {NAMES[name]: value for name, value in entry.items() if name in NAMES}
            by_step.setdefault(entry["step"], {}).update(point)
    order = list(NAMES.values())
    return [{name: point[name] for name in order if name in point} for _, point in sorted(by_step.items())]
