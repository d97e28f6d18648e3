from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import xlogy
from scipy.stats import multinomial

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.drop_interval import agresti_min, equivalent, tango, wald


def ends(interval: Interval) -> tuple[float, float]:
    return interval.low, interval.high


@pytest.mark.parametrize(
    ("b", "c", "n", "low", "high"),
    [
        (45, 15, 500, 0.030675, 0.091692),
        (1, 7, 21, -0.517232, -0.026003),
        (7, 0, 200, 0.015495, 0.070471),
        (0, 0, 100, -0.036993, 0.036993),
        (100, 20, 1000, 0.059792, 0.101918),
        (12, 9, 300, -0.021522, 0.042693),
    ],
)
def test_tango_known_values(b: int, c: int, n: int, low: float, high: float) -> None:
    interval = tango(b, c, n)
    assert ends(interval) == pytest.approx((low, high), abs=5e-7)
    assert (interval.value, interval.level, interval.method) == ((b - c) / n, 0.95, "tango")


def test_the_documented_alternatives_on_the_worked_example() -> None:
    assert ends(agresti_min(45, 15, 500)) == pytest.approx((0.029719, 0.089803), abs=5e-7)
    assert ends(wald(45, 15, 500)) == pytest.approx((0.030095, 0.089905), abs=5e-7)


def score(b: int, c: int, n: int, drop: float) -> float:
    """Tango's statistic with the restricted likelihood maximised numerically, not by the formula under test."""

    def loss(p01: float) -> float:
        return -float(xlogy(b, p01 + drop) + xlogy(c, p01) + xlogy(n - b - c, 1 - 2 * p01 - drop))

    least, most = max(0.0, -drop), (1 - drop) / 2
    p01 = minimize_scalar(loss, bounds=(least, most), method="bounded", options={"xatol": 1e-12}).x
    return (b - c - n * drop) / sqrt(n * (2 * p01 + drop * (1 - drop)))


@pytest.mark.parametrize(
    ("b", "c", "n"), [(45, 15, 500), (1, 7, 21), (3, 2, 9), (30, 1, 40), (1, 1, 2), (400, 380, 25_000)]
)
@pytest.mark.parametrize(("level", "z"), [(0.90, 1.6448536), (0.95, 1.9599640)])
def test_tango_ends_are_where_the_score_statistic_reaches_z(b: int, c: int, n: int, level: float, z: float) -> None:
    interval = tango(b, c, n, level)
    assert score(b, c, n, interval.low) == pytest.approx(z, abs=1e-4)
    assert score(b, c, n, interval.high) == pytest.approx(-z, abs=1e-4)


@pytest.mark.parametrize("level", [0.90, 0.95, 0.99])
@pytest.mark.parametrize("n", [1, 2, 5, 23])
def test_every_table_of_small_n(n: int, level: float) -> None:
    for b in range(n + 1):
        previous = None
        for c in range(n + 1 - b):
            interval = tango(b, c, n, level)
            assert -1 <= interval.low <= interval.value <= interval.high <= 1
            assert interval.high - interval.low > 0.05, "never without width"
            assert ends(tango(c, b, n, level)) == pytest.approx((-interval.high, -interval.low))
            if previous is not None:
                assert interval.low <= previous.low + 1e-9, "more fixed pairs cannot raise the drop"
                assert interval.high <= previous.high + 1e-9
            previous = interval


@pytest.mark.parametrize("n", [1_000, 25_000, 1_000_000])
def test_large_and_extreme_tables(n: int) -> None:
    z2 = 1.959963984540054**2
    assert ends(tango(0, 0, n)) == pytest.approx((-z2 / (n + z2), z2 / (n + z2)), rel=1e-6)
    assert ends(tango(n, 0, n)) == pytest.approx(((n - z2) / (n + z2), 1.0), rel=1e-6)
    assert ends(tango(0, n, n)) == pytest.approx((-1.0, -(n - z2) / (n + z2)), rel=1e-6)
    for b, c in [(1, 0), (n // 2, n - n // 2), (n - 1, 1), (n // 10, n // 20)]:
        interval = tango(b, c, n)
        assert interval.low < interval.value < interval.high
    # With many discordant pairs the score interval and Wald's are the same.
    assert ends(tango(n // 10, n // 20, n)) == pytest.approx(ends(wald(n // 10, n // 20, n)), abs=2 / n)


def test_a_higher_level_is_wider_and_more_data_narrower() -> None:
    narrow, wide = tango(12, 5, 300, 0.90), tango(12, 5, 300, 0.95)
    assert wide.low < narrow.low < narrow.high < wide.high
    more = tango(120, 50, 3000)
    assert wide.low < more.low < more.high < wide.high


@pytest.mark.parametrize(("b", "c", "n"), [(-1, 0, 5), (3, 3, 5), (0, 0, 0)])
def test_impossible_tables_are_refused(b: int, c: int, n: int) -> None:
    for interval in (tango, agresti_min, wald):
        with pytest.raises(ValueError, match="b \\+ c <= n"):
            interval(b, c, n)


def test_equivalence_is_a_statement_about_the_whole_interval() -> None:
    assert equivalent(tango(0, 0, 500, 0.90))
    assert not equivalent(tango(0, 0, 100, 0.90)), "seeing no change in 100 is not evidence enough"
    assert not equivalent(tango(30, 0, 5000, 0.90), margin=0.005)
    assert equivalent(tango(30, 0, 5000, 0.90), margin=0.01)
    assert not equivalent(tango(0, 60, 2000, 0.90)), "a gain of 3 points is no equivalence either"


def test_equivalence_refuses_a_narrower_interval() -> None:
    with pytest.raises(ValueError, match="90"):
        equivalent(tango(0, 0, 500, 0.80))


def exact_coverage(make: object, n: int, p10: float, p01: float) -> float:
    """Chance that the 95 % interval covers the true drop, summed over all tables that matter: no simulation error."""
    covered = 0.0
    most = [int(n * p + 8 * sqrt(n * p) + 8) for p in (p10, p01)]
    for b in range(min(n, most[0]) + 1):
        c = np.arange(min(n - b, most[1]) + 1)
        chances = multinomial.pmf(np.stack([np.full_like(c, b), c, n - b - c], axis=1), n, [p10, p01, 1 - p10 - p01])
        for fixed, chance in zip(c.tolist(), chances, strict=True):
            if chance > 1e-9:
                interval = make(b, fixed, n)  # type: ignore[operator]
                covered += chance * (interval.low <= p10 - p01 <= interval.high)
    return covered


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n", "p10", "p01", "claims"),
    [
        (100, 0.06, 0.01, (0.918, 0.945, 0.954)),
        (200, 0.08, 0.02, (0.941, 0.947, 0.943)),
        (500, 0.005, 0.001, (0.913, 0.916, 0.966)),
        (500, 0.06, 0.02, (0.953, 0.956, 0.955)),
        (1000, 0.05, 0.01, (0.95, 0.95, 0.95)),
        (2000, 0.003, 0.001, (0.943, 0.957, 0.941)),
    ],
)
def test_coverage_claims(n: int, p10: float, p01: float, claims: tuple[float, float, float]) -> None:
    # The claims come from simulation: 3 standard errors of 1,500 runs.
    for make, claim in zip((wald, agresti_min, tango), claims, strict=True):
        error = 3 * sqrt(claim * (1 - claim) / 1500)
        assert exact_coverage(make, n, p10, p01) == pytest.approx(claim, abs=error), make.__name__
