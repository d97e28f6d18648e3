"""Intervals for the drop of one model under one draw: the difference of two paired proportions.

Notation: b broke, c fixed, n pairs; the drop is (b - c) / n.
"""

from __future__ import annotations

from math import sqrt

from scipy.optimize import brentq

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.quantiles import two_sided_z


def tango(b: float, c: float, n: int, level: float = 0.95) -> Interval:
    """Tango's score interval: the default, right also where few or no pairs changed.

    b and c may be means over several draws.

    Raises ValueError unless b, c >= 0, b + c <= n and n >= 1.

    Source: Tango (1998), Statistics in Medicine 17, 891-908; recommended by Newcombe (1998), Statistics in Medicine
    17, 2635-2650, and by Fagerland, Lydersen and Laake (2014), Statistics in Medicine 33, 2850-2875.
    """
    _check(b, c, n)
    z = two_sided_z(level)
    # Mirroring makes the interval for gains exactly the mirror of that for drops.
    low, high = _tango_lower(b, c, n, z), -_tango_lower(c, b, n, z)
    return Interval(value=(b - c) / n, low=low, high=high, level=level, method="tango")


def agresti_min(b: int, c: int, n: int, level: float = 0.95) -> Interval:
    """Wald's interval after adding half a pair to each of the four cells; simple, for comparison with other work.

    Source: Agresti and Min (2005), Statistics in Medicine 24, 729-740.
    """
    _check(b, c, n)
    low, high = _wald_ends(b + 0.5, c + 0.5, n + 2, level)
    return Interval(value=(b - c) / n, low=low, high=high, level=level, method="agresti-min")


def wald(b: int, c: int, n: int, level: float = 0.95) -> Interval:
    """The textbook interval, for comparison only: too narrow where few pairs changed, of no width where none did."""
    _check(b, c, n)
    low, high = _wald_ends(b, c, n, level)
    return Interval(value=(b - c) / n, low=low, high=high, level=level, method="wald")


def equivalent(interval: Interval, margin: float = 0.01) -> bool:
    """Does the interval lie within +-margin, so that "no drop beyond the margin" is a finding?

    With a 90 % interval this is the pair of one-sided tests at .05 (Schuirmann 1987, Journal of Pharmacokinetics and
    Biopharmaceutics 15, 657-680). Raises ValueError for a lower level: that would claim too much.
    """
    if interval.level < 0.90 - 1e-9:
        raise ValueError(f"equivalence needs an interval of at least 90 %, got {interval.level:.0%}")
    return -margin <= interval.low and interval.high <= margin


def _restricted_p01(b: float, c: float, n: int, drop: float) -> float:
    """Maximum-likelihood P(fixed) under the restriction P(broke) - P(fixed) = drop, as in Tango (1998)."""
    linear = -b - c + (2 * n - b + c) * drop
    constant = -c * drop * (1 - drop)
    root = sqrt(max(linear * linear - 8 * n * constant, 0.0))
    # The larger root of 2n q^2 + linear q + constant; rounding must not leave the range that probabilities allow.
    return min(max((root - linear) / (4 * n), 0.0, -drop), (1 - drop) / 2)


def _tango_lower(b: float, c: float, n: int, z: float) -> float:
    # The equation below has a second root at the estimate where all pairs share one cell; then it is solved by hand.
    if c == n:
        return -1.0
    if b == n:
        return (n - z * z) / (n + z * z)
    if b == c == 0:
        return -z * z / (n + z * z)

    def excess(drop: float) -> float:
        variance = 2 * _restricted_p01(b, c, n, drop) + drop * (1 - drop)
        return b - c - n * drop - z * sqrt(n * max(variance, 0.0))

    return float(brentq(excess, -1.0, (b - c) / n, xtol=1e-13))


def _wald_ends(b: float, c: float, n: float, level: float) -> tuple[float, float]:
    centre = (b - c) / n
    half = two_sided_z(level) * sqrt(max(b + c - (b - c) ** 2 / n, 0.0)) / n
    return max(-1.0, centre - half), min(1.0, centre + half)


def _check(b: float, c: float, n: int) -> None:
    if n < 1 or b < 0 or c < 0 or b + c > n:
        raise ValueError(f"need b, c >= 0, b + c <= n and n >= 1, got b={b}, c={c}, n={n}")


def hull(one: Interval, other: Interval) -> Interval:
    """The interval that holds both, for an estimate that both share; as wide as the more careful of two methods."""
    return Interval(
        one.value, min(one.low, other.low), max(one.high, other.high), one.level, f"{one.method}, {other.method}"
    )
