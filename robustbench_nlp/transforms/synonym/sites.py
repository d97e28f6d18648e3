"""The words of a text that could be replaced, as far as can be told without a tagger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from robustbench_nlp.core.spans import blanked
from robustbench_nlp.language.parse.sentences import sentence_spans
from robustbench_nlp.transforms.synonym.conditions import parsed
from robustbench_nlp.transforms.synonym.context import context_of
from robustbench_nlp.transforms.synonym.forms import Form, Lookup
from robustbench_nlp.transforms.synonym.spared import in_multiword, is_doubled, reads_a_cue, spared

_WORD = re.compile(r"\b[A-Za-z]{2,}\b")
MARKS = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufe0f\ufeff"
"""They continue a word: combining accents, soft hyphens, zero-width characters."""
_JOINED_BEFORE = re.compile(rf"[\w'’`´ʼ‘@#/\\{MARKS}-]\Z|\w\.\Z")
_JOINED_BEHIND = re.compile(rf"[’'`´ʼ‘](?!s\b)\w|[/\\@{MARKS}-]|\.\w")
_POSSESSIVE = re.compile(r"[’'`´ʼ‘]s\b")
_ARTICLE = re.compile(r"\b[Aa]n?\s+\Z")
ARTICLES = frozenset(["a", "an"])
REPEATED_WITHIN = 40
"""Characters. "Films and movies" must not become "films and films"."""


class Site(NamedTuple):
    """A word and what could stand in its place: `forms` is not empty."""

    start: int
    word: str
    forms: tuple[Form, ...]
    article: str
    """The article before the word with the space between, as written; "" where none stands there."""


class View:
    """A text as sites are looked for in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blanked = blanked(text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where sentences start and end."""
        return sentence_spans(self.text)

    @cached_property
    def starts(self) -> frozenset[int]:
        """Where sentences start."""
        return frozenset(start for start, _ in self.sentences)


def find_sites(view: View, lookup: Lookup) -> Iterator[Site]:
    """All sites, in order. Neither capitals inside of a sentence nor protected spans nor fixed phrases hold any."""
    for match in _WORD.finditer(view.blanked):
        word = match[0]
        low = word.lower()
        forms = lookup(low)
        if not forms or not (word is low or word == low or _is_first_word(view, match)):
            continue
        site = _site(view, match.start(), word, low, forms)
        if site is not None:
            yield site


def _site(view: View, start: int, word: str, low: str, forms: Sequence[Form]) -> Site | None:
    text = view.text
    end = start + len(word)
    if _JOINED_BEFORE.search(text, max(0, start - 2), start) or _JOINED_BEHIND.match(text, end):
        return None
    context = context_of(text, view.blanked, start, end)
    if in_multiword(low, context) or is_doubled(low, context) or reads_a_cue(context):
        return None
    article = _ARTICLE.search(text, max(0, start - REPEATED_WITHIN), start) if context.prev in ARTICLES else None
    fixed_article = article is None and context.prev in ARTICLES
    possessive = _POSSESSIVE.match(text, end) is not None
    around = text[max(0, start - REPEATED_WITHIN) : end + REPEATED_WITHIN].lower()
    fitting = tuple(
        form
        for form in forms
        if (form.pos == "N" or not possessive)
        and not (form.article and fixed_article)
        and not spared(form.pos, context)
        and parsed(form.condition).holds_around(context)
        and not _begins_a_word(form.new, around)
    )
    return Site(start, word, fitting, article[0] if article else "") if fitting else None


def _begins_a_word(new: str, around: str) -> bool:
    at = around.find(new)
    while at >= 0:
        if not around[at - 1 : at].isalpha():
            return True
        at = around.find(new, at + 1)
    return False


def _is_first_word(view: View, match: re.Match[str]) -> bool:
    """Is it capitalised as the first word of a sentence, and not part of a name or title?"""
    start, end = match.span()
    return (
        match[0][1:].islower() and start in view.starts and not view.text[end : end + 3].lstrip(" '\"“‘(")[:1].isupper()
    )
