"""Any file with answers."""

from __future__ import annotations

from pathlib import Path

from robustbench_nlp.audit.exchange.csv_sheet import read_csv
from robustbench_nlp.audit.exchange.decode import decode
from robustbench_nlp.audit.exchange.json_sheet import read_json
from robustbench_nlp.audit.exchange.row import Row
from robustbench_nlp.errors import DataError


def read_rows(path: Path) -> list[Row]:
    """Its rows; what kind of file it is, the content says. `DataError` where it is none of those we know."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror or error}") from error
    if content.startswith(b"PK\x03\x04"):
        raise DataError(f"{path} is a workbook", "save the sheet as CSV")
    read = read_json if decode(content).lstrip().startswith(("{", "[")) else read_csv
    return read(content, str(path))
