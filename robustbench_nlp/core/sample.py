"""A stratified, seeded order of examples: every prefix is a fair sample, shorter limits nest in longer ones."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.text import Example
from robustbench_nlp.errors import UsageError


def stratified(examples: Sequence[Example], limit: int | None, seed: int) -> tuple[Example, ...]:
    """The first `limit` examples of that order (all of them where `limit` is None or larger).

    Within a class the order is by a keyed hash of the id; classes are interleaved in proportion to their size, so any
    prefix holds each class to within one example of its share.
    """
    by_label: dict[int, list[Example]] = defaultdict(list)
    for example in examples:
        by_label[example.label].append(example)
    placed = []
    for label in sorted(by_label):
        ordered = sorted(by_label[label], key=lambda e: (_key(seed, e.id), e.id))
        placed += [((i + 0.5) / len(ordered), label, example) for i, example in enumerate(ordered)]
    placed.sort(key=lambda item: item[:2])
    return tuple(example for _, _, example in placed[:limit])


def _key(seed: int, example_id: str) -> bytes:
    name = f"{seed}\x1f{example_id}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(name, digest_size=8, key=b"robustbench-nlp/sample/1").digest()


def subset(dataset: Dataset, limit: int | None, seed: int) -> Dataset:
    """The data set cut down to the first `limit` examples of that order; the whole, as it is, where `limit` is None.

    The fingerprint names the cut, so that results on it are never taken for results on the whole.
    """
    if limit is None:
        return dataset
    if limit < 2:
        raise UsageError(f"--limit must be at least 2, not {limit}", "leave it out for all examples")
    examples = stratified(dataset.examples, limit, seed)
    cut = hashlib.sha256(f"{dataset.fingerprint}/{limit}/{seed}".encode()).hexdigest()[:16]
    return replace(dataset, examples=examples, fingerprint=cut)
