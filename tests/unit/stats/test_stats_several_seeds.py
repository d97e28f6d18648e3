from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy.stats import t as student
from scipy.stats import ttest_1samp

from robustbench_nlp.stats.clustered_mean import clustered_mean
from robustbench_nlp.stats.drop_interval import tango
from robustbench_nlp.stats.several_seeds import (
    cluster_interval,
    cluster_test,
    differences,
    training_seed_interval,
    training_seed_sd,
    training_seed_test,
    transform_seed_sd,
)


def some_differences(shape: tuple[int, ...], seed: int = 0) -> NDArray[np.float64]:
    return np.random.default_rng(seed).choice([-1.0, 0.0, 1.0], size=shape, p=[0.05, 0.8, 0.15])


def test_differences_by_hand() -> None:
    before = np.array([True, True, False])
    after = np.array([[True, False, True], [False, False, False]])
    assert differences(before, after).tolist() == [[0, 1, -1], [1, 1, 0]]


def test_one_model_is_a_t_test_over_per_example_means() -> None:
    d = some_differences((4, 150))
    expected = ttest_1samp(d.mean(axis=0), 0)
    interval = cluster_interval(d)
    low, high = expected.confidence_interval(0.95)
    assert (interval.low, interval.high) == pytest.approx((low, high))
    assert interval.value == pytest.approx(d.mean())
    assert cluster_test(d) == pytest.approx(expected.pvalue)


def test_repeating_the_same_draw_adds_no_certainty() -> None:
    d = some_differences((1, 100))
    once, often = cluster_interval(d), cluster_interval(np.repeat(d, 10, axis=0))
    assert (often.low, often.high) == pytest.approx((once.low, once.high))


def test_repeating_examples_in_clusters_adds_no_certainty() -> None:
    d = some_differences((2, 100))
    twice = np.concatenate([d, d], axis=1)
    once, marked, unmarked = (
        cluster_interval(d),
        cluster_interval(twice, np.tile(np.arange(100), 2)),
        cluster_interval(twice),
    )
    assert (marked.low, marked.high) == pytest.approx((once.low, once.high))
    assert cluster_test(twice, np.tile(np.arange(100), 2)) == pytest.approx(cluster_test(d))
    assert unmarked.high - unmarked.low < 0.75 * (once.high - once.low)


def test_clustered_variance_agrees_with_statsmodels() -> None:
    rng = np.random.default_rng(3)
    clusters = rng.integers(0, 40, 160)
    values = rng.normal(0.1, 1, 40)[clusters] + rng.normal(0, 0.5, 160)
    fit = sm.OLS(values, np.ones(160)).fit(cov_type="cluster", cov_kwds={"groups": clusters})
    estimate = clustered_mean(values, clusters)
    # statsmodels' factor G / (G - 1) * (n - 1) / (n - k) is ours for k = 1.
    assert sqrt(estimate.variance) == pytest.approx(float(fit.bse[0]))
    assert estimate.df == len(np.unique(clusters)) - 1


def test_cluster_ids_are_only_names() -> None:
    d = some_differences((2, 60))
    ids = np.random.default_rng(1).integers(0, 30, 60)
    assert cluster_interval(d, ids) == cluster_interval(d, ids * 1000 - 7)


@pytest.mark.parametrize("value", [0.0, 1.0, -1.0])
@pytest.mark.parametrize("n", [1, 20, 500])
def test_without_variation_the_interval_is_tangos(value: float, n: int) -> None:
    b, c = n * (value == 1), n * (value == -1)
    ours, expected = cluster_interval(np.full((5, n), value)), tango(b, c, n)
    assert (ours.low, ours.high) == pytest.approx((expected.low, expected.high))
    assert "no variation" in ours.method


def test_without_variation_between_plus_and_zero() -> None:
    # A third right in every example: rounding must not pass for variance.
    interval = cluster_interval(np.tile([[1.0], [0.0], [0.0]], 30))
    assert -1 <= interval.low < 1 / 3 < interval.high <= 1
    assert interval.high - interval.low > 0.1


def test_p_value_is_one_where_nothing_changed_and_bounded_by_what_a_sign_flip_could_show() -> None:
    assert cluster_test(np.zeros((5, 100))) == 1
    assert cluster_test(np.ones((5, 1))) == 1
    assert cluster_test(np.ones((5, 4))) == pytest.approx(2 * 0.5**4)
    few = np.zeros((3, 5000))
    few[:, :4] = 1
    assert cluster_test(few) == pytest.approx(2 * 0.5**4), "four changed examples cannot be significant at .05"


def test_a_gain_mirrors_a_drop() -> None:
    d = some_differences((3, 80))
    drop, gain = cluster_interval(d), cluster_interval(-d)
    assert (gain.low, gain.high) == pytest.approx((-drop.high, -drop.low))
    assert cluster_test(-d) == pytest.approx(cluster_test(d))


