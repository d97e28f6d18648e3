"""CSV and TSV as people have them."""

from __future__ import annotations

import codecs
import gzip

import pytest

EXPECTED = [("good, really", "pos"), ("bad", "neg")]


def texts_and_labels(dataset):
    return [(example.text, dataset.labels[example.label]) for example in dataset.examples]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", 'text,label\n"good, really",pos\nbad,neg\n'),
        ("a.CSV", 'text,label\n"good, really",pos\nbad,neg\n'),
        ("no-last-line-end.csv", 'text,label\n"good, really",pos\nbad,neg'),
        ("blank-lines.csv", '\ntext,label\n\n"good, really",pos\n\nbad,neg\n\n\n'),
        ("spaces-in-the-header.csv", 'text , label\n"good, really",pos\nbad,neg\n'),
        ("quoted-header.csv", '"text","label"\n"good, really","pos"\n"bad","neg"\n'),
        ("other-order.csv", 'label,text\npos,"good, really"\nneg,bad\n'),
        ("a.tsv", "text\tlabel\ngood, really\tpos\nbad\tneg\n"),
        ("a.TSV", "text\tlabel\ngood, really\tpos\nbad\tneg\n"),
        ("tabs.csv", "text\tlabel\ngood, really\tpos\nbad\tneg\n"),
        ("semicolons.csv", "text;label\ngood, really;pos\nbad;neg\n"),
    ],
)
def test_separators_and_quotes(read, name, content):
    assert texts_and_labels(read(name, content)) == EXPECTED


TABLE = 'text,label\n"good, really",pos\nbad,neg\n'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bom.csv", codecs.BOM_UTF8 + TABLE.encode()),
        ("utf16-le.csv", codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le")),
        ("utf16-be.csv", codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be")),
        ("utf32-le.csv", codecs.BOM_UTF32_LE + TABLE.encode("utf-32-le")),
        ("utf32-be.csv", codecs.BOM_UTF32_BE + TABLE.encode("utf-32-be")),
        ("windows.csv", TABLE.replace("\n", "\r\n").encode()),
        ("old-mac.csv", TABLE.replace("\n", "\r").encode()),
        ("zipped.csv.gz", gzip.compress(TABLE.encode(), mtime=0)),
        ("zipped-and-named-plain.csv", gzip.compress(TABLE.encode(), mtime=0)),
        ("named-zipped-and-plain.csv.gz", TABLE.encode()),
        ("excel.csv", codecs.BOM_UTF16_LE + TABLE.replace("\n", "\r\n").encode("utf-16-le")),
    ],
)
def test_encodings_and_line_ends(read, name, content):
    assert texts_and_labels(read(name, content)) == EXPECTED


def test_quotes_keep_what_they_hold(read):
    dataset = read("a.csv", 'text,label\r\n"He said ""no"".\r\nThen\nnothing.",1\r\n" spaced ",0\r\n')
    assert [e.text for e in dataset.examples] == ['He said "no".\r\nThen\nnothing.', " spaced "]


def test_quotes_of_a_tsv_are_text_unless_they_hold_a_whole_cell(read):
    content = 'text\tlabel\n"Great" film\t1\nA "bad\t0\n"Opened only\t0\nclosed only"\t1\n"He said ""no""."\t"0"\n'
    dataset = read("glue.tsv", content)
    assert [e.text for e in dataset.examples] == [
        '"Great" film',
        'A "bad',
        '"Opened only',
        'closed only"',
        'He said "no".',
    ]
    assert [e.label for e in dataset.examples] == [1, 0, 0, 1, 0]


def test_a_quoted_tsv_may_hold_tabs_and_line_ends(read):
    dataset = read("pandas.tsv", 'text\tlabel\n"one\ttwo\nthree\n"\t1\nbad\t0\n')
    assert [e.text for e in dataset.examples] == ["one\ttwo\nthree\n", "bad"]


def test_a_tsv_that_means_two_things_is_refused(refused):
    said = refused("both.tsv", 'text\tlabel\n"Opened\t0\nclosed"\t1\n')
    assert "2 rows with quotes in the texts, or 1 rows with texts in quotes" in said


def test_nul_bytes_are_text(read):
    assert read("a.csv", b"text,label\ngood\x00film,1\nbad,0\n").examples[0].text == "good\x00film"


def test_a_cell_of_a_megabyte(read):
    assert len(read("a.csv", f"text,label\n{'long ' * 200_000},1\nshort,0\n").examples[0].text) == 1_000_000


@pytest.mark.parametrize("row", ["one,two,3\n", "alone\n"])
def test_a_ragged_row_is_named_by_its_line(refused, row):
    said = refused("ragged.csv", f'text,label\n"two\nlines",1\n{row}')
    assert "ragged.csv, line 4" in said
    assert "quote" in said


def test_a_quote_that_is_never_closed(refused):
    assert "never closed" in refused("open.csv", 'text,label\ngood,1\n"bad,0\nfine,1\n')


def test_a_column_name_twice(refused):
    assert "twice: text, label, text" in refused("a.csv", "text,label,text\na,1,b\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"PAR1\x15\x04\xe4", "wrong.csv is a Parquet file, whatever its name says"),
        (b"PK\x03\x04\x14\x00\xa6", "wrong.csv is a zip archive, as Excel files are"),
        (codecs.BOM_UTF8, "is empty"),
        (b"text,label\n", "columns but no rows: text, label"),
        ("text,label\ngood,1\ncafé,0\n".encode("latin-1"), "not UTF-8: byte 0xe9 in line 3"),
        (codecs.BOM_UTF16_LE + "text,label\na,1\n".encode("utf-16-le") + b"x", "begins as UTF-16"),
        (gzip.compress(b"text,label\ngood,1\n" * 100, mtime=0)[:-12], "damaged gzip"),
    ],
)
def test_what_is_not_a_table(refused, content, said):
    assert said in refused("wrong.csv", content)


def test_an_unknown_ending_names_the_known_ones(refused):
    said = refused("reviews.xlsx", b"PK")
    assert ".csv" in said
    assert ".parquet" in said
