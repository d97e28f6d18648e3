"""The spans no transform may touch unless its rule says so: markup, addresses, code, numbers, acronyms."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import compress

LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

_DOMAIN = r"\.(?:com|org|net|edu|gov|io|info|tv|co\.uk|de|fr)\b"

# Of two patterns that match at one place the first wins. Bounded repeats keep the search linear on hostile texts.
_KINDS = (
    r"<[A-Za-z/!][^<>]{0,200}>",  # markup
    r"&(?:[A-Za-z]{2,8}|\#\d{1,7}|\#x[0-9A-Fa-f]{1,6});",  # HTML entities
    r"(?<!\w)`[^`\n]{1,200}`",  # inline code; inside a word a backtick is an apostrophe
    r'\b(?:https?|ftp)://[^\s<>"]+',
    r'\bwww\.[^\s<>"]+',
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",  # e-mail addresses
    r"(?<!\w)@\w+",  # mentions
    r"(?<!\w)\#\w+",  # hashtags
    rf'\b[A-Za-z0-9][\w-]{{0,62}}{_DOMAIN}(?:/[^\s<>"]*)?',
    r"(?<![A-Za-z])[$€£]?\d+(?:[.,:/-]\d+)*(?:%|-?[A-Za-z]{1,4}\b)?",  # ratings, dates, times, 3.5GB, 20-year
)
_DOMAIN_END = re.compile(_DOMAIN)
_DIGIT = re.compile(r"\d")

PROTECTED = re.compile("|".join(_KINDS))
"""All kinds but ALL-CAPS tokens."""

ALL_CAPS = re.compile(r"(?<![\w'’])[A-Z][A-Z0-9'’]*[A-Z](?![\w])")
_TWO_CAPS = re.compile(r"[A-Z][A-Z0-9'’]")


def blanked(text: str) -> str:
    """The text with markup, entities, code, addresses, mentions and hashtags overwritten by spaces; offsets stay."""
    if not _may_hold_more_than_numbers(text):
        return text
    pattern = _pattern_for(text, numbers=False)
    return pattern.sub(_spaces, text) if pattern else text


def _may_hold_more_than_numbers(text: str) -> bool:
    # Written out, because on a short text each call would take longer than all of these searches.
    return (
        "<" in text
        or "&" in text
        or "`" in text
        or "@" in text
        or "#" in text
        or "://" in text
        or "www." in text
        or _DOMAIN_END.search(text) is not None
    )


def _spaces(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _pattern_for(text: str, *, numbers: bool) -> re.Pattern[str] | None:
    """A pattern with the same matches in `text` as the whole, without the kinds that cannot occur in it.

    Most texts hold none or one of them, and looking for a character is a hundred times faster than trying them all.
    """
    return _compiled(
        (
            "<" in text,
            "&" in text,
            "`" in text,
            "://" in text,
            "www." in text,
            "@" in text,
            "@" in text,
            "#" in text,
            _DOMAIN_END.search(text) is not None,
            numbers and _DIGIT.search(text) is not None,
        )
    )


@cache
def _compiled(possible: tuple[bool, ...]) -> re.Pattern[str] | None:
    patterns = list(compress(_KINDS, possible))
    return re.compile("|".join(patterns)) if patterns else None


class Protected:
    """Sorted, non-overlapping protected spans of one text, with a fast overlap question."""

    __slots__ = ("_ends", "_starts", "spans")

    def __init__(self, text: str, *, caps: bool = True) -> None:
        pattern = _pattern_for(text, numbers=True)
        found = [m.span() for m in pattern.finditer(text)] if pattern else []
        if caps and _TWO_CAPS.search(text):
            found += [m.span() for m in ALL_CAPS.finditer(text)]
            found.sort()
        spans: list[tuple[int, int]] = []
        for start, end in found:
            if spans and start < spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
        self.spans = spans
        self._starts = [s for s, _ in spans]
        self._ends = [e for _, e in spans]

    def __bool__(self) -> bool:
        return bool(self.spans)

    def overlaps(self, start: int, end: int) -> bool:
        """Does [start, end) share a character with a protected span?"""
        at = bisect_right(self._starts, start)
        if at and self._ends[at - 1] > start:
            return True
        return at < len(self._starts) and self._starts[at] < end
