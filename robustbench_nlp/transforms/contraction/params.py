"""What can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from robustbench_nlp.core.params import param


@dataclass(frozen=True)
class ContractionParams:
    """How many places change, and in which direction."""

    rate: float = param(0.3, low=0, high=1, help="share of the places; at least one where there is one")
    mode: Literal["mixed", "expand", "contract"] = param("mixed", help="don't to do not, the reverse, or both")
