"""Text that no terminal obeys."""

from __future__ import annotations

import re

from robustbench_nlp.audit.shown import shown

_BREAK = re.compile("\r\n?|[\u2028\u2029]")
# Control characters are shown for what they are; what turns the writing round would make a text read as another.
_VISIBLE = (
    {code: 0x2400 + code for code in range(32)}
    | {0x7F: 0x2421}
    | dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)
    | {ord("\n"): "\n", ord("\t"): "    "}
)


def plain(text: str) -> str:
    """The text as it is read, its escape codes visible and without effect; "\\n" is the only control character left."""
    return _BREAK.sub("\n", shown(text)).translate(_VISIBLE)


def plain_line(text: str) -> str:
    """The same on one line: for names and labels."""
    return " ".join(plain(text).split())
