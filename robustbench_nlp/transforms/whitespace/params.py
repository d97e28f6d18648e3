"""What can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from robustbench_nlp.core.params import param


@dataclass(frozen=True)
class WhitespaceParams:
    """How many gaps between words change, and into what."""

    rate: float = param(0.3, low=0, high=1, help="share of the single spaces between words")
    mode: Literal["mixed", "double", "tab", "newline"] = param("mixed", help="what a space becomes")
