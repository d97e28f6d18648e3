"""What a plan can show at best: how many labels may have changed for all that it knows if it finds every one kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from robustbench_nlp.audit.allocation import Share, divide
from robustbench_nlp.audit.max_flip import LEVEL
from robustbench_nlp.audit.strata import Cells


@dataclass(frozen=True)
class Promise:
    """What `robust audit check` can say once the sheets are filled.

    least   the smallest limit with which it passes if every label was kept
    budget  about what it takes to pass with the limit asked for; None where `least` will do, and where no budget would
    """

    least: float
    budget: int | None = None


def promise(
    shares: Sequence[Share], pairs: int, max_flip: float, seed: int, *, budget: int, strata: Sequence[Cells] = ()
) -> Promise:
    """Of a plan that reads `shares` of so many pairs.

    strata: as they were divided for the `budget`; with them a larger one is looked for that is enough for `max_flip`.
    """
    from robustbench_nlp.stats.acceptance import further_clean

    least = _least(shares, pairs, seed)
    texts = sum(len(stratum.pairs) for stratum in strata)

    def upper(more: int) -> float:
        return _least(divide(strata, min(budget + more, texts)), pairs, seed)

    if least <= max_flip or budget >= texts or upper(texts - budget) > max_flip:
        return Promise(least)
    return Promise(least, min(texts, budget + further_clean(upper, max_flip)))


def _least(shares: Sequence[Share], pairs: int, seed: int) -> float:
    import numpy as np

    from robustbench_nlp.stats.stratified_limits import melded_limits

    weights = [len(share.stratum.pairs) / pairs for share in shares]
    read = [share.audited for share in shares]
    return melded_limits(weights, [0] * len(shares), read, np.random.default_rng(seed), LEVEL).high
