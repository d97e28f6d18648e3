"""The places of a text where something may change, before any parse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.spans import blanked
from robustbench_nlp.language.negation.cues import Cue, find_cues
from robustbench_nlp.language.parse.sentences import sentence_spans
from robustbench_nlp.transforms.paraphrase import adverbs, moves
from robustbench_nlp.transforms.paraphrase.phrases import phrase_edits


class Place(NamedTuple):
    """A sentence of the text and what is known of it without a parse."""

    start: int
    end: int
    negated: bool
    """Does it hold a negation cue?"""


class Site(NamedTuple):
    """One thing that may change: an edit of the phrase table, or a move yet to be found (`edit` is None)."""

    start: int
    place: Place
    edit: Edit | None


def find_sites(text: str, *, movable: str, in_scopes: bool) -> list[Site]:
    """All sites in order.

    movable    which sentences without a cue are sites of a move, see `moves`
    in_scopes  also phrases in sentences with a cue, where only a parse can tell whether they are in its scope
    """
    spans = sentence_spans(text)
    if not spans:
        return []
    starts = [start for start, _ in spans]
    cues: dict[int, list[Cue]] = {}
    for cue in find_cues(text):
        cues.setdefault(bisect_right(starts, cue.start) - 1, []).append(cue)
    sites = []
    for edit in phrase_edits(blanked(text)):
        at = bisect_right(starts, edit.start) - 1
        if at >= 0 and edit.end <= spans[at][1] and (in_scopes or at not in cues):
            sites.append(Site(edit.start, Place(*spans[at], at in cues), edit))
    if movable != moves.NONE:
        sites += _moves(text, spans, cues, movable)
        sites.sort(key=lambda site: (site.start, site.edit is not None))
    return sites


def _moves(text: str, spans: list[tuple[int, int]], cues: dict[int, list[Cue]], movable: str) -> Iterator[Site]:
    for at, (start, end) in enumerate(spans):
        sentence = text[start:end]
        inside = cues.get(at, ())
        if movable == moves.ANY:
            if not inside and blanked(sentence) == sentence:
                yield Site(start, Place(start, end, False), None)
        elif moves.is_candidate(sentence, with_deep=movable == moves.DEEP) and (
            not inside or (len(inside) == 1 and _in_adverb(sentence, inside[0].start - start))
        ):
            yield Site(start, Place(start, end, bool(inside)), None)


def _in_adverb(sentence: str, cue: int) -> bool:
    """Is the cue the sentence adverb itself ("Unfortunately, ...")? It keeps its scope, the sentence, when it moves."""
    front, end = adverbs.FRONT.match(sentence), adverbs.END.search(sentence)
    return (front is not None and cue == 0) or (end is not None and cue == end.start(1))
