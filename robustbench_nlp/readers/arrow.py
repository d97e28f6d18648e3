"""Columns of Arrow as Python values: what Parquet files and `datasets` hold."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from robustbench_nlp.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa


def columns_of(table: pa.Table, where: str) -> dict[str, list[Any]]:
    """The columns by name. Bytes that are UTF-8 become strings, and times that Python does not have None.

    `DataError` names a column whose strings are not UTF-8.
    """
    return {name: _values(table[name], f"{where}: the column {name!r}") for name in table.column_names}


def _values(column: pa.ChunkedArray, which: str) -> list[Any]:
    import pyarrow as pa

    # Some writers do not say that their bytes are strings.
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        with contextlib.suppress(pa.ArrowInvalid):
            column = column.cast(pa.large_string())
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError as error:
        raise DataError(f"{which} is not UTF-8: {error.reason}", "write it again as UTF-8") from error
    except (OverflowError, ValueError, pa.ArrowException):
        # Dates and times that Python does not have, which are neither texts nor labels.
        return [None] * len(column)
