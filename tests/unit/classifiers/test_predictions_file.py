"""`--predictions FILE`: answers of a model that lives elsewhere, none of them believed unchecked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from robustbench_nlp.classifiers.external import predictions
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.core.text import text_digest
from robustbench_nlp.errors import ModelError


@pytest.fixture
def write(tmp_path: Path):  # type: ignore[no-untyped-def]
    def written(name: str, rows: list[Any]) -> str:
        path = tmp_path / name
        path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        return str(path)

    return written


def test_answers_are_found_by_text_or_digest(write) -> None:  # type: ignore[no-untyped-def]
    file = write(
        "a.jsonl",
        [
            {"text": "one", "probabilities": {"no": 0.25, "yes": 0.75}},
            {"text_digest": text_digest("two"), "probabilities": {"no": 1.0}},
        ],
    )
    classifier = predictions.load(file, LoadOptions())
    assert classifier.labels == ("no", "yes")
    assert classifier.calibrated
    assert classifier.predict_proba(["two", "one"]).tolist() == [[1.0, 0.0], [0.25, 0.75]]
    with pytest.raises(ModelError, match=r"no answer to 1 of 2 texts, first 'three'.*robust transform"):
        classifier.predict_proba(["one", "three"])


def test_labels_alone_say_nothing_about_confidence(write) -> None:  # type: ignore[no-untyped-def]
    classifier = predictions.load(
        write("a.jsonl", [{"text": "x", "prediction": 1}, {"text": "y", "prediction": 0}]), LoadOptions()
    )
    assert classifier.labels == ("0", "1")
    assert not classifier.calibrated
    assert classifier.predict_proba(["x"]).tolist() == [[0.0, 1.0]]


def test_csv_and_parquet_hold_the_same_answers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('text,prediction\n"a, b",yes\nc,no\n', "utf-8")
    pq.write_table(pa.table({"text": ["a, b", "c"], "prediction": ["yes", "no"]}), tmp_path / "a.parquet")
    for name in ("a.csv", "a.parquet"):
        found = predictions.load(str(tmp_path / name), LoadOptions()).predict_proba(["a, b", "c"])
        assert found.tolist() == [[0.0, 1.0], [1.0, 0.0]]


def test_a_map_of_arrow_holds_probabilities(tmp_path: Path) -> None:
    given = pa.array([[("no", 0.25), ("yes", 0.75)], [("no", 1.0)]], pa.map_(pa.string(), pa.float64()))
    pq.write_table(pa.table({"text": ["a", "b"], "probabilities": given}), tmp_path / "a.parquet")
    found = predictions.load(str(tmp_path / "a.parquet"), LoadOptions()).predict_proba(["a", "b"])
    assert found.tolist() == [[0.25, 0.75], [1.0, 0.0]]


@pytest.mark.parametrize("spelling", ["LABEL_{}", "{}.0", "{}"])
def test_numbered_labels_are_in_the_order_of_their_numbers(write, spelling: str) -> None:  # type: ignore[no-untyped-def]
    rows = [{"text": str(i), "prediction": spelling.format(i)} for i in range(12)]
    labels = predictions.load(write("a.jsonl", rows), LoadOptions()).labels
    assert labels == tuple(spelling.format(i) for i in range(12))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "no answers"),
        ([{"prediction": "yes"}], "row 1 has neither text"),
        ([{"text": "a"}], "row 1 has no answer"),
        ([{"text": "a", "prediction": "  "}], "row 1 has no answer"),
        ([{"text": "a", "prediction": float("nan")}], "row 1 has no answer"),
        ([{"text": "a", "prediction": {"label": "yes"}}], "row 1: the prediction .* is no label"),
        ([{"text": "a", "prediction": ["yes"]}], "row 1: the prediction .* is no label"),
        ([{"text": "a", "probabilities": [0.5, 0.5]}, {"text": "b", "probabilities": [1, 0, 0]}], "row 2: 3 probab"),
        (
            [{"text": "a", "probabilities": {"no": 0.4, "yes": 0.6}, "prediction": "no"}],
            "is 'no', and the most .*'yes'",
        ),
        ([{"text": "a", "probabilities": {"no": 0.4, "yes": 0.6}, "prediction": "maybe"}], "is 'maybe', and the most"),
        ([{"text": "a", "probabilities": [0.4, 0.6], "prediction": 0}], "is '0', and the most probable label '1'"),
        ([[1, 2]], "row 1 is not an object"),
        ([{"text": "a", "probabilities": {"yes": 0.5, "no": 0.4}}], "sum to 1"),
        ([{"text": "a", "probabilities": {"yes": float("nan"), "no": 1}}], "sum to 1"),
        ([{"text": "a", "probabilities": {"yes": -0.5, "no": 1.5}}], "sum to 1"),
        ([{"text": "a", "prediction": "yes"}, {"text": "a", "prediction": "no"}], "row 2: another answer"),
        ([{"text": "a", "prediction": "yes"}, {"text": "b", "prediction": "yes"}], "every text"),
    ],
)
def test_answers_that_are_none(write, rows: list[Any], said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ModelError, match=said):
        predictions.load(write("a.jsonl", rows), LoadOptions())


def test_a_format_that_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<a/>", "utf-8")
    with pytest.raises(ModelError, match=r"\.jsonl, \.csv, \.parquet"):
        predictions.load(str(tmp_path / "a.xml"), LoadOptions())


def test_a_prediction_beside_its_probabilities_may_agree_with_them(write) -> None:  # type: ignore[no-untyped-def]
    rows = [
        {"text": "a", "probabilities": {"no": 0.4, "yes": 0.6}, "prediction": "yes"},
        {"text": "b", "probabilities": {"no": 0.5, "yes": 0.5}, "prediction": "no"},
    ]
    assert predictions.load(write("a.jsonl", rows), LoadOptions()).calibrated


def test_some_rows_without_probabilities_make_calibration_meaningless(write) -> None:  # type: ignore[no-untyped-def]
    rows = [{"text": "a", "probabilities": {"no": 0.4, "yes": 0.6}}, {"text": "b", "prediction": "no"}]
    classifier = predictions.load(write("a.jsonl", rows), LoadOptions())
    assert not classifier.calibrated
    assert classifier.predict_proba(["a", "b"]).tolist() == [[0.4, 0.6], [1.0, 0.0]]


def test_labels_with_spaces_around_them_are_the_same(write) -> None:  # type: ignore[no-untyped-def]
    rows = [{"text": "a", "probabilities": {" no": 0.4, "yes ": 0.6}}, {"text": "b", "prediction": " no "}]
    assert predictions.load(write("a.jsonl", rows), LoadOptions()).labels == ("no", "yes")


def test_answers_to_more_texts_than_are_asked_and_given_twice(write) -> None:  # type: ignore[no-untyped-def]
    rows = [{"text": "a", "prediction": "no"}, {"text": "b", "prediction": "yes"}, {"text": "a", "prediction": "no"}]
    assert predictions.load(write("a.jsonl", rows), LoadOptions()).predict_proba(["a"]).tolist() == [[1.0, 0.0]]


def test_a_file_that_begins_with_a_mark_of_its_encoding(tmp_path: Path) -> None:
    for name, text in (
        ("a.jsonl", '{"text": "a", "prediction": "no"}\r\n{"text": "b", "prediction": "yes"}\r\n'),
        ("a.csv", "text,prediction\r\na,no\r\nb,yes\r\n"),
    ):
        (tmp_path / name).write_text(text, "utf-8-sig")
        assert predictions.load(str(tmp_path / name), LoadOptions()).labels == ("no", "yes")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", '{"text": "a", "prediction": "no"}\n\n{"text": ', "row 3 is no JSON"),
        ("a.csv", 'text,probabilities\na,"{""no"": 1}"\nb,"[0.1"\n', "row 2: .* are not probabilities"),
        ("a.parquet", "no parquet", "cannot read"),
    ],
)
def test_a_damaged_file_says_where(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(ModelError, match=said):
        predictions.load(str(tmp_path / name), LoadOptions())


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no such file.*robust transform"):
        predictions.load(str(tmp_path / "a.jsonl"), LoadOptions())
