"""The transformers Trainer, which also stops where a loss is not a number."""

from __future__ import annotations

from typing import Any

import torch
from transformers import Trainer

from robustbench_nlp.errors import ModelError


class CheckedTrainer(Trainer):
    """Nothing is learnt from a loss that is not a number, and no checkpoint after it replaces a good one."""

    def training_step(self, *args: Any, **more: Any) -> torch.Tensor:
        """One step; `ModelError` says which one went wrong."""
        loss: torch.Tensor = super().training_step(*args, **more)
        if not torch.isfinite(loss).all():
            raise ModelError(
                f"the loss is not a number in step {self.state.global_step + 1} of {self.state.max_steps}",
                "try a smaller --lr or --precision fp32; --resume goes on from the last checkpoint",
            )
        return loss
