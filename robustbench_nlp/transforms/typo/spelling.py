"""Errors of writers who spell by ear: the wrong vowel, one consonant of two, ei for ie, dont.

About half to three quarters of the written substitutions in lists of misspellings confuse two vowels, which is why
vowels are what most words get. The other shares, and which vowel is taken for which, are set by hand.
"""

from __future__ import annotations

import re

from robustbench_nlp.language.negation.lexicon import WITHOUT_APOSTROPHE
from robustbench_nlp.transforms.typo.mistype import Mistype, Operation, Random, mistyper

CONSONANT = "b-df-hj-np-tv-z"
LATER_VOWEL = re.compile(rf"(?<=[{CONSONANT}])[aeiou](?=[{CONSONANT}])", re.IGNORECASE)
"""Between two consonants; looked for behind the first syllable, because that is mostly stressed."""
FIRST_VOWELS = re.compile(r"[^aeiouy]*[aeiouy]+", re.IGNORECASE)
DOUBLED = re.compile(r"([b-df-hj-np-tv-xz])\1", re.IGNORECASE)
IE_OR_EI = re.compile(r"(?<=[a-z])(?:ie|ei)", re.IGNORECASE)

CONFUSED = {"a": "ei", "e": "ai", "i": "ea", "o": "au", "u": "oa"}
TAKEN_FOR = CONFUSED | {vowel.upper(): others.upper() for vowel, others in CONFUSED.items()}

EXCHANGES_IE = 0.4
LOSES_DOUBLED = 0.8
"""Below these draws a word that has an ie, or a doubled consonant, is misspelt there."""


def spelling() -> Mistype:
    """Errors of spelling; many short words give no occasion for any."""
    by_ear = mistyper(_choose)

    def mistype(word: str, random: Random) -> tuple[str, str] | None:
        # "dont" and "cant" are common just because so many write them so: no reason to reject them.
        if word[-2] in "'’":
            new = word[:-2] + word[-1]
            return (new, "apostrophe") if new.lower() in WITHOUT_APOSTROPHE else None
        return by_ear(word, random)

    return mistype


def _choose(word: str, random: Random) -> tuple[str, Operation] | None:
    draw = random()
    if draw < EXCHANGES_IE and IE_OR_EI.search(word):
        return "ie", exchanged_ie
    if draw < LOSES_DOUBLED and DOUBLED.search(word):
        return "doubled", single_consonant
    return ("vowel", other_vowel) if _later_vowels(word) else None


def _later_vowels(word: str) -> list[int]:
    first = FIRST_VOWELS.match(word)
    return [match.start() for match in LATER_VOWEL.finditer(word, first.end())] if first else []


def other_vowel(word: str, random: Random) -> str:
    """Another vowel for one between consonants."""
    places = _later_vowels(word)
    at = places[int(random() * len(places))]
    others = TAKEN_FOR[word[at]]
    return word[:at] + others[int(random() * len(others))] + word[at + 1 :]


def single_consonant(word: str, random: Random) -> str:
    """One of two equal consonants."""
    places = [match.end() for match in DOUBLED.finditer(word)]
    at = places[int(random() * len(places))]
    return word[: at - 1] + word[at:]


def exchanged_ie(word: str, random: Random) -> str:
    """The letters ei for ie, or the other way round."""
    places = [match.start() for match in IE_OR_EI.finditer(word)]
    at = places[int(random() * len(places))]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
