"""Finds the places of both directions, draws some, and edits them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.spans import blanked
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite
from robustbench_nlp.transforms.contraction.contract import LONG, contraction
from robustbench_nlp.transforms.contraction.expand import SHORT, expansion
from robustbench_nlp.transforms.contraction.params import ContractionParams
from robustbench_nlp.transforms.draw import drawn


class Contraction:
    """Every place is edited at most once, in one direction."""

    def __init__(self, params: ContractionParams) -> None:
        self._rate = params.rate
        self._expand = params.mode != "contract"
        self._contract = params.mode != "expand"

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> Iterator[Rewrite | None]:
        """One result per text, in order; None where there is no place."""
        for text, rng in zip(texts, rngs, strict=True):
            yield self._rewrite(text.text, rng)

    def _rewrite(self, text: str, rng: Rng) -> Rewrite | None:
        if not self._rate:
            return None
        # Places are found around protected spans; replaced offsets stay, so edits fit the text itself.
        sites = self._sites(blanked(text))
        if not sites:
            return None
        chosen = drawn(list(sites), self._rate, rng.random) or [rng.pick(sites)]
        pieces: list[str] = []
        end = 0
        for edit in chosen:
            pieces += (text[end : edit.start], edit.new)
            end = edit.end
        pieces.append(text[end:])
        return Rewrite("".join(pieces), tuple(chosen))

    def _sites(self, view: str) -> list[Edit]:
        sites: list[Edit] = []
        if self._expand and ("'" in view or "’" in view):
            sites += (edit for match in SHORT.finditer(view) if (edit := expansion(view, match)))
        if self._contract:
            apostrophe = "’" if "’" in view and "'" not in view else "'"
            sites += (edit for match in LONG.finditer(view) if (edit := contraction(view, match, apostrophe)))
            if self._expand:
                # A long form may stand inside an expansion's reach ("isn't it" and "it is"): the first one stays.
                sites = _apart(sorted(sites))
        return sites


def _apart(sites: list[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in sites:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def make(params: ContractionParams) -> Contraction:
    """The transform for these params."""
    return Contraction(params)
