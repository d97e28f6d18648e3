"""What people hand to the Python side, as the runner asks for it; what can only be a mistake is a `UsageError`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import UsageError

Source = str | Path | DatasetRequest
"""A data set by name, file, folder or hub id, or with columns and split said as well."""


def data_request(dataset: Source) -> DatasetRequest:
    """A data set that is asked for."""
    if isinstance(dataset, DatasetRequest):
        return dataset
    if isinstance(dataset, str | Path):
        return DatasetRequest(str(dataset))
    raise UsageError(
        f"a data set is asked for by name, file or folder, or with a DatasetRequest, not by {kind_of(dataset)}",
        'its split and columns: DatasetRequest("reviews.csv", text_column="body")',
    )


def model_name(model: str | Path) -> str:
    """A model as `--model` names it."""
    if isinstance(model, str | Path):
        return str(model)
    hint = 'a function of yours: "python:module:function"; in a notebook, "python:__main__:function"'
    raise UsageError(f"a model is asked for by name or folder, not by {kind_of(model)}", hint)


def transform_names(transforms: str | Sequence[str]) -> str:
    """Transforms as `--transform` names them."""
    given = [transforms] if isinstance(transforms, str) else transforms
    if isinstance(given, Iterable) and all(isinstance(each, str) for each in given):
        return ",".join(given)
    raise UsageError("transforms are asked for by name, in a string or a list", '"typo@4,typo+contraction"')


def kind_of(value: object) -> str:
    """What a value is, for the message."""
    return "None" if value is None else f"a {type(value).__name__}"
