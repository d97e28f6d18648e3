"""The four cells of right and wrong, before and after a rewording, and the tests of "did accuracy change?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, chi2


@dataclass(frozen=True)
class PairCounts:
    """Pairs by correctness before (first digit) and after (second digit); at least one pair.

    With several draws per example the pairs are not independent: the rates below still hold, but the tests in this
    module and the intervals of `drop_interval` do not; use `several_seeds` for those.
    """

    n11: int
    n10: int
    """Broke: right before, wrong after."""
    n01: int
    """Fixed: wrong before, right after."""
    n00: int

    def __post_init__(self) -> None:
        if min(self.n11, self.n10, self.n01, self.n00) < 0:
            raise ValueError(f"counts must not be negative: {self}")
        if self.n == 0:
            raise ValueError("no pairs to count")

    @classmethod
    def from_correct(cls, before: NDArray[np.bool_], after: NDArray[np.bool_]) -> PairCounts:
        """Count from booleans: `before` of shape (n,), `after` of shape (n,) or (draws, n).

        Raises ValueError for other types or shapes.
        """
        if before.dtype != np.bool_ or after.dtype != np.bool_:
            raise ValueError(f"correctness must be boolean, got {before.dtype} and {after.dtype}")
        if before.ndim != 1 or after.shape[-1:] != before.shape:
            raise ValueError(f"shapes do not pair up: before {before.shape}, after {after.shape}")
        n11, n10 = int(np.sum(before & after)), int(np.sum(before & ~after))
        n01 = int(np.sum(~before & after))
        return cls(n11, n10, n01, after.size - n11 - n10 - n01)

    @property
    def n(self) -> int:
        """Number of pairs."""
        return self.n11 + self.n10 + self.n01 + self.n00

    @property
    def accuracy_before(self) -> float:
        """Share right before."""
        return (self.n11 + self.n10) / self.n

    @property
    def accuracy_after(self) -> float:
        """Share right after."""
        return (self.n11 + self.n01) / self.n

    @property
    def drop(self) -> float:
        """Accuracy before minus after; positive means worse."""
        return (self.n10 - self.n01) / self.n

    @property
    def relative_drop(self) -> float | None:
        """The drop as a share of the accuracy before; None where nothing was right before."""
        right = self.n11 + self.n10
        return (self.n10 - self.n01) / right if right else None

    @property
    def attack_success(self) -> float | None:
        """Share broken among those right before; None where nothing was right before."""
        right = self.n11 + self.n10
        return self.n10 / right if right else None

    @property
    def discordant_share(self) -> float:
        """Share of pairs whose correctness changed, either way (psi in `power`); with two classes, 1 - consistency."""
        return (self.n10 + self.n01) / self.n

    @property
    def both_right(self) -> float:
        """Share right before and after."""
        return self.n11 / self.n


def consistency(before: NDArray[Any], after: NDArray[Any]) -> float:
    """Share of pairs with the same predicted label; needs no gold labels.

    before: predicted labels, shape (n,); after: shape (n,) or (draws, n).
    Raises ValueError where there is no pair.
    """
    if after.size == 0:
        raise ValueError("no pairs to compare")
    return float(np.mean(after == before))


def drop_on_changed(before: NDArray[np.bool_], after: NDArray[np.bool_], changed: NDArray[np.bool_]) -> float | None:
    """The drop among pairs whose text changed; None where none did.

    before: correctness, shape (n,); after and changed: shape (n,) or (draws, n). Where unchanged texts keep their
    prediction, drop = coverage x drop_on_changed exactly.
    """
    if not changed.any():
        return None
    return float(np.mean((before.astype(np.int8) - after.astype(np.int8))[changed]))


def mcnemar_exact(n10: int, n01: int) -> float:
    """Two-sided exact McNemar p-value: a sign test on the discordant pairs; 1 where there are none.

    Source: McNemar (1947), Psychometrika 12; the exact conditional form as in Fagerland, Lydersen and Laake (2013),
    BMC Medical Research Methodology 13:91.
    """
    return min(1.0, 2 * float(binom.cdf(min(n10, n01), n10 + n01, 0.5)))


def mcnemar_mid_p(n10: int, n01: int) -> float:
    """Two-sided mid-p McNemar: less conservative than the exact test, rarely above its level.

    Source: Fagerland, Lydersen and Laake (2013), BMC Medical Research Methodology 13:91.
    """
    k, n = min(n10, n01), n10 + n01
    return min(1.0, float(2 * binom.cdf(k, n, 0.5) - binom.pmf(k, n, 0.5)))


def mcnemar_chi2(n10: int, n01: int) -> tuple[float, float]:
    """Statistic and p-value of McNemar's chi-squared test with continuity correction, for comparison with other work.

    Source: Edwards (1948), Psychometrika 13.
    """
    if n10 + n01 == 0:
        return 0.0, 1.0
    statistic = max(abs(n10 - n01) - 1, 0) ** 2 / (n10 + n01)
    return statistic, float(chi2.sf(statistic, 1))
