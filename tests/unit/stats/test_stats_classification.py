from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from robustbench_nlp.stats.bootstrap import bootstrap_interval
from robustbench_nlp.stats.classification import macro_f1, macro_f1_drop
from robustbench_nlp.stats.several_seeds import cluster_interval


def predictions(n: int, classes: int, seed: int = 0) -> tuple[NDArray[np.int_], NDArray[np.int_], NDArray[np.int_]]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, n)
    before = np.where(rng.random(n) < 0.9, labels, rng.integers(0, classes, n))
    after = np.where(rng.random(n) < 0.9, before, rng.integers(0, classes, n))
    return labels, before, after


@pytest.mark.parametrize("classes", [2, 3, 20])
def test_macro_f1_agrees_with_scikit_learn(classes: int) -> None:
    labels, before, _ = predictions(400, classes)
    assert macro_f1(labels, before, classes) == pytest.approx(f1_score(labels, before, average="macro"))


def test_classes_that_do_not_occur_do_not_count_but_wrongly_predicted_ones_do() -> None:
    labels, predicted = np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])
    assert macro_f1(labels, predicted, 5) == pytest.approx((1 + 2 / 3 + 0) / 3)
    assert macro_f1(labels, predicted, 5) == pytest.approx(f1_score(labels, predicted, average="macro"))


def test_the_drop_is_the_difference_of_two_scores_and_averages_draws() -> None:
    labels, before, after = predictions(300, 3)
    draws = np.stack([after, predictions(300, 3, seed=0)[2], predictions(300, 3, seed=4)[1]])
    expected = macro_f1(labels, before, 3) - np.mean([macro_f1(labels, draw, 3) for draw in draws])
    interval = macro_f1_drop(labels, before, draws, classes=3, rng=np.random.default_rng(0))
    assert interval.value == pytest.approx(expected)
    assert interval.low < interval.value < interval.high


def test_no_change_is_no_drop() -> None:
    labels, before, _ = predictions(100, 2)
    interval = macro_f1_drop(labels, before, before, classes=2, rng=np.random.default_rng(0))
    assert (interval.low, interval.value, interval.high) == (0, 0, 0)


def test_the_same_generator_gives_the_same_interval() -> None:
    labels, before, after = predictions(300, 2)
    once, again, other = (
        macro_f1_drop(labels, before, after, classes=2, rng=np.random.default_rng(seed)) for seed in (5, 5, 6)
    )
    assert once == again
    assert once.low != other.low


def by_resampling_ids(
    labels: NDArray[np.int_], before: NDArray[np.int_], after: NDArray[np.int_], clusters: NDArray[np.int_] | None
) -> NDArray[np.float64]:
    """The textbook bootstrap: draw ids with replacement, score with scikit-learn."""
    rng = np.random.default_rng(9)
    groups = [np.array([i]) for i in range(len(labels))]
    if clusters is not None:
        groups = [np.flatnonzero(clusters == c) for c in np.unique(clusters)]
    values = []
    for _ in range(1500):
        ids = np.concatenate([groups[g] for g in rng.integers(0, len(groups), len(groups))])
        values.append(macro_f1(labels[ids], before[ids], 3) - macro_f1(labels[ids], after[ids], 3))
    return np.quantile(values, [0.025, 0.975])


@pytest.mark.parametrize("clustered", [False, True])
def test_drawing_counts_is_resampling_ids(clustered: bool) -> None:
    labels, before, after = predictions(150, 3)
    clusters = None
    if clustered:
        labels, before, after = (np.concatenate([x, x[:120]]) for x in (labels, before, after))
        clusters = np.concatenate([np.arange(150), np.arange(120)])
    low, high = by_resampling_ids(labels, before, after, clusters)
    ours = macro_f1_drop(
        labels, before, after, classes=3, rng=np.random.default_rng(1), clusters=clusters, resamples=8000
    )
    width = high - low
    assert ours.low == pytest.approx(low, abs=0.08 * width)
    assert ours.high == pytest.approx(high, abs=0.08 * width)


def test_marking_duplicates_widens_the_interval() -> None:
    labels, before, after = (np.tile(x, 4) for x in predictions(200, 2))
    naive = macro_f1_drop(labels, before, after, classes=2, rng=np.random.default_rng(0))
    honest = macro_f1_drop(
        labels, before, after, classes=2, rng=np.random.default_rng(0), clusters=np.tile(np.arange(200), 4)
    )
    assert honest.value == pytest.approx(naive.value)
    assert honest.high - honest.low == pytest.approx(2 * (naive.high - naive.low), rel=0.1)


def test_any_metric_of_rows_real_numbers_too() -> None:
    d = np.random.default_rng(3).normal(0.1, 1, 500)

    def mean(rows: NDArray[Any], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        result: NDArray[np.float64] = weights @ rows[:, 0] / weights.sum(axis=1)
        return result

    ours, expected = bootstrap_interval(d[:, None], mean, np.random.default_rng(0)), cluster_interval(d[None])
    assert ours.value == pytest.approx(expected.value)
    assert (ours.low, ours.high) == pytest.approx((expected.low, expected.high), abs=0.01)


def test_fast_on_a_whole_test_set() -> None:
    labels, before, after = predictions(25_000, 2)
    started = time.process_time()
    macro_f1_drop(labels, before, after, classes=2, rng=np.random.default_rng(0), resamples=2000)
    assert time.process_time() - started < 1.0


def test_bad_input_is_refused() -> None:
    labels, before, after = predictions(10, 2)
    with pytest.raises(ValueError, match="pair up"):
        macro_f1_drop(labels, before, after[:9], classes=2, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="n >= 1"):
        macro_f1_drop(labels[:0], before[:0], after[:0], classes=2, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="one cluster per row"):
        macro_f1_drop(labels, before, after, classes=2, rng=np.random.default_rng(0), clusters=np.arange(9))
