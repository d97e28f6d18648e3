"""Every distinct text is scored once, in the classifier's own batches; what an earlier run scored is reused."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from robustbench_nlp.core.classifier import Classifier
from robustbench_nlp.core.probabilities import refuse_others
from robustbench_nlp.runner.predictions import PredictionStore, text_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = dict[bytes, NDArray[np.float64]]

CHUNK = 8192
SAVE_EVERY_SECONDS = 5.0


class Scores:
    """Probabilities of shape (k,) by text, columns in the classifier's order."""

    def __init__(self, rows: Rows, reused: int) -> None:
        self._rows = rows
        self.reused = reused

    def __getitem__(self, text: str) -> NDArray[np.float64]:
        return self._rows[text_key(text)]

    def __len__(self) -> int:
        return len(self._rows)


def score(
    classifier: Classifier, texts: Iterable[str], store: PredictionStore, scored: Callable[[int, int], None]
) -> Scores:
    """Score all texts. `scored(done, total)` is called as batches come back, first with those known already."""
    by_key = {text_key(text): text for text in texts}
    # Sorted, so that batches do not depend on the order in which shards came back.
    keys = sorted(by_key)
    rows = store.get(keys, len(classifier.labels))
    reused = len(rows)
    todo = [key for key in keys if key not in rows]
    scored(reused, len(keys))
    for at in range(0, len(todo), CHUNK):
        chunk = {key: by_key[key] for key in todo[at : at + CHUNK]}
        # Closed explicitly: an interrupt in here must store the unsaved batches too.
        with closing(_score_chunk(classifier, chunk, store)) as batches:
            for fresh in batches:
                rows.update(fresh)
                scored(len(rows), len(keys))
    return Scores(rows, reused)


def _score_chunk(
    classifier: Classifier, chunk: Mapping[bytes, str], store: PredictionStore
) -> Generator[Rows, None, None]:
    """Batch by batch; every few seconds, and whatever happens at the end, what was scored is stored."""
    keys, texts = list(chunk), list(chunk.values())
    unsaved: Rows = {}
    saved_at = time.monotonic()
    try:
        for batch in classifier.batches(texts):
            probabilities = checked(classifier, [texts[i] for i in batch])
            fresh = {keys[i]: row for i, row in zip(batch, probabilities, strict=True)}
            unsaved.update(fresh)
            yield fresh
            if time.monotonic() - saved_at > SAVE_EVERY_SECONDS:
                store.put(unsaved.items())
                unsaved, saved_at = {}, time.monotonic()
    finally:
        store.put(unsaved.items())


def checked(classifier: Classifier, texts: Sequence[str]) -> NDArray[np.float64]:
    """What it says of the texts, shape (n, k); `ModelError` where these are not probabilities."""
    import numpy as np

    probabilities = np.asarray(classifier.predict_proba(texts), dtype=np.float64)
    refuse_others(probabilities, texts, classifier.labels, classifier.signature)
    return probabilities
