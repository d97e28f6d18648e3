"""The one place where labels and rewritten texts meet."""

from __future__ import annotations

from collections.abc import Sequence

from robustbench_nlp.core.outcome import Outcome, Rewritten
from robustbench_nlp.core.text import Example
from robustbench_nlp.runner.labels import NEVER_SAID
from robustbench_nlp.runner.score import Scores


def join(
    examples: Sequence[Example], rewritten: Sequence[Rewritten], scores: Scores, columns: Sequence[int]
) -> tuple[Outcome, ...]:
    """Rows in the order of transform, draw and example; `columns[i]` is the model's column for data label i."""
    import numpy as np

    by_id = {example.id: example for example in examples}
    order = {example.id: i for i, example in enumerate(examples)}
    # Confidences are rounded: batches of another shape may move the last bits, and those must not move a digest.
    answers = {}
    for text in {example.text for example in examples} | {row.text for row in rewritten}:
        given = scores[text]
        probabilities = np.array([given[i] if i != NEVER_SAID else 0.0 for i in columns])
        answers[text] = int(probabilities.argmax()), [round(float(p), 6) for p in probabilities]

    def outcome(row: Rewritten) -> Outcome:
        example = by_id[row.example_id]
        predicted_before, before = answers[example.text]
        predicted_after, after = answers[row.text]
        return Outcome(
            rewritten=row,
            before=example.text,
            label=example.label,
            predicted_before=predicted_before,
            predicted_after=predicted_after,
            confidence_before=before[predicted_before],
            confidence_after=after[predicted_after],
        )

    transforms = {name: i for i, name in enumerate(dict.fromkeys(row.transform for row in rewritten))}
    rows = sorted(rewritten, key=lambda row: (transforms[row.transform], row.draw, order[row.example_id]))
    return tuple(outcome(row) for row in rows)
