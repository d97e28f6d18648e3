"""The transformers Trainer, with an order of our own, which also stops where a loss is not a number."""

from __future__ import annotations

from typing import Any

import torch
from safetensors import SafetensorError
from transformers import Trainer

from robustbench_nlp.errors import ModelError


class CheckedTrainer(Trainer):
    """Nothing is learnt from a loss that is not a number, and no checkpoint after it replaces a good one."""

    def __init__(self, *args: Any, order: torch.utils.data.Sampler[int], **more: Any) -> None:
        self._order = order
        super().__init__(*args, **more)

    def _get_train_sampler(self, train_dataset: Any = None) -> torch.utils.data.Sampler[int]:
        return self._order

    def _save_checkpoint(self, *args: Any, **more: Any) -> None:
        try:
            super()._save_checkpoint(*args, **more)
        except (OSError, RuntimeError, SafetensorError) as error:
            # A full disk shows as any of the three, by which library was writing.
            said = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelError(
                f"cannot write a checkpoint to {self.args.output_dir}: {said[:200]}",
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
