"""Rows as JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from robustbench_nlp.errors import UsageError

Rows = Sequence[dict[str, Any]]


def encode_rows(path: Path, rows: Rows) -> bytes:
    """The content of a file whose ending names its format; `UsageError` lists the endings."""
    encode = FORMATS.get(path.suffix.lower())
    if encode is None:
        raise UsageError(f"cannot tell the format of {path}", f"use one of: {', '.join(FORMATS)}")
    return encode(rows)


def _jsonl(rows: Rows) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _csv(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else [])
    writer.writeheader()
    for row in rows:
        # Lists do not fit a cell: they are JSON there, as in outcomes.parquet.
        writer.writerow({k: json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for k, v in row.items()})
    return text.getvalue().encode()


def _parquet(rows: Rows) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    flat = [{**row, "edits": json.dumps(row["edits"], ensure_ascii=False)} for row in rows]
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(flat), sink, compression="zstd")
    return sink.getvalue()


FORMATS: dict[str, Callable[[Rows], bytes]] = {".jsonl": _jsonl, ".csv": _csv, ".parquet": _parquet}
