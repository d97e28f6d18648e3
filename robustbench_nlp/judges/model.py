"""An independent classifier as a judge: it always has a label, and errs like a classifier, not like a reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from robustbench_nlp.core.judge import Answer, JudgeRequest

AT_ONCE = 64
"""Texts scored before the first of them is answered: enough to fill batches, few enough to lose."""


class ModelJudge:
    """Answers with the most probable label."""

    def __init__(self, request: JudgeRequest) -> None:
        """Errors as `request.load` has them."""
        self._classifier = request.load(request.source)
        self._labels = request.labels
        self.signature = self._classifier.signature

    def answers(self, texts: Sequence[str]) -> Iterator[Answer]:
        """One for each text, in order."""
        for start in range(0, len(texts), AT_ONCE):
            part = texts[start : start + AT_ONCE]
            best = [0] * len(part)
            for batch in self._classifier.batches(part):
                found = self._classifier.predict_proba([part[i] for i in batch]).argmax(axis=1)
                for i, label in zip(batch, found, strict=True):
                    best[i] = int(label)
            yield from (Answer(self._labels[i]) for i in best)
