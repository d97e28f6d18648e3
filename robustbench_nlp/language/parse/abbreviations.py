"""Full stops that belong to an abbreviation. Closed lists by hand, for running English prose."""

from __future__ import annotations

_NEVER_LAST = frozenset(
    """mr mrs ms messrs mme dr prof st mt ft sgt lt col gen maj capt cmdr cpl pvt rev hon gov sen rep pres jr sr
    vs approx est dept cf viz fig figs eds ed bros al""".split()
)
_BEFORE_NUMBER = frozenset("no nos vol vols pp p ch fig jan feb mar apr jun jul aug sep sept oct nov dec".split())
_LAST_TOO = frozenset("etc inc ltd co corp".split())
"""They may end a sentence, and do so before a capital."""
_LAST_TOO_INITIALS = frozenset("a.m p.m b.c a.d".split())
_LONGEST = 8


def is_abbreviated(before: str, after: str) -> bool:
    """Is the full stop behind `before`, the sentence so far, that of an abbreviation? `after` is the next character."""
    word = before[before.rfind(" ") + 1 :]
    if len(word) > _LONGEST:
        return False
    word = word.lstrip("\"'“‘([").lower()
    if not word:
        return False
    if len(word) == 1 or "." in word:
        return _are_initials(word, before, after)
    if word.isdigit():
        return before == word  # "1. First"
    if word in _NEVER_LAST:
        return True
    return after.isdigit() if word in _BEFORE_NUMBER else word in _LAST_TOO and after.islower()


def _are_initials(word: str, before: str, after: str) -> bool:
    if word == "i" or not all(len(part) == 1 for part in word.split(".")):
        return False
    if word.isdigit():
        return before == word
    return word not in _LAST_TOO_INITIALS or after.islower()
