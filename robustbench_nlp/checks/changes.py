"""The words that edits changed: all that a check has to look at, because the rest of the text is known to be equal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from robustbench_nlp.core.edits import Edit

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_IN_WORD = re.compile(r"[^\W_]|['’]")
_REST_OF_WORD = re.compile(r"(?:[^\W_]|['’])*")
APOSTROPHES = frozenset("'’")


class Change(NamedTuple):
    """A stretch of whole words that differs: before[start:end] became after[new_start:new_end].

    `old` and `new` are its words in lower case, without those that stand on both sides.
    """

    start: int
    end: int
    new_start: int
    new_end: int
    old: tuple[str, ...]
    new: tuple[str, ...]


class _Changes:
    """Remembers the last answer, because the checks ask about one pair after the other; a hash of all edits is dear."""

    def __init__(self) -> None:
        self._last: tuple[str, str, tuple[Edit, ...], tuple[Change, ...]] = ("", "", (), ())

    def __call__(self, before: str, after: str, edits: tuple[Edit, ...]) -> tuple[Change, ...]:
        """All changes, in order; nothing where only case, marks or spaces differ."""
        last = self._last
        if last[0] is before and last[1] is after and last[2] is edits:
            return last[3]
        found = tuple(_changes(before, after, edits))
        self._last = (before, after, edits, found)
        return found


changes = _Changes()


def _changes(before: str, after: str, edits: tuple[Edit, ...]) -> Iterator[Change]:
    if len(before) == len(after) and before.lower() == after.lower():
        return
    last = len(edits)
    at = shift = 0
    while at < last:
        start, end, old, new, _ = edits[at]
        at += 1
        gain = len(new) - len(old)
        if old.isspace() and new.isspace():
            shift += gain
            continue
        left, right = before[start - 1 : start], before[end : end + 1]
        grows_left = left.isalnum() or left in APOSTROPHES
        grows_right = right.isalnum() or right in APOSTROPHES
        meets = at < last and edits[at][0] == end
        if not (grows_left or grows_right or meets) and old.isalpha() and new.isalpha():
            old, new = old.lower(), new.lower()
            if old != new:
                yield Change(start, end, start + shift, end + shift + gain, (old,), (new,))
            shift += gain
            continue
        # Marks neither join nor split words, unless the next edit takes away what is left between.
        if not (meets or (grows_left and grows_right) or _IN_WORD.search(old) or _IN_WORD.search(new)):
            shift += gain
            continue
        while start and (before[start - 1].isalnum() or before[start - 1] in APOSTROPHES):
            start -= 1
        end = _end_of_word(before, end)
        while at < last and edits[at].start <= end:
            gain += len(edits[at].new) - len(edits[at].old)
            end = max(end, _end_of_word(before, edits[at].end))
            at += 1
        words, now = _words_apart(before[start:end], after[start + shift : end + shift + gain])
        if words or now:
            yield Change(start, end, start + shift, end + shift + gain, words, now)
        shift += gain


def _end_of_word(text: str, at: int) -> int:
    rest = _REST_OF_WORD.match(text, at)
    return rest.end() if rest else at


def _words_apart(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of each that the other has not; those that only moved are in neither."""
    words, now = WORD.findall(old.lower()), WORD.findall(new.lower())
    if words == now:
        return (), ()
    gone, come = Counter(words), Counter(now)
    return tuple((gone - come).elements()), tuple((come - gone).elements())
