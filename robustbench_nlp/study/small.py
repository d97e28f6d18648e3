"""A model of the study's kind on a few of its examples: to try the options with, and to measure the speed of."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from robustbench_nlp.core.classifier import Classifier, ModelCard
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.sample import stratified
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.runner.resolve import load_classifier, train_classifier
from robustbench_nlp.study.folder import TRIAL
from robustbench_nlp.study.setup import Setup


@contextmanager
def small_model(setup: Setup, catalog: Catalog, n: int, place: Path | None) -> Iterator[tuple[ModelCard, Classifier]]:
    """Train one on about `n` examples in a folder in `place` (None for the system's) that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=TRIAL, dir=place) as folder:
        out = Path(folder) / "model"
        options = dataclasses.replace(setup.request.options, out=out, seed=0, progress=None)
        validation = None if setup.validation is None else few(setup.validation, n)
        card = train_classifier(catalog, few(setup.train, n), validation, options)
        yield card, load_classifier(catalog, str(out), setup.request.load)


def few(dataset: Dataset, n: int) -> Dataset:
    """A stratified sample, and where it holds one class only, an example of another."""
    examples = stratified(dataset.examples, n, 0)
    classes = {example.label for example in examples}
    if len(classes) == 1:
        examples += tuple(e for e in dataset.examples if e.label not in classes)[:1]
    return dataclasses.replace(dataset, examples=examples, fingerprint="few")
