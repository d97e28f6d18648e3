from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import linprog

from robustbench_nlp.stats.flip_bounds import model_part_bounds, noise_corrected_accuracy, valid_only_bounds


def test_known_values() -> None:
    assert valid_only_bounds(0.02, 0.08, 0.02) == pytest.approx((0.040816, 0.081633), abs=5e-7)
    assert model_part_bounds(0.05, 0.08, 0.02) == pytest.approx((0.01, 0.08))
    assert valid_only_bounds(0.05, 0.08, 0.02) == pytest.approx((0.010526, 0.084211), abs=5e-7)
    assert valid_only_bounds(0.10, 0.08, 0.02) == pytest.approx((-0.022222, 0.088889), abs=5e-7)


def test_agrees_with_a_linear_program_over_all_ways_to_spread_the_changed_labels() -> None:
    rng = np.random.default_rng(0)
    for _ in range(100):
        broke, fixed, same = rng.dirichlet([0.5, 0.5, 1])
        flip_rate = rng.random()
        # Unknown: the shares of kept pairs among those that broke, were fixed, stayed as they were.
        cells, kept, d = [(0, broke), (0, fixed), (0, same)], 1 - flip_rate, np.array([1.0, -1.0, 0.0])
        low = linprog(d, A_eq=[[1, 1, 1]], b_eq=[kept], bounds=cells).fun
        high = -linprog(-d, A_eq=[[1, 1, 1]], b_eq=[kept], bounds=cells).fun
        assert model_part_bounds(flip_rate, broke, fixed) == pytest.approx((low, high), abs=1e-12)
        assert valid_only_bounds(flip_rate, broke, fixed) == pytest.approx((low / kept, high / kept), abs=1e-9)


def test_without_changed_labels_only_the_drop_is_possible() -> None:
    assert valid_only_bounds(0, 0.08, 0.02) == pytest.approx((0.06, 0.06))


def test_more_changed_labels_never_say_more() -> None:
    bounds = [valid_only_bounds(rate, 0.08, 0.02) for rate in np.linspace(0, 1, 101)]
    assert all(wider.low <= narrower.low + 1e-12 for narrower, wider in pairwise(bounds))
    assert all(wider.high >= narrower.high - 1e-12 for narrower, wider in pairwise(bounds))
    assert bounds[-1] == (-1, 1)


@pytest.mark.parametrize(("flip_rate", "drop"), [(0.02, 0.065417), (0.05, 0.041111), (0.10, -0.0075)])
def test_known_noise_corrected_drops(flip_rate: float, drop: float) -> None:
    assert 0.93 - noise_corrected_accuracy(0.85, flip_rate, 2) == pytest.approx(drop, abs=5e-7)


def test_known_noise_corrected_accuracy_of_four_classes() -> None:
    assert noise_corrected_accuracy(0.85, 0.05, 4) == pytest.approx(0.892857, abs=5e-7)


@pytest.mark.parametrize("classes", [2, 3, 7])
def test_noise_correction_undoes_the_noise(classes: int) -> None:
    # Of a share f with a new label, a model right with chance a is right for the old one with (1 - a) / (K - 1).
    true, flip_rate = 0.8, 0.15
    observed = (1 - flip_rate) * true + flip_rate * (1 - true) / (classes - 1)
    assert noise_corrected_accuracy(observed, flip_rate, classes) == pytest.approx(true)


def test_shares_that_are_none_are_refused() -> None:
    for wrong in ((-0.1, 0.1, 0.1), (1.1, 0.1, 0.1), (0.1, 0.6, 0.5), (0.1, -0.1, 0.5)):
        with pytest.raises(ValueError, match="shares"):
            model_part_bounds(*wrong)
    with pytest.raises(ValueError, match="flip rate"):
        noise_corrected_accuracy(0.8, 0.5, 2)
    with pytest.raises(ValueError, match="classes"):
        noise_corrected_accuracy(0.8, 0.0, 1)
