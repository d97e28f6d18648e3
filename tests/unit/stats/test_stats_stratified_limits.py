from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from robustbench_nlp.stats.stratified_limits import melded_limits, sequential_limits


def melded(weights: list[float], flips: list[int], audited: list[int]) -> tuple[float, float]:
    return melded_limits(weights, flips, audited, np.random.default_rng(0))


@pytest.mark.parametrize(("flips", "audited"), [(0, 59), (0, 100), (5, 100), (10, 200), (100, 100), (3, 7), (0, 1)])
def test_one_stratum_has_the_limits_of_clopper_and_pearson(flips: int, audited: int) -> None:
    exact = binomtest(flips, audited).proportion_ci(0.90, method="exact")
    low, high = melded([1.0], [flips], [audited])
    assert (low, high) == pytest.approx((exact.low, exact.high), abs=1e-3)
    assert low <= exact.low + 1e-12
    assert high >= exact.high - 1e-12


@pytest.mark.parametrize(("flips", "audited", "upper"), [(0, 60, 0.0487), (3, 200, 0.03831), (0, 100, 0.029513)])
def test_known_upper_limits(flips: int, audited: int, upper: float) -> None:
    # A grid of a thousand quantiles, rounded outwards: up to a thousandth of the level off.
    assert melded([1.0], [flips], [audited])[1] == pytest.approx(upper, rel=0.01)


def test_another_seed_hardly_moves_a_limit() -> None:
    weights, flips, audited = [0.08, 0.02, 0.85, 0.05], [1, 0, 0, 0], [20, 17, 7, 4]
    high = [melded_limits(weights, flips, audited, np.random.default_rng(seed)).high for seed in range(40)]
    assert max(high) - min(high) < 0.015 * min(high)
    rng = np.random.default_rng(99)
    sums = (rng.beta(np.add(flips, 1), np.subtract(audited, flips), size=(500_000, 4)) * weights).sum(axis=1)
    assert np.mean(high) == pytest.approx(np.quantile(sums, 0.95), rel=0.005)


def test_pairs_whose_text_is_the_same_lower_both_limits() -> None:
    whole, half = melded([1.0], [3], [40]), melded([0.5], [3], [40])
    assert half == pytest.approx(tuple(0.5 * limit for limit in whole))
    assert sequential_limits([0.5], [3], [40]) == pytest.approx(
        tuple(0.5 * limit for limit in sequential_limits([1.0], [3], [40])), abs=1e-9
    )


def test_more_labels_that_were_kept_never_raise_a_limit() -> None:
    limits = [melded([0.1, 0.8], [4, 1], [20, more]) for more in range(20, 200, 15)]
    assert [high for _, high in limits] == sorted((high for _, high in limits), reverse=True)
    sequence = [sequential_limits([0.1, 0.8], [4, 1], [20, more]).high for more in range(20, 200, 15)]
    assert sequence == sorted(sequence, reverse=True)


def test_looking_again_and_again_costs_width() -> None:
    weights, flips, audited = [0.06, 0.02, 0.87, 0.05], [20, 1, 1, 0], [60, 20, 90, 10]
    once, always = melded(weights, flips, audited), sequential_limits(weights, flips, audited)
    assert 0 < always.low < once[0] < once[1] < always.high < 1


def test_the_extremes_are_those_a_search_finds() -> None:
    from scipy.optimize import minimize
    from scipy.special import betaln, logsumexp

    weights, k, m = np.array([0.1, 0.7, 0.2]), np.array([5, 1, 0]), np.array([20, 50, 10])

    def of(flips: np.ndarray, audited: np.ndarray) -> float:
        return float((betaln(flips + 0.5, audited - flips + 0.5) - betaln(0.5, 0.5)).sum())

    grouped = of(np.array([5, 1]), np.array([20, 60]))
    mixture = logsumexp([of(k.sum(), m.sum()), grouped, of(k, m)]) - np.log(3)

    def inside(p: np.ndarray) -> float:
        return float(np.log(20) - mixture + (k * np.log(p) + (m - k) * np.log1p(-p)).sum())

    limits = sequential_limits(weights.tolist(), k.tolist(), m.tolist(), ["changed", "stayed", "stayed"])
    for sign, limit in zip((1, -1), limits, strict=True):
        found = minimize(
            lambda p, sign=sign: sign * (weights @ p),
            x0=[0.25, 0.03, 0.02],
            bounds=[(1e-9, 1 - 1e-9)] * 3,
            constraints={"type": "ineq", "fun": inside},
            method="SLSQP",
            options={"ftol": 1e-12, "maxiter": 500},
        )
        assert sign * found.fun == pytest.approx(limit, abs=2e-5)


def test_many_strata_that_are_alike_cost_little() -> None:
    alike = sequential_limits([0.1] * 10, [1] * 10, [30] * 10).high
    assert alike < 1.4 * sequential_limits([1.0], [10], [300]).high


def test_looked_at_after_every_label_it_still_holds_the_truth() -> None:
    rng = np.random.default_rng(5)
    rates, weights = np.array([0.3, 0.05]), [0.2, 0.8]
    truth, missed = float(np.dot(weights, rates)), 0
    for _ in range(60):
        answers = rng.random((80, 2)) < rates
        flips = answers.cumsum(axis=0)
        looks = (sequential_limits(weights, flips[t].tolist(), [t + 1, t + 1]) for t in range(4, 80, 5))
        missed += any(not low <= truth <= high for low, high in looks)
    assert missed <= 3


def test_the_upper_limit_is_seldom_below_the_truth() -> None:
    rng = np.random.default_rng(3)
    weights, rates, audited = [0.08, 0.02, 0.85], np.array([0.2, 0.05, 0.02]), np.array([40, 10, 60])
    truth = float(np.dot(weights, rates))
    missed = [0, 0]
    for flips in rng.binomial(audited, rates, size=(400, 3)):
        low, high = melded(weights, flips.tolist(), audited.tolist())
        missed[0] += low > truth
        missed[1] += high < truth
    assert max(missed) <= 400 * 0.05 + 2 * (400 * 0.05 * 0.95) ** 0.5


@pytest.mark.parametrize(("flips", "audited"), [([1], [0]), ([-1], [4]), ([5], [4]), ([], []), ([1, 2], [3])])
def test_counts_that_cannot_be_are_refused(flips: list[int], audited: list[int]) -> None:
    with pytest.raises(ValueError, match="need 0 <= flips <= audited"):
        melded([1.0] * len(audited), flips, audited)
    with pytest.raises(ValueError, match="need 0 <= flips <= audited"):
        sequential_limits([1.0] * len(audited), flips, audited)
