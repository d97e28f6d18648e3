"""Ids decide random streams and samples: they follow the content, never the place in the file."""

from __future__ import annotations

import itertools
import json

import pytest

ROWS = ["good,1", "bad,0", "fine,1", "bad,0", "bad,1"]
"""One row twice, and one text with both labels."""


def table(rows: list[str], header: str = "text,label") -> str:
    return "\n".join([header, *rows]) + "\n"


def by_content(dataset) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for example in dataset.examples:
        found.setdefault((example.text, dataset.labels[example.label]), []).append(example.id)
    return found


def test_ids_do_not_depend_on_the_order_of_the_rows(read):
    # All but the text with both labels: which of its rows is the second one, only their order can say.
    expected = by_content(read("a.csv", table(ROWS[:4])))
    for order in itertools.permutations(ROWS[:4]):
        assert by_content(read("a.csv", table(list(order)))) == expected


def test_an_id_says_nothing_about_the_label(read):
    one, other = (read(name, table([f"good,{a}", f"bad,{b}"])) for name, a, b in (("a.csv", 1, 0), ("b.csv", 0, 1)))
    assert {e.text: e.id for e in one.examples} == {e.text: e.id for e in other.examples}


def test_ids_do_not_depend_on_other_rows_or_on_the_kind_of_file(read):
    whole = by_content(read("a.csv", table(ROWS)))
    part = by_content(read("b.csv", table(ROWS[:2])))
    lines = [json.dumps(dict(zip(("text", "label"), row.split(","), strict=True))) for row in ROWS]
    assert part[("good", "1")] == whole[("good", "1")]
    assert by_content(read("c.jsonl", "\n".join(lines))) == whole


def test_every_id_names_one_row(read):
    ids = [e.id for e in read("a.csv", table(ROWS)).examples]
    assert len(set(ids)) == len(ROWS)


def test_an_id_column_is_used_where_it_names_single_rows(read):
    rows = [f"{name},{row}" for name, row in zip("abcde", ROWS, strict=True)]
    assert [e.id for e in read("a.csv", table(rows, "id,text,label")).examples] == list("abcde")


@pytest.mark.parametrize("ids", ["aabcd", "abcd "])
def test_an_id_column_that_does_not_is_passed_over_unless_asked_for(read, refused, ids):
    rows = [f"{name.strip()},{row}" for name, row in zip(ids, ROWS, strict=True)]
    content = table(rows, "id,text,label")
    assert {e.id for e in read("a.csv", content).examples} == {e.id for e in read("b.csv", table(ROWS)).examples}
    message = refused("a.csv", content, id_column="id")
    assert "do not name single rows" in message
    assert "--id-column" in message


def test_ids_that_no_file_can_hold_are_passed_over(read):
    content = '{"id": "\\ud800", "text": "good", "label": 1}\n{"id": "b", "text": "bad", "label": 0}'
    assert "\ud800" not in {e.id for e in read("a.jsonl", content).examples}


def test_rows_left_out_do_not_spoil_the_ids(read):
    content = "id,text,label\na,good,1\nb,,1\nc,bad,0\n"
    assert [e.id for e in read("a.csv", content).examples] == ["a", "c"]


BEFORE = "id,text,label\na,good,1\nb,bad,0\n"


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.replace("good", "goot"),
        BEFORE.replace("good", "good "),
        BEFORE.replace("good,1", "good,0").replace("bad,0", "bad,1"),
        BEFORE.replace("good,1", "good,yes").replace("bad,0", "bad,no"),
        BEFORE.replace("a,good", "c,good"),
        BEFORE + "c,fine,1\n",
        "id,text,label\nb,bad,0\na,good,1\n",
        "id,text,label\na,good,1\n",
        "id,text,label\nag,ood,1\nb,bad,0\n",
    ],
)
def test_the_fingerprint_changes_when_anything_does(read, after):
    assert read("a.csv", after).fingerprint != read("b.csv", BEFORE).fingerprint


def test_the_fingerprint_is_blind_to_how_the_file_is_written(read):
    quoted = '"label","id","text"\r\n"1","a","good"\r\n"0","b","bad"\r\n'
    assert read("a.csv", quoted).fingerprint == read("b.csv", BEFORE).fingerprint
    assert len(read("b.csv", BEFORE).fingerprint) == 16
