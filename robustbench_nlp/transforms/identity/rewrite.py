"""Leaves every text alone."""

from __future__ import annotations

from collections.abc import Sequence

from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite


class Identity:
    """The transform that does not apply anywhere."""

    def rewrite(self, texts: Sequence[Text], rngs: Sequence[Rng]) -> list[Rewrite | None]:
        """None for every text."""
        return [None] * len(texts)


def make(params: None) -> Identity:
    """The transform; it has no params."""
    return Identity()
