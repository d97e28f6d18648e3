"""Splits a text into sentences by rules; no model is needed.

>>> text = "Mr. Smith saw it... and slept.<br /><br />i hated it! 3.5 stars.Great"
>>> [text[start:end] for start, end in sentence_spans(text)]
['Mr. Smith saw it... and slept.', 'i hated it!', '3.5 stars.', 'Great']
"""

from __future__ import annotations

import re

from robustbench_nlp.language.parse.abbreviations import is_abbreviated

LONGEST = 1000
"""Code points. What is longer is no sentence a parser could make sense of, and is cut at a comma or space."""

INLINE = frozenset("a abbr b big cite code del em font i ins mark q s small span strike strong sub sup tt u".split())
"""Markup that may stand inside of a sentence; any other ends one."""

_STOP = re.compile("[.!?…<\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,20})\b[^<>]{0,200}>|<![^<>]{0,200}>")
# Marks, what closes behind them, and the gap: white space, the end, or nothing ("bad.The").
_MARK = re.compile(r"([.!?…]+)([\"'”’»)\]]*)(\s+|\Z|(?:(?<=[a-z]{2}\.)|(?<=['’][a-z]\.))(?=[A-Z][a-z]|I[ '’]))?")
_CUT = re.compile(r".*[,;:](?=\s)|.*(?=\s)", re.DOTALL)
_OPENING = frozenset("\"'“‘«([<$£€#@*-–—&¿¡")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences as (start, end) in code points of `text`, in order, without outer white space.

    A sentence ends at `<br />` and other markup, but for inline markup such as `<i>`; at a line break; and at marks,
    but not after an abbreviation or initials, in a number, or where lower case goes on after "..." or a closing quote.
    None is longer than `LONGEST`. What is in no sentence is white space and markup between them.
    """
    spans: list[tuple[int, int]] = []
    start = done = 0
    for stop in _STOP.finditer(text):
        at = stop.start()
        if at < done:
            continue
        character = text[at]
        if character == "<":
            tag = _TAG.match(text, at)
            if tag is None:
                continue
            done = tag.end()
            if tag[1] is not None and tag[1].lower() in INLINE:
                continue
            end = at
        elif character in ".!?…":
            mark = _MARK.match(text, at)
            assert mark is not None
            done = mark.end()
            if mark[3] is None or not _ends(text, start, mark):
                continue
            end = mark.end(2)
        else:
            end, done = at, at + 1
        _add(spans, text, start, end)
        start = done
    _add(spans, text, start, len(text))
    return spans


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    marks, closed, next_at = mark[1], mark.end(2) > mark.end(1), mark.end()
    if next_at == len(text):
        return True
    after = text[next_at]
    if after.islower():
        # "What?" he said. / it was ... fine. But texts without capitals have sentences too.
        if closed or marks[-2:] == ".." or marks == "…":
            return False
    elif not (after.isalnum() or after in _OPENING):
        return False
    return marks != "." or closed or not is_abbreviated(text[start : mark.start()], after)


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    left = part.lstrip()
    if left:
        start = end - len(left)
        end = start + len(left.rstrip())
        if end - start > LONGEST:
            spans += cut(text, start, end)
        else:
            spans.append((start, end))


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """[start, end) in spans no longer than `LONGEST`, cut behind a comma or at white space where there is any."""
    spans = []
    while end - start > LONGEST:
        place = _CUT.match(text, start, start + LONGEST)
        stop = place.end() if place and place.end() > start else start + LONGEST
        spans.append((start, stop))
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))
    return spans
