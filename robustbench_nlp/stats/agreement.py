"""Do annotators agree, and beyond chance?

Ratings hold one row per annotator and one column per text: any labels, None where somebody did not answer. Only texts
with two answers or more count.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.bootstrap import RESAMPLES, Statistic, bootstrap_interval

Ratings = Sequence[Sequence[Hashable]]
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Agreement:
    """A measure of agreement: call it on ratings.

    beyond_chance  it has no value where only one label was ever given, since chance would agree as well
    raters         how many annotators it is for; None for any number
    """

    name: str
    statistic: Statistic
    beyond_chance: bool
    raters: int | None = None

    def __call__(self, ratings: Ratings) -> float | None:
        """The measure; None where no text has two answers, or chance explains everything.

        Raises ValueError for rows of different lengths and a wrong number of them.
        """
        rows = self._rows(ratings)
        return None if rows is None else float(self.statistic(rows, np.ones((1, len(rows))))[0])

    def interval(
        self, ratings: Ratings, rng: np.random.Generator, *, resamples: int = RESAMPLES, level: float = 0.95
    ) -> Interval | None:
        """With a percentile bootstrap over texts; None and errors as for the call."""
        rows = self._rows(ratings)
        if rows is None:
            return None
        return bootstrap_interval(rows, self.statistic, rng, resamples=resamples, level=level)

    def _rows(self, ratings: Ratings) -> NDArray[np.int_] | None:
        """Texts with two answers or more, shape (texts, annotators): a number per label, -1 for none."""
        if len({len(row) for row in ratings}) > 1:
            raise ValueError(f"rows of different lengths: {[len(row) for row in ratings]}")
        if self.raters is not None and len(ratings) != self.raters:
            raise ValueError(f"{self.name} is for {self.raters} annotators, got {len(ratings)}")
        texts = [text for text in zip(*ratings, strict=True) if sum(label is not None for label in text) > 1]
        number: dict[Hashable, int] = {None: -1}
        rows = [[number.setdefault(label, len(number) - 1) for label in text] for text in texts]
        if not rows or (self.beyond_chance and len(number) < 3):
            return None
        return np.array(rows)


def _counts(rows: NDArray[Any]) -> Values:
    """How often each label was given to each text, shape (texts, labels)."""
    return np.stack([(rows == label).sum(axis=1) for label in range(rows.max() + 1)], axis=1).astype(np.float64)


def _agreeing(counts: Values) -> Values:
    """Share of pairs of answers that agree, per text."""
    answers = counts.sum(axis=1)
    share: Values = (counts * (counts - 1)).sum(axis=1) / (answers * (answers - 1))
    return share


def _corrected(observed: Values, chance: Values) -> Values:
    # A resample may hold one label only; everyone agrees on it then.
    certain = chance >= 1
    value: Values = np.where(certain, 1.0, (observed - chance) / np.where(certain, 1.0, 1 - chance))
    return value


def _raw(rows: NDArray[Any], weights: Values) -> Values:
    mean: Values = weights @ _agreeing(_counts(rows)) / weights.sum(axis=1)
    return mean


def _cohen(rows: NDArray[Any], weights: Values) -> Values:
    one_hot = np.eye(rows.max() + 1)
    total = weights.sum(axis=1, keepdims=True)
    first, second = weights @ one_hot[rows[:, 0]] / total, weights @ one_hot[rows[:, 1]] / total
    return _corrected(_raw(rows, weights), (first * second).sum(axis=1))


def _krippendorff(rows: NDArray[Any], weights: Values) -> Values:
    counts = _counts(rows)
    answers = counts.sum(axis=1)
    per_label = weights @ counts
    total = per_label.sum(axis=1)
    # Texts weigh by their number of answers, as the coincidence matrix has it.
    observed = weights @ (answers * _agreeing(counts)) / total
    return _corrected(observed, (per_label * (per_label - 1)).sum(axis=1) / (total * (total - 1)))


def _gwet(rows: NDArray[Any], weights: Values) -> Values:
    counts = _counts(rows)
    share = weights @ (counts / counts.sum(axis=1, keepdims=True)) / weights.sum(axis=1, keepdims=True)
    chance = (share * (1 - share)).sum(axis=1) / max(counts.shape[1] - 1, 1)
    return _corrected(_raw(rows, weights), chance)


raw_agreement = Agreement("raw agreement", _raw, beyond_chance=False)
"""Share of pairs of answers to the same text that are the same."""

cohen_kappa = Agreement("Cohen's kappa", _cohen, beyond_chance=True, raters=2)
"""Chance is what two annotators with these habits would agree on (Cohen 1960, Ed. and Psych. Measurement 20, 37-46)."""

krippendorff_alpha = Agreement("Krippendorff's alpha", _krippendorff, beyond_chance=True)
"""Nominal, for any number of annotators and missing answers (Krippendorff 2004, Content Analysis, chapter 11)."""

ac1 = Agreement("Gwet's AC1", _gwet, beyond_chance=False)
"""For labels of which one is rare, where kappa and alpha fall to 0 however much people agree (Gwet 2008, BJMSP 61)."""
