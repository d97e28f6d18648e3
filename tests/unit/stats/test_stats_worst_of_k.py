from __future__ import annotations

import numpy as np
import pytest

from robustbench_nlp.stats.worst_of_k import worst_of_k

# One row per example here, one column per rewording.
BY_EXAMPLE = np.array([[1, 1, 1], [1, 0, 1], [0, 0, 0], [1, 1, 0]], dtype=bool)


def test_known_values() -> None:
    result = worst_of_k(BY_EXAMPLE.T)
    assert result.k == 3
    assert result.mean == pytest.approx(0.583333, abs=5e-7)
    assert result.worst == 0.25
    assert result.best == 0.75
    assert result.seed_sd == pytest.approx(0.144338, abs=5e-7)


def test_worst_falls_with_every_rewording_added() -> None:
    correct = np.random.default_rng(0).random((8, 300)) < 0.8
    worst = [worst_of_k(correct[: k + 1]).worst for k in range(8)]
    assert worst == sorted(worst, reverse=True)
    assert worst[-1] < worst[0] - 0.3


def test_a_single_rewording_is_its_own_worst_and_best() -> None:
    result = worst_of_k(BY_EXAMPLE.T[:1])
    assert result.worst == result.mean == result.best == 0.75
    assert result.seed_sd is None


def test_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="both at least 1"):
        worst_of_k(np.zeros((0, 4), bool))
