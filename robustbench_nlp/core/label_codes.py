"""The number in a label that is one: data sets and models number their classes in many spellings."""

from __future__ import annotations

import re

CODE = re.compile(r"(?:label[_ -]?)?([+-]?\d{1,1000})(?:\.0*)?", re.IGNORECASE)


def label_code(name: str) -> int | None:
    """7 for "7", "7.0", "LABEL_7" and "label-7"; None where a label is no number."""
    found = CODE.fullmatch(name.strip())
    return int(found[1]) if found else None
