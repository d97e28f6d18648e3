"""What can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from robustbench_nlp.core.params import param

ANY = "any"
NONE = "none"


@dataclass(frozen=True)
class SynonymParams:
    """How many words change, where the synonyms come from, and who tells the part of speech of ambiguous words.

    Without a parser only words are replaced that practically always are of the part of speech in question. That is
    never done in silence: it is asked for by `parser=none`, and stands in the signature.
    """

    rate: float = param(0.3, low=0, high=1, help="share of the words that have a synonym; at least one is tried")
    source: Literal["table", "wordnet"] = param("table", help="the reviewed table, or WordNet 3.0 and no review")
    parser: str = param(ANY, help="any installed English spaCy model, one by name or folder, or none")
