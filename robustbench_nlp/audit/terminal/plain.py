"""Text that no terminal obeys."""

from __future__ import annotations

import re

from robustbench_nlp.audit.shown import shown
from robustbench_nlp.control_characters import VISIBLE

_BREAK = re.compile("\r\n?|[\u2028\u2029]")
_VISIBLE = VISIBLE | {ord("\n"): "\n", ord("\t"): "    "}


def plain(text: str) -> str:
    """The text as it is read, its escape codes visible and without effect; "\\n" is the only control character left."""
    return _BREAK.sub("\n", shown(text)).translate(_VISIBLE)


def plain_line(text: str) -> str:
    """The same on one line: for names and labels."""
    return " ".join(plain(text).split())
