"""Sheets for spreadsheets, and what spreadsheets make of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from robustbench_nlp.audit.exchange.cells import row
from robustbench_nlp.audit.exchange.decode import decode
from robustbench_nlp.audit.exchange.row import Row
from robustbench_nlp.errors import DataError

COLUMNS = ("audit_id", "text", "label", "naturalness", "comment")
NEEDED = COLUMNS[:3]
SEPARATORS = (",", ";", "\t", "|")
LONGEST_CELL = 2**31 - 1

FORMULA = re.compile(r"[=+\-@\t\r'\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet would run, or that would lose the apostrophe which keeps it from that."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SEPARATOR_LINE = re.compile(r"\Asep=.(?:\r\n|\r|\n)")
"""What some spreadsheets put first, to tell themselves what separates cells."""


def write_csv(texts: Iterable[tuple[str, str]]) -> bytes:
    """A blank sheet of (audit id, text), as RFC 4180 has it, in UTF-8 with the mark by which spreadsheets know it.

    Every cell is quoted: which ones needed it would say something about the texts. A text that begins like a formula
    gets an apostrophe before it; control characters, which no spreadsheet keeps, are replaced.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows((audit_id, _harmless(text), "", "", "") for audit_id, text in texts)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _harmless(text: str) -> str:
    shown = CONTROL.sub("\ufffd", text)
    return f"'{shown}" if FORMULA.match(shown) else shown


def read_csv(content: bytes, where: str) -> list[Row]:
    """Rows of a sheet in any order, with any separator and with further columns, however a spreadsheet has saved it.

    `DataError` where one of the columns `audit_id`, `text` and `label` is not there. The text is needed because a
    column may have been sorted without the others.
    """
    # Python 3.10 cannot read CSV with a zero byte in it.
    whole = decode(content).replace("\x00", "")
    text = SEPARATOR_LINE.sub("", whole)
    lines = _lines(text, _separator(text), first=1 if text == whole else 2)
    header = next((_header(cells) for _, cells in lines if any(cells)), [])
    for name in NEEDED:
        if header.count(name) != 1:
            how_many = "more than one" if name in header else "no"
            raise DataError(f"{where} has {how_many} column {name!r}", f"a sheet has the columns {', '.join(COLUMNS)}")
    return [
        Row(line, unreadable=cells) if isinstance(cells, str) else row(line, dict(zip(header, cells, strict=False)))
        for line, cells in lines
        if isinstance(cells, str) or any(cell.strip() for cell in cells)
    ]


def _separator(text: str) -> str:
    """The one with which the first line names the columns."""
    first = re.split(r"[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    headers = {mark: _header(next(csv.reader([first], delimiter=mark), [])) for mark in SEPARATORS}
    return max(headers, key=lambda mark: len(set(NEEDED) & set(headers[mark])))


def _header(cells: list[str] | str) -> list[str]:
    return [cell.strip("\ufeff \t\r'\"").lower() for cell in cells]


def _lines(text: str, separator: str, *, first: int) -> Iterator[tuple[int, list[str] | str]]:
    """Where a row begins, and its cells or why it has none."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + first
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # The reader goes on with the next line.
            yield line, f"cannot be read: {error}; is a quote opened and never closed?"
