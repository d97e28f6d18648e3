"""a or an.

The rules are those of inflect (Paul Dyson and others, MIT), which knows "an hour", "a unicorn", "an MBA" and "a UFO";
digits and some acronyms it gets wrong are here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import inflect

Article = Literal["a", "an"]

_AN_NUMBER = re.compile(r"8|1[18](?!\d)|1[18](?=(?:[.,]?\d{3})+(?!\d))")
"""Eight, eighty, eight hundred; eleven and eighteen, alone or before thousands."""
_OUTSIDE = re.compile(r"^\W+|\W+$")
_SPELT = re.compile(r"[A-Z][A-Z0-9]*(?![a-z])")
_SPELT_WITH_VOWEL = frozenset("AEFHILMNORSX")
_READ_AS_WORDS = frozenset(
    "FIFA LASER NASA NATO RADAR SARS SCUBA SIM SWAT LAN LED MASH NASCAR NIMBY SOHO SONAR".split()
)
"""Acronyms that begin with the name of a letter in writing only."""


@lru_cache(maxsize=4096)
def article(word: str) -> Article:
    """The indefinite article before a word, by how it is spoken. Of a phrase, the first word counts."""
    first = _OUTSIDE.sub("", word).split(" ")[0]
    if first[:1].isdigit():
        return "an" if _AN_NUMBER.match(first) else "a"
    spelt = _SPELT.match(first)
    if spelt and len(spelt[0]) > 1 and spelt[0] not in _READ_AS_WORDS and not _pronounceable(spelt[0]):
        return "an" if spelt[0][0] in _SPELT_WITH_VOWEL else "a"
    if not first:
        return "a"
    return "an" if _engine().a(first).startswith("an ") else "a"


def _pronounceable(capitals: str) -> bool:
    """Is it more likely a shouted word than an acronym?"""
    return len(capitals) > 4


@lru_cache(maxsize=1)
def _engine() -> inflect.engine:
    import inflect

    return inflect.engine()
