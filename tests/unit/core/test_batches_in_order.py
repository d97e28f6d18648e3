from __future__ import annotations

import pytest

from robustbench_nlp.core.classifier import in_order


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
def test_every_index_once_in_order_in_batches_of_that_size(count: int, sizes: list[int]) -> None:
    batches = in_order(count, 3)
    assert list(map(len, batches)) == sizes
    assert [index for batch in batches for index in batch] == list(range(count))
