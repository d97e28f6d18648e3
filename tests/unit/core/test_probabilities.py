"""One rule for what a model, a file or a cache says."""

from __future__ import annotations

import numpy as np
import pytest

from robustbench_nlp.core.probabilities import are_probabilities, refuse_others
from robustbench_nlp.errors import ModelError

GOOD = [[0.5, 0.5], [1.0, 0.0], [0.5, 0.5009], [1.0005, 0.0]]
BAD = [
    [0.5, 0.502],
    [0.5, 0.4],
    [2.0, -1.0],
    [-0.5, 1.5],
    [np.nan, 1.0],
    [np.inf, -np.inf],
    [np.inf, np.inf],
    [-np.inf, 1.0],
    [1e308, 1e308],
    [-1e308, -1e308],
]


@pytest.mark.filterwarnings("error")
def test_finite_not_negative_and_of_sum_one() -> None:
    assert are_probabilities(np.array(GOOD)).all()
    assert not are_probabilities(np.array(BAD)).any()
    assert are_probabilities(np.zeros((0, 2))).tolist() == []


@pytest.mark.filterwarnings("error")
def test_of_any_bytes_there_is_an_answer() -> None:
    rows = np.frombuffer(np.random.default_rng(0).bytes(16 * 20_000), "<f8").reshape(-1, 2)
    assert not are_probabilities(rows).any()


def test_the_first_text_with_other_numbers_is_named() -> None:
    refuse_others(np.array(GOOD), "abcd", ("no", "yes"), "m")
    with pytest.raises(ModelError, match=r"m returned \[0\.5, 0\.502\] for 'c'.* softmax"):
        refuse_others(np.array([*GOOD[:2], *BAD[:2]]), "abcd", ("no", "yes"), "m")


@pytest.mark.parametrize("shape", [(3, 2), (4, 1), (4,), (4, 2, 1)])
def test_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ModelError, match="one row of probabilities per text"):
        refuse_others(np.ones(shape), "abcd", ("no", "yes"), "m")
