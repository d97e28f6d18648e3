"""One model before and after, over several draws, where hardly any answer changes."""

from __future__ import annotations

import numpy as np
import pytest

from robustbench_nlp.stats.paired_difference import FEW, paired_difference
from robustbench_nlp.stats.several_seeds import cluster_interval, differences


def test_one_changed_answer_tells_no_more_than_none() -> None:
    before, alone = np.ones(1200, dtype=bool), np.arange(1200)
    after = np.ones((3, 1200), dtype=bool)
    none = paired_difference(before, after, alone).interval
    after[0, 7] = False
    one = paired_difference(before, after, alone).interval
    assert one.low < none.value < one.value < one.high
    assert one.high - one.low > none.high - none.low


@pytest.mark.parametrize(("fragile", "n"), [(FEW - 1, 900), (FEW, 900)])
def test_from_ten_changed_examples_on_the_t_interval_stands_alone(fragile: int, n: int) -> None:
    before, alone = np.ones(n, dtype=bool), np.arange(n)
    after = np.ones((2, n), dtype=bool)
    # In every draw: it is texts that count, not pairs.
    after[:, :fragile] = [[False], [False]]
    found = paired_difference(before, after, alone).interval
    plain = cluster_interval(differences(before, after), alone)
    wider = found.high - found.low > plain.high - plain.low + 1e-12
    assert wider == (fragile < FEW)
    assert found.low <= plain.low
    assert found.high >= plain.high


def test_equal_texts_count_once() -> None:
    n, copies = 600, 3
    before, after = np.ones(n, dtype=bool), np.ones((2, n), dtype=bool)
    after[:, :4] = False
    once = paired_difference(before, after, np.arange(n)).interval
    again = paired_difference(np.tile(before, copies), np.tile(after, copies), np.tile(np.arange(n), copies)).interval
    assert (again.value, again.low, again.high) == pytest.approx((once.value, once.low, once.high))


def test_the_interval_covers_where_a_t_interval_alone_does_not() -> None:
    n, draws, runs, share, breaks = 1200, 3, 400, 0.005, 0.5
    rng, alone, before = np.random.default_rng(5), np.arange(n), np.ones(n, dtype=bool)
    covered = by_t = 0
    for _ in range(runs):
        fragile = rng.binomial(n, share)
        after = np.ones((draws, n), dtype=bool)
        after[:, :fragile] = rng.random((draws, fragile)) >= breaks
        found = paired_difference(before, after, alone).interval
        plain = cluster_interval(differences(before, after), alone)
        covered += found.low <= share * breaks <= found.high
        by_t += plain.low <= share * breaks <= plain.high
    assert by_t / runs < 0.93
    assert covered / runs > 0.95
