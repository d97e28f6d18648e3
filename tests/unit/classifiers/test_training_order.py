from __future__ import annotations

import random

from robustbench_nlp.classifiers.transformer.order import GroupedByLength

LENGTHS = random.Random(1).choices(range(5, 500), k=1003)


def test_every_text_once_an_epoch_in_another_order_each_time() -> None:
    order = GroupedByLength(LENGTHS, 16, seed=0)
    first = list(order)
    assert sorted(first) == list(range(1003))
    assert first == list(order)
    order.set_epoch(1)
    assert sorted(order) == list(range(1003))
    assert list(order) != first
    assert list(GroupedByLength(LENGTHS, 16, seed=1)) != first
    order.set_epoch(0)
    assert list(order) == first


def test_batches_hold_texts_of_like_length_in_no_order_of_lengths() -> None:
    order = list(GroupedByLength(LENGTHS, 16, seed=0))
    batches = [[LENGTHS[i] for i in order[at : at + 16]] for at in range(0, 1003, 16)]
    padded = sum(max(batch) * len(batch) for batch in batches)
    assert padded < 1.1 * sum(LENGTHS)
    longest = [max(batch) for batch in batches]
    assert longest not in (sorted(longest), sorted(longest, reverse=True))