def test_training_seeds_by_the_formula() -> None:
    d = some_differences((3, 2, 120))
    v_ex = np.var([d[:, :, i].mean() for i in range(120)], ddof=1) / 120
    v_tr = np.var([d[r].mean() for r in range(3)], ddof=1) / 3
    v = v_ex + v_tr
    df = v**2 / (v_tr**2 / 2 + v_ex**2 / 119)
    half = student.ppf(0.975, df) * sqrt(v)
    interval = training_seed_interval(d)
    assert (interval.low, interval.high) == pytest.approx((d.mean() - half, d.mean() + half))
    assert training_seed_test(d) == pytest.approx(2 * student.sf(d.mean() / sqrt(v), df))


def test_models_that_disagree_widen_the_interval() -> None:
    d = some_differences((3, 2, 400))
    alike = np.repeat(d[:1], 3, axis=0)
    unlike = alike.copy()
    unlike[0, :, :100], unlike[2, :, :100] = 1, -1
    narrow, wide = training_seed_interval(alike), training_seed_interval(unlike)
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)
    # Models that agree on everything are one model.
    one = cluster_interval(d[0])
    assert (narrow.low, narrow.high) == pytest.approx((one.low, one.high))


def test_training_seeds_without_any_variation() -> None:
    interval, expected = training_seed_interval(np.zeros((3, 2, 100))), tango(0, 0, 100)
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high))
    assert training_seed_test(np.zeros((3, 2, 100))) == 1


def test_spread_over_seeds_by_hand() -> None:
    d = np.array([[[0, 0], [1, 1]], [[0.5, 0.5], [0.5, 0.5]]])
    assert transform_seed_sd(d[0]) == pytest.approx(sqrt(0.5))
    assert transform_seed_sd(d) == pytest.approx(0.5)
    assert training_seed_sd(d) == 0
    assert training_seed_sd(np.array([[[0.0, 0.2]], [[0.2, 0.4]]])) == pytest.approx(sqrt(0.02))
    assert transform_seed_sd(d[0, :1]) is None
    assert training_seed_sd(d[:1]) is None


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="two models"):
        training_seed_interval(np.zeros((1, 3, 10)))
    with pytest.raises(ValueError, match="draws, n"):
        cluster_interval(np.zeros(10))
    with pytest.raises(ValueError, match="at least one example"):
        cluster_interval(np.zeros((3, 0)))
    with pytest.raises(ValueError, match="finite"):
        cluster_interval(np.array([[0.0, np.nan]]))
    with pytest.raises(ValueError, match="one cluster per example"):
        cluster_interval(np.zeros((3, 10)), np.arange(9))


def simulated(rng: np.random.Generator, models: int, draws: int, n: int) -> NDArray[np.float64]:
    """Differences from a logistic model: example difficulty, vulnerability, model x example and draw x example effects,
    and a vulnerability that differs from model to model.

    The drop is about 8 points and differs by about 1.6 from training seed to training seed."""
    margin = 3 + 1.5 * rng.standard_normal(n) + 0.7 * rng.standard_normal((models, 1, n))
    harm = 0.5 + 1.2 * rng.standard_normal(n) + 0.16 * rng.standard_normal((models, 1, 1))
    before = margin + rng.logistic(0, 0.3, (models, 1, n)) > 0
    after = margin - harm + 0.6 * rng.standard_normal((models, draws, n)) > 0
    return differences(before, after)


def covered(interval: object, truth: float) -> bool:
    return bool(interval.low <= truth <= interval.high)  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("draws", "models", "claims"), [(1, 5, (0.629, 0.911)), (3, 5, (0.478, 0.885)), (3, 3, (0.527, 0.845))]
)
def test_coverage_over_training_seeds(draws: int, models: int, claims: tuple[float, float]) -> None:
    """Claims: pooled, and by example only, as an earlier program found with examples and models of its own making."""
    rng = np.random.default_rng(20)
    truth = float(np.mean([simulated(rng, 50, 1, 20_000).mean() for _ in range(40)]))
    runs, satterthwaite, by_example, pooled = 2000, 0, 0, 0
    for _ in range(runs):
        d = simulated(rng, models, draws, 500)
        satterthwaite += covered(training_seed_interval(d), truth)
        by_example += covered(cluster_interval(d.reshape(-1, 500)), truth)
        pooled += covered(cluster_interval(d.reshape(1, -1)), truth)
    assert satterthwaite / runs == pytest.approx(0.954, abs=0.02)
    assert by_example / runs == pytest.approx(claims[1], abs=0.04)
    assert pooled / runs == pytest.approx(claims[0], abs=0.09), "pooling all pairs as independent is wrong"


@pytest.mark.slow
@pytest.mark.parametrize("draws", [5, 10])
def test_coverage_for_one_checkpoint(draws: int) -> None:
    rng = np.random.default_rng(21)
    runs, by_example, pooled = 2000, 0, 0
    # One model: its answers to a large population are fixed, examples and draws are sampled from it.
    population = simulated(rng, 1, draws, 400_000)[0]
    truth = float(population.mean())
    for _ in range(runs):
        d = population[:, rng.integers(0, population.shape[1], 500)]
        by_example += covered(cluster_interval(d), truth)
        pooled += covered(cluster_interval(d.reshape(1, -1)), truth)
    assert by_example / runs == pytest.approx(0.95, abs=0.015)
    assert pooled / runs < 0.85
