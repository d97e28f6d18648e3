"""Parquet, with the label names that `datasets` writes into its metadata."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from robustbench_nlp.errors import DataError
from robustbench_nlp.readers.table import Table

if TYPE_CHECKING:
    import pyarrow as pa


def parse_parquet(content: bytes, where: str) -> Table:
    """Columns of Python values."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(content))
        columns = {name: table[name].to_pylist() for name in table.column_names}
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise DataError(f"{where} is not a readable Parquet file: {str(error).splitlines()[0][:120]}") from error
    return Table(columns, _class_names(table.schema))


def _class_names(schema: pa.Schema) -> dict[str, tuple[str, ...]]:
    try:
        features: dict[str, Any] = json.loads((schema.metadata or {})[b"huggingface"])["info"]["features"]
        return {
            name: tuple(feature["names"])
            for name, feature in features.items()
            if isinstance(feature, dict) and feature.get("_type") == "ClassLabel"
        }
    except (KeyError, ValueError, TypeError):
        return {}
