"""The interval of the share of pairs whose label changed, from a stratified audit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.audited_strata import AuditedStrata, Values
from robustbench_nlp.stats.quantiles import check_level

DRAWS = 20_000
METHOD = "stratified Monte Carlo"


def flip_rate_interval(
    sizes: Sequence[int],
    audited: Sequence[int],
    valid: Sequence[int],
    rng: np.random.Generator,
    *,
    unchanged: int = 0,
    examples: int | None = None,
    level: float = 0.95,
    this_test_set: bool = False,
    draws: int = DRAWS,
) -> Interval:
    """The flip rate with percentiles of Monte-Carlo draws, where a normal interval fails: rates near 0, few labels.

    Per stratum the share kept is drawn from Beta(k + 1/2, m - k + 1/2), the shares of the strata from
    Dirichlet(N + 1/4). The lower end is 0 where no changed label was seen. State the seed of `rng` beside the result.
    The other arguments and errors are those of `two_phase`.
    """
    check_level(level)
    strata = AuditedStrata.of(sizes, audited, valid, unchanged, examples)
    weight, rate = drawn(strata, rng, this_test_set=this_test_set, draws=draws)
    low, high = np.quantile((weight * rate).sum(axis=1), [(1 - level) / 2, (1 + level) / 2])
    if (strata.kept == strata.read).all():
        low = 0.0
    value = float(strata.weight @ (1 - strata.rate))
    return Interval(value, min(float(low), value), max(float(high), value), level, METHOD)


def drawn(
    strata: AuditedStrata, rng: np.random.Generator, *, this_test_set: bool, draws: int = DRAWS
) -> tuple[Values, Values]:
    """The strata's shares of all pairs and their flip rates, each of shape (draws, strata)."""
    flipped = strata.read - strata.kept
    rate = rng.beta(flipped + 0.5, strata.kept + 0.5, size=(draws, len(strata.size)))
    if this_test_set:
        unread = (strata.size - strata.read).astype(np.int64)
        rate = (flipped + rng.binomial(unread, rate)) / strata.size
        weight = np.broadcast_to(strata.weight, rate.shape)
    else:
        weight = rng.dirichlet(strata.size * strata.units / strata.size.sum() + 0.25, size=draws)
    if strata.has_unchanged:
        rate[:, -1] = 0.0
    return weight, rate
