"""The interval of a single proportion, such as an accuracy or a share of flipped labels."""

from __future__ import annotations

from math import sqrt

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.quantiles import two_sided_z


def wilson(k: int, n: int, level: float = 0.95) -> Interval:
    """Wilson's score interval for k successes in n trials.

    Unlike the Wald interval it stays inside [0, 1] and keeps its coverage near 0 and 1.
    Raises ValueError unless 0 <= k <= n and n >= 1.

    Source: Wilson (1927), JASA 22; recommended by Newcombe (1998), Statistics in Medicine 17, 857-872.
    """
    if n < 1 or not 0 <= k <= n:
        raise ValueError(f"need 0 <= k <= n and n >= 1, got k={k}, n={n}")
    z2 = two_sided_z(level) ** 2
    p = k / n
    centre = (k + z2 / 2) / (n + z2)
    half = sqrt(z2 * (n * p * (1 - p) + z2 / 4)) / (n + z2)
    # At the ends the interval reaches 0 or 1 exactly; rounding would leave it a hair short.
    low = 0.0 if k == 0 else centre - half
    high = 1.0 if k == n else centre + half
    return Interval(value=p, low=low, high=high, level=level, method="wilson")
