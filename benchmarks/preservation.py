"""How much the transforms change, and whether a negation survives: over many real reviews, at every severity.

    python benchmarks/preservation.py IMDB --n 10000 --transforms synonym,contraction,paraphrase,typo

IMDB is a folder with the reviews as Parquet. For each transform and severity: the share of reviews and of words
changed, edits a review, how many outputs change the multiset of negation cues (whole texts) or of the words in their
scopes (changed sentences, parsed before and after), and how many the label rule (negation or valence) flags. Scopes are
compared for transforms that leave words as they are: a synonym in a scope is another word on purpose.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import robustbench_nlp as rb
from robustbench_nlp.checks.negation_scope import make
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.outcome import Rewritten, Status
from robustbench_nlp.language.negation.cues import cue_multiset
from robustbench_nlp.plugin.catalog import Catalog, load_catalog
from robustbench_nlp.runner.checks import Pair
from robustbench_nlp.runner.engines.start import start_engine
from robustbench_nlp.runner.plan import plan_texts

SAME_WORDS = {"contraction", "paraphrase"}


@dataclass(frozen=True)
class Row:
    transform: str
    n: int
    changed: float
    words_changed: float
    edits: float
    cue_violations: int
    scope_violations: int | None
    label_rule: int
    discarded: int
    failed: int
    seconds: float


def measure(catalog: Catalog, data: rb.Dataset, transform: str, *, n: int, seed: int, workers: int) -> Row:
    plan = plan_texts(catalog, data, transform, limit=n, seed=seed, draws=1)
    before = {example.id: example.text for example in plan.examples}
    started = time.perf_counter()
    results = list(start_engine(catalog, "", workers).run(plan.job, plan.shards))
    spent = time.perf_counter() - started
    rows = [row for result in results for row in result.rewritten]
    changed = [row for row in rows if row.status is Status.CHANGED]
    words = sum(len(text.split()) for text in before.values())
    touched = sum(max(1, len(edit.old.split())) for row in changed for edit in row.edits)
    flags = Counter(row.example_id for row in changed if labels_in_doubt(row.flags))
    return Row(
        transform=transform,
        n=len(rows),
        changed=round(len(changed) / len(rows), 4),
        words_changed=round(touched / words, 4),
        edits=round(sum(len(row.edits) for row in changed) / len(rows), 2),
        cue_violations=sum(cue_multiset(before[row.example_id]) != cue_multiset(row.text) for row in changed),
        scope_violations=scope_violations(before, changed) if name_of(transform) in SAME_WORDS else None,
        label_rule=len(flags),
        discarded=sum(bool(row.discarded) for row in rows),
        failed=sum(row.status is Status.FAILED for row in rows),
        seconds=round(spent, 1),
    )


def name_of(transform: str) -> str:
    return transform.partition("@")[0]


def labels_in_doubt(flags: Iterable[str]) -> bool:
    return any(flag.startswith(("negation:", "valence:")) for flag in flags)


def scope_violations(before: dict[str, str], changed: Sequence[Rewritten]) -> int:
    check = make()
    found = 0
    for at in range(0, len(changed), 256):
        pairs = [Pair(before[row.example_id], row.text, row.edits) for row in changed[at : at + 256]]
        check.prepare(pairs)
        found += sum(check(*pair) is not None for pair in pairs)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset")
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--transforms", default="synonym,contraction,paraphrase,typo")
    parser.add_argument("--severities", default="1,2,3,4,5")
    asked = parser.parse_args()
    catalog = load_catalog(allow="")
    data = rb.load_dataset(DatasetRequest(asked.dataset, "test"))
    for name in asked.transforms.split(","):
        for severity in asked.severities.split(","):
            row = measure(catalog, data, f"{name}@{severity}", n=asked.n, seed=asked.seed, workers=asked.workers)
            print(json.dumps(asdict(row)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
