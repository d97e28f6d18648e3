"""JSON Lines, and one JSON list."""

from __future__ import annotations

import json

import pytest

ROWS = [{"text": "good", "label": "pos"}, {"label": "neg", "text": "bad"}]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", "\n".join(map(json.dumps, ROWS))),
        ("a.ndjson", "\r\n".join(map(json.dumps, ROWS)) + "\r\n\r\n"),
        ("list.json", json.dumps(ROWS, indent=2)),
        ("list-in-lines.jsonl", json.dumps(ROWS)),
        ("lines.json", "\ufeff" + "\n".join(map(json.dumps, ROWS))),
    ],
)
def test_lines_and_lists_are_the_same(read, name, content):
    dataset = read(name, content)
    assert [(e.text, dataset.labels[e.label]) for e in dataset.examples] == [("good", "pos"), ("bad", "neg")]


def test_line_separators_inside_a_string_end_no_line(read):
    text = "one\u2028two\u2029three\x85four\x0cfive"
    content = "".join(json.dumps({"text": t, "label": i}, ensure_ascii=False) + "\n" for i, t in enumerate([text, "b"]))
    assert read("a.jsonl", content).examples[0].text == text


def test_a_key_that_a_row_lacks_is_a_row_left_out_and_counted(read):
    rows = [{"text": "good", "label": 1}, {"text": "no label"}, {"label": 0}, {"text": "bad", "label": 0}]
    dataset = read("a.jsonl", "\n".join(map(json.dumps, rows)))
    assert [e.text for e in dataset.examples] == ["good", "bad"]
    assert [(d.reason, d.count) for d in dataset.dropped] == [("no label", 1), ("no text", 1)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"text": "a", "label": 1}\n{"text": \n', "line 2 is not JSON"),
        ('{"text": "a", "label": 1}\n[1]\n', "line 2 is list, not an object"),
        ('[{"text": "a", "label": 1}, 7]', "item 2 is int, not an object"),
        ('["a"]\n["b"]\n', "line 1 is list"),
        ('[{"text": "a", "label": 1},', "line 1 is not JSON"),
        ("[]", "is empty"),
        ("\n", "is empty"),
        ("[" * 100_000, "line 1 is not JSON"),
        ('{"a":' * 100_000, "line 1 is not JSON"),
        ('{"text": "a", "label": [1, 2]}', "list values, not labels"),
        ('{"text": ["a"], "label": 1}', "list values, not texts"),
        ('{"text": "a", "label": "\\ud800"}', "no row has both"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(refused, content, said):
    message = refused("wrong.jsonl", content)
    assert said in message
    assert "wrong.jsonl" in message


def test_an_object_over_several_lines_is_told_what_is_read(refused):
    said = refused("pretty.json", json.dumps(ROWS[0], indent=1))
    assert "line 1 is not JSON" in said
    assert "one object per line, or one list of objects" in said


def test_lone_surrogates_are_left_out_and_counted(read):
    rows = [
        r'{"text": "good", "label": 1}',
        r'{"text": "half \ud83d", "label": 1}',
        r'{"text": "\ud83d\ude00", "label": 0}',
    ]
    dataset = read("a.jsonl", "\n".join(rows))
    assert [e.text for e in dataset.examples] == ["good", "😀"]
    assert [(d.reason, d.count) for d in dataset.dropped] == [("text is not valid Unicode (lone surrogate)", 1)]
