from __future__ import annotations

from math import inf, log

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import xlogy
from scipy.stats import beta

from robustbench_nlp.stats.anytime import anytime_interval, e_value, may_stop
from robustbench_nlp.stats.drop_interval import tango


@pytest.mark.parametrize(
    ("n10", "n01", "value", "digits"),
    [(10, 0, 180.43, 2), (15, 3, 14.503, 3), (20, 10, 0.789, 3), (45, 15, 262.61, 2), (8, 2, 1.676, 3)],
)
def test_known_e_values(n10: int, n01: int, value: float, digits: int) -> None:
    assert round(e_value(n10, n01), digits) == value
    assert e_value(n01, n10) == pytest.approx(e_value(n10, n01))


def test_e_value_is_the_mixture_of_likelihood_ratios() -> None:
    mixture, _ = quad(lambda p: beta.pdf(p, 0.5, 0.5) * (p / 0.5) ** 8 * ((1 - p) / 0.5) ** 2, 0, 1)
    assert e_value(8, 2) == pytest.approx(mixture, rel=1e-6)


def test_no_data_is_no_evidence_and_overwhelming_data_does_not_overflow() -> None:
    assert e_value(0, 0) == pytest.approx(1)
    assert e_value(20_000, 0) == inf
    assert may_stop(20_000, 0)


def test_one_may_stop_at_one_over_alpha() -> None:
    assert may_stop(45, 15)
    assert not may_stop(15, 3)
    assert may_stop(15, 3, alpha=0.1)
    assert not may_stop(10, 0, alpha=0.005)


def test_the_e_value_is_fair_without_a_drop() -> None:
    # Its expectation over the next discordant pair is its present value: that is what allows peeking.
    for n10, n01 in [(0, 0), (3, 1), (40, 22)]:
        following = (e_value(n10 + 1, n01) + e_value(n10, n01 + 1)) / 2
        assert following == pytest.approx(e_value(n10, n01))


@pytest.mark.parametrize("n", [1, 3, 12])
def test_anytime_interval_of_every_small_table(n: int) -> None:
    for b in range(n + 1):
        for c in range(n + 1 - b):
            interval = anytime_interval(b, c, n)
            assert -1 <= interval.low <= interval.value <= interval.high <= 1
            mirrored = anytime_interval(c, b, n)
            assert (mirrored.low, mirrored.high) == pytest.approx((-interval.high, -interval.low), abs=1e-8)
            once = tango(b, c, n)
            assert interval.high - interval.low > once.high - once.low, "peeking has its price"


@pytest.mark.parametrize(("n10", "n01", "n"), [(20, 5, 500), (3, 0, 40), (7, 7, 15)])
@pytest.mark.parametrize("level", [0.90, 0.95])
def test_anytime_interval_ends_where_sequential_betting_has_won_enough(
    n10: int, n01: int, n: int, level: float
) -> None:
    # The mixture's likelihood is that of predicting each pair by (seen + 1/2) / (all seen + 3/2), in any order.
    outcomes = [0] * n10 + [1] * n01 + [2] * (n - n10 - n01)
    seen, log_bets = [0.5, 0.5, 0.5], 0.0
    for outcome in outcomes:
        log_bets += log(seen[outcome] / sum(seen))
        seen[outcome] += 1
    p01 = np.linspace(0, 1, 200_001)
    interval = anytime_interval(n10, n01, n, level)
    for drop in (interval.low, interval.high):
        p = np.stack([p01 + drop, p01, 1 - 2 * p01 - drop])
        p = p[:, (p >= 0).all(axis=0)]
        best = (xlogy(np.array([[n10], [n01], [n - n10 - n01]]), p)).sum(axis=0).max()
        assert log_bets - best == pytest.approx(-log(1 - level), abs=1e-3)


def test_anytime_interval_shrinks_and_keeps_the_level() -> None:
    wide, narrow = anytime_interval(20, 5, 500), anytime_interval(1000, 250, 25_000)
    assert narrow.high - narrow.low < (wide.high - wide.low) / 5
    assert narrow.low > 0
    looser = anytime_interval(20, 5, 500, level=0.80)
    assert wide.low < looser.low < looser.high < wide.high


def test_anytime_interval_allows_stopping_for_futility() -> None:
    # No change in 2,500 examples: whatever drop there is, it is below one point.
    interval = anytime_interval(0, 0, 2500)
    assert -0.01 < interval.low < 0 < interval.high < 0.01


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="n >= 1"):
        anytime_interval(3, 3, 5)


@pytest.mark.slow
def test_false_alarms_at_any_time_stay_below_alpha() -> None:
    rng = np.random.default_rng(0)
    runs, pairs = 4000, 1500
    broke = np.cumsum(rng.random((runs, pairs)) < 0.5, axis=1)
    looks = np.arange(pairs)
    # The smallest lead that stops, per number of discordant pairs; the e-value grows with the lead.
    needed = [next((b for b in range((k + 2) // 2, k + 2) if may_stop(b, k + 1 - b)), k + 2) for k in looks]
    alarmed = (np.maximum(broke, looks + 1 - broke) >= needed).any(axis=1).mean()
    assert 0.02 < alarmed <= 0.05


@pytest.mark.slow
def test_anytime_interval_covers_at_all_looks_together() -> None:
    rng = np.random.default_rng(1)
    runs, missed, missed_by_tango = 300, 0, 0
    for _ in range(runs):
        counts = np.cumsum(rng.multinomial(50, [0.04, 0.02, 0.94], size=40), axis=0)
        seen = [(int(b), int(c), int(b + c + rest)) for b, c, rest in counts]
        missed += any(not i.low <= 0.02 <= i.high for i in (anytime_interval(*look) for look in seen))
        missed_by_tango += any(not i.low <= 0.02 <= i.high for i in (tango(*look) for look in seen))
    assert missed / runs <= 0.05
    assert missed_by_tango / runs > 0.10, "which is why the fixed-sample interval must not be used here"
