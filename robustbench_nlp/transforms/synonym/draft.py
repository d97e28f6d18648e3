"""The edits of one text as they are settled, site after site in the drawn order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.language.parse.word import Sentence
from robustbench_nlp.transforms.synonym.conditions import parsed
from robustbench_nlp.transforms.synonym.forms import MOST_VALENCE, Form, Lookup
from robustbench_nlp.transforms.synonym.replace import replacement
from robustbench_nlp.transforms.synonym.sites import Site, View, find_sites

MOST_OF_A_PAIR = 2
"""Edits. Movie and film alone would be a third of all."""


class Asked(NamedTuple):
    """A drawn site; with `tagged`, the tags of its sentence have to be known before it is settled."""

    site: Site
    tagged: bool


class Draft:
    """Sites in random order, how many edits are wanted, and those made so far.

    Every site takes the same share of the stream whether it is wanted or not, and is settled by itself and those drawn
    before it: with the same stream a higher rate keeps all edits of a lower one.
    """

    def __init__(self, text: str, lookup: Lookup, rate: float, rng: Rng, *, parser: bool) -> None:
        self.view = View(text)
        self.edits: list[Edit] = []
        self._parser = parser
        self._pairs: Counter[str] = Counter()
        self._moved = [0.0, 0.0]
        """Valence gained and lost. Kept apart, so that no selection of the edits moves a text by more."""
        sites = [site for site in find_sites(self.view, lookup) if parser or any(form.sure for form in site.forms)]
        share = rate * len(sites) + rng.random()
        self.wanted = max(1, int(share)) if rate and sites else 0
        turned = [site._replace(forms=_turned(site.forms, rng)) for site in sites]
        self._waiting = rng.shuffled(turned)[::-1]

    def next_sites(self) -> Iterator[Asked]:
        """As many sites as edits are missing, or those that are left; none when enough are made."""
        for _ in range(min(self.wanted - len(self.edits), len(self._waiting))):
            site = self._waiting.pop()
            yield Asked(site, self._parser and not site.forms[0].sure)

    def settle(self, site: Site, sentence: Sentence | None, offset: int) -> None:
        """Make the edit of a site, if there is one; its sentence, where it was tagged, starts at `offset`."""
        at = index_of(sentence, site, offset) if sentence else -1
        for form in site.forms:
            side = form.valence < 0
            moved = self._moved[side] + abs(form.valence)
            if self._pairs[form.pair] >= MOST_OF_A_PAIR or moved >= MOST_VALENCE - 1e-9:
                continue
            if form.sure or (sentence is not None and at >= 0 and fits(form, sentence, at)):
                self._pairs[form.pair] += 1
                self._moved[side] = moved
                self.edits.append(replacement(site, form))
                return


def _turned(forms: tuple[Form, ...], rng: Rng) -> tuple[Form, ...]:
    first = rng.below(len(forms))
    return forms[first:] + forms[:first]


def index_of(sentence: Sentence, site: Site, offset: int) -> int:
    """The word of the sentence that is the site; -1 where the tokens are cut in another way."""
    start, end = site.start - offset, site.start - offset + len(site.word)
    return next((i for i, word in enumerate(sentence) if word.start == start and word.end == end), -1)


def fits(form: Form, sentence: Sentence, at: int) -> bool:
    """Has the word the part of speech and the surroundings that the form asks for?"""
    return sentence[at].tag in form.tags and parsed(form.condition).holds_in(sentence, at)
