from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import false_discovery_control

from robustbench_nlp.stats.multiplicity import benjamini_hochberg, holm

P = [0.001, 0.012, 0.02, 0.04, 0.30]


def test_known_values() -> None:
    assert holm(P) == pytest.approx([0.005, 0.048, 0.06, 0.08, 0.30])
    assert benjamini_hochberg(P) == pytest.approx([0.005, 0.03, 0.033333, 0.05, 0.30], abs=5e-7)


def test_the_order_given_is_kept() -> None:
    assert holm(P[::-1]) == pytest.approx(holm(P)[::-1])
    assert benjamini_hochberg(P[::-1]) == pytest.approx(benjamini_hochberg(P)[::-1])


def test_holm_by_its_definition_and_bh_by_scipy() -> None:
    p = np.random.default_rng(0).random(30) ** 3
    expected = np.empty(30)
    running = 0.0
    for rank, i in enumerate(np.argsort(p)):
        running = max(running, min(1.0, (30 - rank) * p[i]))
        expected[i] = running
    assert holm(p.tolist()) == pytest.approx(expected.tolist())
    assert benjamini_hochberg(p.tolist()) == pytest.approx(false_discovery_control(p).tolist())


def test_a_family_of_one_is_not_adjusted_and_an_empty_one_is_fine() -> None:
    assert holm([0.03]) == [0.03]
    assert benjamini_hochberg([0.03]) == [0.03]
    assert holm([]) == benjamini_hochberg([]) == []


@pytest.mark.parametrize("p", [[-0.1], [1.2], [float("nan"), 0.5]])
def test_what_is_no_p_value_is_refused(p: list[float]) -> None:
    with pytest.raises(ValueError, match="p-values"):
        holm(p)
