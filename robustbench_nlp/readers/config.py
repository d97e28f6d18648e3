"""Only data sets of the hub have configurations."""

from __future__ import annotations

from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import DataError


def refuse_config(request: DatasetRequest) -> None:
    """`DataError` where a configuration is asked for: leaving it unread would answer another question."""
    if request.config:
        raise DataError(f"{request.source} has no configurations", "--config is for data sets of the hub")
