"""The form of a sentence that a model reads best, and the way back to the offsets of the original."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from robustbench_nlp.language.parse.sentences import INLINE

_MARKUP = re.compile(
    r"</?(?P<name>[A-Za-z][A-Za-z0-9]{0,20})\b[^<>]{0,200}>|<![^<>]{0,200}>"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});)"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_APOSTROPHE = re.compile(r"(?<=\w)[`´ʼ‘](?=\w)")
_CAPS_NOT = re.compile(r"\b[A-Z]{2,}N['’]T\b")
_SHOUTED = re.compile(r"[A-Z]{2}\W+[A-Z]{2}")


class Visible(NamedTuple):
    """`text` is for the model; its code point i stands at [starts[i], ends[i]) of the sentence (None: at i)."""

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None


def visible(sentence: str) -> Visible:
    """The sentence without markup, with entities resolved, ASCII apostrophes in words, and no capitals where all are.

    Models have seen few texts in capitals only and take each of their words for a name; DON'T is one token to them.
    """
    if "<" in sentence or "&" in sentence:
        text, starts, ends = _without_markup(sentence)
    else:
        text, starts, ends = sentence, None, None
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", _APOSTROPHE.sub("'", text))
    elif "`" in text:
        text = _APOSTROPHE.sub("'", text)
    if text.isupper() and _SHOUTED.search(text):
        lowered = text.lower()
        # Some capitals (İ) have longer lower-case forms.
        text = lowered if len(lowered) == len(text) else text
    elif "T" in text:
        text = _CAPS_NOT.sub(lambda found: found[0].lower(), text)
    return Visible(text, starts, ends)


def _in_place_of(tag: str | None) -> str:
    return "" if tag and tag.lower() in INLINE else " "


def _without_markup(sentence: str) -> tuple[str, list[int], list[int]]:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in _MARKUP.finditer(sentence):
        start, end = found.span()
        new = html.unescape(found[0]) if found["entity"] else _in_place_of(found["name"])
        pieces += (sentence[at:start], new)
        starts += range(at, start)
        ends += range(at + 1, start + 1)
        starts += [start] * len(new)
        ends += [end] * len(new)
        at = end
    pieces.append(sentence[at:])
    starts += range(at, len(sentence))
    ends += range(at + 1, len(sentence) + 1)
    return "".join(pieces), starts, ends
