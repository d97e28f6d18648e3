"""Options for loading and training a classifier, as the command line and the API hand them to its factories."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from robustbench_nlp.core.checked import check_fields
from robustbench_nlp.errors import UsageError

Truncation = Literal["head", "tail", "head_tail"]
Precision = Literal["auto", "fp32", "bf16", "fp16"]


@dataclass(frozen=True)
class LoadOptions:
    """How to run a model. Everything here that can change an answer belongs into the classifier's digest.

    None, "" and "auto" mean "as the model and the device have it".
    """

    device: str = "auto"
    precision: Precision = "auto"
    max_length: int | None = None
    truncation: Truncation | None = None
    tokens_per_batch: int | None = None
    trust_remote_code: bool = False
    allow_pickle: bool = False

    def __post_init__(self) -> None:
        check_fields(self)


@dataclass(frozen=True)
class TrainOptions:
    """How to train. The defaults are the documented DistilBERT recipe for IMDB (learning rate 2e-5, batches of 16, two
    epochs, linear decay with 6 % warm-up, weight decay .01, 512 tokens); None means "as the kind of model has it".
    """

    base: str
    out: Path
    seed: int = 0
    epochs: float | None = None
    learning_rate: float | None = None
    batch_size: int | None = None
    max_length: int | None = None
    truncation: Truncation = "head_tail"
    warmup: float = 0.06
    weight_decay: float = 0.01
    dropout: float | None = None
    early_stopping: int | None = None
    """Stop after so many looks at the validation part without a lower loss, four looks to an epoch; keep the best."""
    class_weights: bool = False
    """Weight classes inversely to their size."""
    freeze_layers: int = 0
    """Leave the embeddings and so many of the lowest layers as they are."""
    gradient_checkpointing: bool = False
    """Compute activations twice instead of keeping them: less memory, a third more time."""
    report_to: tuple[str, ...] = ()
    precision: Precision = "auto"
    device: str = "auto"
    resume: bool = False
    overwrite: bool = False
    """Replace the model in `out`, or an interrupted training of it."""
    trust_remote_code: bool = False
    allow_pickle: bool = False
    progress: Callable[[TrainProgress], None] | None = None

    def __post_init__(self) -> None:
        check_fields(self, learning_rate="lr")
        _require("epochs", self.epochs, self.epochs is None or 0 < self.epochs < math.inf, "above 0")
        _require(
            "lr", self.learning_rate, self.learning_rate is None or 0 < self.learning_rate <= 1, "above 0, up to 1"
        )
        _require("batch-size", self.batch_size, self.batch_size is None or self.batch_size >= 1, "at least 1")
        _require("warmup", self.warmup, 0 <= self.warmup < 1, "from 0 to below 1")
        _require("weight-decay", self.weight_decay, 0 <= self.weight_decay < math.inf, "at least 0")
        _require("dropout", self.dropout, self.dropout is None or 0 <= self.dropout < 1, "from 0 to below 1")
        patience = self.early_stopping
        _require("early-stopping", patience, patience is None or patience >= 1, "at least 1")
        _require("freeze-layers", self.freeze_layers, self.freeze_layers >= 0, "at least 0")
        _require("seed", self.seed, 0 <= self.seed < 2**32, "from 0 to below 2**32")


def _require(option: str, value: object, holds: bool, bounds: str) -> None:
    if not holds:
        raise UsageError(f"--{option} must be {bounds}, not {value}")


@dataclass(frozen=True)
class TrainProgress:
    """How far training is: `done` of `total` steps, with the latest loss where there is one."""

    done: int
    total: int
    loss: float | None = None
