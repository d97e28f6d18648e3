"""The mean of per-example values with a variance that knows which examples belong together."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.quantiles import two_sided_z

NO_VARIANCE = 1e-24
"""Below this the variance of a mean is rounding: a single example off by a hundredth among a million gives 1e-16."""


@dataclass(frozen=True)
class MeanEstimate:
    """A mean with its estimated variance.

    units    independent clusters behind it
    nonzero  clusters whose own mean is not zero
    df       degrees of freedom of the variance; infinite asks for normal quantiles
    """

    value: float
    variance: float
    df: float
    units: int
    nonzero: int

    @property
    def degenerate(self) -> bool:
        """No variation was seen, or there is but one unit, so the variance says nothing."""
        return self.units < 2 or self.variance <= NO_VARIANCE

    def interval(self, level: float, method: str, bound: float = 1.0) -> Interval:
        """`value` +- t sqrt(`variance`), clipped to +-bound, the range a value can have.

        Where no variation was seen that would have no width. Instead up to a share u = z^2 / (units + z^2) of
        examples is taken to be of a kind not seen yet (Wilson's limit after 0 in `units`) and to have any value in
        +-bound. For all 0 and for all 1 this is Tango's interval.
        """
        if self.degenerate:
            z2 = two_sided_z(level) ** 2
            unseen = z2 / (self.units + z2)
            centre, half = (1 - unseen) * self.value, unseen * bound
            method = f"{method}; no variation seen, bound on unseen examples"
        else:
            # With infinite df this is the normal quantile.
            centre, half = self.value, float(student.ppf((1 + level) / 2, self.df)) * sqrt(self.variance)
        low, high = max(-bound, centre - half), min(bound, centre + half)
        return Interval(value=self.value, low=low, high=high, level=level, method=method)

    def p_value(self) -> float:
        """Two-sided t-test of mean zero, but never below 2^(1 - nonzero).

        That floor is the smallest value any sign-flip test of the same data can reach. It keeps a handful of changed
        examples, or values without any variation, from looking certain; where nothing changed, p is 1.
        """
        floor = min(1.0, 2.0 ** (1 - self.nonzero))
        if self.degenerate:
            return floor
        return max(floor, float(2 * student.sf(abs(self.value) / sqrt(self.variance), self.df)))


def clustered_mean(values: NDArray[np.float64], clusters: NDArray[np.int_] | None = None) -> MeanEstimate:
    """The mean over examples, each weighing the same, with its cluster-robust variance.

    values: one per example, shape (n,), finite. clusters: any integers, shape (n,); equal ones mark examples that are
    not independent, such as duplicate texts; None means that every example stands alone.
    `variance = G / (G - 1) * sum_g (sum_{i in g} (v_i - mean))^2 / n^2` over G clusters, df = G - 1; without clusters
    this is s^2 / n. Raises ValueError for no examples, other shapes and values that are not finite.

    Source: Liang and Zeger (1986), Biometrika 73, 13-22, with the small-sample factor G / (G - 1).
    """
    if values.ndim != 1 or values.size == 0:
        raise ValueError(f"need one value per example and at least one example, got shape {values.shape}")
    if not np.isfinite(values).all():
        raise ValueError("a per-example value is not finite")
    mean = float(values.mean())
    if clusters is None:
        clusters = np.arange(values.size)
    elif clusters.shape != values.shape:
        raise ValueError(f"need one cluster per example: {clusters.shape} for {values.shape}")
    _, member = np.unique(clusters, return_inverse=True)
    residuals, sums = np.bincount(member, values - mean), np.bincount(member, values)
    units = residuals.size
    variance = units / (units - 1) * float(np.square(residuals).sum()) / values.size**2 if units > 1 else 0.0
    nonzero = int(np.sum(np.abs(sums) > 1e-9))
    return MeanEstimate(mean, variance, units - 1, units, nonzero)
