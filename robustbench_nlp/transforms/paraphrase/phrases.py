"""Finds the places where the phrase table applies (rule P0). No parse is needed."""

from __future__ import annotations

import re
from functools import cache

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.paraphrase.table import Entry, entries

Letters = dict[str, "Letters"]
"""From a letter to those that may follow; "" where a phrase may end."""

_BEFORE = re.compile(r"(?P<word>[\w'-]+)?(?P<marks>[^\w\s]*)(?P<space>\s*)\Z")
_AFTER = re.compile(r"\s?(?:(?P<number>\d)|(?P<word>[\w'-]+)|(?P<mark>\S))")
_SENTENCE_END = frozenset(".!?:;…")
_QUOTES = frozenset("\"“'‘`")
_REACH = 32


def phrase_edits(view: str) -> list[Edit]:
    """All edits the table allows in a text, in order and not overlapping; `view` is the text without its markup."""
    flat = view.replace("’", "'") if "’" in view else view
    found = []
    for match in _pattern().finditer(flat):
        edit = _edit(view, flat, match)
        if edit is not None:
            found.append(edit)
    return found


def _edit(view: str, flat: str, match: re.Match[str]) -> Edit | None:
    start, end = match.span()
    phrase = match[0]
    before, opens = _neighbour_before(flat, start)
    after = _neighbour_after(flat, end)
    key = phrase if phrase in entries() else phrase[0].swapcase() + phrase[1:]
    starts = before == "^"
    if (phrase[0].isupper() and key[0].islower() and not starts) or opens:
        return None  # in a name or title
    for entry in entries()[key]:
        if entry.before(before) and entry.after(after):
            new = _cased(entry, phrase, starts)
            if before in {"a", "an"} and (new[0] in "aeiou") is not (phrase[0] in "aeiou"):
                return None
            old = view[start:end]
            return Edit(start, end, old, new.replace("'", "’") if "’" in old else new, f"P0 {entry.phrase}")
    return None


def _neighbour_before(flat: str, start: int) -> tuple[str, bool]:
    """The word or mark before; `^` at the start of a sentence. And: does a quotation mark open right here?"""
    found = _BEFORE.search(flat, max(0, start - _REACH), start)
    assert found is not None
    word, marks, space = found.group("word", "marks", "space")
    if marks and not space and marks[-1] in _QUOTES:
        return "^", True
    if marks:
        return ("^" if marks[-1] in _SENTENCE_END or marks[0] in _SENTENCE_END else marks[-1]), False
    if not word or "\n" in space or len(space) > 3:
        return "^", False
    return word.lower(), False


def _neighbour_after(flat: str, end: int) -> str:
    """The word, `#` for a number, `,` for a comma, `.` for any other mark, the end of a line or of the text."""
    found = _AFTER.match(flat, end)
    if found is None:
        return "."
    if found["number"]:
        return "#"
    word: str | None = found["word"]
    if word:
        return word.lower()
    return "," if found["mark"] == "," else "."


def _cased(entry: Entry, phrase: str, starts: bool) -> str:
    """The replacement with the capital that the phrase owes to its place; I and TV have theirs anywhere."""
    new = entry.replacement
    if phrase[0].isupper():
        return new[0].upper() + new[1:] if starts else new
    return new if entry.phrase[0].islower() else new[0].lower() + new[1:]


@cache
def _pattern() -> re.Pattern[str]:
    """The phrases as a tree of letters, which tries a letter once for all of them; the longest phrase wins.

    A first letter is found in either case.
    """
    tree: Letters = {}
    for phrase in entries():
        at = tree
        for letter in phrase[0].lower() + phrase[1:]:
            at = at.setdefault(letter, {})
        at[""] = {}
    branches = (f"[{letter}{letter.upper()}]{_branch(tree[letter])}" for letter in sorted(tree))
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(branches)})")


def _branch(at: Letters) -> str:
    rests = [re.escape(letter) + _branch(at[letter]) for letter in sorted(at) if letter]
    if "" in at:
        rests.append(r"(?![\w-]|'\w)")
    return rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})"
