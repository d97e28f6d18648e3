"""Splits a text into sentences by regular expressions; no model is needed."""

from __future__ import annotations

import re

LONGEST = 1000
"""Code points. What is longer is no sentence a parser could make sense of, and is cut at a comma or space."""

INLINE = frozenset("a abbr b big cite code del em font i ins mark q s small span strike strong sub sup tt u".split())
"""Markup inside a sentence; any other tag ends one."""

# A sentence may end at marks that white space follows, or at a full stop glued to the next sentence ("bad.The").
_BREAK = re.compile(
    r"(?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9]{0,20})\b[^<>]{0,200}>|<![^<>]{0,200}>)"
    r"|(?P<line>[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+)"
    r"|(?P<mark>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?:(?P<space>\s+|\Z)|(?<=[a-z]{2}\.)(?=[A-Z][a-z]|I ))"
)
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z](?:\.[A-Za-z])*|\b(?P<word>[A-Za-z]{2,7}))\Z")
_ABBREVIATED = frozenset(
    """mr mrs ms messrs mme dr prof st mt ft sgt lt col gen maj capt cmdr cpl pvt rev hon gov sen rep pres jr sr
    vs approx est dept cf ca viz al fig figs vol vols pp eds ed inc ltd corp bros""".split()
)
_BEFORE_NUMBER = frozenset("no nos vol vols pp p ch fig jan feb mar apr jun jul aug sep sept oct nov dec".split())
_LOOK_BACK = 24
_CUT = re.compile(r".*[,;:](?=\s)|.*(?=\s)", re.DOTALL)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences as (start, end) in code points of `text`, without outer white space; markup between is left out.

    Ends are `<br />` and other block markup, line breaks, and sentence marks that are not part of an abbreviation, of
    initials, of a number, or of "..." before lower case. Never longer than `LONGEST`. Every letter outside of block
    markup is in exactly one sentence.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _BREAK.finditer(text):
        kind = found.lastgroup
        if found["mark"]:
            end = found.end("close")
            if not _ends(text, start, found):
                continue
        elif kind == "line":
            end = found.start()
        else:
            if (found["name"] or "").lower() in INLINE:
                continue
            end = found.start()
        _add(spans, text, start, end)
        start = found.end()
    _add(spans, text, start, len(text))
    return spans


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    after = text[found.end() : found.end() + 1]
    mark = found["mark"]
    if not after:
        return True
    if after.islower():
        # "What?" he said. / it was ... fine / but: no capitals at all. still a new sentence.
        if found["close"] or mark[-2:] == ".." or mark == "…":
            return False
    elif not (after.isalnum() or after in "\"'“‘«([<$£€#@*-–—&¿¡"):
        return False
    if mark != "." or found["close"]:
        return True
    before = text[max(start, found.start() - _LOOK_BACK) : found.start()]
    if not any(map(str.isalpha, before)) and found.start() - start < _LOOK_BACK:
        return False  # "1. First"
    abbreviation = _ABBREVIATION.search(before)
    if abbreviation is None:
        return True
    word = (abbreviation["word"] or "").lower()
    if not word:
        return abbreviation[0] == "I" or (abbreviation[0] in ("a.m", "p.m") and after.isupper())
    if word in _ABBREVIATED:
        return False
    if after.isdigit() and word in _BEFORE_NUMBER:
        return False
    return not (word == "etc" and after.islower())


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    stripped = part.strip()
    if stripped:
        start += part.index(stripped[0])
        spans += cut(text, start, start + len(stripped))


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """[start, end) in spans no longer than `LONGEST`, cut behind a comma or at white space where there is any."""
    spans = []
    while end - start > LONGEST:
        place = _CUT.match(text, start, start + LONGEST)
        stop = place.end() if place and place.end() > start else start + LONGEST
        spans.append((start, stop))
        start = stop
        while start < end and text[start].isspace():
            start += 1
    spans.append((start, end))
    return spans
