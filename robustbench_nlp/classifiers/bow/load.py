"""A trained network as a classifier."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from robustbench_nlp.classifiers.bow.features import Features, rows
from robustbench_nlp.classifiers.bow.store import SETTINGS, WEIGHTS, restore
from robustbench_nlp.classifiers.inapplicable import refuse_inapplicable
from robustbench_nlp.core.classifier import in_order
from robustbench_nlp.core.options import LoadOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from robustbench_nlp.classifiers.bow.network import FeedForward

BATCH = 1024


class BowClassifier:
    """Scores texts on the CPU."""

    device = "cpu"
    calibrated = True
    cacheable = True

    def __init__(self, features: Features, network: FeedForward, labels: tuple[str, ...], digest: str) -> None:
        self._features = features
        self._network = network
        self.labels = labels
        self.digest = digest
        self.signature = f"bow@{digest[:4]}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.signature}: {', '.join(self.labels)}>"

    def batches(self, texts: Sequence[str]) -> list[list[int]]:
        """In the order given."""
        return in_order(len(texts), BATCH)

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Probabilities of shape (n, k)."""
        import numpy as np
        import torch

        # The vectoriser refuses to make a matrix of no rows.
        if not texts:
            return np.empty((0, len(self.labels)))
        # The vectoriser encodes nothing, but a lone surrogate would not survive the way back from its errors.
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        with torch.inference_mode():
            scores = self._network(rows(self._features.matrix(clean)))
            found: NDArray[np.float64] = torch.softmax(scores.double(), dim=1).numpy()
        return found


def load(source: str, options: LoadOptions) -> BowClassifier:
    """Load from a folder written by `robust train --base bow`."""
    refuse_inapplicable(options, "a bag-of-words model")
    folder = Path(source)
    features, network, labels = restore(folder)
    content = hashlib.sha256((folder / SETTINGS).read_bytes())
    content.update((folder / WEIGHTS).read_bytes())
    classifier = BowClassifier(features, network, labels, content.hexdigest()[:16])
    classifier.signature = f"bow:{folder.name}@{classifier.digest[:4]}"
    return classifier
