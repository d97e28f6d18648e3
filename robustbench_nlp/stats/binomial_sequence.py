"""The flip rate while labels come in: an interval that is right at every look at once."""

from __future__ import annotations

from math import log

from scipy.optimize import brentq
from scipy.special import betaln, xlog1py, xlogy

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.quantiles import check_level


def confidence_sequence(k: int, t: int, level: float = 0.95) -> Interval:
    """Rates that a Beta(1/2, 1/2) mixture does not speak against, after k of t texts in random order.

    Keeps p while `betaln(k + 1/2, t - k + 1/2) - betaln(1/2, 1/2) - k ln p - (t - k) ln(1 - p) < ln(1 / (1 - level))`.
    The chance that it ever leaves out the truth is at most 1 - level (Ville 1939), so one may stop at any look. An
    exact interval looked at every 20 labels is wrong in about a fifth of all audits. Raises ValueError unless
    0 <= k <= t and t >= 1.

    Source: Robbins (1970), Annals of Mathematical Statistics 41, 1397-1409.
    """
    if t < 1 or not 0 <= k <= t:
        raise ValueError(f"need 0 <= k <= t and t >= 1, got k={k}, t={t}")
    check_level(level)
    mixture = float(betaln(k + 0.5, t - k + 0.5) - betaln(0.5, 0.5))

    def evidence(p: float) -> float:
        return mixture - float(xlogy(k, p) + xlog1py(t - k, -p)) + log(1 - level)

    low = 0.0 if k == 0 else float(brentq(evidence, 1e-300, k / t, xtol=1e-15))
    high = 1.0 if k == t else float(brentq(evidence, k / t, 1 - 1e-16, xtol=1e-15))
    return Interval(k / t, low, high, level, "anytime-valid, beta-binomial mixture")
