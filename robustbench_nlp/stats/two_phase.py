"""What is left of the drop once the texts whose label changed are taken out, from a stratified audit of some pairs.

Every pair is in one stratum, and its `d` (right before minus right after: 1, 0 or -1) is the same for all pairs of a
stratum. Of each stratum some pairs are drawn at random and read; texts that did not change need no reading.

Sources: Neyman (1938), JASA 33, 101-116 (double sampling); Cochran (1977), Sampling Techniques, chapter 12.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.audited_strata import AuditedStrata, Values
from robustbench_nlp.stats.clustered_mean import MeanEstimate
from robustbench_nlp.stats.quantiles import check_level

METHOD = "two-phase, linearised"


@dataclass(frozen=True)
class TwoPhase:
    """The drop and its parts; `drop = model_part + label_part` exactly.

    drop        of all pairs, known without any audit
    model_part  points of it that come from pairs whose label was kept
    label_part  points of it that come from pairs whose label changed
    flip_rate   share of pairs whose label changed; for its interval use `flip_rate_interval`
    valid_only  drop among the pairs whose label was kept; None where no such pair was read
    model_part_se, valid_only_se  standard errors behind the intervals
    """

    drop: float
    model_part: Interval
    label_part: float
    flip_rate: float
    valid_only: Interval | None
    model_part_se: float
    valid_only_se: float | None


def two_phase(
    sizes: Sequence[int],
    audited: Sequence[int],
    valid: Sequence[int],
    d: Sequence[int],
    *,
    unchanged: int = 0,
    examples: int | None = None,
    level: float = 0.95,
    this_test_set: bool = False,
) -> TwoPhase:
    """Estimate the parts of the drop.

    sizes, audited, valid, d: per stratum of changed texts, the pairs in it, those read, those whose label was kept,
    and right before minus right after. unchanged: pairs whose text is the same, so that label and answer are.
    examples: distinct texts behind the pairs, where several draws share one; draws of a text then count as if they
    always agreed, which is on the safe side. this_test_set: the claim is about these pairs only, not about texts like
    them, so that only reading no more than a part of them leaves any doubt.

    Raises ValueError for a stratum with pairs of which none was read (nothing is known about it, least of all that its
    labels were kept), for counts that do not fit together, and where there are no pairs.
    """
    strata = AuditedStrata.of(sizes, audited, valid, unchanged, examples)
    change = _differences(strata, d)
    nothing, one = np.zeros_like(change), np.ones_like(change)
    drop = float(strata.weight @ change)
    part, kept = strata.mean(change, nothing), strata.mean(one, nothing)
    part_se = sqrt(strata.variance(change, nothing, this_test_set))
    valid_only, valid_only_se = None, None
    if kept > 0:
        ratio = part / kept
        valid_only_se = sqrt(strata.variance((change - ratio) / kept, nothing, this_test_set))
        valid_only = _interval(ratio, valid_only_se, strata.units, level, this_test_set)
    return TwoPhase(
        drop=drop,
        model_part=_interval(part, part_se, strata.units, level, this_test_set),
        label_part=drop - part,
        flip_rate=strata.mean(nothing, one),
        valid_only=valid_only,
        model_part_se=part_se,
        valid_only_se=valid_only_se,
    )


def relabelled_drop(
    sizes: Sequence[int],
    audited: Sequence[int],
    valid: Sequence[int],
    right_before: Sequence[bool],
    right_after: Sequence[bool],
    *,
    unchanged: int = 0,
    examples: int | None = None,
    level: float = 0.95,
    this_test_set: bool = False,
) -> Interval:
    """The drop when a changed label is the truth about the rewritten text: also charges for not following the change.

    right_before, right_after: per stratum, against the original label. Two classes only, where an answer that is wrong
    for the one label is right for the other. Wide unless many pairs that stayed right were read. The other arguments
    and errors are those of `two_phase`.
    """
    strata = AuditedStrata.of(sizes, audited, valid, unchanged, examples)
    before, after = strata.values(right_before), strata.values(right_after)
    kept, changed = before - after, before - (1 - after)
    se = sqrt(strata.variance(kept, changed, this_test_set))
    return _interval(strata.mean(kept, changed), se, strata.units, level, this_test_set)


def _differences(strata: AuditedStrata, d: Sequence[int]) -> Values:
    if not set(d) <= {-1, 0, 1}:
        raise ValueError(f"right before minus right after is 1, 0 or -1, got {list(d)}")
    return strata.values(d)


def _interval(value: float, se: float, units: int, level: float, this_test_set: bool) -> Interval:
    """Where no pair changed sides nothing varies, yet texts like these may; that is in doubt as for the drop itself."""
    check_level(level)
    estimate = MeanEstimate(value, se**2, inf, units, 0)
    if this_test_set and estimate.degenerate:
        return Interval(value, value, value, level, METHOD)
    return estimate.interval(level, METHOD)
