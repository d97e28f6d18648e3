"""What can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from robustbench_nlp.core.params import param

ANY = "any"
NONE = "none"


@dataclass(frozen=True)
class ParaphraseParams:
    """How many places change, and by which rules.

    Without a parser only phrases change, and none in a sentence with a negation cue. That is never done in silence: it
    is asked for by `parser=none`, and stands in the signature.
    """

    rate: float = param(0.3, low=0, high=1, help="share of the places; at least one is tried where there is one")
    syntax: Literal["basic", "deep"] = param("basic", help="P1 to P3, or also P4, which nobody has audited")
    pivot: str = param("", help="folders of a MarianMT model and of its reverse, joined by |: back-translation (P5)")
    parser: str = param(ANY, help="any installed English spaCy model, one by name or folder, or none")
