"""CSV and TSV."""

from __future__ import annotations

import csv
import io

from robustbench_nlp.errors import DataError
from robustbench_nlp.readers.raw import decode
from robustbench_nlp.readers.table import Table

LONGEST_CELL = 2**31 - 1


def parse_delimited(content: bytes, where: str, separator: str) -> Table:
    """Columns of strings; an empty cell is None. `DataError` names the line of a ragged row."""
    text = decode(content, where)
    header = text.partition("\n")[0]
    if separator == "," and "," not in header and (";" in header or "\t" in header):
        separator = ";" if ";" in header else "\t"
    csv.field_size_limit(LONGEST_CELL)
    # newline="" keeps line ends inside quotes as they are.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    names: list[str] = []
    columns: list[list[str | None]] = []
    try:
        for row in reader:
            if not names:
                names, columns = _header(row, where), [[] for _ in row]
            elif len(row) == len(names):
                for column, cell in zip(columns, row, strict=True):
                    column.append(cell or None)
            elif row:
                raise DataError(
                    f"{where}, line {reader.line_num}: {len(row)} cells where the header has {len(names)}",
                    "quote cells that hold the separator or line breaks",
                )
    except csv.Error as error:
        raise DataError(
            f"{where}, line {reader.line_num}: {error}", "a quote may be open that is never closed"
        ) from error
    return Table(dict(zip(names, columns, strict=True)))


def _header(row: list[str], where: str) -> list[str]:
    names = [name.strip() for name in row]
    if len(set(names)) < len(names):
        raise DataError(f"{where} has a column name twice: {', '.join(names)}", "the first line must name the columns")
    return names
