"""Lines of a text for a screen of a given width, in cells: a Chinese character takes two, an accent none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"( *)([^ ]+)")


def wrapped(text: str, width: int) -> list[str]:
    """Break between words, and inside one that is wider than the screen. Spaces stay, but for those at a break."""
    return [line for paragraph in text.split("\n") for line in _wrapped(paragraph, width)]


def flowed(items: Iterable[str], width: int) -> list[str]:
    """Short items side by side; none is broken unless it is wider than the screen."""
    from rich.cells import cell_len

    lines: list[str] = []
    for item in items:
        joined = f"{lines[-1]}  {item}" if lines else item
        if lines and cell_len(joined) <= width:
            lines[-1] = joined
        else:
            lines += wrapped(item, width)
    return lines


def _wrapped(paragraph: str, width: int) -> Iterator[str]:
    from rich.cells import cell_len

    line = ""
    for gap, word in _WORD.findall(paragraph):
        longer = line + gap + word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *full, line = _folded(word, width)
        yield from full
    ending = paragraph[len(paragraph.rstrip(" ")) :]
    yield line + ending if cell_len(line + ending) <= width else line


def _folded(word: str, width: int) -> Iterator[str]:
    from rich.cells import cell_len

    start = used = 0
    for i, character in enumerate(word):
        size = cell_len(character)
        if used + size > width and i > start:
            yield word[start:i]
            start, used = i, 0
        used += size
    yield word[start:]
