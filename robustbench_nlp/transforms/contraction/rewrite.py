"""Finds the places of both directions, draws some, and edits them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from robustbench_nlp.core.edits import Edit, apply_edits
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.spans import blanked
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite
from robustbench_nlp.language.parse.shared import Parser, parser_for
from robustbench_nlp.transforms.contraction.contract import contraction
from robustbench_nlp.transforms.contraction.expand import expansion
from robustbench_nlp.transforms.contraction.forms import LONG, SHORT
from robustbench_nlp.transforms.contraction.grammar import Question, answers
from robustbench_nlp.transforms.contraction.params import ANY, NONE, ContractionParams
from robustbench_nlp.transforms.contraction.undecided import Undecided

Place = Edit | Undecided


class Draw(NamedTuple):
    """All places of a text in random order; the first few are wanted."""

    text: str
    order: list[Place]
    wanted: int

    def behind(self) -> list[Place]:
        """Where nothing came of the wanted: the next ones, up to the first that is decided already."""
        rest = self.order[self.wanted :]
        decided = next((i for i, place in enumerate(rest) if isinstance(place, Edit)), len(rest))
        return rest[: decided + 1]


class Contraction:
    """Every place is edited at most once, in one direction.

    Places are drawn before any sentence is tagged, undecided ones among them, so a place that turns out to be none is
    not replaced by another: each real one is edited with the same probability, whatever the rest of the text is.
    """

    def __init__(self, params: ContractionParams) -> None:
        self._rate = params.rate
        self._expand = params.mode != "contract"
        self._contract = params.mode != "expand"
        self._parser: Parser | None = None
        if self._expand and params.parser != NONE:
            self._parser = parser_for("" if params.parser == ANY else params.parser)

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterator[Rewrite | None]:
        """One result per text, in order; None where there is no place."""
        draws = [self._draw(text.text, rng) for text, rng in zip(texts, rngs, strict=True)]
        chosen = self._settled([(draw.text, draw.order[: draw.wanted]) for draw in draws])
        empty = [i for i, edits in enumerate(chosen) if not edits]
        behind = self._settled([(draws[i].text, draws[i].behind()) for i in empty])
        for i, edits in zip(empty, behind, strict=True):
            chosen[i] = edits[:1]
        for draw, edits in zip(draws, chosen, strict=True):
            yield Rewrite(apply_edits(draw.text, sorted(edits)), tuple(sorted(edits))) if edits else None

    def _draw(self, text: str, rng: Rng) -> Draw:
        # Places are found around protected spans; replaced offsets stay, so edits fit the text itself.
        places = self._places(blanked(text)) if self._rate else []
        if not places:
            return Draw(text, places, 0)
        wanted = int(self._rate * len(places) + rng.random())
        return Draw(text, rng.shuffled(places), max(1, wanted))

    def _places(self, view: str) -> list[Place]:
        places: list[Place] = []
        if self._expand and ("'" in view or "’" in view):
            places += (place for match in SHORT.finditer(view) if (place := expansion(view, match)))
            if self._parser is None:
                places = [place for place in places if isinstance(place, Edit)]
        if self._contract:
            apostrophe = "’" if "’" in view and "'" not in view else "'"
            places += (edit for match in LONG.finditer(view) if (edit := contraction(view, match, apostrophe)))
        places.sort(key=lambda place: place.start)
        return _apart(places)

    def _settled(self, chosen: list[tuple[str, list[Place]]]) -> list[list[Edit]]:
        """The edits that come of the places of each text, in the same order."""
        questions = [
            Question(text, place) for text, places in chosen for place in places if isinstance(place, Undecided)
        ]
        answered = iter(answers(self._parser, questions) if self._parser and questions else ())
        return [
            [edit for place in places if (edit := place if isinstance(place, Edit) else next(answered))]
            for _, places in chosen
        ]


def _apart(places: list[Place]) -> list[Place]:
    """Without those that begin inside an earlier one, as "it is" may in "isn't it"."""
    kept: list[Place] = []
    for place in places:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def make(params: ContractionParams) -> Contraction:
    """The transform for these params; `ResourceMissing` where the parser asked for is not installed."""
    return Contraction(params)
