"""Strata of pairs of which some were read, and the variance of what is estimated from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


@dataclass(frozen=True)
class AuditedStrata:
    """Counts per non-empty stratum; pairs whose text did not change are one more, of which all are known to be kept.

    size, read, kept  pairs in the stratum, those read, those of them whose label was kept
    present           which of the strata as they were given, and that of unchanged texts, hold any pair
    units             independent texts behind all pairs
    """

    size: Values
    read: Values
    kept: Values
    present: NDArray[np.bool_]
    units: int

    @classmethod
    def of(
        cls,
        sizes: Sequence[int],
        audited: Sequence[int],
        valid: Sequence[int],
        unchanged: int = 0,
        examples: int | None = None,
    ) -> AuditedStrata:
        """Checks the counts; arguments and errors are those of `two_phase`."""
        if not len(sizes) == len(audited) == len(valid):
            raise ValueError(f"one count per stratum each, got {len(sizes)}, {len(audited)} and {len(valid)}")
        for at, (size, read, kept) in enumerate(zip(sizes, audited, valid, strict=True)):
            if not 0 <= kept <= read <= size:
                raise ValueError(f"stratum {at}: {kept} kept of {read} read of {size} pairs")
            if size and not read:
                raise ValueError(f"stratum {at}: none of its {size} pairs was read, so nothing is known about it")
        pairs = sum(sizes) + unchanged
        if unchanged < 0 or pairs < 1:
            raise ValueError(f"need at least one pair, got {pairs} with {unchanged} unchanged")
        if examples is not None and not 1 <= examples <= pairs:
            raise ValueError(f"{pairs} pairs cannot come from {examples} examples")
        counts = np.array([[*sizes, unchanged], [*audited, unchanged], [*valid, unchanged]], dtype=np.float64)
        present = counts[0] > 0
        size, read, kept = counts[:, present]
        return cls(size, read, kept, present, pairs if examples is None else examples)

    @property
    def has_unchanged(self) -> bool:
        """Is the last stratum that of unchanged texts?"""
        return bool(self.present[-1])

    @property
    def weight(self) -> Values:
        """Share of all pairs, per stratum."""
        share: Values = self.size / self.size.sum()
        return share

    @property
    def rate(self) -> Values:
        """Share of the pairs read whose label was kept, per stratum."""
        share: Values = self.kept / self.read
        return share

    def values(self, per_stratum: Sequence[float]) -> Values:
        """One number per stratum as it was given, 0 for unchanged pairs, fitted to the non-empty ones."""
        if len(per_stratum) + 1 != len(self.present):
            raise ValueError(f"one value per stratum, got {len(per_stratum)} for {len(self.present) - 1}")
        return np.array([*per_stratum, 0], dtype=np.float64)[self.present]

    def mean(self, if_kept: Values, if_changed: Values) -> float:
        """Estimated mean over all pairs of what is one value where the label was kept and another where it changed."""
        return float(self.weight @ (self.rate * if_kept + (1 - self.rate) * if_changed))

    def variance(self, if_kept: Values, if_changed: Values, this_test_set: bool) -> float:
        """Of that mean: the spread of texts like these, and what reading only a part of them adds.

        The second uses `(k + 1/2) / (m + 1)` for the share kept, so that it is not zero where all labels read were.
        """
        smoothed = (self.kept + 0.5) / (self.read + 1)
        spread = smoothed * (1 - smoothed) * self.read / np.maximum(self.read - 1, 1)
        unread = self.weight**2 * (1 / self.read - 1 / self.size)
        second = float(unread @ ((if_kept - if_changed) ** 2 * spread))
        if this_test_set:
            return second
        first = self.mean(if_kept**2, if_changed**2) - self.mean(if_kept, if_changed) ** 2
        return max(first, 0.0) / self.units + second
