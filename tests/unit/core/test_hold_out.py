"""The validation part that is set aside from the training data."""

from __future__ import annotations

from collections import Counter

import pytest

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.hold_out import hold_out
from robustbench_nlp.core.text import Example
from robustbench_nlp.errors import UsageError


def data(n: int = 200) -> Dataset:
    return Dataset(
        "d", "train", ("a", "b"), tuple(Example(str(i), f"text {i}", int(i < n // 4)) for i in range(n)), "f"
    )


def test_every_example_is_on_one_side_and_the_classes_keep_their_shares() -> None:
    whole = data()
    rest, part = hold_out(whole, 0.1, 0)
    assert sorted(e.id for e in (*rest.examples, *part.examples)) == sorted(e.id for e in whole.examples)
    assert Counter(e.label for e in part.examples) == {0: 15, 1: 5}
    assert len({whole.fingerprint, rest.fingerprint, part.fingerprint}) == 3


def test_the_seed_decides() -> None:
    assert hold_out(data(), 0.1, 0) == hold_out(data(), 0.1, 0)
    assert hold_out(data(), 0.1, 0)[1].examples != hold_out(data(), 0.1, 1)[1].examples


def test_copies_of_a_text_stay_together() -> None:
    twice = tuple(Example(f"{e.id}#{i}", e.text, e.label) for e in data().examples for i in range(2))
    rest, part = hold_out(Dataset("d", "train", ("a", "b"), twice, "f"), 0.1, 0)
    assert not {e.text for e in rest.examples} & {e.text for e in part.examples}


@pytest.mark.parametrize("share", [0, 1, -0.1, 1.5, float("nan"), 0.001, 0.999])
def test_shares_that_leave_a_side_empty(share: float) -> None:
    with pytest.raises(UsageError, match="--validation-share"):
        hold_out(data(), share, 0)
