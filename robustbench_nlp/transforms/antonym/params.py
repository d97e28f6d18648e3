"""What can be chosen."""

from __future__ import annotations

from dataclasses import dataclass

from robustbench_nlp.core.params import param


@dataclass(frozen=True)
class AntonymParams:
    """How much of the evaluation is turned round."""

    rate: float = param(0.3, low=0, high=1, help="share of the evaluative words; at least one where there is one")
