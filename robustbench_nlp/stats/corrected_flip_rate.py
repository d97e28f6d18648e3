"""The flip rate of a stratified audit without the annotators' own errors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.annotator_error import Controls
from robustbench_nlp.stats.audited_strata import AuditedStrata, Values
from robustbench_nlp.stats.flip_rate import DRAWS, drawn
from robustbench_nlp.stats.quantiles import check_level

METHOD = "rogan-gladen by stratum, Monte Carlo"
HARDLY_BETTER_THAN_CHANCE = 1e-3


def corrected_flip_rate(
    sizes: Sequence[int],
    audited: Sequence[int],
    valid: Sequence[int],
    controls: Sequence[Controls],
    rng: np.random.Generator,
    *,
    unchanged: int = 0,
    examples: int | None = None,
    level: float = 0.95,
    this_test_set: bool = False,
    draws: int = DRAWS,
) -> Interval:
    """Rogan and Gladen's correction within each stratum, added up, with the doubt about labels and controls in it.

    `(observed - e) / (1 - e - s)` with false alarm rate e and miss rate s takes both kinds of error out.
    controls: per stratum, what was done with texts like its own; strata with equal ones count as having the same, so
    their doubt adds up. Rates are drawn as in `flip_rate_interval`, those of both errors from
    Beta(wrong + 1/2, right + 1/2); only the sum is clipped to [0, 1], since clipping each stratum would turn mere noise
    into flips. With one stratum it is close to the interval of Lang and Reiczigel (2014). Unchanged texts were read by
    nobody and need no correction. The other arguments and errors are those of `two_phase`; ValueError also where
    annotators are no better than chance.

    Sources: Rogan and Gladen (1978), American Journal of Epidemiology 107, 71-76; Lang and Reiczigel (2014), Preventive
    Veterinary Medicine 113, 13-22.
    """
    check_level(level)
    strata = AuditedStrata.of(sizes, audited, valid, unchanged, examples)
    if len(controls) != len(sizes):
        raise ValueError(f"one set of controls per stratum, got {len(controls)} for {len(sizes)}")
    seen = [one for one, size in zip(controls, sizes, strict=True) if size]
    weight, rate = drawn(strata, rng, this_test_set=this_test_set, draws=draws)
    value, total = 0.0, np.zeros(draws)
    for each in dict.fromkeys(seen):
        if each.youden <= 0:
            raise ValueError(f"annotators no better than chance: {each}")
        alike = [at for at, other in enumerate(seen) if other == each]
        excess = 1 - strata.rate[alike] - each.false_alarm_rate
        value += float(strata.weight[alike] @ excess) / each.youden
        false_alarm, miss = _drawn_errors(each, rng, draws)
        excess = (weight[:, alike] * (rate[:, alike] - false_alarm[:, None])).sum(axis=1)
        total += excess / np.maximum(1 - false_alarm - miss, HARDLY_BETTER_THAN_CHANCE)
    value = min(max(value, 0.0), 1.0)
    # Fewer flips than errors alone would make: as much doubt is left as if there were as many, and not none.
    total -= min(float(np.median(total)), 0.0)
    low, high = np.quantile(np.clip(total, 0, 1), [(1 - level) / 2, (1 + level) / 2])
    return Interval(value, min(float(low), value), max(float(high), value), level, METHOD)


def _drawn_errors(controls: Controls, rng: np.random.Generator, draws: int) -> tuple[Values, Values]:
    false_alarm = rng.beta(controls.false_alarms + 0.5, controls.kept - controls.false_alarms + 0.5, size=draws)
    miss = rng.beta(controls.misses + 0.5, controls.flipped - controls.misses + 0.5, size=draws)
    return false_alarm, miss
