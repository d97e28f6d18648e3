"""From what the user wrote to the plugin that understands it. Names are data of the specs: none is known here.

A spec may say `"/"` among its suffixes or markers to take folders that nothing else claims, and `"*"` to take what is
no path at all (a hub id).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.errors import DataError, ModelError, RobustError
from robustbench_nlp.local_path import local_path
from robustbench_nlp.plugin.catalog import Catalog, Entry
from robustbench_nlp.plugin.factory import load_factory

FOLDER, ANYTHING = "/", "*"


def read_dataset(catalog: Catalog, request: DatasetRequest) -> Dataset:
    """Find the reader for `request.source` (an alias, `scheme:rest`, a file, a folder or a hub id) and read."""
    entry, source = _find_reader(catalog, request.source)
    read = load_factory(entry.spec.read, entry.owner)
    dataset: Dataset = read(replace(request, source=source))
    return dataset


def _find_reader(catalog: Catalog, source: str) -> tuple[Entry, str]:
    entries = catalog.entries("datasets")
    aliased = [entry for entry in entries if source in entry.spec.aliases]
    if aliased:
        return aliased[0], source
    by_scheme = _by_scheme(entries, source)
    if by_scheme:
        return by_scheme
    path = local_path(source)
    if path.is_dir():
        return _first(entries, "suffixes", FOLDER, DataError(f"no plugin reads folders such as {source}")), str(path)
    name = path.name.lower().removesuffix(".gz")
    by_suffix = [e for e in entries if any(name.endswith(suffix) for suffix in e.spec.suffixes)]
    if path.exists() or by_suffix or _looks_like_path(source):
        if not path.exists():
            raise DataError(f"no such file or folder: {source}", "check the path, or name a hub data set")
        if not by_suffix:
            known = sorted({s for e in entries for s in e.spec.suffixes if s.startswith(".")})
            raise DataError(f"cannot tell what kind of file {source} is", f"known endings: {' '.join(known)}")
        return by_suffix[0], str(path)
    return _first(entries, "suffixes", ANYTHING, DataError(f"no such data set: {source}")), source


def find_classifier(catalog: Catalog, model: str) -> tuple[Entry, str]:
    """The kind of classifier behind `--model` (`scheme:rest`, a folder or a hub id) and its source for that kind."""
    entries = catalog.entries("classifiers")
    by_scheme = _by_scheme(entries, model)
    if by_scheme:
        return by_scheme
    path = local_path(model)
    if path.is_dir():
        marked = [e for e in entries if any((path / marker).is_file() for marker in e.spec.markers)]
        if not marked:
            known = sorted({m for e in entries for m in e.spec.markers if m not in (FOLDER, ANYTHING)})
            raise ModelError(
                f"the folder {model} holds no model: none of {', '.join(known)} is there",
                "name the folder that `robust train --out` or `save_pretrained` wrote",
            )
        return marked[0], str(path)
    if path.exists():
        raise ModelError(f"{model} is a file, a model is a folder", "name the folder it lies in")
    if _looks_like_path(model):
        raise ModelError(f"no such folder: {model}", "train one with `robust train --out`, or name a hub model")
    return _first(entries, "markers", ANYTHING, ModelError(f"no such model: {model}")), model


def find_trainable(catalog: Catalog, base: str) -> Entry:
    """The kind of classifier that trains from `--base`."""
    entries = [entry for entry in catalog.entries("classifiers") if entry.spec.train]
    for entry in entries:
        if base in entry.spec.bases:
            return entry
    return _first(entries, "markers", ANYTHING, ModelError(f"nothing here trains {base}"))


def _by_scheme(entries: Iterable[Entry], written: str) -> tuple[Entry, str] | None:
    scheme, colon, rest = written.partition(":")
    for entry in entries:
        if colon and scheme == entry.spec.name:
            return entry, rest
    return None


def _first(entries: Iterable[Entry], field: str, value: str, error: RobustError) -> Entry:
    for entry in entries:
        accepted: tuple[Any, ...] = getattr(entry.spec, field)
        if value in accepted:
            return entry
    raise error


def _looks_like_path(written: str) -> bool:
    return written.startswith((".", "/", "~", "\\")) or written.count("/") > 1 or written.endswith("/")
