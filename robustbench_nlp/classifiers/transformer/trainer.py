"""The transformers Trainer, with an order, a curve and a validation of our own, and a stop at losses that are none."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from transformers import Trainer

from robustbench_nlp.classifiers.transformer.curve import Curve
from robustbench_nlp.classifiers.transformer.finite import refuse_broken
from robustbench_nlp.classifiers.transformer.validation import Criterion, Validation
from robustbench_nlp.errors import ModelError, one_line


class CheckedTrainer(Trainer):
    """Nothing is learnt from a loss that is not a number, and no checkpoint after it replaces a good one."""

    def __init__(
        self,
        *args: Any,
        order: torch.utils.data.Sampler[int],
        criterion: Criterion,
        validation: Validation | None,
        **more: Any,
    ) -> None:
        self._order = order
        self._criterion = criterion
        self._validation = validation
        self._curve = Curve()
        self.validation_seconds = 0.0
        more |= {"compute_loss_func": self._loss, "eval_dataset": validation.ids if validation else None}
        super().__init__(*args, **more)
        self.add_callback(self._curve)

    def _get_train_sampler(self, train_dataset: Any = None) -> torch.utils.data.Sampler[int]:
        return self._order

    def _loss(self, outputs: Any, labels: torch.Tensor, num_items_in_batch: Any = None) -> torch.Tensor:
        loss = self._criterion(outputs.logits, labels)
        self._curve.add(loss.detach(), outputs.logits.detach(), labels)
        return loss

    def _load_callback_state(self) -> None:
        super()._load_callback_state()
        kept: Any = self.state.stateful_callbacks
        self._curve.restore(kept.get(Curve.__name__))

    def log(self, logs: dict[str, float], *args: Any, **more: Any) -> None:
        """With means over all texts since the last time, whatever was interrupted in between."""
        if "loss" in logs:
            logs |= self._curve.take(self._over_all_processes)
        super().log(logs, *args, **more)

    def _over_all_processes(self, sums: torch.Tensor) -> torch.Tensor:
        if self.accelerator.num_processes == 1:
            return sums
        added: torch.Tensor = self.accelerator.reduce(sums.to(self.args.device))
        return added

    def evaluate(self, *_: Any, **__: Any) -> dict[str, float]:
        """Loss and accuracy on the validation part; every process measures them for itself."""
        started = time.perf_counter()
        metrics = {}
        if self._validation is not None:
            model: Any = self.model
            loss, accuracy = self._validation.measure(model, self._criterion, self.args.device)
            metrics = {"eval_loss": loss, "eval_accuracy": accuracy}
        self.log(dict(metrics))
        self.control = self.callback_handler.on_evaluate(self.args, self.state, self.control, metrics)
        self.validation_seconds += time.perf_counter() - started
        return metrics

    def _save_checkpoint(self, *args: Any, **more: Any) -> None:
        refuse_broken(self.accelerator.unwrap_model(self.model), self.state.global_step, self.state.max_steps)
        try:
            super()._save_checkpoint(*args, **more)
        except (OSError, RuntimeError, SafetensorError) as error:
            free = shutil.disk_usage(self.args.output_dir or ".").free
            # Half a checkpoint would take the room that a whole one needs.
            half = Path(self.args.output_dir or "") / f"checkpoint-{self.state.global_step}"
            shutil.rmtree(half, ignore_errors=True)
            # A full disk shows as any of the three, by which library was writing; torch's says nothing of it.
            raise ModelError(
                f"cannot write a checkpoint to {self.args.output_dir}, where {free // 10**6} MB are free: "
                f"{one_line(error)}",
                "free some space, then go on with --resume",
            ) from error

    def training_step(self, *args: Any, **more: Any) -> torch.Tensor:
        """One step; `ModelError` says which one went wrong."""
        loss: torch.Tensor = super().training_step(*args, **more)
        if not torch.isfinite(loss).all():
            raise ModelError(
                f"the loss is not a number in step {self.state.global_step + 1} of {self.state.max_steps}",
                "try a smaller --lr or --precision fp32; --resume goes on from the last checkpoint",
            )
        return loss
