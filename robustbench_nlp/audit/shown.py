"""A text as a person reads it, in the terminal as in the browser."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*", re.IGNORECASE)
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def shown(text: str) -> str:
    """Line breaks where a review has the mark-up for them; everything else as it is, other mark-up included.

    Half characters, which no output takes, are shown as what they are: not characters.
    """
    return _HALF_CHARACTER.sub("\ufffd", _BREAK.sub("\n", text))
