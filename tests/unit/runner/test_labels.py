from __future__ import annotations

import pytest

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.text import Example
from robustbench_nlp.errors import DataError
from robustbench_nlp.runner.labels import NEVER_SAID, match_labels, numbered_alike


@pytest.mark.parametrize(
    ("data", "model", "columns", "by"),
    [
        (("negative", "positive"), ("negative", "positive"), (0, 1), "name"),
        (("negative", "positive"), ("POSITIVE", "NEGATIVE"), (1, 0), "name"),
        (("neg", "pos"), ("Positive ", "negative"), (1, 0), "name"),
        (("0", "1"), ("negative", "positive"), (0, 1), "order"),
        (("negative", "positive"), ("LABEL_0", "LABEL_1"), (0, 1), "order"),
        (("0", "1"), ("1", "0"), (1, 0), "name"),
        (("0", "1"), ("LABEL_1", "LABEL_0"), (1, 0), "name"),
        (("0", "1", "2"), ("2.0", "0.0", "1.0"), (1, 2, 0), "name"),
        (("negative", "positive"), ("LABEL_1", "LABEL_0"), (1, 0), "order"),
        (("1", "2"), ("LABEL_1", "LABEL_0"), (1, 0), "order"),
        (("false", "true"), ("1", "0"), (1, 0), "name"),
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


def test_a_split_that_lacks_a_class_of_the_model_is_told_which() -> None:
    with pytest.raises(DataError, match="no text of this split is neutral, mixed: ") as raised:
        match_labels(("neg", "pos"), ("negative", "neutral", "positive", "mixed"))
    assert "the data has 2 labels and the model 4" in raised.value.message


def test_eleven_classes_are_matched_by_their_numbers() -> None:
    data = tuple(map(str, range(12)))
    for spelling in ("LABEL_{}", "{}.0", "label-{}"):
        model = sorted(spelling.format(i) for i in range(12))
        columns, by = match_labels(data, model)
        assert [model[i] for i in columns] == [spelling.format(i) for i in range(12)]
        assert by == "name"


def test_numbers_of_classes_that_were_never_chosen() -> None:
    columns, _ = match_labels(("0", "1", "2"), ("LABEL_2", "LABEL_0"), some=True)
    assert columns == (1, NEVER_SAID, 0)


def test_words_in_no_order_are_not_matched_by_it() -> None:
    for data in (("0", "1"), ("false", "true")):
        with pytest.raises(DataError, match=r"do not match.*or in the answers of a\.jsonl"):
            match_labels(data, ("good", "poor"), named=False, ordered=False, labels_from="the answers of a.jsonl")
    assert match_labels(("negative", "positive"), ("1", "0"), ordered=False) == ((1, 0), "order")


def test_two_spellings_of_one_number_are_no_two_labels() -> None:
    with pytest.raises(DataError, match="do not match"):
        match_labels(("negative", "positive"), ("LABEL_1", "1.0"))


@pytest.mark.parametrize("data", [("Positive", "negative", "positive"), ("neg", "negative", "pos"), ("1", "1.0", "0")])
def test_two_labels_of_the_data_for_one_of_the_model_are_refused(data: tuple[str, ...]) -> None:
    """Answers of the model could be counted for only one of the two."""
    with pytest.raises(DataError, match=r"two labels of the data say the same \(data: .*; model: .*\)"):
        match_labels(data, ("negative", "positive"))


def test_the_hint_names_what_the_model_is() -> None:
    with pytest.raises(DataError) as raised:
        match_labels(("negative", "positive"), ("ham", "spam"))
    assert "config.json" not in str(raised.value)


def labelled(*labels: str) -> Dataset:
    examples = tuple(Example(f"x/{i}", f"text {i}", i) for i in range(len(labels)))
    return Dataset("toy", "validation", labels, examples, "toy-1")


@pytest.mark.parametrize(
    ("part", "whole", "numbers"),
    [
        (("b", "c"), ("a", "b", "c"), [1, 2]),
        (("c", "a", "b"), ("a", "b", "c"), [2, 0, 1]),
        (("1.0",), ("0", "1"), [1]),
    ],
)
def test_a_split_without_a_class_is_numbered_like_the_training_data(
    part: tuple[str, ...], whole: tuple[str, ...], numbers: list[int]
) -> None:
    found = numbered_alike(labelled(*part), labelled(*whole))
    assert found.labels == whole
    assert [example.label for example in found.examples] == numbers
    assert found.fingerprint == "toy-1"


def test_a_split_with_labels_of_its_own_is_refused() -> None:
    with pytest.raises(DataError, match=r"labels a, b in validation and a, d in validation"):
        numbered_alike(labelled("a", "d"), labelled("a", "b"))
