"""English negation cues by class. A transform that edits one may turn the label round.

Closed lists by hand, after Quirk et al. (1985), 10.54-10.70 (explicit and near-negatives), and Huddleston and Pullum
(2002), ch. 9 (approximate negators, implicit and affixal negation); affixal words in `affixal.txt`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["explicit", "approximator", "implicit", "affixal"]

EXPLICIT = frozenset("no not n't never neither nor none nobody nothing nowhere cannot without nope".split())
APPROXIMATORS = frozenset(
    "hardly scarcely barely rarely seldom little few only just but except unless until almost nearly too".split()
)
WITHOUT_APOSTROPHE = frozenset(
    """aint arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt oughtnt
    shant shouldnt wasnt werent wont wouldnt""".split()
)
"""Contracted forms as hasty writers have them."""

NEGATION_CUES = EXPLICIT | APPROXIMATORS | WITHOUT_APOSTROPHE
"""All of these, lower case: what can be a cue for sure or in some reading, told by the word alone."""

IMPLICIT = {
    form: lemma
    for lemma, forms in {
        "fail": "fail fails failed failing failure failures",
        "lack": "lack lacks lacked lacking",
        "refuse": "refuse refuses refused refusing refusal",
        "deny": "deny denies denied denying denial",
        "avoid": "avoid avoids avoided avoiding avoidable",
        "prevent": "prevent prevents prevented preventing",
        "miss": "miss misses missed missing",
        "doubt": "doubt doubts doubted doubting doubtful",
        "absence": "absence absent",
    }.items()
    for form in forms.split()
}
"""Inflected form to normal form. Phrases ("far from", "would have") are in `cues`."""


PHRASE_WORDS = frozenset("anything been could far free from have if of only supposed to would".split())
"""What phrases such as "far from" and "would have" consist of; no cues by themselves, "only" aside."""


def cue_words() -> frozenset[str]:
    """Lower-case words that are a cue of any kind, in some reading. With `PHRASE_WORDS`, all that a cue can hold.

    An edit of a word that is in neither, into one that is in neither, leaves all cues of a text as they are; words with
    an apostrophe or hyphen aside.
    """
    return NEGATION_CUES | IMPLICIT.keys() | affixal()


@cache
def affixal() -> frozenset[str]:
    """Lower-case words that negate by un-, in-, im-, il-, ir-, dis-, non- or -less."""
    lines = (Path(__file__).parent / "affixal.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
