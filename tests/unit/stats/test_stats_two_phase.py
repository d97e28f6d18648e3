from __future__ import annotations

from itertools import product
from math import sqrt

import numpy as np
import pytest

from robustbench_nlp.stats.drop_interval import tango
from robustbench_nlp.stats.two_phase import relabelled_drop, two_phase

COUNTS = ([80, 20, 850, 50], [80, 20, 40, 20], [56, 19, 39, 20])
D = [1, -1, 0, 0]


def test_known_values() -> None:
    found = two_phase(*COUNTS, D)
    assert found.drop == pytest.approx(0.06)
    assert (found.model_part.value, found.model_part_se) == pytest.approx((0.037, 0.008581), abs=5e-7)
    assert found.flip_rate == pytest.approx(0.04625)
    assert found.valid_only is not None
    assert (found.valid_only.value, found.valid_only_se) == pytest.approx((0.038794, 0.009050), abs=5e-7)
    assert (found.valid_only.low, found.valid_only.high) == pytest.approx((0.021056, 0.056532), abs=5e-7)


def test_known_values_with_unchanged_texts() -> None:
    found = two_phase([60, 10, 700, 30], [30, 10, 30, 10], [27, 10, 30, 9], D, unchanged=200)
    assert found.valid_only is not None
    assert (found.model_part.value, found.flip_rate) == pytest.approx((0.044, 0.009))
    assert (found.valid_only.value, found.valid_only_se) == pytest.approx((0.0443996, 0.0083361), abs=5e-8)


def test_known_relabelled_drop() -> None:
    found = relabelled_drop(*COUNTS, [True, False, True, False], [False, True, True, False])
    assert found.value == pytest.approx(0.05825)
    assert (found.high - found.value) / 1.959964 == pytest.approx(0.026776, abs=5e-7)


def test_unchanged_texts_are_a_stratum_read_in_full_and_all_kept() -> None:
    apart = two_phase([60, 700], [30, 30], [27, 29], [1, 0], unchanged=200)
    inside = two_phase([60, 700, 200], [30, 30, 200], [27, 29, 200], [1, 0, 0])
    assert apart.model_part_se == pytest.approx(inside.model_part_se)
    assert apart.valid_only_se == pytest.approx(inside.valid_only_se)
    assert apart.flip_rate == pytest.approx(inside.flip_rate)


def test_an_audit_of_everything_is_the_ratio_of_two_means() -> None:
    rng = np.random.default_rng(0)
    d = rng.choice([1, -1, 0], size=600, p=[0.1, 0.03, 0.87])
    kept = rng.random(600) < np.where(d == 1, 0.7, 0.95)
    sizes = [int((d == value).sum()) for value in (1, -1, 0)]
    valid = [int(kept[d == value].sum()) for value in (1, -1, 0)]
    found = two_phase(sizes, sizes, valid, [1, -1, 0])
    ratio = d[kept].mean()
    residual = kept * (d - ratio) / kept.mean()
    assert found.valid_only is not None
    assert found.valid_only.value == pytest.approx(ratio)
    assert found.valid_only_se == pytest.approx(residual.std() / sqrt(600))
    assert found.model_part_se == pytest.approx((kept * d).std() / sqrt(600))


def test_of_this_test_set_nothing_is_unknown_once_all_was_read() -> None:
    sizes, valid = [10, 5, 85], [7, 5, 80]
    found = two_phase(sizes, sizes, valid, [1, -1, 0], this_test_set=True)
    assert found.model_part_se == found.valid_only_se == 0
    part = two_phase(sizes, [5, 5, 20], [4, 5, 19], [1, -1, 0], this_test_set=True)
    assert 0 < part.model_part_se < two_phase(sizes, [5, 5, 20], [4, 5, 19], [1, -1, 0]).model_part_se


