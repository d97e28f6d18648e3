"""The shapes below are what label-studio-sdk 2.1.2 and argilla 2.8.0 write; both were seen to read ours."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from robustbench_nlp.audit.exchange.csv_sheet import read_csv
from robustbench_nlp.audit.exchange.json_sheet import read_json
from robustbench_nlp.audit.exchange.read import read_rows
from robustbench_nlp.audit.exchange.row import Row
from robustbench_nlp.audit.exchange.write import FORMATS, sheet_files
from robustbench_nlp.errors import DataError, UsageError

TEXTS = [("a0", 'one "text"'), ("a1", "<b>zwei</b>\nZeilen, ä")]
ANSWERS = ("negative", 'pos "&<x>"', "mixed", "cannot tell")


def choice(label: str, **annotation: object) -> dict[str, object]:
    result = {"from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": [label]}}
    return {"was_cancelled": False, "lead_time": 4.25, "completed_by": 3, "result": [result], **annotation}


def task(*annotations: dict[str, object]) -> dict[str, object]:
    data = {"audit_id": "a0", "text": 'one "text"'}
    prediction = {"result": choice("negative")["result"]}
    return {"id": 1, "data": data, "annotations": list(annotations), "predictions": [prediction]}


def record(**responses: object) -> dict[str, object]:
    return {
        "id": "a0", "fields": {"text": 'one "text"'}, "metadata": {}, "responses": responses, "vectors": {},
        "suggestions": {"label": {"value": "negative", "score": None, "agent": None}}, "_server_id": None,
    }  # fmt: skip


def read(value: object) -> list[Row]:
    return read_json(json.dumps(value).encode(), "x.json")


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_a_blank_sheet_comes_back_blank(format_: str, tmp_path: Path) -> None:
    [(path, content)] = sheet_files(format_, TEXTS, ANSWERS, tmp_path / "sheet").items()
    path.write_bytes(content)
    assert [(row.audit_id, row.text, row.label, row.naturalness) for row in read_rows(path)] == [
        (audit_id, text, "", "") for audit_id, text in TEXTS
    ]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_sheet_has_ids_and_texts_and_nothing_else_of_a_row(format_: str, tmp_path: Path) -> None:
    content = sheet_files(format_, [("a0", "one"), ("a1", "two")], ANSWERS, tmp_path / "sheet")[tmp_path / "sheet"]
    one, two = content.replace(b"a1", b"a0").replace(b"two", b"one").split(b"a0")[1:3]
    assert one.split(b"one")[0] == two.split(b"one")[0]


def test_json_lines_name_the_line_that_is_wrong() -> None:
    content = (
        b'{"audit_id": "a0", "label": "positive", "seconds": 2}\n{"audit_id"\n\n7\n{"audit_id": "a1", "label": 1}\n'
    )
    rows = read_json(content, "x.jsonl")
    assert [(row.line, row.audit_id, row.label, bool(row.unreadable)) for row in rows] == [
        (1, "a0", "positive", False),
        (2, "", "", True),
        (4, "", "", True),
        (5, "a1", "1", False),
    ]
    assert (rows[0].seconds, rows[0].text) == (2.0, None)


def test_our_own_record_of_answers_can_be_taken_elsewhere() -> None:
    [row] = read(
        {"audit_id": "a0", "annotator": "anna", "label": "positive", "naturalness": 4, "seconds": 1.5, "at": ""}
    )
    assert (row.by, row.label, row.naturalness, row.seconds) == ("anna", "positive", "4", 1.5)


def test_a_list_cut_short_is_one_error() -> None:
    with pytest.raises(DataError, match="saved to its end"):
        read_json(b'[{"audit_id": "a0",\n"text"', "x.json")


def test_label_studio_gets_tasks_and_an_interface(tmp_path: Path) -> None:
    files = sheet_files("label-studio", TEXTS, ANSWERS, tmp_path / "anna.json")
    assert json.loads(files[tmp_path / "anna.json"]) == [{"data": {"audit_id": i, "text": text}} for i, text in TEXTS]
    interface = ElementTree.fromstring(files[tmp_path / "anna.interface.xml"].decode())
    assert tuple(each.attrib["value"] for each in interface.iter("Choice")) == ANSWERS


def test_an_annotation_of_label_studio_is_an_answer() -> None:
    rating = {"from_name": "naturalness", "to_name": "text", "type": "rating", "value": {"rating": 2}}
    comment = {"from_name": "comment", "to_name": "text", "type": "textarea", "value": {"text": ["odd", "very"]}}
    done = choice("positive")
    done["result"] += [rating, comment]  # type: ignore[operator]
    assert read([task(done)]) == [
        Row(1, "a0", 'one "text"', "positive", naturalness="2", comment="odd very", seconds=4.25, by="3")
    ]


def test_skipped_tasks_and_predictions_are_no_answers() -> None:
    [skipped] = read([task(choice("positive", was_cancelled=True))])
    [untouched] = read([task()])
    assert skipped.label == untouched.label == ""


def test_several_annotators_of_one_task_are_told_apart() -> None:
    rows = read([task(choice("positive"), choice("negative", completed_by={"id": 4, "email": "b@example.org"}))])
    assert [(row.by, row.label) for row in rows] == [("3", "positive"), ("b@example.org", "negative")]


def test_two_choices_are_no_answer() -> None:
    done = choice("positive")
    done["result"] += choice("negative")["result"]  # type: ignore[operator]
    assert read([task(done)])[0].unreadable == "has more than one label"


def test_the_short_exports_of_label_studio_are_read_as_well() -> None:
    minimal = {"audit_id": "a0", "text": "x", "id": 1, "label": "positive", "annotator": "u@x", "lead_time": 2.5}
    [from_json] = read([{**minimal, "naturalness": [{"rating": 4}]}])
    [from_csv] = read_csv(
        b'"annotator","audit_id","label","lead_time","naturalness","text"\n'
        b'"u@x","a0","positive",2.5,"[{""rating"":4}]","x"\n',
        "x.csv",
    )
    assert from_json == Row(1, "a0", "x", "positive", naturalness="4", seconds=2.5, by="u@x")
    assert from_csv == Row(2, "a0", "x", "positive", naturalness="4", seconds=2.5, by="u@x")


def test_argilla_gets_records_and_settings(tmp_path: Path) -> None:
    files = sheet_files("argilla", TEXTS, ANSWERS, tmp_path / "anna.json")
    records = json.loads(files[tmp_path / "anna.json"])
    assert [(each["id"], each["fields"]) for each in records] == [(i, {"text": text}) for i, text in TEXTS]
    assert all(not each["metadata"] for each in records)
    questions = json.loads(files[tmp_path / "anna.settings.json"])["questions"]
    assert tuple(option["value"] for option in questions[0]["settings"]["options"]) == ANSWERS


def test_responses_of_argilla_are_answers_by_user() -> None:
    rows = read([record(label=[{"value": "positive", "user_id": "u1"}, {"value": "mixed", "user_id": "u2"}],
                        naturalness=[{"value": 4, "user_id": "u1"}])])  # fmt: skip
    assert rows == [
        Row(1, "a0", 'one "text"', "positive", naturalness="4", by="u1"),
        Row(1, "a0", 'one "text"', "mixed", by="u2"),
    ]


def test_suggestions_and_drafts_of_argilla_are_no_answers() -> None:
    assert [row.label for row in read([record()])] == [""]
    assert [row.label for row in read([record(label=[{"value": "x", "user_id": "u", "status": "discarded"}])])] == [""]


@pytest.mark.parametrize(
    "odd",
    [
        {
            "data": {},
            "annotations": [
                None,
                3,
                {"result": None},
                {"result": 3},
                {"result": [5, {"from_name": "label", "value": 1}]},
            ],
        },
        {"data": {"audit_id": None}, "annotations": []},
        {"fields": {}, "responses": {"label": 5, "comment": [7]}, "metadata": []},
        {"audit_id": ["x"], "text": {}, "label": None},
        {},
    ],
)
def test_odd_objects_are_rows_that_say_nothing(odd: dict[str, object]) -> None:
    assert all(not row.label for row in read([odd]))


def test_a_format_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="label-studio"):
        sheet_files("xlsx", TEXTS, ANSWERS, Path("x"))
