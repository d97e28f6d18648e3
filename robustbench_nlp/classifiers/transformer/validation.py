"""Loss and accuracy on the validation part in the middle of a training, which it leaves untouched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from transformers import PreTrainedModel

from robustbench_nlp.classifiers.transformer import batches

Criterion = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
"""From logits and labels to the mean loss."""


@dataclass(frozen=True)
class Validation:
    """The validation part as token ids. No random number is drawn for it, so it moves no weight of the training."""

    ids: Sequence[Sequence[int]]
    labels: Sequence[int]
    pad: int
    pads_left: bool
    every: int
    """Steps between two looks at it."""

    def measure(self, model: PreTrainedModel, criterion: Criterion, device: torch.device) -> tuple[float, float]:
        """Mean loss and accuracy; the model is back in training mode afterwards."""
        logits = torch.empty((len(self.ids), len(model.config.id2label or {})))
        tokens = batches.TOKENS_CPU if device.type == "cpu" else batches.TOKENS_GPU
        longest = max(map(len, self.ids))
        lengths = [batches.padded(len(row), longest) for row in self.ids]
        model.eval()
        with torch.no_grad():
            for batch in batches.cut(lengths, tokens):
                length = lengths[batch[0]]
                ids = [self.ids[i] for i in batch]
                rows, mask = batches.tensors(ids, length, len(batch), self.pad, left=self.pads_left)
                logits[batch] = model(input_ids=rows.to(device), attention_mask=mask.to(device)).logits.float().cpu()
        model.train()
        labels = torch.tensor(self.labels)
        return criterion(logits, labels).item(), (logits.argmax(dim=1) == labels).double().mean().item()
