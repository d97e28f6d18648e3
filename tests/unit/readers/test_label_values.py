"""Labels of every type, and what is not a label."""

from __future__ import annotations

import json

import pytest

from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import DataError
from robustbench_nlp.readers.build import build
from robustbench_nlp.readers.table import Table


def content(labels: list[object]) -> str:
    return "\n".join(json.dumps({"text": f"text {i}", "label": label}) for i, label in enumerate(labels))


@pytest.mark.parametrize(
    ("labels", "names", "indices", "named"),
    [
        (["pos", "neg", " pos "], ("neg", "pos"), [1, 0, 1], True),
        ([1, 0, 1], ("0", "1"), [1, 0, 1], False),
        ([10, 9, 2], ("2", "9", "10"), [2, 1, 0], False),
        ([1, -1, 1], ("-1", "1"), [1, 0, 1], False),
        ([4.0, 0.0, 2.0], ("0", "2", "4"), [2, 0, 1], False),
        (["10", "9", "2.0"], ("2", "9", "10"), [2, 1, 0], False),
        (["9007199254740993", "9007199254740992"], ("9007199254740992", "9007199254740993"), [1, 0], False),
        ([10**400, 0], ("0", str(10**400)), [1, 0], False),
        ([True, False, True], ("false", "true"), [1, 0, 1], False),
        (["True", "FALSE", "true"], ("false", "true"), [1, 0, 1], False),
        ([True, True, True], ("false", "true"), [1, 1, 1], False),
        (["1 star", "5 stars", "2 stars"], ("1 star", "2 stars", "5 stars"), [0, 2, 1], True),
    ],
)
def test_types(read, labels, names, indices, named):
    dataset = read("a.jsonl", content(labels))
    assert dataset.labels == names
    assert [e.label for e in dataset.examples] == indices
    assert dataset.named is named


@pytest.mark.parametrize("missing", [None, "", "  ", float("nan")])
def test_rows_without_a_label_are_left_out_and_counted(read, missing):
    dataset = read("a.jsonl", content(["pos", missing, "neg", missing]))
    assert len(dataset.examples) == 2
    assert [(d.reason, d.count) for d in dataset.dropped] == [("no label", 2)]


def test_rows_without_a_text_are_left_out_and_counted(read):
    dataset = read("a.csv", "text,label\ngood,1\n,0\n   ,0\nbad,0\n")
    assert [e.text for e in dataset.examples] == ["good", "bad"]
    assert [(d.reason, d.count) for d in dataset.dropped] == [("empty text", 1), ("no text", 1)]


def test_nothing_is_left(refused):
    assert "no row has both a text and a label (no label: 2)" in refused("a.csv", "text,label\na,\nb,\n")


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([i / 7 for i in range(60)], "regression, not classification"),
        ([0.5, 1.0, 0.0], "regression, not classification"),
        (["0.25", "1"], "regression, not classification"),
        ([f"text {i}" for i in range(60)], "60 different values in 60 rows: not labels"),
        (list(range(60)), "60 different values in 60 rows: not labels"),
        ([{"a": 1}], "dict values, not labels"),
        (["Good", "bad", "good"], "holds 'Good' and 'good', one label in two spellings"),
    ],
)
def test_what_is_not_a_label(refused, labels, said):
    message = refused("a.jsonl", content(labels))
    assert said in message
    assert "'label'" in message


def test_the_same_file_is_always_told_the_same(refused):
    for first in (3.5, 1.25):
        assert f"numbers such as {first}" in refused("a.jsonl", content([first, *(i / 7 for i in range(60))]))


def test_two_classes_of_one_name_are_refused():
    names = {"label": ("positive", "positive")}
    table = Table({"text": ["good", "bad"], "label": [1, 0]}, names)
    with pytest.raises(DataError, match="two labels of one name: positive"):
        build(table, DatasetRequest("a"), name="a", split="test", where="a")
