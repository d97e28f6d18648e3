"""Draws words, tags what is around those that need it, and replaces those that pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite
from robustbench_nlp.language.parse.shared import Parser, parser_for
from robustbench_nlp.language.parse.word import Sentence
from robustbench_nlp.transforms.synonym.draft import Draft
from robustbench_nlp.transforms.synonym.forms import Lookup, reviewed
from robustbench_nlp.transforms.synonym.params import ANY, NONE, SynonymParams
from robustbench_nlp.transforms.synonym.passage import NOWHERE, passage_around


class Synonym:
    """`rate` x the sites of a text are edited, at least one where there is one.

    Sites are what the words around leave possible, before any tagging, so that their number depends on the text alone.
    The fraction of an edit is settled by a draw. Where tags or an earlier edit forbid a drawn one, the next in the
    drawn order takes its place; passages are tagged in rounds, each round in one batch for all texts.
    """

    def __init__(self, rate: float, lookup: Lookup, parser: Parser | None) -> None:
        self._rate = rate
        self._lookup = lookup
        self._parser = parser

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterator[Rewrite | None]:
        """One result per text, in order; None where no word is replaced."""
        drafts = [
            Draft(text.text, self._lookup, self._rate, rng, parser=self._parser is not None)
            for text, rng in zip(texts, rngs, strict=True)
        ]
        while asked := [(draft, asked) for draft in drafts for asked in draft.next_sites()]:
            spans = [passage_around(draft.view, one.site) if one.tagged else NOWHERE for draft, one in asked]
            tagged = self._tagged([draft.view.text[a:b] for (draft, _), (a, b) in zip(asked, spans, strict=True)])
            for (draft, one), (start, _), sentence in zip(asked, spans, tagged, strict=True):
                draft.settle(one.site, sentence, start)
        for draft in drafts:
            yield _rewritten(draft) if draft.edits else None

    def _tagged(self, passages: list[str]) -> list[Sentence | None]:
        """The words of each passage; None for an empty one."""
        asked = [passage for passage in passages if passage]
        found = iter(self._parser.tagged(asked) if self._parser and asked else ())
        return [next(found) if passage else None for passage in passages]


def _rewritten(draft: Draft) -> Rewrite:
    edits = tuple(sorted(draft.edits))
    return Rewrite(apply_edits(draft.view.text, edits), edits)


def make(params: SynonymParams) -> Synonym:
    """The transform for these params; `ResourceMissing` where the parser or WordNet is not here."""
    parser = None if params.parser == NONE else parser_for("" if params.parser == ANY else params.parser)
    lookup: Lookup = reviewed().get
    if params.source == "wordnet":
        from robustbench_nlp.transforms.synonym.wordnet import live_forms

        lookup = live_forms()
    return Synonym(params.rate, lookup, parser)
