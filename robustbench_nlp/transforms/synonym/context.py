"""What stands around a word."""

from __future__ import annotations

import re
from typing import NamedTuple

START = "^"
END = "$"
ENDS = frozenset([*".!?…", END])
REACH = 40
APOSTROPHES = "'’`´"
"""As they are typed ("isn`t")."""

_BEHIND = re.compile(
    rf"(\s*)([A-Za-z0-9]+(?:[{APOSTROPHES}][A-Za-z]+)*|[{APOSTROPHES}](?:s|d|ll|re|ve|m)\b|\S)", re.IGNORECASE
)
_BEFORE = re.compile(rf"([A-Za-z0-9]+(?:[{APOSTROPHES}][A-Za-z]+)*|\S)(\s*)\Z")
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_BREAK = re.compile(r"[<\n\r]")


class Context(NamedTuple):
    """Tokens in lower case: words with what an apostrophe joins to them, and single marks.

    `^` before the start of a text or line, `$` behind the end of one.
    """

    prev2: str
    prev: str
    next: str
    next2: str


def context_of(text: str, view: str, start: int, end: int) -> Context:
    """What stands around [start, end). `view` is the text with protected spans blanked, as long as the text itself."""
    prev, at = _before(text, view, start)
    prev2 = _before(text, view, at)[0] if prev != START else START
    behind, at = _behind(text, view, end)
    return Context(prev2, prev, behind, _behind(text, view, at)[0] if behind != END else END)


def _before(text: str, view: str, start: int) -> tuple[str, int]:
    low = max(0, start - REACH)
    found = _BEFORE.search(view[low:start])
    if found is None or _BREAK.search(text, low + found.end(1), start):
        return START, start
    return _plain(found[1]), low + found.start(1)


def _behind(text: str, view: str, end: int) -> tuple[str, int]:
    found = _BEHIND.match(view, end)
    if found is None or _BREAK.search(text, end, found.end(1)):
        return END, end
    return _plain(found[2]), found.end(2)


def _plain(token: str) -> str:
    return token.lower().translate(_STRAIGHT)
