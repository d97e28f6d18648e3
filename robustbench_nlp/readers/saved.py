"""Data sets saved by `datasets` (`save_to_disk`). They are Arrow files and JSON: no code is in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.errors import DataError, one_line
from robustbench_nlp.readers.arrow import columns_of
from robustbench_nlp.readers.build import build
from robustbench_nlp.readers.config import refuse_config
from robustbench_nlp.readers.split_names import choose_split, usual_name
from robustbench_nlp.readers.table import Table

if TYPE_CHECKING:
    import datasets

WHOLE = "every split needs all of its files, and at least one row"
SAVED = ("dataset_dict.json", "dataset_info.json", "state.json")


def read_saved(request: DatasetRequest) -> Dataset:
    """One split of a saved data set."""
    import datasets

    refuse_config(request)
    folder = Path(request.source)
    try:
        loaded = datasets.load_from_disk(str(folder))
    except Exception as error:
        # Files of others: a missing or damaged one ends `datasets` in many ways, a split without rows in an IndexError.
        raise DataError(f"{folder} cannot be loaded by `datasets`: {one_line(error)}", WHOLE) from error
    split = request.split
    if isinstance(loaded, datasets.DatasetDict):
        split = choose_split(request.split, loaded, str(folder))
        loaded = loaded[split]
    elif split and loaded.split is not None and usual_name(split) != usual_name(str(loaded.split)):
        raise DataError(f"{folder} is a single split ({loaded.split}), it has no split {split!r}")
    return build(
        as_table(loaded, str(folder)),
        request,
        name=folder.resolve().name,
        split=split or str(loaded.split or ""),
        where=str(folder),
    )


def as_table(loaded: datasets.Dataset, where: str) -> Table:
    """Columns and label names of a `datasets.Dataset`."""
    names = {name: tuple(feature.names) for name, feature in loaded.features.items() if hasattr(feature, "names")}
    # As Arrow, for the format that was set before saving may be tensors, and may hide the column of texts.
    return Table(columns_of(loaded.with_format("arrow")[:], where), names)
