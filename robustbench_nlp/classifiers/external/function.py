"""`python:package.module:function`: any callable from a list of texts to probabilities."""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from robustbench_nlp.classifiers.external.declared import label_names, told
from robustbench_nlp.classifiers.inapplicable import refuse_inapplicable
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 256
TOLERANCE = 1e-3


class FunctionClassifier:
    """Asks the function; believes nothing it returns unchecked."""

    device = "external"
    calibrated = True

    def __init__(self, name: str, function: Callable[[list[str]], Any]) -> None:
        self._function = function
        self.signature = f"python:{name}"
        self.labels_from = f"the labels of {self.signature}"
        module = sys.modules.get(getattr(function, "__module__", ""))
        try:
            labels, said = getattr(function, "labels", None), getattr(function, "version", None)
        except (Exception, SystemExit) as error:
            raise ModelError(f"{self.signature} does not say its labels and version: {told(error)}") from error
        labels = getattr(module, "LABELS", None) if labels is None else labels
        self.labels: tuple[str, ...] = self._numbered() if labels is None else label_names(labels, self.signature)
        # Without a version nothing says whether the function of tomorrow is the one of today.
        self.cacheable = said is not None
        self.digest = hashlib.sha256(f"{name}\x1f{said}\x1f{self.labels}".encode()).hexdigest()[:16]

    def _numbered(self) -> tuple[str, ...]:
        return tuple(str(i) for i in range(self._ask(["A text."]).shape[1]))

    def batches(self, texts: Sequence[str]) -> list[list[int]]:
        """In the order given."""
        return [list(range(at, min(at + BATCH, len(texts)))) for at in range(0, len(texts), BATCH)]

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """What the function says; `ModelError` where these are not probabilities."""
        import numpy as np

        found = self._ask(list(texts))
        expected = (len(texts), len(self.labels))
        if found.shape != expected:
            raise ModelError(f"{self.signature} returned shape {found.shape} for {expected[0]} texts, not {expected}")
        wrong = ~(np.isfinite(found).all(axis=1) & (found >= 0).all(axis=1))
        wrong |= np.abs(found.sum(axis=1) - 1) > TOLERANCE
        if wrong.any():
            i = int(np.argmax(wrong))
            row = str(found[i].tolist())[:60]
            raise ModelError(
                f"{self.signature} returned {row} for {texts[i][:40]!r}: these are not probabilities",
                "each row must hold numbers from 0 to 1 that sum to 1",
            )
        return found

    def _ask(self, texts: list[str]) -> NDArray[np.float64]:
        import numpy as np

        try:
            found = np.asarray(self._function(texts), dtype=np.float64)
        except (Exception, SystemExit) as error:
            raise ModelError(f"{self.signature} raised {told(error)}") from error
        if found.ndim != 2:
            raise ModelError(
                f"{self.signature} returned {found.ndim} dimensions, not 2", "return one row of probabilities per text"
            )
        return found


def load(source: str, options: LoadOptions) -> FunctionClassifier:
    """Import the function that the user named. The current folder is importable for the time of the import."""
    refuse_inapplicable(options, "a Python function")
    module, colon, name = source.partition(":")
    if not (module and colon and name):
        raise ModelError(f"cannot read python:{source}", "write python:package.module:function")
    try:
        with _current_folder_importable():
            function = getattr(importlib.import_module(module), name)
    except (Exception, SystemExit) as error:
        raise ModelError(f"cannot import {name!r} from {module!r}: {told(error)}") from error
    if not callable(function):
        raise ModelError(f"python:{source} is {type(function).__name__}, not a function")
    return FunctionClassifier(source, function)


@contextmanager
def _current_folder_importable() -> Iterator[None]:
    here = str(Path.cwd())
    sys.path.insert(0, here)
    try:
        yield
    finally:
        sys.path.remove(here)
