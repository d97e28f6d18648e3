"""Tells, for words with a reading that does not negate, which reading stands in a text. By the neighbours alone.

How these are spelt must not matter: "there's little" is "there is little", "me too, can't" is "me too, cannot".
"""

from __future__ import annotations

import re
from collections.abc import Callable

Reading = Callable[[str, str, int, int], bool]
"""(text, the text in lower case, start, end of the word) -> does it negate here?"""

APOSTROPHE = r"(?:['’`´ʼ‘]|&(?:\#0?39|\#x27|\#8217|apos|rsquo);)"
"""As writers, keyboards and HTML have it."""

_REACH = 24
_AFTER = re.compile(rf"\s+(can(?=not\b)|[a-z]+?(?=n{APOSTROPHE}t\b)|[a-z]+)")
"""The word behind; of "can't" and "wouldn't" what stands before the n't."""
_STEMS = {"ca": "can", "wo": "will"}

_ONLY_BEFORE = re.compile(
    r"\b(?:no|none|nothing|nobody|nowhere|no one|all|every(?:thing|one|body|where)|any(?:one|body|where)"
    rf"|can(?: ?not|{APOSTROPHE}?t)(?: help)?|could(?: not|n{APOSTROPHE}?t)(?: help)?)\s+\Z"
)
_IS_BEFORE = re.compile(rf"(?:\b(?:is|are|was|were|am|be|been|being|have|has|had)|{APOSTROPHE}(?:s|re|m|ve|d))\s+\Z")
_SOME_BEFORE = re.compile(r"\b(?:a|an|every|first|last|next|past|these|those)\s+\Z")
_SMALL_BEFORE = re.compile(
    r"(?:\b(?:a|an|the|this|that|these|those|every|some|any|another|each|one|my|your|his|her|its|our|their|cute|nice|poor"
    r"|sweet|great|good|quiet|dear|pretty|funny|silly|dirty|own)"
    rf"|(?<!\bhere)(?<!\bthere)(?<!\bwhere)(?<!\bthat)(?<!\bwhat)(?<!\bwho)(?<!\bhow)(?<!\bthey){APOSTROPHE}s)\s+\Z"
)
"""The last is the genitive; behind pronouns and adverbs 's is a verb."""
_YOUNG_BEFORE = re.compile(rf"\b(?:i|you|he|she|it|we)(?:\s+(?:was|were|is|are|am)|{APOSTROPHE}(?:m|re|s))\s+\Z")
_SMALL_AFTER = frozenset(
    """girl girls boy boys kid kids child children brother sister baby guy guys man men woman women lady ladies town
    things bits pieces house details gem film movie old""".split()
)
_ALSO_AFTER = frozenset(
    "is are was were has have had would will can could should may might does did and but or".split()
)


def _before(low: str, start: int) -> str:
    return low[max(0, start - _REACH) : start]


def _next(low: str, end: int) -> str:
    found = _AFTER.match(low, end)
    return _STEMS.get(found[1], found[1]) if found else ""


def _but(text: str, low: str, start: int, end: int) -> bool:
    before = _before(low, start)
    if _ONLY_BEFORE.search(before):
        return True
    return _next(low, end) in {"a", "an", "the", "one", "two"} and _IS_BEFORE.search(before) is not None


def _few(text: str, low: str, start: int, end: int) -> bool:
    return _SOME_BEFORE.search(_before(low, start)) is None


def _little(text: str, low: str, start: int, end: int) -> bool:
    before = _before(low, start)
    return (
        _SMALL_BEFORE.search(before) is None
        and _YOUNG_BEFORE.search(before) is None
        and _next(low, end) not in _SMALL_AFTER
    )


def _too(text: str, low: str, start: int, end: int) -> bool:
    after = _next(low, end)
    return bool(after) and after not in _ALSO_AFTER


def _just(text: str, low: str, start: int, end: int) -> bool:
    return _next(low, end) not in {"as", "like"}


def _no(text: str, low: str, start: int, end: int) -> bool:
    return not re.match(r"\.\s?\d", low[end : end + 3])


def _miss(text: str, low: str, start: int, end: int) -> bool:
    return not (text[start].isupper() and text[end : end + 2].strip()[:1].isupper())


READINGS: dict[str, Reading] = {
    "but": _but,
    "few": _few,
    "little": _little,
    "too": _too,
    "just": _just,
    "no": _no,
    "miss": _miss,
}
