from __future__ import annotations

import pytest
from statsmodels.stats.proportion import proportion_confint

from robustbench_nlp.stats.proportions import wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"), [(3, 200, 0.00511, 0.04317), (10, 200, 0.02738, 0.08958), (0, 60, 0.0, 0.06017)]
)
def test_known_values(k: int, n: int, low: float, high: float) -> None:
    interval = wilson(k, n)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-6)
    assert (interval.value, interval.level, interval.method) == (k / n, 0.95, "wilson")


@pytest.mark.parametrize("level", [0.90, 0.95, 0.99])
def test_agrees_with_statsmodels(level: float) -> None:
    for n in (1, 7, 100, 25_000):
        for k in {0, 1, n // 3, n - 1, n}:
            ours = wilson(k, n, level)
            assert (ours.low, ours.high) == pytest.approx(
                proportion_confint(k, n, 1 - level, method="wilson"), abs=1e-12
            )
            assert 0 <= ours.low <= ours.value <= ours.high <= 1


def test_the_ends_are_exact_where_all_or_none_succeed() -> None:
    for n in range(1, 500):
        assert wilson(0, n).low == 0
        assert wilson(n, n).high == 1


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5), (0, 0)])
def test_impossible_counts_are_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="0 <= k <= n"):
        wilson(k, n)


def test_a_level_in_percent_is_refused() -> None:
    with pytest.raises(ValueError, match="level"):
        wilson(3, 10, level=95)
