"""`python:package.module:function`: any callable from a list of texts to probabilities."""

from __future__ import annotations

import hashlib
import importlib
import operator
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from robustbench_nlp.classifiers.external.declared import label_names, told
from robustbench_nlp.classifiers.external.returned import HINT, rows_of_numbers
from robustbench_nlp.classifiers.inapplicable import refuse_inapplicable
from robustbench_nlp.core.classifier import in_order
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.core.probabilities import refuse_others
from robustbench_nlp.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 256
HOW = "write python:package.module:function, with a module in the current folder or installed"


class FunctionClassifier:
    """Asks the function; believes nothing it returns unchecked."""

    device = "external"
    calibrated = True

    def __init__(self, name: str, function: Callable[[list[str]], Any], module: Any = None) -> None:
        self._function = function
        self.signature = f"python:{name}"
        self.labels_from = f"the labels of {self.signature}"
        try:
            labels, said = getattr(function, "labels", None), getattr(function, "version", None)
        except (Exception, SystemExit) as error:
            raise ModelError(f"{self.signature} does not say its labels and version: {told(error)}") from error
        # Where the user named it, else where it was written.
        for place in (module, sys.modules.get(getattr(function, "__module__", ""))):
            labels = getattr(place, "LABELS", None) if labels is None else labels
        self.labels: tuple[str, ...] = self._numbered() if labels is None else label_names(labels, self.signature)
        # Without a version nothing says whether the function of tomorrow is the one of today.
        self.cacheable = said is not None
        self.digest = hashlib.sha256(f"{name}\x1f{said}\x1f{self.labels}".encode()).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.signature}: {', '.join(self.labels)}>"

    def _numbered(self) -> tuple[str, ...]:
        columns = self._ask(["A text."]).shape[1]
        if columns < 2:
            raise ModelError(f"{self.signature} returned {columns} column for a text, not one per label", HINT)
        return tuple(str(i) for i in range(columns))

    def batches(self, texts: Sequence[str]) -> list[list[int]]:
        """In the order given."""
        return in_order(len(texts), BATCH)

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """What the function says; `ModelError` where these are not probabilities."""
        found = self._ask(list(texts))
        refuse_others(found, texts, self.labels, self.signature)
        return found

    def _ask(self, texts: list[str]) -> NDArray[np.float64]:
        try:
            # It may import what it needs when it is first asked.
            with _current_folder_importable():
                given = self._function(texts)
        except (Exception, SystemExit) as error:
            raise ModelError(f"{self.signature} raised {told(error)}") from error
        return rows_of_numbers(given, self.signature)


def load(source: str, options: LoadOptions) -> FunctionClassifier:
    """Import the function that the user named, dotted or not. The current folder is importable while it is at work."""
    refuse_inapplicable(options, "a Python function")
    named, colon, name = source.partition(":")
    if not (named and colon and name):
        raise ModelError(f"cannot read python:{source}", HOW)
    try:
        with _current_folder_importable():
            module = importlib.import_module(named)
            function = operator.attrgetter(name)(module)
    except (Exception, SystemExit) as error:
        raise ModelError(f"cannot import {name!r} from {named!r}: {told(error)}", HOW) from error
    if not callable(function):
        raise ModelError(f"python:{source} is {type(function).__name__}, not a function", HOW)
    return FunctionClassifier(source, function, module)


@contextmanager
def _current_folder_importable() -> Iterator[None]:
    here = str(Path.cwd())
    sys.path.insert(0, here)
    try:
        yield
    finally:
        # The user's code may have taken it out already.
        with suppress(ValueError):
            sys.path.remove(here)
