"""Weights that are no numbers are neither kept nor gone on from."""

from __future__ import annotations

import torch
from transformers import PreTrainedModel

from robustbench_nlp.errors import ModelError


def refuse_broken(model: PreTrainedModel, step: int, steps: int) -> None:
    """`ModelError` where a weight is not finite: the loss of a step is that of the weights before it."""
    if not all(torch.isfinite(parameter).all() for parameter in model.parameters()):
        raise ModelError(
            f"a weight is not a number after step {step} of {steps}",
            "try a smaller --lr or --precision fp32; --resume goes on from the last checkpoint",
        )
