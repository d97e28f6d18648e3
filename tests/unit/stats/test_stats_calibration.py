from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss

from robustbench_nlp.stats.calibration import brier, ece, ece_equal_width

CONFIDENCE = np.array([0.95] * 4 + [0.85] * 2 + [0.75] * 2 + [0.65, 0.55])
CORRECT = np.array([1, 1, 1, 0, 1, 1, 1, 0, 0, 1], dtype=bool)


def test_known_values() -> None:
    assert ece_equal_width(CONFIDENCE, CORRECT, bins=10) == pytest.approx(0.27, abs=1e-12)
    probabilities = np.stack([CONFIDENCE, 1 - CONFIDENCE], axis=1)
    assert brier(probabilities, (~CORRECT).astype(int)) == pytest.approx(0.2205, abs=1e-12)


def test_equal_mass_is_what_splitting_the_sorted_examples_gives() -> None:
    rng = np.random.default_rng(0)
    confidence = rng.random(600)
    correct = rng.random(600) < confidence**2
    order = np.argsort(confidence)
    expected = sum(
        abs(correct[part].mean() - confidence[part].mean()) * len(part) / 600 for part in np.array_split(order, 15)
    )
    assert ece(confidence, correct) == pytest.approx(expected)


def test_ties_do_not_make_it_depend_on_the_order() -> None:
    rng = np.random.default_rng(1)
    confidence = np.round(rng.random(200), 1)
    correct = rng.random(200) < 0.6
    shuffled = rng.permutation(200)
    assert ece(confidence, correct) == pytest.approx(ece(confidence[shuffled], correct[shuffled]))
    assert ece(np.full(100, 0.9), np.arange(100) < 70) == pytest.approx(0.2), "one value, one bin"


def test_upper_edges_belong_to_their_bin() -> None:
    # .5 belongs to (0, .5], apart from .6: gaps .5 and .4. In one bin they would cancel to .1 / 2.
    confidence, correct = np.array([0.5, 0.6]), np.array([False, True])
    assert ece_equal_width(confidence, correct, bins=2) == pytest.approx(0.45)
    assert ece_equal_width(np.array([0.0, 1.0]), np.array([False, True])) == 0


def test_a_calibrated_model_is_near_zero_and_a_boastful_one_is_not() -> None:
    rng = np.random.default_rng(2)
    confidence = 0.5 + rng.random(50_000) / 2
    correct = rng.random(50_000) < confidence
    assert ece(confidence, correct) < 0.01
    assert ece_equal_width(confidence, correct) < 0.01
    assert ece(np.minimum(confidence + 0.2, 1), correct) > 0.1


@pytest.mark.parametrize("classes", [2, 4])
def test_brier_agrees_with_scikit_learn(classes: int) -> None:
    rng = np.random.default_rng(classes)
    probabilities = rng.dirichlet(np.ones(classes), 300)
    labels = rng.integers(0, classes, 300)
    given = probabilities[:, 1] if classes == 2 else probabilities
    assert brier(probabilities, labels) == pytest.approx(brier_score_loss(labels, given))


def test_single_precision_probabilities_a_hair_above_one_are_fine() -> None:
    confidence = np.array([1.0000001, 0.9], dtype=np.float32)
    assert ece(confidence, np.array([True, True])) == pytest.approx(0.05, abs=1e-6)
    assert ece_equal_width(confidence, np.array([True, True])) == pytest.approx(0.05, abs=1e-6)


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="n >= 1"):
        ece(np.zeros(0), np.zeros(0, bool))
    with pytest.raises(ValueError, match="shape"):
        ece(np.zeros(3), np.zeros(2, bool))
    with pytest.raises(ValueError, match="finite"):
        ece(np.array([np.nan]), np.array([True]))
    with pytest.raises(ValueError, match="bins"):
        ece_equal_width(np.array([0.5]), np.array([True]), bins=0)
    with pytest.raises(ValueError, match="probabilities"):
        brier(np.ones((3, 2)), np.zeros(2, int))
