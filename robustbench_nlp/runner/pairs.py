"""Original and rewritten texts as plain rows, for `robust transform` and `robust preview`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from robustbench_nlp.core.outcome import Rewritten
from robustbench_nlp.core.text import text_digest
from robustbench_nlp.runner.plan import TextPlan
from robustbench_nlp.runner.work import Engine

ORIGINAL = "original"


def rewrite_all(plan: TextPlan, engine: Engine) -> Iterator[Rewritten]:
    """Every result, in the order of shard, transform, draw and example."""
    results = {result.index: result.rewritten for result in engine.run(plan.job, plan.shards)}
    for index in sorted(results):
        yield from results[index]


def rows(plan: TextPlan, rewritten: Iterator[Rewritten]) -> Iterator[dict[str, Any]]:
    """First the originals (transform "original"), then every version of them; edits as [start, end, old, new, rule]."""
    before = {example.id: example for example in plan.examples}
    labels = plan.dataset.labels
    for example in plan.examples:
        yield {
            "id": example.id,
            "transform": ORIGINAL,
            "draw": 0,
            "status": ORIGINAL,
            "label": labels[example.label],
            "original": example.text,
            "text": example.text,
            "text_digest": text_digest(example.text),
            "edits": [],
            "flags": [],
            "discarded": [],
            "error": "",
        }
    for row in rewritten:
        example = before[row.example_id]
        yield {
            "id": row.example_id,
            "transform": row.transform,
            "draw": row.draw,
            "status": row.status.value,
            "label": labels[example.label],
            "original": example.text,
            "text": row.text,
            "text_digest": text_digest(row.text),
            "edits": [list(edit) for edit in row.edits],
            "flags": list(row.flags),
            "discarded": list(row.discarded),
            "error": row.error,
        }
