"""Columns are found by themselves where that is unambiguous, and asked for where it is not."""

from __future__ import annotations

import json

import pytest


def rows(header: str) -> str:
    cells = {"text": "good film", "sentence": "good film", "review": "good film", "words": "good film"}
    line = ",".join(cells.get(name.strip().lower(), "1") for name in header.split(","))
    return f"{header}\n{line}\n"


@pytest.mark.parametrize(
    "header",
    [
        "text,label",
        "Text,Label",
        "TEXT,Sentiment",
        "id,sentence,label",
        "review,stars",
        "text,kind",
        "words,label",
        "text,label,author",
        "idx,text,kind",
    ],
)
def test_found_by_themselves(read, header):
    dataset = read("a.csv", rows(header))
    assert [e.text for e in dataset.examples] == ["good film"]
    assert dataset.labels == ("1",)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("words,title,label", "cannot tell which column holds the texts; columns: words, title, label"),
        ("text,kind,mood", "cannot tell which column holds the labels; columns: text, kind, mood"),
        ("text,Text,label", "several columns could hold the texts"),
        ("text,label,LABEL", "several columns could hold the labels"),
        ("text", "cannot tell which column holds the labels"),
        ("label", "cannot tell which column holds the texts"),
    ],
)
def test_ambiguous_columns_are_asked_for(refused, header, said):
    message = refused("a.csv", rows(header))
    assert said in message
    assert "-column" in message


def test_a_named_column_settles_it(read):
    content = "words,title,kind,mood\ngood film,A,x,1\nbad film,B,y,2\n"
    dataset = read("a.csv", content, text_column="title", label_column="mood")
    assert [(e.text, dataset.labels[e.label]) for e in dataset.examples] == [("A", "1"), ("B", "2")]


def test_a_named_label_column_is_no_candidate_for_the_texts(read):
    assert read("a.csv", "words,mood\ngood,happy\nbad,sad\n", label_column="mood").labels == ("happy", "sad")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"text_column": "txt"}, "did you mean --text-column 'text'?"),
        ({"label_column": "lable"}, "did you mean --label-column 'label'?"),
        ({"id_column": "nothing-like-it"}, "--id-column must be one of: text, label"),
        ({"text_column": "label", "label_column": "label"}, "cannot hold both texts and labels"),
        ({"text_column": "label", "label_column": "text"}, "-column"),
    ],
)
def test_misspelt_and_swapped_columns(refused, named, said):
    lines = [json.dumps({"text": f"text number {i}", "label": i % 2}) for i in range(60)]
    assert said in refused("a.jsonl", "\n".join(lines), **named)


def test_numbers_are_no_texts(refused):
    lines = [json.dumps({"text": i, "label": i % 2}) for i in range(4)]
    assert "int values, not texts" in refused("a.jsonl", "\n".join(lines))
