"""`--predictions FILE`: answers that a model elsewhere gave to the texts of `robust transform`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from robustbench_nlp.classifiers.external.answers import Answers, read_answers
from robustbench_nlp.classifiers.inapplicable import refuse_inapplicable
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.core.text import text_digest
from robustbench_nlp.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class PredictionsFile:
    """Looks texts up by their digest."""

    device = "external"
    cacheable = False
    ordered = False

    def __init__(self, path: Path, answers: Answers) -> None:
        self._answers = answers
        self._path = path
        self.labels_from = f"the answers of {path.name}"
        self.labels = answers.labels
        self.calibrated = answers.with_probabilities
        self.digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        self.signature = f"predictions:{path.name}@{self.digest[:4]}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.signature}: {', '.join(self.labels)}>"

    def batches(self, texts: Sequence[str]) -> list[list[int]]:
        """All at once: one error then counts everything that is missing."""
        return [list(range(len(texts)))] if texts else []

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """The answers in the file; `ModelError` counts the texts it does not know."""
        import numpy as np

        rows = [self._answers.by_text.get(text_digest(text)) for text in texts]
        missing = [text for text, row in zip(texts, rows, strict=True) if row is None]
        if missing:
            raise ModelError(
                f"{self._path} has no answer to {len(missing)} of {len(texts)} texts, first {missing[0][:60]!r}",
                "run `robust transform` with the same data, transforms, seed and limit, and answer all of its texts",
            )
        return np.array(rows, dtype=np.float64)


def load(source: str, options: LoadOptions) -> PredictionsFile:
    """Read a JSON Lines, CSV or Parquet file of answers."""
    refuse_inapplicable(options, "a file of predictions")
    path = Path(source)
    return PredictionsFile(path, read_answers(path))
