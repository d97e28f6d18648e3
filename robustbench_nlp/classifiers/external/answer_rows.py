"""The rows of a file of answers, each with its place for messages: JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from robustbench_nlp.errors import ModelError, one_line

SHAPE = 'each row needs "text" or "text_digest", and "prediction" (a label) or "probabilities" ({label: p})'


def answer_rows(path: Path) -> Iterator[tuple[str, Any]]:
    """Place and content of each row; `ModelError` where the file cannot be read."""
    readers = {".jsonl": _json_lines, ".csv": _csv, ".parquet": _parquet}
    reader = readers.get(path.suffix.lower())
    if not path.is_file():
        raise ModelError(f"no such file of predictions: {path}", "name the answers to the texts of `robust transform`")
    if reader is None:
        raise ModelError(f"cannot tell the format of {path}", f"use one of: {', '.join(readers)}")
    try:
        for number, row in reader(path):
            yield f"{path}, row {number}", row
    except (OSError, ValueError, RecursionError, csv.Error) as error:
        raise ModelError(f"cannot read {path}: {one_line(error)}", SHAPE) from error


def _json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    # Some editors begin a file with a mark of its encoding.
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise ValueError(f"row {number} is no JSON: {error}") from error


def _csv(path: Path) -> Iterator[tuple[int, Any]]:
    csv.field_size_limit(2**31 - 1)
    yield from enumerate(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")), 1)


def _parquet(path: Path) -> Iterator[tuple[int, Any]]:
    import pyarrow.parquet as pq

    # pyarrow takes every name for UTF-8, which a file system need not.
    with path.open("rb") as file:
        yield from enumerate(pq.read_table(file).to_pylist(), 1)
