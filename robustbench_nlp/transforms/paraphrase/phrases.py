"""Finds the places where the phrase table applies (rule P0). No parse is needed."""

from __future__ import annotations

import re
from functools import cache

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.transforms.paraphrase.table import Entry, entries

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
    """The phrases, longest first, grouped by first word, with a first letter in either case."""
    groups: dict[str, list[str]] = {}
    for phrase in sorted(entries(), key=lambda phrase: (-len(phrase), phrase)):
        first, _, rest = phrase.partition(" ")
        groups.setdefault(first, []).append(rest)
    letters: dict[str, list[str]] = {}
    for first, rests in groups.items():
        tail = "|".join(f" {re.escape(rest)}" if rest else "" for rest in rests)
        letters.setdefault(first[0], []).append(f"{re.escape(first[1:])}(?:{tail})(?![\\w-]|'\\w)")
    branches = (
        f"[{letter.lower()}{letter.upper()}](?<![\\w'-].)(?:{'|'.join(words)})" for letter, words in letters.items()
    )
    return re.compile("|".join(branches))
