"""What can be chosen."""

from __future__ import annotations

from dataclasses import dataclass

from robustbench_nlp.core.params import param


@dataclass(frozen=True)
class NegateParams:
    """How much is turned round, and who parses."""

    rate: float = param(0.3, low=0, high=1, help="share of the sentences; at least one where one can be negated")
    model: str = param("", help="a spaCy model for English with a parser; the first one installed by default")
