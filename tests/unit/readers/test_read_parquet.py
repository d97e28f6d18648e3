"""Parquet, with and without the label names that `datasets` writes."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest


@pytest.fixture
def write(tmp_path):
    def go(columns, names=None, file="a.parquet"):
        table = pa.table(columns)
        if names:
            features = {"text": {"_type": "Value"}, "label": {"_type": "ClassLabel", "names": names}}
            table = table.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})
        pq.write_table(table, tmp_path / file)
        return file

    return go


def test_codes_without_names(read, write):
    dataset = read(write({"text": ["good", "bad"], "label": [1, 0]}))
    assert dataset.labels == ("0", "1")
    assert not dataset.named


def test_codes_get_the_names_of_the_schema_even_those_no_row_has(read, write):
    dataset = read(write({"text": ["good", "bad"], "label": [2, 0]}, names=["neg", "neutral", "pos"]))
    assert dataset.labels == ("neg", "neutral", "pos")
    assert [e.label for e in dataset.examples] == [2, 0]
    assert dataset.named


def test_rows_without_a_public_label_are_left_out(read, write):
    dataset = read(write({"text": ["good", "bad", "?"], "label": [1, 0, -1]}, names=["neg", "pos"]))
    assert [e.text for e in dataset.examples] == ["good", "bad"]
    assert [(d.reason, d.count) for d in dataset.dropped] == [("no public label (-1)", 1)]


def test_a_split_without_public_labels_is_refused(refused, write):
    said = refused(write({"text": ["a", "b"], "label": [-1, -1]}, names=["neg", "pos"]))
    assert "no public labels" in said
    assert "--split" in said


def test_a_code_without_a_name_is_told(refused, write):
    assert "holds 7" in refused(write({"text": ["a", "b"], "label": [0, 7]}, names=["neg", "pos"]))


def test_nulls_and_compressed_strings(read, write):
    text = pa.array(["good", None, "bad", "good"]).dictionary_encode()
    dataset = read(write({"text": text, "label": pa.array([True, True, False, None])}))
    assert [e.text for e in dataset.examples] == ["good", "bad"]
    assert sum(d.count for d in dataset.dropped) == 2


def test_a_column_twice(refused, tmp_path):
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array([1]), pa.array(["b"])], names=["text", "label", "text"])
    pq.write_table(table, tmp_path / "double.parquet")
    assert "Multiple matches" in refused("double.parquet")


def test_an_empty_file(refused):
    assert "empty.parquet is empty" in refused("empty.parquet", b"")


def test_strings_that_are_not_utf8_are_named_by_their_column(refused, tmp_path):
    offsets = pa.py_buffer(np.array([0, 4, 7], np.int32))
    texts = pa.StringArray.from_buffers(2, offsets, pa.py_buffer(b"caf\xe9bad"))
    pq.write_table(pa.table({"text": texts, "label": [1, 0]}), tmp_path / "latin.parquet")
    assert "latin.parquet: the column 'text' is not UTF-8" in refused("latin.parquet")


@pytest.mark.parametrize("content", [b"PAR1", b"PAR1 nothing of the kind PAR1", b"text,label\n"])
def test_what_is_not_parquet(refused, content):
    assert "wrong.parquet is not a readable Parquet file" in refused("wrong.parquet", content)


def test_a_file_cut_short(refused, write, tmp_path):
    write({"text": ["good", "bad"] * 500, "label": [1, 0] * 500})
    whole = (tmp_path / "a.parquet").read_bytes()
    assert "cut.parquet is not a readable" in refused("cut.parquet", whole[: len(whole) // 2])


def test_bytes_are_strings_where_they_can_be(read, write):
    dataset = read(write({"text": [b"good", "naïf".encode()], "label": [b"pos", b"neg"]}))
    assert [(e.text, dataset.labels[e.label]) for e in dataset.examples] == [("good", "pos"), ("naïf", "neg")]


def test_other_bytes_are_no_texts(refused, write):
    assert "bytes values, not texts" in refused(write({"text": [b"\xff\xd8", b"\x89PNG"], "label": [0, 1]}))


@pytest.mark.parametrize(
    "times",
    [
        pa.array([2**60, 1], pa.timestamp("ms")),
        pa.array([2**30, 1], pa.date32()),
        pa.array([1, 1], pa.timestamp("s", tz="Mars/Olympus")),
    ],
)
def test_times_that_python_does_not_have_are_in_nobodys_way(read, write, times):
    dataset = read(write({"when": times, "text": ["good", "bad"], "label": [1, 0]}))
    assert [e.text for e in dataset.examples] == ["good", "bad"]


@pytest.mark.parametrize(
    "info",
    [
        [],
        {"features": [1, 2]},
        {"features": {"label": {"_type": "ClassLabel", "names": None}}},
        {"features": {"label": {"_type": "ClassLabel", "names": [5, 6]}}},
        {"features": {"label": {"_type": "ClassLabel", "names": "np"}}},
        {"features": {"label": 3}},
    ],
)
def test_foreign_metadata_names_no_labels(read, tmp_path, info):
    table = pa.table({"text": ["good", "bad"], "label": [1, 0]})
    pq.write_table(table.replace_schema_metadata({"huggingface": json.dumps({"info": info})}), tmp_path / "a.parquet")
    assert read("a.parquet").labels == ("0", "1")
