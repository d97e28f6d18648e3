"""Looking at the drop again and again while examples come in, without paying for it in false alarms.

Counts are those seen so far. What is said here holds at every look at once, so one may stop at any of them.
"""

from __future__ import annotations

from math import exp, inf, log

import numpy as np
from scipy.optimize import bisect
from scipy.special import betaln, gammaln, xlogy

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.drop_interval import restricted_p01


def log_e_value(n10: int, n01: int) -> float:
    """Log of the e-value against "broken and fixed are equally likely": a Beta(1/2, 1/2) mixture over the sign test.

    `betaln(n10 + 1/2, n01 + 1/2) - betaln(1/2, 1/2) + (n10 + n01) ln 2`

    Source: Robbins (1970), Annals of Mathematical Statistics 41, 1397-1409; Ramdas et al. (2023), Statistical Science
    38, 576-601.
    """
    return float(betaln(n10 + 0.5, n01 + 0.5) - betaln(0.5, 0.5)) + (n10 + n01) * log(2)


def e_value(n10: int, n01: int) -> float:
    """`exp(log_e_value)`; infinite beyond the largest float."""
    value = log_e_value(n10, n01)
    return exp(value) if value < 709 else inf


def may_stop(n10: int, n01: int, alpha: float = 0.05) -> bool:
    """Is the e-value at least 1 / alpha? Without a drop that ever happens with chance <= alpha (Ville 1939)."""
    return log_e_value(n10, n01) >= -log(alpha)


def anytime_interval(n10: int, n01: int, n: int, level: float = 0.95) -> Interval:
    """An interval for the drop that covers it at all looks together; wider than Tango's, which covers it at one.

    The drops for which some (P(broke), P(fixed)) with that difference is not rejected by the Dirichlet(1/2, 1/2, 1/2)
    mixture against the multinomial likelihood: the mixture's ratio to the true likelihood is a martingale, so it ever
    exceeds 1 / (1 - level) with a chance of at most 1 - level. Raises ValueError unless 0 <= n10 + n01 <= n, n >= 1.

    Source: Robbins (1970), as above, with the restricted maximum of Tango (1998), Statistics in Medicine 17, 891-908.
    """
    if n < 1 or n10 < 0 or n01 < 0 or n10 + n01 > n:
        raise ValueError(f"need n10, n01 >= 0, n10 + n01 <= n and n >= 1, got {n10}, {n01}, {n}")
    cells = np.array([n10, n01, n - n10 - n01])
    half = np.full(3, 0.5)
    log_mixture = gammaln(cells + half).sum() - gammaln(n + 1.5) - gammaln(half).sum() + gammaln(1.5)

    def margin(drop: float) -> float:
        p01 = restricted_p01(n10, n01, n, drop)
        # Rounding may leave a probability of zero at -1e-17.
        p = np.maximum([p01 + drop, p01, 1 - 2 * p01 - drop], 0.0)
        return float(xlogy(cells, p).sum() - log_mixture - log(1 - level))

    value = (n10 - n01) / n
    low = -1.0 if margin(-1.0) >= 0 else float(bisect(margin, -1.0, value, xtol=1e-10))
    high = 1.0 if margin(1.0) >= 0 else float(bisect(margin, value, 1.0, xtol=1e-10))
    return Interval(value, low, high, level, "anytime-valid, multinomial mixture")
