from __future__ import annotations

from collections import Counter

import pytest

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.sample import stratified, subset
from robustbench_nlp.core.text import Example, content_ids
from robustbench_nlp.errors import UsageError

EXAMPLES = [Example(f"e{i}", f"text {i}", int(i >= 900)) for i in range(1000)]


@pytest.mark.parametrize("limit", [10, 50, 333, 1000, 5000])
def test_every_prefix_holds_each_class_in_proportion(limit: int) -> None:
    counts = Counter(e.label for e in stratified(EXAMPLES, limit, 0))
    n = min(limit, 1000)
    assert abs(counts[1] - n / 10) <= 1
    assert counts.total() == n


def test_limits_nest_and_order_of_the_file_does_not_matter() -> None:
    long = stratified(EXAMPLES, 400, 7)
    assert stratified(EXAMPLES, 100, 7) == long[:100]
    assert stratified(EXAMPLES[::-1], 400, 7) == long
    assert stratified(EXAMPLES, 400, 8) != long


def test_a_cut_data_set_has_another_fingerprint() -> None:
    data = Dataset("d", "train", ("a", "b"), tuple(EXAMPLES), "f" * 16)
    assert subset(data, None, 0) is data
    assert subset(data, 100, 0).fingerprint != subset(data, 100, 1).fingerprint
    with pytest.raises(UsageError, match="--limit"):
        subset(data, 0, 0)


def test_ids_come_from_the_content_and_duplicates_get_an_ordinal() -> None:
    ids = content_ids(["a", "b", "a", "a"])
    assert len(set(ids)) == 4
    assert ids[2] == f"{ids[0]}#1"
    assert content_ids(["b", "a"]) == [ids[1], ids[0]]