def test_the_second_phase_is_what_drawing_some_of_a_stratum_without_replacement_gives() -> None:
    # Of 12 broken pairs 6 have kept their label; every sample of 4 is as likely.
    kept = [1] * 6 + [0] * 6
    rng = np.random.default_rng(1)
    parts, variances = [], []
    for _ in range(4000):
        valid = int(rng.permutation(kept)[:4].sum())
        found = two_phase([12, 88], [4, 88], [valid, 88], [1, 0], this_test_set=True)
        parts.append(found.model_part.value)
        variances.append(found.model_part_se**2)
    assert np.var(parts) == pytest.approx((12 / 100) ** 2 * (1 / 4 - 1 / 12) * 0.25 * 12 / 11, rel=0.08)
    assert np.mean(variances) == pytest.approx(np.var(parts), rel=0.25)


def test_the_parts_add_up_for_every_small_audit() -> None:
    for kept_broke, kept_same in product(range(4), range(5)):
        found = two_phase([3, 9], [3, 4], [kept_broke, kept_same], [1, 0])
        assert found.drop == pytest.approx(found.model_part.value + found.label_part)
        assert found.model_part.low <= found.model_part.value <= found.model_part.high
        if found.valid_only is None:
            assert (kept_broke, kept_same) == (0, 0)
        else:
            assert -1 <= found.valid_only.low <= found.valid_only.value <= found.valid_only.high <= 1


def test_labels_that_were_all_kept_still_leave_doubt_where_few_were_read() -> None:
    few, more = (two_phase([60, 940], [read, read], [read, read], [1, 0]) for read in (5, 50))
    assert few.valid_only_se is not None and more.valid_only_se is not None
    assert few.valid_only_se > more.valid_only_se > sqrt(0.06 * 0.94 / 1000)


def test_where_no_pair_changed_sides_there_is_as_much_doubt_as_about_the_drop() -> None:
    found = two_phase([190], [40], [39], [0], unchanged=10)
    drop = tango(0, 0, 200)
    for interval in (found.model_part, found.valid_only):
        assert interval is not None
        assert (interval.low, interval.value, interval.high) == pytest.approx((drop.low, 0, drop.high))
    here = two_phase([190], [40], [39], [0], unchanged=10, this_test_set=True).valid_only
    assert here is not None
    assert (here.low, here.high) == (0, 0), "whatever the labels are, no pair of these changed sides"


def test_draws_of_one_text_are_not_several_texts() -> None:
    once = two_phase([80, 920], [80, 920], [60, 900], [1, 0])
    thrice = two_phase([240, 2760], [240, 2760], [180, 2700], [1, 0], examples=1000)
    assert thrice.valid_only_se == pytest.approx(once.valid_only_se)


def test_a_stratum_that_nobody_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="stratum 1: none of its 20 pairs was read"):
        two_phase([80, 20, 900], [80, 0, 40], [56, 0, 39], [1, -1, 0])


def test_an_empty_stratum_needs_no_reading() -> None:
    with_empty = two_phase([80, 0, 920], [80, 0, 40], [56, 0, 39], [1, -1, 0])
    assert with_empty == two_phase([80, 920], [80, 40], [56, 39], [1, 0])


@pytest.mark.parametrize(
    ("sizes", "audited", "valid", "d", "why"),
    [
        ([10], [11], [5], [1], "of 10 pairs"),
        ([10], [5], [6], [1], "6 kept of 5 read"),
        ([10], [5], [-1], [1], "-1 kept"),
        ([10, 5], [5], [5], [1], "one count per stratum"),
        ([10], [5], [5], [1, 0], "one value per stratum"),
        ([10], [5], [5], [2], "1, 0 or -1"),
        ([], [], [], [], "at least one pair"),
    ],
)
def test_counts_that_do_not_fit_together_are_refused(
    sizes: list[int], audited: list[int], valid: list[int], d: list[int], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        two_phase(sizes, audited, valid, d)


def test_impossible_totals_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one pair"):
        two_phase([10], [5], [5], [1], unchanged=-1)
    with pytest.raises(ValueError, match="examples"):
        two_phase([10], [5], [5], [1], examples=11)
    with pytest.raises(ValueError, match="level"):
        two_phase([10], [5], [5], [1], level=95)
    with pytest.raises(ValueError, match="level"):
        relabelled_drop([10], [5], [5], [True], [False], level=95)
