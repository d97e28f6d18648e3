from __future__ import annotations

import numpy as np
import pytest

from robustbench_nlp.stats.annotator_error import Controls, lang_reiczigel, rogan_gladen
from robustbench_nlp.stats.proportions import clopper_pearson


def test_known_values() -> None:
    found = lang_reiczigel(18, 200, Controls(false_alarms=3, kept=100, misses=2, flipped=100))
    assert found.value == pytest.approx(0.0631579, abs=5e-8)
    assert (found.low, found.high) == pytest.approx((0.002356, 0.118239), abs=5e-7)


def test_the_correction_undoes_the_errors() -> None:
    true, controls = 0.2, Controls(false_alarms=4, kept=100, misses=10, flipped=100)
    observed = true * (1 - 0.10) + (1 - true) * 0.04
    assert rogan_gladen(observed, controls) == pytest.approx(true)


def test_fewer_flips_than_false_alarms_are_none() -> None:
    controls = Controls(false_alarms=5, kept=100, misses=0, flipped=20)
    found = lang_reiczigel(2, 200, controls)
    assert found.value == found.low == 0
    assert 0 < found.high < 0.05


def test_more_controls_make_it_narrower() -> None:
    few, many = (lang_reiczigel(18, 200, Controls(3 * n, 100 * n, 2 * n, 100 * n)) for n in (1, 50))
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(("true", "covered_without"), [(0.0, 0.01), (0.02, 0.45), (0.05, 0.70), (0.10, 0.90)])
def test_it_covers_what_ignoring_the_errors_does_not(true: float, covered_without: float) -> None:
    rng, error, runs = np.random.default_rng(0), 0.03, 1500
    corrected = ignored = 0
    for _ in range(runs):
        flips = rng.binomial(200, true * (1 - error) + (1 - true) * error)
        found = lang_reiczigel(flips, 200, Controls(rng.binomial(100, error), 100, rng.binomial(100, error), 100))
        corrected += found.low <= true <= found.high
        naive = clopper_pearson(int(flips), 200)
        ignored += naive.low <= true <= naive.high
    assert corrected / runs > 0.94
    assert ignored / runs < covered_without


@pytest.mark.parametrize("counts", [(0, 0, 0, 10), (0, 10, 0, 0), (11, 10, 0, 10), (0, 10, 11, 10), (-1, 10, 0, 10)])
def test_controls_that_are_none_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="at least one text"):
        Controls(*counts)


def test_annotators_no_better_than_chance_are_refused() -> None:
    with pytest.raises(ValueError, match="chance"):
        lang_reiczigel(10, 100, Controls(5, 10, 5, 10))
    with pytest.raises(ValueError, match="flips"):
        lang_reiczigel(11, 10, Controls(0, 10, 0, 10))
