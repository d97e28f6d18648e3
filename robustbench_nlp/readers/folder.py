"""A folder: files named after splits, or a data set saved by `datasets`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.errors import DataError
from robustbench_nlp.readers import files
from robustbench_nlp.readers.raw import stem
from robustbench_nlp.readers.saved import SAVED, read_saved

READERS = {
    ".csv": files.read_csv,
    ".tsv": files.read_csv,
    ".jsonl": files.read_jsonl,
    ".ndjson": files.read_jsonl,
    ".json": files.read_jsonl,
    ".parquet": files.read_parquet,
}
SAME = {"valid": "validation", "dev": "validation", "val": "validation"}


def read(request: DatasetRequest) -> Dataset:
    """The split asked for; by default test, else validation, else the only one."""
    folder = Path(request.source)
    if any((folder / marker).is_file() for marker in SAVED):
        return read_saved(request)
    splits = _splits(folder)
    if not splits:
        raise DataError(f"no data files in {folder}", f"it needs files such as test.csv; endings: {' '.join(READERS)}")
    split = choose_split(request.split, splits, str(folder))
    path = splits[split]
    whole = READERS[_suffix(path)](replace(request, source=str(path), split=""))
    return replace(whole, name=folder.resolve().name, split=split)


def choose_split(wanted: str, splits: Mapping[str, object], where: str) -> str:
    """The split to read; `DataError` lists those there are."""
    wanted = SAME.get(wanted, wanted) if wanted not in splits else wanted
    if wanted:
        if wanted not in splits:
            raise DataError(f"{where} has no split {wanted!r}", f"it has: {', '.join(splits)}")
        return wanted
    for usual in ("test", "validation"):
        if usual in splits:
            return usual
    if len(splits) == 1:
        return next(iter(splits))
    raise DataError(f"{where} has several splits: {', '.join(splits)}", "name one with --split")


def _splits(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and _suffix(path) in READERS and not path.name.startswith("."):
            name = SAME.get(stem(path).lower(), stem(path).lower())
            if name in found:
                raise DataError(f"{found[name].name} and {path.name} in {folder} are the same split {name!r}")
            found[name] = path
    return found


def _suffix(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix
