"""What can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from robustbench_nlp.core.params import param


@dataclass(frozen=True)
class PunctuationParams:
    """How many marks are touched, and how."""

    rate: float = param(0.3, low=0, high=1, help="share of the marks that end a word; for final, share of the texts")
    mode: Literal["mixed", "strip", "repeat", "final"] = param(
        "mixed", help="left out, repeated, either of both, or only the end of the text: a full stop more or less"
    )
