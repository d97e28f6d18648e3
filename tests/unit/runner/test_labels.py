from __future__ import annotations

import pytest

from robustbench_nlp.errors import DataError
from robustbench_nlp.runner.labels import match_labels


@pytest.mark.parametrize(
    ("data", "model", "columns", "by"),
    [
        (("negative", "positive"), ("negative", "positive"), (0, 1), "name"),
        (("negative", "positive"), ("POSITIVE", "NEGATIVE"), (1, 0), "name"),
        (("neg", "pos"), ("Positive ", "negative"), (1, 0), "name"),
        (("0", "1"), ("negative", "positive"), (0, 1), "order"),
        (("negative", "positive"), ("LABEL_0", "LABEL_1"), (0, 1), "order"),
        (("0", "1"), ("1", "0"), (1, 0), "name"),
    ],
)
def test_labels_match_by_name_and_by_order_only_where_names_say_nothing(
    data: tuple[str, ...], model: tuple[str, ...], columns: tuple[int, ...], by: str
) -> None:
    assert match_labels(data, model) == (columns, by)


def test_names_that_are_known_to_say_nothing_go_by_order() -> None:
    assert match_labels(("false", "true"), ("negative", "positive"), named=False) == ((0, 1), "order")


@pytest.mark.parametrize(
    ("data", "model"),
    [
        (("negative", "positive"), ("negative", "neutral", "positive")),
        (("negative", "positive"), ("ham", "spam")),
        (("0", "1"), ("a", "b", "c")),
    ],
)
def test_a_mismatch_shows_both_sides(data: tuple[str, ...], model: tuple[str, ...]) -> None:
    with pytest.raises(DataError) as raised:
        match_labels(data, model)
    for name in (*data, *model):
        assert name in str(raised.value)
