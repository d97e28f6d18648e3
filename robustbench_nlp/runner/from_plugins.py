"""What readers and loaders of third parties return, held against what everything after them relies on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from numbers import Integral

from robustbench_nlp.core.classifier import Classifier
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.text import Example
from robustbench_nlp.errors import PluginError
from robustbench_nlp.plugin.catalog import Entry

HAS = {"labels": tuple, "digest": str, "signature": str, "device": str, "calibrated": bool, "cacheable": bool}
"""What a classifier has beside its two methods."""


def checked_dataset(entry: Entry, dataset: Dataset) -> Dataset:
    """The data set; `PluginError` with the first thing that is wrong with it. Rows of one id would share one answer."""
    if not entry.builtin:
        _refuse(entry, entry.spec.read, _wrong_with_dataset(dataset))
    return dataset


def checked_classifier(entry: Entry, classifier: Classifier) -> Classifier:
    """The classifier; `PluginError` with the first thing that it lacks."""
    if not entry.builtin:
        _refuse(entry, entry.spec.load, _wrong_with_classifier(classifier))
    return classifier


def _refuse(entry: Entry, path: str, wrongs: Iterator[str]) -> None:
    for wrong in wrongs:
        raise PluginError(f"{entry.owner}: {path!r} returned {wrong}", f"report it to the authors of {entry.owner}")


def _wrong_with_dataset(dataset: object) -> Iterator[str]:
    if not isinstance(dataset, Dataset):
        yield f"{type(dataset).__name__}, not a Dataset"
        return
    if not (isinstance(dataset.labels, tuple) and all(isinstance(label, str) for label in dataset.labels)):
        yield "labels that are no tuple of strings"
    for example in dataset.examples:
        if not (isinstance(example, Example) and isinstance(example.id, str) and isinstance(example.text, str)):
            yield "an example that is no Example with an id and a text"
        elif not (isinstance(example.label, Integral) and 0 <= example.label < len(dataset.labels)):
            yield f"the label {example.label!r} for {example.id!r}, which is no index of {', '.join(dataset.labels)}"
    twice = [name for name, count in Counter(example.id for example in dataset.examples).items() if count > 1]
    if twice:
        yield f"the id {twice[0]!r} for more than one row"


def _wrong_with_classifier(classifier: object) -> Iterator[str]:
    for name, kind in HAS.items():
        if not isinstance(getattr(classifier, name, None), kind):
            yield f"{type(classifier).__name__}, whose {name!r} is no {kind.__name__}"
    for name in ("predict_proba", "batches"):
        if not callable(getattr(classifier, name, None)):
            yield f"{type(classifier).__name__}, which has no method {name!r}"
