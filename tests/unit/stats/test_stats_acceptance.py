from __future__ import annotations

import pytest
from scipy.stats import binom

from robustbench_nlp.stats.acceptance import Outcome, accept, plan_size


@pytest.mark.parametrize(
    ("limit", "sizes"),
    [
        (0.01, [299, 473, 628, 773, 913, 1049]),
        (0.02, [149, 236, 313, 386, 456, 523]),
        (0.03, [99, 157, 208, 257, 303, 348]),
        (0.05, [59, 93, 124, 153, 181, 208]),
        (0.10, [29, 46, 61, 76, 89, 103]),
    ],
)
def test_known_plan_sizes(limit: float, sizes: list[int]) -> None:
    assert [plan_size(limit, flips) for flips in range(6)] == sizes


def test_a_plan_passes_a_bad_transform_in_five_percent_of_audits_at_most() -> None:
    for flips in range(6):
        size = plan_size(0.05, flips)
        assert binom.cdf(flips, size, 0.05) <= 0.05 < binom.cdf(flips, size - 1, 0.05)


@pytest.mark.parametrize(("flips", "audited", "upper"), [(0, 60, 0.0487), (3, 200, 0.03831), (0, 100, 0.029513)])
def test_known_upper_limits(flips: int, audited: int, upper: float) -> None:
    assert accept(flips, audited, 0.05).high == pytest.approx(upper, abs=5e-5)


def test_pass_fail_and_inconclusive() -> None:
    assert accept(0, 59, 0.05).outcome is Outcome.PASS
    assert accept(0, 58, 0.05).outcome is Outcome.INCONCLUSIVE
    assert accept(10, 60, 0.05).outcome is Outcome.FAIL
    assert accept(10, 10, 0.05).high == 1


@pytest.mark.parametrize("sequential", [False, True])
@pytest.mark.parametrize(("flips", "audited"), [(0, 10), (1, 40), (3, 60), (2, 2)])
def test_so_many_more_clean_labels_and_not_one_fewer_make_it_pass(flips: int, audited: int, sequential: bool) -> None:
    found = accept(flips, audited, 0.10, sequential=sequential)
    more = found.further
    if found.outcome is Outcome.FAIL:
        assert more is None
        return
    assert more
    assert accept(flips, audited + more, 0.10, sequential=sequential).outcome is Outcome.PASS
    assert accept(flips, audited + more - 1, 0.10, sequential=sequential).outcome is Outcome.INCONCLUSIVE


def test_a_pass_needs_nothing_more() -> None:
    assert accept(0, 59, 0.05).further == 0


def test_looking_again_and_again_has_its_price() -> None:
    assert accept(0, 59, 0.05, sequential=True).outcome is Outcome.INCONCLUSIVE
    assert accept(0, 119, 0.05, sequential=True).outcome is Outcome.PASS


@pytest.mark.parametrize("limit", [0, 1, 5])
def test_a_limit_in_percent_is_refused(limit: float) -> None:
    with pytest.raises(ValueError, match="limit"):
        accept(0, 59, limit)
    with pytest.raises(ValueError, match="limit"):
        plan_size(limit)
