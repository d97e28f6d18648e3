from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta, binom, binomtest

from robustbench_nlp.stats.stratified_limits import Limits, sequential_limits


def confidence_sequence(k: int, t: int) -> Limits:
    """The limits of a simple random sample."""
    return sequential_limits([1.0], [k], [t])


def exact(k: int, t: int) -> Limits:
    return Limits(*binomtest(k, t).proportion_ci(0.95, method="exact"))


@pytest.mark.parametrize(
    ("k", "t", "low", "high"),
    [(0, 100, 0, 0.0570), (5, 100, 0.0071, 0.1558), (10, 200, 0.0136, 0.1207), (20, 400, 0.0205, 0.0979)],
)
def test_known_values(k: int, t: int, low: float, high: float) -> None:
    found = confidence_sequence(k, t)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("k", "t"), [(3, 40), (1, 7), (20, 25)])
def test_it_ends_where_the_mixture_is_twenty_times_as_likely(k: int, t: int) -> None:
    mixture, _ = quad(lambda p: beta.pdf(p, 0.5, 0.5) * binom.pmf(k, t, p), 0, 1)
    found = confidence_sequence(k, t)
    for end in (found.low, found.high):
        assert mixture / binom.pmf(k, t, end) == pytest.approx(20, rel=1e-5)


def test_every_small_count_has_an_interval_around_it_and_its_mirror_image() -> None:
    for t in (1, 2, 13, 60):
        for k in range(t + 1):
            found, mirrored = confidence_sequence(k, t), confidence_sequence(t - k, t)
            assert 0 <= found.low <= k / t <= found.high <= 1
            assert (found.low, found.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low), abs=1e-9)
            once = exact(k, t)
            assert found.low <= once.low and once.high <= found.high


def test_looking_every_20_labels_rarely_ever_misses_where_exact_intervals_often_do() -> None:
    rng, runs, rate = np.random.default_rng(0), 1000, 0.05
    of = {"sequence": cache(confidence_sequence), "exact": cache(exact)}
    missed = dict.fromkeys(of, 0)
    for _ in range(runs):
        seen = np.cumsum(rng.binomial(20, rate, size=30))
        for name, interval in of.items():
            looks = (interval(int(k), 20 * (look + 1)) for look, k in enumerate(seen))
            missed[name] += any(not look.low <= rate <= look.high for look in looks)
    assert missed["sequence"] / runs <= 0.02
    assert missed["exact"] / runs >= 0.10


def test_a_level_in_percent_is_refused() -> None:
    with pytest.raises(ValueError, match="level"):
        sequential_limits([1.0], [1], [5], level=95)


def test_extreme_counts_do_not_overflow() -> None:
    for k, t in product((0, 1, 100_000), (100_000,)):
        found = confidence_sequence(k, t)
        assert 0 <= found.low <= found.high <= 1
