"""Edits between two texts: replayable, composable, and found by comparison where a transform names none.

Offsets count code points of the text before the edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
MAX_TOKENS_COMPARED = 3000


class Edit(NamedTuple):
    """`text[start:end] == old` became `new`, by `rule` (a short name for reports)."""

    start: int
    end: int
    old: str
    new: str
    rule: str = ""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Replay sorted, non-overlapping edits; `ValueError` names the first that does not fit `text`."""
    out: list[str] = []
    at = 0
    for edit in edits:
        start, end, old, new, _ = edit
        if start < at or end != start + len(old) or not text.startswith(old, start):
            raise ValueError(f"{edit} does not fit the text at {start}")
        out.append(text[at:start])
        out.append(new)
        at = end
    out.append(text[at:])
    return "".join(out)


def edits_between(before: str, after: str, rule: str = "diff") -> tuple[Edit, ...]:
    """Token-wise edits that turn `before` into `after`; very long differences become a single edit."""
    if before == after:
        return ()
    a, b = TOKEN.findall(before), TOKEN.findall(after)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    a_mid, b_mid = a[head : len(a) - tail], b[head : len(b) - tail]
    start = sum(map(len, a[:head]))
    if max(len(a_mid), len(b_mid)) > MAX_TOKENS_COMPARED:
        old = "".join(a_mid)
        return (Edit(start, start + len(old), old, "".join(b_mid), rule),)
    return tuple(_opcodes(a_mid, b_mid, start, rule))


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def _opcodes(a: list[str], b: list[str], start: int, rule: str) -> Iterator[Edit]:
    offsets = [start]
    for token in a:
        offsets.append(offsets[-1] + len(token))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(offsets[i1], offsets[i2], "".join(a[i1:i2]), "".join(b[j1:j2]), rule)


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits on `text` that do what `first` and then `second` (made on the text after `first`) do.

    Edits of the two that overlap or start together are merged into one whose rule joins both names with `+`.
    """
    merged: list[Edit] = []
    i = j = shift = 0
    while i < len(first) or j < len(second):
        # Offsets of both lists are compared in the text between them; `shift` leads back to the original.
        at = min([e.start + shift for e in first[i : i + 1]] + [e.start for e in second[j : j + 1]])
        end, shift_at, i_at, j_at = at, shift, i, j
        while True:
            if i < len(first) and _joins(first[i].start + shift, at, end):
                end = max(end, first[i].start + shift + len(first[i].new))
                shift += len(first[i].new) - len(first[i].old)
                i += 1
            elif j < len(second) and _joins(second[j].start, at, end):
                end = max(end, second[j].end)
                j += 1
            else:
                break
        start, stop = at - shift_at, end - shift
        middle = apply_edits(text[start:stop], _moved(first[i_at:i], -start))
        new = apply_edits(middle, _moved(second[j_at:j], -at))
        if new != text[start:stop]:
            rules = dict.fromkeys(e.rule for e in (*first[i_at:i], *second[j_at:j]) if e.rule)
            merged.append(Edit(start, stop, text[start:stop], new, "+".join(rules)))
    return tuple(merged)


def _joins(start: int, group_start: int, group_end: int) -> bool:
    return start == group_start or start < group_end


def _moved(edits: Sequence[Edit], by: int) -> Iterator[Edit]:
    for edit in edits:
        yield edit._replace(start=edit.start + by, end=edit.end + by)
