"""Are the labels kept often enough? A gate on the flip rate with error rates one can state."""

from __future__ import annotations

import enum
from collections.abc import Callable


class Outcome(enum.Enum):
    """What a gate says."""

    PASS = "pass"
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"


def outcome(low: float, high: float, limit: float) -> Outcome:
    """Pass where the whole interval is at most the limit, fail where it is all above."""
    if high <= limit:
        return Outcome.PASS
    return Outcome.FAIL if low > limit else Outcome.INCONCLUSIVE


def further_clean(upper: Callable[[int], float], limit: float) -> int:
    """The smallest number of further texts, all kept, for which the upper limit falls to `limit` or below.

    upper: the upper limit after that many more; must fall towards 0 as they grow.
    """
    if upper(0) <= limit:
        return 0
    enough = 1
    while upper(enough) > limit:
        enough *= 2
    short = enough // 2
    while enough - short > 1:
        middle = (short + enough) // 2
        short, enough = (short, middle) if upper(middle) <= limit else (middle, enough)
    return enough
