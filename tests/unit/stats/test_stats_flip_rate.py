from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from robustbench_nlp.stats.flip_rate import flip_rate_interval

COUNTS = ([80, 20, 850, 50], [80, 20, 40, 20], [56, 19, 39, 20])


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_known_values() -> None:
    assert flip_rate_interval(*COUNTS, rng()).value == pytest.approx(0.04625)
    found = flip_rate_interval(*COUNTS, rng(), draws=1_000_000)
    assert (found.low, found.high) == pytest.approx((0.026, 0.122), abs=5e-4)


def test_one_stratum_is_jeffreys_interval() -> None:
    found = flip_rate_interval([1000], [200], [190], rng(), draws=200_000)
    assert (found.low, found.high) == pytest.approx(proportion_confint(10, 200, method="jeffreys"), abs=1e-3)


def test_the_same_seed_gives_the_same_interval_and_another_hardly_another() -> None:
    assert flip_rate_interval(*COUNTS, rng(3)) == flip_rate_interval(*COUNTS, rng(3))
    one, other = flip_rate_interval(*COUNTS, rng(3)), flip_rate_interval(*COUNTS, rng(4))
    assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=3e-3)


def test_nothing_seen_reaches_zero_but_is_not_certain() -> None:
    found = flip_rate_interval([80, 920], [30, 30], [30, 30], rng())
    assert found.value == found.low == 0
    assert 0.01 < found.high < 0.1


def test_unchanged_texts_have_kept_their_label_for_certain() -> None:
    changed_only = flip_rate_interval([100], [40], [36], rng())
    diluted = flip_rate_interval([100], [40], [36], rng(), unchanged=900)
    assert diluted.value == pytest.approx(changed_only.value / 10)
    assert diluted.high < changed_only.high / 6
    assert flip_rate_interval([0], [0], [0], rng(), unchanged=50).high == 0


def test_of_this_test_set_all_is_known_once_all_was_read() -> None:
    found = flip_rate_interval([50, 50], [50, 50], [45, 50], rng(), this_test_set=True)
    assert (found.low, found.value, found.high) == pytest.approx((0.05, 0.05, 0.05))
    part = flip_rate_interval([50, 50], [25, 25], [22, 25], rng(), this_test_set=True)
    whole = flip_rate_interval([50, 50], [25, 25], [22, 25], rng())
    assert part.low >= 3 / 100, "three changed labels were seen"
    assert part.high - part.low < whole.high - whole.low


def test_fewer_texts_than_pairs_say_less() -> None:
    many = flip_rate_interval([500, 500], [400, 400], [200, 400], rng())
    few = flip_rate_interval([500, 500], [400, 400], [200, 400], rng(), examples=50)
    assert few.high - few.low > 1.5 * (many.high - many.low)


def test_a_stratum_that_nobody_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="none of its 20 pairs was read"):
        flip_rate_interval([80, 20], [80, 0], [70, 0], rng())
    with pytest.raises(ValueError, match="level"):
        flip_rate_interval(*COUNTS, rng(), level=95)
