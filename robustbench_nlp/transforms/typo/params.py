"""What can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from robustbench_nlp.core.params import param

RATES = (0.02, 0.05, 0.10, 0.15, 0.20)
"""Of severity 1 to 5. People leave errors in about 5 % of the words they type (severity 2)."""


@dataclass(frozen=True)
class TypoParams:
    """How many words are mistyped, and how."""

    rate: float = param(0.10, low=0, high=1, help="share of the eligible words that get an error")
    mode: Literal["motor", "spelling"] = param("motor", help="slips of the finger, or errors of spelling")
    layout: Literal["qwerty", "qwertz", "azerty"] = param("qwerty", help="the keyboard; motor mode only")
