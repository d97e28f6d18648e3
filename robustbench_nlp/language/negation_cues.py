"""English words that negate or nearly negate. A transform that edits one may turn the label round.

A closed list, by hand. Contracted forms (don't, can't) are recognised by their `n't`, not listed.
"""

from __future__ import annotations

_EXPLICIT = "no not n't never neither nor none nobody nothing nowhere cannot without nope"
_APPROXIMATORS = "hardly scarcely barely rarely seldom little few only just but except unless until almost nearly too"
_WITHOUT_APOSTROPHE = (
    "aint arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt neednt shant shouldnt wasnt werent wont "
    "wouldnt"
)

EXPLICIT = frozenset(_EXPLICIT.split())
APPROXIMATORS = frozenset(_APPROXIMATORS.split())
WITHOUT_APOSTROPHE = frozenset(_WITHOUT_APOSTROPHE.split())
"""Contracted forms as hasty writers have them."""

NEGATION_CUES = EXPLICIT | APPROXIMATORS | WITHOUT_APOSTROPHE
"""All of them, lower case."""
