"""The flip rate of a stratified audit without the annotators' own errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.annotator_error import Controls
from robustbench_nlp.stats.audited_strata import AuditedStrata, Values
from robustbench_nlp.stats.flip_rate import DRAWS, drawn
from robustbench_nlp.stats.quantiles import check_level

METHOD = "rogan-gladen by class, stratified Monte Carlo"
HARDLY_BETTER_THAN_CHANCE = 1e-3


def corrected_flip_rate(
    sizes: Sequence[int],
    audited: Sequence[int],
    valid: Sequence[int],
    classes: Sequence[str],
    controls: Mapping[str, Controls],
    rng: np.random.Generator,
    *,
    unchanged: int = 0,
    examples: int | None = None,
    level: float = 0.95,
    this_test_set: bool = False,
    draws: int = DRAWS,
) -> Interval:
    """`rogan_gladen` within each class, added up, with the doubt about labels and about controls in the interval.

    classes: the label of the pairs of each stratum. controls: by label; what was done with untouched texts of that
    label (false alarms) and with texts of another (misses: they were given this one). Rates are drawn as in
    `flip_rate_interval`, those of both errors from Beta(wrong + 1/2, right + 1/2). With one stratum it is close to
    `lang_reiczigel`. Unchanged texts need no correction: nobody read them. The other arguments are those of
    `two_phase`. Raises ValueError also for a label without controls and for annotators no better than chance.
    """
    check_level(level)
    strata = AuditedStrata.of(sizes, audited, valid, unchanged, examples)
    if len(classes) != len(sizes):
        raise ValueError(f"one label per stratum, got {len(classes)} for {len(sizes)}")
    labels = [label for label, size in zip(classes, sizes, strict=True) if size]
    missing = sorted(set(labels) - set(controls))
    if missing:
        raise ValueError(f"no controls of {', '.join(missing)}")
    weight, rate = drawn(strata, rng, this_test_set=this_test_set, draws=draws)
    value, total = 0.0, np.zeros(draws)
    for label in dict.fromkeys(labels):
        of_label = [at for at, other in enumerate(labels) if other == label]
        seen = controls[label]
        if seen.youden <= 0:
            raise ValueError(f"annotators no better than chance on the controls of {label}")
        share = strata.weight[of_label]
        value += float(share @ (1 - strata.rate[of_label] - seen.false_alarm_rate)) / seen.youden
        false_alarm, miss = _drawn_errors(seen, rng, draws)
        excess = (weight[:, of_label] * (rate[:, of_label] - false_alarm[:, None])).sum(axis=1)
        total += excess / np.maximum(1 - false_alarm - miss, HARDLY_BETTER_THAN_CHANCE)
    value = min(max(value, 0.0), 1.0)
    low, high = np.quantile(np.clip(total, 0, 1), [(1 - level) / 2, (1 + level) / 2])
    return Interval(value, min(float(low), value), max(float(high), value), level, METHOD)


def _drawn_errors(controls: Controls, rng: np.random.Generator, draws: int) -> tuple[Values, Values]:
    false_alarm = rng.beta(controls.false_alarms + 0.5, controls.kept - controls.false_alarms + 0.5, size=draws)
    miss = rng.beta(controls.misses + 0.5, controls.flipped - controls.misses + 0.5, size=draws)
    return false_alarm, miss
