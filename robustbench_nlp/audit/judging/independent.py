"""Classifiers that may judge: of the same labels, and not the one whose answers are audited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from robustbench_nlp.audit.manifest import Manifest
from robustbench_nlp.core.classifier import Classifier
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.errors import RobustError, UsageError
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.runner.labels import NEVER_SAID, match_labels
from robustbench_nlp.runner.resolve import find_classifier, load_classifier
from robustbench_nlp.runner.score import checked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Relabelled:
    """A classifier with its columns in the order of an audit's labels."""

    def __init__(self, classifier: Classifier, labels: tuple[str, ...], columns: Sequence[int]) -> None:
        self._classifier = classifier
        self._columns = columns
        self.labels = labels
        self.digest, self.signature, self.device = classifier.digest, classifier.signature, classifier.device
        self.calibrated, self.cacheable = classifier.calibrated, classifier.cacheable

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Of a label that the classifier never says, none; `ModelError` where it says no probabilities."""
        import numpy as np

        found = checked(self._classifier, texts)
        none = np.zeros(len(texts))
        return np.column_stack([none if c == NEVER_SAID else found[:, c] for c in self._columns])

    def batches(self, texts: Sequence[str]) -> list[list[int]]:
        """As the classifier has them."""
        return self._classifier.batches(texts)


def loader(catalog: Catalog, manifest: Manifest, tested: str) -> Callable[[str], Classifier]:
    """Loads by the name that `--model` takes. `tested` is the name of the model that the run is about.

    `UsageError` where it is a model whose answers made the audit's strata: by its digest, and by its name, for the
    digest also says how a model was run, and that makes it no other reader. Other errors as in an evaluation.
    """

    def load(name: str) -> Classifier:
        if _same(catalog, name, tested):
            raise _under_test(name)
        classifier = load_classifier(catalog, name, LoadOptions())
        if classifier.digest in manifest.models:
            raise _under_test(name)
        columns, _ = match_labels(
            manifest.labels,
            classifier.labels,
            some=not classifier.calibrated,
            ordered=getattr(classifier, "ordered", True),
            labels_from=getattr(classifier, "labels_from", ""),
        )
        return Relabelled(classifier, manifest.labels, columns)

    return load


def _same(catalog: Catalog, name: str, tested: str) -> bool:
    try:
        return find_classifier(catalog, name) == find_classifier(catalog, tested)
    except RobustError:
        # The model under test may be gone by now; its digest is still known.
        return False


def _under_test(name: str) -> UsageError:
    return UsageError(
        f"{name} is the model under test: it would only confirm its own answers",
        "judge with an independent model, best one trained on other data",
    )
