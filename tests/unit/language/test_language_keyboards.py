from __future__ import annotations

import pytest

from robustbench_nlp.language.keyboards import LAYOUTS, neighbours


@pytest.mark.parametrize(
    ("layout", "key", "beside"),
    [
        ("qwerty", "t", "fgry"),
        ("qwertz", "t", "fgrz"),
        ("qwertz", "z", "ghtu"),
        ("azerty", "a", "qz"),
        ("azerty", "m", "lp"),
        ("qwerty", "T", "FGRY"),
    ],
)
def test_the_keys_beside_a_key(layout, key, beside):
    assert neighbours(layout)[key] == beside


@pytest.mark.parametrize("layout", LAYOUTS)
def test_neighbourhood_is_mutual_and_never_the_key_itself(layout):
    near = neighbours(layout)
    assert len(near) == 52
    for key, others in near.items():
        assert others
        assert key not in others
        assert all(key in near[other] for other in others)
