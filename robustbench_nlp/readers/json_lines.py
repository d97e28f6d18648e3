"""JSON Lines, and a single JSON list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from robustbench_nlp.errors import DataError
from robustbench_nlp.readers.raw import decode
from robustbench_nlp.readers.table import Table

ROWS = 'one object per line, or one list of objects, each like {"text": ..., "label": ...}'


def parse_json(content: bytes, where: str) -> Table:
    """Columns of JSON values; a key that a row lacks is None there. `DataError` names the line that is wrong."""
    text = decode(content, where)
    rows = list(_list(text, where) if text.lstrip().startswith("[") else _lines(text, where))
    names = dict.fromkeys(name for row in rows for name in row)
    return Table({name: [row.get(name) for row in rows] for name in names})


def _lines(text: str, where: str) -> Iterator[dict[str, Any]]:
    # Not splitlines(): JSON strings may hold characters that it takes for line ends.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _object(_parsed(line, f"{where}, line {number}"), f"{where}, line {number}")


def _list(text: str, where: str) -> Iterator[dict[str, Any]]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        # Lines that each hold a list are wrong too, and the line says so better.
        yield from _lines(text, where)
        return
    for number, row in enumerate(whole, 1):
        yield _object(row, f"{where}, item {number}")


def _parsed(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{place} is not JSON: {error}", ROWS) from error


def _object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise DataError(f"{place} is {type(value).__name__}, not an object", ROWS)
    return value
