"""Draws sites, parses what has to be parsed in one batch, and keeps the edits that are safe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from robustbench_nlp.core.edits import Edit, apply_edits
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite
from robustbench_nlp.errors import ModelError
from robustbench_nlp.language.negation.cues import find_cues
from robustbench_nlp.language.parse.shared import Parser, parser_for
from robustbench_nlp.language.parse.word import Sentence
from robustbench_nlp.transforms.draw import drawn
from robustbench_nlp.transforms.paraphrase import moves
from robustbench_nlp.transforms.paraphrase.params import ANY, NONE, ParaphraseParams
from robustbench_nlp.transforms.paraphrase.safety import outside_scopes, scoped_words
from robustbench_nlp.transforms.paraphrase.sites import Place, Site, find_sites

Mover = Callable[[list[str]], list[Edit | None]]
"""From sentences to the edit that moves or rewords each, in its offsets."""


@dataclass
class Passage:
    """A sentence in which sites were drawn. Offsets of its edits are those of the sentence."""

    place: Place
    sentence: str
    edits: list[Edit] = field(default_factory=list)
    moves: bool = False

    @property
    def after(self) -> str:
        """The sentence with its edits."""
        return apply_edits(self.sentence, self.edits)


class Paraphrase:
    """`rate` x the sites are drawn; a site whose edit a parse then forbids stays as it is.

    Sentences without a negation cue need a parse only where something may move. In the others every edit is kept out of
    the scopes, which takes a parse of the sentence as it was and as it is.
    """

    def __init__(self, params: ParaphraseParams, parser: Parser | None, translate: Mover | None) -> None:
        self._rate = params.rate
        self._parser = parser
        self._translate = translate
        self._rules = moves.DEEP_RULES if params.syntax == moves.DEEP else moves.BASIC_RULES
        self._movable = moves.ANY if translate else params.syntax if parser else moves.NONE

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterator[Rewrite | None]:
        """One result per text, in order; None where nothing changes."""
        drafts = [self._draft(text.text, rng) for text, rng in zip(texts, rngs, strict=True)]
        passages = [passage for draft in drafts for passage in draft]
        self._keep_out_of_scopes([passage for passage in passages if passage.place.negated])
        self._move([passage for passage in passages if passage.moves])
        self._verify([passage for passage in passages if passage.edits])
        for text, draft in zip(texts, drafts, strict=True):
            edits = tuple(
                edit._replace(start=edit.start + passage.place.start, end=edit.end + passage.place.start)
                for passage in draft
                for edit in passage.edits
            )
            yield Rewrite(apply_edits(text.text, edits), edits) if edits else None

    def _draft(self, text: str, rng: Rng) -> list[Passage]:
        if not self._rate:
            return []
        sites = find_sites(text, movable=self._movable, in_scopes=self._parser is not None)
        if not sites:
            return []
        chosen = drawn(list(range(len(sites))), self._rate, rng.random) or [rng.below(len(sites))]
        return _passages(text, [sites[i] for i in chosen])

    def _keep_out_of_scopes(self, passages: list[Passage]) -> None:
        for passage, words in zip(passages, self._parsed([p.sentence for p in passages]), strict=True):
            passage.edits = outside_scopes(words, passage.edits)

    def _move(self, passages: list[Passage]) -> None:
        sentences = [passage.sentence for passage in passages]
        for passage, edit in zip(passages, (self._translate or self._moved)(sentences), strict=True):
            if edit is not None:
                apart = (other for other in passage.edits if other.end <= edit.start or edit.end <= other.start)
                passage.edits = sorted([edit, *apart])

    def _moved(self, sentences: list[str]) -> list[Edit | None]:
        parsed = self._parsed(sentences)
        return [moves.moved(text, words, self._rules) for text, words in zip(sentences, parsed, strict=True)]

    def _verify(self, passages: list[Passage]) -> None:
        """Take back the edits of a sentence whose cues or scopes have changed."""
        negated = [passage for passage in passages if passage.place.negated]
        before = self._parsed([passage.sentence for passage in negated])
        after = self._parsed([passage.after for passage in negated])
        for passage, old, new in zip(negated, before, after, strict=True):
            if scoped_words(old) != scoped_words(new):
                passage.edits = []
        for passage in passages:
            if not passage.place.negated and find_cues(passage.after):
                passage.edits = []

    def _parsed(self, sentences: list[str]) -> list[Sentence]:
        return self._parser.parsed(sentences) if self._parser and sentences else []


def _passages(text: str, sites: list[Site]) -> list[Passage]:
    found: dict[Place, Passage] = {}
    for site in sites:
        place = site.place
        passage = found.setdefault(place, Passage(place, text[place.start : place.end]))
        if site.edit is None:
            passage.moves = True
        else:
            start, end = site.edit.start - place.start, site.edit.end - place.start
            passage.edits.append(site.edit._replace(start=start, end=end))
    return list(found.values())


def make(params: ParaphraseParams) -> Paraphrase:
    """The transform for these params.

    Raises `ResourceMissing` where no spaCy model is installed, `ModelError` where it has no parser or the pivot cannot
    be loaded.
    """
    parser = None if params.parser == NONE else parser_for("" if params.parser == ANY else params.parser)
    if parser is not None and not parser.can_parse:
        raise ModelError(f"the spaCy model {parser.model.name} has no parser", "use one that has, or parser=none")
    translate = None
    if params.pivot:
        from robustbench_nlp.transforms.paraphrase.pivot import back_translator

        translate = back_translator(params.pivot)
    return Paraphrase(params, parser, translate)
