"""A folder: files named after splits, or a data set saved by `datasets`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.errors import DataError
from robustbench_nlp.readers import files
from robustbench_nlp.readers.names import CSV, JSON, PARQUET
from robustbench_nlp.readers.raw import stem
from robustbench_nlp.readers.saved import SAVED, read_saved
from robustbench_nlp.readers.split_names import choose_split, usual_name

READERS = (
    dict.fromkeys(CSV, files.read_csv)
    | dict.fromkeys(JSON, files.read_jsonl)
    | dict.fromkeys(PARQUET, files.read_parquet)
)

ONLY_PIECE = re.compile(r"-00000-of-00001\Z")
"""How the hub names the file of a split that is not cut into several."""


def read(request: DatasetRequest) -> Dataset:
    """The split asked for; by default test, else validation, else the only one."""
    folder = Path(request.source)
    if not folder.is_dir():
        raise DataError(f"no such folder: {folder}")
    try:
        saved = any((folder / marker).is_file() for marker in SAVED)
        splits = {} if saved else _splits(folder)
    except OSError as error:
        raise DataError(f"cannot read {folder}: {error.strerror or error}") from error
    if saved:
        return read_saved(request)
    if not splits:
        raise DataError(f"no data files in {folder}", f"it needs files such as test.csv; endings: {' '.join(READERS)}")
    split = choose_split(request.split, splits, str(folder))
    path = splits[split]
    whole = READERS[_suffix(path)](replace(request, source=str(path), split=""))
    return replace(whole, name=folder.resolve().name, split=split)


def _splits(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and _suffix(path) in READERS and not path.name.startswith("."):
            name = usual_name(ONLY_PIECE.sub("", stem(path)))
            if name in found:
                raise DataError(f"{found[name].name} and {path.name} in {folder} are the same split {name!r}")
            found[name] = path
    return found


def _suffix(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix
