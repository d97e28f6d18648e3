"""Transforms that each break one rule, and one that breaks none."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.params import param
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.transform import Rewrite, per_text


@dataclass(frozen=True)
class Rate:
    rate: float = param(0.5, low=0, high=1)


def louder(text: str, rng: Rng, params: Rate) -> str | None:
    words = [word.upper() if rng.chance(params.rate) else word for word in text.split(" ")]
    new = " ".join(words)
    return new if new != text else None


good = per_text(louder)


def less_with_severity(params: Rate):
    return good(Rate(1 - params.rate))


class _Batch:
    def __init__(self, params: object) -> None:
        self.seen = 0


class Counting(_Batch):
    def rewrite(self, texts, rngs) -> Iterator[Rewrite | None]:
        for text in texts:
            self.seen += 1
            new = f"{text.text}{self.seen % 7}"
            yield Rewrite(new, (Edit(len(text.text), len(text.text), "", str(self.seen % 7)),))


class Forgetful(_Batch):
    def rewrite(self, texts, rngs) -> Iterator[Rewrite | None]:
        yield from [None] * (len(texts) - 1)


class Strings(_Batch):
    def rewrite(self, texts, rngs):
        return [text.text + "!" for text in texts]


class Batchwise(_Batch):
    """What a text becomes depends on its neighbours."""

    def rewrite(self, texts, rngs) -> Iterator[Rewrite | None]:
        end = "!" * (len(texts) % 5 + 1)
        for text in texts:
            yield Rewrite(text.text + end, (Edit(len(text.text), len(text.text), "", end),))


def _added(text: str, end: str) -> Rewrite:
    return Rewrite(text + end, (Edit(len(text), len(text), "", end),))


own_random = per_text(lambda text, rng: _added(text, str(random.Random().random())))
touches_global = per_text(lambda text, rng: _added(text, "!" * (1 + 0 * int(random.random()))))
hash_order = per_text(lambda text, rng: _added(text, str(hash(text))))
wrong_edits = per_text(lambda text, rng: Rewrite(text + "!", (Edit(0, 0, "", "?"),)))
same_text = per_text(lambda text, rng: Rewrite(text, ()))
empty_edit = per_text(lambda text, rng: Rewrite(text + "!", (Edit(0, 0, "", ""), *_added(text, "!").edits)))
raises_on_empty = per_text(lambda text, rng: text[0].upper() + text[1:])
blanks = per_text(lambda text, rng: " ")
surrogate = per_text(lambda text, rng: _added(text, "\ud83d"))
listed_edits = per_text(lambda text, rng: Rewrite(text + "!", list(_added(text, "!").edits)))
spent_edits = per_text(lambda text, rng: Rewrite(text + "!", (edit for edit in _added(text, "!").edits)))
plain_tuples = per_text(lambda text, rng: Rewrite(text + "!", ((len(text), len(text), "", "!", ""),)))
no_rule = per_text(lambda text, rng: Rewrite(text + "!", (Edit(len(text), len(text), "", "!", None),)))
numpy_offset = per_text(lambda text, rng: Rewrite(text + "!", (Edit(np.int64(len(text)), len(text), "", "!"),)))


def exits(text: str, rng: Rng) -> str:
    raise SystemExit(0)


exiting = per_text(exits)
nothing = per_text(lambda text, rng: None)
