"""Sheets as spreadsheets give them back. The answers are put in first, then the damage is done."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable

import pytest

from robustbench_nlp.audit.exchange.csv_sheet import COLUMNS, read_csv, write_csv
from robustbench_nlp.audit.exchange.read import read_rows
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.intake import Taken, take_in
from robustbench_nlp.audit.sheet import in_order, sheet_bytes
from robustbench_nlp.errors import DataError

Table = list[list[str]]


@pytest.fixture
def filled(audit: AuditFolder) -> Table:
    """Anna's sheet, with a label in each row."""
    sheet = sheet_bytes(in_order(audit.items(), "anna", 7))
    table = list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"), newline="")))
    for i, row in enumerate(table[1:]):
        row[2], row[3], row[4] = ("positive", "negative", "mixed", "cannot tell")[i % 4], str(1 + i % 5), f"note {i}"
    return table


def saved(table: Table, **dialect: object) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, **dialect).writerows(table)
    return out.getvalue()


def taken(audit: AuditFolder, content: bytes) -> Taken:
    return take_in(audit, "anna", read_csv(content, "anna.csv"))


def curly(table: Table) -> Table:
    return [table[0], *([row[0], row[1].replace("'", "’").replace('"', "”"), *row[2:]] for row in table[1:])]


def shuffled(table: Table) -> Table:
    return [table[0], *random.Random(1).sample(table[1:], len(table) - 1)]


@pytest.mark.parametrize(
    "save",
    [
        pytest.param(lambda t: saved(t).encode("utf-8-sig"), id="as it was"),
        pytest.param(lambda t: saved(t).encode(), id="without mark"),
        pytest.param(lambda t: saved(t, lineterminator="\n").encode(), id="LF"),
        pytest.param(lambda t: saved(t, lineterminator="\r").encode(), id="CR"),
        pytest.param(lambda t: saved(t, delimiter=";").encode("utf-8-sig"), id="semicolons"),
        pytest.param(lambda t: ("sep=;\r\n" + saved(t, delimiter=";")).encode("utf-8-sig"), id="sep line"),
        pytest.param(lambda t: saved(t, delimiter="\t").encode("utf-16"), id="unicode text"),
        pytest.param(lambda t: saved(curly(t)).encode(), id="curly quotes"),
        pytest.param(lambda t: saved(shuffled(t)).encode(), id="sorted"),
        pytest.param(lambda t: saved([row[::-1] for row in t]).encode(), id="columns moved"),
        pytest.param(lambda t: saved([["x", *row, "y"] for row in t]).encode(), id="extra columns"),
        pytest.param(lambda t: (saved(t) + ",,,,\r\n\r\n" * 3).encode(), id="blank rows"),
        pytest.param(lambda t: saved([[" AUDIT_ID", "Text ", *t[0][2:]], *t[1:]]).encode(), id="headings"),
        pytest.param(lambda t: saved([t[0], *([f'="{r[0]}"', *r[1:]] for r in t[1:])]).encode(), id="ids as formulas"),
        pytest.param(
            lambda t: saved([t[0], *([*r[:2], r[2].upper() + " ", *r[3:]] for r in t[1:])]).encode(), id="case"
        ),
    ],
)
def test_every_answer_is_taken_from(save: Callable[[Table], bytes], audit: AuditFolder, filled: Table) -> None:
    result = taken(audit, save(filled))
    assert result.refused == ()
    assert {(r.audit_id, r.label, r.naturalness, r.comment) for r in audit.responses()} == {
        (row[0], row[2], int(row[3]), row[4]) for row in filled[1:]
    }


def test_a_code_page_costs_only_the_texts_that_it_cannot_say(audit: AuditFolder, filled: Table) -> None:
    result = taken(audit, saved(filled).encode("cp1252", "replace"))
    assert [refusal.audit_id for refusal in result.refused] == ["a7"]
    assert len(result.accepted) == 9


def test_a_column_sorted_without_the_others_is_found_out(audit: AuditFolder, filled: Table) -> None:
    ids = sorted(row[0] for row in filled[1:])
    moved = [filled[0], *([id_, *row[1:]] for id_, row in zip(ids, filled[1:], strict=True))]
    in_place = {row[0] for row in filled[1:] if row in moved}
    result = taken(audit, saved(moved).encode())
    assert {response.audit_id for response in result.accepted} == in_place
    assert {refusal.why for refusal in result.refused} == {"the text is not the one that was given out"}


def test_a_line_that_cannot_be_read_costs_only_itself(audit: AuditFolder, filled: Table) -> None:
    lines = saved([filled[0], *(row for row in filled[1:] if "\n" not in row[1])], quoting=csv.QUOTE_ALL).split("\r\n")
    lines[2] = lines[2].replace('","', '"x,"', 1)
    result = taken(audit, "\r\n".join(lines).encode())
    assert [refusal.line for refusal in result.refused] == [3]
    assert len(result.accepted) == 8


def test_a_quote_never_closed_is_said_with_its_line(audit: AuditFolder, filled: Table) -> None:
    lines = saved([row for row in filled if "\n" not in row[1]], quoting=csv.QUOTE_ALL).split("\r\n")
    lines[-2] = lines[-2][:-1]
    result = taken(audit, "\r\n".join(lines).encode())
    assert [(refusal.line, "never closed" in refusal.why) for refusal in result.refused] == [(10, True)]


def test_lines_are_counted_as_an_editor_shows_them(audit: AuditFolder) -> None:
    sheet = 'audit_id,text,label\na3,"Two lines:\nthe second one, <br />and a break.",positive\nnobody,x,positive\n'
    assert [refusal.line for refusal in taken(audit, sheet.encode()).refused] == [4]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"audit_id,label\na0,positive\n", b"audit_id,text,label,label\n"])
def test_a_sheet_without_its_columns_is_refused(content: bytes) -> None:
    with pytest.raises(DataError, match="column"):
        read_csv(content, "sheet.csv")


def test_a_workbook_is_told_what_it_should_be(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "anna.csv"
    path.write_bytes(b"PK\x03\x04rest")
    with pytest.raises(DataError, match="save the sheet as CSV"):
        read_rows(path)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "'=1", "'quoted'"])
def test_no_text_is_a_formula_and_each_comes_back(text: str) -> None:
    sheet = write_csv([("a0", text)])
    assert sheet.startswith(b"\xef\xbb\xbf")
    cell = list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"), newline="")))[1][1]
    assert cell == f"'{text}"


def test_what_no_file_can_hold_does_not_stop_a_sheet() -> None:
    rows = read_csv(write_csv([("a0", "half \ud83d, zero \x00, bell \x07"), ("a1", "next")]), "sheet.csv")
    assert [row.audit_id for row in rows] == ["a0", "a1"]


def test_every_row_is_quoted_alike() -> None:
    lines = write_csv([("a0", "plain"), ("a1", 'with, "marks"')]).decode("utf-8-sig").splitlines()
    assert lines[0] == ",".join(f'"{name}"' for name in COLUMNS)
    assert lines[1] == '"a0","plain","","",""'
