"""What can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from robustbench_nlp.core.params import param


@dataclass(frozen=True)
class CasingParams:
    """How many words are written in another case, and which."""

    rate: float = param(0.3, low=0, high=1, help="share of the words")
    mode: Literal["lower", "upper", "title", "random"] = param("upper", help="the case they are put into")
