"""CSV and TSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from robustbench_nlp.errors import DataError
from robustbench_nlp.readers.raw import decode
from robustbench_nlp.readers.table import Table

LONGEST_CELL = 2**31 - 1
LINE_END = re.compile(r"\r\n|\r|\n")


def parse_delimited(content: bytes, where: str, separator: str) -> Table:
    """Columns of strings; an empty cell is None. `DataError` names the line of a ragged row."""
    text = decode(content, where)
    header = text.partition("\n")[0]
    if separator == "," and "," not in header and (";" in header or "\t" in header):
        separator = ";" if ";" in header else "\t"
    rows = _tabbed(text, where) if separator == "\t" else list(_quoted(text, where, separator))
    names = _header(rows[0], where) if rows else []
    return Table({name: [row[i] or None for row in rows[1:]] for i, name in enumerate(names)})


def _tabbed(text: str, where: str) -> list[list[str]]:
    """Some programs quote cells in tab-separated files; in others, as those of GLUE, a quote is mere text."""
    plain = _plain(text)
    try:
        quoted = list(_quoted(text, where, "\t"))
    except DataError:
        if plain is None:
            raise
        return plain
    if plain is not None and plain != quoted:
        raise DataError(
            f"{where} can be read in two ways: {len(plain) - 1} rows with quotes in the texts, or {len(quoted) - 1} "
            "rows with texts in quotes",
            "save it as CSV or JSON Lines",
        )
    return quoted


def _plain(text: str) -> list[list[str]] | None:
    """Rows where only quotes around a whole cell are quoting; None where they are ragged."""
    rows = [[_unquoted(cell) for cell in line.split("\t")] for line in LINE_END.split(text) if line]
    return rows if len({len(row) for row in rows}) == 1 else None


def _unquoted(cell: str) -> str:
    inside = cell[1:-1]
    wholly = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inside.replace('""', "")
    return inside.replace('""', '"') if wholly else cell


def _quoted(text: str, where: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    # newline="" keeps line ends inside quotes as they are.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    width = 0
    try:
        for row in filter(None, reader):
            width = width or len(row)
            if len(row) != width:
                raise DataError(
                    f"{where}, line {reader.line_num}: {len(row)} cells where the header has {width}",
                    "quote cells that hold the separator or line breaks",
                )
            yield row
    except csv.Error as error:
        raise DataError(
            f"{where}, line {reader.line_num}: {error}", "a quote may be open that is never closed"
        ) from error


def _header(row: list[str], where: str) -> list[str]:
    names = [name.strip() for name in row]
    if len(set(names)) < len(names):
        raise DataError(f"{where} has a column name twice: {', '.join(names)}", "the first line must name the columns")
    return names
