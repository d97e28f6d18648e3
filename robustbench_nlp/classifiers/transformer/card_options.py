"""What a model's card says about how its texts were cut, which loading repeats."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from robustbench_nlp.classifiers.card import read_card
from robustbench_nlp.core.classifier import MODEL_CARD
from robustbench_nlp.core.options import Truncation
from robustbench_nlp.errors import ModelError


def card_options(folder: Path) -> tuple[int | None, Truncation | None]:
    """Tokens per text and truncation, None where no card names them; `ModelError` where it names no such thing."""
    card = read_card(folder)
    if card is None:
        return None, None
    length, truncation = card.options.get("max_length"), card.options.get("truncation")
    for name, value, fits in (
        ("max_length", length, type(length) is int and length > 0),
        ("truncation", truncation, truncation in get_args(Truncation)),
    ):
        if value is not None and not fits:
            raise ModelError(f"{folder / MODEL_CARD} has {str(value)[:60]!r} for {name}", "train the model again")
    return length, truncation
