"""From what the user wrote to the plugin that understands it. Names are data of the specs: none is known here.

A spec may say `"/"` among its suffixes or markers to take folders that nothing else claims, and `"*"` to take what is
no path at all (a hub id). Every name may have its distribution in front, and must have where several declare it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from robustbench_nlp.core.classifier import Classifier, ModelCard
from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.core.options import LoadOptions, TrainOptions
from robustbench_nlp.errors import DataError, ModelError, RobustError
from robustbench_nlp.local_path import local_path
from robustbench_nlp.plugin.catalog import Catalog, Entry
from robustbench_nlp.plugin.factory import called
from robustbench_nlp.plugin.finder import normal
from robustbench_nlp.plugin.missing import ambiguous
from robustbench_nlp.runner.from_plugins import checked_classifier, checked_dataset

FOLDER, ANYTHING = "/", "*"
DATASET, CLASSIFIER = "data set", "classifier"


def read_dataset(catalog: Catalog, request: DatasetRequest) -> Dataset:
    """Find the reader for `request.source` (an alias, `scheme:rest`, a file, a folder or a hub id) and read."""
    entry, source = _find_reader(catalog, request.source)
    return checked_dataset(entry, called(entry, entry.spec.read, replace(request, source=source)))


def load_classifier(catalog: Catalog, model: str, options: LoadOptions) -> Classifier:
    """Find the kind of classifier behind `model` (`scheme:rest`, a folder or a hub id) and load it."""
    entry, source = find_classifier(catalog, model)
    return checked_classifier(entry, called(entry, entry.spec.load, source, options))


def train_classifier(
    catalog: Catalog, dataset: Dataset, validation: Dataset | None, options: TrainOptions
) -> ModelCard:
    """Find the kind of classifier that trains from `options.base` and train it."""
    entry, base = find_trainable(catalog, options.base)
    card: ModelCard = called(entry, entry.spec.train, dataset, validation, replace(options, base=base))
    return card


def _find_reader(catalog: Catalog, source: str) -> tuple[Entry, str]:
    entries = catalog.entries("datasets")
    found = _by_name(DATASET, entries, "aliases", source) or _by_scheme(DATASET, entries, source)
    if found:
        return found
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
        return _only(by_suffix, DataError, f"the file {source} can be read"), str(path)
    return _first(entries, "suffixes", ANYTHING, DataError(f"no such data set: {source}")), source


def find_classifier(catalog: Catalog, model: str) -> tuple[Entry, str]:
    """The kind of classifier behind `--model` (`scheme:rest`, a folder or a hub id) and its source for that kind."""
    entries = catalog.entries("classifiers")
    by_scheme = _by_scheme(CLASSIFIER, entries, model)
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
        return _only(marked, ModelError, f"the folder {model} can be loaded"), str(path)
    if path.exists():
        raise ModelError(f"{model} is a file, a model is a folder", "name the folder it lies in")
    if _looks_like_path(model):
        raise ModelError(f"no such folder: {model}", "train one with `robust train --out`, or name a hub model")
    return _first(entries, "markers", ANYTHING, ModelError(f"no such model: {model}")), model


def find_trainable(catalog: Catalog, base: str) -> tuple[Entry, str]:
    """The kind of classifier that trains from `--base`, and the base's name for that kind."""
    entries = [entry for entry in catalog.entries("classifiers") if entry.spec.train]
    named = _by_name(CLASSIFIER, entries, "bases", base)
    return named or (_first(entries, "markers", ANYTHING, ModelError(f"nothing here trains {base}")), base)


def _by_name(noun: str, entries: Iterable[Entry], field: str, written: str) -> tuple[Entry, str] | None:
    found = [
        (entry, name)
        for entry in entries
        for name in getattr(entry.spec, field)
        if written == name or _normal(written) == f"{entry.distribution}:{name}"
    ]
    if len(found) > 1:
        raise ambiguous(noun, written, [entry for entry, _ in found])
    return found[0] if found else None


def _by_scheme(noun: str, entries: Iterable[Entry], written: str) -> tuple[Entry, str] | None:
    # The whole name first: one distribution may be called like the scheme of another.
    names: tuple[tuple[str, Callable[[Entry], str]], ...] = (
        (_normal(written), lambda entry: entry.full_name),
        (written, lambda entry: entry.spec.name),
    )
    for asked, name in names:
        found = [entry for entry in entries if asked.startswith(f"{name(entry)}:")]
        if len(found) > 1:
            raise ambiguous(noun, name(found[0]), found)
        if found:
            return found[0], asked.removeprefix(f"{name(found[0])}:")
    return None


def _normal(written: str) -> str:
    """What stands before the first colon as pip spells a distribution: `Acme_Slang:rows:x` is `acme-slang:rows:x`."""
    distribution, colon, rest = written.partition(":")
    return f"{normal(distribution)}{colon}{rest}"


def _only(entries: Sequence[Entry], error: type[RobustError], what: str) -> Entry:
    """The built-in, which comes first, or else the only one: which of two plugins is asked must not change a number."""
    if len(entries) > 1 and not entries[0].builtin:
        owners = " and ".join(entry.owner for entry in entries)
        raise error(f"{what} by {owners}", f"write {' or '.join(f'{entry.full_name}:PATH' for entry in entries)}")
    return entries[0]


def _first(entries: Iterable[Entry], field: str, value: str, error: RobustError) -> Entry:
    for entry in entries:
        accepted: tuple[Any, ...] = getattr(entry.spec, field)
        if value in accepted:
            return entry
    raise error


def _looks_like_path(written: str) -> bool:
    return written.startswith((".", "/", "~", "\\")) or written.count("/") > 1 or written.endswith("/")
