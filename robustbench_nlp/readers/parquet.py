"""Parquet, with the label names that `datasets` writes into its metadata."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from robustbench_nlp.errors import DataError, one_line
from robustbench_nlp.readers.arrow import columns_of
from robustbench_nlp.readers.table import Table

if TYPE_CHECKING:
    import pyarrow as pa


def parse_parquet(content: bytes, where: str) -> Table:
    """Columns of Python values."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not content:
        return Table({})
    try:
        # Threads bring nothing here, and some outlive the program by an ugly message.
        table = pq.read_table(pa.BufferReader(content), use_threads=False)
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"{where} is not a readable Parquet file: {_reason(error)}") from error
    return Table(columns_of(table, where), _class_names(table.schema))


def _reason(error: Exception) -> str:
    # The file is a buffer to Arrow, and its first sentence says enough.
    return one_line(error, longest=1000).rpartition("'<Buffer>': ")[2].partition(". ")[0][:120]


def _class_names(schema: pa.Schema) -> dict[str, tuple[str, ...]]:
    try:
        features: dict[str, Any] = json.loads((schema.metadata or {})[b"huggingface"])["info"]["features"]
        return {
            name: tuple(feature["names"])
            for name, feature in features.items()
            if feature.get("_type") == "ClassLabel" and _are_names(feature["names"])
        }
    except (KeyError, ValueError, TypeError, AttributeError):
        # Whatever else stands there was not written by `datasets`.
        return {}


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)
