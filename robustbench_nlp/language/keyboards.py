"""Which letters lie beside each other on a keyboard."""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

Layout = Literal["qwerty", "qwertz", "azerty"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)

ROWS = {
    "qwerty": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    "qwertz": ("qwertzuiop", "asdfghjkl", "yxcvbnm"),
    "azerty": ("azertyuiop", "qsdfghjklm", "wxcvbn"),
}
STAGGER = (0.0, 0.25, 0.75)
"""How far each row is set off to the right of the first, in key widths."""

REACH = 1.7
"""Keys whose centres are closer than the square root of this many key widths touch."""


@cache
def neighbours(layout: Layout) -> dict[str, str]:
    """The letters beside each letter, sorted; upper case beside upper case."""
    places = {
        key: (column + shift, row)
        for row, (keys, shift) in enumerate(zip(ROWS[layout], STAGGER, strict=True))
        for column, key in enumerate(keys)
    }
    near = {
        key: "".join(sorted(other for other, (u, v) in places.items() if 0 < (x - u) ** 2 + (y - v) ** 2 < REACH))
        for key, (x, y) in places.items()
    }
    return near | {key.upper(): keys.upper() for key, keys in near.items()}
