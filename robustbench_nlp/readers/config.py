"""What some data sets do not have, and so must not be asked for."""

from __future__ import annotations

from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import DataError


def refuse_config(request: DatasetRequest) -> None:
    """`DataError` where a configuration is asked for: leaving it unread would answer another question."""
    if request.config:
        raise DataError(f"{request.source} has no configurations", "--config is for data sets of the hub")


def refuse_columns(request: DatasetRequest) -> None:
    """`DataError` where a column is named: those of a sample set are known."""
    for option in ("text_column", "label_column", "id_column"):
        if getattr(request, option):
            raise DataError(
                f"{request.source} has no columns to choose from", f"leave out --{option.replace('_', '-')}"
            )
