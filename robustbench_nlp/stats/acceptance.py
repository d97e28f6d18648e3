"""Are the labels kept often enough? A gate on the flip rate with error rates one can state."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from robustbench_nlp.stats.binomial_sequence import confidence_sequence
from robustbench_nlp.stats.proportions import clopper_pearson

LEVEL = 0.95


class Outcome(enum.Enum):
    """What a gate says."""

    PASS = "pass"
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True)
class Acceptance:
    """The gate's answer.

    low, high  one-sided limits of the flip rate (of `confidence_sequence` where one may look again and again)
    further    texts that, were they all read and found kept, would make it pass: 0 where it does; None where it failed
    """

    outcome: Outcome
    low: float
    high: float
    further: int | None


def outcome(low: float, high: float, limit: float) -> Outcome:
    """Pass where the whole interval is at most the limit, fail where it is all above."""
    if high <= limit:
        return Outcome.PASS
    return Outcome.FAIL if low > limit else Outcome.INCONCLUSIVE


def accept(flips: int, audited: int, limit: float, *, level: float = LEVEL, sequential: bool = False) -> Acceptance:
    """Judge a simple random sample: pass where at most `limit` of the labels changed, at the one-sided `level`.

    sequential: right however often one looks while labels come in; else the number read must have been fixed before.
    Raises ValueError for impossible counts, and unless 0 < limit < 1.
    """
    if not 0 < limit < 1:
        raise ValueError(f"the limit must lie between 0 and 1, got {limit}")

    def limits(more: int) -> tuple[float, float]:
        interval = (
            confidence_sequence(flips, audited + more, level)
            if sequential
            else clopper_pearson(flips, audited + more, 2 * level - 1)
        )
        return interval.low, interval.high

    low, high = limits(0)
    said = outcome(low, high, limit)
    further = None if said is Outcome.FAIL else further_clean(lambda more: limits(more)[1], limit)
    return Acceptance(said, low, high, further)


def plan_size(limit: float, flips: int = 0, level: float = LEVEL) -> int:
    """Texts to read so that the gate still passes with so many changed labels among them."""
    if not 0 < limit < 1 or flips < 0:
        raise ValueError(f"need 0 < limit < 1 and flips >= 0, got {limit} and {flips}")
    start = max(flips, 1)
    return start + further_clean(lambda more: clopper_pearson(flips, start + more, 2 * level - 1).high, limit)


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
