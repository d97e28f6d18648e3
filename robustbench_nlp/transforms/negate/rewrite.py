"""Draws sentences and negates their main clauses, or takes the negation out where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from robustbench_nlp.core.edits import Edit, apply_edits
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.spans import Protected
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite
from robustbench_nlp.language.parse.sentences import sentence_spans
from robustbench_nlp.language.parse.shared import parser_for
from robustbench_nlp.language.parse.word import Sentence
from robustbench_nlp.transforms.negate.clause import main_clauses
from robustbench_nlp.transforms.negate.insert import with_negation
from robustbench_nlp.transforms.negate.params import NegateParams
from robustbench_nlp.transforms.negate.remove import without_negation

MORE_AT_ONCE = 4
"""Sentences parsed at a time in a text of which none that was drawn can be negated."""


class Negate:
    """Tries `rate` x sentences in random order, and goes on from there until one sentence could be changed."""

    def __init__(self, params: NegateParams) -> None:
        self._rate = params.rate
        self._parser = parser_for(params.model)
        # Asked once here, so that a model without a parser stops the run and does not fail every text.
        self._parser.parsed([])

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterator[Rewrite | None]:
        """One result per text, in order; None where no main clause can be negated."""
        if not self._rate:
            yield from (None for _ in texts)
            return
        drafts = [_Draft(text.text, rng, self._rate) for text, rng in zip(texts, rngs, strict=True)]
        while open_ := [draft for draft in drafts if not draft.done]:
            wanted = [draft.next() for draft in open_]
            parsed = iter(self._parser.parsed([sentence for _, sentences in wanted for sentence in sentences]))
            for draft, (spans, _) in zip(open_, wanted, strict=True):
                draft.take([(span, next(parsed)) for span in spans])
        for draft in drafts:
            yield draft.rewrite()


class _Draft:
    """A text on its way: which sentences were tried, and what that gave."""

    def __init__(self, text: str, rng: Rng, rate: float) -> None:
        self._text = text
        spans = sentence_spans(text)
        self._untried = rng.shuffled(spans)
        self._take = max(1, int(rate * len(spans) + rng.random()))
        self._edits: list[Edit] = []

    @property
    def done(self) -> bool:
        """Has it an edit, or no sentence left?"""
        return bool(self._edits) or not self._untried

    def next(self) -> tuple[list[tuple[int, int]], list[str]]:
        """The sentences to parse next."""
        spans, self._untried = self._untried[: self._take], self._untried[self._take :]
        self._take = MORE_AT_ONCE
        return spans, [self._text[start:end] for start, end in spans]

    def take(self, parsed: Sequence[tuple[tuple[int, int], Sentence]]) -> None:
        """Edit these sentences."""
        for (start, end), sentence in parsed:
            self._edits += negated(self._text, start, end, sentence)

    def rewrite(self) -> Rewrite | None:
        """The result."""
        if not self._edits:
            return None
        edits = tuple(sorted(self._edits))
        return Rewrite(apply_edits(self._text, edits), edits)


def negated(text: str, start: int, end: int, sentence: Sentence) -> list[Edit]:
    """The edits that turn round the main clauses of the sentence at `text[start:end]`; none where none can be.

    A clause that would have to be turned round inside markup or code is left alone, all of it.
    """
    protected = Protected(text, caps=False)
    edits: list[Edit] = []
    for clause in main_clauses(sentence):
        turn = without_negation if clause.negation is not None else with_negation
        found = [_moved(edit, start) for edit in turn(clause, text[start:end]) or ()]
        if not any(protected.overlaps(edit.start, edit.end) for edit in found):
            edits += found
    edits.sort()
    if any(one.end > other.start for one, other in pairwise(edits)):
        return edits[:1]
    return edits


def _moved(edit: Edit, by: int) -> Edit:
    return edit._replace(start=edit.start + by, end=edit.end + by)


def make(params: NegateParams) -> Negate:
    """The transform for these params; `ResourceMissing` where no model is installed."""
    return Negate(params)
