from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import mcnemar

from robustbench_nlp.stats.paired import (
    PairCounts,
    consistency,
    drop_on_changed,
    mcnemar_chi2,
    mcnemar_exact,
    mcnemar_mid_p,
)


def test_rates_of_the_worked_example() -> None:
    counts = PairCounts(n11=430, n10=45, n01=15, n00=10)
    assert counts.n == 500
    assert counts.accuracy_before == pytest.approx(0.95)
    assert counts.accuracy_after == pytest.approx(0.89)
    assert counts.drop == pytest.approx(0.06)
    assert counts.relative_drop == pytest.approx(0.0631579, abs=5e-8)
    assert counts.attack_success == pytest.approx(0.0947368, abs=5e-8)
    assert counts.discordant_share == pytest.approx(0.12)
    assert counts.both_right == pytest.approx(0.86)


def test_tests_of_the_worked_example() -> None:
    assert mcnemar_exact(45, 15) == pytest.approx(1.3451e-4, abs=5e-9)
    assert mcnemar_mid_p(45, 15) == pytest.approx(8.8376e-5, abs=5e-10)
    statistic, p = mcnemar_chi2(45, 15)
    assert statistic == pytest.approx(14.01667, abs=5e-6)
    assert p == pytest.approx(1.8120e-4, abs=5e-9)


@pytest.mark.parametrize(("n10", "n01", "p"), [(7, 0, 0.015625), (0, 0, 1.0), (12, 9, 0.663624)])
def test_exact_mcnemar_of_small_tables(n10: int, n01: int, p: float) -> None:
    assert mcnemar_exact(n10, n01) == pytest.approx(p, abs=5e-7)


def test_mcnemar_agrees_with_statsmodels_and_ignores_the_direction() -> None:
    for n10 in range(40):
        for n01 in range(n10):
            table = [[5, n10], [n01, 7]]
            assert mcnemar_exact(n10, n01) == pytest.approx(mcnemar(table, exact=True).pvalue, rel=1e-9)
            expected = mcnemar(table, exact=False, correction=True)
            assert mcnemar_chi2(n10, n01) == pytest.approx((expected.statistic, expected.pvalue))
            assert mcnemar_exact(n10, n01) == mcnemar_exact(n01, n10)
            assert 0 < mcnemar_mid_p(n10, n01) < mcnemar_exact(n10, n01)


def test_no_evidence_gives_p_one() -> None:
    for n in (0, 1, 8, 4000):
        assert mcnemar_exact(n, n) == 1
        assert mcnemar_mid_p(n, n) == pytest.approx(1)
        assert mcnemar_chi2(n, n) == (0, 1)


def test_mid_p_by_hand() -> None:
    # Seven of seven: twice (half the chance of that one outcome).
    assert mcnemar_mid_p(7, 0) == pytest.approx(2 * 0.5**8)


def test_counts_from_booleans() -> None:
    before = np.array([True, True, True, False, False, True])
    after = np.array([True, False, False, True, False, True])
    assert PairCounts.from_correct(before, after) == PairCounts(n11=2, n10=2, n01=1, n00=1)


def test_counts_over_draws_are_the_sum_of_the_draws() -> None:
    rng = np.random.default_rng(0)
    before, after = rng.random(50) < 0.8, rng.random((3, 50)) < 0.7
    together = PairCounts.from_correct(before, after)
    apart = [PairCounts.from_correct(before, draw) for draw in after]
    for cell in ("n11", "n10", "n01", "n00", "n"):
        assert getattr(together, cell) == sum(getattr(one, cell) for one in apart)


def test_rates_without_a_denominator_are_none() -> None:
    counts = PairCounts(n11=0, n10=0, n01=2, n00=3)
    assert counts.relative_drop is None
    assert counts.attack_success is None
    assert counts.drop == -0.4


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        PairCounts(1, -1, 0, 0)
    with pytest.raises(ValueError, match="no pairs"):
        PairCounts(0, 0, 0, 0)
    with pytest.raises(ValueError, match="no pairs"):
        PairCounts.from_correct(np.zeros(0, bool), np.zeros(0, bool))
    with pytest.raises(ValueError, match="shapes"):
        PairCounts.from_correct(np.ones(3, bool), np.ones(4, bool))
    with pytest.raises(ValueError, match="boolean"):
        PairCounts.from_correct(np.ones(3), np.ones(3, bool))


def test_consistency_needs_only_predictions() -> None:
    before = np.array(["a", "b", "c", "a"])
    assert consistency(before, np.array(["a", "b", "a", "a"])) == 0.75
    assert consistency(before, np.array([["a", "b", "a", "a"], ["b", "a", "b", "a"]])) == 0.5


def test_with_two_classes_consistency_mirrors_the_discordant_share() -> None:
    rng = np.random.default_rng(1)
    gold, before, after = rng.integers(0, 2, 300), rng.integers(0, 2, 300), rng.integers(0, 2, 300)
    counts = PairCounts.from_correct(before == gold, after == gold)
    assert consistency(before, after) == pytest.approx(1 - counts.discordant_share)


def test_drop_is_coverage_times_drop_on_changed() -> None:
    rng = np.random.default_rng(2)
    before = rng.random(200) < 0.9
    changed = rng.random((2, 200)) < 0.4
    after = np.where(changed, rng.random((2, 200)) < 0.7, before)
    on_changed = drop_on_changed(before, after, changed)
    assert on_changed is not None
    assert PairCounts.from_correct(before, after).drop == pytest.approx(changed.mean() * on_changed)
    assert drop_on_changed(before, after, np.zeros_like(changed)) is None


def test_drop_on_changed_of_one_draw() -> None:
    before, after = np.array([True, True, False]), np.array([False, True, True])
    assert drop_on_changed(before, after, np.array([True, True, False])) == 0.5
