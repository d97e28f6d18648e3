"""Options for loading and training a classifier, as the command line and the API hand them to its factories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

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
    precision: Precision = "auto"
    device: str = "auto"
    resume: bool = False
    trust_remote_code: bool = False
    allow_pickle: bool = False
    progress: Callable[[TrainProgress], None] | None = None


@dataclass(frozen=True)
class TrainProgress:
    """How far training is: `done` of `total` steps, with the latest loss where there is one."""

    done: int
    total: int
    loss: float | None = None
