from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.stats import t as student

from robustbench_nlp.stats.did import difference_in_differences, recipe_difference_in_differences
from robustbench_nlp.stats.drop_interval import tango


def correctness(counts: dict[int, int]) -> list[np.ndarray]:
    """Four boolean arrays whose (a0 - b0) - (a1 - b1) takes each value as often as asked."""
    cells = {-2: (0, 1, 1, 0), -1: (1, 1, 1, 0), 0: (1, 1, 1, 1), 1: (1, 0, 1, 1), 2: (1, 0, 0, 1)}
    rows = [cells[value] for value, count in counts.items() for _ in range(count)]
    return list(np.array(rows, dtype=bool).T)


def test_known_values() -> None:
    interval = difference_in_differences(*correctness({-2: 1, -1: 24, 0: 886, 1: 88, 2: 1}))
    assert interval.value == pytest.approx(0.064)
    assert (interval.high - interval.low) / 2 / 1.959964 == pytest.approx(0.010771, abs=5e-7)
    # The interval is quoted with 1.96; with all digits of z its ends round to another last one.
    se = (interval.high - interval.value) / 1.959963984540054
    assert (0.064 - 1.96 * se, 0.064 + 1.96 * se) == pytest.approx((0.042888, 0.085112), abs=5e-7)
    assert (interval.low, interval.high) == pytest.approx((0.042889, 0.085111), abs=5e-7)


def test_swapping_the_models_changes_the_sign() -> None:
    a0, b0, a1, b1 = correctness({-1: 10, 0: 80, 1: 30})
    forth, back = difference_in_differences(a0, b0, a1, b1), difference_in_differences(a1, b1, a0, b0)
    assert (back.low, back.value, back.high) == pytest.approx((-forth.high, -forth.value, -forth.low))


def test_it_finds_what_two_overlapping_intervals_hide() -> None:
    # Both models lose on the same 100 examples; the second is right on 14 more of them.
    a = np.ones(1000, bool)
    b0 = np.arange(1000) >= 100
    b1 = np.arange(1000) >= 86
    assert tango(100, 0, 1000).low < tango(86, 0, 1000).high
    assert difference_in_differences(a, b0, a, b1).low > 0


def test_draws_of_one_example_count_once() -> None:
    a0, b0, a1, b1 = correctness({-1: 10, 0: 80, 1: 30})
    once = difference_in_differences(a0, b0, a1, b1)
    often = difference_in_differences(a0, np.tile(b0, (6, 1)), a1, np.tile(b1, (6, 1)))
    assert (often.low, often.high) == pytest.approx((once.low, once.high))


def test_equal_models_still_leave_room_for_what_was_not_seen() -> None:
    a0, b0, _, _ = correctness({0: 50, 1: 50})
    interval = difference_in_differences(a0, b0, a0, b0)
    assert interval.value == 0
    assert interval.low < -0.07 < 0.07 < interval.high, "one unseen example can count for two"


def test_duplicates_in_one_cluster_widen_it() -> None:
    arrays = [np.tile(x, 2) for x in correctness({-1: 10, 0: 80, 1: 30})]
    naive = difference_in_differences(*arrays)
    honest = difference_in_differences(*arrays, clusters=np.tile(np.arange(120), 2))
    assert honest.high - honest.low > 1.3 * (naive.high - naive.low)


def recipe(flips: list[list[int]], n: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """Models that are right on all n originals and wrong on these rewritten texts."""
    after = np.ones((len(flips), 1, n), bool)
    for model, wrong in enumerate(flips):
        after[model, 0, wrong] = False
    return np.ones((len(flips), n), bool), after


def test_two_recipes_by_hand() -> None:
    # Drops of the first .5 and .25, of the second .125 and .125: differences .375 and .125, mean .25.
    first, second = recipe([[0, 1, 2, 3], [0, 1]]), recipe([[0], [0]])
    interval, p = recipe_difference_in_differences(*first, *second)
    assert interval.value == pytest.approx(0.25)
    # Over seeds: variance of (.375, .125) = .03125, of the mean .015625. Over examples: per-example means are
    # 0, 1, .5, .5, 0, 0, 0, 0, with s^2 = (1.5 - 8 * .0625) / 7 = 1 / 7, so 1 / 56 for the mean.
    v_tr, v_ex = 0.015625, 1 / 56
    df = (v_tr + v_ex) ** 2 / (v_tr**2 / 1 + v_ex**2 / 7)
    half = student.ppf(0.975, df) * sqrt(v_tr + v_ex)
    assert (interval.low, interval.high) == pytest.approx((0.25 - half, 0.25 + half))
    # Three clusters differ from zero: no sign-flip test of them gets below 1/4.
    assert p == pytest.approx(max(0.25, 2 * student.sf(0.25 / sqrt(v_tr + v_ex), df)))


def test_recipes_of_another_number_of_models_are_refused() -> None:
    one, three = recipe([[0]]), recipe([[0], [1], [2]])
    for first, second in ((one, three), (three, one)):
        with pytest.raises(ValueError, match="as many models of one recipe as of the other"):
            recipe_difference_in_differences(*first, *second)


def test_one_checkpoint_of_each_recipe_is_the_paired_interval() -> None:
    a0, b0, a1, b1 = correctness({-1: 10, 0: 80, 1: 30})
    interval, p = recipe_difference_in_differences(a0[None], b0[None, None], a1[None], b1[None, None])
    assert interval == difference_in_differences(a0, b0, a1, b1)
    assert 0 < p < 0.01


def test_seeds_that_disagree_widen_the_claim_about_recipes() -> None:
    second = recipe([[0], [0], [0]], 200)
    wide, _ = recipe_difference_in_differences(*recipe([list(range(60)), [0], [0, 1]], 200), *second)
    alike, _ = recipe_difference_in_differences(*recipe([list(range(21))] * 3, 200), *second)
    assert wide.value == pytest.approx(alike.value)
    assert wide.high - wide.low > 3 * (alike.high - alike.low)
