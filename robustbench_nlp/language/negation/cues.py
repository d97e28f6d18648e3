"""Finds negation cues in a text. No parse is needed: one regular expression, then a look at the neighbours.

    >>> [(cue.text, cue.kind) for cue in find_cues("I can't say it was hardly unwatchable.")]
    [("n't", 'explicit'), ('hardly', 'approximator'), ('unwatchable', 'affixal')]

Where a word has two readings, the one that negates is assumed unless the neighbours rule it out: "a few", "me too" and
"good but long" hold no cue; "few", "too long" and "is but a joke" do.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from robustbench_nlp.language.negation.lexicon import (
    APPROXIMATORS,
    EXPLICIT,
    IMPLICIT,
    WITHOUT_APOSTROPHE,
    Kind,
    affixal,
)
from robustbench_nlp.language.negation.readings import APOSTROPHE, READINGS


class Cue(NamedTuple):
    """A cue at [start, end) of the text. Those with the same `normal` form mean the same: n't, not, nt."""

    start: int
    end: int
    text: str
    kind: Kind
    normal: str


_OBJECT = "to|it|a|an|the|any|no|my|his|her|its|our"
_HAVE = rf"(?:{APOSTROPHE}ve|\s+have)\b(?!\s+(?:{_OBJECT})\b)"
"""The auxiliary: "would have seen", not "would have to" or "would have a chance"."""
_BETWEEN = rf"(?:n{APOSTROPHE}?t|\s+not)?(?:\s+(?:not|never|also|just|\w{{2,12}}ly))?"

_HAD = "'"

# What follows the first letter. The lookaheads leave the words between, such as "never", to be found as well.
_PHRASES = {
    "a": r"nything\s+but\b",
    "c": rf"ould(?=(?P<could_have_been>{_BETWEEN}{_HAVE}\s+been\b))",
    "f": r"ar\s+from\b|ree\s+(?:of|from)\b",
    "i": r"f\s+only\b",
    "s": r"upposed\s+to\b",
    "w": rf"ould(?=(?P<would_have>{_BETWEEN}{_HAVE}))",
    _HAD: rf"d(?=(?P<had_have>{_BETWEEN}{_HAVE}))",
}
_NORMAL = {"could_have_been": "could have been", "would_have": "would have", "had_have": "would have"}


def find_cues(text: str) -> list[Cue]:
    """All cues, in order. "don't", "do not", "cannot" and "dont" each give one, for the n't, not or nt in them."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    pattern, known = _compiled()
    cues = []
    for found in pattern.finditer(low):
        word = found[0]
        start, end = found.span()
        entry = known.get(word)
        if entry is None:
            cue = _in_a_word(text, low, found)
            if cue is not None:
                cues.append(cue)
            continue
        kind, normal, skipped = entry
        reading = READINGS.get(word)
        if reading is None or reading(text, low, start, end):
            cues.append(Cue(start + skipped, end, text[start + skipped : end], kind, normal))
    return cues


def cue_multiset(text: str) -> Counter[str]:
    """How often each normal form occurs. Equal before and after for any edit that leaves negation alone."""
    return Counter([cue.normal for cue in find_cues(text)])


def _in_a_word(text: str, low: str, found: re.Match[str]) -> Cue | None:
    """The cue of a match that no table lists: n't, -less, a hyphenated prefix, a phrase; mostly nothing."""
    word = found[0]
    start, end = found.span()
    if word[0] == "n" and not word[1].isalpha():
        return Cue(start, end, text[start:end], "explicit", "not")
    if word.startswith("less"):
        while start and low[start - 1].isalpha():
            start -= 1
        word = low[start:end]
        return Cue(start, end, text[start:end], "affixal", word) if word in affixal() else None
    if "-" in word[:4]:
        return Cue(start, end, text[start:end], "affixal", word.replace("-", "", 1))
    if found.lastgroup:
        end = found.end(found.lastgroup)
        return Cue(start, end, text[start:end], "implicit", _NORMAL[found.lastgroup])
    if any(map(str.isspace, word)):
        return Cue(start, end, text[start:end], "implicit", " ".join(word.split()).replace("free from", "free of"))
    return None


@cache
def _compiled() -> tuple[re.Pattern[str], dict[str, tuple[Kind, str, int]]]:
    """The pattern, and for each listed word its kind, its normal form and how many letters before the cue to skip."""
    known: dict[str, tuple[Kind, str, int]] = {form: ("implicit", lemma, 0) for form, lemma in IMPLICIT.items()}
    known |= {word: ("approximator", word, 0) for word in APPROXIMATORS}
    known |= {word: ("explicit", word, 0) for word in EXPLICIT if word != "n't"}
    known |= {word: ("explicit", "not", len(word) - 2) for word in WITHOUT_APOSTROPHE}
    known["cannot"] = ("explicit", "not", 3)
    known["nt"] = ("explicit", "not", 0)

    rest: dict[str, list[str]] = {letter: [phrase] for letter, phrase in _PHRASES.items()}
    for word in sorted(known.keys() - {"nt"}):
        rest.setdefault(word[0], []).append(rf"{word[1:]}\b")
    for letter, prefix in (("u", r"n-?\w{3,}"), ("n", r"on-?\w{3,}"), ("i", r"[nmlr]\w{4,}"), ("d", r"is\w{4,}")):
        rest.setdefault(letter, []).append(prefix)
    # By first letter, so that most words are passed over after a look at one.
    words = "|".join(rf"{letter}(?:{'|'.join(endings)})" for letter, endings in sorted(rest.items()) if letter != "'")
    inside = rf"n{APOSTROPHE}t\b|(?<=[cw]ould)nt\b|(?<=\w)less(?:ly|ness)?\b|['’`´ʼ‘]{_PHRASES[_HAD]}"
    known |= {word: ("affixal", word, 0) for word in affixal()}
    return re.compile(rf"\b(?:{words})|{inside}"), known
