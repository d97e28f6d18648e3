"""What can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from robustbench_nlp.core.params import param

ANY = "any"
NONE = "none"


@dataclass(frozen=True)
class ContractionParams:
    """How many places change, in which direction, and who reads the sentences that the closed lists leave open.

    Without a parser only what is certain from the words around is edited. That is never done in silence: it is asked
    for by `parser=none`, and stands in the signature.
    """

    rate: float = param(0.3, low=0, high=1, help="share of the places; at least one where there is one")
    mode: Literal["mixed", "expand", "contract"] = param("mixed", help="don't to do not, the reverse, or both")
    parser: str = param(ANY, help="any installed English spaCy model, one by name or folder, or none")
