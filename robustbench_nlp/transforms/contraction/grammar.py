"""Asks a parser about the places that the closed lists leave open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.language.negation.reach import words_reached
from robustbench_nlp.language.negation.spelling import in_one_spelling
from robustbench_nlp.language.parse.sentences import sentence_spans
from robustbench_nlp.language.parse.shared import Parser
from robustbench_nlp.language.parse.word import Sentence
from robustbench_nlp.transforms.contraction.undecided import Undecided


class Question(NamedTuple):
    """An open place of a text."""

    text: str
    place: Undecided


def answers(parser: Parser, questions: Sequence[Question]) -> list[Edit | None]:
    """One edit or None per question, in order; only their sentences are tagged, each kind in one batch.

    With a model that cannot parse, places that need dependencies stay as they are.
    """
    sentences = {text: sentence_spans(text) for text in dict.fromkeys(text for text, _ in questions)}
    spans = [_span_around(place, sentences[text]) for text, place in questions]
    known: dict[tuple[str, bool], Sentence] = {}
    for parsed in (False, True):
        wanted = dict.fromkeys(
            text[start:end]
            for (text, place), (start, end) in zip(questions, spans, strict=True)
            if place.parsed == parsed and start < end
        )
        if wanted and (parser.can_parse or not parsed):
            words = (parser.parsed if parsed else parser.tagged)(list(wanted))
            known |= {(sentence, parsed): found for sentence, found in zip(wanted, words, strict=True)}
    edits: list[Edit | None] = []
    for (text, place), (start, end) in zip(questions, spans, strict=True):
        sentence = known.get((text[start:end], place.parsed))
        edits.append(place.settle(place.match, sentence, start) if sentence else None)
    return _within_scopes(parser, questions, spans, edits)


def _within_scopes(
    parser: Parser, questions: Sequence[Question], spans: Sequence[tuple[int, int]], edits: list[Edit | None]
) -> list[Edit | None]:
    """Without the edits that put `not` where it reaches other words: "and isn't that funny" is no question."""
    kept = list(edits)
    moved: list[tuple[int, str, str]] = []
    for i, ((text, place), (start, end), edit) in enumerate(zip(questions, spans, edits, strict=True)):
        if edit and edit.end > place.end:
            after = in_one_spelling(text[start : edit.start] + edit.new + text[edit.end : end])
            before = in_one_spelling(text[start:end])
            if before != after:
                moved.append((i, before, after))
    if moved:
        parser.parsed([sentence for _, *sides in moved for sentence in sides])
    for i, before, after in moved:
        if words_reached(parser.parsed([before])) != words_reached(parser.parsed([after])):
            kept[i] = None
    return kept


def _span_around(place: Undecided, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    at = bisect_right(spans, place.start, key=lambda span: span[0]) - 1
    start, end = spans[at] if at >= 0 else (0, 0)
    return (start, end) if place.end <= end else (0, 0)
