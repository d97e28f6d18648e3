"""`robust_model.json`: how a model was made, beside its weights."""

from __future__ import annotations

import dataclasses
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from robustbench_nlp.core.classifier import MODEL_CARD
from robustbench_nlp.errors import ModelError
from robustbench_nlp.version import __version__, installed

SCHEMA = "robustbench-nlp/model/1"


@dataclass(frozen=True)
class Card:
    """How a model was made.

    kind                 "bow" or "hf"
    labels               in the order of the probability columns
    base                 what training started from
    dataset, split, fingerprint, n, class_counts   what it was trained on
    options              everything that shaped training or that loading must repeat (max_length, truncation ...)
    seconds              of training proper, and examples a second in them; of the last part where it was resumed
    loss                 mean training loss of the last epoch or logging step
    validation_accuracy  where a validation split was given
    best_step            whose weights were kept, where a training was to stop early
    augmentation         the rows that were added to the data, where any were: kind, number and recipe
    versions             of the libraries that matter
    """

    kind: str
    labels: tuple[str, ...]
    base: str
    dataset: str
    split: str
    fingerprint: str
    n: int
    class_counts: tuple[int, ...]
    seed: int
    options: Mapping[str, Any]
    seconds: float
    examples_per_second: float
    loss: float | None
    validation_accuracy: float | None = None
    best_step: int | None = None
    augmentation: Mapping[str, Any] | None = None
    versions: Mapping[str, str] = field(default_factory=dict)


def versions(packages: Iterable[str]) -> dict[str, str]:
    """Of Python, this tool and those of the packages that are installed."""
    return {"python": platform.python_version(), "robustbench-nlp": __version__, **dict(installed(packages))}


def write_card(folder: Path, card: Card) -> None:
    """Write the card into a model's folder."""
    content = {"schema": SCHEMA, **dataclasses.asdict(card)}
    (folder / MODEL_CARD).write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", "utf-8")


def read_card(folder: Path) -> Card | None:
    """The card of a model, or None where it has none; `ModelError` where it cannot be read."""
    path = folder / MODEL_CARD
    if not path.is_file():
        return None
    try:
        content = json.loads(path.read_text("utf-8"))
        if content.pop("schema") != SCHEMA:
            raise ValueError("another version of the card")
        content["labels"], content["class_counts"] = tuple(content["labels"]), tuple(content["class_counts"])
        if not isinstance(content["options"], dict):
            raise TypeError("its options are not an object")
        return Card(**content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(f"{path} cannot be read: {error}", "train the model again") from error
