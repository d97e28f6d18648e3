"""Does every negation still reach the same words? Needs a parse, so it looks only where a transform requires it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.language.negation.cues import cue_multiset
from robustbench_nlp.language.negation.reach import words_reached
from robustbench_nlp.language.negation.spelling import in_one_spelling, short_forms
from robustbench_nlp.language.parse.sentences import sentence_spans
from robustbench_nlp.language.parse.shared import Parser, parser_for

Pair = tuple[str, str, tuple[Edit, ...]]


def make() -> NegationScope:
    """The check with the parser that is there."""
    try:
        parser = parser_for()
    except ResourceMissing:
        return NegationScope(None)
    return NegationScope(parser if parser.can_parse else None)


class NegationScope:
    """Compares cues, and the words in their scopes, over the sentences that edits touch.

    A scope is a matter of words, not of how they are spelt: where short forms came or went, both sides are read in
    one spelling, and where only short forms did, nothing is left to compare. Without a parser, what a negation
    reaches is not known: then a sentence with a cue must stay as it was, but for its short forms.
    """

    def __init__(self, parser: Parser | None) -> None:
        self._parser = parser

    def prepare(self, pairs: Sequence[Pair]) -> None:
        """Parse what the pairs will need in one batch; the parser remembers."""
        if self._parser is not None:
            sides = (side for pair in pairs for side in _comparable(*_with_cues(*pair)))
            self._parser.parsed([sentence for side in sides for sentence in side])

    def __call__(self, before: str, after: str, edits: tuple[Edit, ...]) -> str | None:
        """The first cue that is gone or new, else the first word that a scope lost or won."""
        old, new = _with_cues(before, after, edits)
        if old == new:
            return None
        cues, now = _cues(old), _cues(new)
        if cues != now:
            return _difference(cues, now, "cue {!r}")
        old, new = _comparable(old, new)
        if old == new:
            return None
        if self._parser is None:
            return "a negated sentence changed, and no parser is there to compare scopes"
        scopes, reached = (words_reached(self._parser.parsed(sentences)) for sentences in (old, new))
        return _difference(scopes, reached, "{0[1]!r} in the scope of {0[0]!r}") if scopes != reached else None


def _comparable(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """Both sides in one spelling; nothing where that makes them equal."""
    spelt, respelt = (list(map(in_one_spelling, side)) for side in (old, new))
    if spelt == respelt:
        return [], []
    # Where no form came or went they are read as they stand, because so a transform may have had them parsed already.
    as_they_stand = list(map(short_forms, old)) == list(map(short_forms, new))
    return (old, new) if as_they_stand else (spelt, respelt)


@lru_cache(maxsize=1024)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_spans(text))


def _with_cues(before: str, after: str, edits: tuple[Edit, ...]) -> tuple[list[str], list[str]]:
    """The sentences that edits touch and that hold a cue, on either side; no other has a scope."""
    old: list[tuple[int, int]] = []
    new: list[tuple[int, int]] = []
    shift = 0
    for start, end, was, now, _ in edits:
        old.append((start, end))
        new.append((start + shift, start + shift + len(now)))
        shift += len(now) - len(was)
    return _touched(before, old), _touched(after, new)


def _touched(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    found = []
    for start, end in _sentences(text):
        if any(low <= end and high >= start for low, high in spans) and cue_multiset(text[start:end]):
            found.append(text[start:end])
    return found


def _cues(sentences: Sequence[str]) -> Counter[str]:
    return sum((cue_multiset(sentence) for sentence in sentences), Counter())


def _difference(before: Counter[Any], after: Counter[Any], written: str) -> str:
    gone, come = before - after, after - before
    return written.format(min(gone)) + " gone" if gone else written.format(min(come)) + " new"
